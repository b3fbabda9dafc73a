"""A document that somebody filled into the empty table: it holds like one written by hand, or says what to mend."""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from actions.plan.doing.evidence import WHATS
from plans.loading import load_plans, read_plan
from plans.official import Duty, OnDates, OnDays, OnNode, Plan
from plans.ruled import ruled
from plans.table import plan_template, read_plan_table
from plans.table_catalogue import shipped_kinds
from plans.table_days import Frame, read_due
from plans.table_fields import FIELDS
from plans.table_words import PROOFS, read_needed, read_proofs, read_whom
from rules.plan.dues import dues
from rules.plan.wording import at_its_longest

Cells = tuple[object, ...]

WINTER: Mapping[str, object] = {
    "文号": "某卫发〔2026〕9号",
    "标题": "2026年冬季安全行动方案",
    "简称": "冬季行动",
    "发文单位": "某市卫生健康局",
    "发文日期": "2026-11-02",
    "哪一年": "2026",
    "起": "2026-11-15",
    "止": "2026-12-31",
}
DRILL: Cells = ("单位", "应急演练", "至少2次", "2026-12-20", "照片", "组织两次演练", "一、1")
FIRST_ROW = len(FIELDS) + 3


def filled(rows: Iterable[Cells], **fields: object) -> bytes:
    """The empty table as somebody fills it in; a field that is None stays empty."""
    book = load_workbook(io.BytesIO(plan_template()))
    sheet = book["方案"]
    for at, name in enumerate(FIELDS, 1):
        sheet.cell(at, 2, (WINTER | fields).get(name))
    for line, cells in enumerate(rows, FIRST_ROW + 2):
        for column, value in enumerate(cells, 1):
            sheet.cell(line, column, value)
    return saved(book)


