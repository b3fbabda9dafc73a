"""Temporary media: bytes under an id for three days. Knows nothing of messages."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image

from .refusal import Refusal
from .tokens import LETTERS

LIFE = timedelta(days=3)
TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
}
ENDINGS = {
    "image/png": "png",
    "image/gif": "gif",
    "voice/amr": "amr",
    "video/mp4": "mp4",
    "image/webp": "webp",
}


@dataclass(frozen=True)
class Media:
    """One thing on the shelf."""

    media_id: str
    kind: str
    data: bytes
    mimetype: str
    created_at: datetime

    @property
    def filename(self) -> str:
        """The name media/get announces."""
        return f"{self.media_id}.{ENDINGS.get(self.mimetype, 'jpg')}"


def picture_type(data: bytes) -> str:
    """The mimetype of a picture; bytes that are none pass as image/jpeg, as on the real platform."""
    try:
        with Image.open(BytesIO(data)) as picture:
            return TYPES.get(picture.format or "", "image/jpeg")
    except OSError:
        return "image/jpeg"


class Shelf:
    """Keeps media and forgets them in time."""

    def __init__(self, now: Callable[[], datetime], rng: random.Random) -> None:
        self._now, self._rng, self._lock = now, rng, threading.Lock()
        self._media: dict[str, Media] = {}

    def put(self, kind: str, data: bytes, mimetype: str) -> Media:
        """Lay something on the shelf; its id looks like a real one."""
        media_id = "".join(self._rng.choices(LETTERS, k=64))
        media = Media(media_id, kind, data, mimetype, self._now())
        with self._lock:
            self._media[media_id] = media
        return media

    def put_picture(self, data: bytes, kind: str = "image") -> Media:
        """Lay a picture on the shelf."""
        return self.put(kind, data, picture_type(data))

    def get(self, media_id: str) -> Media:
        """The thing; refuses with 40007 when unknown or older than three days."""
        media = self.peek(media_id)
        if media is None or self._now() - media.created_at >= LIFE:
            raise Refusal(40007)
        return media

    def peek(self, media_id: str) -> Media | None:
        """The thing however old: a phone keeps what it has shown."""
        with self._lock:
            return self._media.get(media_id)

    def clear(self) -> None:
        """Empty the shelf."""
        with self._lock:
            self._media.clear()
