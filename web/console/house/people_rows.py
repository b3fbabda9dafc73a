"""The questions of the page of people: who stands on the roll, what they are, and whether the chat knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from models.base import Db, Row, table_of
from models.conversations import Conversation
from models.people import Person
from models.units import Unit

PAGE = 40
CHIPS = {
    "all": "全部",
    "staff": "职工",
    "officer": "安全员",
    "union": "工会",
    "admin": "管理员",
    "duty": "值班",
    "unbound": "没绑微信",
    "outside": "外协",
    "gone": "已离开",
}
LED = aliased(Unit)
BOUND = exists().where(Conversation.person_id == Person.id)
LEADS = exists().where(LED.head_id == Person.id).correlate(Person)

_SHOWN = (
    "id",
    "name",
    "staff_no",
    "phone",
    "unit_id",
    "home_id",
    "post",
    "role",
    "active",
    "outside",
    "on_duty",
)
_ROWS: Select[Any] = select(
    *(table_of(Person).c[name] for name in _SHOWN),
    Person.password.is_not(None).label("has_password"),
    Unit.name.label("unit_name"),
    Unit.kind.label("unit_kind"),
    BOUND.label("bound"),
    LEADS.label("leads"),
).join(Unit, Unit.id == Person.unit_id)

_RANK = case({"admin": 0, "union": 1, "officer": 2}, value=Person.role, else_=3)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    words: str = ""
    show: str = "all"
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of people, and how many there are."""

    people: Sequence[Row]
    total: int
    has_more: bool


def find_people(db: Db, home_id: int, wanted: Wanted) -> Found:
    """A page of the roll: who has a part to play first, then by department and name."""
    asked = [Person.home_id == home_id, _chip(wanted.show), *map(_says, wanted.words.split())]
    query = _ROWS.where(*asked).order_by(_RANK, Unit.path, Person.name, Person.id)
    rows = db.execute(query.limit(PAGE + 1).offset(PAGE * (wanted.page - 1))).mappings().all()
    count = select(func.count()).select_from(Person).join(Unit, Unit.id == Person.unit_id).where(*asked)
    return Found(rows[:PAGE], int(db.execute(count).scalar_one()), len(rows) > PAGE)


def count_chips(db: Db, home_id: int) -> Mapping[str, int]:
    """How many people stand behind each chip; one statement."""

    def number(show: str) -> ColumnElement[Any]:
        return func.coalesce(func.sum(case((_chip(show), 1), else_=0)), 0).label(show)

    query = select(*map(number, CHIPS)).select_from(Person).where(Person.home_id == home_id)
    return {show: int(n) for show, n in db.execute(query).mappings().one().items()}


def one_person(db: Db, home_id: int, person_id: int) -> Row | None:
    query = _ROWS.where(Person.id == person_id, Person.home_id == home_id)
    return db.execute(query).mappings().one_or_none()


def units_of(db: Db, home_id: int) -> Sequence[Row]:
    """The hospital and its departments and teams, as the tree goes, with who leads each."""
    head = aliased(Person)
    query = select(Unit.id, Unit.name, Unit.kind, Unit.path, Unit.head_id, head.name.label("head_name"))
    query = query.outerjoin(head, head.id == Unit.head_id).where(Unit.home_id == home_id)
    return db.execute(query.order_by(Unit.path)).mappings().all()


def _chip(show: str) -> ColumnElement[bool]:
    conditions: dict[str, ColumnElement[bool]] = {
        "duty": Person.on_duty.is_(True),
        "unbound": ~BOUND,
        "outside": Person.outside.is_(True),
        "all": Person.id.is_not(None),
    }
    if show == "gone":
        return Person.active.is_(False)
    return Person.active.is_(True) & conditions.get(show, Person.role == show)


def _says(word: str) -> ColumnElement[bool]:
    """Name, staff number, telephone, post or department."""
    texts = (Person.name, Person.staff_no, Person.phone, Person.post, Unit.name)
    return or_(*(func.coalesce(text, "").icontains(word, autoescape=True) for text in texts))
