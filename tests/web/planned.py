"""A city, a hospital with departments and people, and the shipped documents, for the tests of the pages of plans."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from actions.plan.book import PlanBook
from actions.plan.doing.deeds import Said, come, record
from tests.documents import READ_ONCE
from tests.web.makers import NOON, TODAY, Make
from web.desk import Desk

SEATS = {
    "department": ("surgery", "officer"),
    "hospital": ("home", "officer"),
    "union": ("home", "union"),
    "admin": ("home", "admin"),
    "above": ("city", "union"),
}


def with_plans(desk: Desk) -> Desk:
    """The same desk with the documents as they are shipped."""
    return replace(desk, plans=PlanBook(READ_ONCE["load_plans"]()))


@dataclass(frozen=True)
class House:
    """The units by name, who sits where, and the staff by name."""

    make: Make
    units: dict[str, dict[str, Any]]
    seats: dict[str, int]
    staff: dict[str, int]

    def did(self, kind: str, day: date, *names: str, **facts: Any) -> int:
        """A deed of the hospital, and who was there."""
        unit = facts.pop("unit", self.units["home"])
        said = Said(kind=kind, happened_on=day, **facts)

        def work(db: Any) -> int:
            deed_id = record(db, unit["id"], said, NOON, self.seats["union"], today=TODAY)
            for name in names:
                come(db, deed_id, self.staff[name], NOON, how="typed")
            return deed_id

        return self.make.writer.carry(work)


def build(make: Make) -> House:
    """Two hospitals below a city; the first has three departments."""
    city = make.unit("市医务工会", "city")
    home, second = make.unit("市一院", "unit", city), make.unit("市二院", "unit", city)
    units = {"city": city, "home": home, "second": second}
    for key, name in (("surgery", "外科"), ("lab", "检验科"), ("store", "药剂科")):
        units[key] = make.unit(name, "department", home)
    seats = {
        name: make.person(who, units[unit], role)
        for (name, (unit, role)), who in zip(
            SEATS.items(), ("李红", "周兰", "陈静", "吴刚", "郑会"), strict=True
        )
    }
    make.person("孙梅", second, "union", phone="0533-3330001")
    named = {"张敏": "surgery", "王强": "surgery", "孙丽": "lab", "钱芳": "store"}
    staff = {
        name: make.person(name, units[unit], staff_no=f"0{at}")
        for at, (name, unit) in enumerate(named.items())
    }
    return House(make, units, seats, staff)
