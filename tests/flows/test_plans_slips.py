"""陈静 in a hurry: slips of the pen, things told twice or in the wrong order, a hazard in between."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.plan import deeds, proofs
from tests.flows.test_reminders import narrow
from tests.hospital import Hospital, Phone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def put(hospital: Hospital, said: str) -> None:
    hospital.product.clock.now = at(said)  # type: ignore[misc]


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    put(hospital, "2016-02-26 15:40")
    return hospital.phone("陈静")


def kept(hospital: Hospital) -> list[dict[str, object]]:
    """What was recorded and stands, oldest first."""
    home, days = hospital.ids["市一院"], (at("2015-01-01 00:00").date(), at("2027-01-01 00:00").date())
    return hospital.carry(lambda db: [dict(row) for row in deeds.deeds_of(db, home, *days)])


def proven(hospital: Hospital, deed_id: object) -> list[str]:
    return hospital.carry(lambda db: [row["what"] for row in proofs.evidence_of(db, int(str(deed_id)))])


@pytest.mark.parametrize(
    "words",
    [
        "昨天 消防培训 42人",
        "培训 昨天 消防 42人",
        "我们昨天搞了消防培训，来了42人",
        "记陪训 作天 消妨 42人",
        "记录培训 昨天 消防 42",
        "记一下昨天的消防培训 42个人",
    ],
)
def test_however_it_is_said(hospital: Hospital, chen: Phone, words: str) -> None:
    assert chen.says(words).startswith("记好了：2月25日 消防 职工安全培训 工会办 42人")
    assert len(kept(hospital)) == 1


@pytest.mark.parametrize("words", ["昨天消防培训时灭火器打不开，3人没学成", "昨天消防演练 疏散通道堵了"])
def test_a_hazard_seen_at_a_training_is_a_hazard(hospital: Hospital, chen: Phone, words: str) -> None:
    assert "101号" in chen.says(words)
    assert kept(hospital) == []


def test_a_question_about_a_training_records_nothing(hospital: Hospital, chen: Phone) -> None:
    assert "记好了" not in chen.says("昨天的消防培训几点开始？")
    assert kept(hospital) == []


def test_a_nurse_who_tells_of_a_training_is_answered_as_ever(hospital: Hospital, chen: Phone) -> None:
    assert hospital.phone("张敏").says("昨天 消防培训 42人").startswith("这个不像安全隐患")
    assert kept(hospital) == []


# 说了两遍


def test_told_twice_it_counts_once(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    said = chen.says("昨天 消防培训 45人")
    assert said == "记过一场：2月25日 消防 职工安全培训 42人。\n1就是那场，改成45人 2又办了一场"
    assert chen.says("1").startswith("还是一场：2月25日 消防 职工安全培训 工会办 45人")
    assert [row["attested"] for row in kept(hospital)] == [45]


def test_a_second_shift_is_a_second_training(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    chen.says("记培训 昨天 消防 30人")
    assert chen.says("2").startswith("记好了：")
    assert [row["attested"] for row in kept(hospital)] == [42, 30]


def test_another_subject_on_the_same_day_is_not_asked_about(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    assert chen.says("记培训 昨天 用电 42人").startswith("记好了：")


def test_asked_whether_it_was_that_one_somebody_tells_of_another(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    assert chen.says("记培训 昨天 消防 42人").startswith("记过一场")
    assert chen.says("昨天用电培训 20人").startswith("记好了：2月25日 用电")


# 改


@pytest.mark.parametrize("words", ["改成45", "不是42是45", "应该是45人", "45人"])
def test_put_right_in_one_breath(hospital: Hospital, chen: Phone, words: str) -> None:
    chen.says("记培训 昨天 消防 42人")
    assert chen.says(words).startswith("改好了：2月25日 消防 职工安全培训 工会办 45人")


def test_put_right_though_something_else_was_said_in_between(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    chen.says("两家都写")
    assert chen.says("改").startswith("哪里不对？2月25日 消防")
    chen.says("45人")
    chen.says("中午吃什么")
    assert chen.says("作废").startswith("作废了：2月25日 消防 职工安全培训 工会办 45人")
    assert kept(hospital) == []


def test_half_an_hour_later_nothing_is_touched(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    hospital.forward(minutes=31)
    assert "作废了" not in chen.says("作废")
    assert len(kept(hospital)) == 1


def test_a_digit_alone_is_no_head_count(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    assert chen.says("2") == "已经记好了。是2个人的话，写“2人”。"
    assert [row["attested"] for row in kept(hospital)] == [42]


# 隐患在中间


def test_a_hazard_in_the_middle_of_a_training_is_a_hazard(hospital: Hospital, chen: Phone) -> None:
    for step in ((), ("昨天",), ("昨天", "消防")):
        for words in ("记培训", *step):
            chen.says(words)
        assert f"{101 + len(step)}号" in chen.says(f"{len(step) + 3}楼东楼梯口堆着纸箱")
    assert kept(hospital) == []


def test_what_was_taught_is_no_hazard(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训")
    chen.says("昨天")
    assert chen.says("灭火器使用").startswith("多少人？")


@pytest.mark.parametrize(
    "words",
    ["记培训 昨天上午消防30人 下午用电25人", "昨天消防培训，今天演练，各20人", "记培训和演练 昨天 消防"],
)
def test_two_things_in_one_breath_are_told_one_by_one(hospital: Hospital, chen: Phone, words: str) -> None:
    assert chen.says(words).startswith("听着不止一场。")
    assert kept(hospital) == []


def test_a_day_to_come_is_not_taken_for_the_one_a_year_ago(hospital: Hospital, chen: Phone) -> None:
    assert chen.says("记培训 3月1日 消防 20人").startswith("这个日子对不上")
    assert chen.says("2015年3月1日").startswith("记好了：2015年3月1日")


def test_what_it_counts_for_is_true(hospital: Hospital, chen: Phone) -> None:
    """A head-count reaches nobody by name, a drill without departments reaches none."""
    assert chen.says("记培训 昨天 消防 42人").splitlines()[1] == "算进：2月统计表第3、4格。"
    said = chen.says("记演练 昨天 消防 20人").splitlines()
    assert said[1:] == ["算进：两次应急演练。", "哪些科室来了？回 改 再说，例：内科、外科参加。"]
    chen.says("改")
    assert "工会办 内科二病区参加 20人" in chen.says("内二参加")
    assert "各科室演练" in chen.says("记演练 前天 消防 内科二参加 9人")


def test_a_courtesy_is_no_subject(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天")
    assert chen.says("好的谢谢").startswith("讲的什么？")
    assert chen.says("洗手").startswith("多少人？")


def test_a_hazard_photo_after_a_training_is_one_tap_away(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    assert chen.shows_photo().endswith("拍的是隐患？回 1 单独报。")
    (row,) = kept(hospital)
    assert proven(hospital, row["id"]) == ["sign_in"]
    assert chen.says("1").startswith("照片收到")
    assert proven(hospital, row["id"]) == []
    assert chen.says("三楼东楼梯口堆着纸箱").startswith("记好了，101号")


@pytest.mark.parametrize("words", ["门诊大厅地上有水，差点滑倒", "门诊大厅插座冒火花"])
def test_a_hazard_while_the_day_is_prepared_is_a_hazard(hospital: Hospital, chen: Phone, words: str) -> None:
    put(hospital, "2026-06-02 09:00")
    chen.says("咨询日")
    assert "101号" in chen.says(words)
    chen.says("咨询日")
    assert chen.shows_photo().startswith("照片收到，还有就接着发。")
    assert [row["place"] for row in kept(hospital)] == [""]


def test_what_was_understood_of_the_day_is_said_back(hospital: Hospital, chen: Phone) -> None:
    put(hospital, "2026-06-02 09:00")
    chen.says("咨询日")
    said = chen.says("门诊大厅，展台和讲堂，陈静负责")
    assert said.startswith("记上了：门诊大厅，展台、专家讲堂，陈静负责。")
    assert chen.says("李红答疑 张敏拍照").startswith("记上了：李红答疑，张敏拍照。")


def test_the_day_after_the_figures_still_find_their_day(hospital: Hospital, chen: Phone) -> None:
    put(hospital, "2026-06-17 09:00")
    assert chen.says("咨询日").startswith("咨询日6月16日周二，过去了，还能补。")
    put(hospital, "2026-07-01 09:00")
    assert chen.says("咨询日").startswith("咨询日2027年6月16日周三，还有350天。")


# 统计表


def test_head_counts_are_asked_for_and_no_training_is_made_twice(hospital: Hospital, chen: Phone) -> None:
    """补人数：the figure of a training is mended where it stands."""
    for words in ("记培训 24号 用电", "1", "记培训 23号 消防", "1", "统计表"):
        chen.says(words)
    assert chen.says("1").startswith("2月23日 消防 职工安全培训，来了多少人？写个数，例：42（共2场）")
    said = chen.says("30").splitlines()
    assert said[0] == "补好了：2月23日 消防 职工安全培训 工会办 30人"
    assert said[1].startswith("2月24日 用电 职工安全培训，来了多少人？")
    assert chen.says("0") == "还有1场没有人数，知道了再补。回 统计表 看数、报出。"
    assert [row["attested"] for row in kept(hospital)] == [30, None]
    assert "培训2场" in chen.says("统计表")


def test_a_hazard_instead_of_a_head_count(hospital: Hospital, chen: Phone) -> None:
    for words in ("记培训 24号 用电", "1", "统计表", "1"):
        chen.says(words)
    assert "101号" in chen.says("走廊堆着纸箱")


@pytest.mark.parametrize("words", ["报2月的表", "2月统计表", "上报统计表", "报表"])
def test_the_sheet_however_it_is_called(chen: Phone, words: str) -> None:
    assert chen.says(words).startswith("2月表草好了")


def test_handed_in_offline_nobody_is_said_to_take_it(chen: Phone) -> None:
    for words in ("统计表", "4", "2"):
        chen.says(words)
    assert chen.says("更正").startswith("2月的表报出了（2月26日周五15:40），线下报的。")


def test_the_reminder_of_a_sheet_says_what_it_lacks(hospital: Hospital, chen: Phone) -> None:
    narrow(hospital.product.house.plans, ("monthly-table",))
    put(hospital, "2016-02-23 20:00")
    chen.says("记培训 20号 消防")
    chen.says("1")
    put(hospital, "2016-02-24 08:30")
    hospital.product.metronome.tick(hospital.now)
    hospital.product.courier.until_empty()
    assert chen.pushes[-1:] == [
        "2月的查保促统计表该动手了，最晚2月29日周一。\n差一样：1场培训没填人数。\n回 统计表 补上就能报。"
    ]


@pytest.mark.parametrize("opened", [False, True])
def test_the_link_of_its_reminder_opens_the_sheet(
    hospital: Hospital, chen: Phone, monkeypatch: pytest.MonkeyPatch, opened: bool
) -> None:
    narrow(hospital.product.house.plans, ("monthly-table",))
    if opened:
        put(hospital, "2016-01-20 10:00")
        chen.says("统计表")
    put(hospital, "2016-01-29 08:30")
    doors: list[str] = []
    send = hospital.mouth.send_template

    def seen(*said: object, url: str = "", **rest: object) -> object:
        doors.append(url)
        return send(*said, url=url, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(hospital.mouth, "send_template", seen)
    hospital.product.metronome.tick(hospital.now)
    hospital.product.courier.until_empty()
    assert doors
    assert doors[-1].endswith("/console/sheets/1" if opened else "/console/sheets")


def test_the_nearest_day_is_not_one_that_is_over(hospital: Hospital, chen: Phone) -> None:
    put(hospital, "2026-06-01 10:00")
    nearest = next(line for line in chen.says("签收").splitlines() if line.startswith("最近一件"))
    assert "5月" not in nearest


def test_what_stands_there_already_is_said_to(hospital: Hospital) -> None:
    put(hospital, "2026-06-11 09:00")
    chen = hospital.phone("陈静")
    chen.says("记演练 昨天 停电应急 除了后勤科都来了 20个人")
    chen.says("改")
    assert chen.says("20人") == "本来就是20人，没动。"
    assert chen.says("改").startswith("哪里不对？")
    assert chen.says("改").startswith("哪里不对？")
    assert chen.says("后勤没来") == "本来就没有后勤科，没动。"
    assert chen.says("外科三没来").startswith("没找到“外科三”")
    assert "内科二病区参加 5人" in chen.says("每科5人")
    assert "不再算：内科二病区。" in chen.says("内科二没来")
    assert hospital.rows() == []


@pytest.mark.parametrize(
    "words",
    ["昨天开了安委会会议，12人参加", "昨天安全生产工作会议 12人", "记会议 昨天 党委会研究安全生产 12人"],
)
def test_a_meeting_is_no_shift_meeting(hospital: Hospital, chen: Phone, words: str) -> None:
    """Nor is it a hazard, though the class of management knows the word 安委会."""
    assert chen.says(words).startswith("记好了：2月25日 安全会议 工会办 12人")
    assert [(row["kind"], row["attested"]) for row in kept(hospital)] == [("meeting", 12)]
    assert hospital.rows() == []


def test_a_meeting_room_is_no_meeting(hospital: Hospital, chen: Phone) -> None:
    assert chen.says("昨天开会，三楼安委会会议室吊顶要掉 12人").startswith("记好了，101号")
    assert kept(hospital) == []


def test_another_kind_of_deed_is_no_answer_to_whether_it_was_that_one(
    hospital: Hospital, chen: Phone
) -> None:
    chen.says("记会议 昨天 安委会 9人")
    assert "2又办了一场" in chen.says("记会议 昨天 9人")
    chen.says("今天和孙涛去市二院督导")
    assert [row["attested"] for row in kept(hospital)] == [9]


@pytest.mark.parametrize("words", ["咨询日还差啥", "6·16还差哪些没弄", "咨询日准备得怎么样了", "咨询日"])
def test_what_the_day_still_lacks(hospital: Hospital, chen: Phone, words: str) -> None:
    put(hospital, "2026-06-14 09:00")
    assert chen.says(words).startswith("咨询日6月16日")
    assert chen.says("还差啥").startswith("咨询日6月16日"), "while it is talked of, no name is needed"


def test_what_is_missing_of_nothing_is_not_the_day(chen: Phone) -> None:
    assert not chen.says("还差啥").startswith("咨询日")


def test_a_sheet_reported_wrong_is_spoken_of_though_the_day_was(hospital: Hospital, chen: Phone) -> None:
    put(hospital, "2026-06-14 09:00")
    chen.says("咨询日")
    assert chen.says("更正").startswith("4月表")
