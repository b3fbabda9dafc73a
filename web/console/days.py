"""Days of the pages: how they are said, and how far off a deadline may be."""

from datetime import date, timedelta

from rules.days import FURTHEST
from web.desk import this_desk
from web.words.times import day_words


def day_of(day: date) -> str:
    """``3/1``, with the year where it is not this one."""
    return day_words(day, this_desk().today())


def furthest() -> date:
    """The last day a deadline may have; the same as in the chat."""
    return this_desk().today() + timedelta(days=FURTHEST)
