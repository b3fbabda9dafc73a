"""What passes from those who read a file to those who understand it: sheets, questions as
written, their fate.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from actions.importing.rows import Line
from rules.quiz.question import Question

MOST_ROWS = 5_000
NEW, SAME, REPEATED, CHANGED, BAD = "new", "same", "repeated", "changed", "bad"


@dataclass(frozen=True)
class Sheet:
    """Numbered lines of cells. ``excel`` says that Excel had its hands on them and may have spoiled dates."""

    name: str
    lines: Sequence[Line]
    unit: str = "行"
    excel: bool = False

    def label(self, number: int) -> str:
        """How people are told where a line stands."""
        return f"{self.name} 第{number}{self.unit}".strip()


@dataclass(frozen=True)
class Raw:
    """One question as written, nothing understood yet.

    ``options`` are cells of their own, ``bunch`` is one for all. ``heading`` and ``chapter`` stood above it or on the
    sheet's tab; ``nth`` is the number due where it stands, ``takes`` how many lines of the file it took.
    """

    line: str
    stem: str
    kind: str = ""
    options: tuple[str, ...] = ()
    bunch: str = ""
    answer: str = ""
    why: str = ""
    law: str = ""
    article: str = ""
    version: str = ""
    topics: str = ""
    posts: str = ""
    level: str = ""
    since: str = ""
    until: str = ""
    heading: str = ""
    chapter: str = ""
    nth: int = 0
    takes: int = 1
    excel: bool = False


@dataclass(frozen=True)
class Taken:
    """The questions found in a part of a file, how many lines held none, and what people should
    know about those.
    """

    raws: list[Raw] = field(default_factory=list)
    skipped: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Understood:
    """What became of one question of the file.

    ``takes`` is how many lines it took; ``silent`` names the fields about which the file says nothing.
    """

    line: str
    question: Question | None
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fate: str = NEW
    takes: int = 1
    silent: frozenset[str] = frozenset()

    def blamed(self, said: str) -> "Understood":
        """The same with one more fault."""
        return replace(self, faults=(*self.faults, said), fate=BAD)

    def noted(self, said: str) -> "Understood":
        return replace(self, notes=(*self.notes, said))


@dataclass(frozen=True)
class Reading:
    """Every line of a file once: taken by one of ``rows``, or ``skipped`` (headings, blanks,
    lists of answers).
    """

    rows: tuple[Understood, ...]
    skipped: int = 0
    notes: tuple[str, ...] = ()

    @property
    def bad(self) -> list[Understood]:
        return self.of(BAD)

    def of(self, fate: str) -> list[Understood]:
        return [row for row in self.rows if row.fate == fate]
