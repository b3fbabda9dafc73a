"""The box's own web server on its own loopback port: platform API, pictures and the page."""

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from .api import answer_call
from .page import answer_page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from .box import Box

HOST = "127.0.0.1"
API_ROOTS = ("/cgi-bin/", "/sns/", "/mmbiz_jpg/", "/wxa/")


class Quiet(WSGIRequestHandler):
    """Keeps the console for those who run the box."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - as werkzeug has it
        """Say nothing."""


class Server:
    """A threaded server that can be started and stopped."""

    def __init__(self, box: "Box") -> None:
        self._box = box
        self._server: BaseWSGIServer | None = None

    @property
    def url(self) -> str:
        """The root address; an error before start()."""
        if self._server is None:
            raise RuntimeError("the box has not been started")
        return f"http://{HOST}:{self._server.port}"

    def start(self, port: int) -> None:
        """Serve from a thread of its own."""
        self._server = make_server(HOST, port, self, threaded=True, request_handler=Quiet)
        serve = self._server.serve_forever
        threading.Thread(target=serve, args=(0.05,), name="box-server", daemon=True).start()

    def stop(self) -> None:
        """Close the port."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with Request(environ) as request:
            response = self._answer(request)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        try:
            if request.path.startswith(API_ROOTS):
                return answer_call(self._box, request)
            return answer_page(self._box, request)
        except HTTPException as error:
            return Response(error.description, error.code)
