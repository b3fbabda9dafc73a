"""The three reports a union writes: every figure filled in and true, three paragraphs left to a person."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.narrative import (
    Consultation,
    Deed,
    Evidence,
    Facts,
    Figure,
    Figures,
    Five,
    Hazards,
    Quiz,
    Report,
    Said,
    Share,
    Task,
    as_docx,
    blanks,
    month_summary,
    phase_report,
    quarter_report,
)

REPORTS = (phase_report, quarter_report, month_summary)
LEFT_OVER = re.compile(r"[{}_＿]|None|nan|XX|××|TODO")


def facts(**changed: Any) -> Facts:
    base: dict[str, Any] = {
        "unit": "市第一人民医院工会委员会",
        "to": "市医务工会",
        "campaign": "查保促",
        "basis": "鲁医工字〔2015〕54号文件",
        "first": date(2015, 12, 28),
        "last": date(2016, 4, 30),
        "as_of": "2016年5月6日15:40",
        "written_on": date(2016, 5, 6),
        "figures": {
            "T2": Figure("参与活动职工人数", 317, 812),
            "T5": Figure("负责人培训班次数", None, None, applies=False),
            "T10": Figure("挂牌督办", 0, 0),
        },
        "trainings": [
            Deed(date(2016, 1, 12), "岗位责任培训", 42, "明责"),
            Deed(date(2016, 2, 25), "消防培训", 31),
        ],
        "drills": [Deed(date(2016, 3, 9), "住院楼逃生演练", 187)],
        "meetings": [Deed(date(2016, 1, 5), "安全例会", 23)],
        "activities": [],
        "reached": Share(40, 42, ("检验科", "药剂科")),
        "hazards": Hazards(43, 39, 1, 2, 0, [("疏散通道与出口", 26), ("电气线路与插座", 17)]),
        "quizzes": [Quiz("法律法规知识竞赛", Share(883, 1204), 811)],
        "five": Five(3, Share(16, 18), Share(812, 1204), 5),
        "tasks": [Task("四、（一）三", "组织安全应急演练", 2, 1)],
        "consultation": Consultation(
            date(2016, 6, 16), "门诊大厅", ("咨询展台",), ("宣传片", "海报"), 261, 509, 37, 12
        ),
        "evidence": ["培训签到表2份", "隐患台账43条"],
    }
    return Facts(**base | changed)


def written(report: Report) -> str:
    """Everything the report says by itself: paragraphs, tables, evidence; not the hints to the writer."""
    return "\n".join(words for section in report.sections for part in section.parts for words in _words(part))


def _words(part: object) -> Iterator[str]:
    match part:
        case Said(text, lead):
            yield f"{lead}。{text}" if lead else text
        case Figures(head, rows):
            yield from (" ".join(cells) for cells in (head, *rows))
        case Evidence(lines):
            yield from lines


def hints(report: Report) -> str:
    return "\n".join(blank.hint for blank in blanks(report))


def paper(report: Report) -> list[str]:
    body = Document(BytesIO(as_docx(report))).element.body
    return ["".join(p.itertext(qn("w:t"))) for p in body.iter(qn("w:p"))]


def headings(report: Report) -> list[str]:
    return [section.heading for section in report.sections]


def test_the_phase_report_says_every_figure_of_the_phase():
    said = written(phase_report(facts()))
    for words in (
        "按照鲁医工字〔2015〕54号文件要求，现将市第一人民医院工会委员会“查保促”集中行动情况报告如下",
        "数字截至2016年5月6日15:40",
        "参与活动职工人数 812",
        "负责人培训班次数 不适用",
        "挂牌督办 0",
        "组织安全培训2场，参加73人次",
        "组织应急演练1次，参加187人次",
        "召开安全会议1次，参加23人次",
        "开展宣传活动0项",
        "查出安全隐患43处，整改完成并销号39处，超过整改期限还没有完成的1处",
        "重大隐患2处，挂牌督办0处",
        "疏散通道与出口 26",
        "“法律法规知识竞赛”应参加1204人，参加883人，合格811人",
        "组织安全应急演练 2 1（还差1）",
        "培训签到表2份",
    ):
        assert words in said, words


def test_the_phase_report_speaks_of_the_three_themes_and_the_five_ways():
    said = written(phase_report(facts()))
    for words in (
        "明责。围绕“明责”开展活动1项：1月12日岗位责任培训。",
        "扩面。围绕“扩面”开展活动0项。",
        "提质。围绕“提质”开展活动0项。",
        "普遍化。应开展活动的科室42个，已开展40个；还没有开展的：检验科、药剂科。",
        "制度化。制定或修订安全制度、方案、手册3项。",
        "常态化。统计期共18周，有活动记录的16周。",
        "全员化。职工1204人，参加过活动的812人。",
        "长效化。整改后在同一处再次发生的隐患5处。",
    ):
        assert words in said, words


def test_themes_nobody_tagged_are_not_counted_as_nought():
    untagged = facts(trainings=[Deed(date(2016, 1, 12), "岗位责任培训", 42)])
    assert "围绕" not in written(phase_report(untagged))


@pytest.mark.parametrize(
    ("first", "last", "title", "rest"),
    [
        ((2016, 5, 1), (2016, 6, 20), "2016年第二季度", "6月21日至6月30日的情况计入下一季度报告。"),
        ((2016, 6, 21), (2016, 9, 20), "2016年第三季度", "9月21日至9月30日的情况计入下一季度报告。"),
        ((2016, 9, 21), (2016, 12, 20), "2016年第四季度", "12月21日至12月31日的情况不在本报告内。"),
        ((2016, 5, 1), (2016, 6, 29), "2016年第二季度", "6月30日的情况计入下一季度报告。"),
    ],
)
def test_the_quarter_prints_its_window_and_where_the_rest_goes(first, last, title, rest):
    report = quarter_report(facts(first=date(*first), last=date(*last)))
    assert report.title == f"{title}“查保促”活动开展情况报告"
    assert report.period == f"{first[0]}年{first[1]}月{first[2]}日至{last[1]}月{last[2]}日"
    assert rest in written(report)
    assert f"（{report.period}）" in paper(report)
    assert "参与活动职工人数 317 812" in written(report)


def test_a_whole_quarter_leaves_no_rest():
    said = written(quarter_report(facts(first=date(2016, 4, 1), last=date(2016, 6, 30))))
    assert "计入" not in said


def test_the_month_tells_of_the_sixteenth_of_june():
    june = facts(campaign="安全生产月", to="", first=date(2016, 6, 1), last=date(2016, 6, 30))
    report = month_summary(june)
    said = written(report)
    assert report.title == "2016年“安全生产月”活动总结"
    assert "6月16日在门诊大厅开展安全宣传咨询活动，形式有咨询展台，现场有宣传片、海报。" in said
    assert "参加261人，发放资料509份，解答问题37个，留存照片12张。" in said
    assert "参与活动职工人数 317" in said
    assert "活动情况总结如下" in said
    assert "市医务工会" not in "".join(paper(report))


@pytest.mark.parametrize("report", REPORTS)
def test_three_paragraphs_are_left_and_nothing_else(report):
    made = report(facts())
    assert len(blanks(made)) == 3
    assert not LEFT_OVER.search(written(made) + hints(made))
    assert "没有记录" not in hints(made)


@pytest.mark.parametrize("report", REPORTS)
def test_what_nobody_knows_is_asked_and_never_said(report):
    unknown = {
        "trainings": None,
        "drills": None,
        "meetings": None,
        "activities": None,
        "reached": Share(),
        "hazards": Hazards(),
        "quizzes": None,
        "five": Five(),
        "consultation": None,
    }
    made = report(facts(**unknown, figures={}, tasks=(), evidence=()))
    assert len(blanks(made)) == 3
    assert all(name in hints(made) for name in ("安全培训的场数和人次", "查出隐患数", "已开展活动的科室数"))
    assert not re.search(r"培训|隐患\d|[^年月日:\d]0", written(made))
    assert all(section.parts for section in made.sections)


def test_a_figure_nobody_knows_is_asked_by_its_label():
    made = quarter_report(facts(figures={"T9": Figure("查出安全隐患数", 17, None)}))
    assert "查出安全隐患数 17 未统计" in written(made)
    assert "“查出安全隐患数”" in hints(made)


def test_trainings_without_a_head_count_are_not_counted_as_empty():
    done = [Deed(date(2016, 1, 12), "消防", 42), Deed(date(2016, 1, 13), "用电", None)]
    made = quarter_report(facts(trainings=done))
    assert "组织安全培训2场，其中1场有人数，共42人次。" in written(made)
    assert "1月13日 用电 未统计" in written(made)
    assert "1场安全培训的人数" in hints(made)


@pytest.mark.parametrize("report", REPORTS)
def test_nought_is_said_as_nought(report):
    none = facts(trainings=[], drills=[], quizzes=[], hazards=Hazards(0, 0, 0, 0, 0))
    said = written(report(none))
    for words in (
        "组织安全培训0场。",
        "组织应急演练0次。",
        "知识考试（竞赛）0次",
        "查出安全隐患0处",
        "重大隐患0处",
    ):
        assert words in said, words


def test_many_trainings_are_counted_whole_and_shown_in_part():
    many = [Deed(date(2016, 1, 1 + at), f"第{at}场", at) for at in range(25)]
    said = written(quarter_report(facts(trainings=many)))
    assert "组织安全培训25场，参加300人次。下表列出其中人数较多的10项。" in said
    assert "第24场" in said
    assert "第3场" not in said


def test_categories_after_the_fifth_are_added_up():
    hazards = Hazards(28, 0, 0, 0, 0, [(f"类{at}", at) for at in range(1, 8)])
    said = written(quarter_report(facts(hazards=hazards)))
    assert [row for row in said.split("\n") if re.match("类|其他", row)] == [
        "类7 7",
        "类6 6",
        "类5 5",
        "类4 4",
        "类3 3",
        "其他 3",
    ]


def test_a_task_says_what_it_lacks_and_nothing_when_done():
    done = [
        Task("四、（一）二", "职工培训", 1, 1),
        Task("四、（一）三", "演练", 2, 0),
        Task("", "督导", 1, None),
    ]
    made = month_summary(facts(tasks=done))
    assert "四、（一）二 职工培训 1 1\n四、（一）三 演练 2 0（还差2）\n 督导 1 未统计" in written(made)
    assert "“督导”的完成次数" in hints(made)


def test_a_city_speaks_of_units():
    made = phase_report(facts(member="单位", reached=Share(11, 12, ("市二院",))))
    assert "应开展活动的单位12个，已开展11个；还没有开展的：市二院" in written(made)
    assert "科室" not in written(made) + hints(made)


def test_the_paper_shows_the_sections_in_order_and_who_signs():
    report = phase_report(facts())
    lines = paper(report)
    numbered = [f"{sign}、{name}" for sign, name in zip("一二三四五六七", headings(report), strict=True)]
    assert [line for line in lines if line in numbered] == numbered
    assert lines[:4] == [report.unit, report.title, "（2015年12月28日至2016年4月30日）", "市医务工会："]
    assert lines[-2:] == ["市第一人民医院工会委员会（章）", "2016年5月6日"]


@pytest.mark.parametrize("report", REPORTS)
def test_each_blank_is_a_shaded_box_with_an_empty_line_below(report):
    body = Document(BytesIO(as_docx(report(facts())))).element.body
    boxes = [
        shade.getparent().getparent()
        for shade in body.iter(qn("w:shd"))
        if shade.getparent().tag == qn("w:pPr")
    ]
    said = ["".join(box.itertext(qn("w:t"))) for box in boxes]
    assert len(boxes) == 3
    assert all(text.startswith("【这一段请您来写】写") for text in said)
    assert all(box.pPr.find(qn("w:pBdr")) is not None for box in boxes)
    assert ["".join(box.getnext().itertext(qn("w:t"))) for box in boxes] == ["", "", ""]


def test_every_word_has_a_font_of_official_letters_and_tables_fit():
    document = Document(BytesIO(as_docx(phase_report(facts()))))
    fonts = {found.get(qn("w:eastAsia")) for found in document.element.body.iter(qn("w:rFonts"))}
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert fonts == {"仿宋_GB2312", "黑体", "方正小标宋简体"}
    assert all(abs(sum(column.width for column in table.columns) - room) < 9000 for table in document.tables)


@pytest.mark.parametrize("order", [1, 9, 10, 11, 20, 21, 35])
def test_headings_are_numbered_as_people_count(order):
    sections = [replace(phase_report(facts()).sections[0], parts=()) for _ in range(order)]
    lines = paper(replace(phase_report(facts()), sections=sections))
    known = {1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 35: "三十五"}
    assert [line for line in lines if line.endswith("、基本情况")][-1] == f"{known[order]}、基本情况"


COUNT = st.none() | st.integers(0, 99_999)
TYPED = st.text(max_size=40)
DEEDS = st.none() | st.lists(
    st.builds(Deed, st.dates(), TYPED, COUNT, st.sampled_from(["", "明责"])), max_size=12
)
SHARES = st.builds(Share, COUNT, COUNT, st.lists(TYPED, max_size=12))
ANY_FACTS = st.builds(
    Facts,
    unit=TYPED,
    to=TYPED,
    campaign=st.just("查保促"),
    basis=TYPED,
    first=st.dates(),
    last=st.dates(),
    as_of=TYPED,
    written_on=st.dates(),
    figures=st.dictionaries(TYPED, st.builds(Figure, TYPED, COUNT, COUNT, st.booleans()), max_size=4),
    trainings=DEEDS,
    drills=DEEDS,
    reached=SHARES,
    hazards=st.builds(
        Hazards, COUNT, COUNT, COUNT, COUNT, COUNT, st.lists(st.tuples(TYPED, st.integers(0, 99)), max_size=8)
    ),
    tasks=st.lists(st.builds(Task, TYPED, TYPED, st.integers(0, 9), COUNT), max_size=3),
    evidence=st.lists(TYPED, max_size=3),
)


@given(given_facts=ANY_FACTS, report=st.sampled_from(REPORTS))
@settings(max_examples=25, deadline=None)
def test_whatever_was_typed_and_counted_there_is_a_paper(given_facts, report):
    made = report(given_facts)
    lines = paper(made)
    assert len(blanks(made)) == 3
    assert all(section.parts for section in made.sections)
    if given_facts.hazards.found is not None:
        assert f"查出安全隐患{given_facts.hazards.found}处" in "".join(lines)
