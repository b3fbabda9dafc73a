"""What an officer hears and keeps, and how soon a picture is gone that nobody may see any more."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from werkzeug.http import parse_options_header

from bot.shelf import Folder
from bot.sounds import find_ffmpeg, hear
from models import photos
from simulator.sound import amr
from tests.web.makers import make_pages

SAID = amr(6)
REAL = pytest.mark.skipif(find_ffmpeg() is None, reason="this machine has no ffmpeg")


@pytest.fixture
def shelf(tmp_path):
    return Folder(tmp_path / "shelf")


@pytest.fixture
def app(desk, shelf):
    return make_pages(replace(desk, picture=shelf.path))


@pytest.fixture
def home(make):
    return make.unit("市一院")


@pytest.fixture
def zhou(make, home, sits):
    return sits(make.person("周兰", home, "officer"))


@pytest.fixture
def voice(make, home, shelf):
    """A voice as it came from the telephone."""
    voice_id = make.photo(make.hazard(home, 112, ""), medium="voice", seconds=6.0)
    shelf.put(voice_id, "voice", SAID)
    return voice_id


@pytest.fixture
def playable(shelf, voice):
    """The copy that browsers play."""
    copy = hear(SAID, find_ffmpeg()).playable or b"\xff\xf3" + bytes(18_000)
    shelf.put(voice, "playable", copy)
    return copy


def change(desk, photo_id, **facts):
    desk.writer.carry(lambda db: photos.change_photo(db, photo_id, **facts))


def name_of(answer):
    """As what the browser would keep it; empty when it shows it instead."""
    how, options = parse_options_header(answer.headers.get("Content-Disposition", ""))
    return options["filename"] if how == "attachment" else ""


@REAL
def test_an_officer_hears_a_voice_in_her_browser(zhou, voice, playable):
    heard = zhou.get(f"/console/photos/{voice}/voice")
    assert (heard.status_code, heard.mimetype, name_of(heard)) == (200, "audio/mpeg", "")
    assert heard.data == playable


def test_a_telephone_asks_for_a_voice_piece_by_piece(zhou, voice, playable):
    """Safari plays nothing from a server that cannot do this."""
    first = zhou.get(f"/console/photos/{voice}/voice", headers={"Range": "bytes=0-1"})
    assert (first.status_code, first.data) == (206, playable[:2])
    assert first.headers["Content-Range"] == f"bytes 0-1/{len(playable)}"
    tag = first.headers["ETag"]
    rest = zhou.get(f"/console/photos/{voice}/voice", headers={"Range": "bytes=9000-", "If-Range": tag})
    assert (rest.status_code, rest.data) == (206, playable[9000:])
    beyond = zhou.get(f"/console/photos/{voice}/voice", headers={"Range": "bytes=9000000-"})
    assert beyond.status_code == 416


def test_what_is_kept_is_what_was_said_and_not_the_copy(zhou, voice, playable):
    kept = zhou.get(f"/console/photos/{voice}/voice?download=1")
    assert (kept.mimetype, name_of(kept)) == ("audio/amr", f"suishoupai-{voice}.amr")
    assert kept.data == SAID
    assert kept.headers["ETag"] != zhou.get(f"/console/photos/{voice}/voice").headers["ETag"]


def test_without_a_copy_the_voice_is_handed_out_as_a_file(zhou, voice):
    kept = zhou.get(f"/console/photos/{voice}/voice")
    assert (kept.status_code, kept.data, name_of(kept)) == (200, SAID, f"suishoupai-{voice}.amr")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"#!SILK_V3" + bytes(9), "silk"),
        (b"\x02#!SILK_V3", "silk"),
        (b"<script>", "bin"),
        (b"#!AMR-WB\n", "amr"),
    ],
)
def test_no_browser_is_made_to_guess(zhou, voice, shelf, content, name):
    shelf.put(voice, "voice", content)
    assert name_of(zhou.get(f"/console/photos/{voice}/voice")) == f"suishoupai-{voice}.{name}"


@pytest.mark.parametrize("size", ["playable", "original", "1600", "320"])
def test_a_voice_has_one_address(zhou, voice, playable, size):
    assert zhou.get(f"/console/photos/{voice}/{size}").status_code == 404


@pytest.mark.parametrize("state", ["sealed", "purged", "gone", "waiting"])
def test_a_voice_that_was_closed_cannot_be_heard_nor_kept(desk, zhou, voice, playable, state):
    tag = zhou.get(f"/console/photos/{voice}/voice").headers["ETag"]
    change(desk, voice, state=state)
    for asked in ({}, {"If-None-Match": tag}, {"Range": "bytes=0-99", "If-Range": tag}):
        assert zhou.get(f"/console/photos/{voice}/voice", headers=asked).status_code == 404
    assert zhou.get(f"/console/photos/{voice}/voice?download=1").status_code == 404


def test_nobody_hears_the_voices_of_another_hospital(make, sits, voice, playable):
    stranger = sits(make.person("吴敏", make.unit("市二院"), "officer"))
    assert stranger.get(f"/console/photos/{voice}/voice").status_code == 404


# An opened picture


@pytest.fixture
def picture(make, home, shelf):
    """A picture somebody has on her screen."""
    picture_id = make.photo(make.hazard(home, 113))
    out = io.BytesIO()
    Image.effect_noise((1200, 900), 40).convert("RGB").save(out, "JPEG")
    shelf.put(picture_id, "1600", out.getvalue())
    return picture_id


def test_a_picture_that_was_opened_already_is_gone_the_moment_it_is_sealed(desk, zhou, picture):
    address = f"/console/photos/{picture}/1600"
    opened = zhou.get(address)
    assert opened.status_code == 200
    assert opened.headers["Cache-Control"] == "private, no-cache", "the browser must ask each time"
    assert opened.expires <= opened.date
    change(desk, picture, state="sealed")
    again = zhou.get(address, headers={"If-None-Match": opened.headers["ETag"]})
    assert again.status_code == 404
    assert opened.data not in again.data


def test_asking_again_costs_next_to_nothing(zhou, picture):
    address = f"/console/photos/{picture}/1600"
    opened = zhou.get(address)
    again = zhou.get(address, headers={"If-None-Match": opened.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    head = sum(len(f"{name}: {value}\r\n") for name, value in again.headers.items())
    assert head < 1_000 < len(opened.data)
