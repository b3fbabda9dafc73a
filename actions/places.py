"""Where a hazard is: from words, from a wall code, from the reporter's own department."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from models import places, units
from models.base import Db, Row
from rules.places.finer_places import told_at
from rules.places.place_words import Spot, contradicts, is_one_to_a_ward, read, recognise

KEEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Where:
    """A place as the ledger keeps it: words for people, the register's id and the department where known."""

    text: str = ""
    place_id: int | None = None
    department_id: int | None = None
    instead_of: int | None = None
    """The place of the code scanned just before, where the words name another one."""


@dataclass
class PlaceBook:
    """The register of each hospital and the names of its departments, read at most once a minute."""

    _spots: dict[int, tuple[datetime, Sequence[Spot]]] = field(default_factory=dict)
    _departments: dict[int, tuple[datetime, Mapping[str, int]]] = field(default_factory=dict)

    def forget(self) -> None:
        """Read the register anew next time."""
        self._spots.clear()
        self._departments.clear()

    def department_in(self, db: Db, phrase: str, home_id: int, now: datetime) -> int | None:
        """The department whose whole name the words hold: 内科二病区5楼值班室; never 内科 of 内科楼."""
        kept = self._departments.get(home_id)
        if kept is None or abs(now - kept[0]) > KEEP:
            kept = (now, units.departments_of(db, home_id))
            self._departments[home_id] = kept
        named = [name for name in kept[1] if name in phrase and f"{name}楼" not in phrase]
        return kept[1][max(named, key=len)] if named else None

    def spots(self, db: Db, home_id: int, now: datetime) -> Sequence[Spot]:
        kept = self._spots.get(home_id)
        if kept is None or abs(now - kept[0]) > KEEP:
            rows = places.places_of(db, home_id)
            kept = (now, tuple(_spot(row) for row in rows))
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
        spot = self._meant(db, phrase, now, home_id, department_id) if phrase else None
        code = at_place(db, scanned) if scanned is not None else Where()
        if spot is None and code.text and not contradicts(code.text, phrase):
            return replace(code, text=told_at(code.text, phrase))
        own = self.department_in(db, phrase, home_id, now) or department_id if phrase else department_id
        where = at_place(db, spot.id) if spot is not None else Where(phrase, None, own)
        is_elsewhere = bool(code.text and phrase) and contradicts(code.text, phrase)
        return replace(where, instead_of=scanned) if is_elsewhere else where

    def _meant(
        self, db: Db, phrase: str, now: datetime, home_id: int, department_id: int | None
    ) -> Spot | None:
        """The one of the whole register, else the only 开水间 of the reporter's own ward."""
        spots = self.spots(db, home_id, now)
        spot = recognise(phrase, spots)
        if spot is not None or department_id is None or not is_one_to_a_ward(phrase):
            return spot
        own = [one for one in spots if one.unit_id == department_id and one.name.endswith(phrase)]
        return own[0] if len(own) == 1 else None


def _spot(row: Row) -> Spot:
    return Spot(row["id"], row["name"], tuple(row["aliases"]), row["unit_id"])


def at_place(db: Db, place_id: int) -> Where:
    """A place of the register."""
    row = places.find_place(db, place_id)
    return Where(row["name"], row["id"], row["unit_id"]) if row else Where()


def at_department(db: Db, department_id: int) -> Where:
    """Somewhere in a department; its name is all the place there is."""
    return Where(units.find_unit(db, department_id)["name"], None, department_id)
