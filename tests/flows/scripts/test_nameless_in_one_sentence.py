"""匿名 5楼东走廊堆着箱子: the wish and the hazard in one sentence, one's own name in it, and several at once."""

import pytest

from actions import questions
from tests.hospital import Hospital, Phone

TOLD = [
    ("匿名 5楼东走廊堆着箱子", "5楼东走廊堆着箱子"),
    ("匿名：4楼药库门没锁", "4楼药库门没锁"),
    ("匿名上报 4楼药库门没锁", "4楼药库门没锁"),
    ("5楼药柜没锁，匿名", "5楼药柜没锁"),
    ("3楼防火门锁死了 别写我名字", "3楼防火门锁死了"),
    ("4楼药库门没锁 不想让主任知道是我说的", "4楼药库门没锁"),
    ("我要匿名举报3楼防火门锁死了", "3楼防火门锁死了"),
    ("帮我保密，2楼配电箱敞着", "2楼配电箱敞着"),
    ("6楼厕所地滑，不要写我的名字，谢谢", "6楼厕所地滑"),
    ("匿名报个事，2楼大厅玻璃裂了", "2楼大厅玻璃裂了"),
    ("匿明，3楼西楼梯灯坏了", "3楼西楼梯灯坏了"),
]


def is_closed(row: object) -> bool:
    facts = dict(row)  # type: ignore[call-overload]
    return (facts["anonymous"], facts["reporter_id"], facts["person_id"]) == (True, None, None)


@pytest.mark.parametrize(("said", "kept"), TOLD)
@pytest.mark.parametrize("photo", [True, False])
def test_the_wish_and_the_hazard(hospital: Hospital, said: str, kept: str, photo: bool) -> None:
    zhang = hospital.phone("张敏")
    if photo:
        zhang.shows_photo()
    answer = zhang.says(said)
    assert answer.startswith("记好了，101号，没留名。")
    assert "你的回执：" in answer
    row = hospital.row()
    assert is_closed(row)
    assert row["description"] == kept
    assert "名" not in "".join(line["text"] for line in hospital.history(row["id"]))


@pytest.mark.parametrize(("said", "kept"), TOLD[:6])
def test_after_another_one_it_is_another_one(hospital: Hospital, said: str, kept: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("二楼抽血处地上有水很滑")
    assert zhang.says(said).startswith("记好了，102号，没留名。")
    first, second = hospital.rows()
    assert (first["anonymous"], second["description"]) == (False, kept)
    assert is_closed(second)


def test_a_fire_without_a_name(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    assert "没留名，回执：" in zhang.says("匿名，五楼配电间着火了")
    assert is_closed(hospital.row())


@pytest.mark.parametrize(
    "said", ["匿名举报箱掉了，在2楼大厅", "5楼输液袋不写名字", "药库密码贴在门上，不能让病人看到"]
)
def test_what_only_sounds_like_the_wish(hospital: Hospital, said: str) -> None:
    hospital.phone("张敏").says(said)
    assert not any(row["anonymous"] for row in hospital.rows())


@pytest.mark.parametrize(
    "said", ["我要匿名", "我想匿名", "匿名吧", "匿明", "那就匿名吧", "请匿名上报", "我想不留名"]
)
def test_the_wish_alone(hospital: Hospital, said: str) -> None:
    zhang = hospital.phone("张敏")
    assert zhang.says(said).startswith("好，这件不留名")
    assert zhang.says("5楼东走廊堆着箱子").startswith("记好了，101号，没留名。")


@pytest.mark.parametrize(
    "said", ["算了 留名吧", "101留名", "还是留名吧", "我要实名", "算了，不匿名了", "改成实名"]
)
def test_the_name_after_all(hospital: Hospital, said: str) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("匿名 5楼东走廊堆着箱子")
    assert zhang.says(said) == "好，接着报的留名。101号还是不留名。"


NAMED = [
    "我是内科二的张敏，5楼东走廊堆着箱子",
    "内科二病区张敏，5楼东走廊堆着箱子",
    "5楼东走廊堆着箱子，内科二病区 张敏",
    "护士张敏报的，5楼东走廊堆着箱子",
    "5楼东走廊堆着箱子 上报人：张敏",
]


@pytest.mark.parametrize("said", NAMED)
@pytest.mark.parametrize("wish", ["before", "within", "later"])
def test_the_own_name_is_nowhere(hospital: Hospital, said: str, wish: str) -> None:
    zhang = hospital.phone("张敏")
    if wish == "before":
        zhang.says("匿名")
    zhang.says(f"匿名，{said}" if wish == "within" else said)
    if wish == "later":
        assert "改成不留名了" in zhang.says("匿名")
    row = hospital.row()
    assert is_closed(row)
    told = [row["description"], row["brief"], *(line["text"] for line in hospital.history(row["id"]))]
    assert not any("张敏" in words for words in told), told
    assert row["description"] == "5楼东走廊堆着箱子"


@pytest.mark.parametrize("photo", [True, False])
def test_of_a_voice_that_says_it_only_the_words_are_kept(hospital: Hospital, photo: bool) -> None:
    zhang = hospital.phone("张敏")
    if photo:
        zhang.shows_photo()
    said = zhang.sends("voice", media_id="v1", text="匿名，5楼东走廊堆着箱子")
    assert said.startswith("记好了，101号，没留名，语音没放进去。")
    row = hospital.row()
    assert is_closed(row)
    assert [each["medium"] for each in hospital.photos(row["id"])] == ["photo"] * photo


def asked(hospital: Hospital) -> Phone:
    """101 is nameless, its officer has asked, and the receipt is shown."""
    zhang, clocks = hospital.phone("张敏"), hospital.product.house.clocks
    said = zhang.says("匿名 5楼东走廊堆着箱子")
    row, li = hospital.row(), hospital.ids["李红"]
    hospital.carry(lambda db: questions.ask(db, row, "东头西头？", hospital.now, clocks, officer_id=li))
    assert "安全员问" in zhang.says(f"查{said.split('查')[1][:8]}")
    return zhang


def answers(hospital: Hospital) -> list[str]:
    lines = hospital.history(hospital.rows()[0]["id"])
    return [line["text"] for line in lines if line["verb"] == "answer"]


@pytest.mark.parametrize(
    "said",
    [
        "6楼厕所地滑",
        "3楼东侧防火门关不严",
        "换药室插座打火花",
        "2楼大厅玻璃裂了",
        "药房门开着",
        "9楼电线垂下来",
    ],
)
def test_another_hazard_is_no_answer(hospital: Hospital, said: str) -> None:
    heard = asked(hospital).says(said)
    assert "102号" in heard
    assert "没留名" in heard
    assert answers(hospital) == []
    assert is_closed(hospital.rows()[1])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("东头", "东头"),
        ("护士张敏说的，东头", "东头"),
        ("我是张敏，东头那几个箱子", "东头那几个箱子"),
        ("箱子还在东头，更多了", "箱子还在东头，更多了"),
        ("东头的 张敏", "东头的"),
        ("护士站 张敏", "护士站"),
    ],
)
def test_an_answer_has_no_name(hospital: Hospital, said: str, kept: str) -> None:
    assert asked(hospital).says(said) == "101号记到里面了，安全员看得到，看不到你。"
    assert answers(hospital) == [kept]


