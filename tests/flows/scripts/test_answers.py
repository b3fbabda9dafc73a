"""东头的, 两张: the answer to a question an officer pushed is written where the next message goes."""

import pytest

from tests.hospital import Hospital, Phone


def asked(hospital: Hospital, question: str = "在东头还是西头？") -> Phone:
    """101 is 张敏's, 李红 asked about it, and some time has passed."""
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.shows_photo()
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.forward(minutes=3)
    li.says("101")
    li.says("8")
    li.says(question)
    hospital.forward(hours=1)
    assert zhang.pushes == [f"101号安全员问：“{question}”\n回 101 就能答。"]
    return zhang


def answers(hospital: Hospital) -> list[str]:
    lines = hospital.history(hospital.rows()[0]["id"])
    return [line["text"] for line in lines if line["verb"] == "answer"]


@pytest.mark.parametrize(
    "said",
    [
        "东头",
        "东头的",
        "两张",
        "就两张床",
        "西边那个",
        "大概三个",
        "昨天晚上",
        "是的",
        "2张吧",
        "东头那个插座",
    ],
)
def test_a_few_words_are_its_answer(hospital: Hospital, said: str) -> None:
    zhang = asked(hospital)
    assert zhang.says(said) == f"好，101号答安全员：“{said}”。\n他看得到。要是另一件，回 1 单独记。"
    assert answers(hospital) == [said]
    assert len(hospital.rows()) == 1


def test_what_was_meant_otherwise_gets_a_number_with_one_digit(hospital: Hospital) -> None:
    zhang = asked(hospital)
    zhang.says("西边那个")
    assert "102号" in zhang.says("1")


def test_a_bare_digit_is_told_where_to_answer(hospital: Hospital) -> None:
    zhang = asked(hospital)
    zhang.says("我的")
    hospital.forward(hours=1)
    assert zhang.says("2") == "这个选项过时了，我没动。\n答安全员的话，回 101 再写。"


@pytest.mark.parametrize("said", ["五楼开水间插座冒火星", "谢谢", "怎么用", "我的", "食堂的菜太咸了"])
def test_anything_else_is_no_answer(hospital: Hospital, said: str) -> None:
    zhang = asked(hospital)
    assert "答安全员" not in zhang.says(said)
    assert answers(hospital) == []


SWALLOWED = [
    "4楼地上有针头",
    "9楼电线垂下来",
    "窗户开着 12楼",
    "消防通道停车",
    "插排放床上",
    "楼道停电动车",
    "药房门开着",
    "2楼轮椅丢门口了",
    "氧气瓶放在走廊",
    "3楼窗台摆着花盆",
]


@pytest.mark.parametrize("said", SWALLOWED)
def test_another_hazard_gets_its_number(hospital: Hospital, said: str) -> None:
    zhang = asked(hospital, "哪个箱子？")
    assert "102号" in zhang.says(said)
    assert answers(hospital) == []


@pytest.mark.parametrize(
    "said",
    [
        "灭火器在护士站对面，已经没压力了",
        "就是护士站对面那个，压力表到红区了",
        "是东头那个，箱门也坏了",
        "那个灭火器就在5楼东头，针掉红区了",
        "护士站对面那个灭火器",
    ],
)
def test_what_points_back_is_an_answer_however_bad_it_sounds(hospital: Hospital, said: str) -> None:
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.says("五楼东走廊灭火器过期了")
    hospital.forward(minutes=3)
    li.says("101")
    li.says("8")
    li.says("哪个灭火器？")
    hospital.forward(hours=1)
    assert zhang.says(said).startswith("好，101号答安全员：“")
    assert answers(hospital) == [said]
    assert len(hospital.rows()) == 1


def test_the_same_thing_on_another_floor_is_another_hazard(hospital: Hospital) -> None:
    zhang = asked(hospital, "哪个箱子？")
    assert "102号" in zhang.says("9楼西走廊堆着纸箱")
    assert answers(hospital) == []


def test_once_answered_or_days_later_nothing_is_taken_for_one(hospital: Hospital) -> None:
    zhang = asked(hospital)
    zhang.says("东头的")
    assert "答安全员" not in zhang.says("大概三个")
    other = asked_again(hospital)
    hospital.forward(days=4)
    assert "答安全员" not in other.says("大概三个")


def asked_again(hospital: Hospital) -> Phone:
    li = hospital.phone("李红")
    li.says("101")
    li.says("8")
    li.says("几个箱子？")
    hospital.forward(minutes=1)
    return hospital.phone("张敏")


def test_of_two_questions_it_is_asked_which(hospital: Hospital) -> None:
    zhang, li = asked(hospital), hospital.phone("李红")
    zhang.shows_photo()
    zhang.says("治疗室插座松了")
    zhang.says("1")
    hospital.forward(minutes=3)
    li.says("102")
    li.says("8")
    li.says("几号插座？")
    hospital.forward(hours=1)
    assert zhang.says("大概三个") == "安全员问了几件，这句答的是哪一件？\n1 101号 2 102号 3都不是"
    assert zhang.says("2") == "好，102号答安全员：“大概三个”。\n他看得到。要是另一件，回 1 单独记。"
    assert answers(hospital) == []


def test_words_about_a_nameless_report_are_never_written_under_a_name(hospital: Hospital) -> None:
    zhang = asked(hospital)
    zhang.says("匿名")
    zhang.says("五楼走廊灭火器过期了")
    zhang.says("大概三个")
    assert answers(hospital) == []
