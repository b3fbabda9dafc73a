"""What is no place though a place was asked for, and the places that only sound like it."""

import pytest

from rules.places.no_places import one_more, says_no_place

POINTING = "就是刚才语音说的 刚才语音里说了 照片上拍了 我说过了 前面说了 这个给王强 给王强弄 让孙涛去看看 转给后勤的王强 就是照片里拍的 交给李红处理"
PLACES = (
    "五楼开水间 给水泵房 派出所门口 食堂门口 发热门诊 录像室 说明书柜旁 电话总机房 视频室 发药窗口 找不到 归档室 让路口 报告厅门口 话务室 "
    "转运中心 交费处 摄影棚 派药窗口 给药间 拍片室 语音室 照相室"
)


def test_words_that_point_back_are_no_place() -> None:
    assert [text for text in POINTING.split() if not says_no_place(text)] == []
    assert [text for text in PLACES.split() if says_no_place(text)] == []


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("还有灯也不亮", "灯也不亮"),
        ("还有就是 门口的灯不亮", "门口的灯不亮"),
        ("另外，处置室锐器盒满了", "处置室锐器盒满了"),
        ("再一个 门锁坏了", "门锁坏了"),
        ("还有五楼", None),
        ("五楼开水间", None),
    ],
)
def test_one_more(text: str, more: str | None) -> None:
    assert one_more(text) == more
