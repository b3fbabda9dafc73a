"""A province made of nothing but a seed: its tree and its roll. What its people do stands in ``living``."""

from dataclasses import dataclass, field
from random import Random

from sqlalchemy import insert, select, update

from models.base import Db, table_of
from models.people import Person
from models.units import TABLE as UNITS
from models.units import find_unit

PEOPLE = table_of(Person)


@dataclass(frozen=True)
class Size:
    """How much of everything; deeds and hazards are those of the whole year."""

    cities: int
    units: int
    people: int
    deeds: int
    hazards: int


WHOLE = Size(cities=17, units=300, people=6_000, deeds=760, hazards=1_520)
SMALL = Size(cities=4, units=24, people=480, deeds=180, hazards=280)
"""The smaller one is for the database that takes longer."""


@dataclass
class Province:
    """Who is where: hospitals with the people on their roll, city unions with their cadres."""

    id: int
    cities: dict[int, list[int]] = field(default_factory=dict)
    """Each city union with the hospitals below it."""
    direct: list[int] = field(default_factory=list)
    """Hospitals that answer to the province itself."""
    branches: list[int] = field(default_factory=list)
    people: dict[int, list[int]] = field(default_factory=dict)
    leads: dict[int, int] = field(default_factory=dict)
    officers: dict[int, int] = field(default_factory=dict)

    @property
    def hospitals(self) -> list[int]:
        return [*self.direct, *(unit for units in self.cities.values() for unit in units), *self.branches]

    @property
    def nodes(self) -> list[int]:
        """Everybody who hands in a sheet, from the bottom up."""
        return [*self.hospitals, *self.unions]

    @property
    def unions(self) -> list[int]:
        return [*self.cities, self.id]


# the tree and the roll


def found(db: Db, size: Size, rng: Random) -> Province:
    """The tree: a province, its cities, their hospitals, some that answer to nobody else, some branches."""
    top = int(db.execute(select(UNITS.c.id)).scalar_one())
    db.execute(update(UNITS).values(kind="province", name="某省医务工会", code="P"))
    made = Province(top)
    made.cities = {add_node(db, "city", top, f"C{n}", home=None): [] for n in range(size.cities)}
    cities, plain = list(made.cities), size.units - max(2, size.units // 25)
    for n in range(plain):
        above = top if n % 20 == 7 else cities[n % len(cities)]
        unit = add_node(db, "unit", above, f"U{n}", home=None)
        (made.direct if above == top else made.cities[above]).append(unit)
    made.branches = [
        add_node(db, "unit", rng.choice(cities), f"B{n}", home=None, is_legal=False)
        for n in range(size.units - plain)
    ]
    _fill(db, made, size, rng)
    return made


def add_node(db: Db, kind: str, parent: int, code: str, *, home: int | None, is_legal: bool = True) -> int:
    above = find_unit(db, parent)
    facts = {"kind": kind, "parent_id": parent, "code": code, "name": f"单位{code}", "is_legal": is_legal}
    city = above["id"] if above["kind"] == "city" else above["city_id"]
    unit = int(db.execute(insert(UNITS).values(**facts, city_id=city).returning(UNITS.c.id)).scalar_one())
    own = {"path": f"{above['path']}{unit}/", "home_id": home or unit}
    db.execute(update(UNITS).where(UNITS.c.id == unit).values(**own))
    return unit


def _fill(db: Db, made: Province, size: Size, rng: Random) -> None:
    """Cadres for the cities; for the hospitals a head, somebody of the union, an officer, and the rest as chance has it."""
    rows = [roll_line(city, city, n, role="union") for city in made.cities for n in range(4)]
    shares = [rng.choice((1, 1, 2, 3, 5)) for _ in made.hospitals]
    for unit, share in zip(made.hospitals, shares, strict=True):
        rows += _staff(db, unit, max(5, size.people * share // sum(shares)), rng)
    db.execute(insert(PEOPLE), rows)
    for row in db.execute(select(PEOPLE.c.id, PEOPLE.c.home_id, PEOPLE.c.leads, PEOPLE.c.role)):
        made.people.setdefault(row.home_id, []).append(row.id)
        if row.leads:
            made.leads[row.home_id] = row.id
        if row.role == "officer":
            made.officers[row.home_id] = row.id


def _staff(db: Db, unit: int, count: int, rng: Random) -> list[dict[str, object]]:
    """Every third hospital has a ward of its own to which half of its people belong."""
    ward = add_node(db, "department", unit, f"W{unit}", home=unit) if unit % 3 == 0 else unit
    rows = [roll_line(unit, unit, 0, leads=True), roll_line(unit, unit, 1, role="union")]
    rows.append(roll_line(unit, unit, 2, role="officer"))
    others = range(3, count)
    return rows + [roll_line(unit, rng.choice((unit, ward)), n, outside=rng.random() < 0.06) for n in others]


def roll_line(home: int, unit: int, n: int, **facts: object) -> dict[str, object]:
    plain = {"role": "staff", "leads": False, "outside": False, "active": True, "on_duty": False, "post": ""}
    return {**plain, "name": f"人{home}-{n}", "staff_no": f"{n}", "home_id": home, "unit_id": unit, **facts}
