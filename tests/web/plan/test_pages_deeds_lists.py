"""签到表: a list that is brought as a file, read line by line before anything is written."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from models.plan import deeds
from tests.web.hall import build


@pytest.fixture
def house(desk, make, tmp_path):
    return build(desk, make, tmp_path / "photos")


@pytest.fixture
def union(house):
    return house.sits("陈静")


@pytest.fixture
def training(house):
    return house.deed(starts_at=house.clock())


def names(house, deed_id):
    return [row["name"] for row in house.carry(lambda db: deeds.there(db, deed_id))]


def sheet(rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return {"file": (io.BytesIO(out.getvalue()), "签到.xlsx")}


LIST = [
    ("消防培训签到表",),
    ("姓名", "工号", "科室"),
    ("张敏", "020153", "外科"),
    ("王 强", "", "外科"),
    ("李伟", "", ""),
    ("李伟", "", "门诊"),
    ("保洁王姐", "", ""),
    ("赵刚", "777", ""),
    ("张敏", "", ""),
]


def test_a_list_is_read_line_by_line_before_anything_is_written(house, union, training):
    answer = union.post(f"/console/deeds/{training}/list", data=sheet(LIST))
    assert answer.status_code == 302
    page = union.get(answer.location).text
    assert "找到3人" in page
    assert "有2位：外科、门诊。写上工号" in page
    assert "花名册上没有这个名字" in page
    assert "有叫赵刚的，工号对不上" in page
    assert "表里写了两次" in page
    assert names(house, training) == []
    assert "对不上的3人按人数算" in page
    assert union.post(answer.location, data={"heads": "1"}).status_code == 302
    assert sorted(names(house, training)) == ["张敏", "李伟", "王强"]
    assert house.row(training)["attested"] == 3
    assert "签到表里3人花名册上对不上" in union.get(f"/console/deeds/{training}").text


def test_the_line_that_adds_the_list_up_is_nobody(house, union, training):
    rows = [("序号", "姓名"), (1, "张敏"), (2, "保洁王姐"), ("合计", "2人"), ("", "共 2 人"), ("应到", 3)]
    answer = union.post(f"/console/deeds/{training}/list", data=sheet(rows))
    assert "对不上的1人按人数算" in union.get(answer.location).text
    union.post(answer.location, data={"heads": "1"})
    assert (names(house, training), house.row(training)["attested"]) == (["张敏"], 1)


def test_the_same_list_again_counts_nobody_twice(house, union, training):
    again = sheet(LIST)
    content = again["file"][0].getvalue()
    for _ in range(2):
        files = {"file": (io.BytesIO(content), "签到.xlsx")}
        answer = union.post(f"/console/deeds/{training}/list", data=files)
        union.post(answer.location, data={"heads": "1"})
    assert house.row(training)["attested"] == 3
    assert len(names(house, training)) == 3


def test_only_those_found_where_that_was_chosen(house, union, training):
    answer = union.post(f"/console/deeds/{training}/list", data=sheet(LIST))
    union.post(answer.location)
    assert (len(names(house, training)), house.row(training)["attested"]) == (3, None)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "先选一个文件"),
        ({"file": (io.BytesIO(b""), "a.xlsx")}, "空文件"),
        ({"file": (io.BytesIO(b"\xff\xd8\xff" + b"x" * 99), "a.jpg")}, "这个文件不是表格"),
        ({"file": (io.BytesIO("姓名,工号\n".encode()), "a.csv")}, "一行数据也没有"),
    ],
)
def test_what_is_no_list_says_what_to_do(union, training, files, said):
    answer = union.post(f"/console/deeds/{training}/list", data=files, follow_redirects=True)
    assert said in answer.text


def test_a_list_that_is_too_large_is_not_read(union, training, monkeypatch):
    monkeypatch.setattr("web.console.deeds.sheet.LARGEST", 100)
    answer = union.post(f"/console/deeds/{training}/list", data=sheet(LIST), follow_redirects=True)
    assert "太大了" in answer.text


def test_the_empty_form_can_be_filled_in_and_read_back(house, union, training):
    content = union.get(f"/console/deeds/{training}/list.xlsx").data
    book = load_workbook(io.BytesIO(content))
    page = book.active
    assert page["A1"].value == "灭火器怎么用签到表"
    page["B4"], page["C4"] = "张敏", "020153"
    out = io.BytesIO()
    book.save(out)
    files = {"file": (io.BytesIO(out.getvalue()), "填好的.xlsx")}
    answer = union.post(f"/console/deeds/{training}/list", data=files)
    assert "找到1人" in union.get(answer.location).text


def test_another_persons_upload_and_a_made_up_one_are_not_read(house, union, training):
    answer = union.post(f"/console/deeds/{training}/list", data=sheet(LIST))
    other = house.sits("周兰")
    assert other.get(answer.location).status_code == 302
    assert union.get(f"/console/deeds/{training}/list/made-up").status_code == 302
