"""One sitting, step by step: which question stands, what was answered, when it is over, and what it was worth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from actions.plan.figures import counting
from actions.quiz.bank import Bank
from models.base import Db, Row
from models.quiz import sittings
from models.quiz.sittings import BY_CLOCK, DROPPED, FORMAL
from rules.quiz.drawing import Drawn
from rules.quiz.marking import is_right, kept_letters, seen_letters
from rules.quiz.question import LETTERS, Kind, Question

WHOLE = 1000
"""A share of all points is told in thousandths."""


@dataclass(frozen=True)
class Asked:
    """The question at one position as it stands before a person. ``given`` is their answer by the letters they see."""

    position: int
    question_id: int
    question: Question
    order: str
    points: int
    given: str | None = None
    right: bool | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """In the order this person sees."""
        written = self.question.options
        return tuple(written[LETTERS.index(letter)] for letter in self.order)

    @property
    def shown_right(self) -> str:
        """The right letters as this person sees them."""
        return seen_letters(self.question.right, self.order) if self.order else self.question.right


@dataclass(frozen=True)
class Sitting:
    """A sitting as it stands: its row, its questions in order, and what was answered."""

    row: Row
    asked: Sequence[Asked]

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def is_formal(self) -> bool:
        return bool(self.row["mode"] == FORMAL)

    @property
    def is_over(self) -> bool:
        return self.row["handed_in_at"] is not None

    @cached_property
    def missing(self) -> list[int]:
        """The positions without an answer."""
        return [asked.position for asked in self.asked if asked.given is None]

    @property
    def at(self) -> Asked | None:
        """The first one without an answer."""
        return self.asked[self.missing[0] - 1] if self.missing else None

    def after(self, asked: Asked, given: str, *, right: bool) -> "Sitting":
        """The sitting once one more answer, by the letters the person sees, is written."""
        answered = replace(asked, given=given, right=right)
        return Sitting(self.row, [answered if one.position == asked.position else one for one in self.asked])


def stored(drawn: Sequence[Drawn]) -> list[list[object]]:
    """Drawn questions as a row keeps them."""
    return [[one.question_id, one.order, one.points] for one in drawn]


def opened(db: Db, sitting_id: int, bank: Bank, *, hold: bool = False) -> Sitting | None:
    """A sitting with everything in it; ``hold`` locks it until the commit."""
    row = sittings.hold_sitting(db, sitting_id) if hold else sittings.find_sitting(db, sitting_id)
    return None if row is None else Sitting(row, list(_asked(db, row, bank)))


def _asked(db: Db, row: Row, bank: Bank) -> Iterator[Asked]:
    drawn = row["drawn"]
    known = bank.these(db, [key for key, _, _ in drawn])
    answers = {answer["position"]: answer for answer in sittings.answers_of(db, row["id"])}
    for position, (key, order, points) in enumerate(drawn, 1):
        answer = answers.get(position)
        given = _seen(answer["given"], order) if answer else None
        right = answer["right"] if answer else None
        yield Asked(position, key, known[key], order, points, given, right)


def _seen(given: str, order: str) -> str:
    return seen_letters(given, order) if order else given


def kept(asked: Asked, shown: str) -> str:
    """An answer by the letters before the person, in the letters as written."""
    return kept_letters(shown, asked.order) if asked.order else shown


def mark(asked: Asked, shown: str) -> bool:
    """Whether an answer by the letters before the person is right."""
    return is_right(asked.question, kept(asked, shown))


def hand_in(db: Db, sitting: Sitting, at: datetime, by: str) -> bool:
    """Close a sitting and write what it was worth; False when it was closed already.

    Whatever stands unanswered is wrong. One that the clock hands in ends when its time was up.
    """
    right = [asked for asked in sitting.asked if asked.right]
    total = sum(asked.points for asked in sitting.asked)
    points = sum(asked.points for asked in right)
    ended = min(at, sitting.row["ends_at"]) if by == BY_CLOCK and sitting.row["ends_at"] else at
    facts = {"right": len(right), "points": points, "total": total, "share": share_of(points, total)}
    facts["seconds"] = max(0, int((ended - sitting.row["started_at"]).total_seconds()))
    handed_in = sittings.change_sitting(db, sitting.id, handed_in_at=ended, handed_in_by=by, **facts)
    if handed_in and by != DROPPED and sitting.row["person_id"] is not None:
        counting.look_again(db, sitting.row["person_id"])
    return handed_in


def share_of(points: int, total: int) -> int:
    """Points in thousandths of all, rounded; who passes is decided by the points themselves."""
    return (2 * points * WHOLE + total) // (2 * total) if total else 0


def unanswered_words(missing: Sequence[int]) -> str:
    """``第3、7题``."""
    return f"第{'、'.join(map(str, missing))}题" if missing else ""


def right_in_words(asked: Asked) -> str:
    """The right answer as this person should read it: ``B``, ``对``, ``30``."""
    spelt: Mapping[str, str] = {"T": "对", "F": "错"}
    if asked.question.kind == Kind.FILL:
        return asked.question.accepted[0]
    return (
        spelt.get(asked.shown_right, asked.shown_right)
        if asked.question.kind == Kind.JUDGE
        else asked.shown_right
    )
