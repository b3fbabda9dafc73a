"""Nobody's telephone rings at night because a server was down by day."""

from datetime import UTC, datetime

from tests.hospital import Hospital

MIDNIGHT = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)


def test_what_was_due_by_day_waits_for_the_morning(hospital: Hospital) -> None:
    li, zhang = hospital.phone("李红"), hospital.phone("张敏")
    li.says("你好")
    zhang.says("三楼东楼梯口堆着纸箱")
    hospital.product.clock.now = MIDNIGHT  # nobody carried anything since noon
    hospital.product.courier.until_empty()
    assert li.pushes == []
    hospital.forward(hours=7)
    assert li.pushes == ["新来1件：101楼梯口堆纸箱。\n回 待办，半分钟一件。"]


def test_what_burns_rings_at_any_hour(hospital: Hospital) -> None:
    li = hospital.phone("李红")
    hospital.product.clock.now = MIDNIGHT
    li.says("你好")
    hospital.phone("张敏").says("五楼配电间着火了")
    hospital.product.courier.until_empty()
    assert li.pushes[0].startswith("【急】101号 00:30")
