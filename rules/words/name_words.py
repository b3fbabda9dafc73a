"""Who somebody says they are: a department and a name, a role that is no name, a visitor, nobody with a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.places.place_words import is_place_only

_NAME = re.compile(r"(?:我是|我叫|这里是)?[\s]*[\u4e00-\u9fff]{2,10}[\s,，、]*[\u4e00-\u9fff]{0,10}")
I_AM = re.compile(r"(?:我是|我叫)\s*[\u4e00-\u9fff]{2,10}(?:的)?[\s,，、]*[\u4e00-\u9fff]{0,6}")
VISITOR = re.compile(
    r"(?:我是|我们是)?(?:病人|患者|住院病人|来看病的|陪床的?|陪护的?|家属|病人家属|患者家属|陪人|[^\s]{0,4}家属)[。.!！]*"
)
NO_NUMBER = re.compile(
    r"(?:我们?|俺|咱|可|可是|但是?|保洁|护工|[,，])*(?:没有?|还没有?|没给|忘了?|不记得|不知道)(?:我们?)?的?(?:工号|工牌|胸牌|员工号|职工号)"
    r"(?:怎么办|咋办|行吗|行不行|可以吗|能报吗|也?能报吗|了|啊|呀|的|[,，。.!！?？])*"
)

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)


_FIRST_WORDS = re.compile(
    r"(?:小|老|阿)[\u4e00-\u9fff]|.{1,3}(?:师傅|阿姨|大姐|大哥|姐|哥|老师|主任|护士长|护士|医生|大夫)"
)
# Two words that tell something are no department and name: 张敏 补充一下昨天就这样了.
_TELLS = re.compile(
    r"[了着过在有没不坏漏滑堵吗呢吧都还又太很]|补充|一下|昨|刚才|谢|松动|翘|裂|破|断|锁|掉|倒|歪|晃|缺|锈"
)
ROLE = re.compile(
    r"(?:我|俺|咱)们?就?是(?:一?个|一名|这里的?|这儿的?|医院的?|新来的?)?(?:[\u4e00-\u9fff]{1,8}(?:科|部|室|区|楼|公司))?的?(?:外包|外协|外聘|夜班|白班|病房|楼层)?的?(?:"
    r"保洁|清洁工?|护工|陪护工|保安|护士|医生|大夫|电工|水电工|司机|厨师|厨工|食堂|后勤|维修|护理|陪检|导诊|收费|挂号|药剂|药师|技师|检验|"
    r"实习|规培|进修|学生|志愿者|义工|外包|外协|施工|工人|临时工|合同工|洗衣房|配送|物业|职工|员工|本院)?"
    r"(?:员|工|人员|阿姨|大姐|师傅|生|老师|的)*[。.!！]*"
)


# What people do here who are on no roll: 电梯维保, 修电梯的, 保洁, 送氧气的.
_THING = (
    r"电梯|消防|消控|中央空调|空调|医疗设备|设备|器械|水电|弱电|强电|锅炉|医用气体|氧气|供氧|净化|网络|监控|门禁|绿化|食堂|被服|洗涤|"
    r"医废|垃圾|污水|工程|后勤|消杀|自动门|电路|管道|装修|施工|安装|外协|外包"
)
_HAND = r"物业|保安|保洁|清洁|护工|陪护|陪检|配送|维保|维修|外协|外包|快递"
_DOES = r"公司|维保|维修|维护|保养|检修|检测|安装|施工|外包|外协|巡检|单位|班组?|队|工程师|工|员|人员|的"
_AT_IT = "修搞管做装送弄运查检"
_TRADE = (
    rf"(?:(?:{_THING})*(?:{_HAND})(?:{_DOES})*|(?:{_THING})+(?:{_DOES})+"
    rf"|[{_AT_IT}](?:电梯|消防|空调|设备|锅炉|水电|电|网络|监控|氧气|气|被服|货|饭|餐|医废|垃圾|卫生|保洁|绿化|工程|施工)的?)"
)
_CALLED = r"(?:[{surnames}][\u4e00-\u9fff]{{1,2}}|[{surnames}小老][\u4e00-\u9fff]?(?:师傅|工|经理|阿姨|大姐|姐|哥)|[小老][{surnames}])"
_NO_NAMES = re.compile(
    r"高[温压空低处速]|安[全装]|方[便法]|易[燃爆断碎]|任务|白[烟灰色]|石[灰膏]|毛病|常[停坏]|黄[线色]|金属|严重|万一|.[烟裂停温障灰]$"
)
_GAP = r"[\s,，、:：]*"
_PHONE = r"(?:电话|手机号?|号码)?[:：]?\s*(1[3-9][0-9]{9})"
_I = r"(?:我是|我叫|我|这里是|俺是)?"
_FULL = _CALLED.format(surnames="".join(sorted(SURNAMES)))
_INTRODUCED = tuple(
    re.compile(rf"{_I}{_GAP}{first}{_GAP}{second}(?:{_GAP}{_PHONE})?[。.!！]*")
    for first, second in (
        (rf"(?P<trade>{_TRADE})(?:的)?{_GAP}(?:我叫)?", rf"(?P<name>{_FULL})"),
        (rf"(?P<name>{_FULL})[\s,，、]+(?:是)?", rf"(?P<trade>{_TRADE})"),
    )
)
_TRADE_ALONE = re.compile(rf"(?:{_TRADE})[。.!！]*")


@dataclass(frozen=True)
class Introduced:
    """Who somebody without a staff number says they are; ``phone`` is "" when none was said."""

    trade: str
    name: str
    phone: str

    @property
    def line(self) -> str:
        """As an officer reads it, the name behind what they do."""
        return f"{self.trade} {self.name} {self.phone}".strip()


def introduced(text: str) -> Introduced | None:
    """电梯维保 孙志刚, 我是修电梯的 孙志刚, 保洁刘翠花 139…: a trade and a name, and nothing else."""
    words = text.strip()
    hit = (
        next((hit for shape in _INTRODUCED if (hit := shape.fullmatch(words))), None)
        if len(words) < 40
        else None
    )
    if hit is None or _NO_NAMES.match(hit["name"]) or _TELLS.search(hit["name"]):
        return None
    trade = hit["trade"] if hit["trade"][0] in _AT_IT else hit["trade"].removesuffix("的")
    return Introduced(trade, hit["name"], hit[3] or "")


def a_trade(text: str) -> bool:
    """保洁, 电梯维保: what somebody does here, and not a word more."""
    return len(text) < 16 and bool(_TRADE_ALONE.fullmatch(_unprefixed(text.strip())))


def a_name(text: str) -> str | None:
    """科室 姓名 as people write it: short, nothing but Chinese characters; 我是保洁 tells no name."""
    words = text.strip()
    if len(words) > 14 or not _NAME.fullmatch(words):
        return None
    parts = _unprefixed(words).split()  # asked of every message: what costs most comes last
    told = _one_is_a_name(parts) if len(parts) > 1 else I_AM.fullmatch(words)
    return (
        None
        if not told or is_place_only(words) or ROLE.fullmatch(words) or a_trade(words)
        else _unprefixed(words)
    )


def _one_is_a_name(parts: Sequence[str]) -> bool:
    names = [part for part in parts if _is_a_name(part)]
    return bool(names) and not any(_TELLS.search(part) for part in parts if part not in names)


def _is_a_name(part: str) -> bool:
    return bool(len(part) in (2, 3, 4) and part[0] in SURNAMES) or bool(_FIRST_WORDS.fullmatch(part))


def a_full_name(text: str) -> str | None:
    """The same while a photo waits for its sentence: 走廊 黑 is no name, 保洁 王桂英 is one."""
    name = a_name(text)
    last = name.split()[-1] if name and " " in name else ""
    return name if len(last) in (2, 3) and last[0] in SURNAMES else None


def _unprefixed(words: str) -> str:
    return words.removeprefix("我是").removeprefix("我叫").strip()
