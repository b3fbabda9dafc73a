"""Ways into the pages: one-time links and six digits from the chat, and the misses of those who guess."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, delete, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Row, table_of
from models.people import Person

CODE, MISS = "code.", "miss."
"""What the digest of six digits begins with, and that of a miss; a link's has no beginning of its own."""


class LoginLink(Base):
    """Only the digest of a link, or of digits, is kept: whoever reads the table cannot log in with it.

    A miss is a row that lets nobody in: ``miss.<kind>.<digest of the address>.<id>``, until it no longer counts.
    """

    __tablename__ = "login_link"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


TABLE = table_of(LoginLink)
_people = table_of(Person)


def use_link(db: Db, digest: str, now: datetime) -> int | None:
    """The person a fresh link is for, once. A second use and a late one get None."""
    fresh = (LoginLink.digest == digest) & LoginLink.used_at.is_(None) & (LoginLink.expires_at > now)
    statement = update(LoginLink).where(fresh).values(used_at=now).returning(LoginLink.person_id)
    return db.execute(statement).scalar_one_or_none()


def link_holder(db: Db, digest: str) -> int | None:
    """Whom a link was made for, used or not."""
    return db.execute(select(LoginLink.person_id).where(LoginLink.digest == digest)).scalar_one_or_none()


def keep_code(db: Db, digest: str, person_id: int, expires_at: datetime) -> None:
    """Digits for one person; those made before are worth nothing any more."""
    end_codes(db, [person_id])
    facts = {"digest": CODE + digest, "person_id": person_id, "expires_at": expires_at}
    db.execute(insert(TABLE), facts)


def use_code(db: Db, digest: str, now: datetime) -> int | None:
    """The person whose fresh digits these are, once."""
    return use_link(db, CODE + digest, now)


def codes_end(db: Db, person_ids: Sequence[int]) -> datetime | None:
    """When the oldest digits of these people run out; None where there are none."""
    theirs = LoginLink.person_id.in_(person_ids), LoginLink.digest.startswith(CODE)
    ends: datetime | None = db.execute(select(func.min(LoginLink.expires_at)).where(*theirs)).scalar()
    return ends


def end_codes(db: Db, person_ids: Sequence[int]) -> None:
    """The digits of these people are worth nothing any more."""
    theirs = LoginLink.person_id.in_(person_ids), LoginLink.digest.startswith(CODE)
    db.execute(delete(TABLE).where(*theirs))


def note_miss(db: Db, kind: str, source: str, unique: UUID, person_id: int, until: datetime) -> None:
    """Somebody at ``source`` (a digest of the address) guessed wrong for this person; counts ``until`` then."""
    digest = f"{MISS}{kind}.{source}.{unique.hex}"
    db.execute(insert(TABLE), {"digest": digest, "person_id": person_id, "expires_at": until})


def misses_for(db: Db, kind: str, person_ids: Sequence[int], now: datetime) -> int:
    """How often somebody guessed wrong for these people."""
    return _count(db, now, _misses(kind), LoginLink.person_id.in_(person_ids))


def misses_from(db: Db, source: str, now: datetime) -> int:
    """How often somebody at this address guessed wrong, for whomever and in whatever way."""
    ways = (LoginLink.digest.startswith(f"{MISS}{kind}.{source}.") for kind in ("code", "password"))
    return _count(db, now, or_(*ways))


def misses_everywhere(db: Db, now: datetime) -> int:
    return _count(db, now, LoginLink.digest.startswith(MISS))


def _misses(kind: str) -> ColumnElement[bool]:
    return LoginLink.digest.startswith(f"{MISS}{kind}.")


def _count(db: Db, now: datetime, *which: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(TABLE).where(LoginLink.expires_at >= now, *which)
    return int(db.execute(query).scalar_one())


def desk_people(db: Db, name: str, roles: Sequence[str]) -> Sequence[Row]:
    """Who comes in at a desk by this staff number, or by this telephone where nobody has such a number."""
    able = select(_people).where(Person.active, Person.role.in_(roles)).order_by(Person.id)
    found = db.execute(able.where(Person.staff_no == name)).mappings().all()
    return found or db.execute(able.where(Person.phone == name)).mappings().all()


def hold_people(db: Db, person_ids: Sequence[int]) -> None:
    """Who guesses for the same person at once waits in line, so that every miss is counted."""
    db.execute(select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update())


def set_password(db: Db, person_id: int, hashed: str | None) -> None:
    db.execute(update(_people).where(Person.id == person_id).values(password=hashed))


def purge_links(db: Db, before: datetime) -> int:
    return db.execute(delete(LoginLink).where(LoginLink.expires_at < before)).rowcount
