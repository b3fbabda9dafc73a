"""A chat turn costs what it asks of the database: the budget may only be raised on purpose."""

from pathlib import Path

import pytest

from bench.statements import measure

BUDGET = {
    "text turn": 16,
    "photo turn": 12,
    "silent photo": 7,
    "words after a photo": 15,
    "joined photo": 9,
}


@pytest.fixture(scope="module")
def spent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder: Path = tmp_path_factory.mktemp("statements") / "data"
    return measure(folder)


@pytest.mark.parametrize("turn", BUDGET)
def test_a_turn_keeps_to_its_budget(spent: dict[str, list[str]], turn: str) -> None:
    assert len(spent[turn]) == BUDGET[turn], "\n".join(spent[turn])


def test_every_measured_turn_has_a_budget(spent: dict[str, list[str]]) -> None:
    assert set(spent) == set(BUDGET)
