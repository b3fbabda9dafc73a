"""答题: a nurse practises between two patients."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.quiz import doubts
from models.quiz.sittings import ANSWERS, TABLE
from tests.quiz.school import School


def shown_of(reply: str) -> str:
    """The line of the question: 3/5 …"""
    return next(line for line in reply.splitlines() if line[:3] in {f"{at}/5" for at in range(1, 6)})


def test_five_questions_one_message_each_with_the_law_at_once(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    assert zhang.says("答题").startswith("1/5 ")
    second = school.answers(zhang)
    assert second.startswith("对。《")
    assert "2/5 " in second
    third = school.answers(zhang, right=False)
    assert third.startswith(("不对，", "答错了，"))
    school.answers(zhang)
    school.answers(zhang)
    last = school.answers(zhang)
    assert "5道对4道，错的过几天再来问你。" in last
    assert "1 再练5道　2 错题（1）" in last
    assert zhang.says("1").startswith("1/5 ")


def test_a_photo_opens_a_report_and_the_question_waits_as_it_stood(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    school.answers(zhang)
    stood = school.answers(zhang).partition("\n")[2]
    assert zhang.shows_photo().startswith("照片收到")
    assert zhang.says("三楼东楼梯口堆着纸箱").startswith("记好了，101号")
    assert zhang.says("接着答").startswith("接着来。\n" + stood.removesuffix("\n题有问题回 有误"))


def test_a_hazard_in_words_is_a_hazard_though_a_question_stands(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    assert "101号" in zhang.says("三楼东楼梯口堆着纸箱")
    assert "1/5" in zhang.says("接着")


def test_a_cry_goes_before_every_question(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    assert "119" in zhang.says("着火了")


def test_who_stops_loses_nothing(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    school.answers(zhang)
    school.answers(zhang)
    assert zhang.says("取消") == "题停在第3道，成绩没丢。回 接着答"
    school.hospital.forward(days=2)
    assert "3/5 " in zhang.says("答题")


def test_letters_work_after_hours_digits_ask_again(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    school.hospital.forward(hours=3)
    again = zhang.says("1")
    assert "1/5 " in again
    assert not again.startswith(("对", "不对", "答错了"))
    school.hospital.forward(seconds=10)
    assert zhang.says("1").startswith(("对", "不对", "答错了", "这道"))


def test_the_same_tap_twice_answers_once(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    asked = school.sitting(zhang).at
    assert asked is not None
    school.answers(zhang, right=False)
    again = zhang.says(school.hospital.carry(lambda db: "") or _last_said(school, zhang))
    assert "2/5 " in again
    assert not again.startswith(("对", "不对", "答错了"))


def _last_said(school: School, phone: object) -> str:
    from models.conversations import Conversation

    mine = select(Conversation.about).where(Conversation.openid == phone.openid)  # type: ignore[attr-defined]
    return str(school.hospital.carry(lambda db: db.execute(mine).scalar_one())["said"])


def test_an_option_tapped_above_does_not_answer_the_question_below(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    first = school.sitting(zhang)
    school.answers(zhang)
    reply = zhang.says("A", tapped=f"{first.id}-1-A")
    assert reply.startswith("那道答过了，现在是这道：\n2/5 ")


def test_wrong_answers_come_back_and_leave_when_they_are_known(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    for _ in range(5):
        school.answers(zhang, right=False)
    assert zhang.says("错题").startswith("1/5 ")
    for days in (0, 1, 4, 12):
        school.hospital.forward(days=days)
        if zhang.says("错题").startswith("没有错题"):
            break
        while school.sitting(zhang).at:
            school.answers(zhang)
    school.hospital.forward(days=40)
    assert zhang.says("错题") == "没有错题。回 答题 练5道。"


def test_easy_asks_judge_only_and_short(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("简单")
    asked = school.sitting(zhang).asked
    assert {one.question.kind for one in asked} == {"judge"}
    assert max(len(one.question.asks) for one in asked) <= 40


def test_whoever_doubts_a_question_is_heard_once(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    school.answers(zhang)
    assert zhang.says("有误").startswith("第1题记下了，管题的人会看。\n2/5 ")
    zhang.says("有误")
    count = select(func.count()).select_from(doubts.TABLE)
    assert school.hospital.carry(lambda db: db.execute(count).scalar_one()) == 1


def test_nobody_on_the_roll_practises_too(school: School) -> None:
    stranger = school.hospital.phone("路人")
    assert stranger.says("答题").startswith("1/5 ")
    assert "2/5 " in school.answers(stranger)


def test_marks_tell_this_month_and_nothing_before_anything(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    assert zhang.says("我的成绩") == "还没有成绩。回 答题 练5道。"
    zhang.says("答题")
    for at in range(5):
        school.answers(zhang, right=at != 0)
    assert zhang.says("我的成绩").startswith("这个月练了1次，5道对4道。\n1 再练5道　2 练错题（1）")


def test_a_message_delivered_three_times_is_one_answer(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    inbound = zhang.inbound("text", text="A")
    replies = {school.hospital.product.dispatch.answer(inbound) for _ in range(3)}
    assert len(replies) == 1
    count = select(func.count()).select_from(ANSWERS)
    assert school.hospital.carry(lambda db: db.execute(count).scalar_one()) <= 1


@pytest.mark.parametrize("said", ["答題不会", "在吗", "这题什么意思"])
def test_what_is_no_answer_says_how_to_answer(school: School, said: str) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("简单")
    assert "回 对 或 错" in zhang.says(said)
    assert school.sitting(zhang).at is not None
    assert len(school.sitting(zhang).missing) == 5


def test_a_new_practice_drops_the_old_one_and_keeps_its_answers(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    school.answers(zhang)
    zhang.says("简单")
    left = select(func.count()).where(TABLE.c.handed_in_at.is_(None))
    assert school.hospital.carry(lambda db: db.execute(left).scalar_one()) == 1
    assert school.hospital.now - school.sitting(zhang).row["started_at"] < timedelta(minutes=1)


@pytest.mark.parametrize("said", ["答题吧", "我要答题", "开始答题", "再练一组", "做题"])
def test_people_ask_for_questions_in_many_ways(school: School, said: str) -> None:
    assert school.hospital.phone("张敏").says(said).startswith("1/5 ")


def test_questions_of_one_topic(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题 消防")
    assert all("消防" in asked.question.topics for asked in school.sitting(zhang).asked)


def test_too_hard_offers_easy_ones(school: School) -> None:
    zhang = school.hospital.phone("张敏")
    zhang.says("答题")
    assert zhang.says("太难了").startswith("换简单的？")
    zhang.says("1")
    assert {asked.question.kind for asked in school.sitting(zhang).asked} == {"judge"}
