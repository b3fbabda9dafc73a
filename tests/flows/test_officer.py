"""安全员: what they hear, when, and what their digits mean."""

from datetime import UTC, datetime

from tests.hospital import Hospital, Phone

WORDS = "三楼东楼梯口堆着纸箱"


def report(phone: Phone, words: str = WORDS) -> None:
    phone.shows_photo()
    phone.says(words)


def test_the_officer_hears_of_it_two_minutes_after_the_number(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("你好")
    report(hospital.phone("张敏"))
    hospital.forward(seconds=119)
    assert li.pushes == []
    hospital.forward(seconds=2)
    assert li.pushes == ["新来1件：101楼梯口堆纸箱。\n回 待办，半分钟一件。"]


def test_several_hazards_are_one_message(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("你好")
    report(hospital.phone("张敏"))
    hospital.product.clock.forward(minutes=1)
    report(hospital.phone("孙丽"), "五楼开水间插座松了")
    hospital.product.clock.forward(minutes=4)
    hospital.product.courier.until_empty()
    assert len(li.pushes) == 1
    assert li.pushes[0].startswith("新来2件：101楼梯口堆纸箱、102")


def test_a_report_taken_back_within_two_minutes_costs_nobody_anything(hospital: Hospital) -> None:
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    li.says("你好")
    report(zhang)
    zhang.says("3")
    assert zhang.says("1") == "101号撤回了，没人会跑一趟。\n想再报，直接发照片。"
    hospital.forward(minutes=5)
    assert li.pushes == []


def test_ordinary_notices_wait_for_the_morning_and_urgent_ones_do_not(hospital: Hospital) -> None:
    hospital.product.clock.now = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)  # 03:00 in Shanghai
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    li.says("你好")
    zhang.shows_photo()
    assert "最晚今天10点看" in zhang.says(WORDS)
    hospital.forward(minutes=10)
    assert li.pushes == []
    zhang.says("着火了！五楼开水间")
    hospital.forward(seconds=1)
    assert li.pushes[0].startswith("【急】102号")
    hospital.forward(hours=4, minutes=25)
    assert li.pushes[-1].startswith("新来1件：101")


def test_who_has_not_written_lately_gets_the_template(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    report(hospital.phone("张敏"))
    hospital.forward(minutes=3)
    assert li.pushes == ["模板：新隐患：101号楼梯口堆纸箱｜李红｜2026-03-02 16:00｜待核实，回 待办"]


def test_who_cannot_be_reached_is_on_the_list_with_the_reason(hospital: Hospital) -> None:
    report(hospital.phone("张敏"))
    hospital.forward(minutes=3)
    states = {e["state"]: e["reason"] for e in hospital.errands("news")}
    assert states == {"given_up": "没绑定微信"}


def test_the_window_that_shut_meanwhile_falls_back_to_the_template(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    li.says("你好")
    hospital.mouth.refuses = 45015
    report(hospital.phone("张敏"))
    hospital.forward(minutes=3)
    assert [push[:3] for push in li.pushes] == ["模板："]


def test_a_photo_left_alone(hospital: Hospital) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.shows_photo()
    hospital.forward(minutes=31)
    assert zhang.pushes == ["刚才那张照片还差一句：在哪、怎么了？\n说了就有人去弄，语音也行。\n发错了回 删"]
    assert "没说明的照片" not in li.says("待办")
    hospital.forward(hours=2)
    assert "1) 没说明的照片" in li.says("待办")
    hospital.forward(hours=22)
    assert hospital.row()["status"] == "reported"
    assert "先记成101号了" in zhang.says("你好")
    assert zhang.says(WORDS).startswith("记好了，101号")
    assert len(zhang.pushes) == 1


def test_the_wrong_1(hospital: Hospital) -> None:
    """Scene 13: a push changes nothing; a stale digit is not carried out; the slower officer is told."""
    zhang, li, sun = hospital.phone("张敏"), hospital.phone("李红"), hospital.phone("孙丽")
    report(zhang)
    report(hospital.phone("王强"), "五楼东走廊插座发烫")
    hospital.forward(minutes=3)
    listed = li.says("待办")
    assert listed.splitlines()[0].startswith("待办2件")
    second = listed.splitlines()[2]
    report(zhang, "五楼东走廊地上有水很滑")
    hospital.forward(minutes=3)
    assert "103" in li.pushes[-1]
    assert li.says("2").split()[0] in second
    hospital.product.clock.forward(minutes=31)
    assert li.says("2").startswith("这个选项过时了，我没动")
    assert li.orders("派 101 王强 3天 清走").startswith("派了：101→王强，3/5前，清走。")
    assert sun.orders("派 101 王强 3天").startswith("101号李红刚派给王强，你这次没动它。")
    assert [row["status"] for row in hospital.rows()] == ["assigned", "reported", "reported"]


def test_the_owner_hears_what_was_given_to_him(hospital: Hospital) -> None:
    wang = hospital.phone("王强")
    wang.says("你好")
    report(hospital.phone("张敏"))
    hospital.phone("李红").orders("派101 王强 两天 清走")
    hospital.forward(seconds=5)
    assert wang.pushes[-1].startswith("派给你1件：101 三楼东楼梯口堆着纸箱，清走，3/4前。")


def test_the_ledger_page_opens_by_a_link_for_officers_only(hospital: Hospital) -> None:
    said = hospital.phone("李红").says("台账")
    assert '<a href="http://127.0.0.1:1/login/' in said
    assert "/login/" not in hospital.phone("张敏").says("台账")


def test_what_burns_is_told_to_the_hospital_officer_as_well(hospital: Hospital) -> None:
    hospital.carry(lambda db: hospital.person(db, "周平", "市一院", staff_no="010002", role="officer"))
    zhou, li = hospital.phone("周平"), hospital.phone("李红")
    for phone in (zhou, li):
        phone.says("你好")
    hospital.phone("张敏").says("着火了，五楼配电间冒烟")
    hospital.forward(seconds=1)
    assert [push[:7] for push in (*zhou.pushes, *li.pushes)] == ["【急】101号"] * 2


def test_an_officer_works_only_what_they_look_after(hospital: Hospital) -> None:
    hospital.carry(lambda db: hospital.person(db, "赵敏", "后勤科", staff_no="030009", role="officer"))
    report(hospital.phone("张敏"))
    assert hospital.phone("赵敏").orders("派 101 王强 3天") == "101号不归你管，我没动它。"
    assert hospital.phone("李红").says("101").startswith("101 三楼东楼梯口堆着纸箱")
    assert hospital.row()["status"] == "reported"


def test_a_template_that_was_not_delivered_is_on_the_list(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    report(hospital.phone("张敏"))
    hospital.forward(minutes=3)
    message_id = next(e["message_id"] for e in hospital.errands("news") if e["state"] == "done")
    li.sends("event.templatesendjobfinish", message_id=message_id, status="failed:user block")
    assert [e["reason"] for e in hospital.errands("news") if e["message_id"] == message_id] == [
        "failed:user block"
    ]


def test_given_to_the_wrong_one(hospital: Hospital) -> None:
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    zhang.says(WORDS)
    assert li.orders("101给王强").startswith("派了：101→王强")
    assert li.says("不对，给错了").startswith("101现在归王强，改派给谁？")
    assert li.says("派错了").startswith("101现在归王强，改派给谁？")
    assert li.says("孙丽").startswith("派了：101→孙丽")
    hospital.forward(hours=2)
    assert li.says("给错了") == "这一小时没有你派的。回 待办 看手上的。"


def test_whoever_gives_nothing_away_gave_nothing_wrongly(hospital: Hospital) -> None:
    assert "派" not in hospital.phone("张敏").says("给错了")


def test_two_orders_in_a_breath_are_told_one_by_one(hospital: Hospital) -> None:
    """Each is read back before it is done."""
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    zhang.says(WORDS)
    zhang.says("四楼西走廊灭火器过期了")
    told = "一次派一件：先回 101给王强，派好了再回 102给孙涛。"
    assert li.says("101给王强，102给孙涛") == told
    li.says("101给王强")
    li.says("1")
    li.says("派错了")
    assert li.says("101给王强 102给孙涛").startswith("一次派一件"), (
        "asked for one name, no words of it are a measure"
    )
    assert {row["status"] for row in hospital.rows()} == {"assigned", "reported"}
