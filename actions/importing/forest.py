"""The tree as it would stand after an import, and what would be wrong with it. Values only, no database."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import RowMapping

from actions.importing.findings import fold, nearest
from models.units import KINDS

DEEPEST = 20
CALLED = {"province": "省", "city": "市", "unit": "单位", "department": "科室", "team": "班组"}
RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass
class Node:
    """One unit: from line ``line`` of the file, or kept (``line`` 0). ``parent`` is a folded code or empty.

    ``phone`` is None where the file does not say one.
    """

    line: int
    code: str
    name: str
    kind: str
    parent: str = ""
    parent_written: str = ""
    kept: RowMapping | None = None
    phone: str | None = None

    @property
    def key(self) -> str:
        return fold(self.code)

    @property
    def telephone(self) -> str:
        """What the file says, else what is kept."""
        if self.phone is not None:
            return self.phone
        return str(self.kept["phone"]) if self.kept else ""


@dataclass
class Forest:
    """All nodes by folded code: those of the file stand before those that are kept."""

    kept: dict[str, Node]
    filed: dict[str, Node] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        return self.filed.get(key) or self.kept.get(key)

    def all(self) -> Iterator[Node]:
        yield from self.filed.values()
        yield from (node for key, node in self.kept.items() if key not in self.filed)

    def above(self, node: Node) -> Iterator[Node]:
        """The node and its ancestors, upwards. Ends on a sound forest only."""
        here: Node | None = node
        while here is not None:
            yield here
            here = self.get(here.parent) if here.parent else None

    def depth(self, node: Node) -> int:
        return sum(1 for _ in self.above(node))

    def home(self, node: Node) -> Node | None:
        return next((each for each in self.above(node) if each.kind == "unit"), None)

    def city(self, node: Node) -> Node | None:
        return next((each for each in self.above(node) if each.kind == "city"), None)

    def complaints(self) -> dict[str, str]:
        """What is wrong with nodes of the file, by key. Asked again after the wrong ones are taken out."""
        found = {key: self._complaint(node) for key, node in self.filed.items()}
        return {key: said for key, said in found.items() if said}

    def _complaint(self, node: Node) -> str:
        if not node.parent:
            return self._complaint_of_root(node)
        parent = self.get(node.parent)
        if parent is None:
            alike = nearest(node.parent_written, (each.code for each in self.all() if each.key != node.key))
            return (
                f"上级编码“{node.parent_written}”在表里和库里都没有，是不是写错了？{alike.removeprefix('，')}"
            )
        if circle := self._circle(node):
            return circle
        if RANK[parent.kind] > RANK[node.kind]:
            return f"{CALLED[node.kind]}“{node.name}”不能放在{CALLED[parent.kind]}“{parent.name}”下面，请核对上级编码和类型"
        return ""

    def _complaint_of_root(self, node: Node) -> str:
        if RANK[node.kind] > RANK["unit"]:
            return f"{CALLED[node.kind]}要写上级编码，它属于哪个单位？"
        return ""

    def _circle(self, node: Node) -> str:
        """A node that is above itself, or a ladder longer than any real one."""
        codes: list[str] = []
        for each in self.above(node):
            if codes and each.key == node.key:
                return f"上下级绕成了圈：{' → '.join([*codes, node.code])}，请改其中一个上级编码"
            codes.append(each.code)
            if len(codes) > DEEPEST:
                return f"上级一层套一层，超过了{DEEPEST}层，请核对上级编码"
        return ""
