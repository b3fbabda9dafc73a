"""After the alarm: frightened people ask, cry again and tell in pieces; nothing of it is lost or made a second fire."""

import pytest

from tests.hospital import Hospital, Phone

HELP = "你先撤到安全的地方，叫上旁边的人。\n打119和院内0533-2110119，我不会替你打。\n别回去拿东西。"


@pytest.fixture
def zhang(hospital: Hospital) -> Phone:
    """Cried, and said where; 李红 was called."""
    hospital.phone("李红").says("你好")
    phone = hospital.phone("张敏")
    phone.says("着火了着火了")
    hospital.forward(seconds=40)
    phone.says("外科楼三楼东边")
    hospital.forward(seconds=40)
    return phone


@pytest.mark.parametrize("said", ["怎么办", "还没人来", "什么时候来", "快来人", "着火了", "着火了着火了"])
def test_asks_or_cries_again(hospital: Hospital, zhang: Phone, said: str) -> None:
    assert zhang.says(said) == f"还没有人接。{HELP}"
    assert hospital.row()["number"] == 101


def test_cries_the_very_same_before_the_place_is_known(hospital: Hospital) -> None:
    phone = hospital.phone("张敏")
    phone.says("有人触电了倒在地上")
    for _ in range(2):
        said = phone.says("有人触电了倒在地上")
        assert said == "还没有人接。别用手拉人！先拉闸断电。\n打120和院内0533-2110119，我不会替你打。"


def test_who_goes_there(hospital: Hospital, zhang: Phone) -> None:
    hospital.phone("李红").says("101")
    assert zhang.says("还有多久到") == f"李红接了，正在去。{HELP}"


@pytest.mark.parametrize("said", ["打不通119", "119打不通", "电话打不通"])
def test_no_line(hospital: Hospital, zhang: Phone, said: str) -> None:
    assert zhang.says(said).startswith("打不通就打院内0533-2110119，再打120、110。")


@pytest.mark.parametrize(
    ("said", "answer"),
    {
        "有人没出来": "告诉来的人，别自己进去。\n打119和院内0533-2110119说清里面有人。",
        "三楼有个病人跑不动": "告诉来的人，别自己进去。\n打119和院内0533-2110119说清里面有人。",
        "没人困住": "先顾人，别回去拿东西。",
        "火灭了": "先别进去，等来的人看过。",
        "没事了": "先别进去，等来的人看过。",
        "误会，是蒸汽": "来的人会看到。",
        "我害怕": "先顾人，别回去拿东西。",
    }.items(),
)
def test_told_in_pieces(hospital: Hospital, zhang: Phone, said: str, answer: str) -> None:
    assert answer in zhang.says(said).replace("里了，", "里了。")
    assert hospital.row()["description"].endswith(f"；{said}")


def test_whoever_goes_hears_of_people(hospital: Hospital, zhang: Phone) -> None:
    li = hospital.phone("李红")
    li.says("101")
    zhang.says("有人没出来")
    hospital.forward(seconds=5)
    assert li.pushes[-1].startswith("【急】101号")
    assert "有人没出来" in li.pushes[-1]


def test_what_burns_is_no_second_hazard(hospital: Hospital, zhang: Phone) -> None:
    assert zhang.says("是电动车电池") == "补到101号里了。\n要是另一件，回 1 单独记。"


@pytest.mark.parametrize("said", ["护士站也冒烟了", "有人触电了", "走廊有糊味", "门诊楼2楼抽血处插座松了"])
def test_another_place_or_another_danger_is_a_number_of_its_own(
    hospital: Hospital, zhang: Phone, said: str
) -> None:
    assert "102号" in zhang.says(said)


def test_long_afterwards_it_is_something_else(hospital: Hospital, zhang: Phone) -> None:
    hospital.forward(hours=3)
    assert "102号" in zhang.says("着火了")


def test_arrived(hospital: Hospital, zhang: Phone) -> None:
    li = hospital.phone("李红")
    li.says("101")
    assert li.says("到了").startswith("101 着火了着火了；外科楼三楼东边")


def test_arrived_where_nothing_burns(hospital: Hospital) -> None:
    assert "101" not in hospital.phone("李红").says("到了")
