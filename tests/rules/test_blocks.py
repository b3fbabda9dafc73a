"""五落实: how a block stands, what a step lacks, for every combination of the five, usual and grave."""

from itertools import product
from typing import Any

import pytest

from rules.blocks import OFFICIAL, Block, State, badge, lacking, named, states

WORDS: dict[Block, Any] = {
    Block.RESPONSIBLE: 7,
    Block.MEASURE: "清走纸箱",
    Block.FUNDS: "不用花钱",
    Block.DUE: "2026-03-05",
    Block.CONTINGENCY: "派人看住",
}
EMPTY: dict[Block, Any] = {Block.RESPONSIBLE: None, Block.DUE: None}
WAYS = tuple(product(State, repeat=len(Block)))
"""Every way in which the five can stand together."""
FIRST = {Block.RESPONSIBLE, Block.DUE}


def row(stands: tuple[State, ...], level: str = "general") -> dict[str, Any]:
    """A row of the ledger whose blocks stand so, in the order of the five."""
    each = dict(zip(Block, stands, strict=True))
    facts = {b.value: EMPTY.get(b, "") if each[b] is State.MISSING else WORDS[b] for b in Block}
    usual = [block.value for block in Block if each[block] is State.DEFAULT]
    return facts | {"defaulted": usual, "level": level}


@pytest.mark.parametrize("stands", WAYS)
def test_each_block_stands_as_it_was_left(stands: tuple[State, ...]) -> None:
    found = row(stands)
    assert tuple(states(found).values()) == stands
    assert badge(found) == (stands.count(State.FILLED), stands.count(State.DEFAULT))


@pytest.mark.parametrize("level", ["general", "major"])
@pytest.mark.parametrize("step", ["assign", "close", "list"])
def test_what_a_step_lacks(step: str, level: str) -> None:
    """An ordinary one may stand as usual; a grave one, and what is proposed for 挂牌, was looked at by a person."""
    needed = set(Block)
    if step == "assign":
        needed = FIRST | {Block.CONTINGENCY} if level == "major" else FIRST
    strict = level == "major" or step == "list"
    for stands in WAYS:
        each = dict(zip(Block, stands, strict=True))
        good = {State.FILLED} if strict else {State.FILLED, State.DEFAULT}
        wanted = [block for block in Block if block in needed and each[block] not in good]
        assert lacking(row(stands, level), step) == wanted, stands


def test_a_mark_without_words_is_missing() -> None:
    """What stands as usual and was emptied is missing, whatever the mark says."""
    emptied = row((State.FILLED,) * 5) | {"measure": "", "defaulted": ["measure"]}
    assert states(emptied)[Block.MEASURE] is State.MISSING


def test_they_are_named_as_in_the_document() -> None:
    assert named(list(Block)) == "责任、措施、资金、时限、预案"
    assert named([]) == ""
    assert set(OFFICIAL) == set(Block)
