"""电脑：the six digits an officer asks for in the chat, and the desk they open."""

import re

import pytest

from suishoupai.app import make_desk
from web.pages import create_pages


@pytest.fixture
def types(hospital):
    """Somebody types a staff number and a word at the desk of the same house; whether they are in."""
    app = create_pages(make_desk(hospital.product))
    app.config["WTF_CSRF_ENABLED"] = False

    def one(name, word):
        return app.test_client().post("/login", data={"name": name, "word": word}).status_code == 302

    return one


def digits_in(said):
    return re.search(r"六位数 (\d{6})", said)[1]


def test_an_officer_asks_in_the_chat_and_comes_in_at_the_desk(hospital, types):
    said = hospital.phone("李红").says("电脑")
    assert "127.0.0.1:1/login" in said
    assert "工号 020001" in said
    assert types("020001", digits_in(said))
    assert not types("020001", digits_in(said))


def test_the_digits_are_good_for_five_minutes(hospital, types):
    said = hospital.phone("陈静").says("登录")
    hospital.forward(minutes=5)
    assert not types("010001", digits_in(said))
    assert types("010001", digits_in(hospital.phone("陈静").says("电脑")))


def test_digits_in_the_middle_of_a_report_do_not_disturb_it(hospital, types):
    li = hospital.phone("李红")
    li.shows_photo()
    said = li.says("电脑")
    assert types("020001", digits_in(said))
    li.says("三号库门口堵了消防栓")
    assert hospital.row()["description"] == "三号库门口堵了消防栓"


def test_who_only_reports_gets_none(hospital):
    assert "我的" in hospital.phone("张敏").says("电脑")
    assert "六位数" not in hospital.phone("过客", bound=False).says("电脑")
    assert hospital.rows() == []


def test_without_a_staff_number_there_is_one_thing_to_do(hospital):
    hospital.carry(lambda db: hospital.person(db, "赵刚", "市一院", role="officer"))
    assert "请管理员补上" in hospital.phone("赵刚").says("电脑")
