"""Who somebody says they are: a department and a name, a role that is no name, a visitor, nobody with a number."""

import re
from collections.abc import Sequence

from rules.place_words import is_place_only

_NAME = re.compile(r"(?:我是|我叫|这里是)?[\s]*[\u4e00-\u9fff]{2,10}[\s,，、]*[\u4e00-\u9fff]{0,10}")
I_AM = re.compile(r"(?:我是|我叫)\s*[\u4e00-\u9fff]{2,10}(?:的)?[\s,，、]*[\u4e00-\u9fff]{0,6}")
VISITOR = re.compile(
    r"(?:我是|我们是)?(?:病人|患者|住院病人|来看病的|陪床的?|陪护的?|家属|病人家属|患者家属|陪人|[^\s]{0,4}家属)[。.!！]*"
)
NO_NUMBER = re.compile(
    r"(?:我们?|俺|咱|可|可是|但是?|保洁|护工|[,，])*(?:没有?|还没有?|没给|忘了?|不记得|不知道)(?:我们?)?的?(?:工号|工牌|胸牌|员工号|职工号)"
    r"(?:怎么办|咋办|行吗|行不行|可以吗|能报吗|也?能报吗|了|啊|呀|的|[,，。.!！?？])*"
)

_SURNAMES = frozenset(
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


def a_name(text: str) -> str | None:
    """科室 姓名 as people write it: short, nothing but Chinese characters; 我是保洁 tells no name."""
    words = text.strip()
    if len(words) > 14 or not _NAME.fullmatch(words):
        return None
    parts = _unprefixed(words).split()  # asked of every message: what costs most comes last
    told = _one_is_a_name(parts) if len(parts) > 1 else I_AM.fullmatch(words)
    return None if not told or is_place_only(words) or ROLE.fullmatch(words) else _unprefixed(words)


def _one_is_a_name(parts: Sequence[str]) -> bool:
    names = [part for part in parts if _is_a_name(part)]
    return bool(names) and not any(_TELLS.search(part) for part in parts if part not in names)


def _is_a_name(part: str) -> bool:
    return bool(len(part) in (2, 3, 4) and part[0] in _SURNAMES) or bool(_FIRST_WORDS.fullmatch(part))


def a_full_name(text: str) -> str | None:
    """The same while a photo waits for its sentence: 走廊 黑 is no name, 保洁 王桂英 is one."""
    name = a_name(text)
    last = name.split()[-1] if name and " " in name else ""
    return name if len(last) in (2, 3) and last[0] in _SURNAMES else None


def _unprefixed(words: str) -> str:
    return words.removeprefix("我是").removeprefix("我叫").strip()
