"""市一院 with the shipped bank: papers are made, and phones answer right or wrong on purpose."""

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from actions.quiz import bank
from actions.quiz.sitting import Asked, Sitting, opened
from models.quiz import papers
from models.quiz.sittings import TABLE
from plans.questions import the_bank
from rules.quiz.paper import Purpose, Review
from rules.quiz.question import LETTERS, Kind
from rules.quiz.spelling import tidy_words
from tests.hospital import Hospital, Phone

TWENTY = [{"count": 12, "kinds": ["single"]}, {"count": 8, "kinds": ["judge"]}]


class School:
    """A hospital whose people sit papers."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        object.__setattr__(hospital.product.house, "chance", Random(616))  # the same draws in every run
        some = the_bank()[::4]
        hospital.carry(lambda db: bank.ship(db, some, hospital.now))

    def paper(self, **facts: Any) -> int:
        """A published exam of twenty questions, open from now for a week, without a clock."""
        now = self.hospital.now
        row: dict[str, Any] = {
            "unit_id": self.hospital.ids["市一院"],
            "purpose": Purpose.EXAM,
            "title": "安全知识考试",
            "state": papers.PUBLISHED,
            "opens_at": now,
            "closes_at": now + timedelta(days=7),
            "parts": TWENTY,
            "fixed": [],
            "review": Review.CLOSED,
            "made_at": now,
        }
        return int(self.hospital.carry(lambda db: papers.add_paper(db, **(row | facts))))

    def sitting(self, phone: Phone) -> Sitting:
        """The one this phone sat down to last."""
        mine = select(TABLE.c.id).where(TABLE.c.account_id == self.account(phone)).order_by(TABLE.c.id.desc())

        def read(db: Any) -> Sitting | None:
            return opened(db, db.execute(mine.limit(1)).scalar_one(), self.hospital.product.house.bank)

        sitting = self.hospital.carry(read)
        assert sitting is not None
        return sitting

    def account(self, phone: Phone) -> int:
        from models.conversations import Conversation

        mine = select(Conversation.id).where(Conversation.openid == phone.openid)
        return int(self.hospital.carry(lambda db: db.execute(mine).scalar_one()))

    def answers(self, phone: Phone, *, right: bool = True) -> str:
        """The phone answers the question that stands."""
        asked = self.sitting(phone).at
        assert asked is not None
        self.hospital.product.clock.forward(seconds=5)  # type: ignore[attr-defined]
        return phone.says(words_for(asked, right=right))


def words_for(asked: Asked, *, right: bool) -> str:
    """What to type for a right or a wrong answer, by the letters this person sees."""
    question = asked.question
    if question.kind == Kind.FILL:
        return question.accepted[0] if right else _wrong_for(question.accepted[0])
    if question.kind == Kind.JUDGE:
        return "对" if (question.right == "T") is right else "错"
    shown = asked.shown_right
    if right:
        return shown
    others = [letter for letter in LETTERS[: len(asked.options)] if letter not in shown]
    return others[0] if question.kind == Kind.SINGLE else shown[:1] + others[0]


def _wrong_for(accepted: str) -> str:
    """A number where a number is asked, else a word."""
    return "987" if tidy_words(accepted)[:1].isdigit() else "别的"
