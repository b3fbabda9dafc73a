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
    assert said[-1] == "刚才还没有人看过你的名字。接着报的也不留名。"
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
        "101号已经派出去了，改不成不留名。\n名字还是只有安全员和工会看得到。\n下一件不留名：直接发照片、说一句。"
    )


def speaks(phone: Phone) -> str:
    return phone.sends("voice", media_id="v1")


@pytest.mark.parametrize("between", [[], ["101"], ["1"], ["我的"], ["谢谢"], ["谁会看到是我"]])
def test_a_voice_after_the_number_is_never_put_in_unasked(hospital: Hospital, between: list[str]) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    for words in between:
        zhang.says(words)
    assert speaks(zhang) == "语音听得出是谁，我没放进去。\n1打字说（好） 2就用语音，只给安全员听"
    assert [photo["medium"] for photo in hospital.photos(hospital.row()["id"])] == ["photo"]
    assert zhang.says("2") == "语音放进101号了，只有安全员能听。"
    assert [row["person_id"] for row in hospital.rows()] == [None]


@pytest.mark.parametrize("later", [{"hours": 5}, {"hours": 23}])
@pytest.mark.parametrize("by_receipt", [True, False])
def test_a_voice_hours_later_is_asked_about_too(
    hospital: Hospital, later: dict[str, int], by_receipt: bool
) -> None:
    zhang = hospital.phone("张敏")
    digits = nameless(zhang)
    hospital.forward(**later)
    if by_receipt:
        zhang.says(f"查{digits}")
    assert speaks(zhang).startswith("语音听得出是谁，我没放进去。")
    assert len(hospital.rows()) == 1


def test_what_follows_in_one_breath_is_nameless_and_says_so(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    assert zhang.says("四楼配电箱没锁").startswith("记好了，102号，没留名。")
    hospital.forward(minutes=20)
    assert zhang.shows_photo() == (
        "照片收到，这件也不留名。\n说一句：在哪里、怎么了？打字好，语音听得出人。\n要留名先回 留名，发错了回 0"
    )
    assert zhang.says("二楼抽血处地上有水很滑").startswith("记好了，103号，没留名。")
    assert {row["person_id"] for row in hospital.rows()} == {None}


def test_who_wants_the_name_back_says_so(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    assert zhang.says("留名") == "好，接着报的留名。101号还是不留名。"
    zhang.says("四楼配电箱没锁")
    assert [row["person_id"] for row in hospital.rows()] == [None, hospital.ids["张敏"]]


def test_a_photo_taken_for_nameless_gets_its_name_back(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    hospital.forward(minutes=20)
    zhang.shows_photo()
    assert zhang.says("留名") == "好，这件留名。说一句：在哪里、怎么了？"
    assert zhang.says("四楼配电箱没锁").startswith("记好了，102号。谢谢你，张敏。")


def test_hours_later_it_is_another_report(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    nameless(zhang)
    hospital.forward(hours=5)
    assert zhang.shows_photo().endswith("不留名先回 9，发错了回 0")
    zhang.says("四楼配电箱没锁")
    assert [row["anonymous"] for row in hospital.rows()] == [True, False]


def test_said_late_the_next_one_is_nameless_too(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    hospital.forward(minutes=5)
    said = zhang.says("匿名")
    assert said.startswith("101号改成不留名了。")
    assert said.endswith("接着报的也不留名。")
    assert zhang.says("四楼配电箱没锁").startswith("记好了，102号，没留名。")


def test_said_too_late_the_next_one_is_nameless(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(STAIRS)
    hospital.phone("李红").orders("派 101 王强 2天")
    zhang.says("匿名")
    assert zhang.says("四楼配电箱没锁").startswith("记好了，102号，没留名。")


THREE = "灭火器过期了，旁边插座松，走廊还堆着床"


@pytest.mark.parametrize("of_which", ["", "101", "102", "103"])
def test_all_that_was_split_loses_the_name(hospital: Hospital, of_which: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    zhang.says(THREE)
    zhang.says("1")
    if of_which:
        zhang.says("五楼开水间")
        zhang.says(of_which)
    said = zhang.says("不留名")
    assert said.startswith("101到103号改成不留名了。你的回执：")
    assert [(row["person_id"], row["anonymous"]) for row in hospital.rows()] == [(None, True)] * 3
    digits = said.split("查")[1][:8]
    assert hospital.phone("路人").says(f"查{digits}").count("等李红看") == 3


def test_of_the_split_what_is_in_hand_keeps_the_name_and_says_so(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(THREE)
    zhang.says("1")
    zhang.says("五楼开水间")
    hospital.phone("李红").orders("派 102 王强 2天")
    assert zhang.says("匿名").startswith("101、103号改成不留名了。102号已经在办，改不成。你的回执：")
    assert [row["anonymous"] for row in hospital.rows()] == [True, False, True]


@pytest.mark.parametrize(
    "words", ["护士长拿回扣", "护士长收红包", "主任收了厂家的好处费", "科长虚报加班", "司机公车私用"]
)
def test_an_accusation_is_no_hazard_without_a_name_either(hospital: Hospital, words: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    assert zhang.says(words).startswith("说到人的事，台账里很多人看得见，我没记。")
    assert [row["number"] for row in hospital.rows()] == [None]
    assert zhang.says(STAIRS).startswith("记好了，101号，没留名。")


FEARS = ["我怕", "我怕被查", "怕领导知道", "担心被报复", "不敢报"]
DOUBTS = ["能保证不查我吗", "会不会查到我", "真的匿名吗", "领导会报复我吗"]


@pytest.mark.parametrize("words", FEARS + DOUBTS)
def test_fear_is_answered(hospital: Hospital, words: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    assert zhang.says(words).startswith("别怕。这件没有你的名字，")
    zhang.says("灭火器没压力")
    assert zhang.says(words).startswith("别怕。101号没有你的名字，")
    zhang.says("内科楼5楼东走廊")
    assert zhang.says(words).startswith("别怕。101号没有你的名字，")
    assert hospital.row()["place_text"] == "内科楼5楼东走廊"


@pytest.mark.parametrize("words", ["我怕", "怕领导知道", "能保证不查我吗"])
def test_fear_before_anything_was_said(hospital: Hospital, words: str) -> None:
    assert hospital.phone("张敏").says(words).endswith("不想留名：先回 匿名 再报，或报完说 匿名。")
    assert hospital.rows() == []


@pytest.mark.parametrize("words", ["我的回执呢", "回执在哪看", "回执丢了怎么办", "忘了截图回执"])
def test_a_lost_receipt_is_given_anew(hospital: Hospital, words: str) -> None:
    zhang = hospital.phone("张敏")
    old = nameless(zhang)
    said = zhang.says(words)
    assert said.startswith("101号的新回执：")
    other = hospital.phone("路人")
    assert other.says(f"查{said.split('查')[1][:8]}").startswith("101号：")
    assert other.says(f"查{old}").startswith("没找到这张回执")


@pytest.mark.parametrize("words", ["我的回执呢", "回执在哪看", "回执是什么", "怎么看回执"])
def test_what_a_receipt_is(hospital: Hospital, words: str) -> None:
    assert hospital.phone("张敏").says(words).startswith("回执是报完不留名时给你的8位数")
    zhang = hospital.phone("张敏")
    zhang.says("匿名")
    assert zhang.says(words).startswith("这件还没说完，报完就给回执。")
    assert hospital.row()["number"] is None
