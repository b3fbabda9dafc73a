"""A question as a line of a table, in the words in which it can be read back."""

from collections.abc import Iterable, Sequence

from models.base import Db
from models.quiz.questions import LIVE, bank_of, question_of
from rules.quiz.question import CALLED, LETTERS, Kind, Question

FEWEST_OPTIONS = 4
BEFORE = ("题型", "题干")
AFTER = ("答案", "解析", "依据", "条款", "版本", "知识点", "岗位", "难度", "生效日期", "失效日期")
_APART = ("\n", ";", "；", "|", "｜", "/", "或者")


def live_questions(db: Db, unit_id: int | None) -> list[Question]:
    """What an owner has and asks, oldest first: the questions an export is made of. A file has no pictures."""
    rows = bank_of(db, unit_id)
    return [question_of(row) for row in rows if row["state"] == LIVE and row["photo_id"] is None]


def headings(questions: Iterable[Question]) -> tuple[str, ...]:
    """The columns: as many options as the longest question has, four at least."""
    return (*BEFORE, *(f"选项{letter}" for letter in LETTERS[: _most(questions)]), *AFTER)


def line_of(question: Question, width: int) -> list[str]:
    """The cells of a question in a table of so many columns."""
    options = list(question.options)
    options += [""] * (width - len(BEFORE) - len(AFTER) - len(options))
    return [
        CALLED[question.kind],
        question.asks,
        *options,
        answer_of(question),
        question.why,
        question.law,
        question.article,
        question.version,
        "、".join(question.topics),
        "、".join(question.posts),
        str(question.level),
        question.valid_from.isoformat() if question.valid_from else "",
        question.valid_until.isoformat() if question.valid_until else "",
    ]


def answer_of(question: Question) -> str:
    """``ABD``, 对, or the words of a blank. An answer that holds a separator stands twice: it is
    not taken apart.
    """
    if question.kind == Kind.JUDGE:
        return {"T": "对", "F": "错"}.get(question.right, question.right)
    if question.kind != Kind.FILL:
        return question.right
    return _together(question.accepted)


def _together(accepted: Sequence[str]) -> str:
    if len(accepted) == 1 and any(mark in accepted[0] for mark in _APART):
        return "\n".join((accepted[0], accepted[0]))
    return ("\n" if any(mark in each for each in accepted for mark in _APART[1:3]) else "；").join(accepted)


def _most(questions: Iterable[Question]) -> int:
    return max([FEWEST_OPTIONS, *(len(question.options) for question in questions)])
