"""Applications of the tests behind real HTTP on the loopback. What they answer is the business of each test."""

import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from werkzeug.serving import WSGIRequestHandler, make_server

App = Callable[..., Iterable[bytes]]
POLL = 0.02
"""Seconds between two looks whether to stop."""


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, *_: Any) -> None:
        """Nothing."""


class Served:
    """An application on a port of this machine until ``stop``; ``app`` may be put behind it later."""

    def __init__(
        self,
        app: App | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        handler: type[WSGIRequestHandler] = Quiet,
    ) -> None:
        self.app = app
        self.server = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=handler, ssl_context=tls
        )
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(POLL,), daemon=True)
        self._thread.start()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        """Piece by piece, and closed whatever happens: the server forgets that when the other side is gone."""
        assert self.app is not None, "nobody is behind the port yet"
        answer = self.app(environ, start_response)
        try:
            yield from answer
        finally:
            if hasattr(answer, "close"):
                answer.close()

    def stop(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
