"""What stands in the way of moving a kept unit elsewhere: its people, its places and its ledger."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from actions.importing.forest import Forest, Node
from models.base import Db
from models.hazards import Hazard
from models.people import Person
from models.places import Place

OTHER = aliased(Person)
OTHER_PLACE = aliased(Place)


def complaints_of_moves(db: Db, forest: Forest) -> dict[str, str]:
    """Complaints by key about lines of a sound forest that would tear people or ledgers from their hospital."""
    found: dict[str, str] = {}
    for node, home in _moved(forest):
        culprit = _culprit(forest, node)
        if culprit and (said := _complaint(db, node, home)):
            found[culprit.key] = said
    return found


def _moved(forest: Forest) -> Iterator[tuple[Node, Node | None]]:
    """Kept units that would lie in another hospital than now."""
    for node in forest.all():
        if node.kept is not None:
            home = forest.home(node)
            now = home.kept["id"] if home and home.kept else None
            if now != node.kept["home_id"] or (home and not home.kept):
                yield node, home


def _culprit(forest: Forest, node: Node) -> Node | None:
    """The line of the file that moves it: its own, or the nearest one above."""
    return next((each for each in forest.above(node) if each.line), None)


def _complaint(db: Db, node: Node, home: Node | None) -> str:
    assert node.kept is not None
    unit_id = node.kept["id"]
    if node.kept["kind"] == "unit" and _any(db, select(Hazard.id).where(Hazard.unit_id == unit_id)):
        return f"“{node.kept['name']}”已经有隐患台账，不能改成别的类型"
    if home is None:
        people = _any(db, select(Person.id).where(Person.unit_id == unit_id))
        if people or _any(db, select(Place.id).where(Place.unit_id == unit_id)):
            return f"“{node.name}”里有人员或地点，不能移到医院外面"
        return ""
    return _clash(db, node, home.kept["id"]) if home.kept else ""


def _clash(db: Db, node: Node, home_id: int) -> str:
    assert node.kept is not None
    same_number = select(Person.staff_no).join(OTHER, OTHER.staff_no == Person.staff_no)
    people = same_number.where(Person.unit_id == node.kept["id"], OTHER.home_id == home_id)
    same_code = select(Place.code).join(OTHER_PLACE, OTHER_PLACE.code == Place.code)
    places = same_code.where(Place.unit_id == node.kept["id"], OTHER_PLACE.home_id == home_id)
    if number := db.execute(people.limit(1)).scalar():
        return f"“{node.name}”搬过去后，工号“{number}”会和那边的人重复，请先改工号"
    if code := db.execute(places.limit(1)).scalar():
        return f"“{node.name}”搬过去后，地点编码“{code}”会和那边的重复，请先改编码"
    return ""


def _any(db: Db, query: Select[int]) -> bool:
    return db.execute(query.limit(1)).first() is not None
