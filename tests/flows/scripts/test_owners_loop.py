"""2.22：the owner's chat: done, on the way, later, not mine, handed up; pictures find their task in any order."""

import re
from datetime import date, timedelta

import pytest

from models import letters, listings
from tests.hospital import Hospital, Phone

STAIRS = "三楼东楼梯口堆着纸箱"


def given(hospital: Hospital, *words: str) -> Phone:
    """The hazards are in 王强's hands, who has spoken to us."""
    wang, zhang = hospital.phone("王强"), hospital.phone("张敏")
    wang.says("你好")
    for number, said in enumerate(words or (STAIRS,), 101):
        zhang.shows_photo()
        zhang.says(said)
        hospital.forward(minutes=3)
        hospital.phone("李红").orders(f"派 {number} 王强 3天 清走")
    hospital.product.courier.until_empty()
    return wang


def hire(hospital: Hospital, name: str, unit: str, post: str) -> None:
    hospital.product.stores.writer.carry(lambda db: hospital.person(db, name, unit, post=post))


def texts(hospital: Hospital, number: int = 101) -> list[str]:
    row = next(row for row in hospital.rows() if row["number"] == number)
    return [line["text"] for line in hospital.history(row["id"])]


def after(hospital: Hospital, row_id: int) -> int:
    return sum(photo["stage"] == "after" for photo in hospital.photos(row_id))


def test_y1_y2_the_card(hospital: Hospital) -> None:
    wang = given(hospital)
    assert wang.pushes == ["派给你1件：101 三楼东楼梯口堆着纸箱，清走，3/5前。\n回 101 看照片、说进展。"]
    assert re.sub(r"<[^>]*>", "", wang.says("101")) == (
        "101 三楼东楼梯口堆着纸箱，3/5，还3天。\n怎么弄：清走。照片：点这里看\n1弄好了 2在弄 3来不及 4不归我\n5弄不了，往上交"
    )
    assert wang.says("待办") == "你手上1件：\n1) 101楼梯口堆纸箱，还3天"


