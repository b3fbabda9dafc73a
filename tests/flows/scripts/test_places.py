"""2.7 to 2.9: a place on the map, a code on the wall, a place that is wrong."""

import pytest

from tests.hospital import Hospital

STAIRS = "三楼东楼梯口堆着纸箱"


def test_e1_location_only(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.sends("location", text="市一院外科楼", latitude=36.8, longitude=118.0) == (
        "位置收到：市一院外科楼。还差几楼、哪一处。\n说一句，比如：3楼东楼梯口堆着纸箱\n有照片也发来。"
    )
    zhang.shows_photo()
    zhang.says("灭火器过期了")
    row = hospital.row()
    assert (row["latitude"], row["longitude"]) == (36.8, 118.0)


def test_f1_scan(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.scans("5FE") == (
        "你在：内科楼5楼东走廊。\n拍照发来，或说一句怎么了。\n10分钟内报的都算这里。"
    )
    zhang.shows_photo()
    assert "内科楼5楼东走廊" in zhang.says("地上有水很滑")


def test_f1_a_scanned_place_lapses(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.scans("5FE")
    hospital.forward(minutes=11)
    assert "在哪里呢" in zhang.says("插座松了")


def test_f2_what_is_still_open_there(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.scans("5FE")
    zhang.says("地上有水很滑")
    hospital.forward(minutes=3)
    zhang.says("灯不亮，绊了一下")
    hospital.phone("李红").orders("派 102 王强 2天")
    assert zhang.scans("5FE") == (
        "你在：内科楼5楼东走廊。这里还有2件没弄好：\n102号灯不亮，后勤科在办，3/4前\n"
        "101号地上有水很滑，等李红看\n新的就拍照发来；是老的回 102 或 101"
    )
    assert hospital.phone("路人").scans("5FE").startswith("你在：内科楼5楼东走廊。\n拍照发来")


def test_f3_an_old_code(hospital: Hospital) -> None:
    chen = hospital.phone("陈静")
    chen.says("你好")
    assert hospital.phone("张敏").scans("OLD-7") == (
        "这个码我不认得，可能旧了，记下让人换。\n你说一句在哪里就行，一样报。"
    )
    hospital.product.courier.until_empty()
    assert chen.pushes == ["有人扫了一个不认得的码：OLD-7。\n可能旧了，换张新的；台账网页里“地点”能打印。"]


def test_g1_code_and_words_contradict(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.scans("5FE")
    zhang.shows_photo()
    assert zhang.says("三楼东走廊地上有水") == (
        "101号记下了。码是内科楼5楼东走廊，话里是3楼东走廊。按哪个？\n"
        "1 3楼东走廊\n2 内科楼5楼东走廊\n不回就按你说的。"
    )
    assert hospital.row()["place_text"] == "3楼东走廊"
    assert zhang.says("2").startswith("记好了，101号")
    assert hospital.row()["place_text"] == "内科楼5楼东走廊"


def test_g2_not_in_the_register(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("灭火器过期了")
    zhang.says("2")
    assert zhang.says("老药房后面").startswith("记好了，101号。照你说的写：“老药房后面”，安全员会对一对。\n")


def test_g3_a_bare_number_while_a_place_is_asked(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器过期了")
    assert zhang.says("302") == "302是病房吗？\n1是302病房 2我要看302号"
    assert "302病房" in zhang.says("1")


def test_g4_a_correction(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("外科楼3楼东楼梯口堆着纸箱")
    assert zhang.says("不对，是四楼") == "改成外科楼4楼东楼梯口了，101号别的没动。"
    assert zhang.says("打错了，是西楼梯口").startswith("改成外科楼4楼西楼梯口了")


def test_a_corridor_is_some_corridor(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("走廊灯坏了看不清").startswith("101号先记下：走廊灯坏看不清。在哪里呢？\n1内科二病区")
    assert zhang.says("1").startswith("记好了，101号")
    assert hospital.row()["place_text"] == "内科二病区走廊"


def test_a_floor_is_added_to_the_corridor(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("走廊灯坏了看不清")
    zhang.says("外科楼6楼")
    assert hospital.row()["place_text"] == "外科楼6楼走廊"


def test_who_says_no_more_is_not_asked_twice(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("走廊灯坏了看不清")
    assert zhang.says("走廊").startswith("记好了，101号")


def test_a_corrected_place_stays_in_its_house(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("外科楼3楼东楼梯口堆着纸箱")
    zhang.says("2")
    zhang.says("1")
    assert zhang.says("四楼东楼梯口").startswith("改好了：外科楼4楼东楼梯口")
    assert zhang.sends("location", text="市一院外科楼", latitude=36.8, longitude=118.0) == (
        "位置收到，101号还按外科楼4楼东楼梯口。"
    )


def test_a_code_and_words_about_the_same_spot_are_said_once(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.scans("5FE")
    zhang.says("走廊纸箱还堵着")
    row = hospital.row()
    assert (row["place_text"], row["place_id"]) == ("内科楼5楼东走廊", hospital.ids["5FE"])


def test_a_department_named_in_the_words_hears_of_it(hospital: Hospital) -> None:
    hospital.phone("王强").says("内科二病区5楼值班室插座松了")
    row = hospital.row()
    assert (row["place_text"], row["department_id"]) == ("内科二病区5楼值班室", hospital.ids["内科二病区"])
    li = hospital.phone("李红")
    li.says("你好")
    hospital.forward(minutes=3)
    assert "101" in li.pushes[-1]


def test_a_house_named_like_a_department_is_not_that_department(hospital: Hospital) -> None:
    hospital.phone("王强").says("后勤科楼3楼走廊灯坏了")
    hospital.phone("张敏").says("后勤科楼4楼西走廊窗户关不上")
    assert [row["department_id"] for row in hospital.rows()][1] == hospital.ids["内科二病区"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("灭火器箱锁死了", "病人家属在病房煮面"),
        ("轮椅刹车坏了", "小孩在扶梯口玩"),
        ("地上有根针头", "学生在连廊踢球"),
        ("灯罩要掉", "陪护在阳台烧纸箱"),
    ],
)
def test_somebody_at_something_is_no_place_but_a_second_row(
    hospital: Hospital, first: str, then: str
) -> None:
    zhang = hospital.phone("张敏")
    assert "在哪里呢" in zhang.says(first)
    assert "102号" in zhang.says(then)
    assert [row["description"] for row in hospital.rows()] == [first, then]
    assert then not in hospital.rows()[0]["place_text"]


@pytest.mark.parametrize("then", ["护工在楼梯间抽烟", "3楼保安在睡觉", "门口保安在打牌"])
def test_what_is_said_of_people_is_no_place_and_the_place_is_asked_again(
    hospital: Hospital, then: str
) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灯罩要掉")
    heard = zhang.says(then)
    assert heard.startswith("说到人的事")
    assert heard.endswith("101号还差个地方：在哪里？")
    assert len(heard.splitlines()) <= 4
    assert len(heard) <= 100
    assert "101号" in zhang.says("四楼走廊")
    assert hospital.row()["place_text"] == "4楼走廊"
