"""Pictures and voices: fetched while the platform still has them, proven, copied, kept."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from actions.arriving import arrive
from bot.courier import AGAIN, UNWANTED, Errand, Outcome
from bot.covering import Served, cover_files
from bot.pictures import Developed, NotAPicture, develop
from bot.shelf import Shelf
from bot.sounds import NotAVoice, find_ffmpeg, hear
from bot.trouble import PlatformDown, PlatformError
from bot.writer import Writer
from models import hazards, outbox, photos
from models.base import Db, Row

GONE = frozenset({40007, 41006, 45001})
"""Errors that no waiting cures: the platform has forgotten the thing, or it is larger than any picture."""

SHARED = (
    "original_sha256",
    "sha256",
    "bytes",
    "width",
    "height",
    "band_a",
    "band_b",
    "band_c",
    "band_d",
    "seconds",
    "stored_at",
    "boxes",
    "redacted_at",
    "redacted_by_id",
)
"""What a copy of a picture has in common with it."""

LAST_TRY = timedelta(hours=2)
"""So long before an errand is stale its reporter is asked rather than the platform."""


class Source(Protocol):
    """Where pictures come from."""

    def download(self, media_id: str) -> bytes: ...

    def download_picture(self, url: str) -> bytes: ...


class Fetcher:
    """Carries the errands that are about bytes."""

    def __init__(
        self,
        source: Source | None,
        shelf: Shelf,
        writer: Writer,
        clock: Callable[[], datetime],
        *,
        ffmpeg: Callable[[], str | None] = find_ffmpeg,
    ) -> None:
        self._source = source
        self._shelf = shelf
        self._writer = writer
        self._clock = clock
        self._ffmpeg = ffmpeg

    def fetch(self, errand: Errand) -> Outcome:
        """One picture or voice: fetched, proven, copied; or marked as gone, and its reporter asked."""
        photo_id = errand["payload"]["photo"]
        photo = self._find(photo_id)
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

    def copy(self, errand: Errand) -> Outcome:
        """The picture ``of`` under the id ``photo``, too: with its bytes if it has any, as gone as it is if not.

        Without ``of`` the bytes are here, and what was covered on the same file before is covered on them.
        """
        if "of" not in errand["payload"]:
            return self._cover(errand["payload"]["photo"])
        new, old = (self._find(errand["payload"][name]) for name in ("photo", "of"))
        if new is None or new["state"] != "waiting" or old is None:
            return UNWANTED
        if old["state"] == "waiting":
            return Outcome(AGAIN, "那一张还没到")
        try:
            if old["state"] in ("ready", "sealed"):
                self._shelf.share(old["id"], new["id"])
        except FileNotFoundError:  # sealed before it came; or purged at this moment, which the next look sees
            if old["state"] == "ready":
                return Outcome(AGAIN, "那一张的文件不在")
        return Outcome("done", and_then=lambda db: self._follow(db, new["id"], old["id"]))

    def _cover(self, photo_id: int) -> Outcome:
        photo = self._find(photo_id)
        if photo is None or photo["state"] != "waiting":
            return UNWANTED
        try:
            served = cover_files(self._shelf, [photo_id], photo["boxes"])
        except FileNotFoundError:  # purged at this moment, which the next look sees
            return Outcome(AGAIN, "同时被清掉了")
        return Outcome("done", and_then=lambda db: self._show_covered(db, photo, served))

    def _show_covered(self, db: Db, photo: Row, served: Served) -> None:
        """Now it may be seen; one that was sealed or purged meanwhile stays so, other boxes are drawn first."""
        row = photos.find_photo(db, photo["id"])
        if row is None or row["state"] != "waiting":
            self._clear(photo["id"], row["state"] if row else "gone")
        elif row["boxes"] == photo["boxes"]:
            photos.change_photo(db, row["id"], state="ready", sha256=served.sha256, bytes=served.bytes)
        else:
            now = self._clock()
            again = outbox.errand(f"cover:{row['id']}:{now.timestamp()}", "copy_photo", now=now)
            outbox.post(db, again | {"hazard_id": row["hazard_id"], "payload": {"photo": row["id"]}})

    def purge(self, errand: Errand) -> Outcome:
        """The bytes of all that a withdrawn report had, and of the ``photos`` named; number, hash and reason stay."""
        named = errand["payload"].get("photos", ())
        rows = self._writer.carry(lambda db: _rows(db, errand["hazard_id"], named))
        for row in rows:
            self._shelf.remove(row["id"])

        def note(db: Db) -> None:
            for row in _rows(db, errand["hazard_id"], named):
                photos.change_photo(db, row["id"], state="purged", media_id="", picture_url="")

        return Outcome("done", and_then=note)

    def forget_originals(self, errand: Errand) -> Outcome:
        """A nameless report keeps only our own copies: the file as it was sent could lead back to its telephone."""
        for row in self._writer.carry(lambda db: photos.photos_of(db, errand["hazard_id"])):
            self._shelf.forget_original(row["id"])
        return Outcome("done")

    def _find(self, photo_id: int) -> Row | None:
        return self._writer.carry(lambda db: photos.find_photo(db, photo_id))

    def _later(self, errand: Errand, photo: Row, reason: str) -> Outcome:
        """Another try, unless the platform will have forgotten the picture by then."""
        stale_at = errand["stale_at"]
        too_late = stale_at is not None and self._clock() + LAST_TRY > stale_at
        return self._gone(photo, reason) if too_late else Outcome(AGAIN, reason)

    def _download(self, photo: Row) -> bytes:
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
            except PlatformDown:
                if error.code in GONE:  # forgotten by the one, not to be had from the other
                    raise error from None
                raise

    def _keep(self, photo: Row, content: bytes) -> Outcome:
        try:
            copies = develop(content)
        except NotAPicture as error:
            return self._gone(photo, f"不是图片：{error}")
        self._shelf.put(photo["id"], "original", content)
        self._shelf.put(photo["id"], "1600", copies.large)
        self._shelf.put(photo["id"], "320", copies.small)
        facts = _facts(copies, content)
        return Outcome("done", and_then=lambda db: self._arrived(db, photo["id"], facts))

    def _arrived(self, db: Db, photo_id: int, facts: dict[str, Any]) -> None:
        """The row learns its file, and what it resembles; the same file beside the same hazard is dropped."""
        row = photos.find_photo(db, photo_id)
        self._clear(photo_id, arrive(db, row, facts, self._clock()) if row else "gone")

    def _keep_voice(self, photo: Row, content: bytes) -> Outcome:
        try:
            heard = hear(content, self._ffmpeg())
        except NotAVoice as error:
            return self._gone(photo, f"不是语音：{error}")
        self._shelf.put(photo["id"], "voice", content)
        if heard.playable:
            self._shelf.put(photo["id"], "playable", heard.playable)
        facts = {"sha256": sha256(content).hexdigest(), "bytes": len(content), "seconds": heard.seconds}
        return Outcome("done", and_then=lambda db: self._ready(db, photo["id"], facts))

    def _ready(self, db: Db, photo_id: int, facts: dict[str, Any]) -> None:
        """The row learns its file, and forgets how the platform called it. A picture sealed meanwhile stays sealed."""
        row = photos.find_photo(db, photo_id)
        state = row["state"] if row and row["state"] != "waiting" else "ready"
        known = {"state": state, "stored_at": self._clock(), "media_id": "", "picture_url": ""}
        photos.change_photo(db, photo_id, **known, **facts)
        self._clear(photo_id, state)

    def _follow(self, db: Db, new_id: int, old_id: int) -> None:
        """The copy learns what is known of the other. For one that is gone its reporter was asked already."""
        new, old = photos.find_photo(db, new_id), photos.find_photo(db, old_id)
        if new and old:
            state = old["state"] if new["state"] == "waiting" else new["state"]
            known = {name: old[name] for name in SHARED} | {"reason": new["reason"] or old["reason"]}
            photos.change_photo(db, new_id, state=state, **known)
            self._clear(new_id, state)

    def _clear(self, photo_id: int, state: str) -> None:
        """What was purged while its bytes were being written keeps none of them."""
        if state in ("gone", "purged"):
            self._shelf.remove(photo_id)

    def _gone(self, photo: Row, reason: str) -> Outcome:
        now = self._clock()

        def note(db: Db) -> None:
            photos.change_photo(db, photo["id"], state="gone", reason=reason, media_id="", picture_url="")
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


def _rows(db: Db, hazard_id: int | None, named: Sequence[int]) -> Sequence[Row]:
    """The pictures of a hazard, and those with the ids named, beside whatever hazard they are."""
    own = [] if hazard_id is None else photos.photos_of(db, hazard_id)
    others = (photos.find_photo(db, photo_id) for photo_id in {*named} - {row["id"] for row in own})
    return [*own, *(row for row in others if row is not None)]
