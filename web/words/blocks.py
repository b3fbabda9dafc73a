"""五落实 as a page shows it: the five in the order of the document, and how each one stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules.blocks import OFFICIAL, Block, State, state_of

MARKS = {State.FILLED: "✓", State.DEFAULT: "默认", State.MISSING: "缺"}


@dataclass(frozen=True)
class Shown:
    """One of the five: its name, its mark, and what stands there."""

    name: str
    block: str
    state: str
    mark: str
    words: str


def shown_blocks(row: Mapping[Any, Any]) -> list[Shown]:
    """The five, each with its mark."""
    return [_shown(row, block, state_of(row, block)) for block in Block]


def _shown(row: Mapping[Any, Any], block: Block, state: State) -> Shown:
    return Shown(OFFICIAL[block], block.value, state.value, MARKS[state], _words(row, block))


def _words(row: Mapping[Any, Any], block: Block) -> str:
    if block is Block.RESPONSIBLE:
        return row["owner_name"] or ""
    if block is Block.DUE:
        return f"{row['due_on'].month}/{row['due_on'].day}前" if row["due_on"] else ""
    return str(row[block.value])
