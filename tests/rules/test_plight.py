"""What befalls whoever cries, and what is told of people meanwhile."""

import pytest

from rules.alarms.danger import Danger
from rules.alarms.plight import (
    Plight,
    are_in_there,
    has_fallen,
    is_hurt,
    is_lifeless,
    of_danger,
    plight,
    shuts_in_oneself,
)

CRIES = {
    Plight.VIOLENCE: (
        "拿着刀在走廊 家属在打护士 掐着护士脖子 大夫被捅了 有个男的拿刀追着大夫砍 病人家属把护士长打了 有人掐我脖子 喝多的在急诊打人 "
        "他揪我头发 手里有刀 有人在打大夫 有个男的带刀进急诊了 保安被扇了耳光 家属抡凳子砸护士 两拨家属打起来了 醉汉踹分诊台的护士 "
        "有人拿刀片划护士手 病人拿刀片割大夫的腿 家属用刀片划我的脸 有人举着玻璃扎保安 护士被病人拿刀片划了手 "
        "someone/is/beating/the/nurse drunk/man/hit/the/doctor he/has/a/knife"
    ),
    Plight.TAKEN: "孩子被抱走了 有人贩子抢孩子 新生儿被偷走了",
    Plight.LEAP: "有人要跳楼 病人站在楼顶哭 患者坐在窗台外面想不开 老头骑在栏杆上说要跳",
    Plight.LIFT: "电梯困人了 电梯卡住了里面有个孕妇 我困电梯里了 轿厢不动了出不去 stuck/in/the/lift",
    Plight.SHUT_IN: "我们被堵在里面了 护士锁在冷库里了 门反锁了老人出不来 俺出不去了",
    Plight.LIFELESS: "没呼吸了 他不喘气了 心跳没了 病人叫不醒 有人晕倒了 老人噎住了 抽搐了 脉搏摸不到",
    Plight.HURT: "我腿断了 有人喝农药了 房顶塌了 老人摔下来流血了 手被切菜刀切断手指了 拿刀割到手了 我拿刀片划到手了 病人拿刀片割自己手腕 不小心让刀片划了手指 救命啊 快来人",
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, said in CRIES.items() for text in said.split()]
)
def test_people_in_danger(kind: Plight, text: str) -> None:
    assert of_danger(Danger.PEOPLE, text.replace("/", " ")) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    {
        "五楼着火了": Plight.FIRE,
        "氧气房漏气呲呲响": Plight.GAS,
        "有人触电了倒在地上": Plight.SHOCK,
        "医闹打人了": Plight.VIOLENCE,
        "有人触电了；他不喘气了；没事了": Plight.SHOCK,
        "着火了；我腿断了": Plight.FIRE,
        "着火了；nobody hurt, everyone got out": Plight.FIRE,
        "灭火器没压力": None,
        "我被针扎了；病人乙肝": None,
    }.items(),
)
def test_the_words_of_a_row(text: str, kind: Plight | None) -> None:
    assert plight(text) is kind


MYSELF = "我们被堵在里面了 俺出不去了 门打不开 我困在三楼了 我俩困在卫生间了 我走不掉 门锁死了出不去 我和小王在里面 房门开不开了 我在厕所里 楼梯下不去全是烟"
OTHERS = (
    "里面还有个老人 里边还有个病人 还有个老太太在里面 屋里有两个人 楼上还有俩病人没下来 有个坐轮椅的老爷子还在屋里 里头还有一个小孩 "
    "小王没出来 我同事还在里面 三楼还有3个病人 病人出不来 有人没出来 护士站还有人困着"
)
NOBODY = "没人困住 里面没人了 人都出来了 都撤出来了 消防来了 火很大 还在烧 没有人受伤 无人受伤 没人员伤亡 里面没人受伤 没烧着人 扶手烧坏了 桌腿烧断了 我关了阀门 我把门锁上了 我堵住门缝了 屋里有氧气瓶 里面有煤气罐 还有人来吗 我害怕"


@pytest.mark.parametrize("text", [*MYSELF.split(), "can't get out", "i am stuck", "door won't open"])
def test_whoever_writes_is_in_it(text: str) -> None:
    assert shuts_in_oneself(text)


@pytest.mark.parametrize("text", [*OTHERS.split(), "my friend inside", "someone still inside"])
def test_somebody_is_in_there(text: str) -> None:
    assert are_in_there(text)
    assert not shuts_in_oneself(text)


@pytest.mark.parametrize(
    "text",
    [
        *NOBODY.split(),
        "no one is inside",
        "nobody inside",
        "no one hurt",
        "nobody hurt, everyone got out",
        "not hurt",
    ],
)
def test_nobody_is_in_there(text: str) -> None:
    assert not any(told(text) for told in (are_in_there, shuts_in_oneself, is_hurt, is_lifeless))


@pytest.mark.parametrize(
    "text",
    ["没人受伤 但里面还有个老人", "其他人都出来了 小王没出来", "nobody is coming, my friend is inside"],
)
def test_somebody_is_in_there_though_others_are_not(text: str) -> None:
    assert are_in_there(text)


@pytest.mark.parametrize(
    "text", ["我手烧了", "头磕破了", "护士烫着了", "脚也烧了", "我手烫伤了起泡", "病人被砸伤", "脸划破了"]
)
def test_a_wound(text: str) -> None:
    assert is_hurt(text)


@pytest.mark.parametrize(
    "text", ["掉下去了", "摔下去了", "人没了", "已经摔楼下了", "他坠楼了", "人掉到一楼了", "真跳了"]
)
def test_fallen(text: str) -> None:
    assert has_fallen(text)


@pytest.mark.parametrize(
    "text", ["没跳下去", "快掉下去了", "要跳下去", "他下来了", "跳了一下", "被劝下来了", "别跳"]
)
def test_not_fallen(text: str) -> None:
    assert not has_fallen(text)
