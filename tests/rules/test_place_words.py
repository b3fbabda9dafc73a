"""Where people say it is, which place of the register that is, and how a list calls the hazard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.place_words import Said, Spot, brief, is_place_only, read, recognise
from rules.plain_text import clean

SAID = [
    ("三楼东楼梯口堆着纸箱", "3楼东楼梯口", "堆着纸箱"),
    ("外科楼十二楼开水间插座冒火星", "外科楼12楼开水间", "插座冒火星"),
    ("5楼开水间插座冒火星", "5楼开水间", "插座冒火星"),
    ("负一楼停车场积水", "负1楼停车场", "积水"),
    ("地下一层配电室漏水", "负1楼配电室", "漏水"),
    ("地下室堆了好多纸壳", "地下室", "堆了好多纸壳"),
    ("B1车库灯不亮", "B1车库", "灯不亮"),
    ("302病房床栏坏了", "302病房", "床栏坏了"),
    ("内科二病区治疗室氧气瓶没固定", "内科二病区治疗室", "氧气瓶没固定"),
    ("院子里井盖没了", "院子里", "井盖没了"),
    ("门诊楼2楼抽血处旁边地滑", "门诊楼2楼抽血处旁边", "地滑"),
    ("灭火器没压力了", "", "灭火器没压力了"),
    ("老药房后面堆着木板", "老药房后面", "堆着木板"),
    ("3号楼3层西侧走廊灯不亮", "3号楼3楼西侧走廊", "灯不亮"),
    ("三号楼三楼西头厕所地滑", "3号楼3楼西头厕所", "地滑"),
    ("A座二层电梯口地砖翘了", "A座2楼电梯口", "地砖翘了"),
    ("5F电梯口地砖翘起来了", "5楼电梯口", "地砖翘起来了"),
    ("ICU门口平车挡路", "ICU门口", "平车挡路"),
    ("手术室外面走廊堆着床", "手术室外面走廊", "堆着床"),
    ("急诊大厅门口有冰", "急诊大厅门口", "有冰"),
    ("大门口减速带坏了", "大门口", "减速带坏了"),
    ("停车场车乱停", "停车场", "车乱停"),
    ("在三楼护士站旁边，插座松了", "3楼护士站旁边", "插座松了"),
    ("地点：内科楼5楼东走廊。地上有水", "内科楼5楼东走廊", "地上有水"),
    ("灭火器过期了，在门诊楼一楼大厅", "门诊楼1楼大厅", "灭火器过期了"),
    ("安全出口锁了", "", "安全出口锁了"),
    ("三楼安全出口锁了", "3楼", "安全出口锁了"),
    ("１２楼楼梯间有烟头", "12楼楼梯间", "有烟头"),
    ("骨科三楼换药室酒精没盖", "骨科3楼换药室", "酒精没盖"),
    ("住院部八楼的开水间漏水", "住院部8楼的开水间", "漏水"),
    ("楼顶广告牌松了", "楼顶", "广告牌松了"),
    ("心内科护士站后面电线裸露", "心内科护士站后面", "电线裸露"),
    ("食堂后厨煤气味很大", "食堂后厨", "煤气味很大"),
    ("二楼男厕所地上全是水", "2楼男厕所", "地上全是水"),
    ("电瓶车在楼道充电", "楼道", "电瓶车，充电"),
    ("被针扎了", "", "被针扎了"),
    ("二十一楼西边消防栓没水", "21楼西边", "消防栓没水"),
    ("我们科治疗室的锐器盒满了", "治疗室", "锐器盒满了"),
    ("CT室防护门关不严", "CT室", "防护门关不严"),
    ("404室空调外机晃", "404室", "空调外机晃"),
    ("住院楼7楼护士站后面插座松了", "住院楼7楼护士站后面", "插座松了"),
    ("四楼西侧楼梯间有人抽烟", "4楼西侧楼梯间", "有人抽烟"),
    ("急诊抢救室门口堆着担架车", "急诊抢救室门口", "堆着担架车"),
    ("检验科门口的消防栓被挡住", "检验科门口", "消防栓被挡住"),
    ("二号楼负一层车库地面坑洼", "2号楼负1楼车库", "地面坑洼"),
    ("灭火器过期，地点食堂二楼", "食堂2楼", "灭火器过期"),
    ("药房窗口玻璃碎了", "药房窗口", "玻璃碎了"),
    ("3楼到4楼楼梯扶手松了", "3楼到4楼", "楼梯扶手松了"),
    ("十楼电梯口灯不亮", "10楼电梯口", "灯不亮"),
    ("妇产科产房空调漏水", "妇产科产房", "空调漏水"),
    ("放射科CT室门口地砖翘", "放射科CT室门口", "地砖翘"),
    ("大厅自助机电线绊人", "大厅", "自助机电线绊人"),
    ("行政楼三楼会议室吊顶要掉", "行政楼3楼会议室", "吊顶要掉"),
    ("后院垃圾站没人管", "后院垃圾站", "没人管"),
    ("B座12层东头阳台门锁着", "B座12楼东头阳台", "门锁着"),
    ("骨二科走廊加床", "骨二科走廊", "加床"),
    ("西门停车场减速带坏了", "西门停车场", "减速带坏了"),
    ("手术室5号间无影灯晃", "手术室5号间", "无影灯晃"),
    ("供应室灭菌锅漏汽", "供应室", "灭菌锅漏汽"),
    ("儿科输液大厅小孩爬窗台", "儿科输液大厅", "小孩爬窗台"),
    ("感染科三病区缓冲间门关不严", "感染科三病区缓冲间", "门关不严"),
    ("1号电梯按钮失灵", "", "1号电梯按钮失灵"),
    ("8楼806房间卫生间地滑", "8楼806房间卫生间", "地滑"),
    ("门诊三楼B超室外面椅子坏了", "门诊3楼B超室外面", "椅子坏了"),
    ("这里的井盖松了", "", "这里的井盖松了"),
    ("楼梯扶手松了", "", "楼梯扶手松了"),
    ("洗衣房门口有积水", "洗衣房门口", "有积水"),
    ("内二病房呼叫铃坏了", "内二病房", "呼叫铃坏了"),
    ("电梯里灯坏了", "电梯里", "灯坏了"),
    ("病案室堆满纸箱", "病案室", "堆满纸箱"),
]

BRIEF = [
    ("三楼东楼梯口堆着纸箱", "楼梯口堆纸箱"),
    ("灭火器没压力了", "灭火器没压力"),
    ("5楼开水间插座冒火星", "开水间插座冒火星"),
    ("安全出口锁了", "安全出口锁了"),
    ("院子里井盖没了", "院子里井盖没了"),
    ("302病房床栏坏了", "302病房床栏坏了"),
    ("走廊地上有水，很滑", "走廊地上有水"),
    ("老药房后面堆着木板", "老药房后面堆木板"),
    ("三楼东楼梯口", "3楼东楼梯口"),
    ("快来人，插座冒火星了", "插座冒火星"),
    ("着火了", "着火了"),
    ("门诊楼2楼抽血处旁边地滑", "抽血处旁边地滑"),
    ("坏了", "坏了"),
]

PLACES_ALONE = [
    "三楼东楼梯口",
    "在三楼东楼梯口",
    "内科楼5楼东走廊",
    "302",
    "302病房",
    "院子里",
    "就在手术室门口。",
    "A座二层",
    "急诊",
    "门诊楼2楼抽血处旁边",
    "负一楼",
    "四楼",
    "儿科",
]
NOT_ALONE = [
    "三楼东楼梯口堆着纸箱",
    "堆着纸箱",
    "坏了",
    "",
    "谢谢",
    "3楼灯不亮",
    "安全出口锁了",
    "1",
    "我是内科张敏",
]

REGISTER = (
    Spot(1, "外科楼3楼东楼梯口", ("东楼梯三楼",)),
    Spot(2, "外科楼3楼西楼梯口"),
    Spot(3, "外科楼5楼东楼梯口"),
    Spot(4, "内科楼5楼东走廊"),
    Spot(5, "内科一病区", ("内一",)),
    Spot(6, "内科二病区", ("内二", "内科楼6楼")),
    Spot(7, "门诊楼2楼抽血处", ("抽血处", "采血窗口")),
    Spot(8, "302病房"),
    Spot(9, "303病房"),
    Spot(10, "负1楼配电室", ("地下配电室",)),
    Spot(11, "急诊大厅"),
    Spot(12, "3号楼"),
)

MEANT = [
    ("外科楼3楼东楼梯口", 1),
    ("三楼东楼梯口", 1),
    ("外科楼三层东楼梯口", 1),
    ("3楼西楼梯口", 2),
    ("5楼东楼梯口", 3),
    ("内科楼五楼东走廊", 4),
    ("内科楼5楼东走廊里", 4),
    ("内科二病区", 6),
    ("内科2病区", 6),
    ("内二", 6),
    ("抽血处旁边", 7),
    ("抽血处", 7),
    ("二楼抽血处", 7),
    ("302病房", 8),
    ("302", 8),
    ("B1配电室", 10),
    ("负一楼配电室", 10),
    ("地下一层配电室", 10),
    ("急诊大厅", 11),
    ("急诊大厅门口", 11),
    ("三号楼", 12),
    ("4楼东楼梯口", None),
    ("东楼梯口", None),
    ("3楼楼梯口", None),
    ("楼梯口", None),
    ("内科病区", None),
    ("内科三病区", None),
    ("304病房", None),
    ("老药房后面", None),
    ("3楼", None),
    ("门诊楼", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "place", "what"), SAID)
def test_a_sentence_is_split_into_where_and_what(text: str, place: str, what: str) -> None:
    assert read(text) == Said(place, what)


@pytest.mark.parametrize(("text", "label"), BRIEF)
def test_a_list_calls_it_briefly(text: str, label: str) -> None:
    assert brief(text) == label


def test_a_latin_word_is_left_out_rather_than_torn() -> None:
    assert brief("电源线连着PHILIPS充电器", limit=10) == "电源线连"


@pytest.mark.parametrize("text", PLACES_ALONE)
def test_a_place_alone_is_known(text: str) -> None:
    assert is_place_only(text)


@pytest.mark.parametrize("text", NOT_ALONE)
def test_more_or_less_than_a_place_is_known(text: str) -> None:
    assert not is_place_only(text)


@pytest.mark.parametrize(("said", "spot"), MEANT)
def test_the_register_is_recognised_or_left_alone(said: str, spot: int | None) -> None:
    found = recognise(said, REGISTER)
    assert (found.id if found else None) == spot


def test_the_same_corner_in_two_buildings_is_doubtful() -> None:
    twins = (Spot(1, "外科楼3楼东楼梯口"), Spot(2, "内科楼3楼东楼梯口"))
    assert recognise("3楼东楼梯口", twins) is None
    assert recognise("内科楼3楼东楼梯口", twins) == twins[1]


def test_the_narrowest_known_place_around_the_spot_is_meant() -> None:
    nested = (Spot(1, "外科楼"), Spot(2, "外科楼3楼"), Spot(3, "外科楼5楼"))
    assert recognise("外科楼3楼东头", nested) == nested[1]
    assert recognise("外科楼4楼东头", nested) == nested[0]


def test_an_empty_register_knows_nothing() -> None:
    assert recognise("3楼东楼梯口", ()) is None


CHATTY = st.text(
    alphabet=st.sampled_from("三楼东西梯口十二一病区室302ABF负层的在，。 堆着纸箱灭火器漏水ICU走廊"),
    max_size=40,
)


@given(CHATTY | st.text(max_size=40))
def test_reading_never_breaks_nor_invents(text: str) -> None:
    said = read(text)
    assert len(said.place) <= len(text)
    assert len(said.what) <= len(clean(text)) + 1


@given(CHATTY | st.text(max_size=40), st.integers(1, 20))
def test_a_label_never_exceeds_its_room(text: str, limit: int) -> None:
    assert len(brief(text, limit)) <= limit
