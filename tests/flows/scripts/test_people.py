"""2.0, 2.15, 2.16: coming in, strangers, getting to know each other."""

import pytest

from models.base import Db
from tests.hospital import Hospital

STAIRS = "三楼东楼梯口堆着纸箱"


def test_w1_to_w3_following(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    assert wang.follows() == (
        "你好，我是随手拍。哪里不安全，拍张照片发给我。\n拍东西，别拍病人和病历。不会打字就发语音。\n"
        "你的名字只有安全员和工会看得到。\n急事先打119、120、院内0533-2110119"
    )
    wang.sends("event.unsubscribe")
    assert wang.follows() == "又见面了。发照片就能报；回 我的 看以前报的。"
    assert hospital.phone("李大妈").follows("5FE") == (
        "你好，我是随手拍。你在：内科楼5楼东走廊。\n拍张照片发来，或说一句哪儿不安全。\n"
        "拍东西，别拍病人和病历。\n急事先打119、120、院内0533-2110119"
    )


def test_h1_help(hospital: Hospital) -> None:
    assert hospital.phone("张敏").says("帮助").endswith("找人：工会陈静 0533-2110088")


def test_o1_o2_a_cleaner_who_is_not_on_the_roll(hospital: Hospital) -> None:
    wang, li = hospital.phone("王桂英"), hospital.phone("李红")
    wang.follows("5FE")
    wang.shows_photo()
    assert wang.says("地上有水很滑") == (
        "记好了，101号，谢谢你。\n内科楼5楼东走廊，地滑，照片1张。放进安全员待办。\n"
        "说下科室和姓名，好了告诉你；不说也行。\n1补充 2改 3撤回 4我弄好了"
    )
    assert wang.says("保洁 王桂英") == (
        "记住了，保洁 王桂英。101号好了告诉你。\n花名册上没有，请李红给你添上，不耽误报。"
    )
    assert li.says("待办").splitlines()[1] == "1) 认人：保洁 王桂英"
    assert li.says("1") == "认人：保洁 王桂英（自己说的），报了101号。\n1认得，添成外协 2不认识"
    assert li.says("1").startswith("认好了：王桂英（外协），以前报的101号也算上了。")
    hospital.product.courier.until_empty()
    assert wang.pushes == ["认得你了，王桂英。以前报的也算上了。\n不是你？回 不是我"]
    row = hospital.row()
    assert row["person_id"] is not None
    assert "认人" not in li.says("待办")


def test_o2_somebody_of_the_roll_on_a_new_phone(hospital: Hospital) -> None:
    new, li = hospital.phone("新手机", bound=False), hospital.phone("李红")
    new.says(STAIRS)
    assert new.says("内科二 张敏").startswith("记住了，内科二 张敏。101号好了告诉你。\n请李红认你一下")
    li.says("待办")
    assert li.says("1").endswith("\n1就是内科二病区张敏 2不是，添成外协 3不认识")
    assert li.says("1").startswith("认好了：张敏（内科二病区），以前报的101号也算上了。")


def test_o2_nobody_knows_them(hospital: Hospital) -> None:
    wang, li = hospital.phone("王桂英"), hospital.phone("李红")
    wang.follows("5FE")
    wang.says("地上有水很滑")
    wang.says("我是王桂英")
    li.says("待办")
    li.says("1")
    assert li.says("2").startswith("好，先不认。他照样能报。")
    assert "认人" not in li.says("待办")


def test_o3_families(hospital: Hospital) -> None:
    assert hospital.phone("家属").says("我是家属") == "家属、病人也能报，一样有人去弄。\n看病的事请找护士站。"


def test_p1_p2_p4_with_mistakes(hospital: Hospital) -> None:
    new, li = hospital.phone("新手机", bound=False), hospital.phone("李红")
    assert new.says("绑定") == (
        "认识一下：发 姓名 工号，例：张敏 020153\n保洁、护工没工号：发 姓名 手机号。\n"
        "只做一次。不绑也能报，回 0 跳过。"
    )
    assert new.says("张敏 2053") == (
        "没对上：张敏和2053不是一个人。\n看看工牌，是不是少了一位。\n还能试4次；或回 1 请安全员认你，回 0 跳过。"
    )
    for number in ("2054", "2055", "2056"):
        new.says(f"张敏 {number}")
    last = new.says("张敏 2057")
    assert last.startswith("先歇30分钟再试。报隐患照常。\n已放进")
    assert last.endswith("的待办，点一下就认得你。")
    new.shows_photo()
    assert "101号" in new.says(STAIRS)
    assert new.says("绑定").startswith("先歇30分钟再试")
    del li


def test_p2_choose_the_officer(hospital: Hospital) -> None:
    new = hospital.phone("新手机", bound=False)
    new.says("张敏 2053")
    new.says("绑定")
    new.says("张敏 2053")
    assert "待办了，点一下就认得你。报隐患照常。" in new.says("1")


def test_p5_p6_a_new_phone_and_not_me(hospital: Hospital) -> None:
    old, new = hospital.phone("张敏"), hospital.phone("新手机", bound=False)
    old.says("你好")
    new.says(STAIRS)
    new.says("绑定")
    assert new.says("张敏 020153") == (
        "绑好了：张敏，内科二病区。以前报的101号也算上了。\n不是你？回 1 马上解开。"
    )
    hospital.product.courier.until_empty()
    assert old.pushes == ["你的名字刚绑到另一个微信上（12:00）。\n是你换手机，不用管；不是你，回 不是我"]
    assert old.says("不是我").startswith("好，张敏还是你，那个微信已经解开了。")
    hospital.product.courier.until_empty()
    assert new.pushes[-1] == (
        "这个微信和张敏解开了：张敏说不是自己绑的。\n真是你，请安全员当面认一下。报隐患照常。"
    )
    assert "先歇30分钟再试" in new.says("绑定")


def test_p6_reaches_a_phone_that_has_been_silent_for_days(hospital: Hospital) -> None:
    old, new = hospital.phone("张敏"), hospital.phone("新手机", bound=False)
    new.says("张敏 020153")
    hospital.product.courier.until_empty()
    assert old.pushes[-1].startswith("模板：你的名字绑到了别的微信｜张敏｜")
    assert old.pushes[-1].endswith("不是你，回 不是我")


def test_p7_a_wards_shared_phone(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("公用") == "好，这部手机算内科二病区公用的。\n报了算科里的，不算谁个人的。"
    zhang.shows_photo()
    assert zhang.says(STAIRS).startswith("记好了，101号。谢谢你。")
    row = hospital.row()
    assert (row["person_id"], row["department_id"]) == (None, hospital.ids["内科二病区"])
    assert zhang.says("不公用").startswith("好，不算公用了。")


def test_p7_a_phone_nobody_bound(hospital: Hospital) -> None:
    phone = hospital.phone("科里的手机", bound=False)
    assert phone.says("公用") == "这部手机是哪个科的？写科室名字。\n不是公用的回 0"
    assert phone.says("内科二") == "好，这部手机算内科二病区公用的。\n报了算科里的，不算谁个人的。"


WORDS_OF_FEW = {
    "不会": "不难：拍张照片发来，再按住说话，说在哪里、怎么了。",
    "我没有工号": "没工号也能报，一样有人去弄。\n想让安全员认得你：发 姓名 手机号，或说 保洁 王桂英。",
    "怎么发照片": "点输入框右边的＋，点“拍摄”或“照片”，再点发送。\n没看到＋，先点左下角的小键盘。\n发完说一句：在哪里、怎么了。",
    "你是谁": "我是随手拍，医院工会收安全隐患的，不是真人。\n哪里不安全，拍张照片发来，就有人去弄。\n找真人：工会陈静 0533-2110088",
    "我是保洁": "好，一样能报，一样有人去弄。\n哪里不安全，拍张照片或说一句。\n愿意就说声姓名，例：保洁 王桂英",
    "我拖了": "手真快！刚才是哪里、怎么了？说一句也算数。\n例：5楼走廊地湿，我拖了",
}


@pytest.mark.parametrize("word", WORDS_OF_FEW)
def test_bare_words_of_a_cleaner(hospital: Hospital, word: str) -> None:
    assert hospital.phone("王桂英").says(word) == WORDS_OF_FEW[word]
    assert hospital.rows() == []


def test_two_characters_are_a_report(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    assert wang.says("地湿").startswith("101号先记下：地湿。在哪里呢？")
    assert wang.says("我拖了").startswith("手真快！拍一张弄好后的样子？")


@pytest.mark.parametrize("word", ["不会", "我是保洁", "我没有工号", "你是谁"])
def test_a_photo_goes_on_waiting_meanwhile(hospital: Hospital, word: str) -> None:
    wang = hospital.phone("王桂英")
    wang.shows_photo()
    assert wang.says(word)
    assert wang.says(STAIRS).startswith("记好了，101号")
    assert hospital.row()["description"] == STAIRS


def test_a_role_is_no_name(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    wang.says(STAIRS)
    wang.says("我是保洁")
    assert "认人" not in hospital.phone("李红").says("待办")
    assert wang.says("保洁 王桂英").startswith("记住了，保洁 王桂英。101号好了告诉你。")


def test_no_number_while_binding(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    wang.says("绑定")
    assert wang.says("我没有工号").startswith("没工号也能报")
    assert wang.says("0") == "好，不绑也一样报。"


def test_the_unions_own_person_is_not_told_to_ring_herself(hospital: Hospital) -> None:
    chen = hospital.phone("陈静")
    for words in ("帮助", "你是谁"):
        assert "陈静" not in chen.says(words), words
    assert "找人：工会陈静 0533-2110088" in hospital.phone("张敏").says("帮助")


def test_she_is_told_the_next_one_in_line(hospital: Hospital) -> None:
    def hire(db: Db) -> None:
        hospital.person(db, "钱院", "市一院", phone="0533-2110001", post="院长")

    hospital.carry(hire)
    chen = hospital.phone("陈静")
    assert chen.says("帮助").endswith("找人：钱院 0533-2110001")
    hospital.carry(lambda db: hospital.person(db, "何平", "市一院", phone="0533-2110002", role="union"))
    assert chen.says("帮助").endswith("找人：工会何平 0533-2110002")
    assert chen.says("有奖吗").startswith("有没有奖看医院的办法，问工会何平。")
