"""The class a sentence sounds like, the everyday word for it, and what makes it urgent or a matter for the officer."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.kinds import load_kinds
from rules.kinds import OTHER, Kind, by_menu
from rules.words.suggesting import suggest

KINDS = load_kinds()

SOUNDS_LIKE = {
    "FIRE_EXIT": """
三楼东楼梯口堆着纸箱
安全出口锁了
出口锁了打不开
消防通道停了车
走廊加床，平车过不去
楼道里堆着旧桌子
逃生门被链子锁锁着
推车堵了过道
消防车道被占了
杂物把楼梯间堵住了
后门让人用铁丝拧死了
楼梯上放了好几个轮椅
4楼西头安全门推不开
东边楼梯全是病人家属的行李
疏散楼梯间被保洁当成仓库了
大厅卷帘门半夜都锁着出不去
""",
    "FIRE_EQUIP": """
灭火器没压力了
消防栓没水
灭火机过期
灭火器被柜子挡住了
消火栓箱打不开
水带没了
消防拴漏水
灭或器指针在红区
灭火器瓶子锈了
这边的灭火器不见了
消火栓门卡住拉不开
灭火器压力指针掉到红的地方了
""",
    "FIRE_SYS": """
应急灯不亮
烟感掉下来了
疏散指示灯坏了
喷淋头漏水
消控室没人值班
防火卷帘下面放东西
手动报警按钮坏了
楼道应急照明灯一按不亮
安全出口指示牌不亮
烟雾报警器被塑料袋套住了
""",
    "FIRE_BLDG": """
防火门关不上
有人在楼梯间抽烟
垃圾桶里全是烟头
常闭门一直敞开
仓库里堆满泡沫板
值班室点蚊香
防火门被灭火器顶着
家属在病房里抽烟
防火门闭门器坏了
""",
    "ELEC": """
5楼开水间插座冒火星
插线板一个接一个
电线耷拉下来了
配电箱门没关
医生办公室用小太阳
饮水机漏电麻手
插排发烫
私拉乱接电线
开关烧焦了
充电器插着没人管发热
检验科插座松了
墙上插座盖子掉了露着线
一个插排上插了五个电器
电磁炉在值班室煮面
电表箱开着门线乱七八糟
护士站电源线被椅子压破了
空调插头烧黑了
""",
    "EBIKE": """
电瓶车在楼道充电
有人把电动车推进电梯
飞线充电
办公室给电瓶充电
楼下停满了电动车
楼道里有人给电瓶车充电
外卖的电动车堵在门口
电动车电池拿到宿舍充
""",
    "GAS_KITCHEN": """
食堂后厨煤气味很大
燃气报警器没装
厨房烟道全是油
煤气罐放在走廊
燃气软管老化
食堂灶台没人看着火开着
厨房煤气阀门没关
""",
    "MEDGAS": """
氧气瓶没绑
氧气房漏气
中心供氧压力不够
负压吸引没有吸力
氧气瓶倒在地上
氧气桶靠墙放没链子
抢救室氧气没压力
氧气瓶和酒精放一块
""",
    "SPECIAL": """
电梯困人了
电梯老是咣当响
扶梯急停按钮坏了
锅炉安全阀过期
高压锅门关不紧
电梯没年检
3号电梯门老是夹人
电梯一顿一顿的还响
电梯里检验合格证去年就到期了
""",
    "HAZCHEM": """
酒精放在暖气旁边
84和洁厕灵放一起
甲醛味很呛人
试剂没标签
洗眼器没水
病理科福尔马林味太大
消毒水洒了一地
双氧水没贴标签
""",
    "MEDWASTE": """
锐器盒满了
医疗垃圾和生活垃圾混在一起
黄色垃圾袋破了流水
医废暂存间没锁
利器盒塞得冒尖了
针头扔到生活垃圾里了
污物间医疗垃圾两天没收
""",
    "RAD": """
CT室防护门关不严
铅衣破了
拍片室门灯不亮
个人剂量计没发
放射科门口红灯不亮
""",
    "BIOLAB": """
标本洒了一地
生物安全柜报警
离心机盖子坏了
离心机晃得厉害
""",
    "OCC": """
被针扎了手
护士没有护目镜
配化疗药没防护
针头乱放
口罩不够用
拔针的时候扎到手了
采血溅到眼睛里了
洗衣房噪音太大
科里N95没有了
""",
    "WORK": """
