"""What is no place though a place was asked for, and the places that only sound like it."""

import pytest

from rules.places.no_places import one_more, says_no_place, somebody_does

POINTING = "就是刚才语音说的 刚才语音里说了 照片上拍了 我说过了 前面说了 这个给王强 给王强弄 让孙涛去看看 转给后勤的王强 就是照片里拍的 交给李红处理"
PLACES = (
    "五楼开水间 给水泵房 派出所门口 食堂门口 发热门诊 录像室 说明书柜旁 电话总机房 视频室 发药窗口 找不到 归档室 让路口 报告厅门口 话务室 "
    "转运中心 交费处 摄影棚 派药窗口 给药间 拍片室 语音室 照相室"
)


DOING = "护工在楼梯间抽烟 病人家属在病房煮面 小孩在扶梯口玩 3楼保安在睡觉 学生在连廊踢球 保洁阿姨在水房洗拖把 师傅在顶楼焊管子"
WHERE_IT_IS_DONE = "病人睡觉的地方 家属等候区 小孩玩的地方 老人活动室 孩子在玩的那边 医生值班室 师傅在修的电梯旁边 保洁在烧水的地方 家属在的那屋 护士长办公室"


def test_somebody_at_something_is_no_place_and_where_they_do_it_is_one() -> None:
    assert [text for text in DOING.split() if not somebody_does(text)] == []
    assert [text for text in WHERE_IT_IS_DONE.split() if somebody_does(text)] == []


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
