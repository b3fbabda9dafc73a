"""The pictures and voices themselves, for those who may see their hazard."""

from pathlib import Path

from flask import Response, abort, request, send_file

from web.console.doorkeeper import console, guest_view
from web.console.hazard import facts
from web.desk import this_desk
from web.reading import reading

SIZES = ("1600", "320")
VOICE, PLAYABLE = "voice", "playable"
ASK_FIRST = "private, no-cache"
"""A browser may keep a picture but must ask each time: one that was sealed is gone at once, for all."""

# A browser that shows a picture by itself dresses it with styles of its own.
ALONE = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)

TYPES = (
    (b"\xff\xd8\xff", 0, "image/jpeg", "jpg"),
    (b"\x89PNG", 0, "image/png", "png"),
    (b"WEBP", 8, "image/webp", "webp"),
    (b"#!AMR", 0, "audio/amr", "amr"),
    (b"#!SILK", 0, "application/octet-stream", "silk"),
    (b"\x02#!SILK", 0, "application/octet-stream", "silk"),
    (b"Speex", 0, "audio/x-speex", "spx"),
    (b"ID3", 0, "audio/mpeg", "mp3"),
    (b"\xff\xfb", 0, "audio/mpeg", "mp3"),
    (b"\xff\xf3", 0, "audio/mpeg", "mp3"),
    (b"OggS", 0, "audio/ogg", "ogg"),
    (b"WAVE", 8, "audio/wav", "wav"),
)
UNKNOWN = ("application/octet-stream", "bin")
SHOWN = ("image/jpeg", "image/png", "image/webp", "audio/mpeg", "audio/ogg", "audio/wav")
"""What browsers show and play by themselves; the rest is handed out as a file."""


@console.get("/photos/<int(max=999999999999):photo_id>/<size>")
def photo(photo_id: int, size: str) -> Response:
    """One picture in one size, or one voice. What is sealed, purged or not yours is not there."""
    row = facts.photo_in(reading(), guest_view(), photo_id)
    if row is None or size not in ((VOICE,) if row["medium"] == VOICE else SIZES):
        abort(404, "这张照片看不了了。")
    kept, path = _lying(photo_id, size)
    mime, ending = kind_of(path)
    response = send_file(
        path,
        mimetype=mime,
        conditional=True,
        max_age=0,
        etag=f"{row['sha256'] or photo_id}-{kept}",
        as_attachment="download" in request.args or mime not in SHOWN,
        download_name=f"suishoupai-{photo_id}.{ending}",
    )
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cache-Control"] = ASK_FIRST
    return response


def _lying(photo_id: int, size: str) -> tuple[str, Path]:
    """Which file answers: of a voice the playable copy, or what came where there is none or it is to be kept."""
    wanted = (PLAYABLE, VOICE) if size == VOICE and "download" not in request.args else (size,)
    paths = ((kept, this_desk().picture(photo_id, kept)) for kept in wanted)
    there = next(((kept, path) for kept, path in paths if path and path.is_file()), None)
    if there is None:
        abort(404, "这张照片不在了。")
    return there


def kind_of(path: Path) -> tuple[str, str]:
    """Type and ending by the first bytes: files lie without endings, and browsers must not guess."""
    with path.open("rb") as file:
        head = file.read(16)
    fitting = ((mime, ending) for mark, at, mime, ending in TYPES if head.startswith(mark, at))
    return next(fitting, UNKNOWN)
