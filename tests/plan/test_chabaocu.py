"""查保促: its days in several years, its windows, what counts, and its table as it is printed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from plans.loading import FOLDER, load_plan
from rules.plan.almanac import UNDEFINED
from rules.plan.cells import OPTIONS
from rules.plan.dues import dues, gaps, standing_on
from rules.plan.duty import Duty, Measure
from rules.plan.spoken.deed_vocabulary import TOPICS
from rules.plan.spoken.deed_words import read_deed

PLAN = load_plan(FOLDER / "chabaocu.plan.yaml")
DAY = timedelta(days=1)


def duty(code: str) -> Duty:
    found = PLAN.duty(code)
    assert found is not None, code
    return found


def formal(code: str, year: int) -> list[str]:
    """The last days, each as month-day."""
    return [f"{due.formal:%m-%d}" for due in dues(duty(code), year)]


def windows(code: str, year: int) -> list[tuple[str, str]]:
    return [(f"{due.opens:%Y-%m-%d}", f"{due.closes:%Y-%m-%d}") for due in dues(duty(code), year)]


# days


def test_the_document_itself() -> None:
    assert (PLAN.number, PLAN.issued_on, PLAN.publicity) == (
        "鲁医工字〔2015〕54号",
        date(2015, 12, 28),
        "主动公开",
    )
    assert PLAN.printed == ("山东省医务工会", "2015-12-28", "刘用立")
    assert [name for name, _ in PLAN.themes] == ["明责", "扩面", "提质"]
    assert {"查保促", "查促保"} <= set(PLAN.names)


def test_the_concentrated_action_begins_in_the_year_before() -> None:
    phases = {phase.code: (phase.first.in_year(2016), phase.last.in_year(2016)) for phase in PLAN.phases}
    assert phases["concentrated"] == (date(2015, 12, 28), date(2016, 4, 30))
    assert phases["round-one"] == (date(2016, 1, 1), date(2016, 1, 31))
    assert phases["round-two"] == (date(2016, 3, 11), date(2016, 3, 31))
    assert phases["whole-year"] == (date(2016, 1, 1), date(2016, 12, 31))


def test_all_last_days_of_2016() -> None:
    days = {duty.code: formal(duty.code, 2016) for duty in PLAN.duties}
    assert days == {
        "receipt": ["12-31"],
        "agenda": ["01-27"],
        "scheme": ["01-27"],
        "handbook": ["01-27"],
        "inspection-handbook": ["01-27"],
        "monthly-table": ["01-30", "02-29", "03-30", "04-30"],
        "round-one": ["01-31"],
        "round-two": ["03-31"],
        "inspect-all-units": ["04-30"],
        "phase-report": ["05-10"],
        "quarterly-report": ["06-20", "09-20", "12-20"],
        "publicity-spring-festival": ["02-08"],
        "publicity-disease-week": ["04-25"],
        "publicity-may-day": ["05-01"],
        "publicity-safety-month": ["06-01"],
        "publicity-national-day": ["10-01"],
        "care-visits": [
            *("01-31", "02-29", "03-31", "04-30", "05-31", "06-30"),
            *("07-31", "08-31", "09-30", "10-31", "11-30", "12-31"),
        ],
        "duty-statement": ["12-31"],
        "leader-class": ["12-31"],
        "training-for-all": ["12-31"],
        "drill-scheme": ["12-31"],
        "drills": ["12-31"],
        "drill-departments": ["12-31"],
        "care": ["12-31"],
        "reward-fund": ["12-31"],
    }
    assert dues(duty("receipt"), 2016)[0].formal == date(2015, 12, 31)


@pytest.mark.parametrize(
    ("year", "february", "target"),
    [(2016, 29, "02-26"), (2023, 28, "02-27"), (2026, 28, "02-27"), (2028, 29, "02-28")],
)
def test_february_has_no_thirtieth_and_march_goes_back_to_it(year: int, february: int, target: str) -> None:
    assert formal("monthly-table", year) == ["01-30", f"02-{february}", "03-30", "04-30"]
    assert f"{dues(duty('monthly-table'), year)[1].target:%m-%d}" == target


@pytest.mark.parametrize(
    ("year", "first_day"),
    [(2016, "02-08"), (2017, "01-28"), (2020, "01-25"), (2023, "01-22"), (2026, "02-17"), (2027, "02-06")],
)
def test_spring_festival_moves(year: int, first_day: str) -> None:
    assert formal("publicity-spring-festival", year) == [first_day]


def test_tables_on_rest_days_aim_at_the_working_day_before() -> None:
    targets = [f"{due.target:%m-%d}" for due in dues(duty("monthly-table"), 2016)]
    assert targets == ["01-29", "02-26", "03-29", "04-29"]


def test_years_to_come_are_a_guess_and_say_so() -> None:
    assert not any(due.guessed for due in dues(duty("monthly-table"), 2016))
    assert all(due.guessed for due in dues(duty("monthly-table"), 2040))


def test_nothing_is_asked_before_the_document() -> None:
    assert [one.code for one in PLAN.duties if dues(one, 2015)] == []


# windows


def test_monthly_windows_leave_no_day_out() -> None:
    found = dues(duty("monthly-table"), 2016)
    assert windows("monthly-table", 2016) == [
        ("2015-12-28", "2016-01-30"),
        ("2016-01-31", "2016-02-29"),
        ("2016-03-01", "2016-03-30"),
        ("2016-03-31", "2016-04-30"),
    ]
    assert gaps(found) == []
    assert all(later.opens == earlier.closes + DAY for earlier, later in pairwise(found))


def test_quarterly_windows_follow_the_action_and_leave_eleven_days() -> None:
    quarterly = dues(duty("quarterly-report"), 2016)
    assert windows("quarterly-report", 2016) == [
        ("2016-05-01", "2016-06-20"),
        ("2016-06-21", "2016-09-20"),
        ("2016-09-21", "2016-12-20"),
    ]
    assert quarterly[0].opens == dues(duty("monthly-table"), 2016)[-1].closes + DAY
    left_over = PLAN.last.in_year(2016) - quarterly[-1].closes
    assert left_over == timedelta(days=11), "21 to 31 December belong to no report"


def test_the_report_of_the_action_takes_in_all_of_it() -> None:
    assert windows("phase-report", 2016) == [("2015-12-28", "2016-05-10")]


@pytest.mark.parametrize(
    ("today", "closes"),
    [("2016-01-30", "2016-01-30"), ("2016-01-31", "2016-02-29"), ("2016-03-31", "2016-04-30")],
)
def test_a_deed_of_a_day_belongs_to_one_table(today: str, closes: str) -> None:
    due = standing_on(duty("monthly-table"), date.fromisoformat(today))
    assert due is not None
    assert due.closes == date.fromisoformat(closes)


def test_windows_of_a_year_and_of_the_next_do_not_overlap() -> None:
    this, following = dues(duty("quarterly-report"), 2016), dues(duty("quarterly-report"), 2017)
    assert following[0].opens > this[-1].closes


# what counts


def test_two_drills_and_every_department_are_two_questions() -> None:
    drills, departments = duty("drills").goal, duty("drill-departments").goal
    assert (drills.measure, drills.at_least, drills.kinds) == (Measure.DEEDS, 2, ("drill", "lead-drill"))
    assert (departments.measure, departments.kinds) == (Measure.DEPARTMENTS, ("drill", "lead-drill"))


def test_a_class_for_leaders_counts_when_both_responsibilities_were_taught() -> None:
    goal = duty("leader-class").goal
    assert [TOPICS[topic].name for topic in goal.topics] == ["主体责任", "第一责任人"]
    assert duty("leader-class").whom == ("city",)


def test_every_topic_asked_for_is_one_that_can_be_said() -> None:
    asked = {topic for one in PLAN.duties for topic in one.goal.topics}
    taught = {topic for kind in PLAN.kinds for topic in kind.topics}
    assert sorted((asked | taught) - set(TOPICS)) == []


def test_everybody_once_and_every_unit_once() -> None:
    assert duty("training-for-all").goal.measure is Measure.PEOPLE
    assert duty("inspect-all-units").goal.measure is Measure.UNITS
    assert duty("receipt").goal.measure is Measure.SIGNED


def test_reports_are_sheets_under_their_own_name() -> None:
    sheets = {one.code: one.goal.form for one in PLAN.duties if one.goal.measure is Measure.SHEET}
    assert sheets == {
        code: f"chabaocu:{code}" for code in ("monthly-table", "phase-report", "quarterly-report")
    }


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("昨天消防培训42人", "training"),
        ("3月5号院长培训班", "leader-class"),
        ("应急演练方案交了", "drill-scheme"),
        ("昨天全院演练", "drill"),
        ("走访了三个科室", "care-visit"),
        ("市里来督导", "inspection"),
        ("请专家查了一遍", "check-expert"),
        ("两个科室互查", "check-peer"),
        ("班前会讲了用电", "shift-meeting"),
        ("文化墙更新了", "culture-walls"),
        ("手指口述培训20人", "point-and-call"),
        ("亲情寄语收了9条", "family-words"),
        ("节前宣传", "node-publicity"),
        ("督导手册编好了", "handbook"),
    ],
)
def test_what_people_say_leads_to_the_kind(words: str, kind: str) -> None:
    kinds = {each.code: each.words for each in PLAN.kinds}
    assert read_deed(words, date(2016, 3, 9), kinds, []).kind == kind


def test_words_without_a_day_are_read_as_the_product_reads_them_everywhere() -> None:
    read = {word.phrase: word.days for word in PLAN.undefined}
    assert read == {phrase: reading.days for phrase, reading in UNDEFINED.items()}


# the table


def test_the_table_as_it_is_printed() -> None:
    form = PLAN.form("monthly-table")
    assert form is not None
    layout = form.layout
    assert layout.title == "“查保促”集中行动情况统计表"
    assert layout.header == ("填报单位(章)：", "填报日期：    年  月  日")
    assert [[box.label for box in row] for row in layout.rows] == [
        ["组织开展“查保促”集中行动单位数"],
        ["参与活动职工人数"],
        ["各市医务工会、各单位工会组织开展安全生产培训次数", "接受安全培训职工人数"],
        ["各市医务工会组织开展单位负责人培训班次数", "参加培训的单位负责人人数"],
        ["各市医务工会干部\n包靠单位数", "各市医务工会干部督导\n“查促保”活动人次"],
        ["查出安全隐患数", "挂牌督办", "整改完成"],
    ]
    assert layout.notes == (
        "注：1．各市医务工会请于2016年集中行动期间每月30日前将统计情况报省医务工会。",
        "2. 请于2016年5月10日前，将2016年“查保促”集中行动情况报告报省医务工会。",
    )


def test_a_hospital_fills_in_no_cells_of_the_city() -> None:
    form = PLAN.form("monthly-table")
    assert form is not None
    assert [cell.cell for cell in form.cells if "unit" not in cell.whom] == ["T5", "T6", "T7", "T8"]


def test_what_the_table_leaves_open_is_decided_in_the_plan() -> None:
    form = PLAN.form("monthly-table")
    assert form is not None
    assert {name: answer in OPTIONS[name][1] for name, answer in form.defaults.items()} == dict.fromkeys(
        OPTIONS, True
    )
    assert form.defaults["print"] == "total"
    assert form.defaults["empty"] == "slash"
