"""From a message to a picture on the shelf, over real HTTP, with everything that may happen on the way."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from wechatpy.exceptions import WeChatClientException
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from bot import platform as platform_module
from bot.courier import LADDER
from bot.platform import Platform
from bot.trouble import PlatformDown, PlatformError
from models import outbox, photos
from simulator import Box
from simulator.window import Window
from suishoupai.product import Product
from tests.edges.albums import BAD, GOOD, from_a_telephone
from tests.edges.conftest import SQLITE, Door
from tests.edges.letters import APP_ID, fields
from tests.edges.together import at_once
from tests.hospital import Hospital
from tests.hospital import Phone as HospitalPhone


def send(product: Product, *media_ids: str, kind: str = "image", **own: object) -> list[Any]:
    """Photos arrive; their rows."""
    door = Door(product)
    for media_id in media_ids:
        door.plain(fields(kind, at=product.clock(), **({"MediaId": media_id, "PicUrl": ""} | own)))
    return rows(product)


def rows(product: Product) -> list[Any]:
    return product.stores.writer.carry(lambda db: list(photos.photos_of(db, 1)))


def errands(product: Product, kind: str) -> list[Any]:
    found = product.stores.writer.carry(lambda db: list(outbox.errands(db)))
    return [errand for errand in found if errand["kind"] == kind]


def carry(product: Product, seconds: float = 0) -> None:
    product.clock.forward(seconds=seconds)
    product.courier.until_empty()


def calls(box: Box, what: str) -> int:
    return sum(line.kind == what for line in box.wire)


# The good way


def test_a_photo_lies_on_the_shelf_and_the_row_knows_it(wired: Product, box: Box) -> None:
    content = from_a_telephone(6, (2000, 1500))
    send(wired, box.shelf.put_picture(content).media_id)
    carry(wired)
    (row,) = rows(wired)
    large = wired.shelf.path(row["id"], "1600").read_bytes()
    assert (row["state"], row["media_id"], row["picture_url"]) == ("ready", "", "")
    assert row["sha256"] == sha256(large).hexdigest()
    assert row["original_sha256"] == sha256(content).hexdigest()
    assert (row["width"], row["height"], row["bytes"]) == (1200, 1600, len(large))
    assert row["stored_at"] == wired.clock()
    original = wired.shelf.path(row["id"], "original")
    assert original.read_bytes() == content
    assert original.stat().st_mode & 0o777 == 0o600
    for size in ("1600", "320"):
        assert b"Exif" not in wired.shelf.path(row["id"], size).read_bytes()
    assert errands(wired, "fetch_photo")[0]["state"] == "done"


@SQLITE
@pytest.mark.parametrize("name", ["png", "webp", "gif"])
def test_other_kinds_of_picture(wired: Product, box: Box, name: str) -> None:
    send(wired, box.shelf.put_picture(GOOD[name]).media_id)
    carry(wired)
    assert rows(wired)[0]["state"] == "ready"


@SQLITE
def test_a_voice_is_kept_as_it_is(wired: Product, box: Box) -> None:
    sound = b"#!AMR\n" + b"\x3c" * 300
    send(wired, box.shelf.put("voice", sound, "voice/amr").media_id, kind="voice", Format="amr")
    carry(wired)
    (row,) = rows(wired)
    assert (row["state"], row["bytes"]) == ("ready", len(sound))
    assert wired.shelf.path(row["id"], "voice").read_bytes() == sound


@SQLITE
def test_an_account_without_the_right_to_download_takes_the_address(wired: Product, box: Box) -> None:
    media = box.shelf.put_picture(GOOD["jpeg"])
    box.weather.media_gone = True
    send(wired, media.media_id, PicUrl=box.picture_url(media.media_id))
    carry(wired)
    assert rows(wired)[0]["state"] == "ready"


@SQLITE
def test_a_picture_is_fetched_once_however_often_its_message_came(wired: Product, box: Box) -> None:
    door, media = Door(wired), box.shelf.put_picture(GOOD["jpeg"])
    facts = fields("image", MediaId=media.media_id, PicUrl="")
    for _ in range(3):
        door.plain(facts)
        carry(wired)
    assert calls(box, "取素材") == 1


# What is no picture, or is gone


@SQLITE
@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_gone_and_its_reporter_is_asked(wired: Product, box: Box, name: str) -> None:
    send(wired, box.shelf.put("image", BAD[name], "image/jpeg").media_id)
    carry(wired)
    (row,) = rows(wired)
    assert (row["state"], wired.shelf.path(row["id"], "original")) == ("gone", None)
    assert row["reason"]
    (asked,) = errands(wired, "photo_gone")
    assert asked["due_at"] == wired.clock() + timedelta(seconds=20)
    assert errands(wired, "fetch_photo")[0]["state"] == "given_up"


def test_what_the_platform_forgot_is_asked_for_again(wired: Product, box: Box) -> None:
    send(wired, "forgotten1", "forgotten2")
    carry(wired)
    assert [row["state"] for row in rows(wired)] == ["gone", "gone"]
    assert "40007" in errands(wired, "fetch_photo")[0]["reason"]
    assert len(errands(wired, "photo_gone")) == 1, "asked once, however many pictures were lost"


@SQLITE
def test_an_address_elsewhere_is_never_asked(wired: Product, box: Box) -> None:
    with pytest.raises(PlatformError):
        wired.platform.download_picture("http://169.254.169.254/latest/meta-data")
    with pytest.raises(PlatformError):
        wired.platform.download_picture("http://evilqpic.cn/x")
    with pytest.raises(PlatformError):
        wired.platform.download_picture("http://mmbiz.qpic.cn.evil.example/x")


# A bad day of the platform


def test_a_platform_that_is_down_is_asked_again_by_the_ladder(wired: Product, box: Box) -> None:
    box.weather.api_down = True
    send(wired, box.shelf.put_picture(GOOD["jpeg"]).media_id)
    for nth, wait in enumerate(LADDER[:4], 1):
        carry(wired)
        (errand,) = errands(wired, "fetch_photo")
        assert (errand["state"], errand["attempts"]) == ("waiting", nth)
        assert errand["due_at"] == wired.clock() + timedelta(seconds=wait)
        carry(wired, wait - 1)
        assert errands(wired, "fetch_photo")[0]["attempts"] == nth, "too early"
        wired.clock.forward(seconds=1)
    box.weather.api_down = False
    carry(wired)
    assert rows(wired)[0]["state"] == "ready"
    assert not errands(wired, "photo_gone")


@SQLITE
def test_shortly_before_the_platform_forgets_its_reporter_is_asked(wired: Product, box: Box) -> None:
    box.weather.api_down = True
    send(wired, "never")
    for _ in range(80):
        carry(wired, 3601)
    assert rows(wired)[0]["state"] == "gone"
    assert len(errands(wired, "photo_gone")) == 1


def test_a_revoked_token_is_renewed_once_for_nine_photos(wired: Product, box: Box) -> None:
    wired.platform.tokens.take()
    box.tokens.revoke_all()
    send(wired, *(box.shelf.put_picture(GOOD["jpeg"]).media_id for _ in range(9)))
    carry(wired)
    assert {row["state"] for row in rows(wired)} == {"ready"}
    assert calls(box, "取令牌") == 2, "the first, and one more"


def test_six_refusals_of_one_token_renew_it_once(wired: Product, box: Box) -> None:
    """Who hears of the refusal late must not throw the new token away."""
    wired.platform.tokens.take()
    box.tokens.revoke_all()
    gate = threading.Barrier(6)

    def ask() -> str:
        tries = iter((1, 2))

        def request() -> str:
            if next(tries) == 1:
                gate.wait()
                raise WeChatClientException(40001, "invalid credential")
            return wired.platform.tokens.take()

        return str(wired.platform._ask(request))

    assert len(set(at_once([ask] * 6))) == 1
    assert calls(box, "取令牌") == 2


def test_processes_share_one_token_through_the_database(wired: Product, box: Box) -> None:
    others = [
        Platform(APP_ID, "hush", box.url, writer=wired.stores.writer, clock=wired.clock) for _ in range(3)
    ]
    tokens = {each.tokens.take() for each in (wired.platform, *others)}
    assert (len(tokens), calls(box, "取令牌")) == (1, 1)
    box.tokens.revoke_all()
    for each in (wired.platform, *others):
        each.callback_addresses()
    assert calls(box, "取令牌") == 2


@SQLITE
def test_a_token_is_renewed_before_its_end(wired: Product, box: Box) -> None:
    wired.platform.tokens.take()
    wired.clock.forward(minutes=115)
    wired.platform.tokens.take()
    assert calls(box, "取令牌") == 1
    wired.clock.forward(minutes=2)
    wired.platform.tokens.take()
    assert calls(box, "取令牌") == 2


@SQLITE
def test_without_keys_nothing_is_fetched_and_the_reason_is_told(product: Product) -> None:
    send(product, "m1")
    carry(product)
    (errand,) = errands(product, "fetch_photo")
    assert (errand["state"], errand["reason"]) == ("given_up", "没有设置公众号的密钥，取不了图")
    assert rows(product)[0]["state"] == "waiting"


@SQLITE
@pytest.mark.parametrize(("left", "code"), [(0, 45047), (5, 45015)])
def test_where_the_platform_closed_the_window_the_template_speaks(
    wired: Product, box: Box, left: int, code: int
) -> None:
    courier, hospital, li = wired.courier, Hospital(wired), box.phone("李红")
    wired.courier = courier
    phone = hospital._phones["李红"] = HospitalPhone(hospital, "李红")
    phone.openid = li.openid
    phone.says("待办")
    hospital.carry(lambda db: hospital._bind(db, phone))
    li.window = Window(box.clock.now() + timedelta(hours=1 if code == 45047 else -1), left)
    hospital.phone("张敏").says("三楼东楼梯口堆着纸箱")
    carry(wired, 600)
    shown = li.screen[-1]
    (news,) = (errand for errand in errands(wired, "news") if errand["person_id"] == hospital.ids["李红"])
    assert (news["state"], news["result"]["channel"]) == ("done", "template")
    assert (shown.kind, "101" in shown.text) == ("template", True)


# A platform that answers nonsense


class Quiet(WSGIRequestHandler):
    def log(self, *args: object) -> None:
        pass


class Rogue:
    """Answers what the test says, to anything but the question for a token."""

    def __init__(self) -> None:
        self.answer: Callable[[Request], Response] = lambda request: Response("?")
        self.asked: list[str] = []
        self._server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=Quiet)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

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
