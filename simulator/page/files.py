"""Bytes for the page: its own files, small pictures, voices, and the wire."""

import json
import mimetypes
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from ..pictures import ready_picture, thumbnail
from ..sound import as_wav

if TYPE_CHECKING:
    from ..box import Box

STATIC = Path(__file__).parents[1] / "static"
KEEP = {"Cache-Control": "max-age=3600"}
NO_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 90"><rect width="120" height="90" fill="#ccc"/><path d="M45 30l30 30M75 30L45 60" stroke="#888" stroke-width="5"/></svg>'


def static(name: str) -> Response:
    """One of the page's own files."""
    path = STATIC / name
    if not path.is_file():
        raise NotFound("没有这个文件")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(path.read_bytes(), headers={"Cache-Control": "no-cache"}, mimetype=kind)


def ready(name: str) -> Response:
    """The small copy of a ready picture."""
    try:
        picture = ready_picture(unquote(name))
    except KeyError as error:
        raise NotFound("没有这张照片") from error
    return Response(thumbnail(picture), headers=KEEP, mimetype="image/jpeg")


def small(box: "Box", media_id: str) -> Response:
    """What a bubble shows of something sent: a small picture, grey for bytes that are none; a voice to play."""
    media = box.shelf.peek(media_id)
    if media is None:
        raise NotFound("没有这张照片")
    if media.kind == "voice":
        return _voice(media.data)
    shrunk = thumbnail(media.data)
    if shrunk is None:
        return Response(NO_PICTURE, headers=KEEP, mimetype="image/svg+xml")
    return Response(shrunk, headers=KEEP, mimetype="image/jpeg")


def _voice(data: bytes) -> Response:
    sound = as_wav(data)
    if sound is None:
        raise NotFound("放不出这段语音")
    return Response(sound, headers=KEEP, mimetype="audio/wav")


def raw_line(box: "Box", n: int) -> Response:
    """One line of the wire in full."""
    line = next((line for line in box.wire if line.n == n), None)
    if line is None:
        raise NotFound("这一条已经不在了")
    return Response(line.raw, mimetype="text/plain")


def export(box: "Box") -> Response:
    """The whole wire as a file."""
    lines = [asdict(line) | {"time": line.time.isoformat()} for line in box.wire]
    headers = {"Content-Disposition": 'attachment; filename="wire.json"'}
    text = json.dumps(lines, ensure_ascii=False, indent=1)
    return Response(text, headers=headers, mimetype="application/json")
