"""Faces covered on a picture: what is served, what stays sealed, copies beside other hazards, and undoing it."""

import io
from hashlib import sha256

import pytest
from PIL import Image
from playwright.sync_api import expect

from bot.pictures import develop
from bot.shelf import Folder
from bot.writer import open_writer
from models.database import open_reading, open_writing
from models.history import history_of
from models.photos import find_photo
from tests.served import Served
from tests.web.makers import NOON, make_desk, make_pages
from web.console.hazard import redacting

LEFT_HALF = {"left": "0", "top": "0", "right": "50", "bottom": "100"}
RIGHT_HALF = {"left": "50", "top": "0", "right": "100", "bottom": "100"}
DARK = 60


@pytest.fixture
def shelf(tmp_path):
    return Folder(tmp_path / "shelf")


@pytest.fixture
def desk(database_url, tmp_path, shelf):
    (tmp_path / "photos").mkdir()
    writing, reading = open_writing(database_url), open_reading(database_url)
    writer = open_writer(writing)
    yield make_desk(writer, reading, tmp_path / "photos", shelf=shelf, picture=shelf.path)
    writer.close()
    writing.dispose()
    reading.dispose()


@pytest.fixture
def white():
    """A picture in which everything is bright."""
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "#f0e6d8").save(out, "JPEG")
    return develop(out.getvalue())


@pytest.fixture
def pictured(make, shelf, report, white):
    """A report with a picture that lies on the shelf; its number, hazard and photo."""

    def one(number, **facts):
        hazard = report(number)
        known = {"width": white.width, "height": white.height, "sha256": sha256(white.large).hexdigest()}
        photo = make.photo(hazard, **(known | {"bytes": len(white.large)} | facts))
        shelf.put(photo, "1600", white.large)
        shelf.put(photo, "320", white.small)
        return number, hazard, photo

    return one


@pytest.fixture
def photo(pictured):
    return pictured(201)[2]


def row(desk, photo_id):
    with desk.reading.connect() as db:
        return dict(find_photo(db, photo_id))


def told(desk, hazard_id):
    with desk.reading.connect() as db:
        return [(line["verb"], line["person_name"]) for line in history_of(db, hazard_id)]


def covers(browser, photo_id, *boxes):
    form = {side: [box[side] for box in boxes] for side in LEFT_HALF}
    return browser.post(f"/console/photos/{photo_id}/cover", data=form, follow_redirects=True).text


