"""Pictures that prove a deed: fetched from the platform while it has them, decoded, encoded anew, kept on their own shelf."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from actions.plan.doing import evidence
from bot.courier import AGAIN, UNWANTED, Errand, Outcome
from bot.fetching import GONE, LAST_TRY, Source
from bot.pictures import Developed, NotAPicture, develop
from bot.shelf import Shelf
from bot.trouble import PlatformDown, PlatformError
from bot.writer import Writer
from models.base import Db, Row
from models.plan import proofs

LARGE, SMALL, FILE = "1600", "320", "original"
"""Under which size things lie: the copies of a picture, or a file as it came."""


class EvidenceFetcher:
    """Carries the errands ``fetch_evidence``."""

    def __init__(
        self, source: Source | None, shelf: Shelf, writer: Writer, clock: Callable[[], datetime]
    ) -> None:
        self._source = source
        self._shelf = shelf
        self._writer = writer
        self._clock = clock

    def fetch(self, errand: Errand) -> Outcome:
        """One picture: fetched, proven, copied; or marked as gone, so that the page of the deed says so."""
        evidence_id = errand["payload"]["evidence"]
        row = self._writer.carry(lambda db: proofs.find_evidence(db, evidence_id))
        if row is None or row["state"] != "waiting":
            return UNWANTED
        if self._source is None:
            return Outcome("given_up", "没有设置公众号的密钥，取不了图")
        try:
            content = self._download(self._source, row)
        except PlatformDown as down:
            return self._later(errand, row, str(down))
        except PlatformError as error:
            if error.code in GONE:
                return _gone(row, str(error))
            return self._later(errand, row, str(error))
        return self._keep(row, content)

    def _download(self, source: Source, row: Row) -> bytes:
        """By its id; where the account has no right to that, or the id is forgotten, by its address."""
        if not row["media_id"]:
            return source.download_picture(row["picture_url"])
        try:
            return source.download(row["media_id"])
        except PlatformError as error:
            if not row["picture_url"]:
                raise
            try:
                return source.download_picture(row["picture_url"])
            except PlatformError:
                raise error from None

    def _later(self, errand: Errand, row: Row, reason: str) -> Outcome:
        """Another try, unless the platform will have forgotten the picture by then."""
        stale_at = errand["stale_at"]
        too_late = stale_at is not None and self._clock() + LAST_TRY > stale_at
        return _gone(row, reason) if too_late else Outcome(AGAIN, reason)

    def _keep(self, row: Row, content: bytes) -> Outcome:
        try:
            copies = develop(content)
        except NotAPicture as error:
            return _gone(row, f"不是图片：{error}")
        put_picture(self._shelf, row["id"], copies)
        return Outcome("done", and_then=lambda db: self._arrived(db, row["id"], copies))

    def _arrived(self, db: Db, evidence_id: int, copies: Developed) -> None:
        arrived(db, self._shelf, evidence_id, copies.large)


def arrived(db: Db, shelf: Shelf, evidence_id: int, content: bytes) -> None:
    """The row learns its bytes; what was taken away meanwhile, or was there already, leaves nothing on the shelf."""
    evidence.arrive(db, evidence_id, sha256(content).hexdigest(), len(content))
    row = proofs.find_evidence(db, evidence_id)
    if row is None or row["state"] != "ready":
        shelf.remove(evidence_id)


def put_picture(shelf: Shelf, evidence_id: int, copies: Developed) -> None:
    """Our own two copies; what the picture was made of is not kept."""
    shelf.put(evidence_id, LARGE, copies.large)
    shelf.put(evidence_id, SMALL, copies.small)


def put_file(shelf: Shelf, evidence_id: int, content: bytes) -> None:
    """A file as it came, only to be handed out again."""
    shelf.put(evidence_id, FILE, content)


def _gone(row: Row, reason: str) -> Outcome:
    return Outcome("given_up", reason, and_then=lambda db: evidence.lose(db, row["id"], reason))
