"""Papers with people who sat them, for tests of figures and pages: every number is counted by the product itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from actions.quiz import bank, results
from models.base import Db
from models.people import Person
from models.quiz import papers, questions, sittings
from models.units import Unit
from rules.quiz.question import Kind, Question

HOUR = timedelta(hours=1)
QUESTIONS = (
    *(
        Question(Kind.SINGLE, f"消防题{n}问什么？", ("甲", "乙", "丙"), "A", topics=("消防",))
        for n in range(8)
    ),
    *(Question(Kind.JUDGE, f"用电第{n}条对不对？", right="T", topics=("电气",)) for n in range(4)),
)


def add_bank(db: Db, now: datetime) -> Sequence[int]:
    """Eight of 消防 and four of 电气, shipped; their ids."""
    rows = [Question(**{**vars(one), "code": f"q-{at}"}) for at, one in enumerate(QUESTIONS)]
    bank.ship(db, rows, now)
    return list(db.execute(select(questions.TABLE.c.id).order_by(questions.TABLE.c.id)).scalars())


def add_paper(db: Db, unit: Mapping[str, Any] | int, now: datetime, **facts: Any) -> int:
    """A published exam that opened an hour ago and closes in two days."""
    unit_id = unit if isinstance(unit, int) else unit["id"]
    usual: dict[str, Any] = {
        "unit_id": unit_id, "title": "三月消防考试", "state": papers.PUBLISHED, "opens_at": now - HOUR,
        "closes_at": now + 48 * HOUR, "made_at": now - 2 * HOUR, "made_by_id": None, "minutes": None,
        "frozen_at": None, "parts": [{"count": 4, "topics": ["消防"]}],
    }  # fmt: skip
    return papers.add_paper(db, **(usual | facts))


@dataclass(frozen=True)
class Sat:
    """One sitting: who, and what they gave at each position."""

    person_id: int
    given: Sequence[str]


def sit(db: Db, paper_id: int, asked: Sequence[int], sat: Sat, now: datetime) -> int:
    """Begin, answer (an empty answer is none), hand in, count."""
    home = select(Person.home_id, Person.unit_id, Unit.path).join(Unit, Unit.id == Person.unit_id)
    person = db.execute(home.where(Person.id == sat.person_id)).mappings().one()
    known = questions.with_ids(db, asked)
    before = len(sittings.of_paper(db, paper_id, sat.person_id))
    right = [given == known[key]["right"] for key, given in zip(asked, sat.given, strict=True)]
    sitting = sittings.add_sitting(
        db, mode="formal", paper_id=paper_id, attempt=before + 1, person_id=sat.person_id, account_id=None,
        unit_id=person["home_id"], department_id=person["unit_id"], drawn=[[key, "", 1] for key in asked],
        started_at=now, ends_at=None,
    )  # fmt: skip
    for position, (key, given) in enumerate(zip(asked, sat.given, strict=True), 1):
        if given:
            facts = {"question_id": key, "given": given, "right": right[position - 1], "answered_at": now}
            sittings.set_answer(db, sitting, position, **facts, took_ms=None)
    facts = {"right": sum(right), "points": sum(right), "total": len(right), "seconds": 300}
    facts["share"] = sum(right) * 1000 // len(right)
    sittings.change_sitting(db, sitting, handed_in_at=now, handed_in_by="person", **facts)
    results.count(db, sitting)
    return sitting
