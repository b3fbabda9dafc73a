"""Days of the pages: how they are said, and how far off a deadline may be."""

from datetime import date, timedelta

from rules.days import FURTHEST
from web.desk import this_desk
from web.words.times import day_words


def day_of(day: date) -> str:
    """``3/1``, with the year where it is not this one."""
    return day_words(day, this_desk().today())


def span_of(first: date, last: date) -> str:
    """``11/1到11/30``; over a new year both with their years, so that nobody reads four days into a year."""
    if first.year == last.year:
        return f"{day_of(first)}到{day_of(last)}"
    return f"{first.year}/{first.month}/{first.day}到{last.year}/{last.month}/{last.day}"


def furthest() -> date:
    """The last day a deadline may have; the same as in the chat."""
    return this_desk().today() + timedelta(days=FURTHEST)