def plain(rows: Iterable[Cells], fields: Mapping[str, object]) -> bytes:
    """The same without lists, frames and examples, as another program may write it."""
    book = Workbook()
    sheet = book.worksheets[0]
    for name, value in fields.items():
        sheet.append([name, value])
    sheet.append(["谁", "做什么", "几次", "到哪天", "凭什么", "原文", "条款"])
    for cells in rows:
        sheet.append(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def of(*rows: Cells, **fields: object) -> Plan:
    return read_plan_table("冬.xlsx", filled(rows, **fields))


def mistakes(*rows: Cells, **fields: object) -> list[str]:
    with pytest.raises(ValueError, match="冬") as refused:
        of(*rows, **fields)
    return str(refused.value).splitlines()


def instead(column: int, value: object) -> Cells:
    return (*DRILL[:column], value, *DRILL[column + 1 :])


def one(*cells: object) -> Duty:
    (duty,) = of((*cells, *DRILL[len(cells) :])).duties
    return duty


# the same as by hand

BY_HAND = """
plan: winter
number: 某卫发〔2026〕9号
title: 2026年冬季安全行动方案
short: 冬季行动
issuer: 某市卫生健康局
issued_on: 2026-11-02
year: 2026
from: 2026-11-15
to: 2026-12-31
recipients: [unit, city]
kinds:
  - {code: drill, name: 应急演练, group: drill, words: [演练]}
  - {code: training, name: 职工安全培训, group: training, words: [培训, 讲课, 授课, 学习]}
duties:
  - {code: drill, clauses: [一、1], article: 一、1, quote: 组织两次演练, whom: [unit], needs: 应急演练,
     due: {dates: [2026-12-20]}, phrase: 12月20日前,
     goal: {measure: deeds, kinds: [drill], at_least: 2, evidence: [photo]}}
  - {code: training-fire-people, clauses: [一、2], article: 一、2, quote: 人人参加, whom: [unit], needs: 消防培训,
     due: {dates: [2026-12-31]}, phrase: 年底,
     goal: {measure: people, kinds: [training], topics: [fire]}}
  - {code: winter-report, clauses: [一、3], article: 一、3, quote: 每月上报, whom: [city, unit], needs: 情况报告,
     due: {day: 30, months: [11, 12]}, phrase: 每月30日,
     goal: {measure: sheet, form: winter-report}}
"""


def test_a_filled_table_asks_for_the_same_as_a_file_written_by_hand() -> None:
    table = ruled(
        of(
            ("单位", "应急演练", "至少2次", "12月20日前", "照片", "组织两次演练", "一、1"),
            ("单位", "消防培训", "每人1次", "年底", "", "人人参加", "一、2"),
            ("市、单位", "情况报告", "报告", "每月30日", "", "每月上报", "一、3"),
        )
    )
    hand = ruled(read_plan("winter.plan.yaml", BY_HAND))
    assert len(table.duties) == len(hand.duties) == 3
    for mine, theirs in zip(table.duties, hand.duties, strict=True):
        for part in ("clauses", "article", "quote", "needs", "rhythm", "opens", "phrase"):
            assert getattr(mine, part) == getattr(theirs, part)
        assert set(mine.whom) == set(theirs.whom)
        assert dues(mine, 2026) == dues(theirs, 2026)
        assert vars(mine.goal) | {"form": ""} == vars(theirs.goal) | {"form": ""}
    assert {(kind.code, kind.name, kind.group) for kind in table.kinds} == {
        (kind.code, kind.name, kind.group) for kind in hand.kinds
    }


def test_the_fields_of_the_document() -> None:
    plan = of(DRILL, 上级方案="chabaocu", 往后各年="照办")
    assert (plan.number, plan.short, plan.issued_on) == ("某卫发〔2026〕9号", "冬季行动", date(2026, 11, 2))
    assert (plan.year, plan.first, plan.last) == (2026, date(2026, 11, 15), date(2026, 12, 31))
    assert (plan.parent, plan.carries_on) == ("chabaocu", True)


@pytest.mark.parametrize("said", ["anquanyue", "安全生产月", "川卫办发〔2023〕27号"])
def test_the_document_above_by_any_of_its_names(said: str) -> None:
    assert of(DRILL, 上级方案=said).parent == "anquanyue"


def test_no_issue_date_is_invented() -> None:
    assert of(DRILL, 发文日期=None).issued_on is None


def test_next_years_document_of_the_same_name_is_the_same_plan() -> None:
    other = of(
        DRILL, 文号="某卫发〔2027〕3号", 哪一年="2027", 起="2027-11-15", 止="2027-12-31", 发文日期=None
    )
    assert other.plan == of(DRILL).plan
    assert other.duties[0].code == "drill"


def test_a_code_does_not_hang_on_the_line() -> None:
    sweep: Cells = ("单位", "通道大清理", "", "11月30日", "", "清理通道", "")
    alone, below = of(sweep), of(DRILL, sweep)
    assert alone.duties[0].code == below.duties[1].code


def test_the_year_may_stay_empty() -> None:
    assert of(DRILL, 哪一年=None).year == 2026


def test_days_that_excel_made_of_what_was_typed() -> None:
    plan = of(instead(3, datetime(2026, 12, 20)), 起=date(2026, 11, 15), 哪一年=2026)
    assert plan.duties[0].due == OnDates(dates=(date(2026, 12, 20),))
    assert plan.first == date(2026, 11, 15)


def test_the_reminders_fit_every_channel_at_their_longest() -> None:
    plan = of(DRILL, ("单位", "报告", "报告", "每月30日", "", "报", ""), ("单位", "签收", "签收", "11月20日", "", "办", ""),
              ("单位", "春节安全宣传", "", "春节", "", "宣传", ""))  # fmt: skip
    steps = [step for ladder in plan.ladders.values() for step in ladder]
    assert {duty.ladder for duty in plan.duties} == {"plain", "report", "receipt", "node"}
    assert all(
        len(at_its_longest(step.what)) <= 20 and len(at_its_longest(step.lack)) <= 20 for step in steps
    )


# what a cadre writes


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("单位", ("unit",)),
        ("各单位", ("unit",)),
        ("市人民医院", ("unit",)),
        ("委直单位工会", ("unit",)),
        ("各市医务工会", ("city",)),
        ("省", ("province",)),
        ("市、单位", ("unit", "city")),
        ("各市医务工会和各单位工会", ("unit", "city")),
    ],
)
def test_who(said: str, meant: tuple[str, ...]) -> None:
    assert read_whom(said) == meant


