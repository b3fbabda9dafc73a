"""分工 in one sentence: who has what, said to the chat; a hazard stays one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import literal, update

from actions.plan.cadres import inspecting
from models.base import Db
from models.people import Person
from models.plan import care, choices
from models.units import Unit
from tests.hospital import Hospital, Phone

NOW = datetime(2026, 2, 26, 15, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
A_WEEK = timedelta(days=7)
HANDBOOK = ("chabaocu", "handbook", "owner")


@pytest.fixture
def chen(hospital: Hospital) -> Phone:
    hospital.product.clock.now = NOW  # type: ignore[misc]
    return hospital.phone("陈静")


def owners(hospital: Hospital) -> dict[tuple[str, str, str], str]:
    return dict(hospital.carry(lambda db: choices.choices_of(db, hospital.ids["市一院"])))


@pytest.mark.parametrize(
    "words",
    [
        "把督导手册给李红",
        "督导手册交给李红负责",
        "督导手册归李红管。",
        "李红负责考核督导手册",
        "督导手册的事让李红去办吧",
    ],
)
def test_a_duty_is_given_in_one_sentence(hospital: Hospital, chen: Phone, words: str) -> None:
    said = chen.says(words)
    assert said == "好，“考核督导手册”归内科二病区李红，到日子提醒这个人。\n错了说：考核督导手册给我"
    assert owners(hospital)[HANDBOOK] == str(hospital.ids["李红"])


def test_and_taken_back_in_one(hospital: Hospital, chen: Phone) -> None:
    chen.says("督导手册给李红")
    assert chen.says("考核督导手册给我").startswith("好，“考核督导手册”归你")
    assert owners(hospital)[HANDBOOK] == str(hospital.ids["陈静"])


def test_right_after_signing_as_the_answer_says(hospital: Hospital, chen: Phone) -> None:
    chen.says("签收")
    assert "督导手册给李红" in chen.says("2")
    assert "归内科二病区李红" in chen.says("督导手册给李红")


def test_of_several_one_is_asked_which(hospital: Hospital, chen: Phone) -> None:
    said = chen.says("演练给李红")
    assert said.startswith(
        "哪一样给内科二病区李红？\n1带头开展应急演练 2全员应急演练 3应急演练方案 4两次应急演练"
    )
    assert chen.says("4").startswith("好，“两次应急演练”归内科二病区李红")


def test_nobody_of_that_name_and_nothing_is_moved(hospital: Hospital, chen: Phone) -> None:
    assert chen.says("督导手册给诸葛亮").startswith("花名册上没有“诸葛亮”，没动。")
    assert owners(hospital) == {}


def signed(chen: Phone) -> None:
    """Right after signing, asked who is to have what."""
    chen.says("签收")
    chen.says("2")


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("把全年培训交给李红吧", "全员安全培训"),
        ("月报表给李红", "查保促统计表"),
        ("每月的报表还是归李红", "查保促统计表"),
        ("季报就给李红吧", "查保促季度报告"),
        ("考核督导手册还是给李红", "考核督导手册"),
        ("6·16给李红", "咨询日"),
    ],
)
def test_as_people_call_it(hospital: Hospital, chen: Phone, words: str, needs: str) -> None:
    signed(chen)
    assert chen.says(words).startswith(f"好，“{needs}”归内科二病区李红")


def test_nothing_of_that_name_is_no_hazard(hospital: Hospital, chen: Phone) -> None:
    signed(chen)
    assert "隐患" not in chen.says("食堂菜单给李红")
    assert owners(hospital) == {}
    assert hospital.rows() == []


@pytest.mark.parametrize(
    "words",
    ["刚才那个不算", "刚刚分的收回", "分错人了", "刚才给错人了", "收回来", "给李红的收回来"],
)
def test_what_was_just_handed_out_is_taken_back(hospital: Hospital, chen: Phone, words: str) -> None:
    signed(chen)
    chen.says("督导手册给孙丽")
    chen.says("督导手册给李红")
    assert chen.says(words) == "好，刚才那个不算：“考核督导手册”还是归内科二病区孙丽。"
    assert owners(hospital)[HANDBOOK] == str(hospital.ids["孙丽"])


def test_after_a_deed_it_is_the_deed_that_does_not_count(hospital: Hospital, chen: Phone) -> None:
    chen.says("记培训 昨天 消防 8人")
    assert chen.says("刚才那个不算").startswith("作废了：2月25日 消防")


def test_half_an_hour_later_nothing_is_taken_back(hospital: Hospital, chen: Phone) -> None:
    signed(chen)
    chen.says("督导手册给李红")
    hospital.forward(minutes=31)
    assert "还是归" not in chen.says("刚才那个不算")
    assert owners(hospital)[HANDBOOK] == str(hospital.ids["李红"])


@pytest.mark.parametrize("words", ["走廊灭火器让纸箱堵了", "3楼东楼梯口的通道给堵了", "插座让水泡了"])
def test_what_was_done_to_a_thing_is_a_hazard(hospital: Hospital, chen: Phone, words: str) -> None:
    assert "101号" in chen.says(words)
    assert owners(hospital) == {}


def test_an_order_is_an_order(hospital: Hospital, chen: Phone) -> None:
    hospital.phone("张敏").says("三楼东楼梯口堆着纸箱")
    assert "101" in hospital.phone("李红").says("派 101 给王强 3天")


def test_a_nurse_gives_nothing_away(hospital: Hospital, chen: Phone) -> None:
    assert "归" not in hospital.phone("张敏").says("督导手册给李红")
    assert "工会" in hospital.phone("李红").says("督导手册给李红")
    assert owners(hospital) == {}


@pytest.fixture
def sun(hospital: Hospital, chen: Phone) -> Phone:
    """孙玉梅 of the city's union, above the hospital."""

    def above(db: Db) -> None:
        city = hospital.ids["市医务工会"] = hospital.add(db, Unit, code="SHI", name="市医务工会", kind="city")
        db.execute(update(Unit).where(Unit.id == city).values(path=f"/{city}/"))
        db.execute(
            update(Unit).where(Unit.path.startswith("/1/")).values(path=literal(f"/{city}") + Unit.path)
        )
        home = Unit.id == hospital.ids["市一院"]
        db.execute(update(Unit).where(home).values(parent_id=city, path=f"/{city}/1/"))
        facts = {"unit_id": city, "home_id": city, "role": "union", "staff_no": "900001"}
        hospital.ids["孙玉梅"] = hospital.add(db, Person, name="孙玉梅", **facts)

    hospital.carry(above)
    return hospital.phone("孙玉梅")


