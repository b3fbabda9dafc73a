"""The people of the roll as a searchable field: who is offered, and whom typed words mean."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from models import people
from models.base import Db, Row
from models.people import Person
from models.routing import Routing
from models.units import Unit
from rules.posts import TITLES
from rules.refusal import Refused

OFFERED = 60
"""A longer list is slow on a phone; whoever is not on it is found by name all the same."""

LONGEST = 40
NAMED = 4


def offered_people(db: Db, home_id: int) -> list[str]:
    """``王强 后勤科``: who put something right before, then officers and heads. Others are typed.

    The whole roll would be heavy, and would put the names of reporters into every page.
    """
    busy = select(Routing.owner_id, func.max(Routing.used_at).label("used")).where(Routing.home_id == home_id)
    known = busy.group_by(Routing.owner_id).subquery()
    leads = or_(*(Person.post.endswith(title) for title in TITLES))
    query = (
        select(Person.name, Unit.name)
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(known, known.c.owner_id == Person.id)
        .where(Person.home_id == home_id, Person.active)
        .where(or_(known.c.used.is_not(None), Person.role == "officer", Person.id == Unit.head_id, leads))
        .order_by(known.c.used.is_(None), known.c.used.desc(), Person.id)
    )
    return list(dict.fromkeys(f"{name} {unit}" for name, unit in db.execute(query.limit(OFFERED))))


def person_words(person: Row) -> str:
    """Somebody as the field writes them."""
    return f"{person['name']} {person['unit_name']}"


def person_meant(db: Db, home_id: int, said: str) -> Row:
    """Whom a typed name means; the department or staff number after it tells namesakes apart."""
    name, _, more = " ".join(said.split())[:LONGEST].partition(" ")
    if not name:
        raise Refused("派给谁？写个名字再点。")
    found = people.people_named(db, name, home_id=home_id)
    if not found:
        raise Refused(f"花名册里没有“{name}”，看看字写对没有。")
    meant = [person for person in found if more in ("", person["unit_name"], person["staff_no"])]
    return meant[0] if len(meant) == 1 else _ask(name, more, found)


def _ask(name: str, more: str, found: Sequence[Row]) -> Row:
    if len(found) == 1:
        raise Refused(f"花名册里的{name}在{found[0]['unit_name']}，就这一位，“{more}”对不上。只写名字就行。")
    where = "、".join(_known_by(person, found) for person in found[:NAMED])
    raise Refused(f"{name}有{len(found)}位：{where}。名字后面空一格，写上科室或工号。")


def _known_by(person: Row, found: Sequence[Row]) -> str:
    """The department, with the staff number where two of a name work side by side."""
    same = [other for other in found if other["unit_name"] == person["unit_name"]]
    return (
        f"{person['unit_name']} {person['staff_no'] or ''}".strip() if len(same) > 1 else person["unit_name"]
    )
