"""四种查: asked once which it is, remembered; on 互查 the department that is checked has the row."""

import pytest

from tests.hospital import Hospital, Phone


def finds(phone: Phone, words: str = "插座松了") -> str:
    phone.shows_photo()
    reply = phone.says(words)
    phone.hospital.forward(seconds=20)
    return reply


@pytest.mark.parametrize(
    ("digit", "source", "name"),
    [(1, "staff", "职工排查"), (2, "expert", "专家查找"), (3, "delegate", "职工代表巡查")],
)
def test_the_kind_is_asked_once_and_remembered(
    hospital: Hospital, digit: int, source: str, name: str
) -> None:
    li = hospital.phone("李红")
    assert "哪种查？1职工排查 2专家查找" in li.says("巡查")
    assert li.says(str(digit)) == f"好，{name}开始：拍一处，说一句，就是一件。\n查完回 完；换一种查回 1。"
    finds(li)
    li.says("完")
    hospital.forward(hours=30)
    assert li.says("巡查").startswith(f"好，{name}开始")
    finds(li, "五楼开水间灯坏了")
    assert [row["source"] for row in hospital.rows()] == [source] * 2


def test_nobody_has_to_answer(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("巡查")
    assert finds(li).startswith("101号")
    assert hospital.row()["source"] == "delegate"


def test_another_kind_in_the_middle_of_a_round(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("巡查")
    li.says("2")
    assert li.says("1").startswith("哪种查？1职工排查")
    assert li.says("3").startswith("好，职工代表巡查开始")


def test_between_departments_the_one_that_is_checked_has_it(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("巡查")
    assert li.says("4").startswith("好，互查开始。查哪个科室？")
    assert li.says("后勤") == "好，互查后勤科开始：拍一处，说一句，就是一件。\n查完回 完；换一种查回 1。"
    finds(li)
    row = hospital.row()
    assert (row["source"], row["department_id"]) == ("peer", hospital.ids["后勤科"])
    assert li.says("完").startswith("查后勤科，这趟记了1件：101号。")
    finds(li, "五楼开水间灯坏了")
    after = hospital.rows()[-1]
    assert (after["source"], after["department_id"]) == ("staff", hospital.ids["内科二病区"])


def test_the_department_may_be_said_at_once(hospital: Hospital) -> None:
    assert hospital.phone("李红").says("互查后勤科").startswith("好，互查后勤科开始")
    assert hospital.phone("孙丽").says("互查 后勤科").startswith("好，互查后勤科开始")


def test_ones_own_department_is_no_other(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("互查")
    assert li.says("内科二病区").startswith("互查得查别的科室。")
    assert li.says("骨科").startswith("没找到“骨科”这个科室。")
    assert finds(li).startswith("101号"), "and one may go on all the same"
    assert hospital.row()["source"] == "peer"


def test_a_round_without_anything_ends_at_once(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("互查后勤科")
    assert li.says("完") == "这趟没记下什么，辛苦了。"


def test_words_about_a_round_are_a_hazard(hospital: Hospital) -> None:
    assert hospital.phone("李红").says("巡查发现三楼东楼梯口堆着纸箱").startswith("记好了，101号")


def test_without_a_name_no_round_is_told(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("互查后勤科")
    finds(li)
    li.says("匿名")
    row = hospital.row()
    assert (row["anonymous"], row["source"], row["person_id"]) == (True, "staff", None)
