"""Pictures and voices: fetched while the platform still has them, proven, copied, kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from bot.courier import AGAIN, UNWANTED, Errand, Outcome
from bot.pictures import Developed, NotAPicture, develop
from bot.shelf import Shelf
from bot.trouble import PlatformDown, PlatformError
from bot.writer import Writer
from models import hazards, outbox, photos
from models.base import Db

GONE = frozenset({40007, 41006, 45001})
"""Errors that no waiting cures: the platform has forgotten the thing, or it is larger than any picture."""

LAST_TRY = timedelta(hours=2)
"""So long before an errand is stale its reporter is asked rather than the platform."""

VOICE_HEADS = (
    b"#!AMR",
    b"#!SILK",
    b"\x02#!SILK",
    b"Speex",
    b"OggS",
    b"RIFF",
    b"ID3",
    b"\xff\xfb",
    b"\xff\xf3",
)


class Source(Protocol):
    """Where pictures come from."""

    def download(self, media_id: str) -> bytes: ...

    def download_picture(self, url: str) -> bytes: ...


class Fetcher:
    """Carries the errands that are about bytes."""

    def __init__(
        self, source: Source | None, shelf: Shelf, writer: Writer, clock: Callable[[], datetime]
    ) -> None:
        self._source = source
        self._shelf = shelf
        self._writer = writer
        self._clock = clock

    def fetch(self, errand: Errand) -> Outcome:
        """One picture or voice: fetched, proven, copied; or marked as gone, and its reporter asked."""
        photo_id = errand["payload"]["photo"]
        photo = self._writer.carry(lambda db: photos.find_photo(db, photo_id))
        if photo is None or photo["state"] != "waiting":
            return UNWANTED
        if self._source is None:
            return Outcome("given_up", "没有设置公众号的密钥，取不了图")
        try:
            content = self._download(photo)
        except PlatformDown as down:
            return self._later(errand, photo, str(down))
        except PlatformError as error:
            # No quota, no right, a wrong address of ours: somebody may mend it while the picture is still there.
            is_gone = error.code in GONE
            return self._gone(photo, str(error)) if is_gone else self._later(errand, photo, str(error))
        keep = self._keep_voice if photo["medium"] == "voice" else self._keep
        try:
            return keep(photo, content)
        except FileNotFoundError:  # purged while it was being written: the next look sees that
            return Outcome(AGAIN, "同时被清掉了")

    def purge(self, errand: Errand) -> Outcome:
        """The bytes of everything a withdrawn report had; number, hash and reason stay."""
        rows = self._writer.carry(lambda db: photos.photos_of(db, errand["hazard_id"]))
        for row in rows:
            self._shelf.remove(row["id"])

        def note(db: Db) -> None:
            photos.change_photos_of(db, errand["hazard_id"], state="purged", media_id="", picture_url="")

        return Outcome("done", and_then=note)

    def _later(self, errand: Errand, photo: Any, reason: str) -> Outcome:
        """Another try, unless the platform will have forgotten the picture by then."""
        stale_at = errand["stale_at"]
        too_late = stale_at is not None and self._clock() + LAST_TRY > stale_at
        return self._gone(photo, reason) if too_late else Outcome(AGAIN, reason)

    def _download(self, photo: Any) -> bytes:
        assert self._source is not None
        if not photo["media_id"]:
            return self._source.download_picture(photo["picture_url"])
        try:
            return self._source.download(photo["media_id"])
        except PlatformError as error:
            if not photo["picture_url"]:
                raise
            try:
                return self._source.download_picture(photo["picture_url"])
            except PlatformError:
                raise error from None  # what the platform said about the picture itself

    def _keep(self, photo: Any, content: bytes) -> Outcome:
        try:
            copies = develop(content)
        except NotAPicture as error:
            return self._gone(photo, f"不是图片：{error}")
        self._shelf.put(photo["id"], "original", content)
        self._shelf.put(photo["id"], "1600", copies.large)
        self._shelf.put(photo["id"], "320", copies.small)
        facts = _facts(copies, content)
        return Outcome("done", and_then=lambda db: _ready(db, photo["id"], facts, self._clock()))

    def _keep_voice(self, photo: Any, content: bytes) -> Outcome:
        if not content.startswith(VOICE_HEADS):
            return self._gone(photo, "不是语音")
        self._shelf.put(photo["id"], "voice", content)
        facts = {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
        return Outcome("done", and_then=lambda db: _ready(db, photo["id"], facts, self._clock()))

    def _gone(self, photo: Any, reason: str) -> Outcome:
        now = self._clock()

        def note(db: Db) -> None:
            photos.change_photo(db, photo["id"], state="gone", reason=reason)
            row = hazards.find_hazard(db, photo["hazard_id"])
            if row["reporter_id"] is not None:
                ask = outbox.errand(
                    f"gone:{row['id']}", "photo_gone", now=now, due_at=now + timedelta(seconds=20)
                )
                facts = {
                    "hazard_id": row["id"],
                    "to_id": row["reporter_id"],
                    "stale_at": now + timedelta(days=2),
                }
                outbox.post(db, ask | facts)

        return Outcome("given_up", reason, and_then=note)


def _facts(copies: Developed, content: bytes) -> dict[str, Any]:
    bands = dict(zip(("band_a", "band_b", "band_c", "band_d"), copies.bands, strict=True))
    return bands | {
        "original_sha256": sha256(content).hexdigest(),
        "sha256": sha256(copies.large).hexdigest(),
        "bytes": len(copies.large),
        "width": copies.width,
        "height": copies.height,
    }


def _ready(db: Db, photo_id: int, facts: dict[str, Any], now: datetime) -> None:
    """The row learns its file, and forgets how the platform called it. A picture sealed meanwhile stays sealed."""
    row = photos.find_photo(db, photo_id)
    state = "ready" if row and row["state"] == "waiting" else row["state"] if row else "ready"
    photos.change_photo(db, photo_id, state=state, stored_at=now, media_id="", picture_url="", **facts)
