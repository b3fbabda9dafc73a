"""Where a hazard is: from words, from a wall code, from the reporter's own department."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models import places, units
from models.base import Db
from rules.place_words import Spot, read, recognise

KEEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Where:
    """A place as the ledger keeps it: words for people, the register's id and the department where known."""

    text: str = ""
    place_id: int | None = None
    department_id: int | None = None


@dataclass
class PlaceBook:
    """The register of each hospital, read at most once a minute."""

    _spots: dict[int, tuple[datetime, Sequence[Spot]]] = field(default_factory=dict)

    def forget(self) -> None:
        """Read the register anew next time."""
        self._spots.clear()

    def spots(self, db: Db, home_id: int, now: datetime) -> Sequence[Spot]:
        kept = self._spots.get(home_id)
        if kept is None or abs(now - kept[0]) > KEEP:
            rows = places.places_of(db, home_id)
            kept = (now, tuple(Spot(row["id"], row["name"], tuple(row["aliases"])) for row in rows))
            self._spots[home_id] = kept
        return kept[1]

    def locate(
        self,
        db: Db,
        said: str,
        now: datetime,
        *,
        home_id: int,
        department_id: int | None,
        scanned: int | None,
    ) -> Where:
        """The place meant by words (only their place phrase counts) and by a code scanned just before."""
        phrase = read(said).place
        spot = recognise(phrase, self.spots(db, home_id, now)) if phrase else None
        if spot is not None:
            return at_place(db, spot.id)
        if scanned is not None and not names_a_floor(phrase):
            here = at_place(db, scanned)
            return Where(f"{here.text}{phrase}" if phrase else here.text, here.place_id, here.department_id)
        return Where(phrase, None, department_id)


def at_place(db: Db, place_id: int) -> Where:
    """A place of the register."""
    row = places.find_place(db, place_id)
    return Where(row["name"], row["id"], row["unit_id"]) if row else Where()


def at_department(db: Db, department_id: int) -> Where:
    """Somewhere in a department; its name is all the place there is."""
    return Where(units.find_unit(db, department_id)["name"], None, department_id)


def names_a_floor(phrase: str) -> bool:
    """Whether words contradict a code: only a storey or a house of their own can."""
    return any(mark in phrase for mark in ("楼", "层", "座", "室外", "地下"))
