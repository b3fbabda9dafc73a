"""Hazards beside their lines of history: one of them, or all as a stream; for whoever checks the one by the other."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, exists, func, select

from models import hazards, history
from models.base import Db, Row
from models.prepared import Prepared
from models.units import Unit
from rules.hazard import Status

LINES, HAZARDS = history.TABLE, hazards.TABLE
LINE = [column.name for column in LINES.c]
STANDS = ("id", "status", "owner_id", "due_on", "number", "unit_id")
BOTH = select(*LINES.c, *(HAZARDS.c[name].label(f"stands_{name}") for name in STANDS))
OWN = HAZARDS.c.id == LINES.c.hazard_id
ORDER = (LINES.c.hazard_id, LINES.c.seq, LINES.c.id)
ALL = BOTH.select_from(LINES.outerjoin(HAZARDS, OWN)).order_by(*ORDER)
# Row and lines in one statement: in two, whoever moves the hazard between them would look like a forger.
ONE = Prepared(
    BOTH.select_from(HAZARDS.outerjoin(LINES, OWN))
    .where(HAZARDS.c.id == bindparam("hazard"))
    .order_by(*ORDER)
)


def chain_of(db: Db, hazard_id: int) -> tuple[Row, list[Row]]:
    """A hazard as it stands, and its lines by their number."""
    found = ONE.all(db, hazard=hazard_id)
    row = {name: found[0][f"stands_{name}"] for name in STANDS}
    return row, [line for line in found if line["id"] is not None]


def every_chain(db: Db) -> Iterator[tuple[int, Row | None, Sequence[Row]]]:
    """Id, row (None when it is gone) and lines of each hazard that has any, one after the other."""
    found = db.execute(ALL.execution_options(yield_per=history.AT_ONCE))
    for hazard_id, group in groupby(found, key=lambda one: one.hazard_id):
        lines = list(group)
        row: dict[str, Any] = dict(zip(STANDS, lines[0][len(LINE) :], strict=True))
        yield hazard_id, row if row["id"] else None, [dict(zip(LINE, line, strict=False)) for line in lines]


def without_lines(db: Db) -> list[tuple[int, int | None, int]]:
    """Id, number and hospital of the hazards in the ledger that have no line at all; a draft may have none."""
    lineless = ~exists().where(LINES.c.hazard_id == HAZARDS.c.id)
    query = select(HAZARDS.c.id, HAZARDS.c.number, HAZARDS.c.unit_id)
    found = db.execute(query.where(HAZARDS.c.status != Status.DRAFT, lineless).order_by(HAZARDS.c.id))
    return [(one.id, one.number, one.unit_id) for one in found]


def count_lines(db: Db) -> int:
    return int(db.execute(select(func.count()).select_from(LINES)).scalar_one())


def hospitals(db: Db) -> dict[int, str]:
    """The names of those who have a ledger, by id."""
    found = db.execute(select(Unit.id, Unit.name).where(Unit.kind == "unit"))
    return {unit.id: unit.name for unit in found}