def brightness(content):
    """Of the left and of the right half."""
    grey = Image.open(io.BytesIO(content)).convert("L")
    return tuple(grey.getpixel((int(grey.width * part), grey.height // 2)) for part in (0.25, 0.75))


def seen(browser, photo_id, size="1600"):
    return browser.get(f"/console/photos/{photo_id}/{size}").data


def test_a_box_covers_the_picture_and_its_thumbnail(zhou, photo, desk):
    assert "遮好了，1处" in covers(zhou, photo, LEFT_HALF)
    for size in ("1600", "320"):
        left, right = brightness(seen(zhou, photo, size))
        assert left < DARK < right
    assert row(desk, photo)["boxes"] == [[0, 0, 0.5, 1]]
    assert row(desk, photo)["redacted_at"] == NOON


def test_the_ledger_knows_the_copy_that_is_served(zhou, photo, desk, shelf):
    before = row(desk, photo)
    covers(zhou, photo, LEFT_HALF)
    served, after = shelf.path(photo, "1600").read_bytes(), row(desk, photo)
    assert (after["sha256"], after["bytes"]) == (sha256(served).hexdigest(), len(served))
    assert after["sha256"] != before["sha256"]
    assert (after["width"], after["height"]) == Image.open(io.BytesIO(served)).size


def test_a_browser_that_kept_the_picture_gets_the_covered_one(zhou, photo):
    tag = zhou.get(f"/console/photos/{photo}/320").headers["ETag"]
    covers(zhou, photo, LEFT_HALF)
    assert zhou.get(f"/console/photos/{photo}/320", headers={"If-None-Match": tag}).status_code == 200


def test_other_boxes_are_drawn_on_the_picture_as_it_was(zhou, photo):
    covers(zhou, photo, LEFT_HALF)
    covers(zhou, photo, RIGHT_HALF)
    left, right = brightness(seen(zhou, photo))
    assert right < DARK < left


def test_undone_the_very_same_bytes_are_served(zhou, photo, desk, shelf, white):
    before = row(desk, photo)
    covers(zhou, photo, LEFT_HALF)
    assert "和原来一样" in covers(zhou, photo)
    assert seen(zhou, photo) == white.large
    assert row(desk, photo) == before
    assert shelf.path(photo, "bare") is None


def test_copies_beside_other_hazards_are_covered_as_well(zhou, pictured, desk, make):
    """Whichever of them one starts from; and each history says so."""
    _, first_hazard, first = pictured(201)
    _, _, second = pictured(202, copy_of=first)
    _, third_hazard, third = pictured(203, copy_of=second)
    assert "另外2件" in zhou.get(f"/console/photos/{third}/cover").text
    covers(zhou, third, LEFT_HALF)
    for each in (first, second, third):
        assert brightness(seen(zhou, each))[0] < DARK
        assert row(desk, each)["boxes"] == [[0, 0, 0.5, 1]]
    assert told(desk, first_hazard) == told(desk, third_hazard) == [("cover", "周兰")]


def test_a_look_below_is_noted(zhou, pictured, desk, white):
    number, hazard, photo = pictured(201)
    assert zhou.post(f"/console/photos/{photo}/original").status_code == 404
    covers(zhou, photo, LEFT_HALF)
    answer = zhou.post(f"/console/photos/{photo}/original")
    assert answer.data == white.large
    assert answer.headers["Cache-Control"] == "no-store"
    assert told(desk, hazard) == [("cover", "周兰"), ("original", "周兰")]
    assert "周兰看了照片的原图" in zhou.get(f"/console/hazards/{number}").text


@pytest.mark.parametrize("size", ["bare", "original"])
def test_what_lies_below_has_no_address_of_its_own(zhou, photo, size):
    covers(zhou, photo, LEFT_HALF)
    assert zhou.get(f"/console/photos/{photo}/{size}").status_code in (404, 405)


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ({"left": "10", "top": "10", "right": "", "bottom": "30"}, "没写全"),
        ({"left": "10", "top": "10", "right": "x", "bottom": "30"}, "没写全"),
        ({"left": "10", "top": "10", "right": "10.1", "bottom": "30"}, "太小"),
        ({"left": "nan", "top": "nan", "right": "nan", "bottom": "nan"}, "太小"),
        ({"left": "200", "top": "0", "right": "inf", "bottom": "9"}, "太小"),
    ],
)
def test_what_is_no_box_is_said_and_changes_nothing(zhou, photo, desk, white, box, said):
    assert said in covers(zhou, photo, box)
    assert seen(zhou, photo) == white.large
    assert row(desk, photo)["redacted_at"] is None


def test_more_boxes_than_anybody_needs(zhou, photo):
    assert "最多遮20处" in covers(zhou, photo, *[LEFT_HALF] * 21)


def test_a_box_drawn_backwards_or_over_the_edge_is_the_same_box(zhou, photo, desk):
    covers(zhou, photo, {"left": "50", "top": "120", "right": "-3", "bottom": "0"})
    assert row(desk, photo)["boxes"] == [[0, 0, 0.5, 1]]


def test_who_was_faster_wins_and_the_files_follow_the_row(
    zhou, photo, desk, shelf, make, home, sits, monkeypatch
):
    """Another process saves between our reading and our writing: its boxes stand, and its picture is served."""
    other = sits(make.person("李红", home, "officer"))
    draw = redacting.cover_files
    calls = []

    def slower(*args):
        if not calls:
            calls.append(1)
            redacting.ONE_AT_A_TIME.release()
            covers(other, photo, RIGHT_HALF)
            redacting.ONE_AT_A_TIME.acquire()
        return draw(*args)

    monkeypatch.setattr(redacting, "cover_files", slower)
    assert "刚有人动过" in covers(zhou, photo, LEFT_HALF)
    assert row(desk, photo)["boxes"] == [[0.5, 0, 1, 1]]
    served = shelf.path(photo, "1600").read_bytes()
    assert brightness(served)[1] < DARK < brightness(served)[0]


def test_a_sealed_picture_and_a_voice_cannot_be_opened_this_way(zhou, pictured, make, report):
    sealed = pictured(201, state="sealed")[2]
    voice = make.photo(report(202), medium="voice")
    for each in (sealed, voice):
        for method, way in (("GET", "cover"), ("POST", "cover"), ("POST", "original")):
            assert zhou.open(f"/console/photos/{each}/{way}", method=method).status_code == 404


def test_who_only_keeps_the_house_covers_nothing(make, home, sits, photo):
    admin = sits(make.person("韩冬", home, "admin"))
    assert admin.get(f"/console/photos/{photo}/cover").status_code == 403
    assert admin.post(f"/console/photos/{photo}/original").status_code == 403


def test_when_the_picture_is_away_nothing_is_noted(zhou, make, report, desk):
    lost = make.photo(report(201))
    assert "不在了" in covers(zhou, lost, LEFT_HALF)
    assert row(desk, lost)["boxes"] == []


def test_what_is_purged_leaves_nothing_below(zhou, photo, shelf):
    covers(zhou, photo, LEFT_HALF)
    assert shelf.path(photo, "bare") is not None
    shelf.remove(photo)
    assert not any(shelf.path(photo, size) for size in ("1600", "320", "bare", "original"))


@pytest.mark.browser
@pytest.mark.parametrize("way", ["mouse", "keys"])
def test_somebody_draws_a_box_or_types_it(way, desk, make, home, photo, browser):
    """With the mouse on the picture, or with numbers alone; no script breaks the policy of the house."""
    app = make_pages(desk, csrf=True)
    link = make.link(make.person("周兰", home, "officer"), "abc")
    with Served(app) as served, browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        complaints = []
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{served.url}{link}?to=/console/")
        page.click("text=进入台账")
        page.goto(f"{served.url}/console/photos/{photo}/cover")
        _draw(page) if way == "mouse" else _type(page)
        expect(page.locator("#canvas rect")).to_have_count(1)
        page.click("text=存下")
        expect(page.locator(".outcome")).to_contain_text("遮好了，1处")
        page.wait_for_load_state("networkidle")
        assert complaints == []
    ((left, top, right, bottom),) = row(desk, photo)["boxes"]
    assert (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)) == (0.2, 0.1, 0.6, 0.5)


def _draw(page):
    frame = page.locator("#canvas").bounding_box()
    at = [
        (frame["x"] + frame["width"] * x, frame["y"] + frame["height"] * y)
        for x, y in ((0.6, 0.5), (0.2, 0.1))
    ]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=5)
    page.mouse.up()


def _type(page):
    for side, number in {"left": "20", "top": "10", "right": "60", "bottom": "50"}.items():
        page.fill(f".box-line >> nth=0 >> [name={side}]", number)
