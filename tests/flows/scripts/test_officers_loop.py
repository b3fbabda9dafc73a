"""2.21：派单, 改人, 改日期, 退回, 验收, and what is grave; in the officer's chat, by digits."""

import re
from datetime import date

from sqlalchemy import update

from models.base import Db
from models.units import Unit
from tests.hospital import Hospital, Phone

STAIRS = "三楼东楼梯口堆着纸箱"
CARD = (
    "101 三楼东楼梯口堆着纸箱 照片1张",
    "建议：后勤科 王强，1个工作日(3/3)，清走堆物",
    "1就这样派 2改人 3改日期 4不是隐患",
    "6要紧 7已经好了 8退给上报人补 0下一件",
)


def plain(text: str) -> str:
    """Without the tags of links."""
    return re.sub(r"<[^>]*>", "", text)


def reported(hospital: Hospital, words: str = STAIRS) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(words)
    hospital.forward(minutes=3)


def given(hospital: Hospital, words: str = "派 101 王强 3天") -> Phone:
    """101 is in 王强's hands, who has spoken to us."""
    hospital.phone("王强").says("你好")
    reported(hospital)
    hospital.phone("李红").orders(words)
    hospital.product.courier.until_empty()
    return hospital.phone("王强")


def verbs(hospital: Hospital) -> list[str]:
    return [line["verb"] for line in hospital.history(hospital.row()["id"])]


def test_x2_to_x4_three_digits_and_it_is_given(hospital: Hospital) -> None:
    hospital.phone("王强").says("你好")
    reported(hospital)
    li = hospital.phone("李红")
    assert li.says("待办").startswith("待办1件：\n1) 101楼梯口堆纸箱")
    assert plain(li.says("1")) == "\n".join(CARD)
    assert li.says("1").startswith("派了：101→王强，3/3前，清走堆物。微信这就发。")
    row = hospital.row()
    assert (row["status"], row["due_on"]) == ("assigned", date(2026, 3, 3))
    hospital.product.courier.until_empty()
    assert hospital.phone("王强").pushes == [
        "派给你1件：101 三楼东楼梯口堆着纸箱，清走堆物，3/3前。\n回 101 看照片、说进展。"
    ]


def test_x5_not_reached_is_rung_up_and_noted(hospital: Hospital) -> None:
    reported(hospital)
    li = hospital.phone("李红")
    li.says("101")
    hospital.product.house.__dict__["sends_templates"] = False
    said = li.says("1")
    assert said == "派了：101→王强，3/3前，清走堆物。他微信收不到，打个电话：0533-2110123\n打完回 1 记上"
    assert li.says("1").startswith("记上了，101给王强打过电话。")
    assert verbs(hospital)[-1] == "called"


def test_x6_somebody_else_by_surname_and_it_remembers(hospital: Hospital) -> None:
    given(hospital)
    li = hospital.phone("李红")
    reported(hospital, "四楼西楼梯口堆着床")
    li.says("102")
    assert li.says("2").startswith("102派给谁？")
    assert li.says("王").startswith("派了：102→王强")
    assert hospital.rows()[1]["measure"] == "清走堆物"


def test_x7_another_day(hospital: Hospital) -> None:
    reported(hospital)
    li = hospital.phone("李红")
    li.says("101")
    assert li.says("3") == "101几天？1今天 2三天 3七天\n或写：3月8日；3个工作日。不改了回 0"
    assert li.says("3月9日").startswith("派了：101→王强，3/9前")
    assert hospital.row()["due_on"] == date(2026, 3, 9)


def test_x8_a_whole_sentence_is_read_back(hospital: Hospital) -> None:
    reported(hospital)
    li = hospital.phone("李红")
    assert li.says("派 101 后勤 王强 3天 更换灭火器") == (
        "听成：101→后勤科 王强，3/5前，更换灭火器。\n1对，派 2不对"
    )
    assert hospital.row()["status"] == "reported"
    assert li.says("1").startswith("派了：101→王强，3/5前，更换灭火器。")


