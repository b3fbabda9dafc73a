"""The history of a hazard: every line in Chinese, nobody betrayed, the newest in sight."""

import pytest

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
    assert (
        page.index("更早的5条")
        < page.index("第4句")
        < page.index("</details>", page.index("第4句"))
        < page.index("第5句")
    )
