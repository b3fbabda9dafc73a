"""Everybody of the closed loop does anything in any order, and time passes: what must hold whatever they do.

``SSP_STEPS=10000`` plays longer, ``SSP_SEED=7`` plays something else. What breaks a promise is told as short as it
can be.
"""

import os
import re
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from plans.kinds import load_kinds
from plans.loading import load_duties
from tests.edges.loop.everybody import Everybody
from tests.edges.loop.play import Play
from tests.edges.loop.ward import ward_on_postgresql, ward_on_sqlite
from tests.edges.people.shorter import shorten
from tests.edges.people.talk import Deed
from tests.postgres import Postgres

STEPS = int(os.environ.get("SSP_STEPS", "700"))
SEED = int(os.environ.get("SSP_SEED", "1"))
AT_ONCE = 70
"""Deeds of one house, on a database of its own."""
PATIENCE = 120.0
"""Seconds spent on telling a broken promise shortly."""

KINDS, DUTIES = cache(load_kinds), cache(load_duties)


@pytest.fixture(autouse=True)
def _documents_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suishoupai.product.load_kinds", KINDS)
    monkeypatch.setattr("suishoupai.product.load_duties", DUTIES)


def test_the_loop_holds_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count(1)
    _play(lambda: Play(ward_on_sqlite(sqlite_template, tmp_path / str(next(numbers)))))


def test_the_loop_holds_on_postgresql(postgres: Postgres, tmp_path: Path) -> None:
    numbers = count(1)
    _play(lambda: Play(ward_on_postgresql(postgres, tmp_path / str(next(numbers)))))


def _play(opens: Callable[[], Play]) -> None:
    Everybody.opens, Everybody.steps, Everybody.done = staticmethod(opens), 0, 0
    often = settings(
        max_examples=max(1, STEPS // AT_ONCE),
        stateful_step_count=AT_ONCE,
        deadline=None,
        phases=[Phase.generate],  # what happened is shortened here, deed by deed
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    began = time.monotonic()
    try:
        run_state_machine_as_test(seed(SEED)(Everybody), settings=often)
    except Exception as broken:
        told = _told_shortly(opens, Everybody.played, _gist(broken))
    else:
        told = ""
    if told:
        pytest.fail(told, pytrace=False)
    spent = time.monotonic() - began
    print(f"\n{Everybody.steps} steps, {Everybody.done} deeds, seed {SEED}, {spent:.0f} s")  # noqa: T201


def _gist(broken: BaseException) -> str:
    """The first words of a broken promise: the same one is looked for while the tale gets shorter."""
    words = [word for word in re.split(r"[\W\d]+", str(broken)) if word]
    return " ".join([type(broken).__name__, *words[:4]])


def _told_shortly(opens: Callable[[], Play], deeds: Sequence[Deed], gist: str) -> str:
    """The deeds, with as many left out as can be, and what they broke."""
    least = shorten(deeds, lambda some: _broken(opens, some)[2] == gist, seconds=PATIENCE)
    told, why, _ = _broken(opens, least)
    return "\n".join([f"seed {SEED}, {len(deeds)} deeds, {len(least)} of them are enough:", *told, why])


def _broken(opens: Callable[[], Play], deeds: Sequence[Deed]) -> tuple[list[str], str, str]:
    """What was done, and the promise that broke with its gist; both empty when all of them held."""
    play = opens()
    try:
        for deed in deeds:
            play.play(deed)
    except Exception as broken:
        return play.told, f"{type(broken).__name__}: {broken}", _gist(broken)
    finally:
        play.close()
    return play.told, "", ""
