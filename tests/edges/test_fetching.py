"""From a message to a picture on the shelf, over real HTTP, with everything that may happen on the way."""

from datetime import timedelta
from hashlib import sha256

import pytest

from bot.courier import LADDER
from bot.trouble import PlatformError
from simulator import Box
from simulator.window import Window
from suishoupai.product import Product
from tests.edges.albums import BAD, GOOD, from_a_telephone
from tests.edges.conftest import SQLITE, Door
from tests.edges.letters import fields
from tests.edges.sent import calls, carry, errands, rows, send
from tests.hospital import Hospital
from tests.hospital import Phone as HospitalPhone

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
