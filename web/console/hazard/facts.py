"""Finding one hazard and the name behind it, within what the asker may see."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from models import history
from models.base import Db, Row
from models.conversations import Conversation
from models.hazards import Hazard
from models.people import Person
from models.photos import Photo
from models.units import Unit
from rules.hazard import OPEN, Part, Status
from web.console.chips import View
from web.console.doorkeeper import guest_scope
from web.console.ledger.rows import HOSPITAL, WHOLE_ROW

NEIGHBOURS = 3


def with_number(db: Db, view: View, number: int, unit_code: str) -> Sequence[Row]:
    """The hazards of this number the viewer may see: one, unless the viewer sees several hospitals."""
    query = WHOLE_ROW.where(view.visible, Hazard.number == number)
    if unit_code:
        query = query.where(HOSPITAL.code == unit_code)
    return db.execute(query.order_by(HOSPITAL.name)).mappings().all()


def draft_with(db: Db, view: View, hazard_id: int) -> Row | None:
    """A draft that may be shown by now; a hazard with a number is found by its number."""
    query = WHOLE_ROW.where(view.visible, Hazard.id == hazard_id, Hazard.number.is_(None))
    return db.execute(query).mappings().one_or_none()


def one(db: Db, view: View, hazard_id: int) -> Row | None:
    """One hazard as pages show it, if this viewer may see it."""
    return db.execute(WHOLE_ROW.where(view.visible, Hazard.id == hazard_id)).mappings().one_or_none()


def hold(db: Db, view: View, hazard_id: int) -> Row | None:
    """The bare row, locked until the commit, if this viewer may still see it."""
    query = select(Hazard.__table__).where(view.visible, Hazard.id == hazard_id)
    return db.execute(query.with_for_update()).mappings().one_or_none()


def neighbours(db: Db, view: View, row: Row) -> Sequence[int | None]:
    """Numbers of other open hazards at the same registered place."""
    if row["place_id"] is None:
        return ()
    open_here = Hazard.status.in_(sorted(OPEN - {Status.DRAFT})) & (Hazard.place_id == row["place_id"])
    query = select(Hazard.number).where(view.rows, open_here, Hazard.id != row["id"])
    return db.execute(query.order_by(Hazard.id.desc()).limit(NEIGHBOURS)).scalars().all()


def ask_name(db: Db, hazard: ColumnElement[bool], person_id: int, now: Any) -> str | None:
    """The reporter's name, and a line in the history that it was asked for; None where there is none."""
    row = db.execute(_reporter().where(hazard)).mappings().one_or_none()
    if row is None:
        return None
    history.add_line(db, row["id"], "look", now, part=Part.OFFICER, person_id=person_id)
    return _name_words(row)


def _reporter() -> Select[int, str, str, str]:
    return (
        select(Hazard.id, Person.name, Unit.name.label("department"), Conversation.self_name)
        .outerjoin(Conversation, Conversation.id == Hazard.reporter_id)
        .outerjoin(Person, Person.id == Hazard.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Hazard.anonymous.is_(False))
    )


def _name_words(row: Row) -> str:
    if row["name"]:
        return f"{row['department']} {row['name']}"
    return f"自称{row['self_name']}，还没绑定" if row["self_name"] else "还没绑定的微信号，不知道名字"


def photo_in(db: Db, view: View, photo_id: int) -> Row | None:
    """A picture that may be shown to this viewer now, or a voice they may hear."""
    query = select(Photo.__table__).join(Hazard, Hazard.id == Photo.hazard_id)
    may_hear = or_(Photo.medium != "voice", view.voices)
    may_see = or_(Photo.medium == "voice", guest_scope().pictures)
    shown = query.where(Photo.id == photo_id, Photo.state == "ready", view.visible, may_hear, may_see)
    return db.execute(shown).mappings().one_or_none()
