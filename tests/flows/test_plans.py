"""陈静 on her telephone: a deed in one breath or question by question, the sheet, signing for a plan, the consultation day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from actions.plan.cadres import faults
from actions.plan.figures import sheets as filed
from models.base import Db
from models.people import Person
from models.plan import deeds, inspections, proofs, sheets
from models.units import Unit
from tests.hospital import Hospital, Phone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    hospital.product.clock.now = at("2016-02-26 15:40")  # type: ignore[misc]
    return hospital.phone("陈静")


def kept(hospital: Hospital) -> list[dict[str, object]]:
    """What was recorded and stands, oldest first."""
    home = hospital.ids.get("市一院", 1)
    return hospital.carry(
        lambda db: [
            dict(row)
            for row in deeds.deeds_of(db, home, at("2015-01-01 00:00").date(), at("2017-01-01 00:00").date())
        ]
    )


# 记培训


def test_one_breath_is_enough(hospital: Hospital, chen: Phone) -> None:
    """TR：昨天 消防 全科 42人."""
    said = chen.says("记培训 昨天 消防 工会和内科二办 42人")
    assert said.startswith("记好了：2月25日 消防 职工安全培训 工会和")
    assert "42人" in said.splitlines()[0]
    assert "2月统计表第3、4格" in said.splitlines()[1]
    (row,) = kept(hospital)
    assert (row["attested"], row["bodies"], row["topics"]) == (42, ["union", "department"], ["fire"])


def test_question_by_question(hospital: Hospital, chen: Phone) -> None:
    """TR1 TR2 TR3 TR4."""
    assert chen.says("记培训").startswith("记一次职工安全培训。哪天？1今天 2昨天，或写日期")
    assert chen.says("2").startswith("讲的什么？1消防 2用电 3职业防护 4岗位责任 5别的")
    assert chen.says("1").startswith("多少人？1放个码让大家扫 2写人数 3发签到表照片")
    assert chen.says("2").startswith("多少人？写个数就行")
    assert chen.says("42").startswith("记好了：2月25日 消防 职工安全培训 工会办 42人")


def test_a_picture_of_the_sign_in_sheet_is_kept_and_the_number_may_follow(
    hospital: Hospital, chen: Phone
) -> None:
    for words in ("记培训", "今天", "消防", "3"):
        chen.says(words)
    assert chen.shows_photo().startswith("记好了：")
    assert chen.says("42").startswith("改好了：2月26日 消防 职工安全培训 工会办 42人")
    (row,) = kept(hospital)
    assert [one["what"] for one in hospital.carry(lambda db: proofs.evidence_of(db, row["id"]))] == [
        "sign_in"
    ]
    assert hospital.carry(lambda db: len(deeds.versions_of(db, row["id"]))) == 1


def test_what_was_wrong_is_mended_in_one_sentence(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 42人")
    assert chen.says("改").startswith("哪里不对？")
    assert chen.says("40人").startswith("改好了：2月25日 消防 职工安全培训 工会办 40人")
    chen.says("改")
    assert chen.says("作废").startswith("作废了")
    assert kept(hospital) == []


def test_a_mistake_in_the_day_is_asked_again(hospital: Hospital, chen: Phone) -> None:
    assert chen.says("记培训 明天 消防 42人").startswith("这个日子对不上")
    assert chen.says("昨天").startswith("记好了：2月25日")


def test_stopped_in_the_middle_nothing_is_recorded(hospital: Hospital, chen: Phone) -> None:
    chen.says("记演练")
    assert chen.says("取消").startswith("好，没记")
    assert kept(hospital) == []


def test_a_photo_out_of_the_blue_is_still_a_hazard(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训")
    assert "照片" in chen.shows_photo()


def test_staff_are_told_whose_work_it_is(hospital: Hospital, chen: Phone) -> None:
    assert "工会和安全员的事" in hospital.phone("张敏").says("记培训 昨天 消防 42人")
    assert kept(hospital) == []


def test_remember_is_no_deed(hospital: Hospital, chen: Phone) -> None:
    assert not chen.says("记得明天交培训表").startswith("记一次")


# 统计表


def test_the_sheet_in_four_lines_and_handed_in_offline(hospital: Hospital, chen: Phone) -> None:
    """S1 S2 S3：报出后这期就封住."""
    chen.says("记培训 昨天 消防 3人")
    said = chen.says("统计表").splitlines()
    assert said[0] == "2月表草好了，截至2月26日周五15:40。"
    assert "受训3" in said[1]
    assert "培训1场" in said[1]
    assert "/h5/sheet/" in chen.says("3").splitlines()[1], "给主席看"
    assert chen.says("4").splitlines()[-1] == "报出后这期就封住，之后的算下期。"
    assert chen.says("2").startswith("报好了，2月26日周五15:40。有回执就拍一张发来。")
    assert chen.shows_photo() == "回执收到，和这期表存在一起了。"
    assert "报出了" in chen.says("统计表")
    row = hospital.carry(lambda db: sheets.find_sheet(db, 1))
    assert row is not None
    assert (row["state"], row["how"], row["cells"]["T4"]["total"]) == ("sent", "offline", 3)


def test_a_session_without_heads_is_asked_for(hospital: Hospital, chen: Phone) -> None:
    for words in ("记培训", "昨天", "消防", "1"):
        chen.says(words)
    said = chen.says("统计表")
    assert "要你看1处：1场培训没填人数。" in said
    assert "1补人数" in said


def test_two_people_hand_in_the_same_sheet(hospital: Hospital, chen: Phone) -> None:
    """Somebody was faster: nothing is sent twice."""
    chen.says("统计表")
    chen.says("4")
    other = hospital.carry(lambda db: sheets.change_sheet(db, 1, state="sent", cut_at=hospital.now))
    assert other is None
    assert chen.says("1") == "这期已经报出了，你这次没动它。"


# 签收、方案


def test_signing_names_the_nearest_thing(hospital: Hospital, chen: Phone) -> None:
    """RC1."""
    hospital.product.clock.now = at("2015-12-28 10:00")  # type: ignore[misc]
    said = chen.says("签收")
    assert "查保促签好了。你们单位" in said
    assert "1先都归我，以后再分 2现在分" in said
    assert "最近一件：" in said
    assert chen.says("1").startswith("好，先都归你")


def test_what_is_next(hospital: Hospital, chen: Phone) -> None:
    said = chen.says("方案")
    assert "查保促统计表：还没报出，最晚2/29" in said
    assert len(said.splitlines()) <= 4


# 咨询日


def test_the_day_is_prepared_word_by_word(hospital: Hospital, chen: Phone) -> None:
    hospital.product.clock.now = at("2026-06-09 09:00")  # type: ignore[misc]
    assert "缺：地点、形式、负责人" in chen.says("咨询日")
    assert "缺：海报、宣传片、资料" in chen.says("门诊大厅，展台和讲堂，陈静负责")
    assert chen.says("海报、宣传片和资料都备好了").startswith("记上了：海报、宣传片、资料备好了。")


def test_on_the_day_four_things_are_enough(hospital: Hospital, chen: Phone) -> None:
    """Scene 19：照片、人数、发了几份、答了啥."""
    hospital.product.clock.now = at("2026-06-16 09:00")  # type: ignore[misc]
    assert "缺：照片、人数、发了几份、答了啥" in chen.says("咨询日")
    assert "缺：人数、发了几份、答了啥" in chen.shows_photo()
    said = chen.says("来了120人，发了300份，答了15个问题")
    assert "该有的都有了" in said
    day = hospital.carry(
        lambda db: deeds.deeds_of(db, 1, at("2026-06-01 00:00").date(), at("2026-06-30 00:00").date())
    )
    assert (day[0]["attested"], day[0]["details"]["leaflets"]) == (120, 300)


def test_last_years_day_is_copied(hospital: Hospital, chen: Phone) -> None:
    hospital.product.clock.now = at("2025-06-09 09:00")  # type: ignore[misc]
    chen.says("咨询日")
    chen.says("门诊大厅，展台和讲堂，陈静负责")
    hospital.product.clock.now = at("2026-06-02 09:00")  # type: ignore[misc]
    assert "抄去年" in chen.says("咨询日")
    assert chen.says("抄去年").startswith("抄来了：门诊大厅，陈静负责。")


# 培训


def test_a_nurse_asks_when_the_training_is(hospital: Hospital, chen: Phone) -> None:
    assert hospital.phone("张敏").says("培训").startswith("今年的安全培训你还没参加。")


# 督导意见、报表的下文


def test_the_union_hears_of_a_finding(hospital: Hospital, chen: Phone) -> None:
    """What to mend, until when; nothing any more once it is closed."""
    now = hospital.now
    deed_id = hospital.carry(
        lambda db: deeds.add_deed(
            db, unit_id=1, kind="inspection", happened_on=now.date(), recorded_at=now, title="督导"
        )
    )
    inspection_id = hospital.carry(lambda db: inspections.add_inspection(db, deed_id=deed_id, unit_id=1))
    inspection = {"id": inspection_id, "unit_id": 1, "happened_on": now.date()}
    day = at("2016-03-10 00:00").date()
    hospital.carry(
        lambda db: faults.find_fault(db, inspection, "rules", "没有应急预案，补一份", day, now=now, by_id=1)
    )
    hospital.product.courier.until_empty()
    assert chen.pushes[-1].startswith("模板：督导意见要回复｜陈静｜2016-03-10 17:00｜没有应急预案，补一份")


def test_whoever_handed_in_hears_that_it_was_taken(hospital: Hospital, chen: Phone) -> None:
    for words in ("统计表", "4", "1"):
        chen.says(words)
    hospital.carry(lambda db: filed.accept(db, 1, hospital.now, None))
    hospital.product.courier.until_empty()
    assert chen.pushes[-1] == "2月的表上面收下了。"


def test_whoever_handed_in_hears_why_it_came_back(hospital: Hospital, chen: Phone) -> None:
    for words in ("统计表", "4", "1"):
        chen.says(words)
    hospital.carry(lambda db: filed.give_back(db, 1, "受训人数对不上", hospital.now, None))
    hospital.product.courier.until_empty()
    assert chen.pushes[-1] == "2月的表退回来了：受训人数对不上\n改好了再回 统计表 报出。"
    assert chen.says("统计表").startswith("2月表草好了")


@pytest.mark.parametrize(
    ("yes", "told"),
    [
        (True, "给主席看的2月表：同意。\n回 统计表 报出，最晚2月29日周一。"),
        (False, "给主席看的2月表，要改：“培训少了一场”\n改好了回 统计表 报出，最晚2月29日周一。"),
    ],
)
def test_what_the_chairman_said_of_the_link_is_heard(
    hospital: Hospital, chen: Phone, yes: bool, told: str
) -> None:
    chen.says("统计表")
    chen.says("3")
    why = "" if yes else "培训少了一场"
    hospital.carry(lambda db: filed.agree(db, 1, hospital.now, None, yes=yes, why=why))
    hospital.product.courier.until_empty()
    assert chen.pushes[-1] == told


def test_handed_in_meanwhile_the_chairman_is_not_quoted(hospital: Hospital, chen: Phone) -> None:
    chen.says("统计表")
    hospital.carry(lambda db: filed.agree(db, 1, hospital.now, None, yes=True))
    chen.says("4")
    chen.says("2")
    hospital.product.courier.until_empty()
    assert not any("主席" in push for push in chen.pushes)


# 报告、总结


@pytest.mark.parametrize(
    ("day", "words", "told"),
    [
        ("2026-06-08 10:00", "季报", "查保促季度报告：最晚6月20日周六，6月18日周四交最稳。"),
        ("2026-06-25 10:00", "总结", "安全生产月总结：文件没定日子，6月30日周二前写好就行。"),
    ],
)
def test_a_report_says_until_when(hospital: Hospital, chen: Phone, day: str, words: str, told: str) -> None:
    hospital.product.clock.now = at(day)  # type: ignore[misc]
    said = chen.says(words)
    assert said.splitlines()[0] == told
    assert "打开报告稿" in said


def test_a_nurse_writes_no_report(hospital: Hospital, chen: Phone) -> None:
    assert "工会" in hospital.phone("张敏").says("季报")


def test_one_count_wherever_it_is_said(hospital: Hospital, chen: Phone) -> None:
    """签收 and 方案 name the same number of things to do; the rest of the year stands beside it."""
    first = chen.says("签收")
    number = first.split("你们单位")[1].split("件")[0]
    assert f"眼下归你办的{number}件" in chen.says("方案")


def test_told_after_the_sheet_went_out_it_counts_in_the_next(hospital: Hospital, chen: Phone) -> None:
    """Scene 18：2月的表一字不变，3月30日的表有它."""
    for words in ("统计表", "4", "2"):
        chen.says(words)
    assert "3月统计表第3、4格（2月的报过了）" in chen.says("记培训 昨天 用电 30人")
    hospital.product.clock.now = at("2016-04-30 10:00")  # type: ignore[misc]
    for words in ("统计表", "4", "2"):
        chen.says(words)
    assert "4月统计表第3、4格（已报出，要改得更正）" in chen.says("记培训 昨天 用电 31人")


def test_the_whole_sheet_opens_without_a_password(chen: Phone) -> None:
    chen.says("统计表")
    assert '?to=/console/sheets/1">看全表</a>' in chen.says("2")


@pytest.mark.parametrize(
    "needs",
    ["安全责任清单", "应急演练方案", "考核督导手册", "查保促行动方案", "专项奖励资金", "纳入议事日程"],
)
def test_what_a_reminder_tells_to_say_is_understood(hospital: Hospital, chen: Phone, needs: str) -> None:
    """回 记安全责任清单，再拍一张发来就存上."""
    said = chen.says(f"记{needs}")
    assert said.startswith(("记一次", "记好了")), said
    assert "42人" not in said, "nobody comes to a paper"
    assert chen.says("1").startswith("记好了")
    chen.shows_photo()
    (row,) = kept(hospital)
    assert len(hospital.carry(lambda db: proofs.evidence_of(db, row["id"]))) == 1
    assert f"{needs}：" not in chen.says("方案")


@pytest.fixture
def gao(hospital: Hospital) -> Phone:
    """The union of the province, to which everybody reports and which reports to nobody."""

    def settle(db: Db) -> None:
        top = hospital.ids["省医务工会"] = hospital.add(
            db, Unit, code="SYW", name="省医务工会", kind="province"
        )
        db.execute(update(Unit).where(Unit.id == top).values(path=f"/{top}/"))
        facts = {"unit_id": top, "home_id": top, "role": "union"}
        hospital.ids["高峰"] = hospital.add(db, Person, name="高峰", **facts)

    hospital.carry(settle)
    hospital.product.clock.now = at("2016-02-26 15:40")  # type: ignore[misc]
    return hospital.phone("高峰")


def test_a_province_hands_in_no_table(gao: Phone) -> None:
    """Handing it in would send it to nobody, and wait for ever."""
    assert gao.says("统计表").startswith("省里不用报统计表。")


def test_a_province_signs_and_has_nothing_of_its_own_to_do(gao: Phone) -> None:
    said = gao.says("签收")
    assert "0件事" not in said
    assert "先都归你" not in said
