"""Playing at random until a promise breaks, and telling then how, as short as it can be.

``SSP_STEPS=10000`` plays longer, ``SSP_SEED=7`` plays something else.
"""

import os
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.edges.people.shorter import shorten
from tests.edges.people.talk import Deed

STEPS = int(os.environ.get("SSP_STEPS", "700"))
SEED = int(os.environ.get("SSP_SEED", "1"))
PATIENCE = 120.0
"""Seconds spent on telling a broken promise shortly."""


class House(Protocol):
    """Where deeds are played, on a database of its own."""

    told: list[str]

    def play(self, deed: Deed) -> None: ...
    def close(self) -> None: ...


Opens = Callable[[], House]


def play(machine: Any, opens: Opens, *, at_once: int) -> None:
    """Let the machine take ``STEPS`` steps, ``at_once`` of them in one house; a broken promise fails the test."""
    machine.opens, machine.steps, machine.done = staticmethod(opens), 0, 0
    often = settings(
        max_examples=max(1, STEPS // at_once),
        stateful_step_count=at_once,
        deadline=None,
        phases=[Phase.generate],  # what happened is shortened here, deed by deed
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    began = time.monotonic()
    try:
        run_state_machine_as_test(seed(SEED)(machine), settings=often)
    except Exception as broken:
        told = _told_shortly(opens, machine.played, _gist(broken))
    else:
        told = ""
    if told:
        pytest.fail(told, pytrace=False)
    done, spent = machine.done or machine.steps, time.monotonic() - began
    print(f"\n{machine.steps} steps, {done} done, seed {SEED}, {spent:.0f} s")  # noqa: T201


def _gist(broken: BaseException) -> str:
    """The first words of a broken promise: the same one is looked for while the tale gets shorter."""
    words = [word for word in re.split(r"[\W\d]+", str(broken)) if word]
    return " ".join([type(broken).__name__, *words[:4]])


def _told_shortly(opens: Opens, deeds: Sequence[Deed], gist: str) -> str:
    """The deeds, with as many left out as can be, and what they broke."""
    least = shorten(deeds, lambda some: _broken(opens, some)[2] == gist, seconds=PATIENCE)
    told, why, _ = _broken(opens, least)
    return "\n".join([f"seed {SEED}, {len(deeds)} deeds, {len(least)} of them are enough:", *told, why])


def _broken(opens: Opens, deeds: Sequence[Deed]) -> tuple[list[str], str, str]:
    """What was done, and the promise that broke with its gist; both empty when all of them held."""
    house = opens()
    try:
        for deed in deeds:
            house.play(deed)
    except Exception as broken:
        return house.told, f"{type(broken).__name__}: {broken}", _gist(broken)
    finally:
        house.close()
    return house.told, "", ""
