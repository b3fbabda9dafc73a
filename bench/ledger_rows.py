"""A ledger of any size: one city, four hospitals, forty departments, three years. What is asked of it stands elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from models import hazards, history, photos
from models.base import Base, table_of
from models.database import open_writing
from models.hazards import Hazard
from models.history import HistoryLine
from models.outbox import Errand
from models.people import Person
from models.photos import Photo
from models.places import Place
from models.units import Unit
from plans.kinds import load_kinds

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
YEARS = timedelta(days=3 * 365)
CITY, FIRST_HOME, FIRST_DEPARTMENT = 1000, 1001, 1010
HOSPITALS, DEPARTMENTS, OWNERS, PLACES = 4, 40, 200, 400
CITY_UNION, UNION, OFFICER, WARD, FIRST_OWNER = 900, 901, 902, 903, 1000
LINES = 5
STATUSES = (
    ("closed", 70), ("assigned", 12), ("reported", 4), ("fixed", 4), ("redirected", 4), ("rejected", 3), ("withdrawn", 3),
)  # fmt: skip
SOURCES = (("staff", 70), ("inspection", 12), ("expert", 5), ("delegate", 5), ("peer", 6), ("report", 2))
TIERS = (("post", 50), ("team", 25), ("department", 15), ("unit", 8), ("regulator", 2))
WORDS = (
    "楼梯口堆着纸箱",
    "插座松动发烫",
    "消火栓被柜子挡住",
    "地面湿滑没放牌子",
    "氧气瓶没固定",
    "防火门用灭火器顶着",
)


def fill(url: str, size: int) -> None:
    """Put so many hazards, one and a half pictures and five lines of history each, into a database of this version."""
    engine = open_writing(url)
    tables = (hazards.TABLE, photos.TABLE, history.TABLE)
    for index in (index for table in tables for index in table.indexes):
        index.drop(engine)
    with engine.begin() as db:
        if db.dialect.name == "postgresql":  # no foreign key is looked up meanwhile
            db.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        _fill_house(db)
        _load(db, Hazard, _hazards(size))
        _load(db, Photo, _pictures(size))
        _load(db, HistoryLine, _lines(size))
        _load(db, Errand, _errands(size))
    for index in (index for table in tables for index in table.indexes):
        index.create(engine)
    _settle(engine)


def _settle(engine: Any) -> None:
    """What PostgreSQL does by itself within minutes."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def _fill_house(db: Connection) -> None:
    db.execute(insert(Unit), list(_units()))
    db.execute(insert(Person), list(_people()))
    db.execute(insert(Place), list(_places()))


def _units() -> Iterator[dict[str, Any]]:
    yield _unit(CITY, "淄博市", "city", None, f"/{CITY}/", None)
    for n in range(HOSPITALS):
        home = FIRST_HOME + n
        yield _unit(home, f"第{n + 1}医院", "unit", CITY, f"/{CITY}/{home}/", home)
    for n in range(DEPARTMENTS):
        home, own = FIRST_HOME + n % HOSPITALS, FIRST_DEPARTMENT + n
        yield _unit(own, f"内科{n}病区", "department", home, f"/{CITY}/{home}/{own}/", home)


def _unit(own: int, name: str, kind: str, parent: int | None, path: str, home: int | None) -> dict[str, Any]:
    facts = {"id": own, "code": f"B{own}", "name": name, "kind": kind, "parent_id": parent, "path": path}
    return facts | {"home_id": home, "city_id": CITY if kind == "unit" else None}


def _people() -> Iterator[dict[str, Any]]:
    yield _person(CITY_UNION, CITY, CITY, "union")
    yield _person(UNION, FIRST_HOME, FIRST_HOME, "union")
    yield _person(OFFICER, FIRST_HOME, FIRST_HOME, "officer")
    yield _person(WARD, FIRST_DEPARTMENT, FIRST_HOME, "officer")
    for n in range(OWNERS):
        yield _person(
            FIRST_OWNER + n, FIRST_DEPARTMENT + n % DEPARTMENTS, FIRST_HOME + n % HOSPITALS, "staff"
        )


def _person(own: int, unit: int, home: int, role: str) -> dict[str, Any]:
    return {"id": own, "name": f"职工{own}", "unit_id": unit, "home_id": home, "role": role}


def _places() -> Iterator[dict[str, Any]]:
    for n in range(PLACES):
        department = n % DEPARTMENTS
        where = {"unit_id": FIRST_DEPARTMENT + department, "home_id": FIRST_HOME + department % HOSPITALS}
        yield {"id": 1 + n, "code": f"L{n}", "name": f"{n}号楼走廊", "aliases": []} | where


