"""The index of routes finds what looking at each of them in turn would find."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.flow import ANY, Heard, Route, Switchboard, hear
from bot.turn import IDLE, Inbound
from handlers import FLOWS, PLAIN

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
WORDS = [
    *(
        "完",
        "取消",
        "撤回",
        "1",
        "9",
        "0",
        "101",
        "101弄好了",
        "删101",
        "是",
        "没有",
        "帮助",
        "巡查",
        "互查 后勤科",
    ),
    *(
        "待办",
        "下一件",
        "派 101 王强",
        "查4821 7790",
        "匿名",
        "着火了",
        "119",
        "",
        "。",
        "请假 3天 王芳",
        "我的",
    ),
    *(Path(__file__).parent.parent / "rules" / "everyday.txt").read_text(encoding="utf-8").splitlines()[:150],
]
KINDS = ["image", "voice", "video", "location", "link", "event.click", "event.scan", "event.view", "sorcery"]


@pytest.fixture(scope="module")
def board() -> Switchboard:
    return Switchboard(FLOWS, PLAIN)


def in_turn(board: Switchboard, step: str, heard: Heard) -> Route | None:
    """The first of all routes that matches."""
    here = (route for route in board.routes if route.step in (ANY, step))
    return next((route for route in here if route.match.look(heard) is not None), None)


def same(board: Switchboard, heard: Heard) -> None:
    for step in sorted(board.steps):
        hit = board.find(step, heard)
        expected = in_turn(board, step, heard)
        assert (hit and hit[0]) == expected, (step, heard)
        if hit is not None and expected is not None:
            assert str(hit[1]) == str(expected.match.look(heard))


def message(kind: str, text: str = "", key: str = "") -> Inbound:
    return Inbound(key="k", openid="o", kind=kind, created_at=NOW, text=text, event_key=key)


@pytest.mark.parametrize("text", WORDS)
def test_texts(board: Switchboard, text: str) -> None:
    same(board, hear(message("text", text), {}, PLAIN))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_text(board: Switchboard, kind: str) -> None:
    for key in ("", "HELP", "MINE", "5FE"):
        same(board, hear(message(kind, key=key), {}, PLAIN))


def test_every_offered_digit(board: Switchboard) -> None:
    verbs = {route.match.verb for route in board.routes if route.match.verb}
    assert len(verbs) > 50
    for verb in [*sorted(verbs), "nobody_offers_this"]:
        same(board, hear(message("text", "2"), {"2": [verb, {"hazard": 7}]}, PLAIN))


def test_a_word_that_is_a_command_is_one_when_nothing_is_asked(board: Switchboard) -> None:
    """错题, 待办, 统计表: whatever reads sentences, a whole word that has a meaning of its own keeps it."""
    words = {word for route in board.routes if route.step == ANY for word in route.match.words}
    assert len(words) > 100
    heard = {word: board.find(IDLE, hear(message("text", word), {}, PLAIN)) for word in sorted(words)}
    taken = {word for word, hit in heard.items() if hit and word not in hit[0].match.words}
    assert taken == {
        "616",
        "完",
        "完了",
        "怎么用",
        "报统计表",
        "报表",
        "月报",
        "统计表",
        "写总结",
        "写报告",
        "安全生产月总结",
    }, "read as the same, or better"
