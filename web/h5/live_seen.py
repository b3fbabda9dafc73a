"""What one telephone shows of a live contest: buttons, what became of the answer, the own place. No other person is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.base import Db, Row
from models.people import find_person
from models.quiz import results, sittings
from models.quiz.stages import LOBBY, OVER, SHOWN
from rules.quiz.paper import Ranking
from rules.quiz.question import Kind
from web.console.stage.hall import Hall
from web.console.stage.screen import FIRST, Option, options_of, places, seconds_words

FIRST_IF_OPEN = 10
"""So many may be named where a paper has an open board."""


@dataclass(frozen=True)
class Seen:
    """``what`` is the part of the page that is shown: ``lobby``, ``ask``, ``kept``, ``late``, ``told``, ``over``.

    ``given`` is the own answer, ``is_right`` and ``right`` are told only once the screen shows them; ``sum`` is the
    own right answers among the questions that were shown.
    """

    what: str
    position: int
    count: int
    kind: str = ""
    asks: str = ""
    options: Sequence[Option] = ()
    given: str = ""
    is_right: bool = False
    right: str = ""
    took: str = ""
    sum: int = 0
    place: int = 0
    people: int = 0
    shows: bool | None = None
    """Whether the screen names them; None where nobody asks."""
    unit: str = ""
    closes: int = 0
    """When its time is up, in milliseconds."""
    seconds: int = 0

    @property
    def key(self) -> str:
        return f"{self.what}-{self.position}"

    @property
    def looks(self) -> Sequence[Option]:
        """The options that were given."""
        return [option for option in self.options if option.letter in self.given]


def seen(db: Db, hall: Hall, sitting_id: int, person_id: int, now: datetime) -> Seen:
    """The page of one person at this moment."""
    if hall.phase == LOBBY:
        return Seen("lobby", 0, hall.count)
    answers = sittings.answers_of(db, sitting_id)
    if hall.phase == OVER:
        return _at_the_end(db, hall, answers, person_id)
    mine = next((row for row in answers if row["position"] == hall.position), None)
    return _told(hall, answers, mine) if hall.phase == SHOWN else _asked(hall, mine, now)


def _asked(hall: Hall, mine: Row | None, now: datetime) -> Seen:
    """Nothing of what is right comes near this."""
    assert hall.question is not None
    what = "kept" if mine else "late" if hall.is_late(now) else "ask"
    return Seen(
        what,
        hall.position,
        hall.count,
        kind=hall.question.kind,
        asks=hall.question.asks,
        options=options_of(hall),
        given=mine["given"] if mine else "",
        closes=int(hall.stage["closes_at"].timestamp() * 1000),
        seconds=hall.stage["seconds"],
    )


def _told(hall: Hall, answers: Sequence[Row], mine: Row | None) -> Seen:
    assert hall.question is not None
    question = hall.question
    words = {"T": "对", "F": "错"}.get(question.right, question.right)
    return Seen(
        "told",
        hall.position,
        hall.count,
        kind=question.kind,
        options=options_of(hall),
        given=mine["given"] if mine else "",
        is_right=bool(mine and mine["right"]),
        right=question.accepted[0] if question.kind == Kind.FILL else words,
        took=seconds_words(mine["took_ms"] or 0) if mine else "",
        sum=_sum(answers, hall.position),
    )


def _sum(answers: Sequence[Row], upto: int) -> int:
    return sum(row["right"] for row in answers if row["position"] <= upto)


def _at_the_end(db: Db, hall: Hall, answers: Sequence[Row], person_id: int) -> Seen:
    place = places(hall.board).get(person_id, 0)
    right = _sum(answers, hall.count)
    first = FIRST_IF_OPEN if hall.paper["ranking"] == Ranking.OPEN else FIRST
    result = results.find_result(db, hall.paper["id"], person_id) if right and 0 < place <= first else None
    return Seen(
        "over",
        hall.position,
        hall.position,
        sum=right,
        place=place,
        people=len(hall.board),
        shows=bool(result["shows_name"]) if result else None,
        unit=find_person(db, person_id)["unit_name"] if result else "",
    )
