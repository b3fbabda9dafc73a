"""What is told of a sitting that was handed in: the points, and what was right as soon as the paper lets it be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from actions.quiz.examining import Offer
from actions.quiz.sitting import Asked, Sitting, right_in_words
from models.base import Row
from models.quiz.sittings import BY_CLOCK
from rules.quiz.paper import Review
from rules.quiz.question import LETTERS, Kind
from rules.quiz.standing import points_in_words
from rules.workdays import with_hour

JUDGED = {"T": "对", "F": "错"}


@dataclass(frozen=True)
class Told:
    """One question of the review: what was given and what was right, with the words of the options."""

    position: int
    asks: str
    given: str
    right: str
    is_right: bool
    source: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """The page of a result. ``later`` says why nothing may be reviewed, or from when; empty when it may."""

    sitting: Sitting
    paper: Row
    again: bool
    later: str
    reviewed: Sequence[Told]

    @property
    def points(self) -> str:
        """``92``; shares are in thousandths."""
        share = int(self.sitting.row["share"])
        return points_in_words(share)

    @property
    def took(self) -> str:
        """``用了12分钟``."""
        seconds = self.sitting.row["seconds"] or 0
        return f"用了{seconds // 60}分钟" if seconds >= 60 else f"用了{seconds}秒"

    @property
    def by_clock(self) -> bool:
        return bool(self.sitting.row["handed_in_by"] == BY_CLOCK)

    @property
    def wrong(self) -> list[Told]:
        return [one for one in self.reviewed if not one.is_right]

    @property
    def right(self) -> list[Told]:
        return [one for one in self.reviewed if one.is_right]


def outcome_of(sitting: Sitting, offer: Offer, now: datetime, zone: tzinfo) -> Outcome:
    """Everything the page tells."""
    later = _later(offer, now, zone)
    reviewed = [] if later else [_told(asked) for asked in sitting.asked]
    return Outcome(sitting, offer.paper, not offer.bar, later, reviewed)


def _later(offer: Offer, now: datetime, zone: tzinfo) -> str:
    """Nobody sees what was right while they sit this paper once more, or while the window is open for them."""
    review = offer.paper["review"]
    if review == Review.NEVER:
        return "这份卷子不公布答案。"
    if offer.open is not None:
        return "你正在再考这一份，交了再看答案。"
    opens = max(offer.paper["closes_at"], offer.terms.closes_at)
    if review == Review.CLOSED and now < opens:
        return f"答案{with_hour(opens, zone)}后能看。"
    return ""


def _told(asked: Asked) -> Told:
    question = asked.question
    source = f"《{question.law}》{question.article}" if question.law else ""
    given = _spelt(asked, asked.given) if asked.given is not None else "没答"
    return Told(
        asked.position,
        question.asks,
        given,
        _spelt(asked, right_in_words(asked)),
        bool(asked.right),
        source,
        question.why,
    )


def _spelt(asked: Asked, letters: str) -> str:
    """``B 每月一次``; of several one after the other."""
    if asked.question.kind in (Kind.JUDGE, Kind.FILL):
        return JUDGED.get(letters, letters)
    return "；".join(_options(asked, letters))


def _options(asked: Asked, letters: str) -> Iterator[str]:
    for letter, words in zip(LETTERS, asked.options, strict=False):
        if letter in letters:
            yield f"{letter} {words}"
