"""6·16 as it is held: what was asked and answered is kept with the day, a cry is a cry, who is on no roll is named."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.plan import deeds
from tests.hospital import Hospital, Phone


def put(hospital: Hospital, said: str) -> None:
    now = datetime.fromisoformat(said).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    hospital.product.clock.now = now  # type: ignore[attr-defined]


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    put(hospital, "2026-06-16 09:00")
    return hospital.phone("陈静")


def details(hospital: Hospital) -> dict[str, object]:
    days = (datetime(2026, 6, 16).date(), datetime(2026, 6, 16).date())
    (row,) = hospital.carry(lambda db: deeds.deeds_of(db, hospital.ids["市一院"], *days))
    return dict(row["details"])


def test_what_was_asked_and_answered_is_kept(hospital: Hospital, chen: Phone) -> None:
    chen.says("咨询日")
    said = chen.says("有人问燃气泄漏咋办，答先关阀开窗")
    assert said.startswith("记上了：答：燃气泄漏咋办——先关阀开窗。\n缺：照片、人数、发了几份。")
    assert chen.says("有人问电梯困人咋办，答按呼叫").startswith("记上了：答：电梯困人咋办")
    assert chen.says("群众问电动车能不能上楼充电，答了不能").startswith("记上了")
    assert chen.says("有人问灭火器怎么用，答了提拔握压").startswith("记上了")
    assert details(hospital)["questions"] == 4
    assert chen.says("答了15个").startswith("记上了：答了15个。")
    assert details(hospital)["questions"] == 15
    assert str(details(hospital)["answered"]).count("；") == 3
    assert hospital.rows() == []


def test_a_cry_on_the_day_alarms_and_the_next_question_finds_the_day(hospital: Hospital, chen: Phone) -> None:
    chen.says("咨询日")
    assert "120" in chen.says("有人倒了 快")
    assert len(hospital.rows()) == 1
    hospital.forward(hours=2)
    assert chen.says("有人问家里燃气泄漏咋办，答先关阀").startswith("记上了：答：家里燃气泄漏")
    assert chen.says("有人问灭火器多重，答四公斤").startswith("记上了")
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize(
    "words",
    [
        "有人问灭火器咋用，答到一半他晕倒了，快来人",
        "有人问灭火器咋用，答了提拔握压，旁边展台着火了",
        "展台着火了",
    ],
)
def test_a_cry_beside_a_question_alarms(hospital: Hospital, chen: Phone, words: str) -> None:
    chen.says("咨询日")
    chen.says(words)
    assert len(hospital.rows()) == 1


def test_on_any_other_day_and_for_anybody_else_it_alarms(hospital: Hospital, chen: Phone) -> None:
    assert "119" in hospital.phone("张敏").says("有人问燃气泄漏咋办，答先关阀开窗")
    put(hospital, "2026-06-18 09:00")
    assert "119" in chen.says("有人问燃气泄漏咋办，答先关阀开窗")


def test_what_nobody_could_answer_is_kept_too(hospital: Hospital, chen: Phone) -> None:
    chen.says("咨询日")
    said = chen.says("有人问燃气泄漏咋办，没答上来")
    assert said.startswith("记上了：问：燃气泄漏咋办，还没答。\n缺：照片、人数、发了几份、答了啥。")
    assert hospital.rows() == []


def test_only_what_is_still_missing_is_in_the_example(hospital: Hospital, chen: Phone) -> None:
    chen.says("咨询日")
    said = chen.says("来了120人，答了15个").splitlines()
    assert said[1:] == ["缺：照片、发了几份。", "照片直接发；再说：发了300份"]


def test_printed_is_not_handed_out(hospital: Hospital, chen: Phone) -> None:
    put(hospital, "2026-06-13 09:00")
    chen.says("咨询日")
    assert chen.says("资料印了300份").startswith("记上了：资料备好了300份。")
    put(hospital, "2026-06-16 09:00")
    assert "发了几份" in chen.says("咨询日")


def test_who_is_on_no_roll_is_named(hospital: Hospital, chen: Phone) -> None:
    put(hospital, "2026-06-15 09:00")
    chen.says("咨询日")
    said = chen.says("孙立答疑 王小二拍照 李大嘴发资料")
    assert said.startswith(
        "记上了：孙立答疑，王小二拍照，李大嘴发资料。花名册上没有孙立、王小二、李大嘴，写错了重说。"
    )
    assert "花名册" not in chen.says("李红答疑 张敏拍照")
    assert "花名册" not in chen.says("护士长负责")


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ("三楼东楼梯口堆着纸箱", "有人问灭火器怎么用，答了提拔握压"),
        ("三楼东楼梯口堆着纸箱", "有人问电动车能不能上楼，告诉他不能"),
        ("展台着火了", "有人问燃气泄漏咋办，答先关阀开窗"),
    ],
)
def test_right_after_a_hazard_a_question_still_belongs_to_the_day(
    hospital: Hospital, chen: Phone, first: str, asked: str
) -> None:
    chen.says("咨询日")
    chen.says(first)
    assert chen.says(asked).startswith("记上了：答：")
    assert hospital.row()["description"] == first


def test_the_figures_as_the_house_says_them_find_the_day_after_a_hazard(
    hospital: Hospital, chen: Phone
) -> None:
    chen.says("咨询日")
    chen.says("三楼东楼梯口堆着纸箱")
    assert chen.says("来了120人，发了300份，答了15个").startswith("记上了：来了120人，发了300份，答了15个。")
    assert hospital.row()["description"] == "三楼东楼梯口堆着纸箱"


def test_in_the_middle_of_an_alarm_the_place_still_finds_it(hospital: Hospital, chen: Phone) -> None:
    chen.says("咨询日")
    chen.says("展台着火了")
    chen.says("有人问燃气泄漏咋办，答先关阀开窗")
    chen.says("门诊楼一楼大厅，没人困住")
    assert "一楼" in hospital.row()["place_text"] or "1楼" in hospital.row()["place_text"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("记会议 今天 安委会 10人", "记好了：6月12日"),
        ("记演练 昨天 疏散 全院 50人", "记好了：6月11日"),
        ("记培训 昨天 消防 30人", "记好了：6月11日"),
        ("昨天 消防培训 42人", "记好了：6月11日"),
        ("督导手册给李红", "好，“考核督导手册”归"),
    ],
)
def test_what_is_something_else_goes_its_own_way(
    hospital: Hospital, chen: Phone, words: str, said: str
) -> None:
    put(hospital, "2026-06-12 09:00")
    chen.says("咨询日")
    assert chen.says(words).startswith(said)
    assert "资料" in chen.says("咨询日")
    (row,) = hospital.carry(
        lambda db: deeds.deeds_of(
            db, hospital.ids["市一院"], datetime(2026, 6, 16).date(), datetime(2026, 6, 16).date()
        )
    )
    assert row["attested"] is None
    assert hospital.rows() == []


def test_the_days_own_figures_stay_with_it(hospital: Hospital, chen: Phone) -> None:
    chen.says("咨询日")
    assert chen.says("记一下，来了120人").startswith("记上了：来了120人")
    assert chen.says("资料给大家发了150份").startswith("记上了：")


@pytest.mark.parametrize("words", ["资料印了200本，横幅还没做", "横幅还没做", "标语还没挂", "海报还没印好"])
def test_what_is_not_ready_is_no_hazard(hospital: Hospital, chen: Phone, words: str) -> None:
    put(hospital, "2026-06-12 09:00")
    chen.says("咨询日")
    said = chen.says(words)
    assert "还没好" in said
    assert hospital.rows() == []


def test_a_hazard_meanwhile_is_one(hospital: Hospital, chen: Phone) -> None:
    put(hospital, "2026-06-12 09:00")
    chen.says("咨询日")
    chen.says("门诊大厅插座冒火花")
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize(
    "words",
    ["燃气报警器响了怎么处理？已答：开窗关阀", "电动车自燃跑不跑？答：跑", "来了大概两百号人，单子发出去260"],
)
def test_on_the_day_it_is_kept_without_the_word_for_asking(
    hospital: Hospital, chen: Phone, words: str
) -> None:
    assert chen.says(words).startswith("记上了：")
    assert hospital.rows() == []
