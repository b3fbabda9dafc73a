"""不对, after something was read back; and what is no place though a place was asked for."""

import pytest

from tests.hospital import Hospital, Phone


def speaks(phone: Phone, text: str = "") -> str:
    return phone.sends("voice", media_id="v1", text=text)


def heard(hospital: Hospital, words: str) -> Phone:
    """A voice of 张敏 that 李红 has written down."""
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    speaks(zhang)
    zhang.says("1")
    li.says("101")
    assert li.says(words).startswith("写好了")
    hospital.product.courier.until_empty()
    return zhang


@pytest.mark.parametrize("no", ["不是", "不对", "不是的", "听错了", "写错了", "不是这样"])
def test_no_is_no_sentence(hospital: Hospital, no: str) -> None:
    zhang = hospital.phone("张敏")
    speaks(zhang)
    zhang.says("1")
    assert zhang.says(no) == "101号哪里不对？在哪里、怎么了，再说一句。没错回 0"
    assert hospital.row()["description"] == ""
    zhang.says("三楼东楼梯口堆着纸箱")
    assert hospital.row()["description"] == "三楼东楼梯口堆着纸箱"


@pytest.mark.parametrize("no", ["不是", "不对", "错了"])
def test_no_is_no_place(hospital: Hospital, no: str) -> None:
    zhang = hospital.phone("张敏")
    speaks(zhang)
    zhang.says("2")
    assert zhang.says(no).startswith("101号还差个地方：在哪里？")
    assert hospital.row()["place_text"] == ""


def test_no_to_what_was_recognised(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    speaks(zhang, "三楼东走廊灯坏了")
    assert zhang.says("不是东走廊") == "好，不是东走廊。101号在哪里？"
    assert zhang.says("西走廊") == "改好了：3楼西走廊，灯不亮。别的没动。"
    assert hospital.row()["place_text"] == "3楼西走廊"


def test_the_whole_sentence_after_a_denied_place(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    speaks(zhang, "三楼东走廊灯坏了")
    zhang.says("不是东走廊")
    zhang.says("四楼西走廊灯坏了")
    row = hospital.row()
    assert (row["description"], row["place_text"]) == ("四楼西走廊灯坏了", "4楼西走廊")


@pytest.mark.parametrize("waits", [0, 26])
@pytest.mark.parametrize(
    "said", ["不对 不是开水间 是治疗室", "不对，是治疗室", "写错了，是治疗室", "不是开水间，是治疗室"]
)
def test_another_place_than_what_was_written_down(hospital: Hospital, said: str, waits: int) -> None:
    zhang = heard(hospital, "开水间插座松了")
    hospital.forward(hours=waits)
    assert zhang.says(said) == "改成内科二病区治疗室了，101号别的没动。"
    row = hospital.row()
    assert (row["place_text"], row["description"]) == ("内科二病区治疗室", "开水间插座松了")


@pytest.mark.parametrize("waits", [0, 26])
def test_another_thing_than_what_was_written_down(hospital: Hospital, waits: int) -> None:
    zhang = heard(hospital, "开水间插座松了")
    hospital.forward(hours=waits)
    assert zhang.says("不对 不是插座是开关").startswith("改好了。101号写的是：“开水间开关松了”。")
    assert zhang.says("不对，说的是床轮坏了").startswith("改好了。101号写的是：“床轮坏了”。")
    assert hospital.row()["description"] == "床轮坏了"


@pytest.mark.parametrize("words", ["不对劲，五楼走廊有糊味", "不是开玩笑，五楼着火了"])
def test_what_burns_is_no_denial(hospital: Hospital, words: str) -> None:
    zhang = heard(hospital, "开水间插座松了")
    zhang.says(words)
    assert len(hospital.rows()) == 2


@pytest.mark.parametrize(
    "words", ["101 不知道说的啥", "不知道说的啥", "没听清说什么", "太吵了", "杂音太大听不清", "听不懂方言"]
)
def test_what_cannot_be_made_out_is_not_sent_as_heard(hospital: Hospital, words: str) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    speaks(zhang)
    zhang.says("1")
    li.says("101")
    assert "听不清回 1" in li.says(words) or "已经问上报人了" in li.says("101")
    hospital.product.courier.until_empty()
    assert hospital.row()["description"] == ""
    assert not [push for push in zhang.pushes if "写的是" in push]


def test_the_number_in_front_is_no_part_of_what_was_heard(hospital: Hospital) -> None:
    heard(hospital, "101 五楼开水间插座松了")
    assert hospital.row()["description"] == "五楼开水间插座松了"


@pytest.mark.parametrize(
    "words", ["还有灯也不亮", "另外灯也不亮", "还有就是 门口的灯不亮", "再一个 床栏坏了"]
)
def test_one_more_thing_is_no_place(hospital: Hospital, words: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器没压力")
    assert zhang.says(words).startswith("102号先记下：")
    zhang.says("五楼开水间")
    rows = hospital.rows()
    assert [row["description"] for row in rows][:1] == ["灭火器没压力"]
    assert all(row["place_text"].startswith("5楼") for row in rows)


@pytest.mark.parametrize("words", ["就是刚才语音说的", "照片里有", "我说过了", "这个给王强", "让王强去看看"])
def test_words_that_point_back_are_no_place(hospital: Hospital, words: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("灭火器没压力")
    assert zhang.says(words) == "101号还差个地方：在哪里？不知道就回 不知道。"
    assert hospital.row()["place_text"] == ""


@pytest.mark.parametrize("sigh", ["困死了", "累死了", "好困啊", "忙死了", "烦死了"])
def test_c2_is_said_before_anything_else(hospital: Hospital, sigh: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.shows_photo()
    hospital.forward(hours=25)
    assert zhang.says(sigh).startswith("昨天12:00的照片没来得及说，先记成101号了。")
    zhang.says(sigh)
    assert zhang.says("三楼东楼梯口堆着纸箱").startswith("记好了，101号。")