@pytest.mark.parametrize("words", ["市一院给孙玉梅包靠", "孙玉梅包靠市一院", "市一院归我"])
def test_a_unit_is_looked_after(hospital: Hospital, sun: Phone, words: str) -> None:
    assert sun.says(words).startswith("好，市一院由孙玉梅包靠，今天起算进统计表第7格。")
    (row,) = hospital.carry(lambda db: care.care_of(db, hospital.ids["市医务工会"]))
    assert row["unit_id"] == hospital.ids["市一院"]
    assert sun.says(words) == "这位干部已经包靠这家了。"


def test_a_unit_nobody_knows_or_somebody_of_another_house(hospital: Hospital, sun: Phone) -> None:
    assert sun.says("孙玉梅包靠市三院").startswith("下面没有找到这家单位")
    assert sun.says("市一院给李红包靠").startswith("“李红”不在本工会的干部里")


def test_a_hospital_decides_no_care(hospital: Hospital, chen: Phone) -> None:
    assert chen.says("市一院给李红包靠").startswith("谁包靠哪家单位，由上级工会定。")


# 督导、走访


def test_a_visit_is_told_with_its_unit(hospital: Hospital, sun: Phone) -> None:
    """A 督导 that names no unit would count nowhere."""
    said = sun.says("记督导 昨天 市一院")
    assert said.startswith("记好了：2月25日 督导 市一院，孙玉梅去的。\n算进：")
    assert "看五点、提意见" in said
    rows = hospital.carry(
        lambda db: inspecting.visits_of(db, hospital.ids["市医务工会"], NOW.date() - A_WEEK, NOW.date())
    )
    assert [(row["kind"], row["unit_ids"]) for row in rows] == [("inspection", [hospital.ids["市一院"]])]


@pytest.mark.parametrize("words", ["记督导", "记走访 今天", "记谈心 昨天"])
def test_without_a_unit_it_is_asked_where(hospital: Hospital, sun: Phone, words: str) -> None:
    assert sun.says(words).startswith("去了哪家？\n1市一院")
    assert sun.says("1").startswith("记好了：2月2")


def test_where_nobody_was_for_long(hospital: Hospital, sun: Phone) -> None:
    assert sun.says("督导").startswith("30天没人去过的1家：市一院。\n去过了说一句：记督导 昨天 市一院")
    sun.says("记走访 今天 市一院")
    assert "每家最近都去过" in sun.says("包靠")


@pytest.mark.parametrize(
    "words",
    [
        "记督导 昨天 市第一人民医院",
        "昨天督导检查了市第一人民医院",
        "记督导 昨天 市一院 孙玉梅",
        "记督导 昨天去了市第一医院",
    ],
)
def test_a_unit_called_by_its_official_name(hospital: Hospital, sun: Phone, words: str) -> None:
    said = sun.says(words if words.startswith("记") else f"记{words}")
    assert said.startswith("记好了：2月25日 督导 市一院，孙玉梅去的。")


