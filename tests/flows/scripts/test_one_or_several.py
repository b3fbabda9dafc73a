"""2.10: one sentence, several hazards."""

import pytest

from actions import splitting
from tests.hospital import Hospital

THREE = "灭火器过期了，旁边插座松，走廊还堆着床"


def test_i1_i2_three_numbers(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert zhang.says(THREE) == (
        "先记成101号，没耽误。听着是3件事：\n灭火器过期、插座松、走廊堆床\n"
        "1分成3个号，各办各的，快 2就一件\n不回也行，安全员会分。"
    )
    hospital.product.courier.until_empty()
    split = zhang.says("1")
    assert split.startswith(
        "分好了：101灭火器过期，102插座松，103走廊堆床。\n照片三个号里都有。好一件告诉你一件。"
    )
    hospital.product.courier.until_empty()
    rows = hospital.rows()
    assert [row["number"] for row in rows] == [101, 102, 103]
    assert len({row["category"] for row in rows}) == 3
    pictures = [hospital.photos(row["id"]) for row in rows]
    assert [[photo["state"] for photo in several] for several in pictures] == [["ready"]] * 3
    assert all(hospital.product.shelf.path(several[0]["id"], "1600") for several in pictures)


def test_i1_goes_away_without_an_answer(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(THREE)
    hospital.forward(hours=1)
    assert hospital.row()["pieces"] == ["灭火器过期了", "旁边插座松", "走廊还堆着床"]


def test_i1_it_is_one(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(THREE)
    assert zhang.says("2").startswith("101号先记下")
    assert hospital.row()["pieces"] == []
    assert zhang.says("1").startswith("记好了，101号")


def test_each_piece_has_its_own_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("三楼东走廊灯坏了很黑，四楼西走廊灭火器过期了")
    zhang.says("1")
    assert [row["place_text"] for row in hospital.rows()] == ["3楼东走廊", "4楼西走廊"]


def test_the_place_of_the_last_thing_is_not_that_of_all(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(THREE)
    assert hospital.row()["place_text"] == ""
    assert zhang.says("2").startswith("101号先记下：灭火器过期。在哪里呢？")


def test_the_place_of_the_last_thing_stays_with_it(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(THREE)
    assert zhang.says("1").endswith("这几处在哪里？")
    assert zhang.says("五楼开水间") == "好，101号和分出来的2件都在5楼开水间。"
    assert [row["place_text"] for row in hospital.rows()] == ["5楼开水间", "5楼开水间", "5楼走廊"]


def test_a_place_that_stands_alone_at_the_end_holds_for_all(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器过期了，插座松了，都在四楼走廊")
    zhang.says("1")
    assert [row["place_text"] for row in hospital.rows()] == ["4楼走廊"] * 2


def test_a_place_of_the_register_told_with_the_last_thing_is_not_that_of_all(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器过期了，五楼东走廊灯坏了")
    assert (hospital.row()["place_text"], hospital.row()["place_id"]) == ("", None)
    zhang.says("1")
    assert [row["place_text"] for row in hospital.rows()] == ["", "内科楼5楼东走廊"]


def test_the_code_on_the_wall_holds_for_what_names_no_other_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.scans("5FE")
    zhang.says("灭火器过期了，旁边插座松，走廊还堆着床")
    row = hospital.row()
    assert (row["place_text"], row["place_id"]) == ("内科楼5楼东走廊", hospital.ids["5FE"])


def test_the_place_of_all_pieces_is_asked_once(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器过期了，插座松了")
    assert zhang.says("1").endswith("这几处在哪里？")
    assert zhang.says("五楼开水间") == "好，101号和分出来的1件都在5楼开水间。"
    assert [row["place_text"] for row in hospital.rows()] == ["5楼开水间"] * 2


def test_a_face_is_sealed_in_every_copy(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(THREE)
    hospital.product.courier.until_empty()
    zhang.says("1")
    zhang.says("五楼开水间")
    hospital.product.courier.until_empty()
    zhang.says("102")
    zhang.says("3")
    zhang.says("4")
    assert [hospital.photos(row["id"])[0]["state"] for row in hospital.rows()] == ["sealed"] * 3
    hospital.forward(hours=23, minutes=1)
    ids = [hospital.photos(row["id"])[0]["id"] for row in hospital.rows()]
    assert [hospital.product.shelf.path(photo_id, "1600") for photo_id in ids] == [None] * 3


@pytest.mark.parametrize("place", ["内科楼5楼东走廊", "不对，是内科楼5楼东走廊"])
@pytest.mark.parametrize("words", ["走廊灭火器过期，插座松了", THREE, "过道灯坏了，灭火器过期，床栏坏了"])
def test_the_place_told_before_the_split_holds_for_all(hospital: Hospital, words: str, place: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(words)
    zhang.says(place)
    assert "哪里" not in zhang.says("1")
    rows = hospital.rows()
    assert len(rows) > 1
    assert {row["place_text"][:6] for row in rows} == {"内科楼5楼东"}
    assert rows[0]["place_id"] == hospital.ids["5FE"]


def test_the_place_told_before_an_officer_splits_holds_for_all(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    zhang.says(THREE)
    zhang.says("内科楼5楼东走廊")
    row, product = hospital.row(), hospital.product
    house, now = product.house, hospital.now
    cuts = hospital.carry(lambda db: splitting.cut_up(db, row, house.places, house.kinds, now))
    hospital.carry(lambda db: splitting.split_words(db, row, cuts, now, house.clocks, house.kinds))
    assert {(row["place_id"], row["anonymous"]) for row in hospital.rows()} == {(hospital.ids["5FE"], True)}


@pytest.mark.parametrize("number", ["101", "102", "103"])
def test_the_number_just_given_is_no_room(hospital: Hospital, number: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(THREE)
    zhang.says("1")
    assert zhang.says(number).startswith(f"{number}号 ")
    assert zhang.says("五楼开水间") == "好，101号和分出来的2件都在5楼开水间。"
    assert hospital.phone("李红").says("灭火器没压力").startswith("104号先记下")
    assert hospital.phone("李红").says("302").startswith("302是病房吗？")


@pytest.mark.parametrize("lead", ["都是我们科的 ", "我们科的，", "全在我们病区，", "这都是咱科的："])
def test_whose_all_of_it_is_is_no_hazard(hospital: Hospital, lead: str) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says(f"{lead}地上有水 走廊堵了 灭火器过期 锐器盒满了").split("\n")[1] == (
        "地上有水、走廊堵了、灭火器过期、锐器盒满了"
    )
    assert "哪里" not in zhang.says("1")
    assert {row["place_text"] for row in hospital.rows()} == {"内科二病区", "内科二病区走廊"}
