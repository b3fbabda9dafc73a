"""Planning at scale: every unit of a province hears of forty duties, beside the bare insert of the same rows."""

import resource
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, func, insert, select, update

from actions.plan.book import PlanBook
from bench.plans_house import CITIES, settle, unguarded
from bot.writer import Work, Writer, open_writer
from models.database import open_reading, open_writing
from models.outbox import TABLE as OUTBOX
from models.people import Person
from models.plan.choices import OFF, OWNER, Choice
from models.plan.signings import Signing
from models.units import Unit
from plans.loading import load_plans
from rules.clocks import Clocks
from rules.plan.document import Plan
from rules.plan.duty import Duty, Goal, Measure, OnDates, Step, Timing, To, Words
from rules.plan.yearday import YearDay
from suishoupai.reminders import reminders
from suishoupai.stores import Stores
from tests.web.makers import ZONE

NOW = datetime(2026, 6, 16, 2, 0, tzinfo=UTC)
DUTIES = (*[To.OWNER] * 36, *[To.LEADER] * 2, To.ABOVE, To.MISSING)
PROVINCE, FIRST_CITY, FIRST_NODE, FIRST_PERSON = 100, 101, 1_000, 1_000_000
OF_16 = 5
"""So many of sixteen nodes are hospitals; the others are their departments."""
ROUNDS = 3
BARE = "outbox_bare"
LINKS = {"hazard_id": "hazard", "to_id": "conversation", "person_id": "person"}
"""What a row of the outbox must point to, here as there."""


@dataclass
class TimedWriter:
    """The product's writer, with a watch: how long each unit of work kept everybody else waiting."""

    writer: Writer
    taken: list[float] = field(default_factory=list)

    def carry(self, work: Work[Any]) -> Any:
        began = perf_counter()
        try:
            return self.writer.carry(work)
        finally:
            self.taken.append(perf_counter() - began)

    def close(self) -> None:
        self.writer.close()


@dataclass(frozen=True)
class Planned:
    """One round: seconds and rows of the beat, of the bare insert, and of the beat that comes after."""

    rows: int
    seconds: float
    bare: float
    longest: float
    again: float
    more: int
    grown: float


def fill(url: str, nodes: int) -> None:
    """A province of so many nodes, and two people in each hospital; owners named, standing in, or nobody but the union."""
    engine = open_writing(url)
    with engine.begin() as db:
        unguarded(db)
        for model, rows in (
            (Unit, _units(nodes)),
            (Person, _people(nodes)),
            (Choice, _choices(nodes)),
            (Signing, _signings(nodes)),
        ):
            db.execute(insert(model), list(rows))
        heads = {
            "head_id": FIRST_PERSON + 2 * Unit.id + 1
        }  # afterwards: each one known is looked for in every unit
        db.execute(update(Unit).where(Unit.kind == "unit", Unit.id >= FIRST_NODE).values(heads))
    settle(engine)


def measure(url: str, rounds: int = ROUNDS) -> Iterator[Planned]:
    """Plan everything, insert the same rows bare, plan again; so many times."""
    writing, reading = open_writing(url), open_reading(url)
    writer = TimedWriter(open_writer(writing))
    try:
        with _bare(writing):
            for _ in range(rounds):
                yield _round(writer, writing, reading)
                _empty(writing)
    finally:
        writer.close()
        reading.dispose()
        writing.dispose()