def test_x9_somebody_was_faster(hospital: Hospital) -> None:
    reported(hospital)
    li, sun = hospital.phone("李红"), hospital.phone("孙丽")
    li.says("101")
    sun.says("101")
    sun.says("1")
    assert li.says("1") == "101号孙丽刚派给王强，你这次没动它。\n要改派回 101"


def test_x11_to_x14_looked_at_and_closed(hospital: Hospital) -> None:
    wang = given(hospital)
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    wang.says("101")
    wang.says("1")
    assert wang.shows_photo() == "101照片收到，等李红看。看过就销号。"
    hospital.forward(minutes=3)
    assert li.pushes[-1] == "101 三楼东楼梯口堆着纸箱：王强说弄好了。\n等你看一眼：回 101"
    card = plain(li.says("101"))
    assert card == (
        "101 三楼东楼梯口堆着纸箱\n王强说弄好了，前后照片，前后几乎一样\n1看过了，销号 2退回 3请上报人看一眼 0下一件"
    )
    assert li.says("1").startswith("101销号，3月2日，当天就好。上报人会知道。")
    hospital.product.courier.until_empty()
    assert zhang.pushes[-1].startswith("101号弄好了，安全员3月2日去看过。")
    assert hospital.row()["closed_by_id"] == hospital.ids["李红"]


