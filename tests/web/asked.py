"""Questions, sittings and doubts for the tests of the question bank."""

from datetime import datetime
from typing import Any

from models.quiz.doubts import Doubt
from models.quiz.questions import QuestionRow
from models.quiz.sittings import ANSWERS, Sitting
from tests.web.makers import NOON, Make


def question(make: Make, unit_id: int | None, **facts: Any) -> int:
    """A question of this unit (nobody's: shipped)."""
    usual = {
        "kind": "single",
        "asks": "灭火器压力指针在红区，先做什么？",
        "right": "A",
        "level": 1,
        "state": "live",
    }
    usual |= {
        "options": ["报修更换", "继续使用", "放回原处"],
        "accepted": [],
        "topics": ["消防"],
        "posts": [],
    }
    usual |= {"source": "shipped" if unit_id is None else "written", "digest": "d", "why": "红区就是没气了。"}
    usual |= {"code": f"q{next(make.ids)}", "version": 1, "made_at": NOON}
    return make._add(QuestionRow, **(usual | facts | {"unit_id": unit_id}))


def answers(make: Make, unit_id: int, question_id: int, *right: bool, at: datetime = NOON) -> None:
    """Practices of one question each, answered so."""
    account = make.conversation()
    for was_right in right:
        facts = {"mode": "practice", "account_id": account, "unit_id": unit_id, "started_at": at, "total": 1}
        sitting = make._add(Sitting, drawn=[[question_id, "ABC", 1]], handed_in_at=at, **facts)
        given = {"sitting_id": sitting, "position": 1, "question_id": question_id, "given": "A"}
        add = ANSWERS.insert().values(**given, right=was_right, answered_at=at)
        make.writer.carry(lambda db, add=add: db.execute(add).rowcount)


def doubt(make: Make, unit_id: int, question_id: int, said: str = "") -> int:
    """Somebody of this hospital doubts it."""
    facts = {"question_id": question_id, "account_id": make.conversation(), "unit_id": unit_id}
    return make._add(Doubt, **facts, said=said, at=NOON)
