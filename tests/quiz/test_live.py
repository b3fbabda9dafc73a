"""现场竞赛: a big screen, three telephones; right first, fast second."""

from random import Random
from typing import Any

from actions.quiz import staging
from actions.quiz.learner import learner
from actions.quiz.sitting import opened
from models.quiz import boards, papers, stages
from rules.clocks import day_of
from rules.quiz.paper import Purpose
from tests.quiz.school import School, words_for

THREE = [{"count": 3, "kinds": ["single"]}]


def on_stage(school: School) -> int:
    paper_id = school.paper(purpose=Purpose.LIVE, parts=THREE, shuffled=False)
    hospital = school.hospital

    def work(db: Any) -> None:
        home = hospital.ids["市一院"]
        staging.set_up(
            db,
            papers.find_paper(db, paper_id),
            "4321",
            hospital.product.house.bank,
            [home],
            seconds=20,
            host_id=hospital.ids["陈静"],
            day=day_of(hospital.now, hospital.product.house.clocks),
            now=hospital.now,
            chance=Random(1),
        )

    hospital.carry(work)
    return paper_id


def presses(school: School, paper_id: int) -> bool:
    bank, now = school.hospital.product.house.bank, school.hospital.now
    return bool(school.hospital.carry(lambda db: staging.go_on(db, _stage(db, paper_id), bank, now)))


def _stage(db: Any, paper_id: int) -> Any:
    return stages.find_stage(db, paper_id)


def reply_to(school: School, phone: Any, paper_id: int, *, right: bool) -> str:
    bank = school.hospital.product.house.bank

    def words(db: Any) -> str:
        sitting = opened(db, school.sitting(phone).id, bank)
        assert sitting is not None
        asked = staging.standing(_stage(db, paper_id), sitting)
        assert asked is not None
        return words_for(asked, right=right)

    said = words_for(_asked(school, phone, paper_id), right=right)
    return str(phone.says(said))


def _asked(school: School, phone: Any, paper_id: int) -> Any:
    stage = school.hospital.carry(lambda db: _stage(db, paper_id))
    return school.sitting(phone).asked[stage["position"] - 1]


def test_three_phones_a_late_comer_and_the_order_on_the_board(school: School) -> None:
    paper_id = on_stage(school)
    hospital = school.hospital
    zhang, li, wang = (hospital.phone(name) for name in ("张敏", "李红", "王强"))
    assert zhang.says("现场4321").startswith("进来了，等大屏幕出题。")
    assert li.scans("live-4321").startswith("进来了")
    assert zhang.says("A") == "还没出题，等大屏幕。"
    assert presses(school, paper_id)
    hospital.forward(seconds=4)
    assert reply_to(school, li, paper_id, right=True) == "第1题收到，看大屏幕。"
    hospital.forward(seconds=4)
    assert reply_to(school, zhang, paper_id, right=True) == "第1题收到，看大屏幕。"
    assert reply_to(school, zhang, paper_id, right=False) == "第1题答过了，第一次的算。"
    presses(school, paper_id)
    assert "前面1题错过了" in wang.says("现场 4321")
    presses(school, paper_id)
    hospital.forward(seconds=21)
    assert reply_to(school, wang, paper_id, right=True) == "第2题时间到了，等下一题。"
    presses(school, paper_id)
    presses(school, paper_id)
    for phone, right in ((wang, True), (zhang, True), (li, False)):
        hospital.forward(seconds=1)
        reply_to(school, phone, paper_id, right=right)
    presses(school, paper_id)
    board = hospital.carry(lambda db: boards.live_board(db, paper_id, 3))
    order = [row["person_id"] for row in board]
    assert (
        order == [hospital.ids[name] for name in ("张敏", "王强", "李红")] or order[0] == hospital.ids["张敏"]
    )
    presses(school, paper_id)
    assert zhang.says("A").startswith("这一场结束了：你答对2题，第1名，共3人。")
    assert li.says("现场4321").startswith("没有这一场")


def test_two_hosts_press_at_once_and_one_question_is_shown(school: School) -> None:
    paper_id = on_stage(school)
    hospital = school.hospital
    before = hospital.carry(lambda db: _stage(db, paper_id))
    bank = hospital.product.house.bank
    first = hospital.carry(lambda db: staging.go_on(db, before, bank, hospital.now))
    second = hospital.carry(lambda db: staging.go_on(db, before, bank, hospital.now))
    assert (first, second) == (True, False)
    assert hospital.carry(lambda db: _stage(db, paper_id))["position"] == 1


def test_whoever_comes_twice_sits_once(school: School) -> None:
    paper_id = on_stage(school)
    hospital = school.hospital
    zhang = hospital.phone("张敏")
    zhang.says("现场4321")
    zhang.says("取消")
    zhang.says("现场4321")
    assert len(hospital.carry(lambda db: boards.live_board(db, paper_id, 0))) == 1


def test_nobody_is_let_in_without_a_name(school: School) -> None:
    on_stage(school)
    assert school.hospital.phone("路人").says("现场4321").startswith("先认识一下")


def test_learners_know_what_stands_above_them(school: School) -> None:
    hospital = school.hospital
    who = hospital.carry(lambda db: learner(db, 1, hospital.ids["张敏"], hospital.ids["市一院"], None))
    assert who.units == (hospital.ids["市一院"], hospital.ids["内科二病区"])


def test_a_live_question_is_answered_on_the_stage_and_nowhere_else(school: School) -> None:
    """Neither 接着答 nor 第1题 nor 交卷 opens the questions of a contest that is running."""
    paper_id = on_stage(school)
    zhang = school.hospital.phone("张敏")
    zhang.says("现场4321")
    zhang.says("考试")
    presses(school, paper_id)
    back = zhang.says("接着答")
    assert back == "现场还在进行，看大屏幕，出了题直接回字母。"
    school.hospital.forward(seconds=3)
    assert reply_to(school, zhang, paper_id, right=False) == "第1题收到，看大屏幕。"
    presses(school, paper_id)
    for words in ("第1题", "上一题"):
        assert "1/3" not in zhang.says(words)
    assert zhang.says("交卷") == "现在没有在考的卷子。成绩回 我的成绩。"
    (row,) = school.hospital.carry(lambda db: boards.live_board(db, paper_id, 3))
    assert row["right"] == 0
