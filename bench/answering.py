"""Everybody in the database is in the middle of a practice: a letter is an answer."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from actions.quiz import bank
from bench.messages import Delivery
from handlers.quiz.parts import QUIZ
from models.base import table_of
from models.conversations import Conversation
from models.database import open_writing
from models.people import Person
from models.quiz.questions import QuestionRow
from models.quiz.sittings import PRACTICE, Sitting
from plans.questions import the_bank
from rules.quiz.question import Kind

DRAWN = 20
"""Questions of a sitting: so many answers one person can give."""

READY = timedelta(days=30)


def answers(first: int, count: int) -> Iterator[Delivery]:
    """One letter from each of ``count`` persons."""
    return (Delivery(n, n, "A") for n in range(first, first + count))


def rush(people: int, count: int) -> list[Delivery]:
    """So many letters from so many people, one after the other; nobody says the same twice running."""
    return [Delivery(n % people, n, "BA"[n // people % 2]) for n in range(count)]


def sit_down(url: str) -> None:
    """A practice for every account, and the talk stands at its first question."""
    now = datetime.now(UTC)
    engine = open_writing(url)
    with engine.begin() as db:
        bank.ship(db, [one for one in the_bank() if one.kind == Kind.SINGLE][:DRAWN], now)
        drawn = [[key, "ABCD"[: len(options)], 1] for key, options in _questions(db)]
        _sit(db, drawn, now)
    engine.dispose()


def _questions(db: Connection) -> list[tuple[int, list[str]]]:
    table = table_of(QuestionRow)
    return [(row.id, row.options) for row in db.execute(select(table.c.id, table.c.options))]


def _sit(db: Connection, drawn: list[list[object]], now: datetime) -> None:
    talks, people, sittings = table_of(Conversation), table_of(Person), table_of(Sitting)
    query = select(talks.c.id, people.c.id, people.c.unit_id, people.c.home_id)
    bound = db.execute(query.join(people, people.c.id == talks.c.person_id).order_by(talks.c.id)).all()
    rows = [
        {"account_id": account, "person_id": person, "department_id": unit, "unit_id": home, "mode": PRACTICE}
        | {"drawn": drawn, "started_at": now, "total": len(drawn)}
        for account, person, unit, home in bound
    ]
    added = insert(sittings).returning(sittings.c.id, sort_by_parameter_order=True)
    keys = list(db.execute(added, rows).scalars())
    ready = (now + READY).timestamp()
    stands = [
        {"account": row["account_id"], "about": {"sitting": key, "ready": ready}}
        for row, key in zip(rows, keys, strict=True)
    ]
    talk = update(talks).where(talks.c.id == bindparam("account"))
    db.execute(talk.values(step=QUIZ, until=now + READY, about=bindparam("about")), stands)
