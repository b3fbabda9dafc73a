"""The history of a hazard: every line in Chinese, nobody betrayed, the newest in sight."""

import pytest

from rules.hazard import MOVES
from web.words.deeds import TOLD

VERBS = {
    ("heard", "officer"): "周兰听了语音，写的是：话",
    ("ask", "officer"): "周兰问上报人：话",
    ("answer", "reporter"): "本院职工答：话",
    ("split", "officer"): "周兰分开：话",
    ("split", "reporter"): "本院职工分开：话",
    ("merge", "officer"): "周兰并案：话",
    ("close", "officer"): "周兰验收，销号：话",
    ("reject", "officer"): "周兰看过，不算隐患：话",
    ("redirect", "officer"): "周兰转报修：话",
    ("like", "officer"): "周兰对过：话",
    ("urgent", "reporter"): "本院职工说正在发生，标成急：话",
    ("calm", "reporter"): "本院职工说只是担心，不算急：话",
    ("respond", "officer"): "周兰接了，正在去：话",
    ("patrol", "reporter"): "本院职工巡查时记的：话",
    ("reopen", "reporter"): "本院职工说没弄好，请再看看：话",
}


@pytest.mark.parametrize(("deed", "line"), VERBS.items())
def test_every_line_of_the_history_is_said_in_chinese(make, home, report, nurse, zhou, deed, line):
    verb, part = deed
    zhou_id = make.person("周兰", home, "officer")
    make.line(report(112), verb, part, zhou_id if part == "officer" else nurse, text="话")
    page = zhou.get("/console/hazards/112").text
    assert f"<span>{line}</span>" in page
    assert "张敏" not in page


def test_a_long_history_shows_its_end_and_keeps_the_rest_behind_a_tap(make, report, zhou):
    hazard = report(112)
    for turn in range(9):
        make.line(hazard, "add", "reporter", text=f"第{turn}句")
    page = zhou.get("/console/hazards/112").text
    assert page.index("第6句") < page.index("第8句") < page.index("全部经过(9)") < page.index("第0句")


UNION = {
    "refuse": "陈静不同意销号，退回去重弄：话",
    "extend": "陈静改了期限：话",
    "reopen": "陈静说没弄好，请再看看：话",
    "approve_card": "陈静同意发出卡片：话",
}


@pytest.mark.parametrize("verb", UNION)
def test_what_the_union_did_is_told_under_its_own_name(make, home, report, zhou, verb):
    make.line(report(112), verb, "union", make.person("陈静", home, "union"), text="话")
    assert f"<span>{UNION[verb]}</span>" in zhou.get("/console/hazards/112").text


def test_every_verb_the_house_writes_has_words():
    """A line nobody gave words to would read 改了一处."""
    assert {verb for verb in MOVES if verb not in TOLD} == set()
