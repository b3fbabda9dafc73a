"""佐证: what proves a deed, as rows that wait for their bytes. The bytes themselves lie elsewhere."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from zipfile import BadZipFile, ZipFile

from models import outbox
from models.base import Db, Row
from models.plan import deeds, proofs
from rules.refusal import Refused
from rules.words.plain_text import clean

WHATS: Mapping[str, str] = {
    "photo": "照片",
    "sign_in": "签到表",
    "notice": "通知",
    "scheme": "方案",
    "receipt": "回执",
    "file": "其他",
}
MOST = 30
"""Proofs of one deed."""
LARGEST_FILE = 10 * 2**20
LONGEST_NAME = 60
MEDIA_LIVES = timedelta(days=3)
"""The platform keeps what was sent no longer."""

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"
PARTS: Mapping[str, str] = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
MACROS = "vbaproject.bin"


def file_kind(content: bytes) -> str | None:
    """``pdf``, ``docx`` or ``xlsx`` by what is inside, whatever the name says; None for all else."""
    if content.startswith(b"%PDF-"):
        return PDF
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any(name.lower().endswith(MACROS) for name in names):
        return None
    return next((kind for kind, part in PARTS.items() if part in names), None)


def plain_name(name: str, ending: str) -> str:
    """A name nobody can be fooled by: our own ending, and no path, quote or control letter."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    kept = "".join(letter for letter in clean(stem) if letter.isalnum() or letter in " _-（）()《》、，。")
    return f"{' '.join(kept.split())[:LONGEST_NAME] or '材料'}.{ending}"


def announce(
    db: Db, deed_id: int, what: str, *, name: str = "", is_picture: bool, now: datetime, by_id: int | None
) -> int:
    """A proof that waits for its bytes; its id."""
    _check(db, deed_id, what)
    return proofs.add_evidence(
        db, deed_id=deed_id, what=what, name=name, is_picture=is_picture, added_at=now, added_by_id=by_id
    )


def add_from_chat(
    db: Db,
    deed_id: int,
    media_id: str,
    picture_url: str,
    now: datetime,
    *,
    by_id: int | None,
    what: str = "photo",
) -> int:
    """A picture out of the chat; the courier fetches it while the platform still has it. Its id."""
    _check(db, deed_id, what)
    facts = {"media_id": media_id, "picture_url": picture_url, "added_at": now, "added_by_id": by_id}
    evidence_id = proofs.add_evidence(db, deed_id=deed_id, what=what, **facts)
    key, payload = f"evidence:{evidence_id}", {"evidence": evidence_id}
    stale_at = now + MEDIA_LIVES
    outbox.post(db, outbox.errand(key, "fetch_evidence", now=now, payload=payload, stale_at=stale_at))
    return evidence_id


def arrive(db: Db, evidence_id: int, digest: str, size: int) -> None:
    """The bytes lie there now; the same picture beside the same deed a second time is dropped."""
    row = proofs.find_evidence(db, evidence_id)
    if row is None or row["state"] != "waiting":
        return
    state, reason = ("removed", "和前面一张一样") if _is_known(db, row, digest) else ("ready", "")
    facts = {"state": state, "reason": reason, "sha256": digest, "bytes": size}
    proofs.change_evidence(db, evidence_id, **facts, media_id="", picture_url="")


def _is_known(db: Db, row: Row, digest: str) -> bool:
    others = (
        proofs.evidence_of(db, row["deed_id"])
        if row["deed_id"] is not None
        else proofs.evidence_of_sheet(db, row["sheet_id"])
    )
    return any(one["sha256"] == digest and one["id"] != row["id"] for one in others)


def lose(db: Db, evidence_id: int, reason: str) -> None:
    """The bytes will not come any more; one that was taken away meanwhile stays so."""
    row = proofs.find_evidence(db, evidence_id)
    if row is not None and row["state"] == "waiting":
        proofs.change_evidence(
            db, evidence_id, state="gone", reason=reason[:200], media_id="", picture_url=""
        )


def remove(db: Db, evidence_id: int) -> bool:
    """Taken away by somebody's hand; False when it was away."""
    row = proofs.find_evidence(db, evidence_id)
    if row is None or row["state"] == "removed":
        return False
    proofs.change_evidence(db, evidence_id, state="removed", media_id="", picture_url="")
    return True


def _check(db: Db, deed_id: int, what: str) -> None:
    deed = deeds.find_deed(db, deed_id)
    if deed is None or deed["voided_at"] is not None:
        raise Refused("这一条已经作废了，不用再存材料。")
    if what not in WHATS:
        raise Refused("这是什么材料？选一样：照片、签到表、通知、方案、回执。")
    if len(proofs.evidence_of(db, deed_id)) >= MOST:
        raise Refused(f"一条最多存{MOST}份材料。先去掉几份再传。")
