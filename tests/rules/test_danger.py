"""Cries for help among ordinary reports: what sets off the alarm, what only asks, and what stays quiet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.alarms.danger import Alarm, Danger, alarm, is_emergency_number

FIRE_SURE = """
着火了
食堂着火了快来人
三楼配电室冒烟了
插座起火了
垃圾桶里冒烟
窗帘烧起来了
住院部5楼好大的烟
救命，病房失火了
不是演习，真的着火了
电瓶车着了，冒黑烟
快来人啊着火啦
火！
起火了起火了
急诊大厅好像着火了
后勤仓库起火，烟很大
二楼走廊全是烟
空调冒白烟了
插线板烧着了
被子着了
上个月这里着过火，现在又冒烟了
厨房油锅着火
烟感响了，里面在冒烟
充电宝爆炸了
微波炉里面着了起来有火苗
开水房一股股往外冒烟
氧气瓶旁边起火了
配电箱冒火了
微波炉冒着烟
有人抽烟把垃圾桶点着了，着火了
地下室帽烟了
走水了走水了
灭火器不够，快来人，着火了
防火门后面冒烟
我看见窗户外面有浓烟
５楼着火了！！
三楼冒烟
快报警着火了
宿舍楼烧了
配电间电线冒烟了怎么办快来人
二楼办公室打印机冒烟
有股烟从吊顶里出来
氧气房那边着火
电动车自燃了
电池爆燃
插座突然冒烟
救火啊
外面垃圾房火很大
食堂着火了不是演习
床头插座短路着火
着火了，灭火器在哪
火烧起来了
充电器烧起来
地下车库浓烟滚滚
天台上冒烟了
病人点烟把床单点着了
谁在四楼？着火啦
后勤库房起了大火
变压器爆炸
空调外机起火
电线着火
供应室灭菌锅冒烟
一楼好多烟看不见
火着大了
楼下冒黑烟
电瓶车着火，整个楼道都是烟
锅着了
有人放火
点火自焚
汽油着了
宿舍里烟大得很
"""

GAS_SURE = """
氧气房漏气
氧气站漏气，呲呲响
食堂燃气泄漏了
厨房煤气味很大
液化气罐漏了
煤气泄漏，快跑
食堂后厨燃气管漏气
氧气瓶呲呲漏气
供氧管道漏气了
液氧罐泄漏
闻到很浓的煤气味
厨房一股燃气味
天然气管子断了一直在漏
有人煤气中毒了
汇流排漏气
氯气泄漏了
灭火器旁边的燃气管在漏气
食堂煤气漏了
氧气泄漏
我闻到天然气味道
后厨煤气阀门坏了一直呲呲漏气
气罐漏气了
煤气管爆了
氧气瓶阀门喷气
燃气泄露
一氧化碳中毒好几个人
液氮罐漏了
燃气泄漏大家快出来
氧气站管子爆了漏得厉害
煤气罐嗤嗤响
厨房阿姨煤气中毒晕倒了
"""

SHOCK_SURE = """
有人触电了
维修师傅被电倒了
快来人有人被电了
触电
电工触电了
病人被电到了，叫不醒
保洁阿姨让电打了
触电！快救人
有人电晕过去了
小王被电击倒地
我同事触电倒下了
开水间有人被电着了
有人触电
水房有人被电倒了快来
触电了快打120
张师傅修灯被电了
一个家属触电晕倒
他被电打了动不了了
有人摸电线被电住了
电死人了
有个病人手被电住了
维修工触电从梯子上掉下来
洗澡被电了
快来救人有人触电
"""

FIRE_UNSURE = """
三楼可能着火了
走廊有糊味
5楼开水间插座冒火星
烟感一直在响
充电器有股焦味
值班室有烧焦的味道
插头打火
烟头没灭
着火了怎么办
是不是着火了
刚才着火了，已经灭了
厕所有烟味
配电箱里噼里啪啦响
烟囱冒黑烟
电箱滋滋响
消防警报响个不停
插座冒火花了
病房里有烟，呛得睁不开眼
烟感报警，现场确实有烟
走廊有股塑料烧糊的味道
开关里有火花
插座发黑有焦糊味
灯管滋滋响
着火了吗那边
有烧东西的味
消防铃响了
安全出口堵着，着火了跑都跑不出去
"""

GAS_UNSURE = """
好像有点煤气味
这里漏气
燃气报警器一直响
走廊有刺鼻的味道
有点燃气味
阀门那里漏气
氧气接口漏气
有煤气味吗好像
厨房好像漏气
不知道哪里有股怪味像煤气
"""

SHOCK_UNSURE = """
饮水机外壳麻手
开水器漏电
刚被电了一下
水龙头有电，手麻
洗衣机外壳带电
插座电人
淋浴漏电
摸开关手麻了一下
铁门带电
淋浴头漏电
"""

QUIET = """
插座太松可能会着火
灭火器漏气没压力了
防触电标识掉了
演练冒烟
今天下午消防演练会冒烟，大家别慌
防火门关不上
消火栓没水
楼梯间有烟头
轮胎漏气
上个月这里着过火
电线老化容易着火
被电瓶车撞了
漏电保护器坏了
火灾报警器掉了
灭火器失压
燃气报警器没装
灭火器箱坏了
消防演习，三楼有人喊着火了，是演习
当心触电的牌子掉了
防火卷帘下面堆东西
火灾应急预案没上墙
烟感探测器掉了
排烟窗打不开
楼道里有人抽烟
血压计袖带漏气
呼吸机漏气
氧气瓶没固定
电动车在楼道充电
被电线绊倒了
电梯没电了
手机充电到一半停电了
着火时不能坐电梯的标识没了
如果着火了都跑不出去
这样下去迟早着火
怕着火，插座太松了
去年这个地方着火了
触电急救培训什么时候
打火机不让带
领导发火了
我嗓子都冒烟了
没有着火
已经不漏气了
静电电了一下
窗户漏气太冷
食堂火锅好吃
液化气罐放在走廊
腿都麻了
烟道没清洗
漏电开关没装
灭火毯没了
小心地滑
三楼东楼梯口堆着纸箱
空调漏水
没电了
麻醉机漏气
救火通道被车堵了
消防栓漏水
火警按钮坏了
火灾隐患太多了
电表箱没锁
保险丝烧了
电视机遥控没电了
灭火器喷管掉了
灭火器压力不够漏气
电动车轮胎漏气
消防应急演练冒烟弹味道大
防烟面罩过期
触电警示牌掉落
有电危险标志不见了
禁止烟火的牌子没了
消防宣传栏写的着火了打119掉了
油烟机冒油
氧气瓶没有防倒链
燃气报警器没电了
液化气罐没有单独存放
楼道堆纸壳容易引起火灾
前年锅炉房着过火
要是着火了就麻烦了
万一漏电怎么办
空调漏氟
饮水机漏水
血压计漏气不准
气垫床漏气了
火灾报警按钮玻璃碎了
通道堵死了，一旦起火就完了
烟头扔得满地都是
医生抽烟
电梯没电停了
配电箱没有接地容易触电
电线破皮怕漏电
防电击手套破了
手机被电话打爆了
护士长又发火了
锅炉房没人值班
灭火毯在哪里拿
这里不能点火
吸烟室没有烟灰缸
停电了没有应急灯
消火栓箱上写着火警119的字掉了
走廊烟雾报警器坏了
食堂火太大菜糊了
我的火车票
床垫漏气
漏气检测仪坏了
电风扇掉了差点打到人
烟道着火隐患没清洗
冒烟的演练道具放在楼道
感觉随时会着火
拔火罐酒精没盖
燃气软管接头松，怕漏气
氧气瓶压力表坏了
救护车漏油
酒精灯没灭
灭火器挂得太高
电线裸露会触电
防火门坏了冒风
氧气瓶空了
锅炉压力表坏
消防通道着实太窄
烟感贴着胶布
电炉没收了
触电保护开关跳闸
高压锅漏汽
火灾疏散图旧了
煤气罐放楼道
安全出口灯没电了
门诊大厅电子屏坏了
去年触电过一次
电梯轰轰响
这个插座被电工拆了
被电视砸到
吸氧管漏了
火警119宣传单
插头松
液氧站没有围栏
食堂有油烟味
微波炉加热金属
灯泡烧了
保险烧断了
水烧开了没人管
锅烧干了
"""


def sentences(text: str) -> list[str]:
    return text.split("\n")[1:-1]


@pytest.mark.parametrize("text", sentences(FIRE_SURE))
def test_fire_is_cried_at_once(text: str) -> None:
    assert alarm(text) == Alarm(Danger.FIRE, sure=True)


@pytest.mark.parametrize("text", sentences(GAS_SURE))
def test_gas_is_cried_at_once(text: str) -> None:
    assert alarm(text) == Alarm(Danger.GAS, sure=True)


@pytest.mark.parametrize("text", sentences(SHOCK_SURE))
def test_shock_is_cried_at_once(text: str) -> None:
    assert alarm(text) == Alarm(Danger.SHOCK, sure=True)


@pytest.mark.parametrize("text", sentences(FIRE_UNSURE))
def test_signs_of_fire_are_asked_about(text: str) -> None:
    assert alarm(text) == Alarm(Danger.FIRE, sure=False)


@pytest.mark.parametrize("text", sentences(GAS_UNSURE))
def test_signs_of_gas_are_asked_about(text: str) -> None:
    assert alarm(text) == Alarm(Danger.GAS, sure=False)


@pytest.mark.parametrize("text", sentences(SHOCK_UNSURE))
def test_signs_of_current_are_asked_about(text: str) -> None:
    assert alarm(text) == Alarm(Danger.SHOCK, sure=False)


@pytest.mark.parametrize("text", sentences(QUIET))
def test_talk_about_things_stays_quiet(text: str) -> None:
    assert alarm(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "119",
        "120",
        "110",
        "122",
        "１１９",
        "打119",
        "快打120",
        " 119 ",
        "119！",
        "拨打120吧",
        "请打110",
        "一一九",
    ],
)
def test_an_emergency_number_alone_is_understood(text: str) -> None:
    assert is_emergency_number(text)


@pytest.mark.parametrize(
    "text", ["112", "1190", "119室", "已经打了119来人了", "0533-119", "12", "", "119和120有什么不同", "114"]
)
def test_other_numbers_are_no_emergency(text: str) -> None:
    assert not is_emergency_number(text)


@given(st.text(max_size=60))
def test_nothing_a_person_types_breaks_the_alarm(text: str) -> None:
    found = alarm(text)
    assert found is None or found.danger in Danger
