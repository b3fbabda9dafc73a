"""What every answer carries and keeps to itself: policy, types, copies in caches, and errors that tell nothing."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from sqlalchemy import update

from bot.pictures import NotAPicture, develop
from models.photos import Photo
from tests.web.attacks.land import addresses
from tests.web.makers import make_pages

STRICT = {
    "default-src": "'none'", "img-src": "'self'", "style-src": "'self'", "script-src": "'self'",
    "media-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip


def policy_of(answer):
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize("seat", ["stranger", "hospital", "above"])
def test_every_answer_says_what_a_browser_may_do_with_it(seat, land, app, desk, enters):
    """Pages, pictures, papers, figures, errors and refusals alike."""
    browser = app.test_client() if seat == "stranger" else enters(land.seats[seat])
    kinds = set()
    for endpoint, url in [*addresses(app, desk, land), ("", "/nowhere"), ("", "/static/nothing.css")]:
        answer = browser.get(url)
        policy, headers = policy_of(answer), answer.headers
        kinds.add(answer.mimetype)
        if answer.mimetype == "text/html":
            assert policy == STRICT, url
        assert policy["default-src"] == "'none'", url
        assert policy["frame-ancestors"] == "'none'", url
        assert "unsafe" not in policy.get("script-src", ""), url
        assert headers["X-Content-Type-Options"] == "nosniff", url
        assert headers["Referrer-Policy"] == "same-origin", url
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", url
        assert "Access-Control-Allow-Origin" not in headers, url
        kept = headers["Cache-Control"]
        if endpoint not in ("static", "door.mark"):
            assert "public" not in kept, url
            assert "private" in kept or "no-store" in kept, url
        assert "Python" not in headers.get("Server", "")
    assert seat != "hospital" or kinds >= {
        "text/html",
        "image/jpeg",
        "image/png",
        "image/svg+xml",
        "application/pdf",
    }


def test_pictures_are_asked_for_anew_each_time(land, enters):
    answer = enters(land.story.officer).get(f"/console/photos/{land.photo_id}/320")
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_after_going_out_a_kept_copy_is_worth_nothing(land, enters):
    browser = enters(land.story.officer)
    url = f"/console/photos/{land.photo_id}/320"
    tag = browser.get(url).headers["ETag"]
    assert browser.get(url, headers={"If-None-Match": tag}).status_code == 304
    browser.post("/logout")
    assert browser.get(url, headers={"If-None-Match": tag}).status_code == 401


@pytest.mark.parametrize("url", ["/login/x", "/console/", "/h5/mine/x", "/console/hazards/1", "/readyz"])
def test_what_broke_is_not_told(url, desk, make, land):
    """No words of the error, no path, no name of a library, no statement."""

    def clock():
        raise RuntimeError("password=hunter2 select * from person")

    app = make_pages(replace(desk, clock=clock))
    page = app.test_client().get(url).text
    for told in (
        "hunter2",
        "select *",
        "Traceback",
        "File ",
        "RuntimeError",
        "werkzeug",
        "sqlalchemy",
        "/web/",
    ):
        assert told not in page


@pytest.mark.parametrize(
    "code", ["<script>", "%3Cscript%3Ealert(1)%3C/script%3E", "a" * 3000, "%ff%fe", "%00", "..;/console/"]
)
def test_a_wrong_address_is_not_repeated(code, app):
    answer = app.test_client().get(f"/{code}")
    assert answer.status_code in (404, 308)
    assert "<script>" not in answer.text
    assert code[:40] not in answer.text


def jpeg(**saved):
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#5f7f6c").save(out, "JPEG", **saved)
    return out.getvalue()


def test_a_picture_that_is_a_page_as_well_is_a_picture_afterwards():
    """A polyglot: a JPEG with a page behind its end and a script in its comment."""
    page = b"<html><script>alert(1)</script></html>"
    for content in (
        jpeg() + page,
        jpeg(comment=page),
        jpeg(icc_profile=page),
        jpeg(exif=b"Exif\x00\x00" + page),
    ):
        copies = develop(content)
        for made in (copies.large, copies.small):
            assert made.startswith(b"\xff\xd8\xff")
            assert b"script" not in made
            assert made.endswith(b"\xff\xd9")


def test_where_a_picture_was_taken_stays_with_whoever_took_it():
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[2] = (36.0, 48.0, 30.0)
    exif.get_ifd(0x8825)[1] = "N"
    copies = develop(jpeg(exif=exif))
    for made in (copies.large, copies.small):
        assert not dict(Image.open(io.BytesIO(made)).getexif())
        assert b"SECRET" not in made


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)",
        b"PK\x03\x04" + b"\x00" * 200,
        b"%!PS\n(/etc/passwd) run",
        b"BM" + b"\xff" * 60,
        b"II*\x00" + b"\xff" * 100,
        b"",
    ],
    ids=["svg", "gif script", "zip", "postscript", "bmp bomb", "tiff", "empty"],
)
def test_what_only_looks_like_a_picture_is_none(content):
    with pytest.raises(NotAPicture):
        develop(content)


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"<svg onload=alert(1)>", b"#!/bin/sh", b"\x00\x01"]
)
def test_whatever_lies_on_the_shelf_no_browser_is_made_to_run_it(content, land, make, enters):
    """Even if a page came to lie where a picture belongs, it is handed out as bytes to be saved."""
    (make.folder / f"{land.photo_id}-320.jpg").write_bytes(content)
    answer = enters(land.story.officer).get(f"/console/photos/{land.photo_id}/320")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert policy_of(answer)["default-src"] == "'none'"


@pytest.mark.parametrize("state", ["sealed", "purged", "gone", "waiting"])
def test_what_is_closed_is_closed_for_every_seat(state, land, make, app, enters, desk):
    close = update(Photo).where(Photo.id == land.photo_id).values(state=state)
    make.writer.carry(lambda db: db.execute(close).rowcount)
    for seat in land.seats:
        for size in ("320", "1600"):
            assert enters(land.seats[seat]).get(f"/console/photos/{land.photo_id}/{size}").status_code == 404
