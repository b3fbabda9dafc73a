"""Writing the organisation tree: parents before children, and everything that depends on where a unit lies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from actions.importing.forest import Forest, Node
from actions.importing.tree import BUILT_IN
from actions.importing.units import UnitsPlan
from actions.importing.writing import Carry, in_chunks
from models.base import Db
from models.hazards import Hazard
from models.people import Person, forget_rolls
from models.places import Place
from models.units import Unit

WHERE = ("parent_id", "path", "home_id", "city_id")

ADD = insert(Unit).returning(Unit.code, Unit.id)
CHANGE = (
    update(Unit)
    .where(Unit.id == bindparam("unit_id"))
    .values({name: bindparam(name) for name in ("name", "kind", "phone", *WHERE)})
)
MOVES = [
    update(table).where(table.unit_id == bindparam("moved_id")).values(home_id=bindparam("new_home_id"))
    for table in (Person, Place)
]
OLD_HOME = select(Unit.id).where(Unit.code == BUILT_IN, Unit.takes_strangers)


@dataclass
class Ids:
    """What is known of the nodes written so far, by key: the id, and the path that ends with it."""

    ids: dict[str, int] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)

    def learn(self, node: Node, unit_id: int) -> None:
        self.ids[node.key] = unit_id
        self.paths[node.key] = f"{self.paths.get(node.parent, '/')}{unit_id}/"

    def row(self, node: Node, forest: Forest) -> dict[str, Any]:
        """The row of a node whose own id is known."""
        home, city = forest.home(node), forest.city(node)
        return {
            "name": node.name,
            "kind": node.kind,
            "phone": node.telephone,
            "parent_id": self.ids.get(node.parent),
            "path": self.paths[node.key],
            "home_id": self.ids[home.key] if home else None,
            "city_id": self.ids[city.key] if city else None,
        }


def write_units(plan: UnitsPlan, carry: Carry, tick: Callable[[int], None] = lambda _: None) -> None:
    """Carry out a plan level by level, in works of a few hundred rows."""
    known, forest = Ids(), plan.forest
    levels = sorted(((forest.depth(node), node) for node in forest.all()), key=lambda pair: pair[0])
    for _, level in groupby(levels, key=lambda pair: pair[0]):
        nodes = [node for _, node in level]
        for chunk in in_chunks(node for node in nodes if node.kept is None):
            carry(partial(_add, nodes=chunk, known=known, forest=forest))
            tick(len(chunk))
        for rows in in_chunks(_changed(known, forest, nodes)):
            carry(partial(_change, rows=rows))
            tick(len(rows))
    if (home := _only_hospital(forest)) is not None:
        carry(partial(_give_strangers, home_id=known.ids[home.key]))


def _add(db: Db, *, nodes: list[Node], known: Ids, forest: Forest) -> None:
    """Add nodes and, once their ids are known, say where they lie; nobody sees them in between."""
    rows = [{"code": node.code, "name": node.name, "kind": node.kind} for node in nodes]
    ids = {row.code: row.id for row in db.execute(ADD, rows)}
    for node in nodes:
        known.learn(node, ids[node.code])
    db.execute(CHANGE, [{"unit_id": ids[node.code], **known.row(node, forest)} for node in nodes])


def _changed(known: Ids, forest: Forest, nodes: list[Node]) -> Iterator[dict[str, Any]]:
    """The rows of kept nodes that say something new, be it only because of what happened above them."""
    for node in nodes:
        if node.kept is None:
            continue
        known.learn(node, node.kept["id"])
        row = known.row(node, forest)
        if any(node.kept[name] != value for name, value in row.items()):
            yield {"unit_id": node.kept["id"], "is_moved": node.kept["home_id"] != row["home_id"], **row}


def _change(db: Db, *, rows: list[dict[str, Any]]) -> None:
    db.execute(CHANGE, [{name: value for name, value in row.items() if name != "is_moved"} for row in rows])
    if moved := [
        {"moved_id": row["unit_id"], "new_home_id": row["home_id"]} for row in rows if row["is_moved"]
    ]:
        for statement in MOVES:
            db.execute(statement, moved)
        forget_rolls(db)


def _only_hospital(forest: Forest) -> Node | None:
    """The one hospital the file brings, when there is no other but the built-in one."""
    hospitals = [node for node in forest.all() if node.kind == "unit" and node.code != BUILT_IN]
    return hospitals[0] if len(hospitals) == 1 and hospitals[0].line else None


def _give_strangers(db: Db, *, home_id: int) -> None:
    """Let the hospital take what strangers report, unless the built-in unit is already in use."""
    old_id = db.execute(OLD_HOME).scalar()
    if old_id is None or _is_used(db, old_id):
        return
    db.execute(update(Unit).where(Unit.id == old_id).values(takes_strangers=False))
    db.execute(update(Unit).where(Unit.id == home_id).values(takes_strangers=True))


def _is_used(db: Db, unit_id: int) -> bool:
    people = select(Person.id).where(Person.home_id == unit_id).limit(1)
    hazards = select(Hazard.id).where(Hazard.unit_id == unit_id).limit(1)
    return any(db.execute(query).first() for query in (people, hazards))
