"""An owner and a reporter speak of what is theirs: beside its number, or by what it is called. Nothing is reported anew."""

from collections.abc import Iterator

import pytest

from tests.hospital import Hospital, Phone


@pytest.fixture
def busy(hospital: Hospital) -> Phone:
    """王强 has 101, the cartons, and 102, the extinguisher."""
    zhang, li = hospital.phone("张敏"), hospital.phone("李红")
    zhang.says("三楼东楼梯口堆了纸箱")
    zhang.says("四楼西走廊灭火器过期了")
    for number in (101, 102):
        li.orders(f"{number}给王强")
    hospital.forward(hours=1)
    return hospital.phone("王强")


@pytest.fixture
def wang(hospital: Hospital, busy: Phone) -> Iterator[Phone]:
    """The same, and nothing is reported anew by what is said."""
    yield busy
    assert len(hospital.rows()) == 2


@pytest.mark.parametrize("words", ["灭火器那个弄好了", "灭火器换了", "走廊的灭火器换好了"])
def test_a_task_by_what_it_is_called(hospital: Hospital, wang: Phone, words: str) -> None:
    assert wang.says(words).startswith("是102走廊灭火器过期，你在办，")
    assert wang.says("1").startswith("102：站在同一个地方拍一张发来。")


def test_not_mine_by_what_it_is_called(hospital: Hospital, wang: Phone) -> None:
    assert wang.says("灭火器的不归我，是保卫科的").startswith("听成：102归保卫科")


@pytest.mark.parametrize("words", ["101已经搬走了", "102换好了"])
def test_done_beside_the_number(hospital: Hospital, wang: Phone, words: str) -> None:
    assert "站在同一个地方拍一张发来。" in wang.says(words)


def test_another_day_beside_the_number(hospital: Hospital, wang: Phone) -> None:
    assert wang.says("101配件没到要等一周").startswith("跟李红说了，等他点头")
    assert wang.says("102明天弄").startswith("好，记下了。102号")


def test_what_is_not_done_yet_is_not_taken_for_how_it_was_done(hospital: Hospital, wang: Phone) -> None:
    wang.says("101弄好了")
    assert wang.says("今天弄不完").startswith("好，记下了。101号")
    assert {row["status"] for row in hospital.rows()} == {"assigned"}
    assert wang.says("今天弄不完").startswith("哪一件？回数字，选“来不及”写个日子。\n1) 101")


def test_how_it_was_done_is_how_it_was_done(hospital: Hospital, wang: Phone) -> None:
    wang.says("102弄好了")
    assert wang.says("没法拍，换了个新的").startswith("102收到，等李红看。")


def test_a_reporter_speaks_of_her_own(hospital: Hospital, wang: Phone) -> None:
    assert hospital.phone("张敏").says("101根本没弄").startswith("101号 三楼东楼梯口堆了纸箱")


def test_a_number_nobody_has_is_no_hazard_either(hospital: Hospital, wang: Phone) -> None:
    assert hospital.phone("张敏").says("777根本没弄").startswith("没找到777号。")


@pytest.mark.parametrize("words", ["上次我报的那个纸箱还堆着", "我昨天报的纸箱怎么还没人清"])
def test_what_was_reported_and_still_is(hospital: Hospital, wang: Phone, words: str) -> None:
    assert hospital.phone("张敏").says(words).startswith("101号 三楼东楼梯口堆了纸箱")


def test_what_somebody_else_reported_is_reported_by_oneself(hospital: Hospital, busy: Phone) -> None:
    hospital.phone("孙丽").says("上次我报的插座还松着，五楼开水间")
    assert len(hospital.rows()) == 3


@pytest.mark.parametrize("words", ["101谁弄的", "帮我看看101", "101照片发我"])
def test_an_officer_asks_of_a_number(hospital: Hospital, wang: Phone, words: str) -> None:
    assert hospital.phone("李红").says(words).startswith("101 三楼东楼梯口堆了纸箱")


def test_who_has_how_many(hospital: Hospital, wang: Phone) -> None:
    li = hospital.phone("李红")
    assert li.says("王强手上几件").startswith("102 走廊灭火器过期：")
    assert li.says("王强弄得怎么样了").splitlines()[1].startswith("101 楼梯口堆纸箱：")
    assert wang.says("我手上还有几件").startswith("你手上2件：")


@pytest.mark.parametrize("words", ["101插座松了", "102灯坏了，线头露在外面"])
def test_another_thing_in_a_room_of_that_number_is_a_hazard(
    hospital: Hospital, busy: Phone, words: str
) -> None:
    hospital.phone("张敏").says(words)
    assert len(hospital.rows()) == 3


def test_what_broke_anew_is_no_news_of_a_task(hospital: Hospital, busy: Phone) -> None:
    assert "记下了" not in busy.says("电脑坏了没修好")
