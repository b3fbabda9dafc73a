"""Whatever one person does with two telephones, a page and the clock: no second sitting, no lost answer, no changed mark."""

from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from shutil import copy
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.postgres import Postgres
from tests.quiz.room import Room

WORDS = (
    *("考试", "1", "2", "0", "A", "b", "AC", "对", "错", "交卷", "接着答", "取消", "上一题", "下一题"),
    *("第2题", "第9题", "答题", "我的成绩", "错题", "有误", "三楼东楼梯口堆着纸箱", "张敏 020153"),
)


class Sitter(RuleBasedStateMachine):
    """One person, as restless as can be."""

    opens: ClassVar[Callable[[], Room]]

    def __init__(self) -> None:
        super().__init__()
        self.room = type(self).opens()

    @rule(phone=st.sampled_from([0, 0, 0, 1]), words=st.sampled_from(WORDS))
    def says(self, phone: int, words: str) -> None:
        before = self.room.open_sitting()
        self.room.says(phone, words)
        self.room.notes(before)

    @rule()
    def sits_down(self) -> None:
        for words in ("考试", "1"):
            before = self.room.open_sitting()
            self.room.says(0, words)
            self.room.notes(before)

    @rule()
    def hears_it_again(self) -> None:
        self.room.again()

    @rule(position=st.integers(0, 4), letters=st.sampled_from(["A", "B", "AC", "T"]))
    def writes_on_page(self, position: int, letters: str) -> None:
        self.room.writes_on_page(position, letters)

    @rule(minutes=st.sampled_from([1, 10, 31, 60 * 24]))
    def waits(self, minutes: int) -> None:
        self.room.clock.forward(minutes=minutes)

    @rule()
    def clock_beats(self) -> None:
        self.room.beat()

    @rule()
    def server_falls_over(self) -> None:
        self.room.restarts()

    @invariant()
    def all_is_well(self) -> None:
        self.room.looks()

    def teardown(self) -> None:
        self.room.close()


def _play(opens: Callable[[], Room], examples: int) -> None:
    Sitter.opens = staticmethod(opens)
    often = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(1)(Sitter), settings=often)


def test_no_second_sitting_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count(1)

    def opens() -> Room:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        copy(sqlite_template, folder / "ssp.db")
        return Room(f"sqlite:///{folder / 'ssp.db'}", folder)

    _play(opens, 8)


def test_no_second_sitting_on_postgresql(postgres: Postgres, tmp_path: Path) -> None:
    numbers = count(1)

    def opens() -> Room:
        folder, ends = tmp_path / str(next(numbers)), ExitStack()
        folder.mkdir()
        return Room(ends.enter_context(postgres.database()), folder, ends.close)

    _play(opens, 3)
