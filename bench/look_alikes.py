"""What it costs to find a near picture and a hazard at the same place among a million, on both databases."""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import accumulate, chain
from operator import xor
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, select

from actions.likeness import find_by_photo, find_by_words, same_file
from bench import people
from bench.stored import settle
from models import hazards, photos
from models.base import Base, Db, Row, table_of
from models.database import open_writing
from models.hazards import Hazard
from models.look_alikes import BANDS, photos_sharing
from models.photos import Photo
from models.places import Place
from models.units import Unit
from rules.likeness import is_blank, is_telling
from tests.postgres import start_postgres

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
OLD = "2025-01-26 04:00:00.000000"
FIRST_PLACE = 1000
PHOTOS_OF_ONE, HAZARDS_AT_ONE = 2, 250
OPEN_ONES = 200
"""One hazard in so many is still open."""

BLANK = 0.1
WARM, LOOKS = 40, 400
BITS = (0, 1, 2, 3, 4, 6)


def measure(rows: int) -> dict[str, Any]:
    """Both databases with so many pictures each; times in ms."""
    with tempfile.TemporaryDirectory(prefix="ssp-bench-") as folder:
        seen = {"SQLite": _one(f"sqlite:///{Path(folder) / 'ssp.db'}", rows)}
    server = start_postgres(durable=True)
    try:
        with server.database() as url:
            seen["PostgreSQL"] = _one(url, rows)
    finally:
        server.stop()
    return {"rows": rows, "databases": seen}


def table(seen: Mapping[str, Any]) -> str:
    """The figures as they are printed."""
    head = f"{format(seen['rows'], ',') + ' pictures':<40}{'p50 ms':>8}{'p99 ms':>8}   p50 ÷ primary key"
    return "\n".join([head, *chain.from_iterable(_lines(*one) for one in seen["databases"].items())])


def _lines(database: str, facts: Mapping[str, Any]) -> Iterator[str]:
    for name, (median, worst) in facts["times"].items():
        ratio = median / facts["times"]["primary key"][0]
        yield f"{database + ', ' + name:<40}{median:>8.3f}{worst:>8.3f}{ratio:>8.1f}"
    changed = "/".join(map(str, BITS))
    for name, shares in facts["found"].items():
        found = " ".join(f"{share:.0%}" for share in shares)
        yield f"{database + ', ' + name + ' picture found again':<40} {found} with {changed} of 64 bits changed"


def _one(url: str, rows: int) -> dict[str, Any]:
    people.fill(url, 10)
    engine = open_writing(url)
    with _without_indexes(engine), engine.begin() as db:
        _fill(db, rows)
    settle(url)
    with engine.begin() as db:
        facts = {"times": _times(db, rows), "found": dict(_found(db, rows))}
    engine.dispose()
    return facts


@contextmanager
def _without_indexes(engine: Engine) -> Iterator[None]:
    """A million rows are in sooner when their indexes come afterwards."""
    for index in photos.TABLE.indexes:
        index.drop(engine)
    yield
    for index in photos.TABLE.indexes:
        index.create(engine)


