"""Files brought to a page: looked into, pictures made anew, and put onto the shelf beside the row that waits for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import request

from actions.plan.doing import evidence
from actions.plan.doing.evidence import LARGEST_FILE
from bot.evidence import arrived, put_file, put_picture
from bot.pictures import Developed, NotAPicture, develop
from bot.shelf import Shelf
from models.base import Db
from models.plan import proofs
from rules.refusal import Refused
from web.uploads import LARGEST, MEGABYTE
from web.work import carry

MOST_AT_ONCE = 6
WRONG = "第{at}个文件存不了：只收照片、PDF、Word（docx）、Excel（xlsx），带宏的不收。"


@dataclass(frozen=True)
class Brought:
    """One file that was sent and looked into: the copies of a picture, or a file with the name it is handed out by."""

    copies: Developed | None = None
    content: bytes = b""
    name: str = ""

    def put(self, shelf: Shelf, evidence_id: int) -> bytes:
        """The bytes onto the shelf; what its digest is taken of."""
        if self.copies is not None:
            put_picture(shelf, evidence_id, self.copies)
            return self.copies.large
        put_file(shelf, evidence_id, self.content)
        return self.content


def brought() -> Sequence[Brought]:
    """What was sent with this form. Refused with the file that cannot be kept."""
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        raise Refused("先选文件。")
    if len(files) > MOST_AT_ONCE:
        raise Refused(f"一次最多{MOST_AT_ONCE}个，分两次传。")
    return [
        _looked_into(file.stream.read(LARGEST + 1), file.filename or "", at)
        for at, file in enumerate(files, 1)
    ]


def _looked_into(content: bytes, name: str, at: int) -> Brought:
    """By what is inside, whatever it is called."""
    if len(content) > LARGEST:
        raise Refused(f"第{at}个太大了，照片一张最多{LARGEST // MEGABYTE}兆。")
    kind = evidence.file_kind(content)
    if kind is None:
        try:
            return Brought(copies=develop(content))
        except NotAPicture:
            raise Refused(WRONG.format(at=at)) from None
    if len(content) > LARGEST_FILE:
        raise Refused(f"第{at}个太大了，文件最多{LARGEST_FILE // MEGABYTE}兆。")
    return Brought(content=content, name=evidence.plain_name(name, kind))


def keep(announce: Callable[[Db], int], one: Brought, shelf: Shelf) -> bool:
    """The row first, then the bytes, then the row learns them; False where the same lay there already."""
    evidence_id = carry(announce)
    try:
        content = one.put(shelf, evidence_id)
    except OSError:
        carry(lambda db: _lost(db, evidence_id))
        raise Refused("机器的盘写不下了，没存上。请信息科看一下。") from None

    def learn(db: Db) -> bool:
        arrived(db, shelf, evidence_id, content)
        row = proofs.find_evidence(db, evidence_id)
        return row is not None and row["state"] == "ready"

    return carry(learn)


def _lost(db: Db, evidence_id: int) -> bool:
    evidence.lose(db, evidence_id, "盘写不下")
    return True
