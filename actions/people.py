"""Changing the roll by hand: role, department, telephone, duty, and who leads. The import writes whole rolls."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from actions.binding import unbind
from models import conversations
from models.base import Db, Row, table_of
from models.people import ROLES, Person, count_rolls
from models.units import Unit
from rules.refusal import Refused

PHONE = re.compile(r"[\d+()（）转 -]{3,30}")
PEOPLE, UNITS = table_of(Person), table_of(Unit)

LAST_ADMIN = "全院只剩这一个管理员了，先定下另一个，再改这一个。"
ADMINS_ONLY = "管理员由管理员来定，工会改不了。"


@dataclass(frozen=True)
class Wish:
    """What somebody wants a line of the roll to say."""

    role: str
    unit_id: int
    phone: str
    on_duty: bool
    outside: bool
    active: bool
    leads: bool


def change_person(db: Db, by: Row, person_id: int, wish: Wish) -> Sequence[str]:
    """Write the wish into the roll; the names of what changed, for the log. Refuses what must not be."""
    person = _hold(db, by, person_id)
    _check(db, by, person, wish)
    wanted = {
        "role": wish.role,
        "unit_id": wish.unit_id,
        "phone": wish.phone or None,
        "on_duty": wish.on_duty,
    }
    wanted |= {"outside": wish.outside, "active": wish.active}
    changed = {name: value for name, value in wanted.items() if person[name] != value}
    if changed:
        db.execute(update(PEOPLE).where(Person.id == person_id).values(**changed))
    if changed.keys() & {"active", "outside"}:
        count_rolls(db, [person["home_id"]])
    led = _lead(db, person, wish)
    return [*changed, *(["leads"] if led else [])]


def unbind_person(db: Db, by: Row, person_id: int) -> int:
    """The accounts of this person are nobody's again; how many there were."""
    _hold(db, by, person_id)
    accounts = conversations.conversations_of(db, person_id)
    for account in accounts:
        unbind(db, account["id"])
    return len(accounts)


def _hold(db: Db, by: Row, person_id: int) -> Row:
    """The line, locked. Admins are locked with it: two who strike each other off must not both succeed."""
    same_house = Person.home_id == by["home_id"]
    admins = select(Person.id).where(same_house, Person.role == "admin").order_by(Person.id)
    db.execute(admins.with_for_update())
    query = select(PEOPLE).where(Person.id == person_id, same_house).with_for_update()
    row = db.execute(query).mappings().one_or_none()
    if row is None:
        raise Refused("花名册上没有这个人，或者不归你管。")
    return row


def _check(db: Db, by: Row, person: Row, wish: Wish) -> None:
    if wish.role not in ROLES:
        raise Refused("没有这样的身份，退回去再选一次。")
    if wish.phone and not PHONE.fullmatch(wish.phone):
        raise Refused(f"“{wish.phone}”不像电话。只写数字和短横，例：0533-2110123")
    own = select(Unit.id).where(Unit.id == wish.unit_id, Unit.home_id == person["home_id"])
    if db.execute(own).first() is None:
        raise Refused("本院没有这个科室，退回去再选一次。")
    if "admin" in (wish.role, person["role"]):
        _check_admin(db, by, person, wish)


def _check_admin(db: Db, by: Row, person: Row, wish: Wish) -> None:
    """Admins name admins; where there is none the union names the first. The last one stays."""
    admins = _admins(db, person["home_id"])
    is_admin, stays = person["role"] == "admin", wish.role == "admin" and wish.active
    touched = is_admin != (wish.role == "admin") or (is_admin and wish.active != person["active"])
    if touched and admins and by["role"] != "admin":
        raise Refused(ADMINS_ONLY)
    if is_admin and person["active"] and not stays and admins <= 1:
        raise Refused(LAST_ADMIN)


def _admins(db: Db, home_id: int) -> int:
    query = select(func.count()).select_from(PEOPLE)
    counted = query.where(Person.home_id == home_id, Person.role == "admin", Person.active)
    return int(db.execute(counted).scalar_one())


def _lead(db: Db, person: Row, wish: Wish) -> bool:
    """Let them lead their department, or no longer; who leaves a department leads it no more. Whether it changed."""
    leads_here = wish.leads and wish.active
    led = update(UNITS).where(Unit.head_id == person["id"])
    left = db.execute(led.where(Unit.id != wish.unit_id if leads_here else Unit.id > 0).values(head_id=None))
    if not leads_here:
        return bool(left.rowcount)
    here = update(UNITS).where(Unit.id == wish.unit_id, Unit.head_id.is_distinct_from(person["id"]))
    return bool(db.execute(here.values(head_id=person["id"])).rowcount) or bool(left.rowcount)