@pytest.mark.parametrize(
    ("said", "measure", "at_least"),
    [
        ("", "deeds", 1),
        ("1", "deeds", 1),
        ("2次", "deeds", 2),
        ("至少2次", "deeds", 2),
        ("不少于两场", "deeds", 2),
        ("全年十二次", "deeds", 12),
        ("1期以上", "deeds", 1),
        ("每人1次", "people", 1),
        ("每人至少2次", "people", 2),
        ("人人", "people", 1),
        ("所有科室", "departments", 1),
        ("每个科室1次", "departments", 1),
        ("科室全覆盖", "departments", 1),
        ("所有单位", "units", 1),
        ("辖区内所有单位各1次", "units", 1),
        ("交一份", "deeds", 1),
        ("报告", "sheet", 1),
        ("交一份报告", "sheet", 1),
        ("签收", "signed", 1),
        ("只提醒", "nothing", 1),
    ],
)
def test_how_often(said: str, measure: str, at_least: int) -> None:
    needed = read_needed(said)
    assert (needed.measure, needed.at_least) == (measure, at_least)


YEAR = Frame(2026, date(2026, 1, 1), date(2026, 12, 31))
JUNE = Frame(2026, date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("2026-06-30", ["2026-06-30"]),
        ("2026/6/30", ["2026-06-30"]),
        ("2026年6月30日前", ["2026-06-30"]),
        ("6月30日之前", ["2026-06-30"]),
        ("6.16", ["2026-06-16"]),
        ("6月底", ["2026-06-30"]),
        ("年底", ["2026-12-31"]),
        ("年内", ["2026-12-31"]),
        ("3月中下旬", ["2026-03-31"]),
        ("6月30日、12月31日", ["2026-06-30", "2026-12-31"]),
        ("6月1日至30日", ["2026-06-30"]),
        ("2026-06-01至2026-06-30", ["2026-06-30"]),
        ("2027-01-10", ["2027-01-10"]),
    ],
)
def test_until_which_day(said: str, days: list[str]) -> None:
    assert read_due(said, YEAR).due == OnDates(dates=tuple(map(date.fromisoformat, days)))


@pytest.mark.parametrize(
    ("said", "day", "months"),
    [
        ("每月30日前", 30, tuple(range(1, 13))),
        ("每个月底", 31, tuple(range(1, 13))),
        ("每季度最后一个月20日", 20, (3, 6, 9, 12)),
        ("每季度最后一个月的20日之前", 20, (3, 6, 9, 12)),
        ("每季度末", 31, (3, 6, 9, 12)),
        ("6、9、12月20日", 20, (6, 9, 12)),
        ("1-4月每月30日", 30, (1, 2, 3, 4)),
        ("1月至4月每月三十日", 30, (1, 2, 3, 4)),
    ],
)
def test_again_and_again(said: str, day: int, months: tuple[int, ...]) -> None:
    assert read_due(said, YEAR).due == OnDays(day=day, months=months)


def test_every_month_means_the_months_in_which_the_document_runs() -> None:
    assert read_due("每月20日", JUNE).due == OnDays(day=20, months=(6,))


def test_a_stretch_says_from_when_on_it_counts() -> None:
    assert read_due("6月1日至15日", YEAR).opens == date(2026, 6, 1)


def test_a_festival() -> None:
    assert read_due("春节前", YEAR).due == OnNode(node="spring-festival")


def test_without_a_day_the_last_one_counts_and_it_is_said_that_this_is_ours() -> None:
    duty = one("单位", "应急演练", "1次", "")
    assert duty.due == OnDates(dates=(date(2026, 12, 31),))
    assert duty.phrase == "没写哪天，按方案最后一天算"


def test_proofs() -> None:
    assert read_proofs("签到表、照片") == ("photo", "sign_in")
    assert read_proofs("无") == ()


def test_what_the_shipped_documents_know_is_meant() -> None:
    assert one("单位", "组织开展应急演练").goal.kinds == ("drill",)
    assert one("单位", "电动车充电自查").goal.kinds == ("ebike-check",)
    assert one("单位", "学习冬季行动方案").goal.kinds == ("training",)
    assert one("单位", "用电安全培训").goal.topics == ("electricity",)
    assert one("单位", "家庭火灾培训").goal.topics == ("fire", "home_fire")


