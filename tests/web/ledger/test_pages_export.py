"""导出 Excel: the rows of the list and no others, text that stays text, and nobody who reported."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.web.makers import DAY, HOUR, NOON, TODAY

FIRST = 5
HEADINGS = 4


def rows_of(answer):
    """The lines below the headings, by heading."""
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.data)).active
    heads = [cell.value for cell in sheet[HEADINGS]]
    lines = [dict(zip(heads, line, strict=True)) for line in sheet.iter_rows(min_row=FIRST, values_only=True)]
    return [line for line in lines if line["编号"] is not None]


def photos_in(answer):
    return [name for name in ZipFile(BytesIO(answer.data)).namelist() if name.startswith("xl/media/")]


def test_a_line_says_everything_officially(make, home, zhou):
    surgery = make.unit("外科", "department", home)
    wang, li = make.person("王强", home), make.person("李红", home)
    hazard = make.hazard(
        home, 112, "三楼东楼梯口堆着纸箱", place_text="外科楼3楼", category="FIRE_EXIT", department_id=surgery["id"],
        status="closed", closed_at=NOON, closed_by_id=li, fixed_at=NOON - DAY, owner_id=wang, due_on=TODAY,
        measure="搬走", funds="不用钱", contingency="先拦住", tier="team", source="peer", level="major",
    )  # fmt: skip
    make.line(hazard, "progress", "owner", wang, text="等推车")
    (line,) = rows_of(zhou.get("/console/ledger.xlsx?show=all"))
    told = {
        name: line[name]
        for name in ("编号", "排查来源", "隐患级别", "隐患部位", "隐患内容", "责任人", "整改措施")
    }
    assert told == {
        "编号": 112, "排查来源": "班组科室互查", "隐患级别": "重大", "隐患部位": "外科楼3楼",
        "隐患内容": "三楼东楼梯口堆着纸箱", "责任人": "王强", "整改措施": "搬走",
    }  # fmt: skip
    assert line["销号时间"].date() == TODAY
    assert [line[name] for name in ("整改层级", "状态", "整改进展", "验收人")] == [
        "班组",
        "已销号",
        "等推车",
        "李红",
    ]
    assert line["责任单位"].endswith("外科")


def test_the_file_holds_what_the_list_shows_all_pages_of_it(make, home, zhou):
    for number in range(101, 181):
        make.hazard(home, number, category="ELEC" if number % 2 else "OCC")
    lines = rows_of(zhou.get("/console/ledger.xlsx?show=all&category=ELEC"))
    assert [line["编号"] for line in lines] == list(range(179, 100, -2))
    assert [line["序号"] for line in lines] == list(range(1, 41))


def test_overdue_is_said(make, home, zhou):
    owner = make.person("王强", home)
    make.hazard(home, 101, status="assigned", owner_id=owner, due_on=date(2016, 3, 1))
    make.hazard(home, 102, status="assigned", owner_id=owner, due_on=TODAY)
    said = {line["编号"]: line["状态"] for line in rows_of(zhou.get("/console/ledger.xlsx?show=all"))}
    assert said == {101: "待整改，超期", 102: "待整改"}


@pytest.mark.parametrize(
    "words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
)
def test_words_never_become_a_formula(make, home, zhou, words):
    facts = {"place_text": words, "measure": words, "reason": words, "contingency": words}
    make.hazard(home, 101, words, **facts)
    answer = zhou.get("/console/ledger.xlsx?show=all")
    sheet = load_workbook(BytesIO(answer.data)).active
    texts = [cell for cell in sheet[FIRST] if isinstance(cell.value, str) and words.strip() in cell.value]
    assert len(texts) >= 4
    assert {cell.data_type for cell in texts} == {"s"}
    assert b"<f>" not in ZipFile(BytesIO(answer.data)).read("xl/worksheets/sheet1.xml")


def test_nobody_who_reported_is_in_the_file(make, home, nurse, talk, zhou):
    hazard = make.hazard(home, 101, person_id=nurse, reporter_id=talk)
    make.line(hazard, "report", "reporter", nurse, text="张敏报的")
    answer = zhou.get("/console/ledger.xlsx?show=all")
    book = ZipFile(BytesIO(answer.data))
    assert not any("张敏".encode() in book.read(name) for name in book.namelist())


def test_a_department_takes_only_its_own_rows_home(make, home, sits):
    surgery, clinic = make.unit("外科", "department", home), make.unit("门诊", "department", home)
    make.hazard(home, 101, department_id=surgery["id"])
    make.hazard(home, 102, department_id=clinic["id"])
    make.hazard(make.unit("市二院"), 103)
    browser = sits(make.person("李红", surgery, "officer"))
    for asked in ("show=all", "show=mine", f"show=all&unit={clinic['id']}", "q=纸箱", "q=102", "unit=none"):
        assert {line["编号"] for line in rows_of(browser.get(f"/console/ledger.xlsx?{asked}"))} <= {101}


def test_photos_before_and_after_stand_beside_the_line(make, home, zhou):
    hazard = make.hazard(home, 101)
    make.photo(hazard)
    make.photo(hazard, stage="after")
    make.photo(hazard, state="sealed", taken_at=NOON - 2 * HOUR)
    make.photo(make.hazard(home, 102), medium="voice")
    assert len(photos_in(zhou.get("/console/ledger.xlsx?show=all"))) == 2


def test_sealed_photos_stay_at_home(make, home, zhou):
    make.photo(make.hazard(home, 101), state="sealed")
    assert photos_in(zhou.get("/console/ledger.xlsx?show=all")) == []


def test_those_above_get_pictures_of_closed_ones_only(make, sits):
    city = make.unit("市医务工会", "city")
    home = make.unit("市一院", "unit", city)
    make.photo(make.hazard(home, 101))
    make.photo(make.hazard(home, 102, status="closed", closed_at=NOON))
    answer = sits(make.person("孙玉梅", city, "union")).get("/console/ledger.xlsx?show=all")
    assert len(rows_of(answer)) == 2
    assert len(photos_in(answer)) == 1


def test_many_rows_come_without_photos(make, home, zhou, monkeypatch):
    monkeypatch.setattr("web.console.ledger.export.WITH_PHOTOS", 1)
    for number in (101, 102):
        make.photo(make.hazard(home, number))
    answer = zhou.get("/console/ledger.xlsx?show=all")
    assert len(rows_of(answer)) == 2
    assert photos_in(answer) == []
    assert len(photos_in(zhou.get("/console/ledger.xlsx?q=101"))) == 1


def test_too_many_rows_are_refused_in_words(make, home, zhou, monkeypatch):
    monkeypatch.setattr("web.console.ledger.export.MOST", 2)
    for number in (101, 102, 103):
        make.hazard(home, number)
    page = zhou.get("/console/ledger.xlsx?show=all", follow_redirects=True)
    assert "先筛窄一点" in page.text
    assert len(rows_of(zhou.get("/console/ledger.xlsx?show=all&q=102"))) == 1


def test_nothing_is_written_while_the_file_is_made(make, home, zhou, desk, monkeypatch):
    make.hazard(home, 101)
    monkeypatch.setattr(desk.writer, "carry", lambda work: pytest.fail("the export wrote something"))
    assert zhou.get("/console/ledger.xlsx?show=all").status_code == 200


def test_an_empty_list_is_an_empty_sheet(zhou):
    answer = zhou.get("/console/ledger.xlsx?show=all")
    assert rows_of(answer) == []
    assert answer.headers["Cache-Control"] == "no-store"
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
