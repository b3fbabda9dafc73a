"""2.17, 2.19, 2.20, 2.23: stopping, fixed on the spot, asking what became of it, digits out of date."""

from tests.hospital import Hospital

STAIRS = "三楼东楼梯口堆着纸箱"


def test_q1_to_q3(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("取消") == "现在没有做了一半的事。要报就发照片。"
    zhang.shows_photo()
    assert zhang.says("取消") == "停下了。刚才的照片不记，24小时后清掉。\n点错了回 接着"
    assert zhang.says("接着") == "接着来。说一句：在哪里、怎么了？"
    zhang.says(STAIRS)
    assert hospital.row()["reason"] == ""
    assert zhang.says("取消") == "101号已经记好了。要撤回它，回 101 再选撤回。"


def test_t1_t2_fixed_on_the_spot(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.shows_photo()
    zhang.says(STAIRS)
    assert zhang.says("4") == "手真快！拍一张弄好后的样子？\n没法拍就说一句怎么弄的。还没弄好回 0"
    assert zhang.shows_photo() == (
        "好，101号：你当场弄好的，也进台账、也算数。\n李红看一眼就销号。\n会再犯的话，说一句为什么；不说回 0"
    )
    assert "1看过了，销号" in li.says("101")
    assert li.says("1").startswith("101销号，3月2日，当天就好。上报人会知道。")


def test_t3_not_sure_who_did_it(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("五楼走廊地上有水，拖干了").startswith(
        "记好了，101号。听着是已经弄好了？\n1是，我弄好的 2还没有"
    )


def test_u1_mine(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    assert zhang.says("我的") == "你报的：\n101 楼梯口堆纸箱：等李红看。细的回号。"


def test_u2_u3_one_of_mine(hospital: Hospital) -> None:
    zhang, wang = hospital.phone("张敏"), hospital.phone("王强")
    wang.says("你好")
    zhang.shows_photo()
    zhang.says(STAIRS)
    hospital.phone("李红").orders("派 101 王强 2天")
    card = zhang.says("101").split("\n")
    assert card[:2] == ["101号 三楼东楼梯口堆着纸箱", "3/2报，后勤科在办，3/4前"]
    assert card[2].startswith("照片：<a href=")
    assert card[3] == "1补充 2催一下"
    assert zhang.says("2") == "催了，放在在办的人面前。还有2天到期。一天催一次。"
    hospital.product.courier.until_empty()
    assert any("有人来问进展了" in push for push in wang.pushes)
    zhang.says("101")
    assert zhang.says("2") == "101号今天催过了，一天催一次。"


def test_u4_overdue(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    hospital.phone("李红").orders("派 101 王强 2天")
    hospital.forward(days=4)
    assert "超了2天。对不住，我们盯着。" in zhang.says("101")


def test_u2_not_right_after_all(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.says(STAIRS)
    li.says("101")
    assert li.says("7") == "101销号？上报人会读到“安全员去看过”。\n1我看过了，好了 0先不销"
    li.says("1")
    assert "1没弄好 2又犯了" in zhang.says("101")
    assert zhang.says("1").startswith("101号又放回安全员的待办了。")
    row = hospital.row()
    assert (row["status"], row["closed_at"]) == ("reported", None)


def test_u5_u6_not_mine_and_not_there(hospital: Hospital) -> None:
    hospital.phone("张敏").says(STAIRS)
    hospital.phone("李红").orders("派 101 王强 2天")
    assert hospital.phone("路人").says("101") == "101号不是你报的，只能说：有人在办。"
    assert hospital.phone("路人").says("911") == "没找到911号。回 我的 看你报的。"


def test_z1_z2_out_of_date_and_not_understood(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    hospital.forward(minutes=31)
    assert zhang.says("3") == "这个选项过时了，我没动。\n说101号的话，回 101 重新看。"
    assert zhang.says("asdf") == "没听懂，不怪你。\n1报隐患 2看我报的 3帮助"


def test_a_digit_belongs_to_the_last_reply(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    assert "1发错了" in zhang.says("3")
    zhang.says("帮助")
    assert zhang.says("1") == "这个选项过时了，我没动。\n说101号的话，回 101 重新看。"
    assert hospital.row()["status"] == "reported"


def test_an_after_photo_is_answered_once(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    zhang.says("4")
    zhang.says("拿走了")
    assert zhang.shows_photo() == "照片放进101号了。会再犯的话，说一句为什么；不说回 0"
    assert zhang.shows_photo() == ""


def test_nothing_a_person_said_is_overwritten(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.sends("voice", media_id="v1", text="三楼东楼梯口堆着纸箱")
    zhang.says("四楼西走廊灭火器过期了")
    said = [line["text"] for line in hospital.history(hospital.rows()[0]["id"])]
    assert "三楼东楼梯口堆着纸箱" in said
    assert hospital.rows()[0]["description"] == "三楼东楼梯口堆着纸箱"


def test_a_wrong_digit_costs_nothing(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    zhang.says("7")
    zhang.says("谢谢")
    assert zhang.says("2").startswith("101号改哪样？")


def test_the_words_people_take_it_back_with(hospital: Hospital) -> None:
    for name, words in (("张敏", "发错了"), ("王强", "撤回"), ("孙丽", "不报了")):
        phone = hospital.phone(name)
        phone.shows_photo()
        phone.says(STAIRS)
        phone.says("2") if name != "张敏" else None
        assert "为什么？" in phone.says(words)


def test_sealed_pictures_are_not_offered(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    hospital.product.courier.until_empty()
    zhang.says("3")
    zhang.says("4")
    assert "照片已封存。" in zhang.says("101")
    assert "照片已封存" in hospital.phone("李红").says("101")


def test_a_promise_that_was_not_kept_is_said(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    hospital.forward(days=2)
    assert "说好的时间过了，对不住。" in zhang.says("101")
    assert "晚1天" in hospital.phone("李红").says("待办")
