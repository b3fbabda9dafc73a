"""Three people send anything in any order, and time passes: what must hold whatever they do.

``SSP_STEPS=10000`` plays longer, ``SSP_SEED=7`` plays something else. A dialogue that breaks a promise is told
as short as it can be.
"""

import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from plans.kinds import load_kinds
from plans.loading import load_duties
from tests.edges.people.anybody import Anybody
from tests.edges.people.promises import LOOKS, WAITS
from tests.edges.people.shorter import shorten
from tests.edges.people.talk import Deed
from tests.edges.people.town import Town
from tests.postgres import Postgres

STEPS = int(os.environ.get("SSP_STEPS", "700"))
SEED = int(os.environ.get("SSP_SEED", "1"))
AT_ONCE = 50
"""Steps of one dialogue, on a database of its own."""
PATIENCE = 120.0
"""Seconds spent on telling a broken promise shortly."""

KINDS, DUTIES = cache(load_kinds), cache(load_duties)


@pytest.fixture(autouse=True)
def _documents_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suishoupai.product.load_kinds", KINDS)
    monkeypatch.setattr("suishoupai.product.load_duties", DUTIES)


def test_whatever_people_do_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count(1)

    def opens() -> Town:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        copy(sqlite_template, folder / "ssp.db")
        return Town(f"sqlite:///{folder / 'ssp.db'}", folder, LOOKS, WAITS)

    _play(opens)


def test_whatever_people_do_on_postgresql(postgres: Postgres, tmp_path: Path) -> None:
    numbers = count(1)

    def opens() -> Town:
        folder, ends = tmp_path / str(next(numbers)), ExitStack()
        folder.mkdir()
        return Town(ends.enter_context(postgres.database()), folder, LOOKS, WAITS, leaves=ends.close)

    _play(opens)


def _play(opens: Callable[[], Town]) -> None:
    Anybody.opens, Anybody.steps = staticmethod(opens), 0
    often = settings(
        max_examples=max(1, STEPS // AT_ONCE),
        stateful_step_count=AT_ONCE,
        deadline=None,
        phases=[Phase.generate],  # a dialogue is shortened here, deed by deed
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    began = time.monotonic()
    try:
        run_state_machine_as_test(seed(SEED)(Anybody), settings=often)
    except AssertionError as broken:
        told = _told_shortly(opens, Anybody.played, _gist(str(broken)))
    else:
        told = ""
    if told:
        pytest.fail(told, pytrace=False)
    spent = time.monotonic() - began
    print(f"\n{Anybody.steps} steps, seed {SEED}, {spent:.0f} s, {Anybody.steps / spent:.0f} a second")  # noqa: T201


def _gist(why: str) -> str:
    """The first words of a broken promise: the same one is looked for while the dialogue gets shorter."""
    return re.split(r"[\W\d]", why)[0] + " ".join(re.split(r"[\W\d]+", why)[1:4])


def _told_shortly(opens: Callable[[], Town], deeds: Sequence[Deed], gist: str) -> str:
    """The dialogue, with as much left out as can be, and what it broke."""
    least = shorten(deeds, lambda some: _gist(_broken(opens, some)[1]) == gist, seconds=PATIENCE)
    told, why = _broken(opens, least)
    return "\n".join([f"seed {SEED}, {len(deeds)} deeds, {len(least)} of them are enough:", *told, why])


def _broken(opens: Callable[[], Town], deeds: Sequence[Deed]) -> tuple[list[str], str]:
    """What was said, and the promise that broke; empty when all of them held."""
    town = opens()
    try:
        for deed in deeds:
            town.play(deed)
    except AssertionError as broken:
        return town.told, str(broken) or "?"
    finally:
        town.close()
    return town.told, ""
