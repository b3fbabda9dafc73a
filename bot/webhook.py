"""The door of WeChat: size, signature, age, cipher, and then one answer. No framework is needed here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import structlog

from bot import wechat
from bot.dispatch import Dispatch
from bot.turn import Inbound

BODY_LIMIT = 128 * 1024
PLAIN = "text/plain; charset=utf-8"
XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
NEVER_GUESS = ("X-Content-Type-Options", "nosniff")
REASONS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    405: "Method Not Allowed",
    413: "Payload Too Large",
}

log = structlog.get_logger()


@dataclass(frozen=True)
class Reply:
    """An HTTP answer: status, type, text."""

    status: int
    type: str
    text: str


class Webhook:
    """Receives the platform's deliveries. ``seen`` is told kind and status of each, for the figures;
    who asks for the address check with another Token brings nothing and is a ``check``."""

    def __init__(
        self,
        reader: wechat.Reader,
        dispatch: Dispatch,
        clock: Callable[[], datetime],
        *,
        max_skew: timedelta = timedelta(hours=1),
        seen: Callable[[str, int], None] = lambda kind, status: None,
    ) -> None:
        self._reader = reader
        self._dispatch = dispatch
        self._clock = clock
        self._max_skew = max_skew
        self._seen = seen
        self.last_skew: timedelta | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The webhook as a WSGI application of its own."""
        reply = self.receive(environ["REQUEST_METHOD"], environ.get("QUERY_STRING", ""), _body(environ))
        payload = reply.text.encode()
        head = [("Content-Type", reply.type), ("Content-Length", str(len(payload))), NEVER_GUESS]
        start_response(f"{reply.status} {REASONS[reply.status]}", head)
        return [payload]

    def receive(self, method: str, query_string: str, body: bytes | None) -> Reply:
        """Answer one request; ``body`` None means it was longer than we read."""
        query = dict(parse_qsl(query_string, keep_blank_values=True))
        try:
            return self._answer(method, query, body)
        except wechat.BadMessage as bad:
            self._seen("check" if method == "GET" else "bad", bad.status)
            log.warning("bad message", reason=bad.reason, status=bad.status)
            return Reply(bad.status, PLAIN, "")

    def _answer(self, method: str, query: Mapping[str, str], body: bytes | None) -> Reply:
        if method == "GET":
            return Reply(200, PLAIN, wechat.decrypt_echo(self._reader, query))
        if method != "POST":
            raise wechat.BadMessage("method", 405)
        if body is None:
            raise wechat.BadMessage("too long", 413)
        envelope = self._reader.open(query, body)
        now = self._clock()
        is_late = self._is_late(query, now)
        inbound = self._reader.read(envelope, now)
        say = self._say(inbound, is_late=is_late)
        self._seen(inbound.kind, 200)
        return self._reply(say, envelope, query, now)

    def _say(self, inbound: Inbound, *, is_late: bool) -> str:
        if (
            not inbound.openid
        ):  # notices of third-party platforms, and what came encrypted without a key for it
            log.warning("from nobody", message=inbound.key[:12])
            return ""
        if is_late:
            said = self._dispatch.answered(inbound)
            if said is None:
                raise wechat.BadMessage("too old", 403)
            return said
        return self._dispatch.answer(inbound)

    def _is_late(self, query: Mapping[str, str], now: datetime) -> bool:
        stamp = query.get("timestamp", "")
        if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
            raise wechat.BadMessage("timestamp")
        self.last_skew = timedelta(seconds=now.timestamp() - int(stamp))
        return self.last_skew > self._max_skew

    def _reply(self, say: str, envelope: wechat.Envelope, query: Mapping[str, str], now: datetime) -> Reply:
        text = wechat.write(say, envelope.fields, now=now, is_json=envelope.is_json)
        if text == wechat.SUCCESS:
            return Reply(200, PLAIN, text)
        if envelope.cipher is not None:
            stamp, nonce = str(int(now.timestamp())), query.get("nonce", "")
            text = wechat.seal(text, envelope, self._reader.account, timestamp=stamp, nonce=nonce)
        return Reply(200, JSON if envelope.is_json else XML, text)


class Front:
    """A WSGI application in which ``/wechat`` goes to the webhook and everything else to the pages."""

    def __init__(self, webhook: Webhook, pages: Callable[..., Iterable[bytes]]) -> None:
        self._webhook = webhook
        self._pages = pages

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        app = self._webhook if environ.get("PATH_INFO") == "/wechat" else self._pages
        return app(environ, start_response)


def _body(environ: Mapping[str, Any]) -> bytes | None:
    """The body of a request, None when it is longer than any message of the platform.

    Never more than was announced is read: on a connection that is kept, nothing would come, for ever.
    """
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdigit():
        announced = int(length) if len(length) < 10 else BODY_LIMIT + 1
    else:
        announced = BODY_LIMIT + 1 if environ.get("wsgi.input_terminated") else 0
    if announced > BODY_LIMIT and length:
        return None
    body: bytes = environ["wsgi.input"].read(announced)
    return None if len(body) > BODY_LIMIT else body
