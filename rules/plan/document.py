"""A whole official document as data: its fields, phases, catalogue of deeds, duties, and forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.plan.duty import Duty
from rules.plan.form import Layout
from rules.plan.yearday import YearDay


@dataclass(frozen=True)
class Clause:
    """Words of the document that are no duty by themselves, and how they are answered."""

    clause: str
    quote: str
    how: str


@dataclass(frozen=True)
class Phase:
    """A stretch of the year the document speaks of, with its own words for it."""

    code: str
    name: str
    clauses: tuple[str, ...]
    first: YearDay
    last: YearDay
    phrase: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of deed (履职记录). ``words`` are what people call it; ``group`` says how it is recorded and counted."""

    code: str
    name: str
    group: str
    words: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    needs: str = ""


@dataclass(frozen=True)
class CellRule:
    """Which rule fills a cell: its name, the kinds of deeds it looks at, and for which kinds of units it is asked."""

    cell: str
    label: str
    rule: str
    kinds: tuple[str, ...]
    whom: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form with its rules. Cumulative figures begin on ``since``; nothing after ``until`` counts."""

    plan: str
    code: str
    name: str
    clauses: tuple[str, ...]
    layout: Layout
    cells: tuple[CellRule, ...]
    since: YearDay
    until: YearDay
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What sheets are kept under."""
        return f"{self.plan}:{self.code}"

    def rule_of(self, cell: str) -> CellRule:
        return next(rule for rule in self.cells if rule.cell == cell)


@dataclass(frozen=True)
class Undefined:
    """A word the document does not define (尽快), and what it is taken for until somebody decides otherwise."""

    phrase: str
    days: int
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """One official document. ``recipients`` are the kinds of units it is addressed to."""

    code: str
    number: str
    title: str
    short: str
    issuer: str
    issued_on: date | None
    year: int
    first: YearDay
    last: YearDay
    recipients: tuple[str, ...]
    preamble: tuple[Clause, ...]
    phases: tuple[Phase, ...]
    kinds: tuple[Kind, ...]
    duties: tuple[Duty, ...]
    forms: tuple[Form, ...]
    undefined: tuple[Undefined, ...] = ()
    names: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    themes: tuple[tuple[str, str], ...] = ()
    publicity: str = ""
    printed: tuple[str, ...] = ()
    parent: str = ""

    @property
    def clauses(self) -> set[str]:
        """Every clause the plan answers, by whatever of its parts."""
        parts: tuple[Phase | Kind | Duty | Form | Undefined, ...] = (
            *self.phases,
            *self.kinds,
            *self.duties,
            *self.forms,
            *self.undefined,
        )
        return {entry.clause for entry in self.preamble} | {c for part in parts for c in part.clauses}

    def kind(self, code: str) -> Kind | None:
        return next((kind for kind in self.kinds if kind.code == code), None)

    def duty(self, code: str) -> Duty | None:
        return next((duty for duty in self.duties if duty.code == code), None)

    def form(self, code: str) -> Form | None:
        return next((form for form in self.forms if form.code == code), None)
