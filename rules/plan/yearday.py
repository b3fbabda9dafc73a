"""A day of a document's year, so that next year's edition has the same day without anybody writing it again."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


def clamped(year: int, month: int, day: int) -> date:
    """The day of this month, or its last day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


@dataclass(frozen=True, order=True)
class YearDay:
    """``years`` from the document's own (-1: the year before), month and day; 29 February is the last day of February."""

    years: int
    month: int
    day: int

    def in_year(self, year: int) -> date:
        """This day in the edition of ``year``."""
        return clamped(year + self.years, self.month, self.day)

    @classmethod
    def of(cls, day: date, base_year: int) -> "YearDay":
        """A day as it stands in a document of ``base_year``."""
        return cls(day.year - base_year, day.month, day.day)
