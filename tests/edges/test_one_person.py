"""One person sends anything in any order, and time passes: what must hold whatever they do."""

from collections import Counter
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from structlog.testing import capture_logs

from plans.kinds import load_kinds
from rules.numbers import RESERVED
from suishoupai.product import build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.conftest import Clock
from tests.edges.conftest import Door, said
from tests.edges.letters import event, fields, query, write
from tests.hospital import Hospital

WORDS = (
    "三楼东楼梯口堆着纸箱", "灭火器没压力", "着火了，五楼配电间冒烟", "好的谢谢", "在吗", "空调坏了", "不对，是四楼",
    "匿名", "接着", "我的", "帮助", "待办", "绑定", "我是内科 张敏", "门诊楼2楼抽血处旁边", "插线板发烫", "查48217790", "👍",
)  # fmt: skip
STOPS = ("取消", "算了", "撤回", "删101", "停")
SILENT_WORDS = ("好的谢谢", "👍", "在吗")
"""Courtesies are answered once a day."""


class Person(RuleBasedStateMachine):
    """A stranger, and sometimes somebody of the roll, with a telephone and no plan."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        folder = Path(mkdtemp(dir=self.template.parent))
        copy(self.template, folder / "ssp.db")
        self.clock = Clock()
        config: dict[str, Any] = {"database": {"url": f"sqlite:///{folder / 'ssp.db'}"}, "data_dir": folder}
        config |= {"wechat": {"token": "shhh"}, "web": {"secret_key": "a secret of the tests"}}
        self.product = build(load(**config), open_stores(load(**config)), self.clock)
        self.hospital, self.door = Hospital(self.product), Door(self.product)
        self.last: tuple[bytes, str] | None = None
        self.photos = 0
        self.quiet = ExitStack()
        self.lines = self.quiet.enter_context(capture_logs())

    def teardown(self) -> None:
        self.quiet.close()
        self.product.stop()

    def _send(self, facts: dict[str, object]) -> str:
        body = write(facts)
        answer = said(self.door.posts(query(self.clock()), body))
        self.last = (body, answer)
        assert "出了岔子" not in answer
        return answer

    def _facts(self, kind: str, **own: object) -> dict[str, object]:
        return fields(kind, at=self.clock(), **own)

    @rule(number=st.integers(1, 4))
    def photos_in_one_go(self, number: int) -> None:
        for _ in range(number):
            self.photos += 1
            self._send(self._facts("image", MediaId=f"m{self.photos}", PicUrl=""))

    @rule(words=st.sampled_from(WORDS))
    def words(self, words: str) -> None:
        answer = self._send(self._facts("text", Content=words))
        assert answer or words in SILENT_WORDS

    @rule(words=st.text(min_size=1, max_size=30))
    def any_words(self, words: str) -> None:
        self._send(self._facts("text", Content=words))

    @rule(digit=st.integers(0, 9))
    def a_digit(self, digit: int) -> None:
        answer = self._send(self._facts("text", Content=str(digit)))
        assert answer
        self.photos += "你的回执" in answer  # the voice of a nameless report, after all

    @rule(number=st.integers(100, 108) | st.sampled_from([110, 119, 120, 302, 911, 12350, 99999999]))
    def a_number(self, number: int) -> None:
        assert self._send(self._facts("text", Content=str(number)))

    @rule(words=st.sampled_from(STOPS))
    def stop(self, words: str) -> None:
        assert self._send(self._facts("text", Content=words))

    @rule(kind=st.sampled_from(["voice", "video", "location", "link", "file"]))
    def something_else(self, kind: str) -> None:
        self.photos += kind in ("voice", "video")
        own = {
            "MediaId": f"x{self.photos}",
            "ThumbMediaId": f"t{self.photos}",
            "Label": "人民路",
            "Location_X": "36.8",
        }
        answer = self._send(self._facts(kind, **own))
        assert answer or kind == "video"
        self.photos -= answer.startswith("语音听得出是谁")

    @rule(
        code=st.sampled_from(["5FE", "9ZZ", ""]),
        name=st.sampled_from(["SCAN", "subscribe", "unsubscribe", "VIEW"]),
    )
    def an_event(self, code: str, name: str) -> None:
        facts = event(name, EventKey=code, at=self.clock())
        assert bool(self._send(facts)) == (name in ("SCAN", "subscribe"))

    @rule(seconds=st.sampled_from([1, 20, 119, 121, 1700, 1801, 7201, 86_401]))
    def time_passes(self, seconds: int) -> None:
        self.hospital.forward(seconds=seconds)

    @precondition(lambda self: self.last)
    @rule()
    def the_same_again(self) -> None:
        body, answer = self.last
        before = self._everything()
        assert said(self.door.posts(query(self.clock()), body)) == answer
        assert self._everything() == before

    def _everything(self) -> tuple[object, ...]:
        rows = self.hospital.rows()
        return (
            rows,
            [self.hospital.photos(row["id"]) for row in rows],
            [self.hospital.history(row["id"]) for row in rows],
        )

    @invariant()
    def numbers_are_unique_and_never_reserved(self) -> None:
        numbers = [row["number"] for row in self.hospital.rows() if row["number"] is not None]
        assert len(set(numbers)) == len(numbers)
        assert not RESERVED & set(numbers)
        assert all(number > 100 for number in numbers)

    @invariant()
    def every_picture_stands_by_one_hazard(self) -> None:
        kept = [
            photo["media_id"] for row in self.hospital.rows() for photo in self.hospital.photos(row["id"])
        ]
        named = Counter(name for name in kept if name)
        assert len(kept) == self.photos
        assert not named or max(named.values()) == 1

    @invariant()
    def nothing_went_wrong(self) -> None:
        assert not [line for line in self.lines if line["log_level"] in ("error", "critical")]


@pytest.mark.usefixtures("no_network")
def test_whatever_one_person_does(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "suishoupai.product.load_kinds", cache(load_kinds)
    )  # a second for each person otherwise
    copy(sqlite_template, tmp_path / "template.db")
    Person.template = tmp_path / "template.db"
    often = settings(
        max_examples=25,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],  # a whole hospital for each try: shrinking would take minutes
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Person, settings=often)
