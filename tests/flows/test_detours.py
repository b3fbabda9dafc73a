"""What people do in between: detours, slips and cries that must not cost a photo or a name."""

import pytest

from tests.hospital import Hospital

WORDS = "三楼东楼梯口堆着纸箱"


@pytest.mark.parametrize("detour", ["101", "绑定", "待办", "帮助", "我的", "谁会看到是我报的", "302", "7"])
def test_a_detour_does_not_cost_the_photo(hospital: Hospital, detour: str) -> None:
    li = hospital.phone("李红")
    li.says("四楼走廊灯不亮，地上有水")
    hospital.product.clock.forward(minutes=5)
    li.shows_photo()
    li.says(detour)
    assert "照片1张" in li.says(WORDS)
    assert [row["status"] for row in hospital.rows()] == ["reported", "reported"]


@pytest.mark.parametrize("cry", ["救命啊", "快来人", "有人跳楼", "房顶塌了", "有人晕倒了"])
def test_a_cry_for_help_gets_the_telephones_first(hospital: Hospital, cry: str) -> None:
    said = hospital.phone("张敏").says(cry).splitlines()
    assert said[0] == "先顾好人，叫上旁边的人！"
    assert "120" in said[1]
    assert hospital.row()["urgent"]


def test_a_hazard_is_not_the_place_of_another(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert "在哪里呢" in zhang.says("灭火器没压力了")
    assert "102号" in zhang.says("安全出口被纸箱堵住了")
    assert [row["place_text"] for row in hospital.rows()] == ["", ""]


def test_another_place_after_being_fixed_is_a_hazard_of_its_own(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(WORDS)
    zhang.says("4")
    zhang.shows_photo()
    assert "102号" in zhang.says("五楼处置室锐器盒满了")
    assert [row["status"] for row in hospital.rows()][1] == "reported"


def test_on_a_round_the_photo_goes_with_its_own_sentence(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(WORDS)
    hospital.product.clock.forward(seconds=25)
    zhang.shows_photo()
    assert "102号" in zhang.says("五楼东走廊灭火器被柜子挡住")
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [1, 1]


def test_what_nobody_called_a_hazard_is_shown_to_nobody_and_goes(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("食堂太咸了").startswith("这个不像安全隐患，先没进台账。")
    hospital.forward(hours=3)
    assert hospital.phone("李红").says("待办").startswith("待办清空")
    hospital.forward(hours=22)
    assert hospital.row()["status"] == "withdrawn"


def test_the_old_phone_takes_its_name_back(hospital: Hospital) -> None:
    zhang, thief = hospital.phone("张敏"), hospital.phone("路人")
    thief.says("五楼走廊插座松了")
    thief.says("绑定 张敏 020153")
    assert hospital.row()["person_id"] == hospital.ids["张敏"]
    assert zhang.says("不是我").startswith("好，张敏还是你")
    assert hospital.row()["person_id"] is None
    assert "没有绑着谁" in thief.says("解绑")


def test_without_a_name_a_voice_is_asked_about_first(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("9")
    assert zhang.sends("voice", media_id="v").startswith("语音听得出是谁，我没放进去。")
    assert len(hospital.photos(hospital.row()["id"])) == 1
    assert "回执" in zhang.says("2")
    assert len(hospital.photos(hospital.row()["id"])) == 2


def test_a_stranger_with_a_voice_on_a_wall_code(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    wang.scans("5FE")
    assert "101号" in wang.sends("voice", media_id="v")
    assert hospital.row()["place_text"] == "内科楼5楼东走廊"
    assert wang.says("保洁 王桂英").startswith("记住了，保洁 王桂英。")
    assert hospital.row()["description"] == ""


@pytest.mark.parametrize(
    ("order", "due"),
    [("王强 明天", "3/3"), ("后勤 王强 十五天", "3/17"), ("3天 王强 清走", "3/5"), ("王强 3月9日", "3/9")],
)
def test_days_as_officers_say_them(hospital: Hospital, order: str, due: str) -> None:
    hospital.phone("张敏").says(WORDS)
    assert f"101→王强，{due}前" in hospital.phone("李红").orders(f"派 101 {order}")


def test_a_day_that_cannot_be_is_not_given_out(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    assert "没派" in hospital.phone("李红").orders("派 101 王强 2月30日")
    assert hospital.row()["status"] == "reported"


def test_an_officer_may_give_it_to_somebody_else(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    hospital.phone("张敏").says(WORDS)
    li.orders("派 101 王强")
    assert "1改派" in li.says("101")
    assert li.says("1").startswith("101派给谁？")
    assert "101→孙丽" in li.says("孙丽 2天")
    assert hospital.row()["owner_id"] == hospital.ids["孙丽"]


def test_the_owner_opens_the_task_by_its_number(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    hospital.phone("李红").orders("派 101 王强 3天 清走")
    assert hospital.phone("王强").says("101").startswith("101 三楼东楼梯口堆着纸箱，3/5，还3天。")
    assert hospital.phone("王强").says("101弄好了").startswith("101：站在同一个地方拍一张发来。")
    assert hospital.phone("张敏").says("删101").startswith("101号后勤科在办，3/5前，撤不了了。")


def test_another_storey_keeps_the_house(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("外科楼3楼东楼梯口堆着纸箱")
    assert zhang.says("不对，是四楼") == "改成外科楼4楼东楼梯口了，101号别的没动。"


def test_no_list_has_more_than_four_lines(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    for storey in "三四五六七":
        zhang.says(f"{storey}楼东楼梯口堆着纸箱")
    assert len(li.says("待办").splitlines()) == 4
    assert len(zhang.says("我的").splitlines()) == 4
    assert li.says("4").startswith("104")
    assert li.says("0").startswith("105")


@pytest.mark.parametrize("text", ["12", "-1", "asdf", "101 102"])
def test_what_nobody_understands_gets_three_ways_on(hospital: Hospital, text: str) -> None:
    said = hospital.phone("张敏").says(text)
    assert said == "" or "1报隐患" in said or "没找到" in said
    assert hospital.rows() == []


def test_a_wish_in_plain_words_takes_the_name_off(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert zhang.says("别让护士长知道").startswith("好，这件不留名")
    assert "没留名" in zhang.says(WORDS)
    assert hospital.row()["anonymous"]


def test_somebody_elses_deed_is_asked_about(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert "已经弄好了？" in zhang.says("有人把三楼西灭火器拿走了") or hospital.row()["status"] == "reported"
    assert hospital.row()["status"] == "reported"


def test_an_answer_to_our_question_is_no_second_alarm(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("着火了！")
    said = zhang.says("三楼东配电间，没有人困住")
    assert said == "记下了，101号在3楼东配电间。先顾人，别回去拿东西。"
    assert len(hospital.rows()) == 1


@pytest.mark.parametrize("order", ["101派给王强", "派101后勤科王强 3天", "101派王强 下周五前"])
def test_orders_as_officers_type_them(hospital: Hospital, order: str) -> None:
    hospital.phone("张敏").says(WORDS)
    assert "101→王强" in hospital.phone("李红").orders(order)


def test_one_order_goes_to_one_person(hospital: Hospital) -> None:
    hospital.phone("张敏").says(WORDS)
    assert hospital.phone("李红").orders("派101王强和孙丽").startswith("一次派给一个人")
    assert hospital.row()["status"] == "reported"


def test_a_place_nobody_knows_is_left_to_the_officer(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器没压力了")
    assert zhang.says("不知道") == "没事，安全员会问。想起来再告诉我。"
    assert hospital.row()["place_text"] == ""


def test_a_face_in_plain_words_is_sealed(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(WORDS)
    assert zhang.says("照片里有病人的脸").startswith("照片封起来了")
    assert hospital.photos(hospital.row()["id"])[0]["state"] == "sealed"
