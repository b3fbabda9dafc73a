"""隐患排查治理台账: what is handed in, filtered and printed."""

import dataclasses
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from actions.importing.rows import Column
from reports.ledger_book import Line, book
from reports.sheets import read_sheet
from tests.edges.albums import from_a_telephone
from tests.papers.samples import BLUE, BROKEN, NASTY, ledger_line, photo

TITLE, AS_OF = "市一院隐患排查治理台账（2026年）", "2026年11月22日 16:05"
FIRST = 5


def sheet(lines, **how) -> Worksheet:
    return load_workbook(BytesIO(book(TITLE, AS_OF, lines, **how))).active


def columns(page: Worksheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in page[FIRST - 1]}


def said(page: Worksheet, heading: str, row: int = FIRST) -> object:
    return page.cell(row, columns(page)[heading]).value


def test_the_head_says_what_this_is_and_as_of_when():
    page = sheet([ledger_line()])
    assert page["A1"].value == TITLE
    texts = [cell.value for cell in page[2] if cell.value]
    assert texts == ["填报单位（章）：", f"截至{AS_OF}"]
    merged = {str(area) for area in page.merged_cells.ranges}
    assert f"A1:{page.cell(1, page.max_column).coordinate}" in merged


def test_every_official_column_is_there_and_holds_its_fact():
    page = sheet([ledger_line(closed_on=datetime(2026, 11, 9).date(), listed="已挂牌", checked_by="李红")])
    facts = {
        "序号": 1,
        "编号": 101,
        "排查时间": datetime(2026, 11, 3),
        "排查来源": "职工代表巡查",
        "隐患类别": "疏散通道与出口",
        "隐患种类": "事故隐患",
        "隐患级别": "一般",
        "隐患部位": "外科楼3楼东楼梯口",
        "隐患内容": "堆着纸箱",
        "责任单位": "后勤保障科",
        "责任人": "王强",
        "整改措施": "清走，画黄线",
        "整改资金": "无需资金",
        "整改时限": datetime(2026, 11, 10),
        "应急预案": "每班看一次",
        "整改层级": "科室",
        "挂牌督办": "已挂牌",
        "状态": "待验收",
        "整改进展": "已清走",
        "整改完成时间": datetime(2026, 11, 8),
        "验收人": "李红",
        "销号时间": datetime(2026, 11, 9),
    }
    assert {heading: said(page, heading) for heading in facts} == facts
    assert set(columns(page)) == {*facts, "备注", "整改前", "整改后"}


def test_no_field_of_a_line_could_hold_a_reporter():
    names = {field.name for field in dataclasses.fields(Line)}
    assert not {name for name in names if "report" in name or "openid" in name or "phone" in name}


def test_it_prints_on_one_width_with_its_heading_on_every_page():
    page = sheet([ledger_line(number) for number in range(1, 4)])
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 8)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$4"
    assert page.oddFooter.left.text == "共3件"


def test_the_heading_stays_in_view_and_filters_exactly_the_lines():
    page = sheet([ledger_line(number) for number in range(1, 4)])
    assert page.freeze_panes == "C5"
    last = page.cell(7, page.max_column).coordinate
    assert page.auto_filter.ref == f"A4:{last}"


def test_an_empty_ledger_is_a_head_without_lines():
    page = sheet([])
    assert page.max_row == FIRST - 1
    assert page.oddFooter.left.text == "共0件"


@pytest.mark.parametrize("typed", NASTY)
def test_no_cell_becomes_a_formula(typed):
    texts = {field.name: typed for field in dataclasses.fields(Line) if field.type is str}
    content = book(typed, typed, [ledger_line(**texts)])
    with ZipFile(BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    page = load_workbook(BytesIO(content)).active
    cell = page.cell(FIRST, columns(page)["隐患内容"])
    assert (cell.value, cell.data_type, cell.quotePrefix) == (typed, "s", True)


def test_control_characters_and_endless_words_do_not_break_the_file():
    dirty = "前" + "".join(map(chr, range(32))) + "\ufffe\ud800后😀"
    page = sheet([ledger_line(description=dirty, progress="长" * 40_000)])
    assert "".join(str(said(page, "隐患内容")).split()) == "前后😀"
    assert len(said(page, "整改进展")) == 32_767
    assert page.row_dimensions[FIRST].height <= 409
    assert load_workbook(BytesIO(book(dirty, dirty, []))).active.max_row == 4


def test_photos_stand_in_their_own_cells_and_fit():
    page = sheet(
        [ledger_line(1, before=photo(), after=photo(BLUE, (240, 320))), ledger_line(2, after=photo())]
    )
    at = {(image.anchor._from.row + 1, image.anchor._from.col + 1) for image in page._images}
    before, after = columns(page)["整改前"], columns(page)["整改后"]
    assert at == {(FIRST, before), (FIRST, after), (FIRST + 1, after)}
    for image in page._images:
        assert max(image.anchor.ext.width, image.anchor.ext.height) == 120 * 9525
    assert page.row_dimensions[FIRST].height * 4 / 3 >= 120


@pytest.mark.parametrize("broken", BROKEN[1:])
def test_a_broken_photo_is_said_and_loses_no_line(broken):
    page = sheet([ledger_line(before=broken)])
    assert said(page, "整改前") == "照片打不开"
    assert said(page, "隐患内容") == "堆着纸箱"


def test_a_thumbnail_stands_upright_and_tells_nothing_of_the_telephone():
    content = book(TITLE, AS_OF, [ledger_line(before=from_a_telephone(turn=6))])
    with ZipFile(BytesIO(content)) as archive:
        (small,) = [archive.read(name) for name in archive.namelist() if "media/" in name]
    assert b"Secret" not in small
    assert Image.open(BytesIO(small)).size == (180, 240)


def test_long_words_get_a_higher_row():
    short, long = (sheet([ledger_line(description=text)]) for text in ("短", "很长的话" * 60))
    assert long.row_dimensions[FIRST].height > 3 * short.row_dimensions[FIRST].height


def test_the_stream_has_the_same_lines_without_photo_columns():
    page = sheet((ledger_line(number, before=photo()) for number in range(1, 301)), photos=False)
    assert page.max_row == FIRST + 299
    assert not page._images
    assert "整改前" not in columns(page)
    assert said(page, "编号", FIRST + 299) == 400


def test_late_and_closed_are_told_apart_by_colour_as_well_as_words():
    page = sheet([ledger_line(status="超期3天")])
    (area,) = page.conditional_formatting
    assert str(area.sqref).startswith(page.cell(FIRST, columns(page)["状态"]).column_letter)
    assert {rule.dxf.font.color.rgb[-6:] for rule in area.rules} == {"B4231A", "07763A"}


def test_our_own_import_understands_it(tmp_path):
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(book(TITLE, AS_OF, [ledger_line(1), ledger_line(2)]))
    columns = (Column("number", ("编号",)), Column("place", ("隐患部位",)))
    assert [row["number"] for row in read_sheet(path, columns)] == ["101", "102"]
