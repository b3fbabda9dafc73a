"""Files are read whatever people did to them; what cannot be read is refused in one sentence."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from actions.importing.people import COLUMNS
from reports.sheets import Column, put_text, read_sheet, read_table
from rules.refusal import Refused
from tests.importing.tables import PEOPLE, comma, run, xlsx

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAME_AND_NUMBER = (Column("姓名"), Column("工号", ("员工号",)))


def people(path: Path) -> list[tuple[str, str]]:
    return [(row["姓名"], row["工号"]) for row in read_sheet(path, NAME_AND_NUMBER)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_every_encoding_people_have(tmp_path, encoding):
    assert people(comma(tmp_path / "a.csv", PEOPLE, encoding))[0] == ("王芳", "00153")


def test_a_csv_that_lies_about_its_ending(tmp_path):
    assert people(comma(tmp_path / "a.xlsx", PEOPLE))[0] == ("王芳", "00153")


def test_tabs_semicolons_and_guarded_zeros(tmp_path):
    (tmp_path / "a.csv").write_text('姓名;员工号\n王芳;="00153"\n', encoding="utf-8")
    assert people(tmp_path / "a.csv") == [("王芳", "00153")]


def test_title_blank_lines_other_order_and_a_header_printed_twice(tmp_path):
    header = ["备注", " 员工号（必填）", "姓 名*"]
    rows = [["某院花名册"], [], header, ["", "1", "王芳"], [], header, ["", "2", "李红"]]
    table = read_table(xlsx(tmp_path / "a.xlsx", rows), NAME_AND_NUMBER)
    assert [(row.line, row["姓名"], row["工号"]) for row in table.rows] == [
        (4, "王芳", "1"),
        (7, "李红", "2"),
    ]


def test_the_first_sheet_with_the_header_is_read_and_named(hospital):
    result = run("roster", xlsx(hospital / "a.xlsx", [["说明"]], PEOPLE, PEOPLE))
    assert "读的是工作表“乙”，没有读：甲、丙" in result.stdout


def test_numbers_and_dates_read_as_people_see_them(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["姓名", "工号"], ["王芳", 20153.0], ["李红", 153], [True, datetime(2026, 3, 1)]):
        sheet.append(row)
    sheet["B3"].number_format = "00000"
    book.save(tmp_path / "a.xlsx")
    assert people(tmp_path / "a.xlsx") == [("王芳", "20153"), ("李红", "00153"), ("是", "2026-03-01")]


def test_merged_cells_say_the_same_all_the_way_down(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["姓名", "工号"], ["王芳", "1"], ["李红", None], ["外科系统", None], ["张工", "3"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("A4:B4")
    book.save(tmp_path / "a.xlsx")
    assert people(tmp_path / "a.xlsx") == [("王芳", "1"), ("李红", "1"), ("张工", "3")]


def test_a_formula_nobody_calculated_shows_itself(tmp_path):
    assert people(xlsx(tmp_path / "a.xlsx", [["姓名", "工号"], ["王芳", '=A1&"1"']])) == [("王芳", '=A1&"1"')]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧格式（.xls）"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (b"PK\x03\x04" + bytes(60), "打不开，可能没有存完整"),
        (b"<html><table></table>", "网页格式"),
        (b"\x00\x01\x02\x00", "不是表格"),
        ("甲,乙\n1,2\n".encode(), "没有找到表头，请在表格最上面一行写上：姓名、工号"),
        ("姓名,乙\n1,2\n".encode(), "表头里缺少“工号”这1列，现在的表头是：姓名、乙"),
        ("姓名,工号\n".encode(), "一行数据也没有"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, data, said):
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(Refused, match=said):
        people(tmp_path / "a.xlsx")


def test_a_refused_file_ends_with_one_and_a_missing_one_with_two(hospital):
    (hospital / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    result = run("roster", hospital / "a.xls")
    assert (result.exit_code, "旧格式" in result.stderr) == (1, True)
    assert run("roster", hospital / "nothing.xlsx").exit_code == 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613800000000", "-1", "@SUM(A1)", "#N/A", "好\x07了\ud800", "王芳"]
)
def test_text_written_to_a_cell_stays_text(tmp_path, text):
    book = Workbook()
    put_text(book.worksheets[0]["A1"], text)
    book.save(tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == (text.replace("\x07", "").replace("\ud800", ""), "s")


@FEW
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", "姓名,工号\n".encode()]))
def test_no_bytes_make_the_reader_stumble(tmp_path, data, head):
    (tmp_path / "a").write_bytes(head + data)
    with suppress(Refused):
        assert all(isinstance(name + number, str) for name, number in people(tmp_path / "a"))


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.datetimes(), st.times(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8),
)  # fmt: skip


@FEW
@given(st.lists(st.lists(CELLS, max_size=7), min_size=1, max_size=4))
def test_no_cells_make_the_import_stumble(staffed, rows):
    file = staffed / "any.csv"
    comma(file, [[column.name for column in COLUMNS], *rows])
    assert run("roster", file, "--dry-run", "--json").exit_code in (0, 1)
