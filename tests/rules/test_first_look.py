"""The first look at words out of the blue, in the words staff really type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.kinds import load_kinds
from rules.words.first_look import Look, first_look, pricked, said_fixed

KINDS = load_kinds()

HAZARD = """
三楼东楼梯口堆着纸箱
灭火器没压力了
走廊地上有水，很滑
5楼开水间插座冒火星
安全出口锁了
电瓶车在楼道充电
楼梯扶手松了
内科楼吊顶要掉下来了
手术室门口平车堵着过不去
应急灯不亮
楼梯间灯坏了，晚上太黑看不见
着火了
氧气瓶没绑好
锐器盒满了没人换
窗户玻璃裂了
抽血处旁边有个凳子腿断了，差点摔着人
卫生间地滑摔了两个人了
院子里井盖没了
电线耷拉下来了
输液架轮子坏了老是倒
消防通道停了一排车
灭火器过期了，旁边插座松，走廊还堆着床
食堂后厨煤气味很大
电梯老是咣当响，吓人
病房床栏坏了，老人容易掉下来
空调外机快掉了
水龙头漏水流到插座上了
医生值班室用小太阳取暖
有人拿刀在急诊闹事
酒精放在暖气旁边
消火栓被柜子挡住了
304的呼叫铃下面电线露着
三楼男厕所地砖掉了绊人
药房后面堆了好多泡沫箱
外墙皮往下掉，砸到车了
配电箱门开着没锁
雨大，地下室进水了
CT室防护门关不严
被针扎了
化粪池井盖松动
楼梯口有块玻璃渣子
儿科输液室插座没有保护盖孩子摸
电动车又在门诊大厅充电
地上一滩水没人管
病人走廊里摔倒了地太滑
天花板往下滴水
下水道井盖翘边
三楼窗户没有限位器
药柜没锁
氧气压力表坏了
门诊二楼厕所门把手掉了把手划破手
护士站后面的电线乱成一团
消防门锁上了
急救车堵在外面进不来
这个灯一闪一闪的还滋滋响
宿舍有人用电炉子
开水器烫着人了
空调漏水滴到插座上
病房厕所呼叫器坏了
楼顶广告牌被风刮歪了
你好，三楼灭火器过期了
灯坏了，楼道里黑得看不见
老人在台阶上绊了一跤
请问楼道堆着纸箱归谁管
血透室地面有积水
针头扔地上
小孩爬窗台 没有护栏
输液大厅椅子断了差点摔着人
通道里有平车
楼梯没有灯
"""

COURTESY = """
谢谢
好的
你好
[微笑]
收到
👍
谢谢你，辛苦了
好的谢谢
嗯嗯
OK
[强][强][玫瑰]
您好
知道了
😂😂
。。。
早上好
好的，谢谢老师
嗯好
收到收到
🙏🙏
[OK]
知道啦
太感谢了
谢谢你们
好👌
没事
"""

QUESTION = """
这个怎么用
你是谁
什么时候能弄好
体检什么时候安排
工会电话是多少
可以匿名吗
怎么绑定工号
报了谁能看到？
怎么报隐患
报完多久有人来
你们几点下班
灭火器怎么用
消防培训什么时候
我报的那个怎么样了
人工客服
工号忘了怎么办
这是干什么的
"""

COMPLAINT = """
食堂太咸
饭菜太难吃了
排班不公平
这个月奖金怎么还没发
停车费太贵
后勤态度太差
加班太多了
中午的菜又凉又贵
夜班费太少了
领导从来不听我们的
我要投诉
更衣柜不够用，分配不公平
食堂没有素菜
"""

REPAIR = """
灯坏了找谁
空调不制冷
打印机卡纸了
电脑开不了机
马桶堵了
我们科热水器没热水
门锁坏了报修
水龙头滴水
网连不上了
护士站的椅子坏了
护士站电脑死机
空调不热
卫生间水龙头关不紧
3楼打印机没墨了
门把手松了
热水器坏了
电视没信号
治疗室柜子门掉了
帮忙换个灯泡
医生办公室椅子轮子掉了
"""

PERSON = """
保安老是睡觉
护士长骂人
我要举报后勤主任收红包
小王上班喝酒
电工违章操作没人管
李主任在办公室抽烟
张护士不戴口罩
保安值班睡觉
后勤科长不管事
有个护工老打骂病人
"""

LINK = """
https://mp.weixin.qq.com/s/abc
[链接]
[文件]
看看这个 http://a.cn/1
[聊天记录]
【链接】https://a.b/c
"""

SHORT = """
坏了
三楼
掉了
302
急诊大厅
又坏了
有隐患
这里不安全
漏了
5楼
出问题了
不好用
门诊
"""

OTHER = """
今天天气真好
我是内科的张敏
晚上一起吃饭吧
我到了
明天开会
测试
哪吒好看
"""

REWARD = """
请问报了有奖吗
有没有奖励
有奖吗
给钱吗
报一件给多少钱
有积分吗能换啥
"""

NEEDLE = """
针扎了怎么办
手被采血针扎了，找谁
血溅到眼睛里了怎么处理
被刀片划了手要不要打针？
"""

PRICKED = """
被针扎了
拔针的时候扎手上了
保洁收垃圾让针头扎了
病人血溅我眼里了
针扎了怎么办
"""

NOT_PRICKED = """
针头扔地上，容易扎到手
锐器盒满了，差点扎手
桌角有钉子扎手
玻璃碴子扎手了
小心被针扎
培训讲了针刺伤怎么办
锐器盒满了没人换
血压计漏水银
"""

FIXED = """
我拖了
已经清走了
弄好了
我已经扶起来了
已经把箱子搬走了
地拖干净了
插头我拔了
修好了
我把灭火器扶正了
搞定
警示牌放好了，地也擦干了
门我关上了
已整改
当场处理了
刚才让保洁拖了
水我扫了
叫电工换好了
杂物清理完了
"""

NOT_FIXED = """
没弄好
弄不好
还没修
修了又坏了
什么时候能修好
请把箱子搬走
麻烦清理一下
怎么处理
搬不动
没人来修
三楼东楼梯口堆着纸箱
安全出口锁上了
弄好了吗
没有人拖
希望赶紧修好
我们不敢动
灭火器过期没换
修不好了
谁来修
门关不上
"""


def sentences(text: str) -> list[str]:
    return text.split("\n")[1:-1]


CORPUS = [
    *[(text, Look.HAZARD) for text in sentences(HAZARD)],
    *[(text, Look.COURTESY) for text in sentences(COURTESY)],
    *[(text, Look.QUESTION) for text in sentences(QUESTION)],
    *[(text, Look.COMPLAINT) for text in sentences(COMPLAINT)],
    *[(text, Look.REPAIR) for text in sentences(REPAIR)],
    *[(text, Look.PERSON) for text in sentences(PERSON)],
    *[(text, Look.LINK) for text in sentences(LINK)],
    *[(text, Look.REWARD) for text in sentences(REWARD)],
    *[(text, Look.NEEDLE) for text in sentences(NEEDLE)],
    *[(text, Look.SHORT) for text in sentences(SHORT)],
    *[(text, Look.OTHER) for text in sentences(OTHER)],
]


@pytest.mark.parametrize(("text", "look"), CORPUS)
def test_the_first_look_tells_them_apart(text: str, look: Look) -> None:
    assert first_look(text, KINDS) == look


@pytest.mark.parametrize("text", sentences(PRICKED))
def test_a_needle_stick_is_heard(text: str) -> None:
    assert pricked(text)


@pytest.mark.parametrize("text", sentences(NOT_PRICKED))
def test_sharp_things_alone_have_pricked_nobody(text: str) -> None:
    assert not pricked(text)


@pytest.mark.parametrize("text", sentences(FIXED))
def test_done_already_is_heard(text: str) -> None:
    assert said_fixed(text)


@pytest.mark.parametrize("text", sentences(NOT_FIXED))
def test_not_done_is_not_taken_for_done(text: str) -> None:
    assert not said_fixed(text)


@given(st.text(max_size=60))
def test_nothing_a_person_types_breaks_the_first_look(text: str) -> None:
    assert first_look(text, KINDS) in Look
    assert said_fixed(text) in (True, False)


@pytest.mark.parametrize(
    "again", ["我已经都把", "好的谢谢", "嗯", "又都", "三楼东", "看看", "着火时", "没有"]
)
def test_a_wall_of_text_is_read_as_quickly_as_a_sentence(again: str) -> None:
    """Patterns that try every way to split a repetition would not come back from this."""
    assert first_look(again * 150 + "x", KINDS) in Look
    assert not said_fixed(again * 150 + "x")
    assert first_look(again * 7 + "x", KINDS) in Look
    said_fixed(again * 7 + "x")


@pytest.mark.parametrize("text", ["地湿", "地滑", "走廊地湿", "地上有水", "电线露", "漏电", "插座松了"])
def test_two_characters_are_enough_where_something_is_wrong(text: str) -> None:
    assert first_look(text, KINDS) is Look.HAZARD


def test_a_wish_about_a_number_is_no_thanks() -> None:
    assert first_look("101号电梯3楼撤销谢谢", KINDS) is Look.OTHER
    assert first_look("谢谢，102弄好了", KINDS) is not Look.COURTESY
    assert first_look("谢谢，弄好了", KINDS) is Look.COURTESY


def test_whoever_cannot_get_out_needs_more_than_a_repair() -> None:
    assert first_look("更衣室门锁坏了出不来", KINDS) is Look.HAZARD
    assert first_look("更衣室门锁坏了", KINDS) is Look.REPAIR
