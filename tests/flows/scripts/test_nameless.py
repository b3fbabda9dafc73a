"""2.14: without a name."""

import pytest

from actions import questions
from tests.hospital import Hospital, Phone

STAIRS = "内科楼5楼东走廊堆着纸箱"


def nameless(phone: Phone) -> str:
    """The digits of the receipt."""
    phone.shows_photo()
    assert phone.says("9") == (
        "好，这件不留名：台账、安全员、领导都看不到你。\n只留一条封住的线，好把进展给你看。\n"
        "说一句：在哪里、怎么了？打字好，语音听得出人。"
    )
    said = phone.says(STAIRS).split("\n")
    assert said[0] == "记好了，101号，没留名。"
    digits = said[1].removeprefix("你的回执：").removesuffix("，截个图。").replace(" ", "")
    assert said[2:] == [f"想看进展，回 查{digits}。我不主动找你。", "1补充 2改 3撤回"]
    return digits


def test_n1_n2(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    row = hospital.row()
    assert (row["reporter_id"], row["person_id"], row["anonymous"]) == (None, None, True)
    assert "这里没有你报的" in zhang.says("我的")
    hospital.phone("李红").orders("派 101 王强 2天")
    hospital.forward(days=1)
    assert zhang.pushes == []


def test_n3_questions_and_answers_from_another_phone(hospital: Hospital) -> None:
    digits = nameless(hospital.phone("张敏"))
    li = hospital.ids["李红"]
    clocks = hospital.product.house.clocks
    ask = "东楼梯还是西楼梯？"
    row = hospital.row()
    hospital.carry(lambda db: questions.ask(db, row, ask, hospital.now, clocks, officer_id=li))
    hospital.phone("李红").orders("派 101 王强 2天")
    other = hospital.phone("路人")
    assert other.says(f"查{digits}") == (
        "101号：后勤科在办，3/4前。\n安全员问：“东楼梯还是西楼梯？”\n直接在这儿答，还是看不到你。"
    )
    assert other.says("西边那个") == "101号记到里面了，安全员看得到，看不到你。"
    answered = [line for line in hospital.history(hospital.row()["id"]) if line["verb"] == "answer"]
    assert [(line["text"], line["person_name"]) for line in answered] == [("西边那个", None)]
    hospital.product.courier.until_empty()
    assert (hospital.phone("张敏").pushes, other.pushes) == ([], [])


def test_n4_said_afterwards(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    said = zhang.says("匿名").split("\n")
    assert said[0].startswith("101号改成不留名了。你的回执：")
    assert said[-1] == "刚才还没有人看过你的名字。"
    row = hospital.row()
    assert (row["reporter_id"], row["person_id"]) == (None, None)


def test_said_before_anything_was_sent(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says("匿名").startswith("好，这件不留名")
    zhang.shows_photo()
    assert zhang.says(STAIRS).startswith("记好了，101号，没留名。")
    assert len(hospital.photos(hospital.row()["id"])) == 1


def test_a_nameless_emergency(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    assert "没留名，回执：" in zhang.says("五楼配电间着火了")
    hospital.forward(minutes=6)
    assert zhang.pushes == []


def test_several_things_without_a_name_are_left_to_the_officer(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    assert zhang.says("灭火器过期了，旁边插座松，走廊还堆着床").startswith("记好了，101号，没留名。")
    assert len(hospital.row()["pieces"]) == 3


def test_the_file_as_it_was_sent_is_not_kept(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    hospital.product.courier.until_empty()
    (photo,) = hospital.photos(hospital.row()["id"])
    assert hospital.product.shelf.path(photo["id"], "original")
    zhang.says("9")
    zhang.shows_photo()
    hospital.product.courier.until_empty()
    for photo in hospital.photos(hospital.row()["id"]):
        assert (photo["state"], photo["original_sha256"]) == ("ready", None)
        assert hospital.product.shelf.path(photo["id"], "original") is None
        assert hospital.product.shelf.path(photo["id"], "1600")


def test_the_ward_of_the_reporter_is_not_told_either(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    zhang.says("三楼东楼梯口堆着纸箱")
    assert hospital.row()["department_id"] is None


def test_the_wish_holds_for_days(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    hospital.forward(hours=3)
    zhang.shows_photo()
    hospital.forward(hours=25)
    assert zhang.says(STAIRS).split("\n")[0] == "记好了，101号，没留名。"
    (row,) = hospital.rows()
    assert (row["anonymous"], len(hospital.photos(row["id"]))) == (True, 1)


def test_said_again_after_the_number_it_is_for_the_next_one(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    assert zhang.says("匿名") == "101号本来就没留名。\n再报一件也不留名的，直接发照片、说一句。"
    assert zhang.says("二楼抽血处地上有水很滑").startswith("记好了，102号，没留名。")
    assert [row["anonymous"] for row in hospital.rows()] == [True, True]


def test_a_picture_that_moves_takes_no_name_along(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    hospital.forward(seconds=20)
    zhang.shows_photo()
    zhang.says("1")
    zhang.says("二楼抽血处地上有水很滑")
    assert [row["anonymous"] for row in hospital.rows()] == [True, True]


def test_whoever_holds_the_receipt_may_not_take_it_back(hospital: Hospital) -> None:
    digits = nameless(hospital.phone("张敏"))
    other = hospital.phone("路人")
    other.says(f"查{digits}")
    assert other.says("101") == "101号没留名，想看进展，回 查 加回执。"


def test_there_is_always_a_receipt(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    for words in ("灭火器没压力", "走廊有糊味"):
        zhang.says("匿名")
        assert "回执" in zhang.says(words)
    assert all(row["receipt_hash"] for row in hospital.rows())


def test_said_while_the_place_is_asked(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器没压力")
    said = zhang.says("匿名").split("\n")
    assert said[0].startswith("101号改成不留名了。")
    assert said[-1] == "还差个地方：在哪里？"
    zhang.says("五楼东走廊")
    row = hospital.row()
    assert (row["place_text"], row["person_id"]) == ("内科楼5楼东走廊", None)


@pytest.mark.parametrize("steps", [["1"], ["2"], ["2", "1"], ["2", "3"], ["4"]])
@pytest.mark.parametrize("wish", ["匿名", "不留名", "别让领导知道是我"])
def test_said_at_odd_steps_it_is_this_one(hospital: Hospital, steps: list[str], wish: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(STAIRS)
    for step in steps:
        zhang.says(step)
    assert zhang.says(wish).startswith("101号改成不留名了。你的回执：")
    assert hospital.row()["person_id"] is None


def test_said_after_something_else_within_the_grace(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    wang.says(STAIRS)
    wang.says("绑定")
    assert wang.says("匿名").startswith("101号改成不留名了。你的回执：")


def test_said_later_it_is_the_next_one_and_says_so(hospital: Hospital) -> None:
    wang = hospital.phone("王桂英")
    wang.says(STAIRS)
    wang.says("绑定")
    hospital.forward(minutes=3)
    assert wang.says("匿名").startswith("好，下一件不留名：")
    assert hospital.rows()[0]["reporter_id"] is not None


def test_said_when_somebody_was_sent(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    hospital.phone("李红").orders("派 101 王强 2天")
    assert zhang.says("匿名") == (
        "101号已经派出去了，改不成不留名。\n名字还是只有安全员和工会看得到。\n下一件不留名，先回 匿名。"
    )
