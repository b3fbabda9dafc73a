"""考试: a formal paper in the chat; the clock is ours, and nobody sits twice."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from actions.quiz import examining
from actions.quiz import results as counting
from models.quiz import papers, results
from models.quiz.sittings import TABLE
from tests.quiz.school import School


def begins(school: School, who: str = "张敏") -> object:
    phone = school.hospital.phone(who)
    phone.says("考试")
    phone.says("1")
    return phone


def answers_all(school: School, phone: object, wrong: int = 0) -> str:
    reply = ""
    for at in range(len(school.sitting(phone).asked)):  # type: ignore[arg-type]
        reply = school.answers(phone, right=at >= wrong)  # type: ignore[arg-type]
    return reply


def test_a_whole_exam_in_the_chat(school: School) -> None:
    school.paper()
    zhang = school.hospital.phone("张敏")
    assert zhang.says("考试").startswith("安全知识考试：20题，不计时，60分及格。\n")
    first = zhang.says("1")
    assert first.startswith("1/20 ")
    second = school.answers(zhang)
    assert second.startswith("第1题记下了。\n2/20 ")
    last = ""
    for _ in range(19):
        last = school.answers(zhang)
    assert last == "20题都答了。\n1 交卷　2 从头看一遍\n想改哪题，回 第3题"
    assert zhang.says("1").startswith("交了：100分，过了。")
    assert zhang.says("考试").startswith("安全知识考试你考完了：100分，过了。")


def test_nothing_tells_right_from_wrong_before_it_is_handed_in(school: School) -> None:
    school.paper()
    phone = begins(school)
    right, wrong = school.answers(phone), school.answers(phone, right=False)  # type: ignore[arg-type]
    assert right.startswith("第1题记下了。")
    assert wrong.startswith("第2题记下了。")


def test_an_answer_is_changed_and_the_last_one_counts(school: School) -> None:
    school.paper()
    zhang = begins(school)
    answers_all(school, zhang, wrong=1)
    again = zhang.says("第1题")  # type: ignore[attr-defined]
    assert "要改就再回一个。" in again
    asked = school.sitting(zhang).asked[0]  # type: ignore[arg-type]
    school.hospital.forward(seconds=30)
    from tests.quiz.school import words_for

    assert zhang.says(words_for(asked, right=True)).startswith("20题都答了。")  # type: ignore[attr-defined]
    assert zhang.says("1").startswith("交了：100分")  # type: ignore[attr-defined]


def test_forty_minutes_away_in_a_window_without_a_clock_hands_nothing_in(school: School) -> None:
    school.paper()
    zhang = begins(school)
    school.answers(zhang)  # type: ignore[arg-type]
    zhang.shows_photo()  # type: ignore[attr-defined]
    zhang.says("三楼东楼梯口堆着纸箱")  # type: ignore[attr-defined]
    school.hospital.forward(minutes=40)
    assert "2/20 " in zhang.says("接着答")  # type: ignore[attr-defined]
    assert not school.sitting(zhang).is_over  # type: ignore[arg-type]


def test_with_a_clock_the_time_ends_it_and_one_more_sitting_is_free(school: School) -> None:
    school.paper(minutes=30)
    zhang = begins(school)
    school.answers(zhang)  # type: ignore[arg-type]
    school.hospital.forward(minutes=31)
    assert zhang.says("接着答").startswith("时间到了，我替你交了：5分，60分及格，这次没过。\n还能再考1次")  # type: ignore[attr-defined]
    assert zhang.says("考试").startswith("安全知识考试：20题，限时30分钟")  # type: ignore[attr-defined]
    zhang.says("1")  # type: ignore[attr-defined]
    school.hospital.forward(minutes=31)
    zhang.says("接着答")  # type: ignore[attr-defined]
    assert "你考完了" in zhang.says("考试")  # type: ignore[attr-defined]


def test_the_clock_hands_in_though_nobody_is_there(school: School) -> None:
    school.paper(minutes=30)
    zhang = begins(school)
    answers_all(school, zhang)
    school.hospital.forward(minutes=40)
    product = school.hospital.product
    product.stores.writer.carry(lambda db: examining.finish_late(db, product.house.bank, school.hospital.now))
    sitting = school.sitting(zhang)  # type: ignore[arg-type]
    assert sitting.row["handed_in_by"] == "clock"
    assert sitting.row["handed_in_at"] == sitting.row["ends_at"]
    assert sitting.row["passed"] is True


def test_an_answer_after_the_end_is_not_written(school: School) -> None:
    school.paper(minutes=30)
    zhang = begins(school)
    school.hospital.forward(minutes=30)
    assert zhang.says("A").startswith("时间到了，我替你交了：0分")  # type: ignore[attr-defined]


def test_missing_answers_are_named_before_it_is_handed_in(school: School) -> None:
    school.paper()
    zhang = begins(school)
    school.answers(zhang)  # type: ignore[arg-type]
    assert zhang.says("交卷").startswith(
        "还有19题没答：第2、3、4、5、6、7题等，交了算错。\n1 就这样交　2 接着答"
    )  # type: ignore[attr-defined]
    assert "2/20 " in zhang.says("2")  # type: ignore[attr-defined]


def test_a_new_telephone_goes_on_with_the_same_sitting(school: School) -> None:
    school.paper()
    zhang = begins(school)
    school.answers(zhang)  # type: ignore[arg-type]
    sitting = school.sitting(zhang).id  # type: ignore[arg-type]
    other = school.hospital.phone("新手机")
    other.says("张敏 020153")
    assert "2/20 " in other.says("接着答")
    count = select(func.count()).select_from(TABLE)
    assert school.hospital.carry(lambda db: db.execute(count).scalar_one()) == 1
    assert school.hospital.carry(lambda db: db.execute(select(TABLE.c.id)).scalar_one()) == sitting


def test_strangers_are_asked_who_they_are(school: School) -> None:
    school.paper()
    assert school.hospital.phone("路人").says("考试").startswith("考试要认得你：回 绑定。")


def test_one_with_longer_terms_sits_after_the_others(school: School) -> None:
    paper_id = school.paper()
    hospital = school.hospital
    hospital.carry(
        lambda db: papers.exempt(
            db,
            paper_id=paper_id,
            person_id=hospital.ids["张敏"],
            closes_at=hospital.now + timedelta(days=20),
            note="产假",
            made_at=hospital.now,
        )
    )
    hospital.forward(days=10)
    assert hospital.phone("张敏").says("考试").startswith("安全知识考试：20题")
    assert hospital.phone("李红").says("考试") == "现在没有考试。回 答题 练5道。"


def test_counters_agree_with_a_recount_after_several_sat(school: School) -> None:
    paper_id = school.paper(attempts=3)
    for who, wrong in (("张敏", 3), ("李红", 12), ("王强", 0)):
        phone = begins(school, who)
        answers_all(school, phone, wrong)
        phone.says("1")  # type: ignore[attr-defined]
    zhang = begins(school, "张敏")
    answers_all(school, zhang, wrong=1)
    zhang.says("1")  # type: ignore[attr-defined]
    hospital = school.hospital
    assert hospital.carry(lambda db: counting.recount(db, paper_id)) is True
    assert hospital.carry(lambda db: results.rank_of(db, paper_id, 1000)) == 1
    assert hospital.carry(lambda db: results.rank_of(db, paper_id, 950)) == 2
    assert hospital.carry(lambda db: results.rank_of(db, paper_id, 400)) == 3
    rows = hospital.carry(lambda db: results.turnouts(db, paper_id))
    assert sum(row["people"] for row in rows) == 3
    assert sum(row["passed"] for row in rows) == 2


def test_a_place_is_told_only_where_ranks_are_wished(school: School) -> None:
    school.paper(ranking="own")
    for who, wrong in (("李红", 0), ("张敏", 5)):
        phone = begins(school, who)
        answers_all(school, phone, wrong)
        said = phone.says("1")  # type: ignore[attr-defined]
    assert "你在本院第2名。前后几位回 名次。" in said
    places = school.hospital.phone("张敏").says("名次")
    assert places.startswith("安全知识考试：本院第2名，共2人。\n同事 100分　→你 75分")
    school.hospital.phone("李红").says("名次")
    assert "榜上会有你的名字" in school.hospital.phone("李红").says("1")
    assert "李红 100分" in school.hospital.phone("张敏").says("名次")


@pytest.mark.parametrize("said", ["我要考试", "考试什么时候", "有没有考试？", "考试在哪考", "参加竞赛"])
def test_people_ask_for_the_exam_in_many_ways(school: School, said: str) -> None:
    school.paper()
    assert school.hospital.phone("张敏").says(said).startswith("安全知识考试：20题")


def test_what_was_wrong_in_an_exam_is_practised_where_it_may_be_seen(school: School) -> None:
    school.paper(review="after")
    phone = begins(school)
    answers_all(school, phone, wrong=3)
    assert phone.says("1").endswith("哪题错了，回 错题。")  # type: ignore[attr-defined]
    assert phone.says("错题").startswith("1/3 ")  # type: ignore[attr-defined]


@pytest.mark.parametrize("said", ["三楼有烟，我在考试", "走廊地上有水", "插座发烫冒火星"])
def test_a_hazard_told_in_the_middle_of_a_blank_is_a_hazard(school: School, said: str) -> None:
    school.paper(parts=[{"count": 3, "kinds": ["fill"]}])
    phone = begins(school)
    phone.says(said)  # type: ignore[attr-defined]
    assert school.hospital.row()["number"] == 101
    assert len(school.sitting(phone).missing) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said",
    [
        "选项里没有对的",
        "等一下病人叫我",
        "不知道选啥",
        "这题不会",
        "我觉得应该先关燃气阀门再撤",
        "电梯那道题不对",
    ],
)
def test_talk_about_a_question_is_no_hazard_and_no_answer(school: School, said: str) -> None:
    school.paper(parts=[{"count": 3, "kinds": ["fill"]}])
    phone = begins(school)
    phone.says(said)  # type: ignore[attr-defined]
    assert school.hospital.rows() == []
    assert len(school.sitting(phone).missing) == 3  # type: ignore[arg-type]


def test_the_report_says_where_the_question_waits(school: School) -> None:
    school.paper()
    phone = begins(school)
    assert "题停在第1题，弄完回 接着答。" in phone.shows_photo()  # type: ignore[attr-defined]
    assert phone.says("A") == "照片留着，还差一句：在哪里、怎么了？\n要接着答题，回 接着答。"  # type: ignore[attr-defined]


def test_what_the_clock_handed_in_is_told_at_the_next_word(school: School) -> None:
    school.paper(minutes=30)
    zhang = begins(school)
    school.hospital.forward(minutes=31)
    product = school.hospital.product
    school.hospital.carry(lambda db: examining.finish_late(db, product.house.bank, school.hospital.now))
    assert zhang.says("接着答").startswith("时间到了，我替你交了：0分")  # type: ignore[attr-defined]


def test_a_worse_second_try_does_not_change_the_place(school: School) -> None:
    school.paper(ranking="own", attempts=2)
    for who, wrong in (("李红", 0), ("张敏", 5), ("张敏", 18)):
        phone = begins(school, who)
        answers_all(school, phone, wrong)
        said = phone.says("1")  # type: ignore[attr-defined]
    assert "你在本院第2名" in said


def test_who_is_let_off_is_offered_nothing(school: School) -> None:
    paper_id = school.paper()
    hospital = school.hospital
    facts = {"paper_id": paper_id, "person_id": hospital.ids["张敏"], "attempts": 0, "note": "产假"}
    hospital.carry(lambda db: papers.exempt(db, **facts, made_at=hospital.now))
    assert hospital.phone("张敏").says("考试") == "现在没有考试。回 答题 练5道。"


def test_beginning_and_handing_in_in_plain_words(school: School) -> None:
    school.paper()
    zhang = school.hospital.phone("张敏")
    zhang.says("考试")
    assert zhang.says("开始").startswith("1/20 ")
    zhang.says("取消")
    assert zhang.says("交卷").startswith("还有20题没答")
    zhang.says("1")
    assert zhang.says("交卷") == "现在没有在考的卷子。成绩回 我的成绩。"
    assert school.hospital.rows() == []
