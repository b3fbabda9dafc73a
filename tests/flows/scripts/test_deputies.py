"""请假: whoever is there at the end of the line hears of it and may act on it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from actions import deputies
from models.people import Person
from rules.clocks import day_of
from tests.hospital import Hospital, Phone


@pytest.fixture
def staffed(hospital: Hospital) -> Hospital:
    """后勤科 with a head and two more to stand in."""

    def hire(db: Any) -> None:
        hospital.person(db, "周平", "后勤科", staff_no="030010", post="科长")
        hospital.person(db, "王芳", "后勤科", staff_no="030002")
        hospital.person(db, "赵亮", "后勤科", staff_no="030003")
        hospital.person(db, "钱院", "市一院", staff_no="010002", post="院长")

    hospital.carry(hire)
    return hospital


def given_to_wang(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.phone("李红").orders("派 101 王强 3天 清走")


def awake(hospital: Hospital, *names: str) -> list[Phone]:
    """Their windows are open: they said something today."""
    phones = [hospital.phone(name) for name in names]
    for phone in phones:
        phone.says("帮助")
    return phones


def leave(hospital: Hospital, name: str, deputy: str) -> str:
    return hospital.phone(name).says(f"请假 3天 {deputy}")


def test_the_deputy_who_is_away_as_well_is_followed_on(staffed: Hospital) -> None:
    wang, fang, zhao = awake(staffed, "王强", "王芳", "赵亮")
    leave(staffed, "王芳", "赵亮")
    told = leave(staffed, "王强", "王芳")
    assert told.startswith("好，到3/4王芳今天也不在，你的待办先给赵亮。")
    given_to_wang(staffed)
    staffed.forward(minutes=5)
    assert wang.pushes == fang.pushes == []
    assert zhao.pushes[0].startswith("派给你1件：101")
    assert zhao.says("待办").startswith("你手上1件：\n1) 101")
    zhao.says("101弄好了")
    assert zhao.shows_photo() == "101照片收到，等李红看。看过就销号。"


def test_two_who_stand_in_for_each_other_leave_it_to_the_head(staffed: Hospital) -> None:
    wang, fang, zhou = awake(staffed, "王强", "王芳", "周平")
    leave(staffed, "王强", "王芳")
    leave(staffed, "王芳", "王强")
    given_to_wang(staffed)
    staffed.forward(minutes=5)
    assert wang.pushes == fang.pushes == []
    assert zhou.pushes[0].startswith("派给你1件：101")
    assert zhou.says("101").startswith("101 三楼东楼梯口堆着纸箱")
    assert zhou.says("101搬走了").startswith("101：站在同一个地方拍一张发来。")


def test_above_a_head_who_is_away_stands_the_head_of_the_hospital(staffed: Hospital) -> None:
    (qian,) = awake(staffed, "钱院")
    for name, deputy in (("王强", "王芳"), ("王芳", "周平"), ("周平", "王强")):
        leave(staffed, name, deputy)
    given_to_wang(staffed)
    staffed.forward(minutes=5)
    assert qian.pushes[0].startswith("派给你1件：101")


def test_when_everybody_is_away_the_named_deputy_hears_all_the_same(staffed: Hospital) -> None:
    (fang,) = awake(staffed, "王芳")
    for name, deputy in (("王强", "王芳"), ("王芳", "王强"), ("周平", "钱院"), ("钱院", "周平")):
        leave(staffed, name, deputy)
    given_to_wang(staffed)
    staffed.forward(minutes=5)
    assert fang.pushes[0].startswith("派给你1件：101")


def test_a_deputy_who_left_the_hospital_hears_nothing(staffed: Hospital) -> None:
    (fang, zhou) = awake(staffed, "王芳", "周平")
    leave(staffed, "王强", "王芳")
    staffed.carry(lambda db: _leaves_the_hospital(db, staffed.ids["王芳"]))
    given_to_wang(staffed)
    staffed.forward(minutes=5)
    assert fang.pushes == []
    assert zhou.pushes[0].startswith("派给你1件：101")


def _leaves_the_hospital(db: Any, person_id: int) -> None:
    db.execute(update(Person).where(Person.id == person_id).values(active=False))


def test_an_officers_list_goes_down_the_same_line(staffed: Hospital) -> None:
    li, sun, zhao = awake(staffed, "李红", "孙丽", "赵亮")
    leave(staffed, "孙丽", "赵亮")
    leave(staffed, "李红", "孙丽")
    zhang = staffed.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    staffed.forward(minutes=5)
    assert li.pushes == sun.pushes == []
    assert zhao.pushes[0].startswith("新来1件：101")
    assert "1就这样派" in zhao.says("101") or "1派人" in zhao.says("101")


def test_what_burns_is_told_to_both(staffed: Hospital) -> None:
    li, zhao = awake(staffed, "李红", "赵亮")
    leave(staffed, "孙丽", "赵亮")
    leave(staffed, "李红", "孙丽")
    staffed.phone("张敏").says("着火了！五楼开水间")
    staffed.forward(seconds=1)
    assert li.pushes[0].startswith("【急】101号")
    assert zhao.pushes[0].startswith("【急】101号")


def test_who_is_back_gets_everything_again(staffed: Hospital) -> None:
    leave(staffed, "王强", "王芳")
    leave(staffed, "王芳", "王强")
    staffed.phone("王芳").says("销假")
    today = day_of(staffed.now, staffed.product.house.clocks)
    ids = staffed.ids
    hears = staffed.carry(lambda db: deputies.in_place_of(db, ids["王强"], today))
    assert hears["name"] == "王芳"
    later = staffed.carry(lambda db: deputies.in_place_of(db, ids["王强"], today + timedelta(days=3)))
    assert later["name"] == "王强"
