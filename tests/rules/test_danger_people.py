"""People in danger: cries that get the telephones first, and talk that does not."""

import pytest

from rules.alarms.danger import Danger, alarm

CRIES = (
    "救命", "救命啊", "快来人", "快来人啊有人晕倒了", "来人啊", "有人跳楼", "有人要跳楼", "病人坠楼了", "有人自杀", "电梯困人了",
    "电梯里困住人了", "被困在电梯里了", "电梯坠落", "房顶塌了", "吊顶突然塌了", "脚手架倒塌", "家属打医生了", "有人持刀",
    "医闹打人了", "有人晕倒在走廊", "工人被砸了", "有人受伤流血",
)  # fmt: skip
QUIET = (
    "救命药放在柜子里", "电梯维保过期", "吊顶松了要掉", "墙皮脱落", "防跌倒标识掉了", "培训讲了打人怎么办", "窗户没有限位，怕跳楼",
    "天花板漏水", "演练电梯困人", "担心病人跳楼", "扶手断了会摔伤",
)  # fmt: skip


@pytest.mark.parametrize("text", CRIES)
def test_a_cry_for_people_is_sure(text: str) -> None:
    heard = alarm(text)
    assert heard is not None
    assert (heard.danger, heard.sure) == (Danger.PEOPLE, True)


@pytest.mark.parametrize("text", QUIET)
def test_talk_of_people_alarms_nobody(text: str) -> None:
    heard = alarm(text)
    assert heard is None or not heard.sure


def test_fire_outweighs_a_cry() -> None:
    heard = alarm("救命，病房失火了")
    assert heard is not None
    assert heard.danger is Danger.FIRE
