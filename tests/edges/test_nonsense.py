"""A platform that answers nonsense: asked again later, never believed, never waited for without end."""

import json
from collections.abc import Callable, Iterator

import pytest
from werkzeug.wrappers import Request, Response

from bot import platform as platform_module
from bot.platform import Platform
from bot.trouble import PlatformDown, PlatformError
from suishoupai.product import Product
from tests.edges.albums import GOOD
from tests.edges.conftest import SQLITE
from tests.edges.letters import APP_ID
from tests.edges.sent import carry, errands, rows, send
from tests.served import Served


class Rogue:
    """Answers what the test says, to anything but the question for a token."""

    def __init__(self) -> None:
        self.answer: Callable[[Request], Response] = lambda request: Response("?")
        self.asked: list[str] = []
        self._served = Served(self)
        self.url, self.stop = self._served.url, self._served.stop

    def __call__(self, environ, start_response):
        request = Request(environ)
        self.asked.append(request.path)
        good = Response(json.dumps({"access_token": "T" * 20, "expires_in": 7200}))
        answer = good if "token" in request.path and self.answer is not bad_token else self.answer(request)
        return answer(environ, start_response)


def bad_token(request: Request) -> Response:
    return Response("[1]")


@pytest.fixture
def rogue() -> Iterator[Rogue]:
    opened = Rogue()
    yield opened
    opened.stop()


def short_body(request: Request) -> Response:
    """The line breaks in the middle of a picture."""
    response = Response(GOOD["jpeg"][:500])
    response.headers["Content-Length"] = str(len(GOOD["jpeg"]))
    return response


def drip(request: Request) -> Response:
    return Response(bytes([65]) * 500 for _ in range(10_000_000))


NONSENSE = {
    "html with 200 for json": lambda request: Response('{"errcode": 400'),
    "a list": lambda request: Response("{}"),
    "a word for a number": lambda request: Response('{"errcode": "many", "errmsg": 5}'),
    "busy": lambda request: Response('{"errcode": -1, "errmsg": "system error"}'),
    "quota": lambda request: Response('{"errcode": 45009, "errmsg": "reach max api daily quota limit"}'),
    "not on the list of addresses": lambda request: Response('{"errcode": 40164, "errmsg": "invalid ip"}'),
    "a token that is never good": lambda request: Response('{"errcode": 40001, "errmsg": "invalid credential"}'),
    "error 500": lambda request: Response("oops", 500),
    "a redirect": lambda request: Response("", 302, {"Location": "/elsewhere"}),
    "a broken line": short_body,
    "a list for a token": bad_token,
}  # fmt: skip


@SQLITE
@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_asked_again_later(product: Product, rogue: Rogue, name: str) -> None:
    rogue.answer = NONSENSE[name]
    platform = Platform(APP_ID, "hush", rogue.url, writer=product.stores.writer, clock=product.clock)
    with pytest.raises((PlatformDown, PlatformError)) as told:
        platform.download("m1")
    assert "TTTT" not in str(told.value), "a token in a log"
    assert "/elsewhere" not in rogue.asked
    assert len(rogue.asked) <= 6, "asked without end"


@SQLITE
def test_bytes_that_drip_and_pictures_without_end(product: Product, rogue: Rogue, monkeypatch) -> None:
    rogue.answer = drip
    platform = Platform(APP_ID, "hush", rogue.url, writer=product.stores.writer, clock=product.clock)
    with pytest.raises(PlatformError, match="too large"):
        platform.download("m1")
    monkeypatch.setattr(platform_module, "PATIENCE", -1.0)
    with pytest.raises(PlatformDown):
        platform.download("m1")


@SQLITE
def test_what_somebody_may_still_mend_is_not_gone(wired: Product, rogue: Rogue) -> None:
    """No quota, no right, an address that is not on the list: the picture is still there tomorrow."""
    for name in ("quota", "not on the list of addresses", "a token that is never good"):
        rogue.answer = NONSENSE[name]
        wired.platform._base = rogue.url
        send(wired, f"m-{name}")
    carry(wired)
    assert {row["state"] for row in rows(wired)} == {"waiting"}
    assert {errand["state"] for errand in errands(wired, "fetch_photo")} == {"waiting"}