def _fill(db: Connection, rows: int) -> None:
    if db.dialect.name == "postgresql":  # no foreign key is looked up meanwhile
        db.exec_driver_sql("SET LOCAL session_replication_role = replica")
    home = db.execute(select(Unit.id).where(Unit.takes_strangers)).scalar_one()
    count = rows // PHOTOS_OF_ONE
    _load(db, Place, _places(home, count // HAZARDS_AT_ONE + 1))
    _load(db, Hazard, _hazards(home, count))
    _load(db, Photo, _pictures(rows))


def _load(db: Connection, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    """The quickest way in: COPY, or many at once."""
    table = table_of(model)
    usual = {column.name: _usual(column.default) for column in table.columns if column.default}
    first = usual | next(rows)
    names, values = ", ".join(first), (tuple((usual | row).values()) for row in chain([first], rows))
    driver: Any = db.connection.driver_connection
    if db.dialect.name == "sqlite":
        marks = ", ".join("?" * len(first))
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", values)
        return
    with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _usual(default: Any) -> Any:
    """A column's default as the drivers take it; the only made ones are empty lists."""
    return "[]" if default.is_callable else getattr(default.arg, "value", default.arg)


def _places(home: int, count: int) -> Iterator[dict[str, Any]]:
    for n in range(count):
        yield {
            "id": FIRST_PLACE + n,
            "code": f"L{n}",
            "name": f"{n}号楼走廊",
            "unit_id": home,
            "home_id": home,
        }


def _hazards(home: int, count: int) -> Iterator[dict[str, Any]]:
    """Old closed ones with a few open between them; every other one's place is only told."""
    days = {"happened_on": OLD[:10], "recorded_at": OLD, "reported_at": OLD}
    told = {"unit_id": home, "description": "走廊堆着纸箱", "category": "FIRE_EXIT"} | days
    for n in range(1, count + 1):
        is_open, place = n % OPEN_ONES == 0, n // HAZARDS_AT_ONE
        status = {"status": "reported" if is_open else "closed", "closed_at": None if is_open else OLD}
        where = {"place_id": FIRST_PLACE + place if n % 2 else None, "place_text": f"{place}号楼走廊"}
        yield {"id": n, "number": 1000 + n} | told | status | where


def _pictures(count: int) -> Iterator[dict[str, Any]]:
    random = Random(7)
    same = {"state": "ready", "taken_at": OLD, "width": 1600, "height": 1200, "bytes": 300_000}
    for n in range(1, count + 1):
        bands = dict(zip(BANDS, _bands(random), strict=True))
        files = {"original_sha256": _digest(random), "sha256": _digest(random)}
        yield {"id": n, "hazard_id": 1 + (n - 1) // PHOTOS_OF_ONE} | same | files | bands


def _digest(random: Random) -> str:
    return f"{random.getrandbits(256):064x}"


def _bands(random: Random) -> Sequence[int]:
    """Neighbouring bits of a real picture agree more often than not; one in ten is nearly blank."""
    draw = random.getrandbits
    if random.random() < BLANK:
        whole = (draw(64) & draw(64) & draw(64) & draw(64)) ^ random.choice((0, (1 << 64) - 1))
    else:
        flips = (draw(8) & draw(8) for _ in range(7))
        whole = int.from_bytes(bytes(accumulate(chain([_row(draw(8) & draw(8))], flips), xor)), "little")
    return [whole >> shift & 0xFFFF for shift in (0, 16, 32, 48)]


def _row(flips: int) -> int:
    """Eight bits that change where ``flips`` says so."""
    return flips ^ flips << 1 & 0xFF ^ flips << 2 & 0xFF ^ flips << 3 & 0xFF


def _times(db: Db, rows: int) -> dict[str, tuple[float, float]]:
    """Median and 99th percentile of each question; they take turns, so that all meet the same weather."""
    random, taken = Random(8), {name: [] for name in QUESTIONS}  # type: dict[str, list[float]]
    for nth in range(WARM + LOOKS):
        photo = photos.find_photo(db, random.randint(1, rows))
        assert photo is not None
        row = hazards.find_hazard(db, photo["hazard_id"])
        for name, ask in QUESTIONS.items():
            began = perf_counter()
            ask(db, photo, row)
            if nth >= WARM:
                taken[name].append((perf_counter() - began) * 1000)
    return {name: (statistics.median(ms), statistics.quantiles(ms, n=100)[98]) for name, ms in taken.items()}


QUESTIONS: dict[str, Callable[[Db, Row, Row], object]] = {
    "primary key": lambda db, photo, _: photos.find_photo(db, photo["id"]),
    "near pictures": lambda db, photo, _: photos_sharing(
        db, [photo[name] for name in BANDS], photo["sha256"]
    ),
    "near photo, whole": lambda db, photo, _: find_by_photo(db, photo, NOW),
    "same file": lambda db, photo, _: same_file(db, photo["original_sha256"], photo=photo),
    "near words": lambda db, _, row: find_by_words(db, row, NOW),
}


def _found(db: Db, rows: int) -> Iterator[tuple[str, list[float]]]:
    """How many pictures are found again when some of their bits differ: of the whole ledger, and of its end."""
    for name, since in (("any", 1), ("new", rows - rows // 100)):
        yield name, [_share(db, range(since, rows), bits) for bits in BITS]


def _share(db: Db, ids: range, bits: int) -> float:
    random = Random(bits)
    tried = [_found_again(db, random, random.choice(ids), bits) for _ in range(LOOKS)]
    known = [found for found in tried if found is not None]
    return sum(known) / len(known)


def _found_again(db: Db, random: Random, photo_id: int, bits: int) -> bool | None:
    """None for a blank picture, which nobody looks for."""
    photo = photos.find_photo(db, photo_id)
    assert photo is not None
    bands = [photo[name] for name in BANDS]
    for bit in random.sample(range(64), bits):
        bands[bit // 16] ^= 1 << bit % 16
    if is_blank(bands):
        return None
    keys = [band if is_telling(band) else None for band in bands]
    return any(other["id"] == photo_id for other in photos_sharing(db, keys, ""))
