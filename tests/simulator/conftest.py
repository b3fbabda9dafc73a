"""Boxes on the loopback, each in front of a small account of the test's own."""

from collections.abc import Callable, Iterator

import pytest

from simulator import Box, Clock
from tests.simulator.echo_account import APP_ID, APP_SECRET, START, TOKEN, Account


@pytest.fixture
def account() -> Iterator[Account]:
    account = Account()
    yield account
    account.stop()


@pytest.fixture
def make_box(account: Account) -> Iterator[Callable[..., Box]]:
    """Boxes that wait only a moment for an answer."""
    boxes: list[Box] = []

    def make(**settings: object) -> Box:
        wanted = {"clock": Clock(START), "patience": 2.0, **settings}
        box = Box(account.url, token=TOKEN, app_id=APP_ID, app_secret=APP_SECRET, **wanted)
        boxes.append(box)
        box.start()
        return box

    yield make
    for box in boxes:
        box.stop()


@pytest.fixture
def box(make_box: Callable[..., Box]) -> Box:
    return make_box()