def test_x12_x13_sent_back(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("都搬走了，没法拍")
    li = hospital.phone("李红")
    li.says("101")
    assert li.says("2") == "101差在哪？1没弄完 2照片不是那处\n3又乱了 4写一句 0不退了"
    assert li.says("4") == "101差在哪？写一句，弄的人会看到。\n不退了回 0"
    assert li.says("墙角还有两箱").startswith("101退给王强：“墙角还有两箱”，改到3/5前。")
    hospital.product.courier.until_empty()
    assert wang.pushes[-1] == (
        "101 三楼东楼梯口堆着纸箱退回来了：“墙角还有两箱”，改到3/5前。\n回 101 看照片、说进展。"
    )


def test_x15_several_put_right_on_the_spot(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    for words in (STAIRS, "五楼开水间地上有水", "六楼治疗室插座松了"):
        zhang.shows_photo()
        zhang.says(words)
        zhang.says("4")
        zhang.says("弄好了")
    hospital.forward(minutes=3)
    li = hospital.phone("李红")
    assert "1) 3件当场弄好的，一起看" in li.says("待办")
    said = plain(li.says("1"))
    assert said == "3件当场弄好的：101、102、103\n照片：点这里看照片\n1都认，销号 2有的不行，回号"
    assert li.says("1") == "销号3件：101、102、103。"
    assert {row["status"] for row in hospital.rows()} == {"closed"}


def test_x16_first_safe_then_decided(hospital: Hospital) -> None:
    lead(hospital, "赵卫国")
    hospital.phone("赵卫国").says("你好")
    reported(hospital, "食堂没装燃气报警")
    li, zhao = hospital.phone("李红"), hospital.phone("赵卫国")
    assert plain(li.says("101")) == (
        "101 食堂没装燃气报警 照片1张\n像重大清单第4条：没装燃气报警。\n"
        "先做：1先停用 2派人看住\n定不定由赵卫国定：3转给他 4不像 0下一件"
    )
    assert li.says("2") == "101记下了：派人看住。现场先守住。\n1去派人 2转给赵卫国定 0到此"
    assert li.says("2").startswith("101放进赵卫国那里了，等他定。")
    hospital.product.courier.until_empty()
    assert zhao.pushes == ["101 食堂没装燃气报警：像重大隐患，请你定。\n回 101，点一下就行。"]
    assert "1定为重大 2不是重大" in zhao.says("101")
    assert zhao.says("1").startswith("101定为重大。")
    row = hospital.row()
    assert (row["level"], row["level_by_id"]) == ("major", hospital.ids["赵卫国"])
    assert not any("重大" in said for said in hospital.phone("张敏").pushes)


def test_a_grave_thing_is_given_at_once_and_closed_only_with_all_five(hospital: Hospital) -> None:
    reported(hospital, "食堂没装燃气报警")
    li, wang = hospital.phone("李红"), hospital.phone("王强")
    wang.says("你好")
    li.says("101")
    assert li.orders("派 101 王强 1天").startswith("101号先写上预案，再派。")
    assert li.says("101 预案 先停用灶台").startswith("101记下了：预案 先停用灶台")
    assert li.orders("派 101 王强 1天 装报警器").startswith("派了：101→王强")
    wang.says("101弄好了")
    wang.says("装好了")
    li.says("101")
    assert li.says("1").startswith("101号五落实还缺资金，补上才能销号。")
    li.says("101 资金 无需资金")
    li.says("101")
    assert li.says("1").startswith("101销号")


def lead(hospital: Hospital, name: str) -> None:
    """Somebody leads the hospital."""

    def write(db: object) -> None:
        hospital.person(db, name, "市一院", post="分管院长")  # type: ignore[arg-type]
        db.execute(update(Unit).where(Unit.id == hospital.ids["市一院"]).values(head_id=hospital.ids[name]))  # type: ignore[attr-defined]

    hospital.product.stores.writer.carry(write)


def test_x17_x18_another_pair_of_eyes(hospital: Hospital) -> None:
    """Scene 15: who put it right does not say so; the reporter does, and nobody reads who that is."""
    reported(hospital)
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    li.orders("派 101 李红 2天 我来")
    li.says("101弄好了")
    li.says("搬走了")
    li.says("101")
    assert li.says("1") == "101是你自己弄的，得换双眼睛。\n1请上报人看 2请安全员 孙丽看"
    assert li.says("1").startswith("101请上报人去看一眼了，他点了好就销号。")
    hospital.product.courier.until_empty()
    assert zhang.pushes[-1] == "101号说是弄好了，你路过看一眼？\n回 101，好了没好点一下就行。"
    assert "去看过的话：1好了 2没好 3补充" in zhang.says("101")
    assert zhang.says("2").startswith("101号退回去接着弄了，不会说是你。")
    assert hospital.row()["status"] == "assigned"
    assert hospital.history(hospital.row()["id"])[-1]["text"] == "上报人看过，没好"


def test_the_reporter_who_was_asked_closes_it(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("搬走了")
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    li.says("101")
    li.says("3")
    zhang.says("101")
    assert zhang.says("1") == "101号销号了，谢谢你跑一趟。"
    assert (hospital.row()["status"], verbs(hospital)[-1]) == ("closed", "verify")


def test_the_reporter_whom_nobody_asked_is_only_noted(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("搬走了")
    zhang = hospital.phone("张敏")
    zhang.says("101")
    assert zhang.says("1").startswith("谢谢，记下了：上报人看过，好了。")
    assert hospital.row()["status"] == "fixed"


def test_x19_away_with_a_deputy(hospital: Hospital) -> None:
    def hire(db: object) -> None:
        hospital.person(db, "王芳", "后勤科", staff_no="030002")  # type: ignore[arg-type]

    hospital.product.stores.writer.carry(hire)
    wang = given(hospital)
    assert wang.says("请假 3天 王芳") == "好，到3/4你的待办先给王芳。急的两边都给。\n回来早了，回 销假。"
    fang = hospital.phone("王芳")
    assert fang.says("待办").startswith("你手上1件：\n1) 101")
    fang.says("101弄好了")
    assert fang.shows_photo() == "101照片收到，等李红看。看过就销号。"
    assert wang.says("销假") == "欢迎回来，待办又归你了。回 待办 看。"


def test_x20_the_list_is_empty(hospital: Hospital) -> None:
    given(hospital)
    assert (
        hospital.phone("李红").says("待办") == "待办清空，谢谢。本周科里报1件，弄好0件。\n台账网页回 台账。"
    )


def test_the_union_watches_and_does_not_give_away(hospital: Hospital) -> None:
    wang = given(hospital)
    chen = hospital.phone("陈静")
    assert chen.orders("派 101 孙丽").startswith("101号得安全员来派，我没动它。")
    wang.says("101弄好了")
    wang.says("搬走了")
    card = chen.says("101")
    assert "销号" not in card
    assert "1退回，没弄好" in card
    chen.says("1")
    assert chen.says("1").startswith("101退给王强：“没弄完”")


def test_the_union_refuses_a_closure(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("搬走了")
    li, chen = hospital.phone("李红"), hospital.phone("陈静")
    li.says("101")
    li.says("1")
    assert "1不同意销号" in chen.says("101")
    chen.says("1")
    chen.says("3")
    assert (hospital.row()["status"], verbs(hospital)[-1]) == ("assigned", "refuse")
    hospital.product.courier.until_empty()
    assert li.pushes[-1].startswith("101 三楼东楼梯口堆着纸箱：工会不同意销号，又乱了。")


def test_help_speaks_of_what_this_person_does(hospital: Hospital) -> None:
    wang = given(hospital)
    assert "待办，半分钟一件；台账、电脑，看网页；请假 3天 王芳。" in hospital.phone("李红").says("帮助")
    assert "你手上有活：回 待办 看" in wang.says("帮助")
    assert "回 答题 练5道；考试、我的成绩也这样回。" in hospital.phone("张敏").says("帮助")
    assert "回 答题 练5道；回 绑定 认识一下。" in hospital.phone("路人").says("帮助")


def test_the_name_of_a_form_is_no_hazard(hospital: Hospital) -> None:
    assert hospital.phone("张敏").says("统计表").startswith("报表是工会和安全员的事。")
    assert hospital.rows() == []


def test_sent_back_in_one_sentence(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("都搬走了，没法拍")
    assert hospital.phone("李红").says("101 退回 墙角还有两箱").startswith("101退给王强：“墙角还有两箱”")


def test_nothing_is_sent_back_that_was_not_said_to_be_right(hospital: Hospital) -> None:
    given(hospital)
    said = hospital.phone("李红").says("101 退回")
    assert said == "101号现在是待整改，还没说弄好，不用退。\n回 101 看。"


def test_the_owner_asks_after_what_waits_to_be_looked_at(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("都搬走了，没法拍")
    assert wang.says("101") == "101号是你弄的：弄好了，等人看一眼。"


def test_a_menu_takes_the_sentence_as_well(hospital: Hospital) -> None:
    wang = given(hospital)
    wang.says("101弄好了")
    wang.says("都搬走了，没法拍")
    li = hospital.phone("李红")
    li.says("101")
    li.says("2")
    assert li.says("墙角还有两箱纸箱").startswith("101退给王强：“墙角还有两箱纸箱”")
    reported(hospital, "五楼开水间插座松了")
    li.says("102")
    li.says("4")
    assert li.says("这是设备科自己的实验台").startswith("102没进台账：这是设备科自己的实验台")


def test_given_anew_says_whose_it_was(hospital: Hospital) -> None:
    given(hospital)
    li = hospital.phone("李红")
    assert li.says("重派 101").startswith("101派给谁？")
    assert li.says("孙丽 2天").startswith("派了：101→孙丽")
    hospital.product.courier.until_empty()
    assert hospital.phone("王强").pushes[-1].startswith("101 三楼东楼梯口堆着纸箱改派给别人了")


def test_a_number_of_another_department_says_whose_it_is(hospital: Hospital) -> None:
    def move(db: Db) -> None:
        hospital.person(db, "周平", "后勤科", role="officer")

    hospital.product.stores.writer.carry(move)
    reported(hospital)
    assert hospital.phone("周平").says("101") == "101号归李红管，等安全员看。"


def test_a_long_tale_gives_way_to_the_moves(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.sends("voice", media_id="v1", text="地下室B区配电箱进水了")
    zhang.sends("voice", media_id="v2", text="5楼开水间插座冒火星，门口地滑，应急灯也不亮")
    hospital.forward(minutes=3)
    li = hospital.phone("李红")
    li.says("待办")
    card = li.says("2")
    assert "5楼开水间插座" in card.splitlines()[0]
    assert card.endswith("0下一件")