@pytest.mark.parametrize("said", ["张敏", "内科二病区 张敏", "护士张敏说的"])
def test_the_name_alone_is_no_answer(hospital: Hospital, said: str) -> None:
    assert asked(hospital).says(said).startswith("名字我没记，你还是没留名。")
    assert answers(hospital) == []


THREE = "灭火器过期了，旁边插座松，走廊还堆着床"


@pytest.mark.parametrize("said", [[f"匿名，{THREE}"], ["匿名", THREE], [THREE, "匿名"]])
def test_several_are_split_without_a_name(hospital: Hospital, said: list[str]) -> None:
    zhang = hospital.phone("张敏")
    heard = [zhang.says(words) for words in said][-1]
    assert heard.endswith("听着是3件：1分成3个号 2就一件")
    digits = heard.split("查")[1][:8]
    assert "都没留名，回执还是那张。" in zhang.says("1")
    zhang.says("五楼开水间")
    rows = hospital.rows()
    assert len(rows) == 3
    assert all(map(is_closed, rows))
    assert (
        hospital.phone("路人").says(f"查{digits}").count("等陈静看") == 3
    )  # the ward that only the reporter's own belonging told is hidden


def test_or_stay_one(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says(f"匿名，5楼{THREE}")
    assert zhang.says("2").startswith("好，101号就一件。")
    assert hospital.row()["pieces"] == []


@pytest.mark.parametrize(
    "words",
    [
        "🙃匿名 5楼东走廊堆着箱子",
        "😷😷匿名，5楼东走廊堆着箱子",
        "[流泪]匿名 5楼东走廊堆着箱子",
        "……5楼东走廊堆着箱子，匿名🙏",
    ],
)
def test_a_face_in_front_of_the_wish_takes_no_name_in(hospital: Hospital, words: str) -> None:
    zhang = hospital.phone("张敏")
    assert "没留名" in zhang.says(words)
    row = hospital.row()
    assert (row["anonymous"], row["reporter_id"], row["person_id"]) == (True, None, None)


def test_a_face_before_the_bare_wish(hospital: Hospital) -> None:
    zhang = hospital.phone("张敏")
    zhang.says("🙃匿名")
    zhang.says("5楼东走廊堆着箱子")
    assert hospital.row()["anonymous"]
