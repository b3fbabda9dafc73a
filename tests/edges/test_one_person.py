"""Three people send anything in any order, and time passes: what must hold whatever they do."""

from contextlib import ExitStack
from itertools import count
from pathlib import Path
from shutil import copy

from tests.edges.people.anybody import Anybody
from tests.edges.people.promises import LOOKS, WAITS
from tests.edges.people.town import Town
from tests.edges.plays import play
from tests.postgres import Postgres

AT_ONCE = 50
"""Steps of one dialogue, on a database of its own."""


def test_whatever_people_do_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count(1)

    def opens() -> Town:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        copy(sqlite_template, folder / "ssp.db")
        return Town(f"sqlite:///{folder / 'ssp.db'}", folder, LOOKS, WAITS)

    play(Anybody, opens, at_once=AT_ONCE)


def test_whatever_people_do_on_postgresql(postgres: Postgres, tmp_path: Path) -> None:
    numbers = count(1)

    def opens() -> Town:
        folder, ends = tmp_path / str(next(numbers)), ExitStack()
        folder.mkdir()
        return Town(ends.enter_context(postgres.database()), folder, LOOKS, WAITS, leaves=ends.close)

    play(Anybody, opens, at_once=AT_ONCE)
