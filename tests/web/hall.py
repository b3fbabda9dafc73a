"""A hospital of this year with its plans, and what its people did. Nothing is asserted here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from actions.plan.book import PlanBook
from actions.plan.doing import deeds
from actions.plan.doing.deeds import Said
from bot.shelf import Folder
from models import prepared
from models.plan.deeds import find_deed
from tests.documents import READ_ONCE
from tests.web.contest import Overheard
from tests.web.makers import Make, make_pages
from web.desk import Desk

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 4, 9, 0, tzinfo=ZONE).astimezone(UTC)
DAY = date(2026, 3, 4)


@dataclass
class Clock:
    """Stands still until it is told."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **units: float) -> None:
        self.now += timedelta(**units)


@dataclass
class House:
    """The pages of a hospital, its people by name, and the browsers of those who sit before them."""

    make: Make
    desk: Desk
    clock: Clock
    app: Flask
    units: dict[str, dict[str, Any]]
    people: dict[str, int]

    def sits(self, name: str) -> FlaskClient:
        browser = self.app.test_client()
        token = f"token-{next(self.make.ids)}"
        browser.post(self.make.link(self.people[name], token, self.clock() + timedelta(minutes=10)))
        return browser

    def deed(self, unit: str = "市一院", **facts: Any) -> int:
        """Something that was done, as the union would tell it."""
        usual: dict[str, Any] = {"kind": "training", "happened_on": DAY, "title": "灭火器怎么用"}
        said = Said(**(usual | facts))
        unit_id, by = self.units[unit]["id"], self.people["陈静"]
        return self.carry(lambda db: deeds.record(db, unit_id, said, self.clock(), by, today=DAY))

    def carry(self, work: Any) -> Any:
        return self.desk.writer.carry(work)

    def statements(self, look: Callable[[], Any]) -> int:
        """How many questions the database was asked meanwhile."""
        asked: list[str] = []

        def hear(_: Any, __: Any, statement: str, *___: Any) -> None:
            asked.append(statement)

        event.listen(self.desk.reading, "before_cursor_execute", hear)
        plain = prepared._driver
        prepared._driver = lambda db: Overheard(plain(db), asked)
        try:
            look()
        finally:
            prepared._driver = plain
            event.remove(self.desk.reading, "before_cursor_execute", hear)
        return len(asked)

    def row(self, deed_id: int) -> Any:
        return self.carry(lambda db: find_deed(db, deed_id))


PEOPLE = (
    ("陈静", "市一院", "union", {}),
    ("周兰", "市一院", "officer", {}),
    ("李红", "外科", "officer", {}),
    ("张敏", "外科", "staff", {"staff_no": "020153"}),
    ("王强", "外科", "staff", {"staff_no": "020154", "leads": True}),
    ("赵刚", "门诊", "staff", {"staff_no": "020155"}),
    ("门诊安全员", "门诊", "officer", {}),
    ("孙玉梅", "市医务工会", "union", {}),
    ("省里", "省总", "union", {}),
    ("二院主席", "市二院", "union", {}),
    ("二院院长", "市二院", "staff", {"staff_no": "900001", "leads": True}),
)


def build(desk: Desk, make: Make, folder: Any, **more: Any) -> House:
    """A province, a city, two hospitals, two departments."""
    province = make.unit("省总", "province")
    city = make.unit("市医务工会", "city", province)
    home, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    units = {unit["name"]: unit for unit in (province, city, home, second)}
    units |= {name: make.unit(name, "department", home) for name in ("外科", "门诊")}
    people = {name: make.person(name, units[unit], role, **facts) for name, unit, role, facts in PEOPLE}
    people["李伟"] = make.person("李伟", units["外科"], staff_no="1")
    people["李伟二"] = make.person("李伟", units["门诊"], staff_no="2")
    clock = Clock()
    here = replace(
        desk,
        clock=clock,
        plans=PlanBook(READ_ONCE["load_plans"]()),
        shelf=Folder(folder),
        proofs=Folder(folder / "evidence"),
        **more,
    )
    return House(make, here, clock, make_pages(here), units, people)