def _hazards(size: int) -> Iterator[dict[str, Any]]:
    random, kinds = Random(7), [kind.code for kind in load_kinds()]
    for n in range(1, size + 1):
        department = random.randrange(DEPARTMENTS)
        came = NOW - YEARS * (1 - n / size) - timedelta(minutes=random.randrange(1, 600))
        place = department + DEPARTMENTS * random.randrange(PLACES // DEPARTMENTS)
        yield _ends(random, came) | {
            "id": n,
            "unit_id": FIRST_HOME + department % HOSPITALS,
            "city_id": CITY,
            "department_id": FIRST_DEPARTMENT + department,
            "number": 1000 + n,
            "kind": "occupational" if random.random() < 0.1 else "accident",
            "category": random.choice(kinds),
            "level": "major" if random.random() < 0.01 else "general",
            "urgent": random.random() < 0.02,
            "source": _drawn(random, SOURCES),
            "tier": _drawn(random, TIERS),
            "cause": random.choice(("unsafe", "unstable", "uncoordinated", "")),
            "happened_on": came.date(),
            "recorded_at": came,
            "reported_at": came,
            "description": f"{place}号楼{n % 9 + 1}楼{random.choice(WORDS)}，推车过不去，请来看看",
            "brief": random.choice(WORDS),
            "place_text": f"{place}号楼{n % 9 + 1}楼",
            "place_id": 1 + place if n % 2 else None,
            "likeness": "again" if random.random() < 0.03 else "",
        }


def _drawn(random: Random, shares: Sequence[tuple[str, int]]) -> str:
    names, weights = zip(*shares, strict=True)
    return str(random.choices(names, weights)[0])


def _ends(random: Random, came: datetime) -> dict[str, Any]:
    """How far it has come: the open ones lie between the old ones everywhere."""
    status = _drawn(random, STATUSES)
    is_owned = status in ("assigned", "fixed", "closed")
    due = came.date() + timedelta(days=random.randrange(1, 30))
    if status == "assigned" and random.random() < 0.7:
        due = TODAY + timedelta(days=random.randrange(30))
    return {
        "status": status,
        "owner_id": FIRST_OWNER + random.randrange(OWNERS) if is_owned else None,
        "due_on": due if is_owned else None,
        "closed_at": min(came + timedelta(hours=random.randrange(2, 900)), NOW)
        if status == "closed"
        else None,
    }


def _pictures(size: int) -> Iterator[dict[str, Any]]:
    for n in range(1, size * 3 // 2 + 1):
        hazard = 1 + (n - 1) * 2 // 3
        yield {
            "id": n, "hazard_id": hazard, "state": "ready", "taken_at": NOW - YEARS * (1 - hazard / size),
            "sha256": f"{n:064x}", "width": 1600, "height": 1200, "bytes": 300_000,
        }  # fmt: skip


def _lines(size: int) -> Iterator[dict[str, Any]]:
    verbs = ("report", "assign", "progress", "fix", "close")
    for n in range(LINES * size):
        hazard, seq = 1 + n // LINES, 1 + n % LINES
        yield {
            "id": 1 + n, "hazard_id": hazard, "at": NOW - YEARS * (1 - hazard / size), "verb": verbs[seq - 1],
            "part": "officer", "seq": seq, "digest": f"{n:064x}",
        }  # fmt: skip


def _errands(size: int) -> Iterator[dict[str, Any]]:
    """What did not reach its owner: one in a thousand."""
    for n in range(1, size // 1000 + 2):
        yield {
            "id": n, "key": f"tell_owner:{n}", "kind": "tell_owner", "hazard_id": min(1000 * n, size),
            "person_id": FIRST_OWNER + n % OWNERS, "state": "given_up", "posted_at": NOW, "due_at": NOW,
        }  # fmt: skip


def _load(db: Connection, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    """The quickest way in: COPY, or many at once."""
    table = table_of(model)
    usual = {column.name: _usual(column.default) for column in table.columns if column.default}
    first = usual | next(rows)
    names = ", ".join(first)
    values = (tuple((usual | row).values()) for row in chain([first], rows))
    driver: Any = db.connection.driver_connection
    if db.dialect.name == "sqlite":
        marks = ", ".join("?" * len(first))
        plain = (tuple(map(_plain, row)) for row in values)
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", plain)
        return
    with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _usual(default: Any) -> Any:
    """A column's default as the drivers take it; the only made ones are empty lists."""
    if default.is_callable:
        return "{}" if "dict" in str(default.arg) else "[]"
    return getattr(default.arg, "value", default.arg)


def _plain(value: Any) -> Any:
    """Instants and days as SQLite keeps them."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value
