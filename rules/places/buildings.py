"""The building a place is in: what the routing table goes by."""

import re

from rules.places.place_vocabulary import BUILDING, WARD

_BUILDING = re.compile(BUILDING)
_WARD = re.compile(WARD)


def building_of(place: str) -> str:
    """``内科楼`` of ``内科楼5楼东走廊``; the ward where no building is named; empty where neither is."""
    found = _BUILDING.search(place) or _WARD.search(place)
    return found[0] if found else ""
