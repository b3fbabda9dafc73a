"""The kept organisation tree, for looking up the unit that a cell means."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import RowMapping, select

from actions.importing.findings import Unclear, fold, nearest, needed
from models.base import Db
from models.units import Unit

BUILT_IN = "default"
GUESSED = 200  # different unknown units; a file with more belongs to another tree

UNITS = select(Unit.__table__).order_by(Unit.id)

UNIONS = ("province", "city")
"""Nodes above hospitals that have people of their own."""


@dataclass
class Tree:
    """Units by what people may write for them: the code, or a name that only one unit has."""

    units: list[RowMapping]
    by_code: dict[str, RowMapping] = field(init=False)
    by_name: dict[str, list[RowMapping]] = field(init=False)
    names: dict[int, str] = field(init=False)
    complaints: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_code = {fold(unit["code"]): unit for unit in self.units}
        self.names = {unit["id"]: unit["name"] for unit in self.units}
        self.by_name = {}
        for unit in self.units:
            self.by_name.setdefault(fold(unit["name"]), []).append(unit)

    def unit_inside_hospital(self, text: str, column: str = "单位编码") -> RowMapping:
        """The unit a cell means; it must be a hospital or lie in one."""
        unit = self._unit(needed(text, column), column)
        if unit["home_id"] is None:
            raise Unclear(f"“{unit['name']}”不是医院，也不在医院里面，请写医院或科室的编码")
        return unit

    def unit_of_people(self, text: str, column: str = "单位编码") -> tuple[RowMapping, int]:
        """The unit a cell means and whose roll that is: a hospital's, or that of a union above (市医务工会)."""
        unit = self._unit(needed(text, column), column)
        if unit["kind"] in UNIONS:
            return unit, int(unit["id"])
        unit = self.unit_inside_hospital(text, column)
        return unit, int(unit["home_id"])

    def _unit(self, text: str, column: str) -> RowMapping:
        if found := self.by_code.get(fold(text)):
            return found
        named = self.by_name.get(fold(text), [])
        if len(named) == 1:
            return named[0]
        raise Unclear(self._many(text, named) if named else self._none(text, column))

    def _many(self, text: str, named: Iterable[RowMapping]) -> str:
        codes = "、".join(unit["code"] for unit in named)
        return f"叫“{text}”的单位不止一个，请写编码：{codes}"

    def _none(self, text: str, column: str) -> str:
        """The complaint about an unknown unit; files repeat the same mistake thousands of times."""
        if text not in self.complaints:
            alike = ""
            if len(self.complaints) < GUESSED:
                alike = nearest(text, [*self._codes(), *(unit["name"] for unit in self.units)])
            self.complaints[text] = (
                f"{column}“{text}”在单位表里没有，是不是写错了？{alike.removeprefix('，')}"
            )
        return self.complaints[text]

    def _codes(self) -> Iterable[str]:
        return (unit["code"] for unit in self.units if unit["code"] != BUILT_IN)


def read_tree(db: Db) -> Tree:
    return Tree(list(db.execute(UNITS).mappings()))
