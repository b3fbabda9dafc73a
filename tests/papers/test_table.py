"""统计表 on paper and in a sheet: what a cadre sees who lays it beside the printed original."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from reports.table import Printed, as_docx, as_xlsx
from rules.plan.form import Box, Layout
from rules.words.plain_text import clean
from tests.papers.samples import NASTY

OFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")

TITLE = "“查保促”集中行动情况统计表"
LABELS = (
    ("组织开展“查保促”集中行动单位数",),
    ("参与活动职工人数",),
    ("各市医务工会、各单位工会组织开展安全生产培训次数", "接受安全培训职工人数"),
    ("各市医务工会组织开展单位负责人培训班次数", "参加培训的单位负责人人数"),
    ("各市医务工会干部\n包靠单位数", "各市医务工会干部督导\n“查促保”活动人次"),
    ("查出安全隐患数", "挂牌督办", "整改完成"),
)
NOTES = (
    "注：1．各市医务工会请于2016年集中行动期间每月30日前将统计情况报省医务工会。",
    "2. 请于2016年5月10日前，将2016年“查保促”集中行动情况报告报省医务工会。",
)
CODES = iter(f"T{number}" for number in range(1, 12))
SOURCE = Layout(
    title=TITLE,
    header=("填报单位(章)：                 ", "填报日期：    年  月  日"),
    rows=tuple(tuple(Box(next(CODES), label) for label in row) for row in LABELS),
    notes=NOTES,
)
LATER = Layout(
    title="2027年活动开展情况季度统计表",
    header=("填报单位（盖章）：", "填报时间："),
    rows=(
        tuple(Box(code, label) for code, label in zip("abcd", ("场次", "人数", "演练", "参演"), strict=True)),
        (Box("e", "活动主题"),),
        (Box("f", "自查"), Box("g", "夜间"), Box("h", "问题")),
        (Box("i", "五个一"), Box("j", "说明")),
    ),
    notes=(),
)
UNIT = "市第一人民医院工会委员会"
LONG_UNIT = "淄博市第一人民医院（淄博市眼耳鼻喉医院、淄博职业病防治院）工会委员会"
OF_A_HOSPITAL = {
    "T1": "1", "T2": "1267", "T3": "7", "T4": "450", "T5": "／", "T6": "／", "T7": "／", "T8": "／",
    "T9": "43", "T10": "0", "T11": "39",
}  # fmt: skip
BASIS = "统计口径：累计，自集中行动开始至2016年1月29日15:40。"


def printed(cells: Mapping[str, str] = OF_A_HOSPITAL, **changed: Any) -> Printed:
    facts: dict[str, Any] = {"layout": SOURCE, "unit": UNIT, "filled_on": date(2016, 1, 29), "cells": cells}
    return Printed(**facts | changed)


def paper_lines(content: bytes) -> list[str]:
    """The paragraphs outside tables that say something."""
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs if paragraph.text]


def tables(content: bytes) -> list[Table]:
    return Document(BytesIO(content)).tables


def table_rows(table: Table) -> list[list[str]]:
    """The words of each cell as it is seen: joined cells are one."""
    return [
        ["\n".join(paragraph.text for paragraph in cell.paragraphs) for cell in dict.fromkeys(row.cells)]
        for row in table.rows
    ]


def sheet(content: bytes) -> Any:
    book = load_workbook(BytesIO(content))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def sheet_rows(content: bytes) -> list[list[Any]]:
    return [
        [cell.value for cell in row if not isinstance(cell, MergedCell)] for row in sheet(content).iter_rows()
    ]


def beside(layout: Layout, cells: Mapping[str, Any], blank: Any = "") -> list[list[Any]]:
    """Each label followed by its cell, row by row."""
    return [[said for box in row for said in (box.label, cells.get(box.cell, blank))] for row in layout.rows]


def as_counted(cells: Mapping[str, str]) -> dict[str, int | str]:
    return {code: int(text) if text.isdecimal() else text for code, text in cells.items()}


def filled_docx(text: str) -> str:
    return table_rows(tables(as_docx(printed({"T9": text})))[1])[5][1]


def filled_xlsx(text: str) -> Any:
    """The first cell of the last row of figures, as a program opens it."""
    page = sheet(as_xlsx(printed({"T9": text})))
    return page.cell(9, next(cell.column for cell in page[9] if cell.value == "查出安全隐患数") + 1)


def test_on_paper_the_rows_are_those_of_the_source_and_every_figure_stands_beside_its_label():
    assert table_rows(tables(as_docx(printed()))[1]) == beside(SOURCE, OF_A_HOSPITAL)


def test_in_the_sheet_too_and_its_figures_can_be_added_up():
    rows = sheet_rows(as_xlsx(printed()))
    assert rows[3:9] == beside(SOURCE, as_counted(OF_A_HOSPITAL))


def test_title_and_notes_are_word_for_word_those_of_the_source_with_its_wide_and_narrow_stops():
    assert paper_lines(as_docx(printed())) == [TITLE, *NOTES]
    rows = sheet_rows(as_xlsx(printed()))
    assert [rows[1], *rows[9:]] == [[TITLE], *([note] for note in NOTES)]


def test_the_unit_and_the_day_stand_above_the_table():
    said = ["填报单位(章)：市第一人民医院工会委员会", "填报日期：2016年1月29日"]
    assert table_rows(tables(as_docx(printed()))[0]) == [said]
    assert sheet_rows(as_xlsx(printed()))[2] == said


def test_a_day_left_to_the_pen_keeps_the_room_the_source_has():
    blank = printed(filled_on=None)
    assert table_rows(tables(as_docx(blank))[0])[0][1] == "填报日期：    年  月  日"
    assert sheet_rows(as_xlsx(blank))[2][1] == "填报日期：    年  月  日"


def test_a_form_that_leaves_no_room_for_the_day_gets_it_at_the_end():
    assert table_rows(tables(as_docx(printed(layout=LATER)))[0])[0][1] == "填报时间：2016年1月29日"


def test_the_seal_has_room_above_the_table():
    head = tables(as_docx(printed()))[0]
    assert head.rows[0].height >= Mm(24)
    assert head.rows[0].cells[0].width >= Mm(90)
    assert sheet(as_xlsx(printed())).row_dimensions[3].height >= 60


def test_without_figures_it_is_the_empty_form():
    empty = printed({}, unit="", filled_on=None)
    assert table_rows(tables(as_docx(empty))[1]) == beside(SOURCE, {})
    rows = sheet_rows(as_xlsx(empty))
    assert rows[3:9] == beside(SOURCE, {}, blank=None)
    assert rows[2][0] == "填报单位(章)："


def test_not_applicable_stays_the_wide_stroke_of_the_printed_form():
    assert filled_docx("／") == "／"
    assert filled_xlsx("／").value == "／"


def test_the_basis_stands_below_the_notes_and_can_be_switched_off():
    assert paper_lines(as_docx(printed(basis=BASIS)))[-1] == BASIS
    assert sheet_rows(as_xlsx(printed(basis=BASIS)))[-1] == [BASIS]
    assert "统计口径" not in "".join(paper_lines(as_docx(printed())))


def test_a_correction_says_so_above_the_title():
    assert paper_lines(as_docx(printed(copy="更正第1次")))[:2] == ["更正第1次", TITLE]
    assert sheet_rows(as_xlsx(printed(copy="更正第1次")))[:2] == [["更正第1次"], [TITLE]]


def test_the_second_note_begins_below_the_number_of_the_first():
    first, second = Document(BytesIO(as_docx(printed()))).paragraphs[-2:]
    forms = [note.paragraph_format for note in (first, second)]
    assert [form.left_indent.pt + form.first_line_indent.pt for form in forms] == [0, 21]


def test_a_form_of_a_later_plan_with_one_to_four_boxes_in_a_row():
    cells = {code: str(number) for number, code in enumerate("abcdefghij", 1)} | {"e": "生命至上"}
    later = printed(cells, layout=LATER)
    assert table_rows(tables(as_docx(later))[1]) == beside(LATER, cells)
    assert sheet_rows(as_xlsx(later))[3:7] == beside(LATER, as_counted(cells))


@pytest.mark.parametrize("layout", [SOURCE, LATER], ids=["source", "later"])
def test_all_rows_are_as_wide_as_the_paper_between_its_margins(layout):
    for row in tables(as_docx(printed(layout=layout)))[1].rows:
        assert abs(sum(cell.width for cell in dict.fromkeys(row.cells)) - Mm(160)) < Mm(0.5)


def test_the_sheet_prints_upright_on_one_page_of_a4():
    page = sheet(as_xlsx(printed(basis=BASIS)))
    setup = page.page_setup
    assert (setup.orientation, int(setup.paperSize)) == ("portrait", 9)
    assert (setup.fitToWidth, setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (1, 1, True)
    assert page.print_area.endswith("$12")


def test_every_cell_of_the_sheet_has_its_lines_all_around():
    page = sheet(as_xlsx(printed()))
    sides = {
        getattr(cell.border, side).style
        for row in page.iter_rows(min_row=4, max_row=9)
        for cell in row
        for side in ("left", "right", "top", "bottom")
        if not isinstance(cell, MergedCell) or side in ("top", "bottom")
    }
    assert sides == {"thin"}


def test_a_figure_of_a_whole_province_gets_smaller_instead_of_breaking():
    def points(text: str) -> float:
        cell = tables(as_docx(printed({"T9": text})))[1].rows[5].cells
        return next(run.font.size.pt for each in cell for run in each.paragraphs[0].runs if each.text == text)

    assert points("43") == 14 > points("123456789") >= 7
    assert filled_xlsx("123456789").alignment.shrink_to_fit
    assert filled_xlsx("87.50").number_format == "0.00"
    assert filled_xlsx("12345678901").number_format == "0", "General would show 1.23E+10"


@pytest.mark.parametrize(
    ("text", "said"), [("43", 43), ("0", 0), ("-3", -3), ("87.5", 87.5), ("0.25", 0.25), ("007", "007"), ("1e5", "1e5"),
                   ("87%", "87%"), ("1,267", "1,267"), ("9" * 16, "9" * 16), ("-0", "-0"), ("٣", "٣")],
)  # fmt: skip
def test_what_is_a_number_counts_and_what_only_looks_like_one_stays_as_written(text, said):
    cell = filled_xlsx(text)
    assert cell.value == said
    assert type(cell.value) is type(said)


@pytest.mark.parametrize("typed", NASTY)
def test_signs_of_a_formula_are_words(typed):
    cell = filled_xlsx(typed)
    assert cell.data_type != "f"
    assert filled_docx(typed) == typed.strip()
    head = sheet(as_xlsx(printed(unit=typed, layout=LATER, basis=typed, copy=typed)))
    assert not [cell for row in head.iter_rows() for cell in row if cell.data_type == "f"]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"[=+\-@][A-Z0-9()!\"|]{1,12}", fullmatch=True))
def test_no_text_breaks_a_file_or_turns_into_a_formula(text):
    cell, words = filled_xlsx(text), filled_docx(text)
    assert cell.data_type != "f"
    assert cell.value is None or isinstance(cell.value, int | float) or cell.value == words
    assert clean(words) == clean(text.replace("\u200d", ""))
    assert all(char == "\n" or char.isprintable() or clean(char) or char == "\u3000" for char in words)


@pytest.mark.parametrize(("typed", "kept"), [
    ("一\x00二\x1f三\ufffe", "一二三"), ("一\t二\u00a0三", "一 二 三"), ("一\r\n二\x0b三", "一\n二\n三"), ("１．", "１．"),
    ("生命至上" * 500, "生命至上" * 500),
])  # fmt: skip
def test_invisible_signs_go_and_wide_ones_stay(typed, kept):
    assert filled_docx(typed) == filled_xlsx(typed).value == kept


def converted(tmp_path: Path, content: bytes) -> str:
    """The words of the PDF, page by page as an office program breaks them."""
    paper, profile = tmp_path / "table.docx", (tmp_path / "profile").as_uri()
    paper.write_bytes(content)
    order = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    quiet = {"cwd": tmp_path, "check": True, "capture_output": True, "timeout": 120}
    subprocess.run([*order, paper.name], env=os.environ | {"HOME": str(tmp_path)}, **quiet)
    read = subprocess.run([str(READER), "-layout", "table.pdf", "-"], **quiet)
    return read.stdout.decode()


@pytest.mark.skipif(not (OFFICE and READER), reason="needs LibreOffice and pdftotext")
@pytest.mark.parametrize("unit", [UNIT, LONG_UNIT], ids=["short", "long"])
def test_an_office_program_prints_it_on_one_page_with_every_figure_in_its_row(tmp_path, unit):
    said = converted(tmp_path, as_docx(printed(unit=unit, basis=BASIS, copy="第1稿")))
    assert said.count("\f") == 1
    bare = "".join(said.split())
    for words in (TITLE, *NOTES, BASIS, "填报日期：2016年1月29日", "第1稿"):
        assert "".join(words.split()) in bare, words
    last = next(line for line in said.splitlines() if "查出安全隐患数" in line)
    assert last.split() == ["查出安全隐患数", "43", "挂牌督办", "0", "整改完成", "39"]


def test_columns_are_as_wide_where_no_office_is_installed():
    """A column is told in digits of the font of the book: one that every computer has or has the measure of."""
    book = load_workbook(BytesIO(as_xlsx(printed())))
    font = book._named_styles["Normal"].font
    assert (font.name, font.sz) == ("Arial", 10)
    assert sum(one.width for one in book.active.column_dimensions.values()) < 81


def test_the_fonts_are_those_of_official_papers():
    body = Document(BytesIO(as_docx(printed()))).element.body
    fonts = {fonts.get(qn("w:eastAsia")) for fonts in body.iter(qn("w:rFonts"))}
    assert fonts == {"仿宋_GB2312", "方正小标宋简体"}
