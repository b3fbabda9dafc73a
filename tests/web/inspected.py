"""A city union with three hospitals, its cadres, and a hospital with a ledger, for the tests of 督导."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import update

from actions.plan.book import PlanBook
from actions.plan.doing import deeds
from models.plan.proofs import add_evidence
from models.units import Unit
from tests.documents import READ_ONCE
from tests.web.makers import DAY, HOUR, NOON, TODAY, Make
from web.desk import Desk


def with_plan(desk: Desk, **facts: Any) -> Desk:
    """The same desk with the documents as they are shipped."""
    return replace(desk, plans=PlanBook(READ_ONCE["load_plans"]()), **facts)


@dataclass(frozen=True)
class City:
    """Who there is: units as rows, people as ids."""

    province: dict[str, Any]
    city: dict[str, Any]
    first: dict[str, Any]
    second: dict[str, Any]
    third: dict[str, Any]
    surgery: dict[str, Any]
    boss: int
    cadre: int
    union: int
    officer: int
    nurse: int
    owner: int


def build(make: Make) -> City:
    """三家医院, the second a key unit."""
    province = make.unit("省医务工会", "province")
    city = make.unit("市医务工会", "city", province)
    first, second, third = (make.unit(name, "unit", city) for name in ("市一院", "市二院", "市三院"))
    make.writer.carry(
        lambda db: db.execute(update(Unit).where(Unit.id == second["id"]).values(is_key=True)).rowcount
    )
    surgery = make.unit("外科", "department", first)
    return City(
        province, city, first, second, third, surgery,
        boss=make.person("郑会", city, "union"),
        cadre=make.person("冯远", city, "union"),
        union=make.person("陈静", first, "union"),
        officer=make.person("周兰", first, "officer"),
        nurse=make.person("张敏", surgery),
        owner=make.person("王强", surgery),
    )  # fmt: skip


def closed_hazards(make: Make, city: City, count: int, first_number: int = 101) -> list[int]:
    """Hazards with the whole story: found, put right, verified; a picture before and one after."""
    return [_closed(make, city, number) for number in range(first_number, first_number + count)]


def _closed(make: Make, city: City, number: int) -> int:
    facts = {"department_id": city.surgery["id"], "person_id": city.nurse, "owner_id": city.owner}
    facts |= {"status": "closed", "assigned_at": NOON - 2 * HOUR, "closed_at": NOON, "due_on": TODAY}
    facts |= {"measure": "王强把纸箱搬走", "funds": "无需资金", "contingency": "挂警示牌"}
    hazard = make.hazard(city.first, number, f"第{number}处纸箱，张敏看到的", **facts)
    make.photo(hazard)
    make.photo(hazard, stage="after")
    make.line(hazard, "report", "reporter", city.nurse, text="堵了", status="reported")
    make.line(hazard, "assign", "officer", city.officer, text="派给王强", status="assigned")
    make.line(hazard, "fix", "owner", city.owner, text="搬了，有事打13905331234", status="fixed")
    make.line(hazard, "close", "officer", city.officer, status="closed", facts={"closed_at": "x"})
    return hazard


def deed(make: Make, unit_id: int, kind: str, title: str, day: date = TODAY - DAY, **facts: Any) -> int:
    """Something a unit has done."""
    said = deeds.Said(kind, day, title=title, **facts)
    return make.writer.carry(lambda db: deeds.record(db, unit_id, said, NOON, None, today=TODAY))


def proof(make: Make, deed_id: int, what: str = "photo", **facts: Any) -> int:
    """A proof that lies there."""
    usual = {"deed_id": deed_id, "what": what, "state": "ready", "added_at": NOON, "bytes": 9}
    return make.writer.carry(lambda db: add_evidence(db, **(usual | facts)))