电焊没人看着
脚手架晃得厉害
施工没围挡
高处擦玻璃不系安全带
化粪池下去人没检测
装修队在走廊电焊没有灭火器
工人爬梯子换灯没人扶
外墙施工掉东西下来
""",
    "OUTS": """
外包公司没资质
小卖部占了大厅
""",
    "BLDG": """
地上有水很滑
天花板要掉了
掉墙皮
楼梯扶手松了
玻璃裂了
井盖没了
瓷砖掉了差点砸到人
厕所漏水
路灯不亮太黑
台阶缺了一块绊人
厕所地滑摔了人
天花板漏水都鼓了
5楼走廊扶手掉了一头
门口台阶破了绊人
大厅玻璃门裂了一道缝
楼梯防滑条翘起来了
楼梯灯坏了看不见路
电视机挂架松了要掉
""",
    "FLOOD": """
下雨地下室进水
门口结冰了
下水道堵了返水积水
负一楼下雨就积水
院里结冰没人撒盐
""",
    "TRAFFIC": """
救护车通道被堵
停车场车开太快
减速带坏了
大门口车乱停
急诊门口停满了车，救护车进不来
车库出口看不见来车
""",
    "IT": """
机房漏水
服务器机柜太热
机房空调坏了温度四十度
""",
    "DEVICE": """
除颤仪没电
病床刹车坏了
床栏坏了
输液架老倒
监护仪不报警
病床摇把断了
除颤仪开不了机
轮椅刹车坏了
呼叫铃按了不响
""",
    "SEC": """
有人在急诊打架
监控坏了
病房老丢东西
家属威胁医生
有个醉汉在急诊骂人要打护士
更衣室老丢东西
门禁坏了谁都能进产房
""",
    "MGMT": """
新来的没培训
巡查记录没签字
应急预案没上墙
消防巡查记录本好几天没填
""",
}

NOTHING = ["", "今天天气真好", "谢谢", "abc", "😀"]

PLAIN = [
    ("三楼东楼梯口堆着纸箱", "通道被堵"),
    ("灭火器过期了", "灭火器过期"),
    ("灭火器没压力", "灭火器没压力"),
    ("安全出口锁了", "出口被锁"),
    ("走廊地滑", "地滑"),
    ("插座冒火星", "插座冒火星"),
    ("电梯困人了", "电梯困人"),
    ("氧气房漏气", "氧气漏气"),
    ("今天天气真好", "别的隐患"),
]

MAJOR = [
    "安全出口锁了",
    "安全出口被封死了",
    "消火栓没水",
    "配电室进水了",
    "消控室没人",
    "电瓶车在楼梯间充电",
    "燃气报警器坏了",
    "病房电焊没人看",
    "承重墙被拆了",
    "电梯年检过期了",
    "救护车通道被堵",
    "医废被人卖了",
    "氧气房漏气",
]
GENERAL = [
    "三楼东楼梯口堆着纸箱",
    "安全出口没锁",
    "安全出口标识掉了",
    "演练时安全出口锁了",
    "消火栓没水的宣传海报掉了",
    "灭火器过期了",
    "地滑",
    "燃气报警器培训没做",
    "安全出口未上锁",
]
URGENT = [
    "插座冒火星",
    "电梯困人了",
    "氧气房漏气",
    "天花板快掉了",
    "井盖没了",
    "有人在急诊打架",
    "地下室进水了",
    "饮水机麻手",
    "被针扎了",
]
CALM = [
    "三楼东楼梯口堆着纸箱",
    "演练冒烟",
    "灭火器过期了",
    "电梯困人演练",
    "灯不亮",
    "打架斗殴宣传标语掉了",
    "",
]


def sentences(text: str) -> list[str]:
    return text.split("\n")[1:-1]


CORPUS = [(text, code) for code, block in SOUNDS_LIKE.items() for text in sentences(block)]


@pytest.mark.parametrize(("text", "code"), CORPUS)
def test_words_lead_to_the_class(text: str, code: str) -> None:
    assert suggest(text, KINDS).code == code


@pytest.mark.parametrize("text", NOTHING)
def test_no_word_leads_nowhere(text: str) -> None:
    found = suggest(text, KINDS)
    assert (found.code, found.plain, found.level, found.urgent) == ("OTHER", "别的隐患", "general", False)


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_the_reporter_reads_everyday_words(text: str, plain: str) -> None:
    assert suggest(text, KINDS).plain == plain


@pytest.mark.parametrize("text", MAJOR)
def test_grave_words_are_for_the_officer_to_look_at(text: str) -> None:
    assert suggest(text, KINDS).level == "major"


@pytest.mark.parametrize("text", GENERAL)
def test_talk_and_denial_are_not_grave(text: str) -> None:
    assert suggest(text, KINDS).level == "general"


@pytest.mark.parametrize("text", URGENT)
def test_what_cannot_wait_is_urgent(text: str) -> None:
    assert suggest(text, KINDS).urgent


@pytest.mark.parametrize("text", CALM)
def test_what_can_wait_is_not_urgent(text: str) -> None:
    assert not suggest(text, KINDS).urgent


@pytest.mark.parametrize(
    ("text", "kind"),
    [("被针扎了", "occupational"), ("铅衣破了", "occupational"), ("地滑", "accident"), ("", "accident")],
)
def test_harm_from_work_is_told_from_accidents(text: str, kind: str) -> None:
    assert suggest(text, KINDS).kind == kind


@pytest.mark.parametrize(
    ("digit", "code"),
    [
        (1, "FIRE_EXIT"),
        (2, "FIRE_EQUIP"),
        (3, "ELEC"),
        (4, "MEDGAS"),
        (5, "SPECIAL"),
        (6, "BLDG"),
        (7, "OCC"),
        (8, "EBIKE"),
        (9, "OTHER"),
    ],
)
def test_a_choice_of_the_nine_groups_is_a_class(digit: int, code: str) -> None:
    found = by_menu(digit, KINDS)
    assert found is not None
    assert found.code == code


def test_a_tenth_group_does_not_exist() -> None:
    assert by_menu(0, KINDS) is None


@given(st.text(max_size=60))
def test_nothing_a_person_types_breaks_the_suggestion(text: str) -> None:
    assert suggest(text, KINDS).code in {kind.code for kind in KINDS}


def test_the_words_of_a_changed_file_count_at_once() -> None:
    mine = (Kind("PETS", "动物", "有猫狗", (), ("野猫",), (), (), occupational=False, menu=9),)
    assert suggest("院子里有野猫", mine).code == "PETS"
    assert suggest("地滑", mine).code == "OTHER"


def test_every_official_class_is_there_and_speaks_plainly() -> None:
    assert len(KINDS) == 24
    assert len({kind.name for kind in KINDS}) == 24
    for label in [
        label for kind in KINDS for label in (kind.plain, *(label for _, label in kind.plain_when))
    ]:
        assert 1 <= len(label) <= 6
        assert "重大" not in label


def test_eighty_four_is_a_disinfectant_not_a_number() -> None:
    assert "84" in next(kind for kind in KINDS if kind.code == "HAZCHEM").words
    assert suggest("1845号柜", KINDS).code == "OTHER"


def test_every_mistake_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "kinds.yaml"
    path.write_text(
        """
