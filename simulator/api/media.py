"""Temporary media over HTTP, and the public addresses of pictures sent in the chat."""

from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from ..refusal import Refusal

if TYPE_CHECKING:
    from ..box import Box

MOST_BYTES = {"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "thumb": 64 << 10}


def download(box: "Box", request: Request) -> dict[str, object] | Response:
    """GET /cgi-bin/media/get: the bytes; for a video an address; errors are JSON with status 200."""
    media_id = request.args.get("media_id", "")
    if not media_id:
        raise Refusal(41006)
    if box.weather.media_gone:
        raise Refusal(40007)
    media = box.shelf.get(media_id)
    if media.kind == "video":
        return {"video_url": f"{box.url}/mmbiz_jpg/{media.media_id}/video"}
    disposition = {"Content-disposition": f'attachment; filename="{media.filename}"'}
    return Response(media.data, headers=disposition, mimetype=media.mimetype)


def upload(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/media/upload: one file in the field ``media``."""
    kind = request.args.get("type", "")
    if kind not in MOST_BYTES:
        raise Refusal(40004)
    file = request.files.get("media")
    if file is None or not file.filename or not file.filename.isascii():
        raise Refusal(41005)
    data = file.read()
    if not data:
        raise Refusal(44001)
    if len(data) > MOST_BYTES[kind]:
        raise Refusal(45001)
    media = box.shelf.put(kind, data, file.mimetype)
    created = int(media.created_at.timestamp())
    name = "thumb_media_id" if kind == "thumb" else "media_id"
    return {"type": kind, name: media.media_id, "created_at": created}


def show(box: "Box", path: str) -> Response:
    """The picture behind a PicUrl, without any token."""
    parts = path.split("/")
    media = box.shelf.peek(parts[2]) if len(parts) > 2 else None
    if media is None:
        return Response("Not Found", 404)
    return Response(media.data, headers={"X-Content-Type-Options": "nosniff"}, mimetype=media.mimetype)
