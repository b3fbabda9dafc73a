"""What happened to a hazard, line by line. Lines are added, never changed, and each is chained to the one before."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Index, RowMapping, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, table_of
from models.once import INSERTS
from models.people import Person
from models.prepared import Prepared
from rules.chain import BEGINNING, digest
from rules.hazard import Part

AT_ONCE = 2_000  # rows of a stream that are fetched in one go


class HistoryLine(Base):
    """One line: who (a person, or only the part they played) did what, in words.

    ``status`` is where the hazard stood after a move, ``facts`` what the move wrote; ``seq`` counts the lines of a
    hazard from 1, ``digest`` covers the line and the digest before it.
    """

    __tablename__ = "history"
    __table_args__ = (Index("uq_history_hazard_id_seq", "hazard_id", "seq", unique=True),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"))
    at: Mapped[datetime]
    verb: Mapped[str]
    part: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(default="")
    seq: Mapped[int | None]
    digest: Mapped[str] = mapped_column(server_default="")
    status: Mapped[str | None]
    facts: Mapped[dict[str, Any]] = mapped_column(server_default="{}")


TABLE = table_of(HistoryLine)
THIS = TABLE.c.hazard_id == bindparam("hazard")
LAST = Prepared(select(TABLE.c.seq, TABLE.c.digest).where(THIS).order_by(TABLE.c.seq.desc()).limit(1))


@cache
def _add(dialect: str) -> Prepared:
    return Prepared(INSERTS[dialect](TABLE).on_conflict_do_nothing(index_elements=["hazard_id", "seq"]))


def add_line(
    db: Db,
    hazard_id: int,
    verb: str,
    at: datetime,
    *,
    part: str,
    person_id: int | None = None,
    text: str = "",
    status: str | None = None,
    facts: Mapping[str, Any] | None = None,
    first: bool = False,
) -> None:
    """One more line at the end of the hazard's chain; ``first`` spares the question where that is.

    Two writers side by side both continue the same line: the key lets one of them through, the other looks again.
    """
    line = {
        "hazard_id": hazard_id,
        "at": at,
        "verb": str(verb),
        "part": str(part),
        "person_id": person_id,
        "text": text,
        "status": status and str(status),
        "facts": dict(facts or {}),
    }
    end = (0, BEGINNING) if first else _end_of(db, hazard_id)
    while not _is_added(db, line, *end):
        end = _end_of(db, hazard_id)


def _is_added(db: Db, line: dict[str, Any], seq: int, before: str) -> bool:
    numbered = line | {"seq": seq + 1}
    return _add(db.dialect.name).run(db, **numbered, digest=digest(before, numbered)) == 1


def _end_of(db: Db, hazard_id: int) -> tuple[int, str]:
    last = LAST.first(db, hazard=hazard_id)
    return (last["seq"], last["digest"]) if last else (0, BEGINNING)


def take_reporter_off(db: Db, hazard_id: int) -> None:
    """Nobody's name stays on the reporter's lines. Their digests do not cover it, so the chain holds."""
    theirs = (HistoryLine.hazard_id == hazard_id, HistoryLine.part == Part.REPORTER.value)
    db.execute(update(TABLE).where(*theirs).values(person_id=None))


def mender_of(db: Db, hazard_id: int) -> int | None:
    """Who said last, as its owner, that it is put right: a deputy too."""
    mine = (HistoryLine.hazard_id == hazard_id) & (HistoryLine.verb == "fix") & (HistoryLine.part == "owner")
    query = select(TABLE.c.person_id).where(mine).order_by(HistoryLine.seq.desc()).limit(1)
    found: int | None = db.execute(query).scalar()
    return found


def refused_by(db: Db, hazard_id: int) -> set[int | None]:
    """Who said that it is not theirs to put right."""
    query = select(TABLE.c.person_id).where(
        HistoryLine.hazard_id == hazard_id, HistoryLine.verb == "not_mine"
    )
    return set(db.execute(query).scalars())


def history_of(db: Db, hazard_id: int) -> Sequence[RowMapping]:
    """The lines of a hazard, oldest first, with the person's name where there is one."""
    query = (
        select(TABLE, Person.name.label("person_name"))
        .outerjoin(Person, Person.id == HistoryLine.person_id)
        .where(HistoryLine.hazard_id == hazard_id)
        .order_by(HistoryLine.id)
    )
    return db.execute(query).mappings().all()


def moments_after(db: Db, line_id: int, before: datetime) -> Iterator[tuple[int, datetime]]:
    """Id and instant of the lines with a higher id that say they were written before an instant, by id."""
    query = select(TABLE.c.id, TABLE.c.at).where(TABLE.c.id > line_id, TABLE.c.at < before)
    for found in db.execute(query.order_by(TABLE.c.id).execution_options(yield_per=AT_ONCE)):
        yield found.id, found.at


def digests_between(db: Db, line_id: int, last_id: int) -> Iterator[tuple[int, str]]:
    """Id and digest of the lines after one, up to and with another, by id."""
    query = select(TABLE.c.id, TABLE.c.digest).where(TABLE.c.id > line_id, TABLE.c.id <= last_id)
    for found in db.execute(query.order_by(TABLE.c.id).execution_options(yield_per=AT_ONCE)):
        yield found.id, found.digest
