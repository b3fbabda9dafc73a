"""认人: somebody said a name, and an officer knows who that is; with one tap the account is theirs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, or_, select

from actions import binding
from models import conversations, outbox, people, units
from models.base import Db, Row, table_of
from models.conversations import CHANNEL, Conversation
from models.people import Person


def ask_to_be_known(db: Db, account_id: int, name: str, unit_id: int, now: datetime) -> None:
    """A name somebody gave; the officers of ``unit_id`` find it in their list."""
    conversations.change_conversation(
        db, account_id, self_name=name[:30], self_unit_id=unit_id, self_said_at=now
    )


def waiting_to_be_known(db: Db, home_id: int, department_ids: Sequence[int] | None) -> Sequence[Row]:
    """Accounts that said a name and are nobody yet; ``department_ids`` None means the whole hospital."""
    asked = Conversation.self_said_at.is_not(None) & Conversation.person_id.is_(None)
    query = select(conversations.TABLE).join(units.Unit, units.Unit.id == Conversation.self_unit_id)
    query = query.where(asked, units.Unit.home_id == home_id)
    if department_ids is not None:
        query = query.where(Conversation.self_unit_id.in_(department_ids))
    return db.execute(query.order_by(Conversation.self_said_at)).mappings().all()


def like_named(db: Db, self_name: str, home_id: int) -> Sequence[Row]:
    """People of the roll whose name stands in what somebody called themselves, those of a named department first."""
    found = people.people_mentioned(db, self_name, home_id)
    return sorted(found, key=lambda person: person["unit_name"].removesuffix("科") not in self_name)


def know(db: Db, account_id: int, person_id: int, now: datetime) -> Sequence[int]:
    """This account is that person of the roll. Returns the earlier numbers that now count as theirs."""
    conversations.change_conversation(db, account_id, self_said_at=None, self_unit_id=None)
    numbers = binding.bind(db, account_id, person_id, CHANNEL, now)
    key = f"known:{account_id}:{person_id}:{int(now.timestamp())}"
    outbox.post(db, outbox.errand(key, "tell_known", now=now, to_id=account_id, person_id=person_id))
    return numbers


def take_in(db: Db, account_id: int, now: datetime) -> tuple[Row, Sequence[int]]:
    """Somebody of another firm (外协): a new line of the roll, and the account bound to it."""
    account = conversations.find_conversation(db, account_id)
    unit = units.find_unit(db, account["self_unit_id"])
    facts = {
        "name": bare_name(account["self_name"]),
        "phone": told_phone(account["self_name"]),
        "post": account["self_name"].removesuffix(told_phone(account["self_name"])).strip(),
        "unit_id": unit["id"],
        "home_id": unit["home_id"] or unit["id"],
        "outside": True,
    }
    table = table_of(Person)
    person_id = int(db.execute(insert(table).returning(table.c.id), facts).scalar_one())
    return people.find_person(db, person_id), know(db, account_id, person_id, now)


def bare_name(said: str) -> str:
    """王桂英 of 保洁 王桂英 13905331111: the last word that is no telephone is the name."""
    words = said.removesuffix(told_phone(said)).split()
    return words[-1] if words else said


def told_phone(said: str) -> str:
    """The telephone behind a name somebody gave; "" where none was given."""
    last = said.split()[-1:]
    return last[0] if last and last[0].isdecimal() else ""


def is_on_roll(db: Db, number: str) -> bool:
    """Whether anybody of the roll has this staff number or telephone."""
    same = or_(Person.staff_no == number, Person.phone == number)
    return db.execute(select(Person.id).where(Person.active, same).limit(1)).first() is not None


def share_phone(db: Db, account_id: int, unit_id: int) -> None:
    """公用：the phone is a ward's from now on; what its owner reported before stays theirs."""
    facts = {"ward_id": unit_id, "person_id": None, "bound_at": None, "self_name": "", "self_said_at": None}
    conversations.change_conversation(db, account_id, **facts)


def not_known(db: Db, account_id: int) -> None:
    """The officer does not know them; they go on reporting all the same."""
    conversations.change_conversation(db, account_id, self_said_at=None)
