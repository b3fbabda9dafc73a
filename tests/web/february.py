"""February 2016 of 市一院: a roll, hazards and trainings, a city above it, and a clock that is told the day."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask

from actions.plan.book import PlanBook
from actions.plan.doing import deeds
from actions.plan.doing.deeds import Said
from actions.plan.figures import counting
from actions.plan.figures import sheets as filling
from actions.plan.figures.frames import asked_on
from models.hazards import find_hazard
from models.plan import sheets
from models.plan.sheets import Sheet
from models.units import find_unit
from tests.documents import READ_ONCE
from tests.web.makers import Make
from web.desk import Desk

ZONE = ZoneInfo("Asia/Shanghai")
FORM = "chabaocu:monthly-table"
FORMAL, NEXT = date(2016, 2, 29), date(2016, 3, 30)


def at(day: int, hour: int = 15, minute: int = 40, month: int = 2) -> datetime:
    """An instant of 2016, told in the time of the wall."""
    return datetime(2016, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@dataclass
class Wall:
    """The clock of the house."""

    now: datetime = field(default_factory=lambda: at(26))

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Land:
    """Everything there is, and what people do in it."""

    make: Make
    desk: Desk
    wall: Wall
    city: dict[str, Any]
    home: dict[str, Any]
    second: dict[str, Any]
    surgery: dict[str, Any]
    people: list[int]

    def carry(self, work: Any) -> Any:
        return self.make.writer.carry(work)

    def hazard(
        self, number: int, day: date, words: str = "楼梯口堆纸箱", *, unit: Any = None, **facts: Any
    ) -> int:
        """A hazard that is counted as the product counts it."""
        usual = {"status": "assigned", "assigned_at": at(day.day, 9, 0, day.month), "happened_on": day}
        if facts.get("status") == "closed":
            facts.setdefault("closed_at", at(day.day, 18, 0, day.month))
        if facts.get("status") == "reported":
            usual["assigned_at"] = None  # type: ignore[assignment]
        owner = {"owner_id": self.people[0], "due_on": date(2016, 4, 1)} if "status" not in facts else {}
        if facts.get("status") == "fixed":
            owner = {"owner_id": self.people[0], "due_on": date(2016, 4, 1)}
        where = unit or self.home
        row = self.make.hazard(
            where, number, words, at=at(day.day, 8, 0, day.month), **(usual | owner | {"tallied": 0} | facts)
        )
        self.carry(lambda db: counting.hazard_changed(db, find_hazard(db, row)))
        return row

    def training(self, day: date, *, came: int = 0, unit: Any = None, **facts: Any) -> int:
        """A training of the union with some of its people; recorded now."""
        now, said = self.wall(), Said(kind="training", happened_on=day, **facts)

        def work(db: Any) -> int:
            deed = deeds.record(db, (unit or self.home)["id"], said, now, None, today=self.desk.today())
            for person in self.people[:came]:
                deeds.come(db, deed, person, now, how="list")
            return deed

        return int(self.carry(work))

    def fold(self) -> None:
        self.carry(lambda db: counting.fold(db, ZONE))

    def asked(self, formal: date = FORMAL) -> Any:
        book = self.desk.plans
        return self.carry(lambda db: asked_on(*book.form(db, FORM), formal))

    def draft(self, formal: date = FORMAL, unit: Any = None) -> int:
        asked, unit_id = self.asked(formal), (unit or self.home)["id"]
        return int(self.carry(lambda db: filling.draft(db, asked, find_unit(db, unit_id), self.wall())))

    def send(self, formal: date = FORMAL, unit: Any = None, how: str = sheets.SYSTEM) -> int:
        sheet_id, asked = self.draft(formal, unit), self.asked(formal)
        unit_id = (unit or self.home)["id"]
        facts = {"now": self.wall(), "by_id": None, "today": self.desk.today(), "zone": ZONE, "how": how}
        self.carry(lambda db: filling.send(db, sheet_id, asked, find_unit(db, unit_id), **facts))
        return sheet_id

    def row(self, sheet_id: int) -> Any:
        return self.carry(lambda db: sheets.find_sheet(db, sheet_id))


def settle(make: Make, desk: Desk, wall: Wall) -> Land:
    """The units and their people."""
    city = make.unit("市医务工会", "city")
    home, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    surgery = make.unit("外科", "department", home)
    people = [make.person(f"职工{n}", surgery) for n in range(1, 21)]
    return Land(make, desk, wall, city, home, second, surgery, people)


@dataclass
class Seated:
    """Somebody at a desk, who comes in anew on another day."""

    app: Flask
    make: Make
    wall: Wall
    person: int
    _since: datetime | None = None
    _client: Any = None

    def __getattr__(self, verb: str) -> Any:
        """``get`` and ``post`` of a browser in which this person is inside."""
        if self._since != self.wall.now:
            self._since, self._client = self.wall.now, self.app.test_client()
            until = self.wall.now + timedelta(minutes=10)
            self._client.post(self.make.link(self.person, f"token-{next(self.make.ids)}", until))
        return getattr(self._client, verb)


def desk_at(desk: Desk, wall: Wall) -> Desk:
    """The desk with the official documents and a clock one can set."""
    return replace(desk, clock=wall, plans=PlanBook(READ_ONCE["load_plans"]()))


def add_sheet(make: Make, unit: dict[str, Any]) -> int:
    """A draft for February, for those who only need one to be there."""
    return make._add(Sheet, form=FORM, unit_id=unit["id"], formal=FORMAL, number=1, opened_at=at(24))