def test_what_nobody_knows_is_a_kind_of_its_own() -> None:
    (kind,) = of(instead(1, "消火栓刷漆")).kinds
    assert (kind.name, kind.group, kind.words) == ("消火栓刷漆", "other", ("消火栓刷漆",))


def test_another_documents_plan_of_action_is_another_paper() -> None:
    (kind,) = of(("单位", "冬季行动方案", "交一份", "11月20日", "方案", "制定方案", "")).kinds
    assert (kind.name, kind.group) == ("冬季行动方案", "filing")
    assert kind.code not in {known.code for known in shipped_kinds()}


# what is refused


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (0, "", "第16行“谁”读不懂：写“单位”“市”“省”"),
        (0, "全体职工", "第16行“谁”写成“单位”：事情归单位来办；要每个人都办，“几次”里写“每人1次”"),
        (0, "各科室", "第16行“谁”写成“单位”"),
        (1, "", "第16行“做什么”空着"),
        (1, "培训和演练", "第16行“做什么”写了两件事，分成两行"),
        (1, "十六个字的事情写在这里就太长了啊", "第16行“做什么”有16个字，最多14个字"),
        (2, "多多益善", "第16行“几次”读不懂：写“1次”"),
        (2, "0次", "第16行“几次”次数要在1到1000之间"),
        (
            3,
            "月亮圆的时候",
            "第16行“到哪天”读不懂：写成2026-06-30，或“每月30日”“每季度最后一个月20日”“6月底”",
        ),
        (3, "尽快", "第16行“到哪天”只写了“尽快”：商量一个日子写上"),
        (3, "2026-02-30", "第16行“到哪天”没有2026-02-30这一天"),
        (3, "明年4月底", "第16行“到哪天”不要写今年、明年"),
        (3, "2062-06-30", "第16行“到哪天”2062-06-30离方案那一年"),
        (4, "良心", "第16行“凭什么”读不懂：能写的有照片、签到表"),
        (5, "", "第16行“原文”空着：从原件里抄一句"),
    ],
)
def test_a_cell_that_cannot_be_meant(column: int, value: str, said: str) -> None:
    (told,) = mistakes(instead(column, value))
    assert told.startswith(f"冬.xlsx {said}")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"文号": None}, "第1行“文号”空着"),
        ({"起": "开春"}, "第7行“起”读不懂：写成2026-06-30"),
        ({"止": "2026-01-01"}, "第8行“止”比“起”还早"),
        ({"哪一年": "丙午"}, "第6行“哪一年”读不懂：写成2026"),
        ({"哪一年": "2016"}, "第6行“哪一年”和“起”（2026-11-15）对不上"),
        ({"往后各年": "再说"}, "第9行“往后各年”读不懂"),
        ({"代码": "冬天"}, "第11行“代码”只能用小写字母、数字和横线"),
    ],
)
def test_a_field_that_cannot_be_meant(fields: Mapping[str, object], said: str) -> None:
    assert any(told.startswith(f"冬.xlsx {said}") for told in mistakes(DRILL, **fields))


def test_every_mistake_is_told_at_once_in_the_order_of_the_lines() -> None:
    told = mistakes(
        instead(3, "回头"), instead(0, "谁都行"), 文号=None, 起="2026-11-15", 发文日期="秋天", 往后各年="?"
    )
    assert [re.findall(r"第(\d+)行", line)[0] for line in told] == ["1", "5", "9", "16", "17"]
    assert [re.findall(r"第(\d+)行", line)[0] for line in mistakes(DRILL, 起="?", 发文日期="?")] == ["5", "7"]


def test_the_empty_table_is_no_document_and_its_examples_are_none() -> None:
    told = mistakes()
    assert told == ["冬.xlsx 第13行“做什么”下面一件事也没有，一行写一件。"]


def test_a_field_nobody_knows() -> None:
    book = load_workbook(io.BytesIO(filled([DRILL])))
    book["方案"].cell(12, 1, "密级")
    book["方案"].cell(12, 2, "内部")
    with pytest.raises(ValueError, match="第12行“密级”不认得，能填的有文号"):
        read_plan_table("冬.xlsx", saved(book))


