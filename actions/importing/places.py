"""Bringing in the register of places: what the codes on the walls mean."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, select, update

from actions.importing.findings import (
    Change,
    Outcome,
    Unclear,
    code_in,
    count_repeated,
    difference,
    fold,
    is_nothing,
    needed,
    text_in,
    words_in,
)
from actions.importing.rows import Column, Row
from actions.importing.tree import Tree, read_tree
from actions.importing.writing import Carry, carry_rows
from models.base import Db
from models.places import Place
from rules.words.plain_text import clean

COLUMNS = (
    Column("编码", ("地点编码", "位置编码", "点位编码", "代码", "编号", "点位编号", "地点编号")),
    Column("名称", ("地点名称", "位置名称", "点位名称", "地点", "位置", "点位", "场所")),
    Column(
        "单位编码",
        ("科室编码", "部门编码", "所属单位编码", "所属科室编码", "责任科室编码", "科室代码", "部门代码", "单位代码",
         "所属科室", "所属部门", "责任科室", "责任部门", "管理科室", "科室", "部门", "单位"),
    ),
    Column("别名", ("俗称", "别称", "又名", "其他叫法", "叫法"), needed=False),
)  # fmt: skip

NAMES = {"name": "名称", "unit": "单位", "aliases": "别名", "active": "在用"}
SEPARATORS = re.compile(r"[、，,;；/|\s]+")

Key = tuple[int, str]
Kept = Mapping[Key, RowMapping]
Seen = dict[Key, tuple[int, dict[str, Any]]]

PLACES = select(Place.__table__).order_by(Place.id)
ADD = insert(Place)
CHANGE = (
    update(Place)
    .where(Place.id == bindparam("place_id"))
    .values({name: bindparam(name) for name in ("name", "unit_id", "aliases", "active")})
)


@dataclass
class PlacesPlan:
    """What the file says, against what is kept."""

    tree: Tree
    outcome: Outcome = field(default_factory=Outcome)
    new: list[dict[str, Any]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.new) + len(self.outcome.changed)


def plan_places(db: Db, rows: Iterable[Row], tick: Callable[[], None] = lambda: None) -> PlacesPlan:
    """Compare every row with the register. Reads only."""
    plan = PlacesPlan(read_tree(db))
    kept = {(place["home_id"], fold(place["code"])): place for place in db.execute(PLACES).mappings()}
    seen: Seen = {}
    for row in rows:
        tick()
        try:
            _take(plan, row, _facts(row, plan.tree), kept, seen)
        except Unclear as error:
            plan.outcome.refuse(row.line, str(error))
    homes = {home for home, _ in seen}
    plan.outcome.missing = [
        f"{place['name']}（{place['code']}）"
        for key, place in kept.items()
        if key not in seen and key[0] in homes and place["active"]
    ]
    return plan


def write_places(plan: PlacesPlan, carry: Carry, tick: Callable[[int], None] = lambda _: None) -> None:
    """Carry out a plan in works of a few hundred rows."""
    carry_rows(carry, ADD, plan.new, tick)
    carry_rows(carry, CHANGE, [{"place_id": c.id, **c.values} for c in plan.outcome.changed], tick)


def _facts(row: Row, tree: Tree) -> dict[str, Any]:
    code = needed(code_in(row, "编码"), "编码")
    name = needed(words_in(row, "名称"), "名称")
    unit = tree.unit_inside_hospital(code_in(row, "单位编码"))
    facts = {
        "code": code,
        "name": name,
        "unit": unit["name"],
        "unit_id": unit["id"],
        "home_id": unit["home_id"],
    }
    if "别名" in row:
        facts["aliases"] = _aliases(row, name)
    return facts | {"active": True}


def _aliases(row: Row, name: str) -> list[str]:
    parts = (clean(part) for part in SEPARATORS.split(text_in(row, "别名")))
    return list(dict.fromkeys(part for part in parts if part and part != name and not is_nothing(part)))


def _take(plan: PlacesPlan, row: Row, facts: dict[str, Any], kept: Kept, seen: Seen) -> None:
    key = (facts["home_id"], fold(facts["code"]))
    if key in seen:
        count_repeated(plan.outcome, f"编码“{facts['code']}”", facts, seen[key])
        return
    seen[key] = (row.line, facts)
    if place := kept.get(key):
        _compare(plan, place, facts)
    else:
        plan.new.append({"aliases": [], **{name: value for name, value in facts.items() if name != "unit"}})
        plan.outcome.added.append(f"{facts['name']}（{facts['code']}）")


def _compare(plan: PlacesPlan, place: RowMapping, facts: dict[str, Any]) -> None:
    values = {name: facts.get(name, place[name]) for name in ("name", "unit_id", "aliases", "active")}
    if all(place[name] == value for name, value in values.items()):
        plan.outcome.same += 1
        return
    before = dict(place) | {"unit": plan.tree.names[place["unit_id"]]}
    said = difference(before, facts, NAMES) or "换到另一个同名单位"
    plan.outcome.changed.append(Change(place["id"], f"{facts['name']}（{facts['code']}）", said, values))
