"""随手拍, the main ways: what people say and what they read."""

from sqlalchemy import select

from models import outbox
from models.base import Db, Row
from models.conversations import Conversation
from tests.hospital import Hospital


def test_a_photo_and_a_sentence_say_it_all(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.shows_photo() == (
        "照片收到，还有就接着发。\n发完说一句：在哪里、怎么了？语音也行。\n例：三楼东楼梯口堆着纸箱\n不留名先回 9，发错了回 0"
    )
    assert zhang.says("三楼东楼梯口堆着纸箱") == (
        "记好了，101号。谢谢你，张敏。\n3楼东楼梯口，通道被堵，照片1张。\n"
        "放进安全员李红的待办，最晚今天16点看。\n1补充 2改 3撤回 4我弄好了"
    )
    row = hospital.row()
    assert (row["number"], row["status"], row["category"]) == (101, "reported", "FIRE_EXIT")
    assert len(hospital.photos(row["id"])) == 1


def test_words_first_then_the_photo(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("三楼东楼梯口堆着纸箱") == (
        "记好了，101号：3楼东楼梯口，通道被堵。\n方便就发张照片，弄得快；没有也行。\n"
        "放进安全员李红的待办，最晚今天16点看。\n1补充 2改 3撤回 4我弄好了 5不是报隐患"
    )
    assert zhang.shows_photo() == "照片放进101号了。"
    assert len(hospital.photos(hospital.row()["id"])) == 1


def test_nine_photos_are_one_hazard_and_one_answer(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    answers = [zhang.shows_photo() for _ in range(9)]
    assert [bool(answer) for answer in answers] == [True] + [False] * 8
    assert "9张照片都在" in zhang.says("外科楼3楼东通道堆满纸箱")
    assert len(hospital.photos(hospital.row()["id"])) == 9


def test_the_sentence_overtakes_photos(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    taken = [zhang.inbound("image", media_id=f"early{n}") for n in range(9)]
    hospital.product.clock.forward(seconds=1)
    spoken = zhang.inbound("text", text="外科楼3楼东通道堆满纸箱")
    answer = hospital.product.dispatch.answer
    replies = [answer(m) for m in (*taken[:3], spoken, *taken[3:])]
    assert sum(map(bool, replies)) == 2
    assert len(hospital.photos(hospital.row()["id"])) == 9


def test_a_photo_within_two_minutes_joins_and_one_later_does_not(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.product.clock.forward(seconds=90)
    assert zhang.shows_photo() == "这张也放进101号了，共2张。\n要是另一处，回 1 单独记。"
    hospital.product.clock.forward(seconds=60)
    assert zhang.shows_photo().startswith("照片收到")
    assert len(hospital.rows()) == 2


def test_another_place_becomes_a_hazard_of_its_own(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.product.clock.forward(seconds=60)
    zhang.shows_photo()
    assert zhang.says("1").startswith("好，单独记")
    assert "102号" in zhang.says("五楼开水间插座松了")
    assert [len(hospital.photos(row["id"])) for row in hospital.rows()] == [1, 1]


def test_words_without_a_place_are_recorded_and_the_place_is_asked(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("灭火器没压力") == (
        "101号先记下：灭火器没压力。在哪里呢？\n1内科二病区 2别处，打字告诉我\n发位置、扫墙上的码也行。"
    )
    assert "内科二病区" in zhang.says("1")
    assert hospital.row()["place_text"] == "内科二病区"


def test_a_scanned_place_is_the_place_for_ten_minutes(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.scans("5FE").startswith("你在：内科楼5楼东走廊。")
    zhang.shows_photo()
    zhang.says("地上有水很滑")
    assert hospital.row()["place_text"] == "内科楼5楼东走廊"
    hospital.product.clock.forward(minutes=11)
    zhang.shows_photo()
    assert "在哪里呢" in zhang.says("灭火器没压力")


def test_a_stale_choice_is_answered_never_carried_out(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.product.clock.forward(minutes=31)
    assert zhang.says("3") == "这个选项过时了，我没动。\n说101号的话，回 101 重新看。"
    assert hospital.row()["status"] == "reported"


def test_the_number_is_the_door(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    assert zhang.says("101号").startswith("101号 三楼东楼梯口堆着纸箱")
    assert zhang.says("3").startswith("撤回101号，为什么？")
    assert zhang.says("4").startswith("照片封起来了")
    assert hospital.photos(hospital.row()["id"])[0]["state"] == "sealed"
    assert "不是你报的" in hospital.phone("王强").says("101")
    assert zhang.says("911").startswith("没找到911号")


def test_fire_gets_the_way_out_first(hospital: Hospital) -> None:
    said = hospital.phone("张敏").says("着火了，五楼配电间冒烟")
    assert said.splitlines()[:2] == [
        "先撤，叫上旁边的人，随手关门！",
        "打119和院内0533-2110119，我不会替你打。",
    ]
    assert hospital.row()["urgent"]


def test_dialling_119_opens_no_hazard(hospital: Hospital) -> None:
    said = hospital.phone("张敏").says("119")
    assert "我不会替你打" in said
    assert hospital.rows() == []


def test_nobody_stays_without_an_answer_who_cancels(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert zhang.says("取消") == "停下了。刚才的照片不记，24小时后清掉。\n点错了回 接着"
    assert zhang.says("接着").startswith("接着来")
    assert "101号" in zhang.says("三楼东楼梯口堆着纸箱")


def test_what_was_fixed_on_the_spot_counts(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口地上有水，滑")
    assert zhang.says("4").startswith("手真快！")
    assert zhang.shows_photo().startswith("好，101号：你当场弄好的")
    row = hospital.row()
    assert (row["status"], row["fixed_on_spot"]) == ("fixed", True)
    assert [p["stage"] for p in hospital.photos(row["id"])] == ["before", "after"]


def test_without_a_name(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert zhang.says("9").startswith("好，这件不留名")
    said = zhang.says("三楼东楼梯口堆着纸箱")
    row = hospital.row()
    assert (row["anonymous"], row["reporter_id"], row["person_id"]) == (True, None, None)
    receipt = said.split("查")[1][:8]
    assert (
        hospital.phone("王强").says(f"查{receipt}")
        == "101号：等陈静看。\n想补一句，直接在这儿说，还是看不到你。"
    )
    assert "这里没有你报的" in zhang.says("我的")
    assert all(line["person_id"] is None for line in hospital.history(row["id"]))


def test_a_photo_that_is_gone_is_asked_for_again(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    hospital.mouth.gone.add("lost")
    zhang.shows_photo("lost")
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.forward(seconds=30)
    hospital.forward(seconds=30)
    assert hospital.photos(hospital.row()["id"])[0]["state"] == "gone"
    assert zhang.pushes == [
        "101号有1张照片没取下来，话都在。\n方便就把那张重发一下：先回 101，选1补充，再发。"
    ]


def test_the_bytes_of_a_private_photo_are_gone_within_a_day(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.forward(seconds=1)
    photo_id = hospital.photos(hospital.row()["id"])[0]["id"]
    assert hospital.product.shelf.path(photo_id, "original")
    zhang.says("3")
    zhang.says("4")
    hospital.forward(hours=24)
    assert hospital.photos(hospital.row()["id"])[0]["state"] == "purged"
    assert hospital.product.shelf.path(photo_id, "original") is None
    assert (hospital.row()["number"], hospital.row()["reason"]) == (101, "照片里有病人或隐私")


def test_who_fears_to_be_known_is_told_who_sees_the_name(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    assert zhang.says("谁会看到是我报的？护士长？").startswith("你的名字只有安全员和工会看得到")
    assert zhang.says("匿名").startswith("好，这件不留名")
    assert "没留名" in zhang.says("三楼东楼梯口堆着纸箱")


def _talk_of(db: Db, openid: str) -> Row:
    mine = select(Conversation.__table__).where(Conversation.openid == openid)
    return db.execute(mine).mappings().one()


def test_a_nameless_report_leaves_no_way_back_in_the_tables(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says("9")
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.forward(minutes=3)
    row = hospital.row()
    talk = hospital.carry(lambda db: _talk_of(db, zhang.openid))
    assert "sealed" in talk["about"]
    assert str(row["id"]) not in str(talk["about"].keys())
    for errand in hospital.carry(lambda db: outbox.errands(db, hazard_id=row["id"])):
        assert errand["to_id"] is None
        assert zhang.openid not in str(dict(errand))
    assert zhang.pushes == []
    assert zhang.says("3").startswith("撤回101号")
