"""A year played again: one hospital, its city and its province, a clock that is moved, and everything that was said."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from models.conversations import TABLE as TALKS
from models.outbox import TABLE as OUTBOX
from models.people import Person
from models.units import TABLE as UNITS
from models.units import Unit
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.hospital import Hospital, Phone

SHANGHAI = ZoneInfo("Asia/Shanghai")
PEOPLE = ("陈静", "李红", "张敏", "赵琳", "吴护士", "周敏", "郑涛")
"""Of 市一院 the cadre, the head and a nurse; of 市二院 the cadre and a nurse; the cadres of the city and of the province."""
HOURS = (time(3, 30), time(7, 30), time(8, 30), time(12, 30), time(16, 30), time(20, 30), time(23, 30))
"""Every four hours, by night as well, and the two at which the documents speak."""
ONCE, TWICE = (time(8, 30),), (time(8, 30), time(23, 30))
"""For a whole year, where nobody is away; and by day and by night."""


def at(said: str) -> datetime:
    """``2016-02-24 08:30`` in Shanghai."""
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def moments(since: date, until: date, hours: Sequence[time]) -> Iterator[datetime]:
    """Every beat of these days."""
    for n in range((until - since).days + 1):
        yield from (datetime.combine(since + timedelta(days=n), hour, SHANGHAI) for hour in hours)


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def opened(url: str, folder: Path, begins: datetime) -> Iterator[Product]:
    """The whole product on a database, nothing running by itself, at the beginning of a story."""
    settings = load(
        database={"url": url},
        data_dir=folder,
        wechat={"token": "shhh", "templates": {"notice": "TPL"}},
        web={"secret_key": "a secret of the tests", "public_url": "http://127.0.0.1:1"},
    )
    product = build(settings, open_stores(settings), Clock(begins))
    yield product
    product.stop()


@dataclass(frozen=True)
class Heard:
    """One reminder that left the house: to whom, of which duty and day, which rung, and when."""

    person: str
    unit: int
    duty: str
    formal: date
    step: str
    at: datetime

    @property
    def day(self) -> date:
        return self.at.date()


class Replay:
    """市一院 under 某市 under 某省, with a telephone for somebody of each union; time passes beat by beat."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.product: Product = hospital.product
        self.unit = hospital.ids["市一院"]
        hospital.carry(self._above)
        self.phones: dict[str, Phone] = {name: hospital.phone(name) for name in PEOPLE}
        hospital.carry(self._talking)

    def _talking(self, db: Any) -> None:
        """陈静 has just spoken, all year long: she reads the text, everybody else the template."""
        mine = TALKS.c.person_id == self.hospital.ids["陈静"]
        db.execute(update(TALKS).where(mine).values(window_until=at("2030-01-01 00:00"), pushes_left=9_999))

    def _above(self, db: Any) -> None:
        """The unions above; the hospital hangs below the city from now on."""
        add = self.hospital.add
        top = add(db, Unit, code="P", name="某省医务工会", kind="province")
        city = add(db, Unit, code="C", name="某市医务工会", kind="city", parent_id=top)
        self.hospital.ids |= {"某省": top, "某市": city}
        paths = {top: f"/{top}/", city: f"/{top}/{city}/", self.unit: f"/{top}/{city}/{self.unit}/"}
        for unit, path in paths.items():
            own = {"path": path, "home_id": unit}
            db.execute(update(UNITS).where(UNITS.c.id == unit).values(**own))
        facts: dict[str, Any] = {"parent_id": city, "city_id": city, "head_id": self.hospital.ids["李红"]}
        db.execute(update(UNITS).where(UNITS.c.id == self.unit).values(**facts))
        for name in ("内科二病区", "后勤科"):
            ward = self.hospital.ids[name]
            db.execute(update(UNITS).where(UNITS.c.id == ward).values(path=f"{paths[self.unit]}{ward}/"))
        self._second(db, city, paths[city])
        for name, home in (("周敏", city), ("郑涛", top), ("赵琳", self.second)):
            facts = {"unit_id": home, "home_id": home, "role": "union", "staff_no": "1"}
            self.hospital.ids[name] = add(db, Person, name=name, **facts)

    def _second(self, db: Any, city: int, path: str) -> None:
        """市二院 with one ward and a nurse in it."""
        add, ids = self.hospital.add, self.hospital.ids
        self.second = ids["市二院"] = add(
            db, Unit, code="S", name="市二院", kind="unit", parent_id=city, city_id=city
        )
        ward = ids["二院内科"] = add(
            db,
            Unit,
            code="SW",
            name="二院内科",
            kind="department",
            parent_id=self.second,
            home_id=self.second,
        )
        for unit, own in ((self.second, f"{path}{self.second}/"), (ward, f"{path}{self.second}/{ward}/")):
            db.execute(update(UNITS).where(UNITS.c.id == unit).values(path=own, home_id=self.second))
        ids["吴护士"] = add(db, Person, name="吴护士", unit_id=ward, home_id=self.second, staff_no="2")

    def plays(
        self,
        since: date,
        until: date,
        *,
        hours: Sequence[time] = HOURS,
        dark: tuple[datetime, datetime] | None = None,
        deeds: Mapping[datetime, Callable[[], None]] | None = None,
        beat: Callable[[datetime], None] | None = None,
    ) -> None:
        """Beat after beat, but for the hours in which nobody was there; ``deeds`` are done just before their beat."""
        todo = sorted((deeds or {}).items())
        for now in moments(since, until, hours):
            while todo and todo[0][0] <= now:
                self.set(todo[0][0])
                todo.pop(0)[1]()
            if dark is None or not dark[0] <= now < dark[1]:
                self.beat(now, beat)

    def set(self, now: datetime) -> None:
        self.product.clock.now = now  # type: ignore[misc]

    def beat(self, now: datetime, how: Callable[[datetime], None] | None = None) -> None:
        """The scheduler looks at the clock, then the courier."""
        self.set(now)
        (how or self.product.metronome.tick)(now)
        self.product.courier.until_empty()

    def errands(self) -> list[Mapping[Any, Any]]:
        """Every reminder there is, said or not."""
        query = OUTBOX.select().where(OUTBOX.c.kind == "remind").order_by(OUTBOX.c.id)
        rows = self.hospital.carry(lambda db: db.execute(query).mappings().all())
        return [dict(row) for row in rows]

    def heard(self) -> list[Heard]:
        """What was said, in the order it was."""
        said = [self._heard(row) for row in self.errands() if row["state"] == "done"]
        return sorted(said, key=lambda one: one.at)

    def _heard(self, row: Mapping[Any, Any]) -> Heard:
        names = {number: name for name, number in self.hospital.ids.items() if name in self.phones}
        told = row["payload"]
        return Heard(
            names[row["person_id"]],
            row["unit_id"],
            told["duty"],
            date.fromisoformat(told["formal"]),
            told["step"],
            row["done_at"].astimezone(SHANGHAI),
        )

    def messages(self) -> list[tuple[str, date, time]]:
        """What rang: one a message, however many reminders stood in it."""
        rang = {(one.person, one.at) for one in self.heard()}
        return sorted((person, moment.date(), moment.time()) for person, moment in rang)


def formal_days(heard: Sequence[Heard], unit: int, *, duties: Sequence[str] = ()) -> dict[str, list[date]]:
    """The formal days somebody was reminded of in a unit's name, by duty."""
    found: dict[str, set[date]] = {}
    for one in heard:
        if one.unit == unit and (not duties or one.duty in duties):
            found.setdefault(one.duty, set()).add(one.formal)
    return {duty: sorted(days) for duty, days in found.items()}


def twice(keys: Sequence[object]) -> list[object]:
    """What stands there more than once."""
    return [key for key, times in Counter(keys).items() if times > 1]
