"""The pictures and voices themselves, for those who may see their hazard."""

from pathlib import Path

from flask import Response, abort, request, send_file

from web.console import facts
from web.console.doorkeeper import console, guest_view
from web.desk import this_desk
from web.reading import reading

SIZES = ("1600", "320")
VOICE = "voice"
KEPT = 600
"""Seconds a browser may keep a picture: one that is sealed must vanish soon."""

# A browser that shows a picture by itself dresses it with styles of its own.
ALONE = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)

TYPES = (
    (b"\xff\xd8\xff", 0, "image/jpeg", "jpg"),
    (b"\x89PNG", 0, "image/png", "png"),
    (b"WEBP", 8, "image/webp", "webp"),
    (b"#!AMR", 0, "audio/amr", "amr"),
    (b"ID3", 0, "audio/mpeg", "mp3"),
    (b"\xff\xfb", 0, "audio/mpeg", "mp3"),
    (b"\xff\xf3", 0, "audio/mpeg", "mp3"),
    (b"OggS", 0, "audio/ogg", "ogg"),
    (b"WAVE", 8, "audio/wav", "wav"),
)
UNKNOWN = ("application/octet-stream", "bin")


@console.get("/photos/<int(max=999999999999):photo_id>/<size>")
def photo(photo_id: int, size: str) -> Response:
    """One picture in one size, or one voice. What is sealed, purged or not yours is not there."""
    row = facts.photo_in(reading(), guest_view(), photo_id)
    if row is None or size not in ((VOICE,) if row["medium"] == VOICE else SIZES):
        abort(404, "这张照片看不了了。")
    path = this_desk().picture(photo_id, size)
    if path is None or not path.is_file():
        abort(404, "这张照片不在了。")
    mime, ending = kind_of(path)
    response = send_file(
        path,
        mimetype=mime,
        conditional=True,
        etag=f"{row['sha256'] or photo_id}-{size}",
        as_attachment="download" in request.args or mime == UNKNOWN[0],
        download_name=f"suishoupai-{photo_id}.{ending}",
    )
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cache-Control"] = f"private, max-age={KEPT}"
    return response


def kind_of(path: Path) -> tuple[str, str]:
    """Type and ending by the first bytes: files lie without endings, and browsers must not guess."""
    with path.open("rb") as file:
        head = file.read(16)
    fitting = ((mime, ending) for mark, at, mime, ending in TYPES if head.startswith(mark, at))
    return next(fitting, UNKNOWN)