def test_who_stands_once_for_several_lines() -> None:
    book = load_workbook(io.BytesIO(filled([DRILL, instead(1, "消防培训")])))
    book["方案"].cell(FIRST_ROW + 3, 1, None)
    book["方案"].merge_cells(start_row=FIRST_ROW + 2, end_row=FIRST_ROW + 3, start_column=1, end_column=1)
    assert [duty.whom for duty in read_plan_table("冬.xlsx", saved(book)).duties] == [("unit",), ("unit",)]


def test_a_sheet_without_the_header() -> None:
    with pytest.raises(ValueError, match=r"冬\.xlsx 没找到表头：要有一行写着“谁”“做什么”“到哪天”“原文”"):
        read_plan_table("冬.xlsx", saved(Workbook()))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "打不开"),
        (b"not a workbook", "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "是旧格式"),
        (b"PK\x03\x04broken", "打不开"),
        (b"0" * (5 * 2**20 + 1), "超过5MB"),
    ],
)
def test_what_is_no_workbook(content: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=rf"冬\.xlsx {said}"):
        read_plan_table("冬.xlsx", content)


def test_a_small_file_that_unpacks_into_a_huge_one() -> None:
    packed = io.BytesIO(filled([DRILL]))
    with ZipFile(packed, "a", compression=8) as archive:
        archive.writestr("xl/media/zeros", bytes(51 * 2**20))
    with pytest.raises(ValueError, match="解开后太大了"):
        read_plan_table("冬.xlsx", packed.getvalue())


ODD = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30),
    st.sampled_from(["=1+1", "每月", "每人", "-1次", "９９次", "一二三次", "6月31日", "0月0日", "例外", "{needs}", "至", "3-2月1日", "每月〇日", "²月1日"]),
    st.integers(-9, 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)  # fmt: skip


GOOD: tuple[tuple[str, ...], ...] = (
    ("单位", "市、单位", "省"),
    ("应急演练", "消防培训", "督导", "情况报告", "清理通道"),
    ("", "2次", "每人1次", "所有科室", "交一份", "报告", "签收", "只提醒"),
    ("", "2026-12-20", "每月30日", "每季度末", "春节", "12月1日至15日", "6、9、12月31日"),
    ("", "照片", "签到表、照片", "无"),
    ("照原件抄的一句",),
    ("", "一、1"),
)
SOUND = st.tuples(*map(st.sampled_from, GOOD))
LINES = st.lists(SOUND | st.tuples(*[st.sampled_from(good) | ODD for good in GOOD]), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.just("往后各年") | st.sampled_from(FIELDS), st.just("照办") | ODD)
def test_whatever_stands_in_the_cells_it_holds_or_each_mistake_has_its_place(
    rows: list[Cells], field: str, value: object
) -> None:
    try:
        plan = read_plan_table("冬.xlsx", plain(rows, {**WINTER, field: value}))
    except ValueError as refused:
        for told in str(refused).splitlines():
            assert re.match(r"冬\.xlsx 第\d+行“.+”.+。$", told), told
    else:
        for duty in ruled(plan).duties:
            dues(duty, plan.year)


# where it goes


def test_it_is_kept_and_read_back_unchanged() -> None:
    plan = of(
        DRILL,
        ("单位", "春节安全宣传", "", "春节", "", "宣传", ""),
        ("市", "报告", "报告", "每月30日", "", "报", ""),
    )
    assert Plan.model_validate(plan.model_dump(mode="json", by_alias=True)) == plan


def test_every_proof_is_one_the_product_keeps() -> None:
    assert set(PROOFS) - {"count"} <= set(WHATS)


def test_a_third_document_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    """What it shares with them means the same there."""
    plan = ruled(of(DRILL, instead(1, "消防培训")))
    shipped = {kind.code: kind for each in load_plans() for kind in each.kinds}
    assert plan.code not in {each.code for each in load_plans()}
    assert all(kind.name == shipped[kind.code].name for kind in plan.kinds)
    assert [due.formal for duty in plan.duties for due in dues(duty, 2026)] == [date(2026, 12, 20)] * 2


def test_what_is_wrong_above_and_below_is_told_at_once() -> None:
    told = mistakes(("火星", *DRILL[1:]), DRILL, 起="昨天")
    assert len(told) == 2
    assert any("谁" in one for one in told)
