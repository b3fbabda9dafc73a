"""The picture of a question, 640 points wide: the copy everybody may see, made smaller. Which one may be shown is asked elsewhere."""

import io

from flask import Response, abort, request
from PIL import Image

from actions.quiz.from_hazards import picture_of
from models.base import Db, Row
from models.photos import find_photo
from models.quiz.questions import DRAFT
from web.desk import this_desk

WIDE, QUALITY = 640, 80
GONE = "这张照片看不了了。"


def picture_for(db: Db, row: Row) -> Row | None:
    """What the bank shows: of a draft the picture as it is now, of all else the one that was agreed to."""
    if row["state"] != DRAFT or row["photo_id"] is None:
        return picture_of(db, row)
    photo = find_photo(db, row["photo_id"])
    return photo if photo and photo["state"] == "ready" else None


def picture_bytes(photo: Row) -> Response:
    """The served copy, covers and all, no larger than a telephone needs."""
    path = this_desk().picture(photo["id"], "1600") or abort(404, GONE)
    response = Response(mimetype="image/jpeg")
    response.set_etag(f"{photo['sha256']}-{WIDE}")
    response.headers["Cache-Control"] = "private, no-cache"
    if response.make_conditional(request).status_code != 304:
        response.data = _smaller(path.read_bytes())
    return response


def _smaller(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        small = picture.convert("RGB")
    small.thumbnail((WIDE, WIDE), Image.Resampling.BILINEAR)
    small.info.clear()
    kept = io.BytesIO()
    small.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