def _round(writer: TimedWriter, writing: Engine, reading: Engine) -> Planned:
    stores = Stores(writer, reading)  # type: ignore[arg-type]
    clocks = Clocks(zone=ZONE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    writer.taken.clear()
    seconds = _beat(stores, clocks)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    longest, rows = max(writer.taken), _count(reading)
    bare = _insert_bare(writing)
    again = _beat(stores, clocks)
    return Planned(rows, seconds, bare, longest, again, _count(reading) - rows, grown)


def _beat(stores: Stores, clocks: Clocks) -> float:
    """One beat of a scheduler that has just started."""
    beat = reminders(stores, clocks, PlanBook((_plan(),)))
    began = perf_counter()
    beat(NOW)
    return perf_counter() - began


def _plan() -> Plan:
    """Forty duties that fall due today."""
    shipped = next(plan for plan in load_plans() if plan.code == "chabaocu")
    return replace(shipped, duties=tuple(_duty(shipped.duties[0], n, to) for n, to in enumerate(DUTIES)))


def _duty(like: Duty, n: int, to: To) -> Duty:
    words = Words("安全培训：今天到期", "还没记", "安全培训今天到期，办过的记一笔就算。")
    day = Timing(0, time(8, 30))
    return replace(
        like,
        code=f"duty-{n}",
        whom=("unit",),
        rhythm=OnDates((YearDay(0, 6, 16),)),
        opens=YearDay(0, 1, 1),
        goal=Goal(Measure.PEOPLE, kinds=("training",)),
        steps=(Step("day", day, Timing(0, time(17)), words, to),),
        once=False,
        since=date(2026, 1, 1),
    )


@contextmanager
def _bare(writing: Engine) -> Iterator[None]:
    """A table of the same shape, with the same keys."""
    with writing.begin() as db:
        for statement in _shape(db.dialect.name):
            db.exec_driver_sql(statement)
    yield


def _shape(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield f"CREATE TABLE {BARE} (LIKE outbox INCLUDING ALL)"
        yield from (
            f"ALTER TABLE {BARE} ADD FOREIGN KEY ({own}) REFERENCES {other}" for own, other in LINKS.items()
        )
        return
    columns = ", ".join(
        f"{column.name} {'INTEGER PRIMARY KEY' if column.primary_key else column.type.compile()}"
        for column in OUTBOX.columns
    )
    links = ", ".join(f"FOREIGN KEY ({own}) REFERENCES {other} (id)" for own, other in LINKS.items())
    yield f"CREATE TABLE {BARE} ({columns}, UNIQUE (key), {links})"
    for index in OUTBOX.indexes:
        some = index.dialect_options["sqlite"]["where"]
        where = f" WHERE {some}" if some is not None else ""
        names = ", ".join(column.name for column in index.columns)
        yield f"CREATE INDEX {index.name}_bare ON {BARE} ({names}){where}"


def _insert_bare(writing: Engine) -> float:
    began = perf_counter()
    with writing.begin() as db:
        names = ", ".join(column.name for column in OUTBOX.columns)
        db.exec_driver_sql(f"INSERT INTO {BARE} ({names}) SELECT {names} FROM outbox ORDER BY id")
    return perf_counter() - began


def _empty(writing: Engine) -> None:
    with writing.begin() as db:
        if db.dialect.name == "postgresql":
            db.exec_driver_sql(f"TRUNCATE outbox, {BARE}")
            return
        db.exec_driver_sql("PRAGMA secure_delete = OFF")
        for table in ("outbox", BARE):
            db.exec_driver_sql(f"DELETE FROM {table}")
        db.exec_driver_sql("PRAGMA secure_delete = ON")


def _count(reading: Engine) -> int:
    with reading.connect() as db:
        return int(db.execute(select(func.count()).select_from(OUTBOX)).scalar_one())


def _units(nodes: int) -> Iterator[dict[str, Any]]:
    yield _unit(PROVINCE, "province", None, f"/{PROVINCE}/", None)
    for n in range(CITIES):
        yield _unit(FIRST_CITY + n, "city", PROVINCE, f"/{PROVINCE}/{FIRST_CITY + n}/", None)
    for n in range(nodes):
        own, home = FIRST_NODE + n, FIRST_NODE + n - n % 16
        city = FIRST_CITY + n // 16 % CITIES
        above = f"/{PROVINCE}/{city}/"
        if n % 16 < OF_16:
            yield _unit(own, "unit", city, f"{above}{own}/", own)
        else:
            yield _unit(own, "department", home, f"{above}{home}/{own}/", home)


def _unit(own: int, kind: str, parent: int | None, path: str, home: int | None) -> dict[str, Any]:
    facts = {
        "id": own,
        "code": f"B{own}",
        "name": f"单位{own}",
        "kind": kind,
        "parent_id": parent,
        "path": path,
    }
    return facts | {"home_id": home, "city_id": parent if kind == "unit" else None}


def _hospitals(nodes: int) -> Iterator[int]:
    yield from (FIRST_NODE + n for n in range(nodes) if n % 16 < OF_16)


def _people(nodes: int) -> Iterator[dict[str, Any]]:
    for home in (*range(FIRST_CITY, FIRST_CITY + CITIES), *_hospitals(nodes)):
        for at, role in enumerate(("union", "staff")):
            own = FIRST_PERSON + 2 * home + at
            yield {"id": own, "name": f"职工{own}", "unit_id": home, "home_id": home, "role": role}


def _choices(nodes: int) -> Iterator[dict[str, Any]]:
    """One of ten hospitals has named an owner for every duty, one of a hundred follows the plan no more."""
    for nth, home in enumerate(_hospitals(nodes)):
        facts = {"unit_id": home, "plan": "chabaocu", "at": NOW}
        if nth % 10 == 0:
            for n in range(len(DUTIES)):
                who = str(FIRST_PERSON + 2 * home + 1)
                yield facts | {"duty": f"duty-{n}", "name": OWNER, "value": who}
        if nth % 100 == 1:
            yield facts | {"duty": "", "name": OFF, "value": "yes"}


def _signings(nodes: int) -> Iterator[dict[str, Any]]:
    for nth, home in enumerate(_hospitals(nodes)):
        if nth % 10 < 4:
            stands_in = FIRST_PERSON + 2 * home + 1 if nth % 10 < 3 else None
            yield {"plan": "chabaocu", "unit_id": home, "signed_at": NOW, "stand_in_id": stands_in}


def median(seen: list[Planned]) -> Planned:
    """Each figure's own median; the longest of the longest, the most that memory grew."""
    middle = {
        name: statistics.median(getattr(one, name) for one in seen) for name in ("seconds", "bare", "again")
    }
    return Planned(
        rows=seen[0].rows,
        more=max(one.more for one in seen),
        longest=max(one.longest for one in seen),
        grown=max(one.grown for one in seen),
        **middle,
    )
