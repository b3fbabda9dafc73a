"""Everybody of the closed loop does anything in any order, and time passes: what must hold whatever they do."""

from itertools import count
from pathlib import Path

from tests.edges.loop.everybody import Everybody
from tests.edges.loop.play import Play
from tests.edges.loop.ward import ward_on_postgresql, ward_on_sqlite
from tests.edges.plays import play
from tests.postgres import Postgres

AT_ONCE = 70
"""Deeds of one house, on a database of its own."""


def test_the_loop_holds_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count(1)
    play(
        Everybody,
        lambda: Play(ward_on_sqlite(sqlite_template, tmp_path / str(next(numbers)))),
        at_once=AT_ONCE,
    )


def test_the_loop_holds_on_postgresql(postgres: Postgres, tmp_path: Path) -> None:
    numbers = count(1)
    play(
        Everybody,
        lambda: Play(ward_on_postgresql(postgres, tmp_path / str(next(numbers)))),
        at_once=AT_ONCE,
    )
