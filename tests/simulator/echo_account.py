"""A tiny account behind a real webhook: it says back what it heard, and remembers how it came."""

import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.wrappers import Request, Response

from tests.served import Served

TOKEN, APP_ID, APP_SECRET = "token-of-the-test", "wx0123456789abcdef", "secret-of-the-test"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
START = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Seen:
    """One delivery as the account received it."""

    query: dict[str, str]
    headers: dict[str, str]
    body: str
    at: float

    def field(self, name: str) -> str:
        return ElementTree.fromstring(self.body).findtext(name) or ""


class Account:
    """Says back what it heard; ``answer`` may be replaced by anything that takes a delivery."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.answer: Callable[[Seen], object] = self.echo
        self._served = Served(self)
        self.url = f"{self._served.url}/wechat"
        self.stop = self._served.stop

    def kinds(self) -> list[str]:
        return [seen.field("Event") or seen.field("MsgType") for seen in self.seen]

    def echo(self, seen: Seen) -> object:
        return text_reply(seen, f"听到：{seen.field('Content')}") if seen.field("Content") else "success"

    def __call__(self, environ, start_response):
        request = Request(environ)
        if request.method == "GET":
            return Response(request.args["echostr"])(environ, start_response)
        body = request.get_data().decode()
        seen = Seen(request.args.to_dict(), dict(request.headers), body, time.monotonic())
        self.seen.append(seen)
        answer = self.answer(seen)
        response = answer if isinstance(answer, Response) else Response(str(answer))
        return response(environ, start_response)


def text_reply(seen: Seen, words: str, *, to: str = "", sender: str = "") -> str:
    to, sender = to or seen.field("FromUserName"), sender or seen.field("ToUserName")
    return (
        f"<xml><ToUserName><![CDATA[{to}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>1772411400</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{words}]]></Content></xml>"
    )