def test_y3_y4_done_with_a_picture(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101")
    assert wang.says("1") == (
        "101：站在同一个地方拍一张发来。\n没信号先拍着，有信号再发，我认得。\n没法拍就说一句怎么弄的。"
    )
    assert hospital.row()["status"] == "assigned"
    assert wang.shows_photo() == "101照片收到，等李红看。看过就销号。"
    assert wang.shows_photo() == ""
    row = hospital.row()
    assert (row["status"], after(hospital, row["id"])) == ("fixed", 2)


def test_done_without_a_picture_says_how(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    assert wang.says("都搬到库房了") == "101收到，等李红看。看过就销号。"
    assert texts(hospital)[-1] == "都搬到库房了"


def test_y5_a_picture_out_of_the_blue_asks_which(hospital: Hospital) -> None:
    wang = given(hospital, STAIRS, "五楼开水间插座松了")
    assert wang.shows_photo() == "这张是？1 101弄好了 2 102弄好了\n3 新发现一处 0发错了"
    assert wang.says("2") == "102照片收到，等李红看。看过就销号。"
    assert [row["status"] for row in hospital.rows()] == ["assigned", "fixed", "withdrawn"]


def test_y5_something_new_after_all(hospital: Hospital) -> None:
    wang = given(hospital)
    assert wang.shows_photo().startswith("这张是？1 101弄好了（楼梯口堆纸箱）\n2 新发现一处")
    assert wang.says("2").startswith("好，新的一处。")
    assert wang.says("四楼西楼梯口堆着床").startswith("记好了，102号。")


def test_y5_the_sentence_makes_it_new_as_well(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.shows_photo()
    assert wang.says("四楼西楼梯口堆着床").startswith("记好了，102号。")
    assert hospital.rows()[0]["status"] == "assigned"


def test_scene_14_the_basement_in_one_burst(hospital: Hospital) -> None:
    """Photo, words, the same photo again, all out of order: no new row, one picture after."""
    wang = given(hospital, STAIRS, "五楼开水间插座松了")
    wang.shows_photo("same")
    assert wang.says("101弄好了") == "101照片收到，等李红看。看过就销号。"
    wang.shows_photo("same")
    hospital.product.courier.until_empty()
    kept = [row for row in hospital.rows() if row["status"] != "withdrawn"]
    assert [row["status"] for row in kept] == ["fixed", "assigned"]
    assert after(hospital, kept[0]["id"]) == 1


def test_the_bare_number_after_a_picture_is_enough(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.shows_photo()
    assert wang.says("101") == "101照片收到，等李红看。看过就销号。"


def test_the_number_half_an_hour_later_opens_the_card(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.shows_photo()
    hospital.forward(minutes=31)
    assert "1弄好了" in wang.says("101")


def test_y6_y7_later(hospital: Hospital) -> None:
    wang = given(hospital)
    li = hospital.phone("李红")
    wang.says("101")
    assert wang.says("3") == "101要到哪天？写日期，再说一句为什么。\n例：3月9日 等配件\n不改了回 0"
    assert wang.says("3月9日 等配件") == "跟李红说了，等他点头；点头前还按3/5。"
    hospital.product.courier.until_empty()
    assert li.pushes[-1] == "101 三楼东楼梯口堆着纸箱：王强要到3/9，等配件。\n准不准，回 101"
    assert "1准 2不准 3改日期" in li.says("101")
    assert li.says("1").startswith("101准到3/9，会告诉他。")
    assert hospital.row()["due_on"] == date(2026, 3, 9)
    hospital.product.courier.until_empty()
    assert wang.pushes[-1].startswith("101 三楼东楼梯口堆着纸箱准了，改到3/9前。")


def test_y6_an_earlier_day_is_refused_and_nothing_lost(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101")
    wang.says("3")
    assert wang.says("3月4日 等配件").startswith("101号本来就是3/5前")
    assert hospital.row()["asked_due_on"] is None


def test_y7_not_granted(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101等配件3月9日")
    li = hospital.phone("李红")
    li.says("101")
    assert li.says("2").startswith("101还是3/5前，会告诉他。")
    assert hospital.row()["asked_due_on"] is None


def test_y8_not_mine_goes_back_with_a_word(hospital: Hospital) -> None:
    wang = given(hospital)
    li = hospital.phone("李红")
    wang.says("101")
    assert wang.says("4") == "101归谁？写科室或名字；\n不知道回 0，退给安全员重派。"
    assert wang.says("设备科") == "101退给李红重派了，不用你管了。"
    assert (hospital.row()["status"], hospital.row()["owner_id"]) == ("reported", None)
    hospital.product.courier.until_empty()
    assert li.pushes[-1] == "101 三楼东楼梯口堆着纸箱：不归我，归设备科。\n退回待办了，重派回 101"
    assert "王强" not in li.says("101")


def test_y9_handed_up_with_a_letter(hospital: Hospital) -> None:
    hire(hospital, "许峰", "后勤科", "科长")
    wang = given(hospital)
    wang.says("101")
    assert wang.says("5") == (
        "101交到后勤科 许峰，差在哪？\n1缺钱 2缺人手 3要停用才能弄\n也能写一句。不交了回 0"
    )
    assert wang.says("1") == "101交到后勤科 许峰。出了通知书，李红去送。\n到他接手前，先把现场看住。"
    row = hospital.row()
    letter = hospital.carry(lambda db: letters.letters_of(db, row["id"]))[0]
    assert (row["owner_id"], row["tier"]) == (hospital.ids["许峰"], "department")
    assert (letter["year"], letter["seq"], letter["why"]) == (2026, 1, "缺钱")
    assert letter["scheme_due_on"] == date(2026, 3, 9)


def test_y9_with_nobody_above_says_whom_to_ask(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101")
    wang.says("5")
    assert wang.says("1").startswith("花名册里没写上一级的负责人，交不上去。")
    assert hospital.row()["tier"] == "team"


def test_y10_asked_the_day_before_and_silence_goes_up(hospital: Hospital) -> None:
    hire(hospital, "许峰", "后勤科", "科长")
    wang = given(hospital)
    hospital.forward(hours=24)
    wang.says("你好")
    hospital.phone("许峰").says("你好")
    hospital.forward(hours=24)
    assert any("弄得怎样？回 101 点一下。\n没动静的话，" in said and "许峰" in said for said in wang.pushes)
    hospital.phone("许峰").says("你好")
    hospital.forward(hours=26)
    assert any("问了没回音" in said for said in hospital.phone("许峰").pushes)


def test_an_answer_keeps_silence_from_going_up(hospital: Hospital) -> None:
    hire(hospital, "许峰", "后勤科", "科长")
    wang = given(hospital)
    hospital.phone("许峰").says("你好")
    hospital.forward(hours=48)
    wang.says("101在弄")
    hospital.phone("许峰").says("你好")
    hospital.forward(hours=24)
    assert not any("问了没回音" in said for said in hospital.phone("许峰").pushes)


def test_a_passed_day_is_told_above_once(hospital: Hospital) -> None:
    hire(hospital, "许峰", "后勤科", "科长")
    wang = given(hospital)
    for _ in range(6):
        hospital.phone("许峰").says("你好")
        wang.says("101在弄")
        hospital.forward(hours=24)
    late = [said for said in hospital.phone("许峰").pushes if "超了" in said]
    assert len(late) == 1
    assert late[0].startswith("101 三楼东楼梯口堆着纸箱：后勤科王强在办，超了1天。")


def test_without_a_number_done_is_asked_about(hospital: Hospital) -> None:
    wang = given(hospital)
    assert wang.says("弄好了") == "是101楼梯口堆纸箱，你在办，还3天，弄好了？1是 2不是"
    assert wang.says("1").startswith("101：站在同一个地方拍一张发来。")


def test_somebody_without_tasks_is_not_asked(hospital: Hospital) -> None:
    given(hospital)
    assert hospital.phone("孙丽").shows_photo().startswith("照片收到")
    assert hospital.phone("张敏").says("101不归我").startswith("101号")
    assert hospital.rows()[0]["status"] == "assigned"


def test_a_grave_thing_lacks_funds_for_three_days(hospital: Hospital) -> None:
    hospital.phone("王强").says("你好")
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.says("食堂没装燃气报警")
    hospital.forward(minutes=3)
    li.says("101 预案 先停用灶台")
    li.orders("派 101 王强 5天 装报警器")
    for _ in range(4):
        hospital.phone("王强").says("你好")
        hospital.forward(hours=24)
    assert any("还缺“资金”，缺了不能销号。" in said for said in hospital.phone("王强").pushes)
    assert not any("还缺“措施”" in said for said in hospital.phone("王强").pushes)


def test_a_grave_thing_not_proposed_next_day_is_said_to_the_union(hospital: Hospital) -> None:
    hire(hospital, "赵卫国", "市一院", "分管院长")
    zhang, chen = hospital.phone("张敏"), hospital.phone("陈静")
    zhang.says("食堂没装燃气报警")
    hospital.forward(minutes=3)
    zhao = hospital.phone("赵卫国")
    zhao.says("101")
    zhao.says("1")
    chen.says("你好")
    hospital.forward(hours=25)
    assert any("定了重大，还没提请挂牌督办。" in said for said in chen.pushes)

    row = hospital.row()
    assert hospital.carry(lambda db: listings.listing_of(db, row["id"])) is None


def test_nobody_is_woken_for_progress(hospital: Hospital) -> None:
    wang = given(hospital)
    hospital.product.clock.forward(hours=14)
    before = len(wang.pushes)
    wang.says("你好")
    hospital.phone("张敏").says("101")
    hospital.phone("张敏").says("2")
    hospital.product.courier.until_empty()
    assert len(wang.pushes) == before
    hospital.forward(hours=timedelta(hours=8).total_seconds() / 3600)
    assert any("有人来问进展了" in said for said in wang.pushes)


def test_thanks_and_faces_do_not_say_that_it_is_done(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    for words in ("收到", "[捂脸]", "好的"):
        assert wang.says(words) == "拍一张发来，或说一句怎么弄的，我就记成弄好了。"
    assert hospital.row()["status"] == "assigned"


def test_a_voice_says_how_as_well(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    assert wang.sends("voice", media_id="v1", text="都搬走了") == "101收到，等李红看。看过就销号。"
    assert [row["status"] for row in hospital.rows()] == ["fixed"]


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("101 不归我，归后勤", "听成：101归后勤科，退给李红重派。\n1对，退 2不对"),
        ("101不归我们，应该归孙丽管", "听成：101归内科二病区 孙丽，退给李红重派。\n1对，退 2不对"),
        ("101不是我的，是孙丽的", "听成：101归内科二病区 孙丽，退给李红重派。\n1对，退 2不对"),
        ("101归物业", "听成：101归物业，退给李红重派。\n1对，退 2不对"),
    ],
)
def test_whose_it_is_said_in_the_same_breath(hospital: Hospital, words: str, heard: str) -> None:
    wang = given(hospital)
    assert wang.says(words) == heard
    assert hospital.row()["status"] == "assigned", "nothing moves before it was read back"
    assert wang.says("2") == "好，没动。回 待办 接着看。"
    wang.says(words)
    assert wang.says("1") == "101退给李红重派了，不用你管了。"
    assert hospital.row()["status"] == "reported"


def test_the_officer_is_offered_whom_the_owner_named(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101 不归我，归孙丽")
    wang.says("1")
    card = hospital.phone("李红").says("101")
    assert "不归我，归孙丽。建议：内科二病区 孙丽" in card


@pytest.mark.parametrize("words", ["101归我管", "101归谁管", "101归档了"])
def test_it_is_nobody_elses(hospital: Hospital, words: str) -> None:
    assert given(hospital).says(words).startswith("101 三楼东楼梯口堆着纸箱")
