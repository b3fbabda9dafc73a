"""What a deed, a hazard or a person adds to the counters of official tables. Called in the unit of work that does it."""

from collections.abc import Sequence
from datetime import date, tzinfo

from models import hazards, listings, people
from models.base import Db, Row
from models.plan import below as tree
from models.plan import facts, tallies
from models.plan.facts import FOUND
from rules.plan.records import ABOVE, UNION, is_confirmed

LISTED, CLOSED, OCCUPATIONAL = 2, 4, 8
NAMES = {FOUND: "found", LISTED: "listed", CLOSED: "closed"}
ANY, ACTING = "any", "acting"
"""Measures: a person took part in anything; a unit organised something."""


def hazard_changed(db: Db, row: Row, *, is_listed: bool | None = None) -> None:
    """Count a hazard as it stands now; nothing happens where it counted so before.

    ``is_listed`` where that has just changed; otherwise it is as it was.
    """
    was: int = row["tallied"]
    now = _mask(row, is_listed=_was_listed(db, row) if is_listed is None else is_listed)
    if now == was:
        return
    for cell, by in _difference(was, now):
        tallies.count(db, row["unit_id"], cell, row["happened_on"], by)
    hazards.change_hazard(db, row["id"], tallied=now)


def _was_listed(db: Db, row: Row) -> bool:
    """As it counted; what did not count at all, and is grave, may have been listed before it was rejected."""
    if row["tallied"] or row["level"] != "major":
        return bool(row["tallied"] & LISTED)
    listing = listings.listing_of(db, row["id"])
    return listing is not None and listing["listed_on"] is not None


def _mask(row: Row, *, is_listed: bool) -> int:
    was = bool(row["tallied"] & FOUND)
    if not is_confirmed(row["status"], was=was, on_spot=row["fixed_on_spot"]):
        return 0
    listed = LISTED if is_listed else 0
    closed = CLOSED if row["closed_at"] is not None else 0
    return FOUND | listed | closed | (OCCUPATIONAL if row["kind"] == "occupational" else 0)


def cells_of(mask: int) -> list[str]:
    """The counters a hazard stands in."""
    kind = ":occupational" if mask & OCCUPATIONAL else ""
    return [f"{name}{kind}" for bit, name in NAMES.items() if mask & bit]


def _difference(was: int, now: int) -> list[tuple[str, int]]:
    before, after = set(cells_of(was)), set(cells_of(now))
    return [(cell, -1) for cell in sorted(before - after)] + [(cell, 1) for cell in sorted(after - before)]


def took_part(db: Db, person_id: int, day: date) -> None:
    """Somebody reported with their name, handed in a quiz, or was somewhere. People of other firms count apart."""
    tallies.person_did(db, person_id, day, ANY)


def was_there(db: Db, person_id: int, deed: Row) -> None:
    """Somebody was at a deed."""
    at = [f"at:{deed['kind']}"] if is_by_union(deed["bodies"]) else []
    tallies.person_did(db, person_id, deed["happened_on"], ANY, *at)


def is_by_union(bodies: Sequence[str]) -> bool:
    return UNION in bodies or ABOVE in bodies


def deed_done(db: Db, deed: Row, beside: Sequence[int] = (), sign: int = 1) -> None:
    """A deed stands (or, with -1, does not stand any more); who was there is counted apart.

    It counts once, with the unit that leads it; all that held it have organised something.
    """
    unit_id, day = deed["unit_id"], deed["happened_on"]
    who = "union" if is_by_union(deed["bodies"]) else "wards"
    tallies.count(db, unit_id, f"held:{deed['kind']}:{who}", day, sign)
    if deed["attested"]:
        tallies.count(db, unit_id, "heads", day, sign * deed["attested"])
        tallies.count(db, unit_id, f"heads:{deed['kind']}:{who}", day, sign * deed["attested"])
    for unit in (unit_id, *beside):
        if sign > 0:
            tallies.unit_did(db, ACTING, unit, day)
        else:
            tallies.recount_later(db, tallies.UNIT, unit)


def look_again(db: Db, person_id: int) -> None:
    """Something somebody took part in came, went, or is somebody else's: the clock looks at it again."""
    tallies.recount_later(db, tallies.PERSON, person_id)


def recount_person(db: Db, person_id: int, zone: tzinfo) -> None:
    """The last days of a person, found out anew."""
    measures = tallies.hold_measures(db, person_id)  # before the records are read: who comes now waits
    person = people.find_person(db, person_id)
    found = facts.last_acts(db, person_id, zone)
    for measure in {*measures, *found}:
        day = None if person["outside"] else found.get(measure)
        tallies.set_last(db, measure, person_id, person["home_id"] or 0, day)


def recount_unit(db: Db, unit_id: int) -> None:
    """The last day on which a unit organised anything, found out anew."""
    tallies.set_last(db, ACTING, unit_id, unit_id, facts.last_organised(db, unit_id))


def fold(db: Db, zone: tzinfo) -> int:
    """One beat of the clock: what was appended goes into the counters; how many lines that were."""
    folded = tallies.fold(db, tree.ancestors(db)) if tallies.is_anything_appended(db) else tallies.Folded(0)
    for person_id in folded.people:
        recount_person(db, person_id, zone)
    for unit_id in folded.units:
        recount_unit(db, unit_id)
    return folded.lines