kinds:
  - {code: A, name: 甲, plain: 这个说法实在太长, menu: 12, words: [84, 火]}
  - {code: A, name: 乙, plain: 重大火灾, menu: 1, words: [火, 火], colour: red}
  - {code: B, name: 丙, plain: 丙, menu: 1, words: [], major: [火], occupational: 是}
  - {code: C, name: 丁, plain: 丁, menu: 1, words: [烟], weak: [烟]}
""",
        encoding="utf-8",
    )
    with pytest.raises(ValueError) as told:
        load_kinds(path)
    said = str(told.value)
    for part in (
        "太长",
        "1 到 9",
        "84",
        "重大",
        "写了不止一遍",
        "不认得“colour”",
        "一个词也没有",
        "true 或 false",
        "用了2次",
        "OTHER",
        "第3类（B）",
        "只留一处",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "kinds"),
        ("kinds: []", "kinds"),
        ("- 1", "kinds"),
        ("kinds: [", "第"),
        ("kinds:\n  - {code: A, code: B}", "第2行"),
        ("kinds: [3]", "第1类"),
    ],
)
def test_a_file_that_is_no_list_of_kinds_is_refused_in_words(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "kinds.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=part):
        load_kinds(path)


@pytest.mark.parametrize("place", ["走廊", "三楼走廊", "楼梯口", "食堂", "机房", "CT室", "走廊尽头"])
def test_a_bare_place_is_no_kind(place: str) -> None:
    found = suggest(place, KINDS)
    assert (found.code, found.score) == (OTHER, 0.0)


def test_a_place_with_something_in_it_still_is() -> None:
    assert suggest("走廊有床", KINDS).code == "FIRE_EXIT"
