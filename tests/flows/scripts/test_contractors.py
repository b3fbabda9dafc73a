"""People who are on no roll say what they do and who they are; a ward's telephone stays the ward's."""

import pytest

from tests.hospital import Hospital

NOT_ON_ROLL = "花名册上没有，请安全员给你添上，不耽误报。"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("孙师傅 电梯维保", "电梯维保 孙师傅"),
        ("电梯维保 孙志刚", "电梯维保 孙志刚"),
        ("消防维保 王磊", "消防维保 王磊"),
        ("我是修电梯的 孙志刚", "修电梯的 孙志刚"),
        ("保洁刘翠花", "保洁 刘翠花"),
        ("我是电梯维保的孙志刚", "电梯维保 孙志刚"),
        ("送氧气的 陈师傅", "送氧气的 陈师傅"),
        ("医废公司 周强", "医废公司 周强"),
        ("空调维修 老赵", "空调维修 老赵"),
    ],
)
def test_a_trade_and_a_name_are_no_hazard(hospital: Hospital, said: str, name: str) -> None:
    assert hospital.phone("孙志刚").says(said) == f"记住了，{name}。以后报的写着你。\n{NOT_ON_ROLL}"
    assert hospital.rows() == []


@pytest.mark.parametrize("said", ["电梯坏了 孙志刚", "电梯维保 三个月没来了", "消防通道堵了", "空调漏水"])
def test_a_thing_that_is_wrong_is_no_trade(hospital: Hospital, said: str) -> None:
    assert "记住了" not in hospital.phone("孙志刚").says(said)


@pytest.mark.parametrize("said", ["保洁", "护工", "我是空调维修的", "电梯维保"])
def test_a_trade_alone_is_welcome(hospital: Hospital, said: str) -> None:
    wang = hospital.phone("王桂英")
    assert wang.says(said).startswith("好，一样能报，一样有人去弄。")
    wang.sends("voice", media_id="v1")
    assert wang.says(said) == "好，一样能报。还差一句：在哪里？不知道就回 不知道。"
    assert hospital.row()["place_text"] == ""


@pytest.mark.parametrize("said", ["刘大勇 13905330000", "保洁 刘大勇 13905330000", "13905330000 刘大勇"])
def test_p1_a_telephone_of_nobody_on_the_roll_leads_to_the_officer(hospital: Hospital, said: str) -> None:
    liu, li = hospital.phone("刘大勇"), hospital.phone("李红")
    liu.follows("5FE")
    liu.says("地上有水很滑")
    liu.says("绑定")
    told = liu.says(said)
    assert told.startswith("记住了，")
    assert told.endswith("给你添上，不耽误报。")
    boss = hospital.phone("陈静") if "安全员" in told or "陈静" in told else li
    assert "刘大勇 13905330000" in boss.says("待办")
    boss.says("1")
    assert boss.says("1").startswith("认好了：刘大勇（外协），以前报的101号也算上了。")
    again = hospital.phone("刘大勇换手机", bound=False)
    assert again.says("绑定 刘大勇 13905330000").startswith("绑好了：刘大勇")


def test_a_telephone_of_the_roll_still_finds_its_person(hospital: Hospital) -> None:
    phone = hospital.phone("新手机")
    hospital.carry(lambda db: hospital.person(db, "刘芳", "后勤科", phone="13905337777"))
    assert phone.says("刘芳 13905337777").startswith("绑好了：刘芳，后勤科。")
    assert (
        hospital.phone("另一个").says("刘方 13905337777").startswith("没对上：刘方和13905337777不是一个人。")
    )


def test_p7_what_a_ward_reported_stays_the_wards(hospital: Hospital) -> None:
    ward = hospital.phone("科室手机")
    ward.says("公用")
    ward.says("内科二病区")
    ward.says("三楼东楼梯口堆着纸箱")
    bound = "绑好了：张敏，内科二病区。\n这部手机不算公用了，以前报的还算科里的。\n不是你？回 1 马上解开。"
    assert ward.says("绑定 张敏 020153") == bound
    assert hospital.row()["person_id"] is None
    ward.says("1")
    assert "也算上了" not in ward.says("绑定 张敏 020153")
    assert hospital.row()["person_id"] is None


def test_p7_nor_when_the_phone_was_given_back_first(hospital: Hospital) -> None:
    ward = hospital.phone("科室手机")
    ward.says("公用")
    ward.says("内科二病区")
    ward.says("三楼东楼梯口堆着纸箱")
    hospital.forward(minutes=5)
    ward.says("不公用")
    hospital.forward(minutes=5)
    ward.says("五楼走廊灭火器过期了")
    assert ward.says("绑定 张敏 020153").startswith("绑好了：张敏，内科二病区。以前报的102号也算上了。")
    assert [row["person_id"] for row in hospital.rows()] == [None, hospital.ids["张敏"]]


@pytest.mark.parametrize("said", ["绑定怎么弄", "怎么绑定", "请问怎么实名", "在哪里绑定工号？", "我想绑定"])
def test_how_to_bind_is_answered_by_binding(hospital: Hospital, said: str) -> None:
    new = hospital.phone("新手机")
    assert new.says(said).startswith("认识一下：发 姓名 工号")
    assert new.says("张敏 020153").startswith("绑好了：张敏")


@pytest.mark.parametrize("said", ["匿名怎么报", "怎么匿名", "能不能不留名报", "可以匿名举报吗"])
def test_how_to_stay_unnamed(hospital: Hospital, said: str) -> None:
    assert hospital.phone("王桂英").says(said) == (
        "能。先回 匿名，再打字说在哪里、怎么了。\n报完才想起来，马上回 匿名 也行。\n会给你8位回执号，回 查 加这8位看进展。"
    )


@pytest.mark.parametrize("said", ["回执在哪看", "怎么查回执", "回执怎么看"])
def test_where_the_receipt_is(hospital: Hospital, said: str) -> None:
    told = hospital.phone("王桂英").says(said)
    assert "回执" in told
    assert "答不准" not in told