@pytest.mark.parametrize(
    "words", ["记督导 今天 市第一人民医院", "记走访 今天 市第一人民医院", "记谈心 今天 市一院"]
)
def test_a_unit_whose_name_in_the_tree_is_the_official_one(
    hospital: Hospital, sun: Phone, words: str
) -> None:
    home = Unit.id == hospital.ids["市一院"]
    hospital.carry(lambda db: db.execute(update(Unit).where(home).values(name="市第一人民医院")))
    assert "市第一人民医院，孙玉梅去的。" in sun.says(words)


def visits(hospital: Hospital) -> list[int]:
    """How many went, of each visit of this week."""
    union = hospital.ids["市医务工会"]
    rows = hospital.carry(lambda db: inspecting.visits_of(db, union, NOW.date() - A_WEEK, NOW.date()))
    return [len(hospital.carry(lambda db, key=row["id"]: inspecting.went(db, key))) for row in rows]


@pytest.mark.parametrize(
    "words", ["记督导 昨天 市一院", "记督导 昨天 市第一人民医院", "记督导 昨天 督导了市一院"]
)
def test_the_same_visit_told_twice_is_asked_about(hospital: Hospital, sun: Phone, words: str) -> None:
    """T8 counts everybody who went, and would count them twice."""
    sun.says("记督导 昨天 市一院")
    assert sun.says(words) == "记过一趟：2月25日 督导 市一院，孙玉梅去的。\n1就是那趟，不再记 2又去了一趟"
    assert visits(hospital) == [1]
    assert sun.says("1").startswith("好，还是一趟，孙玉梅去的。")
    assert visits(hospital) == [1]


def test_a_second_visit_of_the_day_is_a_second_one(hospital: Hospital, sun: Phone) -> None:
    sun.says("记督导 昨天 市一院")
    sun.says("记督导 昨天 市一院")
    assert sun.says("2").startswith("记好了：")
    assert visits(hospital) == [1, 1]
    assert sun.says("记走访 昨天 市一院").startswith("记好了："), "another kind is another visit"
    assert sun.says("记督导 前天 市一院").startswith("记好了："), "another day too"


def test_whoever_went_along_is_added_to_the_one_visit(hospital: Hospital, sun: Phone) -> None:
    city = hospital.ids["市医务工会"]
    facts = {"unit_id": city, "home_id": city, "role": "union", "staff_no": "900002"}
    hospital.carry(lambda db: hospital.add(db, Person, name="刘芳", **facts))
    sun.says("记督导 昨天 市一院")
    assert "1就是那趟，添上刘芳 2又去了一趟" in sun.says("记督导 昨天 市一院 孙玉梅和刘芳")
    sun.says("1")
    assert visits(hospital) == [2]


# 抽签


@pytest.mark.parametrize("words", ["抽签", "我要抽签", "抽签在哪", "抽单位"])
def test_where_the_draw_is_done(sun: Phone, words: str) -> None:
    said = sun.says(words)
    assert said.startswith("抽签在网页上做：")
    assert "?to=/console/cadres/draws" in said


def test_a_hospital_draws_nothing(hospital: Hospital, chen: Phone) -> None:
    assert chen.says("抽签").startswith("抽签是上级工会督导前抽单位用的")
    assert "抽签是" not in hospital.phone("张敏").says("抽签")


@pytest.mark.parametrize(
    ("words", "went"),
    [
        ("记督导 昨天 和刘芳去了市一院", "刘芳、孙玉梅去的"),
        ("记督导 昨天 市一院 我和刘芳", "刘芳、孙玉梅去的"),
        ("记督导 昨天 市一院 刘芳", "刘芳去的"),
    ],
)
def test_who_goes_with_somebody_goes_too(hospital: Hospital, sun: Phone, words: str, went: str) -> None:
    city = hospital.ids["市医务工会"]
    facts = {"unit_id": city, "home_id": city, "role": "union", "staff_no": "900002"}
    hospital.carry(lambda db: hospital.add(db, Person, name="刘芳", **facts))
    said = sun.says(words)
    told = said.partition("，")[2].partition("。")[0]
    assert set(told.removesuffix("去的").split("、")) == set(went.removesuffix("去的").split("、"))


def test_who_is_on_no_roll_is_not_dropped_in_silence(hospital: Hospital, sun: Phone) -> None:
    said = sun.says("记督导 昨天 市一院 和周卫东")
    assert "孙玉梅去的。" in said
    assert said.endswith("花名册上没有周卫东，没算上。错了回 改。")
    assert len(said.splitlines()) <= 4
    sun.says("记走访 今天 和周卫东")
    assert "花名册上没有周卫东" in sun.says("1"), "the place was asked for in between"
