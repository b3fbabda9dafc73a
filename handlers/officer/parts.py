"""Which part somebody plays in the chat: the administration's officers move a hazard, the union watches over it."""

from collections.abc import Sequence

from actions import deputies
from actions.moving import By
from bot.turn import Scene
from models import hazards, people, units
from models.base import Row
from rules.clocks import day_of
from rules.hazard import NotYours, Part

WHOLE = ("unit", "city", "province")
"""Kinds of units whose officers look after a whole hospital."""


def by(scene: Scene) -> By:
    """Who does it, in the part they play for the rows they look after."""
    return By(part(scene), scene.who.person_id)


def part(scene: Scene) -> Part:
    """The union stands in for officers where a hospital has none."""
    is_union = scene.who.role == "union"
    return Part.UNION if is_union and people.has_officers(scene.db, scene.who.home_id) else Part.OFFICER


def hands(scene: Scene) -> list[Row]:
    """The person, and everybody for whom they stand in today."""
    if scene.who.person_id is None:
        return []
    return deputies.acting_for(scene.db, scene.who.person_id, day_of(scene.now, scene.house.clocks))


def departments(scene: Scene) -> Sequence[int] | None:
    """The departments somebody looks after today, with those of the people they stand in for; None: all."""
    found: list[int] = []
    for person in hands(scene):
        if person["role"] == "staff":
            continue
        if person["unit_kind"] in WHOLE or person["role"] in ("union", "admin"):
            return None
        found += units.subtree(scene.db, person["path"])
    return found


def works_the_ledger(scene: Scene) -> bool:
    """An officer, or whoever stands in for one today."""
    return scene.who.is_officer or any(person["role"] != "staff" for person in hands(scene))


def looks_after(scene: Scene, row: Row) -> bool:
    """Whether this person may work on the hazard: their department's, or their hospital's."""
    if row["unit_id"] != scene.who.home_id or not works_the_ledger(scene):
        return False
    own = departments(scene)
    return own is None or row["department_id"] in own


def mine(scene: Scene, hazard_id: int | None = None) -> Row:
    """The hazard the turn is about, if this person looks after it."""
    chosen = hazard_id or scene.found.get("hazard") or scene.about.get("card") or scene.about["hazard"]
    row = hazards.find_hazard(scene.db, int(chosen))
    if not looks_after(scene, row):
        raise NotYours(f"{row['number'] or '这一'}号不归你管，我没动它。")
    return row
