"""A sitting that is not handed in, as its page shows it: questions, places, the time. No right answer comes near it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from math import ceil

from actions.quiz.sitting import Asked, Sitting, unanswered_words
from models.base import Row
from models.quiz.papers import WITHDRAWN
from rules.quiz.question import CALLED, LETTERS, RIGHT, WRONG, Kind
from rules.workdays import with_hour

END = "end"
MOST_MARKS = 300
SOON = (300, 60)
"""Seconds before the end at which the page says so."""

NOTES = {Kind.MULTIPLE: "，选出所有对的", Kind.FILL: "，写在下面"}


@dataclass(frozen=True)
class Card:
    """One question as the page asks it. ``choices`` are letter (or T, F), the key that chooses it, and the words."""

    position: int
    kind: Kind
    asks: str
    points: int
    choices: Sequence[tuple[str, str, str]]
    given: str
    pictured: int = 0
    """The question whose picture belongs to it; 0 where there is none."""

    @property
    def called(self) -> str:
        """``多选，选出所有对的``."""
        worth = f"，{self.points}分" if self.points > 1 else ""
        return f"{CALLED[self.kind]}{NOTES.get(self.kind, '')}{worth}"


@dataclass(frozen=True)
class Sheet:
    """What the page shows. ``at`` is the position before the person, 0 the last look before handing in."""

    sitting: Sitting
    paper: Row
    at: int
    again: Collection[int]
    now: datetime
    has_clock: bool
    zone: tzinfo

    @cached_property
    def cards(self) -> list[Card]:
        return [_card(asked) for asked in self.sitting.asked]

    @property
    def done(self) -> int:
        return len(self.sitting.asked) - len(self.sitting.missing)

    @property
    def left(self) -> int:
        """Seconds until the end."""
        return seconds_left(self.sitting.row["ends_at"], self.now)

    @property
    def until(self) -> str:
        """The moment it closes: ``3月9日周一12:00关``."""
        return f"{with_hour(self.sitting.row['ends_at'], self.zone)}关"

    @property
    def left_in_words(self) -> str:
        """``还剩5分钟``, where there is little time left, whether with a clock or without one."""
        return f"还剩{ceil(self.left / 60)}分钟" if self.left <= SOON[0] else ""

    @property
    def missing(self) -> str:
        """``还有2题没答：第3、7题。交了算错。``"""
        return missing_words(self.sitting.missing, len(self.sitting.asked))

    @property
    def marked(self) -> str:
        """``标了再看：第5题。``"""
        return f"标了再看：{unanswered_words(sorted(self.again))}。" if self.again else ""

    @property
    def again_text(self) -> str:
        """The marks as they travel in an address: ``3.7``."""
        return ".".join(map(str, sorted(self.again)))

    @property
    def withdrawn(self) -> bool:
        return bool(self.paper["state"] == WITHDRAWN)

    @property
    def now_ms(self) -> int:
        return milliseconds(self.now)


def missing_words(missing: Sequence[int], count: int) -> str:
    """What is not answered, before somebody hands in."""
    if not missing:
        return f"{count}题都答了。"
    return f"还有{len(missing)}题没答：{unanswered_words(missing)}。交了算错。"


def _card(asked: Asked) -> Card:
    question = asked.question
    pictured = asked.question_id if question.pictured else 0
    return Card(
        asked.position,
        question.kind,
        question.asks,
        asked.points,
        _choices(asked),
        asked.given or "",
        pictured,
    )


def _choices(asked: Asked) -> Sequence[tuple[str, str, str]]:
    if asked.question.kind == Kind.JUDGE:
        return [(RIGHT, "A", "对"), (WRONG, "B", "错")]
    return [(letter, letter, words) for letter, words in zip(LETTERS, asked.options, strict=False)]


def seconds_left(ends_at: datetime | None, now: datetime) -> int:
    """Whole seconds until the end, begun ones counted."""
    return max(0, ceil((ends_at - now).total_seconds())) if ends_at else 0


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def marks_in(text: str, count: int) -> set[int]:
    """The positions somebody wants to see again, of an address or a form; what is no position is left out."""
    read = [
        int(each)
        for each in text.split(".")[:MOST_MARKS]
        if each.isascii() and each.isdecimal() and len(each) < 4
    ]
    return {position for position in read if 0 < position <= count}


def place_in(text: str, sitting: Sitting) -> int:
    """Which position an address asks for; the first open one where it asks for none. 0 is the end."""
    if text == END:
        return 0
    if text.isascii() and text.isdecimal() and len(text) < 4 and 0 < int(text) <= len(sitting.asked):
        return int(text)
    return sitting.at.position if sitting.at else 0
