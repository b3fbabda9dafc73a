"""The schema of an official document's file: what may stand in it. What it becomes for the rules: ``plans.ruled``."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from plans.words import Bubble, Clock, Code, Name, Short, Text
from rules.plan.cells import RULES
from rules.plan.duty import FURTHEST
from rules.plan.wording import NEEDS

LATEST_MONTH, LATEST_DAY = 12, 31

Level = Literal["unit", "city", "province"]
Clauses = Annotated[tuple[Text, ...], Field(min_length=1)]
Needs = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NEEDS)]
Group = Literal[
    "training",
    "drill",
    "meeting",
    "publicity",
    "filing",
    "visit",
    "inspection",
    "day",
    "contest",
    "check",
    "other",
]


class Part(BaseModel):
    """A part of the file in which an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Timing(Part):
    """A day counted back from the last day or from the target day; after it, when negative."""

    days: int = Field(default=0, ge=-FURTHEST, le=FURTHEST)
    at: Clock | None = None
    anchor: Literal["formal", "target"] = "formal"
    on_rest: Literal["moves", "stays", "skips"] = "moves"


class Step(Part):
    """One step of the ladder and its words. ``since`` and ``every`` make it come again, so many days apart.

    ``asks``: what the step asks to be settled of a day that is being prepared; once it is, the step is not said.
    """

    code: Code
    to: Literal["owner", "leader", "above", "missing"] = "owner"
    when: Timing = Timing()
    by: Timing = Timing()
    since: date | None = None
    every: int = Field(default=0, ge=0, le=FURTHEST)
    asks: dict[
        Literal["place", "forms", "leader", "materials", "posts", "photo", "count", "leaflets", "questions"],
        Text,
    ] = Field(default_factory=dict)
    what: Short
    lack: Short
    chat: Bubble


class OnDays(Part):
    """The same day of some months."""

    day: int = Field(ge=1, le=LATEST_DAY)
    months: tuple[Annotated[int, Field(ge=1, le=LATEST_MONTH)], ...] = Field(min_length=1)


class OnDates(Part):
    """Days as they stand in the document."""

    dates: tuple[date, ...] = Field(min_length=1)


class OnNode(Part):
    """A day of the almanac."""

    node: Literal[
        "spring-festival", "disease-week", "may-day", "safety-month", "consultation-day", "national-day"
    ]


def _rhythm_of(due: object) -> str:
    """Which of the three ways a deadline is written in; one nobody knows is read as a day of some months."""
    written = due if isinstance(due, dict) else getattr(due, "__dict__", {})
    return next((key for key in ("node", "dates") if key in written), "day")


class Goal(Part):
    """When the duty is done."""

    measure: Literal["deeds", "people", "departments", "units", "sheet", "signed", "nothing"]
    kinds: tuple[Code, ...] = ()
    at_least: int = Field(default=1, ge=1, le=1000)
    topics: tuple[Name, ...] = ()
    evidence: tuple[Name, ...] = ()
    form: str = ""

    @model_validator(mode="after")
    def _names_its_kinds(self) -> "Goal":
        if self.measure in ("deeds", "people", "departments", "units") and not self.kinds:
            raise ValueError("要写 kinds：数哪几种履职记录，例如 kinds: [training]")
        if self.measure == "sheet" and not self.form:
            raise ValueError("要写 form：报哪一张表，例如 form: monthly-table")
        return self


class Duty(Part):
    """What a document asks for, in its own words, and how it is reminded of. ``ladder`` names one of the plan's."""

    code: Code
    clauses: Clauses
    article: Text
    quote: Text
    whom: Annotated[tuple[Level, ...], Field(min_length=1)]
    needs: Needs
    due: Annotated[
        Annotated[OnDays, Tag("day")] | Annotated[OnDates, Tag("dates")] | Annotated[OnNode, Tag("node")],
        Discriminator(_rhythm_of),
    ]
    opens: date | None = None
    phrase: str = ""
    once: bool = False
    goal: Goal
    ladder: str = ""
    steps: tuple[Step, ...] = ()


class Preamble(Part):
    clause: Text
    quote: Text
    how: Text


class Phase(Part):
    code: Code
    name: Text
    clauses: Clauses
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    phrase: str = ""


class Kind(Part):
    """One kind of deed; ``words`` are what people call it in the chat."""

    code: Code
    name: Text
    group: Group
    words: tuple[Text, ...] = ()
    clauses: tuple[Text, ...] = ()
    topics: tuple[Name, ...] = ()
    needs: str = ""


class Cell(Part):
    """One cell: its label as printed, and the rule that fills it."""

    cell: Text
    label: Text
    rule: str
    kinds: tuple[Code, ...] = ()
    whom: tuple[Level, ...] = ("unit", "city", "province")
    clause: str = ""

    @model_validator(mode="after")
    def _has_a_rule(self) -> "Cell":
        if self.rule not in RULES:
            raise ValueError(f"不认得规则 {self.rule}，能用的有 {'、'.join(RULES)}")
        return self


class Form(Part):
    """A form exactly as it is printed, row by row."""

    code: Code
    name: Text
    clauses: Clauses
    title: Text
    header: tuple[str, str]
    since: date
    until: date
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(min_length=1)]
    notes: tuple[str, ...] = ()
    defaults: dict[str, str] = Field(default_factory=dict)


class Undefined(Part):
    phrase: Text
    days: int = Field(ge=0, le=366)
    clauses: Clauses


class Theme(Part):
    name: Text
    means: str = ""


class Printed(Part):
    by: Text
    on: date | None = None
    proof: str = ""


class Plan(Part):
    """One official document."""

    plan: Code
    number: Text
    title: Text
    short: Text
    issuer: Text
    issued_on: date | None = None
    publicity: str = ""
    printed: Printed | None = None
    year: int = Field(ge=2000, le=2100)
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    carries_on: bool = False
    last_year: int | None = Field(default=None, ge=2000, le=2100)
    parent: str = ""
    recipients: Annotated[tuple[Level, ...], Field(min_length=1)] = ("unit",)
    names: tuple[Text, ...] = ()
    basis: tuple[Text, ...] = ()
    themes: tuple[Theme, ...] = ()
    preamble: tuple[Preamble, ...] = ()
    phases: tuple[Phase, ...] = ()
    undefined: tuple[Undefined, ...] = ()
    kinds: tuple[Kind, ...] = ()
    ladders: dict[str, tuple[Step, ...]] = Field(default_factory=dict)
    duties: Annotated[tuple[Duty, ...], Field(min_length=1)]
    forms: tuple[Form, ...] = ()


USUAL_WHEN, USUAL_BY = time(8, 30), time(17)
