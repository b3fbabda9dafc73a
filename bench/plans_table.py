"""The tables of province and city out of counters, beside the best direct query, and what counting costs the writer."""

import statistics
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from time import perf_counter, thread_time
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine, select

from actions import hazards, moving
from actions.hazards import Reporter, Sentence
from actions.places import Where
from actions.plan.doing import deeds
from actions.plan.figures import counting, figuring, proving, rolling_up
from actions.plan.figures.frames import Asked, current
from bench.plans_house import FIRST_CITY, FIRST_HOME, NOW, PROVINCE, TODAY, homes_of
from bot.writer import Writer, open_writer
from models.base import Db, Row
from models.database import open_reading, open_writing
from models.hazards import TABLE as HAZARDS
from models.units import find_unit
from plans.kinds import load_kinds
from plans.loading import load_plans
from rules.clocks import Clocks
from rules.hazard import Part
from rules.plan.figure import Figure
from tests.web.makers import ZONE

LOOKS, DIRECT_LOOKS = 7, 3
ROUNDS, RECORDS = 11, 100
SAMPLE = 3
"""So many hospitals are counted anew out of their records."""

FOUND = (
    "SELECT count(*), coalesce(sum(CASE WHEN l.listed_on IS NOT NULL THEN 1 ELSE 0 END), 0), "
    "sum(CASE WHEN h.status = 'closed' THEN 1 ELSE 0 END) FROM hazard h JOIN unit u ON u.id = h.unit_id "
    "LEFT JOIN listing l ON l.hazard_id = h.id WHERE u.path LIKE '{path}%' AND h.happened_on BETWEEN '{first}' AND '{last}' "
    "AND h.status IN ('assigned', 'fixed', 'closed')"
)
PEOPLE = (
    "SELECT count(*) FROM (SELECT h.person_id FROM hazard h JOIN unit u ON u.id = h.unit_id WHERE u.path LIKE '{path}%' "
    "AND h.person_id IS NOT NULL AND h.happened_on BETWEEN '{first}' AND '{last}' AND h.status NOT IN ('draft', 'withdrawn') "
    "UNION SELECT a.person_id FROM deed d JOIN attendance a ON a.deed_id = d.id JOIN unit u ON u.id = a.home_id "
    "WHERE u.path LIKE '{path}%' AND d.happened_on BETWEEN '{first}' AND '{last}' AND d.voided_at IS NULL "
    "UNION SELECT s.person_id FROM sitting s JOIN unit u ON u.id = s.unit_id WHERE u.path LIKE '{path}%' "
    "AND s.handed_in_at >= '{first} 00:00:00' AND s.handed_in_at < '{last} 16:00:00') people"
)
TRAINED = (
    "SELECT count(DISTINCT a.person_id) FROM deed d JOIN attendance a ON a.deed_id = d.id JOIN unit u ON u.id = a.home_id "
    "WHERE u.path LIKE '{path}%' AND d.kind = 'training' AND CAST(d.bodies AS VARCHAR) LIKE '%\"union\"%' "
    "AND d.happened_on BETWEEN '{first}' AND '{last}' AND d.voided_at IS NULL"
)
SESSIONS = (
    "SELECT count(*) FROM deed d JOIN unit u ON u.id = d.unit_id WHERE u.path LIKE '{path}%' AND d.kind = 'training' "
    "AND CAST(d.bodies AS VARCHAR) LIKE '%\"union\"%' AND d.happened_on BETWEEN '{first}' AND '{last}' AND d.voided_at IS NULL"
)
DIRECT: Mapping[str, tuple[str, ...]] = {
    FOUND: ("T9", "T10", "T11"),
    PEOPLE: ("T2",),
    TRAINED: ("T4",),
    SESSIONS: ("T3",),
}
"""The dear cells asked directly, within the indexes there are; heads without names are left out on both sides."""

Figures = Iterator[tuple[str, float]]


def measure(url: str, staff: int) -> Figures:
    """Milliseconds, ratios and microseconds, by name."""
    writing, reading = open_writing(url), open_reading(url)
    writer = open_writer(writing)
    try:
        with reading.connect() as db:
            yield from _there(db)
            yield "proof, hospitals with a difference", float(_off(db, staff))
            yield from _tables(db, staff)
        yield from _upkeep(writer, reading)
    finally:
        writer.close()
        reading.dispose()
        writing.dispose()


