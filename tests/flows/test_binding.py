"""绑定: getting to know each other, with mistakes."""

from tests.hospital import Hospital


def test_name_and_number_bind(hospital: Hospital) -> None:
    phone = hospital.phone("新手机")
    phone.shows_photo()
    assert "说下科室和姓名" in phone.says("三楼东楼梯口堆着纸箱")
    assert phone.says("绑定").startswith("认识一下：发 姓名 工号")
    assert (
        phone.says("张敏 020153")
        == "绑好了：张敏，内科二病区。以前报的101号也算上了。\n不是你？回 1 马上解开。"
    )
    assert hospital.row()["person_id"] == hospital.ids["张敏"]
    assert "101" in phone.says("我的")


def test_a_lock_never_stops_a_report(hospital: Hospital) -> None:
    phone = hospital.phone("新手机")
    phone.says("绑定")
    answers = [phone.says("张敏 999999") for _ in range(5)]
    assert "还能试4次" in answers[0]
    assert answers[-1].startswith("先歇30分钟再试。报隐患照常。")
    assert phone.says("绑定 张敏 020153").startswith("先歇30分钟")
    phone.shows_photo()
    assert "101号" in phone.says("三楼东楼梯口堆着纸箱")
    hospital.product.clock.forward(minutes=31)
    assert phone.says("绑定 张敏 020153").startswith("绑好了")


def test_the_old_phone_hears_that_a_new_one_took_the_name(hospital: Hospital) -> None:
    old = hospital.phone("张敏")
    old.says("你好")
    new = hospital.phone("新手机")
    new.says("绑定 张敏 020153")
    hospital.forward(seconds=1)
    assert old.pushes[0].startswith("你的名字刚绑到另一个微信上（12:00）。")
    assert "没有绑着谁" in old.says("解绑")


def test_a_stranger_reports_and_tells_the_name_afterwards(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    assert wang.follows("5FE").startswith("你好，我是随手拍。你在：内科楼5楼东走廊。")
    wang.shows_photo()
    assert "101号" in wang.says("地上有水很滑")
    assert (hospital.row()["person_id"], hospital.row()["place_text"]) == (None, "内科楼5楼东走廊")
    assert wang.says("保洁 王桂英").startswith("记住了，保洁 王桂英。")


def test_a_sent_place_answers_the_question(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    assert "在哪里呢" in wang.says("灭火器没压力了")
    assert "101号" in wang.sends("location", text="市一院外科楼", latitude=36.8, longitude=118.05)
    row = hospital.row()
    assert (row["place_text"], row["latitude"]) == ("市一院外科楼", 36.8)


def test_every_kind_of_message_gets_something_to_do(hospital: Hospital) -> None:
    phone = hospital.phone("王桂英")
    for kind in ("link", "file", "miniprogrampage", "hologram"):
        assert "发照片" in phone.sends(kind)
    for event in ("view", "location", "pic_sysphoto", "annual_renew", "something_new"):
        assert phone.sends(f"event.{event}") == ""
    assert "视频我存不住" in phone.sends("video", media_id="f1", cover_id="c1")
    assert "101号" in phone.sends("voice", media_id="v1")
