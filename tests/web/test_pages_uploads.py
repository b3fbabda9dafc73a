"""Pictures sent from the page when something is put right: proven, encoded anew, kept; anything else refused in words."""

import io
import re
import struct
import zlib
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from bot.shelf import Folder
from models.photos import photos_of
from tests.web.makers import NOON, make_pages, sits_down
from tests.web.taps import row, verbs
from web.uploads import LARGEST


@pytest.fixture
def shelf(tmp_path):
    return Folder(tmp_path / "shelf")


@pytest.fixture
def li(desk, shelf, make, home):
    app = make_pages(replace(desk, shelf=shelf, picture=shelf.path))
    return sits_down(app, make)(make.person("李红", home, "officer"))


@pytest.fixture
def hazard(make, report, home):
    owner = make.person("王强", home)
    return report(112, status="assigned", owner_id=owner, due_on=date(2016, 3, 4))


def jpeg(size=(1200, 900), colour="#5f7f6c", **saved):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **saved)
    return out.getvalue()


def bomb():
    """A PNG of a few kilobytes that claims 40,000 by 40,000 points."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40000, 40000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(4_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def written(words, files):
    """The body of a form as a browser writes it."""
    parts = [b'name="words"\r\n\r\n' + words.encode()]
    parts += [f'name="photos"; filename="{name}"\r\n\r\n'.encode() + content for content, name in files]
    return (
        b"".join(b"--AaB03x\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
        + b"--AaB03x--\r\n"
    )


def sends(browser, *files, words=""):
    """What the page says after the form was sent."""
    answer = browser.post(
        "/console/hazards/112/fix",
        data=written(words, files),
        content_type="multipart/form-data; boundary=AaB03x",
    )
    if refused := re.search(r'<p class="outcome (bad)" id="refused"[^>]*>(.*?)</p>', answer.text):
        return answer.status_code, refused[1], refused[2]
    with browser.session_transaction() as session:
        return answer.status_code, *session.pop("_flashes", [("nothing", "")])[-1]


def kept(desk, hazard):
    with desk.reading.connect() as db:
        return [dict(photo) for photo in photos_of(db, hazard)]


def files_below(tmp_path):
    return sorted(path.name for path in (tmp_path / "shelf").rglob("*") if path.is_file())


def test_a_picture_of_what_is_right_now_stands_beside_the_first(li, hazard, desk, shelf):
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    assert sends(li, (jpeg(exif=exif), "IMG_1.jpg"), words="换了新的") == (
        302, "good", "112号记成弄好了，等人看过就销号。",
    )  # fmt: skip
    (photo,) = kept(desk, hazard)
    assert (photo["stage"], photo["state"], photo["taken_at"]) == ("after", "ready", NOON)
    served = li.get(f"/console/photos/{photo['id']}/1600")
    assert served.mimetype == "image/jpeg"
    assert b"SECRET-CAMERA" not in served.data
    assert row(desk, hazard)["status"] == "fixed"
    assert [line[0] for line in verbs(desk, hazard)] == ["fix"]
    assert f"/console/photos/{photo['id']}/320" in li.get("/console/hazards/112").text


def test_a_sentence_alone_will_do_and_nothing_will_not(li, hazard, desk):
    assert sends(li) == (422, "bad", "拍一张弄好后的照片，或者写一句怎么弄的。")
    assert row(desk, hazard)["status"] == "assigned"
    assert sends(li, words="拧紧了")[1] == "good"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "a.svg"),
        (SVG, "a.jpg"),
        (b"<html><script>alert(1)</script></html>", "a.jpg"),
        (b"", "empty.jpg"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "broken.jpg"),
        (bomb(), "bomb.png"),
        (b"MZ" + bytes(500), "..\\..\\run.exe"),
        (b"%PDF-1.4 " + bytes(500), "a.pdf"),
    ],
    ids=["svg", "svg as jpg", "html as jpg", "empty", "broken", "bomb", "exe", "pdf"],
)
def test_what_is_no_picture_is_refused_in_words_and_leaves_nothing(li, hazard, desk, tmp_path, content, name):
    assert sends(li, (content, name), words="弄好了") == (
        422, "bad", "第1个文件不是能打开的照片，没记。手机拍的原图就行。",
    )  # fmt: skip
    assert (row(desk, hazard)["status"], kept(desk, hazard), verbs(desk, hazard)) == ("assigned", [], [])
    assert files_below(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "/etc/cron.d/x.jpg", "a\x00b.jpg", "照" * 300 + ".jpg"]
)
def test_what_a_file_is_called_leads_nowhere(li, hazard, desk, tmp_path, name):
    assert sends(li, (jpeg(), name))[1] == "good"
    (photo,) = kept(desk, hazard)
    assert set(files_below(tmp_path)) == {str(photo["id"])}
    assert not (tmp_path / "etc").exists()


def test_sixty_megabytes_are_turned_away(li, hazard, desk):
    assert sends(li, (bytes(60 * 1024 * 1024), "film.mp4"))[0] == 413
    assert row(desk, hazard)["status"] == "assigned"


def test_one_picture_that_is_too_large_is_named(li, hazard, desk):
    code, tone, words = sends(li, (jpeg(), "a.jpg"), (jpeg() + bytes(LARGEST), "b.jpg"))
    assert (code, tone, words) == (422, "bad", "第2张太大了，一张最多15兆。")
    assert kept(desk, hazard) == []


def test_four_pictures_are_too_many(li, hazard, desk):
    assert sends(li, *((jpeg(colour=f"#{at}0{at}0{at}0"), "a.jpg") for at in range(4)))[1:] == (
        "bad", "一次最多3张，挑几张再发。",
    )  # fmt: skip
    assert kept(desk, hazard) == []


def test_the_same_picture_twice_is_kept_once(li, hazard, desk, tmp_path):
    assert sends(li, (jpeg(), "a.jpg"), (jpeg(), "b.jpg"))[1] == "good"
    (photo,) = kept(desk, hazard)
    assert set(files_below(tmp_path)) == {str(photo["id"])}


def test_what_was_closed_meanwhile_keeps_no_picture(li, make, report, desk, tmp_path):
    hazard = report(112, status="closed", closed_at=NOON)
    make.line(hazard, "close", "officer")
    assert sends(li, (jpeg(), "a.jpg"))[1] == "bad"
    assert kept(desk, hazard) == []
    assert files_below(tmp_path) == []


def test_who_is_not_inside_may_not_send_large_things(desk, shelf, hazard):
    stranger = make_pages(replace(desk, shelf=shelf)).test_client()
    form = {"photos": [(io.BytesIO(bytes(200_000)), "a.jpg")]}
    answer = stranger.post("/console/hazards/112/fix", data=form, content_type="multipart/form-data")
    assert answer.status_code in (401, 413)
    assert kept(desk, hazard) == []


def test_a_machine_without_a_shelf_says_so(desk, make, home, hazard):
    browser = sits_down(make_pages(replace(desk, shelf=None)), make)(make.person("周兰", home, "officer"))
    assert sends(browser, (jpeg(), "a.jpg"))[1:] == ("bad", "这台机器没设照片存哪，先在公众号里发照片。")
    assert sends(browser, words="拧紧了")[1] == "good"


def test_the_reporter_is_not_told_apart_by_the_upload_of_a_nameless_hazard(li, make, home, desk, shelf):
    owner = make.person("刘军", home)
    hazard = make.hazard(
        home, 113, anonymous=True, status="assigned", owner_id=owner, due_on=date(2016, 3, 4)
    )
    form = {"photos": [(io.BytesIO(jpeg()), "a.jpg")]}
    li.post("/console/hazards/113/fix", data=form, content_type="multipart/form-data")
    (photo,) = kept(desk, hazard)
    assert (photo["state"], photo["original_sha256"]) == ("ready", None)
