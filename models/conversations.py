"""Where a person stands in the talk with us: one row per WeChat account, locked for the turn."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Db, Key, Row, table_of
from models.once import INSERTS
from models.prepared import Prepared


class Conversation(Base):
    """The talk with one account, and who that account is bound to.

    ``about`` holds ids only, ``choices`` what the digits of the last reply mean. ``lost_person_id`` is whom another account
    took over. Until ``window_until``
    the platform lets us write to them unasked, ``pushes_left`` times. Whoever is not on the roll may say a name
    (``self_name``, ``self_said_at``) and waits for an officer of ``self_unit_id`` to know them. A ward's shared
    phone belongs to ``ward_id``. On a round (``patrol_since``) every photo with its sentence is a row of its own.
    """

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("channel", "openid"), UniqueConstraint("channel", "person_id"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    channel: Mapped[str]
    openid: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    bound_at: Mapped[datetime | None]
    lost_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    follows: Mapped[bool] = mapped_column(default=True)
    step: Mapped[str] = mapped_column(default="idle")
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    choices_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    window_until: Mapped[datetime | None]
    pushes_left: Mapped[int] = mapped_column(default=0)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    place_until: Mapped[datetime | None]
    bind_tries: Mapped[int] = mapped_column(default=0)
    bind_locked_until: Mapped[datetime | None]
    thanked_at: Mapped[datetime | None]
    self_name: Mapped[str] = mapped_column(default="")
    self_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    self_said_at: Mapped[datetime | None]
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    patrol_source: Mapped[str] = mapped_column(default="")
    patrol_since: Mapped[datetime | None]


TABLE = table_of(Conversation)


CHANNEL = "mp"
"""The 公众号; a mini-program will be another."""

WINDOW = timedelta(hours=48)
PUSHES = 5


@cache
def _hold(dialect: str, *, opens_window: bool) -> Prepared:
    """Create, lock and read in one statement: an update locks the row on PostgreSQL too."""
    added = INSERTS[dialect](TABLE)
    changed = ("window_until", "pushes_left") if opens_window else ("openid",)
    held = added.on_conflict_do_update(
        index_elements=["channel", "openid"], set_={name: added.excluded[name] for name in changed}
    )
    return Prepared(held.returning(*TABLE.c))


def hold_conversation(db: Db, channel: str, openid: str, now: datetime, *, opens_window: bool) -> Row:
    """The locked conversation of an account; a first message creates it.

    A message opens the platform's window of 48 hours and five pushes, an event does not.
    """
    row = {"channel": channel, "openid": openid, "window_until": now, "pushes_left": 0}
    if opens_window:
        row |= {"window_until": now + WINDOW, "pushes_left": PUSHES}
    return _hold(db.dialect.name, opens_window=opens_window).one(db, **row)


def save_conversation(db: Db, conversation_id: int, **facts: Any) -> None:
    """Remember where the talk stands: step, about, choices, choices_at, until."""
    change_conversation(db, conversation_id, **facts)


THIS = TABLE.c.id == bindparam("conversation_id")
CHANGE = Prepared(update(TABLE).where(THIS))
BY_ID = Prepared(select(TABLE).where(THIS))
OF_PERSON = Prepared(select(TABLE).where(TABLE.c.person_id == bindparam("person")))
SPEND = Prepared(update(TABLE).where(THIS).values(pushes_left=TABLE.c.pushes_left - 1))


def change_conversation(db: Db, conversation_id: int, **facts: Any) -> None:
    CHANGE.run(db, conversation_id=conversation_id, **facts)


def find_conversation(db: Db, conversation_id: int) -> Row:
    return BY_ID.one(db, conversation_id=conversation_id)


def conversations_of(db: Db, person_id: int) -> Sequence[Row]:
    """The accounts a person is bound to, one per channel."""
    return OF_PERSON.all(db, person=person_id)


def window_is_open(row: Row, now: datetime) -> bool:
    """Whether the platform lets us write to this account unasked."""
    is_open = row["window_until"] is not None and row["window_until"] > now
    return bool(row["follows"] and row["pushes_left"] > 0 and is_open)


def spend_push(db: Db, conversation_id: int) -> None:
    """One message of the window is used."""
    SPEND.run(db, conversation_id=conversation_id)