def _there(db: Db) -> Figures:
    """What the table is made beside."""
    for table in ("person", "hazard", "attendance", "answer"):
        yield f"rows of {table}", float(db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def _off(db: Db, staff: int) -> int:
    """Of a sample: whose counters are not what its records say."""
    some = [FIRST_HOME + n for n in range(min(SAMPLE, homes_of(staff)))]
    return len({one.node for one in proving.differences(db, ZONE, some)})


def asked_now() -> Asked:
    """The monthly table that is due next."""
    plan = next(plan for plan in load_plans() if plan.code == "chabaocu")
    found = current(plan, plan.forms[0], TODAY)
    assert found is not None
    return found


def _tables(db: Db, staff: int) -> Figures:
    asked = asked_now()
    for name, node in (("province", PROVINCE), ("city", FIRST_CITY)):
        yield from _one(db, asked, name, find_unit(db, node))
    yield "a hospital out of its records, ms", _hospital(db, asked, staff)


def _one(db: Db, asked: Asked, name: str, unit: Row) -> Figures:
    built = rolling_up.build(db, asked, unit, TODAY, ZONE)
    table = _median(partial(rolling_up.build, db, asked, unit, TODAY, ZONE), LOOKS)
    directly = partial(_directly, db, unit, built.frame)
    direct = _median(directly, DIRECT_LOOKS)
    yield f"table, {name}, ms", table
    yield f"the same directly, {name}, ms", direct
    yield f"times as fast, {name}", direct / table
    assert directly() == _without_heads(built.cells), "the counters say something else"


def _hospital(db: Db, asked: Asked, staff: int) -> float:
    units = [find_unit(db, FIRST_HOME + n) for n in range(min(SAMPLE, homes_of(staff)))]
    looks = [partial(figuring.build_unit, db, asked, unit, TODAY, ZONE) for unit in units]
    return statistics.median(map(_timed, looks))


def _directly(db: Connection, unit: Row, frame: Any) -> dict[str, int]:
    plain = db.execution_options(no_parameters=True)
    found: dict[str, int] = {}
    for statement, cells in DIRECT.items():
        said = statement.replace("{path}", unit["path"]).replace("{first}", str(frame.first))
        row = plain.exec_driver_sql(said.replace("{last}", str(frame.last))).one()
        found |= {cell: int(n) for cell, n in zip(cells, row, strict=True)}
    return found


def _without_heads(cells: Mapping[str, Figure | None]) -> dict[str, int]:
    compared = [cell for names in DIRECT.values() for cell in names]
    figures = {cell: cells[cell] for cell in compared}
    return {cell: one.total - one.attested + one.capped for cell, one in figures.items() if one}


def _median(look: Callable[[], Any], times: int) -> float:
    look()
    return statistics.median(_timed(look) for _ in range(times))


def _timed(work: Callable[[], Any]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


class _Undone(Exception):
    """Thrown so that nothing of a round stays."""


def _upkeep(writer: Writer, reading: Engine) -> Figures:
    """Microseconds that counting adds to one record: rounds with it and without it in turn."""
    ways = {
        "a hazard confirmed": ("hazard_changed", _confirm, _waiting(reading)),
        "an attendance": ("was_there", _attend, range(1, RECORDS + 1)),
        "a report": ("look_again", _report, range(1, RECORDS + 1)),
    }
    for name, (counts, does, over) in ways.items():
        taken: dict[bool, list[float]] = {True: [], False: []}
        for nth in range(2 * ROUNDS + 2):
            spent = _round(writer, counts, does, list(over), counted=nth % 2 == 0)
            if nth > 1:
                taken[nth % 2 == 0].append(spent)
        bare, whole = statistics.median(taken[False]), statistics.median(taken[True])
        yield f"{name}, µs", whole
        yield f"counting {name}, µs", whole - bare


def _round(
    writer: Writer, counts: str, does: Callable[[Db, int], None], over: list[int], *, counted: bool
) -> float:
    spent: list[float] = []

    def work(db: Db) -> None:
        # SQLite works in this very thread: what others do with the machine meanwhile is not its price.
        watch = thread_time if db.dialect.name == "sqlite" else perf_counter
        began = watch()
        for each in over:
            does(db, each)
        spent.append((watch() - began) / len(over) * 1e6)
        raise _Undone

    real = getattr(counting, counts)
    with patch.object(counting, counts, real if counted else lambda *facts, **more: None):
        try:
            writer.carry(work)
        except _Undone:
            return spent[-1]
    raise AssertionError("the round stayed")


def _waiting(reading: Engine) -> list[int]:
    query = select(HAZARDS.c.id).where(HAZARDS.c.status == "reported").order_by(HAZARDS.c.id).limit(RECORDS)
    with reading.connect() as db:
        return list(db.execute(query).scalars())


def _confirm(db: Db, hazard_id: int) -> None:
    facts: dict[str, Any] = {"owner_id": 1, "due_on": TODAY, "assigned_at": NOW}
    moving.move(db, hazard_id, "assign", Part.OFFICER, NOW, **facts)


def _attend(db: Db, person_id: int) -> None:
    """At a deed of today, which is newer than whatever they did."""
    if person_id == 1:
        said = deeds.Said("training", TODAY)
        db.info["deed"] = deeds.record(db, FIRST_HOME, said, NOW, None, today=TODAY)
    deeds.come(db, db.info["deed"], person_id, NOW, how="list")


def _report(db: Db, person_id: int) -> None:
    clocks = Clocks(zone=ZONE)
    by = Reporter(None, person_id, FIRST_HOME, None)
    hazard_id = hazards.open_draft(db, by, NOW, clocks, nudged=False)
    hazards.describe(db, hazard_id, Sentence("插座松动发烫", Where("3号楼"), NOW), KINDS)
    hazards.report(db, hazard_id, NOW, clocks)


KINDS = load_kinds()
