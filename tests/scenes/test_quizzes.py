"""Scene 17 and what belongs to it, over real HTTP between the box and the product: a practice, an exam, a contest."""

import urllib.parse
import urllib.request
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from actions.quiz import staging
from actions.quiz.sitting import Asked, Sitting, opened
from models import people
from models.base import Db
from models.quiz import boards, papers, sittings, stages
from rules.clocks import day_of
from rules.quiz.paper import Purpose
from suishoupai.questions import ship_bank
from tests.quiz.school import words_for
from tests.scenes.conftest import Stage
from tests.scenes.test_scenes_more import last, photo


@pytest.fixture
def hall(stage: Stage) -> Stage:
    """The hospital with its bank, and the exam of the demo."""
    ship_bank(stage.product.stores, stage.product.clock())
    object.__setattr__(stage.product.house, "chance", Random(616))  # the same draws in every run
    return stage


def carry(stage: Stage, work: Any) -> Any:
    return stage.product.stores.writer.carry(work)


def sitting_of(stage: Stage, name: str) -> Sitting:
    """What this person sat down to last."""
    bank = stage.product.house.bank

    def look(db: Db) -> Sitting | None:
        (person,) = people.people_named(db, name)
        open_ = sittings.open_of(db, 0, person["id"])
        done = sittings.finished(db, 0, person["id"], 1)
        return opened(db, (open_ or done)[0]["id"], bank)

    found: Sitting | None = carry(stage, look)
    assert found is not None
    return found


def answer(stage: Stage, name: str, *, right: bool = True) -> str:
    """The person types the answer to the question that stands."""
    asked = sitting_of(stage, name).at
    assert asked is not None
    stage.box.clock.forward(timedelta(seconds=5))
    return last(stage.box.phone(name).says(words_for(asked, right=right)))


def test_scene_17_the_quiz_gives_way(hall: Stage) -> None:
    """答到第3题发照片：先有隐患的号；接着答还是第3题，选项顺序没变。"""
    zhang = hall.box.phone("张敏")
    assert last(zhang.says("答题")).startswith("1/5 ")
    first = sitting_of(hall, "张敏")
    assert first.at is not None
    spelt = {"对": "T", "错": "F"}
    said = words_for(first.at, right=True)
    if first.at.question.kind in ("single", "judge"):  # the option itself is tapped
        assert last(zhang.taps_link(f"{first.id}-1-{spelt.get(said, said)}")).startswith("对。")
    else:
        answer(hall, "张敏")
    third = answer(hall, "张敏", right=False).split("\n", 1)[1]
    assert "题停在第3题" in last(zhang.shows(photo(1)))
    assert "101号" in last(zhang.says("三楼东楼梯口堆着纸箱"))
    assert third.removesuffix("\n几个字母一起回，例：ACD") in last(zhang.says("接着答"))
    for _ in range(3):
        said = answer(hall, "张敏")
    assert "5道对4道" in said


def test_an_exam_by_two_doors_and_forty_minutes_away(hall: Stage) -> None:
    """考试中离开40分钟再回来，没有被自动交卷；聊天里答一半，网页上答另一半。"""
    zhang = hall.box.phone("张敏")
    assert "不计时" in last(zhang.says("考试"))
    page = next(address for address, _ in zhang.says("1")[-1].links if "/h5/exam/" in address)
    for _ in range(5):
        answer(hall, "张敏")
    hall.forward(minutes=40)
    assert "6/10 " in last(zhang.says("接着答"))
    for asked in sitting_of(hall, "张敏").asked[5:]:
        _post(f"{page}/answers/{asked.position}", _form(asked))
    _post(f"{page}/end", {"sure": "1"})
    assert "100" in urllib.request.urlopen(page, timeout=10).read().decode()
    assert "100分，过了" in last(zhang.says("我的成绩"))


def _form(asked: Asked) -> dict[str, Any]:
    said = words_for(asked, right=True)
    return {"choice": list({"对": "T", "错": "F"}.get(said, said))}


def _post(url: str, form: dict[str, Any]) -> None:
    body = urllib.parse.urlencode(form, doseq=True).encode()
    urllib.request.urlopen(url, body, timeout=10).read()


def test_a_contest_of_three_telephones(hall: Stage) -> None:
    """大屏幕一题一题出，三部手机在聊天里答；先看对不对，再看快不快。"""
    paper_id = carry(hall, lambda db: _on_stage(hall, db))
    names = ("张敏", "李红", "王强")
    for name in names:
        assert last(hall.box.phone(name).says("现场4321")).startswith("进来了")
    for _ in range(3):
        _press(hall, paper_id)
        for name in names:
            hall.box.clock.forward(timedelta(seconds=2))
            _shout(hall, paper_id, name, right=name != "王强")
        _press(hall, paper_id)
    _press(hall, paper_id)
    board = carry(hall, lambda db: boards.live_board(db, paper_id, 3))
    assert [row["right"] for row in board] == [3, 3, 0]
    assert last(hall.box.phone("张敏").says("A")).startswith("这一场结束了：你答对3题，第1名，共3人。")
    assert last(hall.box.phone("李红").says("A")).startswith("这一场结束了：你答对3题，第2名")


def _on_stage(stage: Stage, db: Db) -> int:
    now, house = stage.product.clock(), stage.product.house
    (union,) = people.people_named(db, "陈静")
    facts = {
        "unit_id": union["home_id"],
        "purpose": Purpose.LIVE,
        "title": "安全月现场",
        "state": papers.PUBLISHED,
    }
    facts |= {"opens_at": now, "closes_at": now + timedelta(hours=3), "made_at": now, "fixed": []}
    paper_id = papers.add_paper(db, **facts, parts=[{"count": 3, "kinds": ["single"]}])
    staging.set_up(
        db,
        papers.find_paper(db, paper_id),
        "4321",
        house.bank,
        [union["home_id"]],
        seconds=20,
        host_id=union["id"],
        day=day_of(now, house.clocks),
        now=now,
        chance=Random(1),
    )
    return paper_id


def _press(stage: Stage, paper_id: int) -> None:
    now, bank = stage.product.clock(), stage.product.house.bank

    def press(db: Db) -> bool:
        row = stages.find_stage(db, paper_id)
        assert row is not None
        return staging.go_on(db, row, bank, now)

    assert carry(stage, press)


def _shout(stage: Stage, paper_id: int, name: str, *, right: bool) -> None:
    row = carry(stage, lambda db: stages.find_stage(db, paper_id))
    asked = sitting_of(stage, name).asked[row["position"] - 1]
    said = last(stage.box.phone(name).says(words_for(asked, right=right)))
    assert said == f"第{row['position']}题收到，看大屏幕。"
