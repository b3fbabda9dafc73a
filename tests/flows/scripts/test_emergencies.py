"""2.12: what burns."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from models.people import Person
from models.units import Unit
from tests.hospital import Hospital

GAS = "氧气房漏气呲呲响"


def test_k1_fire(hospital: Hospital) -> None:
    assert hospital.phone("张敏").says("五楼配电间着火了") == (
        "先撤，叫上旁边的人，随手关门！\n打119和院内0533-2110119，我不会替你打。\n"
        "已记成101号，标了“急”。\n人安全了再说：哪里？有没有人困住？"
    )


def test_k2_gas(hospital: Hospital) -> None:
    assert hospital.phone("张敏").says(GAS) == (
        "先离开，叫人出来，别碰开关、别点火！\n到外面打119和院内0533-2110119，我不会替你打。\n"
        "已记成101号，标了“急”。\n人安全了再说在哪里。"
    )


def test_k3_current(hospital: Hospital) -> None:
    assert hospital.phone("张敏").says("有人触电了倒在地上") == (
        "别用手拉人！先拉闸断电。\n打120和院内0533-2110119，我不会替你打。\n"
        "已记成101号，标了“急”。\n人安全了再说在哪里。"
    )


def test_k4_not_sure(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("走廊有糊味") == (
        "101号先记下了。是正在发生吗？\n1正在冒烟、漏、着火、有人伤\n2没有，是怕以后出事\n"
        "正在发生就先撤，打119和院内0533-2110119"
    )
    assert zhang.says("1").startswith("先撤，叫上旁边的人")


def test_k5_to_k7_the_duty_list_at_three_in_the_morning(hospital: Hospital) -> None:
    hospital.carry(lambda db: db.execute(update(Person).where(Person.name == "王强").values(on_duty=True)))
    ward = update(Unit).where(Unit.name == "内科二病区").values(phone="0533-2110205")
    hospital.carry(lambda db: db.execute(ward))
    zhang, li, wang = (hospital.phone(name) for name in ("张敏", "李红", "王强"))
    hospital.product.clock.now = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
    li.says("你好")
    wang.says("你好")
    zhang.says(GAS)
    hospital.product.courier.until_empty()
    called = f"【急】101号 03:00 {GAS}\n先打电话：内科二病区 0533-2110205\n接了回 101"
    assert (li.pushes, wang.pushes) == ([called], [called])
    hospital.forward(minutes=5)
    assert zhang.pushes == ["101号还没有人接。\n请再打一次119或院内0533-2110119。"]
    assert wang.says("101").startswith("好，101号你接了，会告诉上报人是你在去。")
    hospital.product.courier.until_empty()
    assert zhang.pushes[-1] == "101号后勤科 王强接了，正在去。你先顾好自己。"
    assert wang.says("101") == "101号王强接了，正在去。"


def test_k6_is_not_said_when_somebody_goes(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    li.says("你好")
    zhang.says(GAS)
    hospital.product.courier.until_empty()
    li.says("101")
    hospital.forward(minutes=6)
    assert [push for push in zhang.pushes if "还没有人接" in push] == []


def test_two_who_go_at_once(hospital: Hospital) -> None:
    zhang, li, sun = (hospital.phone(name) for name in ("张敏", "李红", "孙丽"))
    for officer in (li, sun):
        officer.says("你好")
    zhang.says(GAS)
    hospital.product.courier.until_empty()
    assert li.says("101").startswith("好，101号你接了")
    assert "你接了" not in sun.says("101")


def test_a_defect_of_the_extinguisher_is_no_alarm(hospital: Hospital) -> None:
    assert "119" not in hospital.phone("张敏").says("灭火器漏气没压力了")


def test_only_119(hospital: Hospital) -> None:
    assert (
        hospital.phone("张敏").says("119").startswith("急事先打：着火119，救人120，报警110、院内0533-2110119")
    )


def test_a_recognised_voice_cries_at_any_step(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器没压力")
    said = zhang.sends("voice", media_id="v1", text="五楼配电间着火了")
    assert said.startswith("先撤，叫上旁边的人，随手关门！\n打119")
    zhang.says("匿名")
    assert "119" in zhang.sends("voice", media_id="v2", text="五楼配电间着火了")


def test_yes_and_no_are_answers(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("走廊有糊味")
    assert zhang.says("是").startswith("先撤，叫上旁边的人")
    wang = hospital.phone("王强")
    wang.says("走廊有糊味")
    assert wang.says("没有").startswith("记好了，102号")
    sun = hospital.phone("孙丽")
    sun.says("灭火器没压力")
    assert sun.says("在").startswith("记好了，103号：内科二病区")


def test_the_place_of_a_fire_comes_second(hospital: Hospital) -> None:
    li, stranger = hospital.phone("李红"), hospital.phone("路人")
    li.says("你好")
    stranger.says("着火了")
    hospital.product.courier.until_empty()
    stranger.says("内科楼5楼东走廊")
    hospital.product.courier.until_empty()
    assert li.pushes[-1].startswith("【急】101号")
    stranger.says("没人困住，门诊楼2楼电梯也停了")
    assert len(hospital.rows()) == 1


def test_what_burns_can_be_taken_from_the_list(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.says("五楼开水间着火了")
    li.says("待办")
    assert "1我接了，这就去" in li.says("1")
    assert li.says("1").startswith("好，101号你接了")
    hospital.forward(minutes=6)
    assert [push for push in zhang.pushes if "还没有人接" in push] == []


def test_a_fight_and_a_lift(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("医闹打人了").startswith(
        "先躲开，叫保安！别上前劝。\n打110和院内0533-2110119，有人伤打120。"
    )
    assert hospital.phone("王强").says("电梯困人了").startswith("别扒门，按电梯里的铃，靠里站！\n打119和院内")
    assert zhang.says("119打不通怎么办").startswith("打不通就打院内0533-2110119，再打120、110。")


def test_the_place_told_when_people_are_safe_is_the_place_of_the_row(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    li.says("你好")
    zhang.says(GAS)
    hospital.product.courier.until_empty()
    assert zhang.says("在5楼氧气房") == "记下了，101号在5楼氧气房。先顾人，别回去拿东西。"
    assert (hospital.row()["place_text"], hospital.row()["urgent"]) == ("5楼氧气房", True)
    hospital.product.courier.until_empty()
    assert len(li.pushes) == 2
    assert "5楼氧气房" in li.pushes[-1]


def test_a_place_of_the_register_keeps_what_was_said_behind_it(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("着火了")
    assert zhang.says("在内科楼5楼东走廊氧气房，没人困住").startswith(
        "记下了，101号在内科楼5楼东走廊氧气房。"
    )
    row = hospital.row()
    assert (row["place_text"], row["place_id"]) == ("内科楼5楼东走廊氧气房", hospital.ids["5FE"])
    assert row["description"] == "着火了；在内科楼5楼东走廊氧气房，没人困住"


def test_whoever_goes_hears_where_to(hospital: Hospital) -> None:
    zhang, li, sun = (hospital.phone(name) for name in ("张敏", "李红", "孙丽"))
    for officer in (li, sun):
        officer.says("你好")
    zhang.says("着火了")
    hospital.product.courier.until_empty()
    li.says("101")
    zhang.says("在5楼氧气房")
    hospital.product.courier.until_empty()
    assert "在5楼氧气房" in li.pushes[-1]
    assert len(sun.pushes) == 1


def test_who_is_trapped_is_no_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(GAS)
    assert zhang.says("没人困住").startswith("记到101号里了。")
    assert hospital.row()["place_text"] == "氧气房"


def test_the_position_sent_after_an_alarm_is_its_own(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("着火了")
    said = zhang.sends("location", text="市一院北门", latitude=36.8, longitude=118.05)
    assert said == "位置收到，放进101号了。"
    assert (hospital.row()["place_text"], hospital.row()["latitude"]) == ("市一院北门", 36.8)


def test_without_a_name_the_place_of_a_fire_says_no_ward(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    zhang.says("着火了")
    zhang.says("在5楼氧气房")
    row = hospital.row()
    assert (row["anonymous"], row["place_text"], row["department_id"]) == (True, "5楼氧气房", None)


def test_a_place_added_to_an_ordinary_report_is_its_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("五楼走廊灯坏了")
    zhang.says("1")
    assert zhang.says("内科楼5楼东走廊") == "记下了，101号在内科楼5楼东走廊。"
    assert hospital.row()["place_id"] == hospital.ids["5FE"]


def test_another_place_after_an_alarm_is_its_own_hazard(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("氧气房漏气")
    hospital.forward(minutes=3)
    assert zhang.says("食堂没装燃气报警").startswith("记好了，102号：食堂，")
    first, second = hospital.rows()
    assert (first["description"], first["urgent"]) == ("氧气房漏气", True)
    assert (second["description"], second["urgent"]) == ("食堂没装燃气报警", False)


@pytest.mark.parametrize("words", ["食堂那边也有烟味", "食堂里还困着人", "5楼走廊的窗户碎了", "就在食堂对面"])
def test_what_spreads_from_an_alarm_stays_with_it(hospital: Hospital, words: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("氧气房漏气")
    zhang.says(words)
    assert words in hospital.row()["description"] or hospital.row()["place_text"] != "氧气房"


def test_more_about_another_place_is_its_own_hazard(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("食堂没装燃气报警")
    zhang.says("1")
    assert zhang.says("锅炉房没装燃气报警").startswith(("记好了，102号", "记好了，102号。"))
