"""现场 as the big screen shows it: the question, what was taken, who won. Values only; right answers once they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from models.base import Db, Row
from models.people import Person
from models.quiz.results import TABLE as RESULTS
from models.quiz.stages import ASKING, OVER, SHOWN
from models.units import Unit
from rules.quiz.marking import is_right
from rules.quiz.question import CALLED, LETTERS, RIGHT, WRONG, Kind, Question
from rules.quiz.standing import Turnout
from web.console.papers.board import board_of
from web.console.stage.hall import Hall, is_above, key_of

FIRST = 3
FEWEST = 3
"""The average of fewer people would tell what one of them knew."""
MOST_UNITS = 8
ASKED_SIZES = ((28, "short"), (56, "fair"), (110, "long"))
OPTION_SIZES = ((10, "short"), (20, "fair"), (40, "long"))
SECONDS = (10, 20, 30)
LOOKS = {RIGHT: "yes", WRONG: "no"}
NOTES = {Kind.MULTIPLE: "选出所有对的", Kind.FILL: "在手机上写"}


@dataclass(frozen=True)
class Option:
    """One answer. ``look`` is its colour and shape, ``people`` how many took it, where that is shown."""

    letter: str
    look: str
    words: str
    is_right: bool = False
    people: int = 0


@dataclass(frozen=True)
class Winner:
    """Who stands at the top, by name only as far as they wished."""

    place: int
    who: str
    right: int
    took: str


@dataclass(frozen=True)
class Average:
    """One department at the end; the average is drawn towards that of all."""

    name: str
    people: int
    points: str


@dataclass(frozen=True)
class Screen:
    """The hall at this moment, in words."""

    hall: Hall
    options: Sequence[Option] = ()
    winners: Sequence[Winner] = ()
    averages: Sequence[Average] = ()

    @property
    def key(self) -> str:
        return key_of(self.hall.stage)

    @property
    def called(self) -> str:
        question = self.question
        note = NOTES.get(question.kind)
        return f"{CALLED[question.kind]}，{note}" if note else CALLED[question.kind]

    @property
    def question(self) -> Question:
        assert self.hall.question is not None
        return self.hall.question

    @property
    def asked_size(self) -> str:
        return _size(len(self.question.asks), ASKED_SIZES)

    @property
    def option_size(self) -> str:
        longest = max((len(option.words) for option in self.options), default=0)
        return _size(longest, OPTION_SIZES)

    @property
    def all_right(self) -> int:
        """How many had all of it right."""
        given = self.hall.taken.items()
        return sum(people for said, people in given if is_right(self.question, said))

    @property
    def source(self) -> str:
        """``《消防法》第十六条``."""
        return f"《{self.question.law}》{self.question.article}" if self.question.law else ""

    @property
    def share(self) -> int:
        """Percent of all answers there could have been that were right, at the end; what was not asked is nobody's."""
        possible = len(self.hall.board) * self.hall.position
        return sum(row["right"] for row in self.hall.board) * 100 // possible if possible else 0


def _size(length: int, sizes: Sequence[tuple[int, str]]) -> str:
    return next((name for most, name in sizes if length <= most), "full")


def screen_of(db: Db, hall: Hall, paper: Row) -> Screen:
    """``paper`` with the path of its unit."""
    if hall.phase in (ASKING, SHOWN):
        return Screen(hall, options=options_of(hall))
    if hall.phase == OVER:
        return Screen(hall, winners=_winners(db, hall), averages=_averages(db, paper))
    return Screen(hall)


def options_of(hall: Hall) -> list[Option]:
    """The answers to choose from; what was taken and what is right only once it is shown."""
    question = hall.question
    assert question is not None
    choices = zip(LETTERS, question.options, strict=False)
    offered = [(RIGHT, "对"), (WRONG, "错")] if question.kind == Kind.JUDGE else list(choices)
    if hall.phase != SHOWN:
        return [Option(letter, look_of(question, letter), words) for letter, words in offered]
    return [
        Option(
            letter,
            look_of(question, letter),
            words,
            letter in question.right,
            sum(people for given, people in hall.taken.items() if letter in given),
        )
        for letter, words in offered
    ]


def look_of(question: Question, letter: str) -> str:
    """The name of a colour and shape."""
    return LOOKS[letter] if question.kind == Kind.JUDGE else letter.lower()


def places(board: Sequence[Row]) -> dict[int, int]:
    """Person to place: right answers, then time; equals stand on an equal place."""
    found: dict[int, int] = {}
    before: tuple[int, int] | None = None
    for at, row in enumerate(board, 1):
        here = (row["right"], row["took_ms"])
        found[row["person_id"]] = found[board[at - 2]["person_id"]] if here == before else at
        before = here
    return found


def _winners(db: Db, hall: Hall) -> list[Winner]:
    stand = places(hall.board)
    first = [row for row in hall.board if row["right"] and stand[row["person_id"]] <= FIRST][: 2 * FIRST]
    names = _names(db, hall, [row["person_id"] for row in first])
    return [
        Winner(stand[row["person_id"]], names[row["person_id"]], row["right"], seconds_words(row["took_ms"]))
        for row in first
    ]


def _names(db: Db, hall: Hall, people: Sequence[int]) -> dict[int, str]:
    """How the screen calls each of them: by name where they said so on their telephone."""
    mine = and_(RESULTS.c.person_id == Person.id, RESULTS.c.paper_id == hall.paper["id"])
    home = Person.home_id if is_above(db, hall.paper) else Person.unit_id
    query = select(Person.id, Person.name, Unit.name.label("unit"), RESULTS.c.shows_name)
    rows = db.execute(query.join(Unit, Unit.id == home).outerjoin(RESULTS, mine).where(Person.id.in_(people)))
    return {
        row["id"]: f"{row['unit']} {row['name']}" if row["shows_name"] else f"{row['unit']}的一位同事"
        for row in rows.mappings()
    }


def seconds_words(milliseconds: int) -> str:
    """``4.2秒``."""
    return f"{milliseconds / 1000:.1f}秒"


def _averages(db: Db, paper: Row) -> list[Average]:
    lines = board_of(db, paper, paper["unit_path"]).lines
    enough = [line for line in lines if _counts(line.turnout) and line.average is not None]
    enough.sort(key=lambda line: (-(line.average or 0), line.id))
    return [Average(line.name, line.turnout.people, f"{line.average:.0f}") for line in enough[:MOST_UNITS]]


def _counts(turnout: Turnout) -> bool:
    return turnout.people >= FEWEST


def button_words(hall: Hall, now: datetime) -> str:
    """What pressing on does now."""
    if hall.phase == ASKING:
        return "揭晓" if hall.is_late(now) or hall.answered >= hall.people > 0 else "提前揭晓"
    if hall.phase == SHOWN:
        return "下一题" if hall.position < hall.count else "看结果"
    return "开始"
