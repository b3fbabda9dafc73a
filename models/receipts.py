"""Receipts: what was answered to which delivery, so that a repeat gets the same and changes nothing."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, table_of
from models.once import insert_once
from models.prepared import Prepared


class Receipt(Base):
    """``key`` is a keyed digest of the delivery: it tells nobody who wrote. Purged after an hour."""

    __tablename__ = "receipt"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    reply: Mapped[str | None]


TABLE = table_of(Receipt)
THIS = TABLE.c.key == bindparam("receipt")
REPLY = Prepared(select(TABLE.c.reply).where(THIS))
KNOWN = Prepared(select(TABLE.c.at).where(THIS))
KEEP = Prepared(update(TABLE).where(THIS))


def claim_receipt(db: Db, key: str, now: datetime) -> bool:
    """True for the first delivery, False for each repeat."""
    return insert_once(db, Receipt, key=key, at=now)


def stored_reply(db: Db, key: str) -> str:
    return REPLY.value(db, receipt=key) or ""


def is_known(db: Db, key: str) -> bool:
    return KNOWN.first(db, receipt=key) is not None


def keep_reply(db: Db, key: str, reply: str) -> None:
    KEEP.run(db, receipt=key, reply=reply)


def forget_replies(db: Db, words: str) -> None:
    """What was answered with these words is answered with silence from now on."""
    said = Receipt.reply.contains(words, autoescape=True)
    db.execute(update(Receipt).where(said).values(reply=""))


def purge_receipts(db: Db, before: datetime) -> int:
    return db.execute(delete(Receipt).where(Receipt.at < before)).rowcount
