"""Where somebody stands in a ranked paper: their own place, five above and five below; names only of those who agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models import people
from models.base import Db, Row
from models.quiz import results
from rules.quiz.paper import Ranking
from rules.quiz.standing import AROUND, points_in_words

NOBODY = "一位同事"


@dataclass(frozen=True)
class Places:
    """``lines`` are name, points in percent, and whether it is oneself; the best first."""

    place: int
    people: int
    lines: Sequence[tuple[str, str, bool]]


def places_of(db: Db, sitting: Row, paper: Row) -> Places | None:
    """Among the people of the own hospital; None where nobody is ranked or nothing is counted yet."""
    result = results.find_result(db, paper["id"], sitting["person_id"])
    if paper["ranking"] == Ranking.OFF or result is None:
        return None
    home = result["unit_id"]
    above, below = results.around(db, paper["id"], result, AROUND, home)
    sat = sum(row["people"] for row in results.turnouts(db, paper["id"], [home]))
    mine = [("你", points_in_words(result["share"]), True)]
    lines = [*_lines(db, above), *mine, *_lines(db, below)]
    return Places(results.rank_of(db, paper["id"], result["share"], home), sat, lines)


def _lines(db: Db, rows: Iterable[Row]) -> list[tuple[str, str, bool]]:
    return [(_name(db, row), points_in_words(row["share"]), False) for row in rows]


def _name(db: Db, row: Row) -> str:
    return str(people.find_person(db, row["person_id"])["name"]) if row["shows_name"] else NOBODY
