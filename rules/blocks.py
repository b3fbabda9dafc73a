"""五落实: responsible person, measure, funds, deadline and contingency plan, and which of them a step needs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Block(StrEnum):
    """One of the five; the value is the column that holds it."""

    RESPONSIBLE = "owner_id"
    MEASURE = "measure"
    FUNDS = "funds"
    DUE = "due_on"
    CONTINGENCY = "contingency"


OFFICIAL = {
    Block.RESPONSIBLE: "责任",
    Block.MEASURE: "措施",
    Block.FUNDS: "资金",
    Block.DUE: "时限",
    Block.CONTINGENCY: "预案",
}

USUAL = (Block.MEASURE, Block.FUNDS, Block.CONTINGENCY)
"""The blocks a class of hazards has a usual answer for."""

FIRST = (Block.RESPONSIBLE, Block.DUE)
AT_ONCE = (*FIRST, Block.CONTINGENCY)
"""Without these a grave hazard is given to nobody; measure and funds follow."""

LATER = (Block.MEASURE, Block.FUNDS)


class State(StrEnum):
    """How a block stands."""

    MISSING = "missing"
    DEFAULT = "default"
    FILLED = "filled"


def state_of(row: Mapping[Any, Any], block: Block) -> State:
    """``defaulted`` names the blocks that stand as usual and nobody has looked at."""
    if not row[block.value]:
        return State.MISSING
    return State.DEFAULT if block.value in row["defaulted"] else State.FILLED


def states(row: Mapping[Any, Any]) -> dict[Block, State]:
    return {block: state_of(row, block) for block in Block}


def badge(row: Mapping[Any, Any]) -> tuple[int, int]:
    """How many of the five a person filled in, and how many more stand as usual."""
    found = list(states(row).values())
    return found.count(State.FILLED), found.count(State.DEFAULT)


def lacking(row: Mapping[Any, Any], step: str) -> list[Block]:
    """What is missing for ``assign``, ``list`` or ``close``. For a grave hazard the usual is not enough."""
    needed = tuple(Block) if step != "assign" else AT_ONCE if row["level"] == "major" else FIRST
    found = states(row)
    if row["level"] != "major" and step != "list":
        return [block for block in needed if found[block] is State.MISSING]
    return [block for block in needed if found[block] is not State.FILLED]


def named(blocks: list[Block]) -> str:
    """``措施、资金``."""
    return "、".join(OFFICIAL[block] for block in blocks)
