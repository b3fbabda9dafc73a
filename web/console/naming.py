"""Words that leave the house: whoever of the roll is named in them becomes somebody, and a file has a name of one line."""

from models.base import Db
from models.people import people_mentioned

SOMEBODY = "某同事"
SHORTEST = 2


def without_names(db: Db, home_id: int, words: str) -> str:
    """The same words without names of people of the roll; the longest names first."""
    for person in people_mentioned(db, words, home_id) if words else ():
        if len(person["name"]) >= SHORTEST:
            words = words.replace(person["name"], SOMEBODY)
    return words


def one_line(name: str) -> str:
    """The name of a file as a header can carry it."""
    return " ".join(name.split())
