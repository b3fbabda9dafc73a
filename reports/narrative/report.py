"""What a narrative report holds, part by part. Neither what it says nor how it looks is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Said:
    """A paragraph whose figures are filled in; ``lead`` stands in front of it in heavier letters."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Blank:
    """A paragraph only a person can write; ``hint`` says what belongs there."""

    hint: str


@dataclass(frozen=True)
class Figures:
    """A table: the words of its head, then rows of as many cells."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Evidence:
    """What proves the report, to be numbered."""

    lines: Sequence[str]


Part = Said | Blank | Figures | Evidence


@dataclass(frozen=True)
class Section:
    """A heading without its number, and what stands under it."""

    heading: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Report:
    """One report. ``to`` is empty when nobody is named to receive it; ``sign`` is the name beside the seal."""

    title: str
    unit: str
    to: str
    period: str
    sections: Sequence[Section]
    sign: str
    date: date


def blanks(report: Report) -> list[Blank]:
    """The paragraphs that still wait for a person, in order."""
    return [part for section in report.sections for part in section.parts if isinstance(part, Blank)]
