"""Who is meant by what was typed into a field of a plan: a name or a staff number of one's own roll."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import or_, select

from models.base import Db, Row, table_of
from models.people import Person
from models.units import TABLE as UNITS
from rules.refusal import Refused
from rules.words.plain_text import clean

PEOPLE = table_of(Person)
MOST, TOLD = 6, 5
LONGEST = 30


def person_meant(db: Db, home_id: int, typed: str) -> Row | None:
    """The one person of this name or number; None where nothing was typed. Refused where it is nobody or several."""
    words = " ".join(clean(typed).split())[:LONGEST]
    if not words:
        return None
    exact = _looked_up(db, home_id, words, whole=True)
    hits = exact or _looked_up(db, home_id, words, whole=False)
    if not hits:
        raise Refused(f"花名册上没找到“{words}”。写全名，或者写工号。")
    if len(hits) > 1:
        raise Refused(
            f"“{words}”有{'好几' if len(hits) > TOLD else len(hits)}个人：{_told(hits)}。写工号就不会错。"
        )
    return hits[0]


def _looked_up(db: Db, home_id: int, words: str, *, whole: bool) -> Sequence[Row]:
    columns = (PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.staff_no, UNITS.c.name.label("unit_name"))
    query = select(*columns).join(UNITS, UNITS.c.id == PEOPLE.c.unit_id)
    same = or_(PEOPLE.c.name == words, PEOPLE.c.staff_no == words)
    alike = PEOPLE.c.name.contains(words, autoescape=True)
    mine = (PEOPLE.c.home_id == home_id, PEOPLE.c.active, same if whole else alike)
    return [dict(row) for row in db.execute(query.where(*mine).order_by(PEOPLE.c.id).limit(MOST)).mappings()]


def _told(hits: Iterable[Row]) -> str:
    listed = [
        f"{hit['unit_name']}{hit['name']}{'（' + hit['staff_no'] + '）' if hit['staff_no'] else ''}"
        for hit in hits
    ]
    return "、".join(listed[:TOLD])


def names_of(db: Db, people: Iterable[int | None]) -> Mapping[int, str]:
    """Names by id; who left is said so."""
    ids = {one for one in people if one is not None}
    if not ids:
        return {}
    query = select(PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.active).where(PEOPLE.c.id.in_(ids))
    return {row.id: row.name if row.active else f"{row.name}（已离开）" for row in db.execute(query)}


def likely(db: Db, home_id: int) -> list[str]:
    """Names worth offering: the union's people, the officers of the house, and those in charge."""
    named = or_(PEOPLE.c.role.in_(("union", "officer")), PEOPLE.c.leads)
    query = select(PEOPLE.c.name).where(PEOPLE.c.home_id == home_id, PEOPLE.c.active, named)
    return list(
        dict.fromkeys(db.execute(query.order_by(PEOPLE.c.role.desc(), PEOPLE.c.id).limit(40)).scalars())
    )


def union_of(db: Db, homes: Sequence[int]) -> Sequence[Row]:
    """The union's people of these units, with their telephones."""
    columns = (PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.phone, PEOPLE.c.home_id)
    mine = (PEOPLE.c.home_id.in_(homes), PEOPLE.c.role == "union", PEOPLE.c.active)
    return [dict(row) for row in db.execute(select(*columns).where(*mine).order_by(PEOPLE.c.id)).mappings()]
