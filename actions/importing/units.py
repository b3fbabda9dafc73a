"""Bringing in the organisation tree: reading its lines and comparing them with what is kept."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import RowMapping

from actions.importing.findings import (
    Change,
    Outcome,
    Unclear,
    code_in,
    count_repeated,
    fold,
    is_nothing,
    needed,
    words_in,
)
from actions.importing.forest import CALLED, Forest, Node
from actions.importing.moves import complaints_of_moves
from actions.importing.rows import Column, Row
from actions.importing.tree import BUILT_IN, UNITS
from models.base import Db
from rules.words.plain_text import clean

COLUMNS = (
    Column("编码", ("单位编码", "组织编码", "机构编码", "部门编码", "科室编码", "代码", "单位代码", "编号")),
    Column("名称", ("单位名称", "组织名称", "机构名称", "部门名称", "科室名称", "单位", "部门", "科室")),
    Column(
        "上级编码",
        ("上级单位编码", "上级组织编码", "上级机构编码", "上级部门编码", "上级科室编码", "上级代码", "父级编码",
         "父编码", "上级单位", "上级部门", "上级机构", "上级", "隶属"),
    ),
    Column("类型", ("单位类型", "组织类型", "机构类型", "类别", "层级", "级别")),
    Column("电话", ("联系电话", "值班电话", "科室电话", "电话号码", "办公电话", "联系方式"), needed=False),
)  # fmt: skip

KIND_WORDS = {
    "province": "省 省级 省份 省工会 省总工会 省本级 province",
    "city": "市 市级 地市 地级市 市州 州 市工会 市总工会 市本级 city",
    "unit": "单位 医院 院区 分院 机构 基层单位 医疗机构 卫生院 院 法人单位 unit hospital",
    "department": "科室 部门 科 处室 处 病区 病房 科部 临床科室 医技科室 职能科室 行政科室 职能部门 department",
    "team": "班组 小组 组 班 护理组 医疗组 team",
}
DIGIT = re.compile(r"\d")
FEWEST = 3
"""Digits of the shortest inside number."""
PHONE = re.compile(r"[\d+()（）\- 、，,;；/转#]+")
KIND_OF = {word: kind for kind, words in KIND_WORDS.items() for word in words.split()}


@dataclass
class UnitsPlan:
    """What the file says, against what is kept."""

    forest: Forest
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def size(self) -> int:
        return len(self.outcome.added) + len(self.outcome.changed)


def plan_units(db: Db, rows: Iterable[Row], tick: Callable[[], None] = lambda: None) -> UnitsPlan:
    """Compare every row with the kept tree. Reads only."""
    kept = list(db.execute(UNITS).mappings())
    plan = UnitsPlan(Forest(_nodes(kept)))
    for row in rows:
        tick()
        try:
            _take(plan, row.line, _node(row))
        except Unclear as error:
            plan.outcome.refuse(row.line, str(error))
    _resolve_parents(plan.forest)
    _drop_the_wrong(db, plan)
    _compare(plan)
    return plan


def _nodes(kept: list[RowMapping]) -> dict[str, Node]:
    codes = {unit["id"]: unit["code"] for unit in kept}
    nodes = [
        Node(0, unit["code"], unit["name"], unit["kind"], fold(codes.get(unit["parent_id"], "")), kept=unit)
        for unit in kept
    ]
    return {node.key: node for node in nodes}


def _node(row: Row) -> Node:
    code, parent = needed(code_in(row, "编码"), "编码"), code_in(row, "上级编码")
    parent = "" if is_nothing(parent) else parent
    name = needed(words_in(row, "名称"), "名称")
    return Node(row.line, code, name, _kind(row), fold(parent), parent, phone=_phone(row))


def _phone(row: Row) -> str | None:
    """A telephone as written; None for a blank, which keeps the kept one, and nothing for 无."""
    text = clean(code_in(row, "电话", longest=40))
    if not text or is_nothing(text):
        return "" if text else None
    if len(DIGIT.findall(text)) < FEWEST or not PHONE.fullmatch(text):
        raise Unclear(f"电话“{text}”不对，例：0533-2110119转8001；没有就空着")
    return text


def _kind(row: Row) -> str:
    text = needed(words_in(row, "类型"), "类型")
    kind = KIND_OF.get(clean(text).casefold().replace(" ", ""))
    if kind is None:
        raise Unclear(f"类型“{text}”认不得，请写：{'、'.join(CALLED.values())}")
    return kind


def _take(plan: UnitsPlan, line: int, node: Node) -> None:
    if first := plan.forest.filed.get(node.key):
        count_repeated(plan.outcome, f"编码“{node.code}”", _facts(node), (first.line, _facts(first)))
        return
    kept = plan.forest.kept.get(node.key)
    node.kept = kept.kept if kept else None
    plan.forest.filed[node.key] = node


def _facts(node: Node) -> dict[str, str]:
    return {"name": node.name, "kind": node.kind, "parent": node.parent, "phone": node.phone or ""}


def _resolve_parents(forest: Forest) -> None:
    """A name instead of a code is understood where only one unit has it."""
    named: dict[str, list[Node]] = {}
    for node in forest.all():
        named.setdefault(fold(node.name), []).append(node)
    for node in forest.filed.values():
        if node.parent and forest.get(node.parent) is None and len(found := named.get(node.parent, [])) == 1:
            node.parent = found[0].key


def _drop_the_wrong(db: Db, plan: UnitsPlan) -> None:
    """Take out what is wrong until the rest is sound; what hung on a wrong line is then wrong, too."""
    dropped: dict[str, int] = {}
    while wrong := plan.forest.complaints() or complaints_of_moves(db, plan.forest):
        lines: dict[str, int] = {}
        for key, said in wrong.items():
            node = plan.forest.filed.pop(key)
            if first := dropped.get(node.parent):
                said = f"上级“{node.parent_written}”（第{first}行）有问题，先改好那一行"
            plan.outcome.refuse(node.line, said)
            lines[key] = node.line
        dropped |= lines
    plan.outcome.bad.sort(key=lambda finding: finding.line)


def _compare(plan: UnitsPlan) -> None:
    for node in plan.forest.filed.values():
        who = f"{node.name}（{node.code}）"
        if node.kept is None:
            plan.outcome.added.append(f"{who} {node.telephone}".strip())
        elif said := _difference(plan.forest, node):
            plan.outcome.changed.append(Change(node.kept["id"], who, said, {}))
        else:
            plan.outcome.same += 1
    plan.outcome.missing = [
        f"{node.name}（{node.code}）"
        for key, node in plan.forest.kept.items()
        if key not in plan.forest.filed and node.code != BUILT_IN
    ]
    _note_roots(plan)


def _difference(forest: Forest, node: Node) -> str:
    before = forest.kept[node.key]
    above, now_above = (_called(forest.get(each.parent)) for each in (before, node))
    pairs = (
        ("名称", before.name, node.name),
        ("类型", CALLED[before.kind], CALLED[node.kind]),
        ("上级", above, now_above),
        ("电话", before.telephone or "空", node.telephone or "空"),
    )
    return "；".join(f"{what}：{old} → {new}" for what, old, new in pairs if old != new)


def _called(node: Node | None) -> str:
    return node.code if node else "无"


def _note_roots(plan: UnitsPlan) -> None:
    roots = [node for node in plan.forest.filed.values() if not node.parent]
    if len(roots) > 1:
        names = "、".join(node.name for node in roots[:5])
        plan.outcome.notes.append(
            f"表里有{len(roots)}个没有上级的单位（{names}），如果不是有意的，请补上级编码"
        )
