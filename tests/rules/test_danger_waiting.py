"""Who waits for help and reads that the alarm is heard, what only sounds like a cry, and who bleeds in a picture."""

import pytest

from rules.alarms.assault import assaulted
from rules.alarms.danger import Danger, alarm
from rules.alarms.figures_of_speech import plainly
from rules.alarms.rescue import somebody_left, waits_for
from rules.words.picture_words import tells_of_people


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我打过119了没人来", "119"), ("打了110他们还没来", "110"), ("叫了120还没到", "120"), ("119怎么还没到", "119"),
        ("打过119和120了没人来", "119"),
    ],
)  # fmt: skip
def test_a_call_that_nobody_has_come_for(text: str, number: str) -> None:
    assert waits_for(text) == number
    heard = alarm(text)
    assert heard is not None
    assert heard.sure


@pytest.mark.parametrize(
    "text",
    [
        "打了120人接走了", "打110报过警了警察来了", "119床还没来人", "急诊120还没来接班", "昨天打119没人接", "如果打119没人来呢",
        "120室没人来",
    ],
)  # fmt: skip
def test_a_call_that_is_over_or_no_call(text: str) -> None:
    assert waits_for(text) == ""


@pytest.mark.parametrize(
    "text",
    ["火灭了可是小王还没出来", "烟散了护工还没下来", "明火没了老太太还在里面", "火控制住了还有两个没跑出来"],
)
def test_whoever_is_left_inside_counts_more_than_the_fire_that_is_out(text: str) -> None:
    assert somebody_left(text)
    heard = alarm(text)
    assert heard is not None
    assert (heard.danger, heard.sure) == (Danger.FIRE, True)


@pytest.mark.parametrize(
    "text",
    [
        "检验报告还没出来",
        "火锅店里头还有小王",
        "烟灭了片子还没出来",
        "护士长开会还没出来",
        "火灭了人都出来了",
    ],
)
def test_nobody_is_left_inside(text: str) -> None:
    assert not somebody_left(text)


@pytest.mark.parametrize(
    "text", ["忙得冒烟 三楼着火了", "气得我冒烟，又触电了一个人", "救命 夜班室着火", "爆单了 后厨冒烟"]
)
def test_a_figure_of_speech_hides_no_cry(text: str) -> None:
    heard = alarm(text)
    assert heard is not None
    assert heard.sure


@pytest.mark.parametrize(
    "text",
    [
        "氧气炸了",
        "煤气炸了",
        "充电器热得冒烟",
        "电机烫得冒烟",
        "38床烧起来了",
        "救命 病房",
        "救命 3楼",
        "病人昏迷了",
    ],
)
def test_what_burns_or_cries_is_no_figure_of_speech(text: str) -> None:
    assert plainly(text) == text


def test_a_telephone_a_needle_and_a_score_are_no_blows() -> None:
    quiet = (
        "有人打大夫电话",
        "护士给我打针",
        "领导给我们打了低分",
        "他打我小报告",
        "病人打护士站电话",
        "他在打病人出院证",
    )
    assert not [text for text in quiet if assaulted(text, text)]


def test_a_picture_of_somebody_is_sealed_and_somebody_who_bleeds_is_helped() -> None:
    assert tells_of_people("照片里有病人脸")
    assert tells_of_people("拍到了病人的脸")
    assert not tells_of_people("有病人脸上全是血")
    assert not tells_of_people("视频里会议室有人晕倒了")
