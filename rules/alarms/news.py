"""What is told of an alarm itself while it lasts: where people and things are, that it spreads, that help has come.

None of it is where it burns, and none of it is a hazard of its own.
"""

import re

from rules.alarms.danger_vocabulary import any_of
from rules.alarms.harm_vocabulary import SOMEBODY
from rules.places.place_words import PLACE

_CLAUSE = re.compile(r"[^,，。;；、!！\n]+")
_BLANK = re.compile(r"\s+")

_SOON = r"(?:现在|目前|已经|刚刚?|都|也|全部?|还|正|就|先|一起|人|们)*"
_HELPER = r"(?:护士长|科?主任|院长|保安|保卫科的?|电工|警察|民警|消防员?|值班的?|安全员|大家伙?|同事们|其他人|别人|我们的人)"
_ANYONE = rf"(?:{SOMEBODY.pattern}|咱|大家伙?|同事|别人|值班的?|安全员|院长|警察|民警|消防员?|伤员|病人|患者|病号|[0-9一二三四五六七八九十]+床)"
_THING = r"(?:总闸|电闸|总开关|总阀|阀门|灭火[器毯]|消[火防]栓|水带|钥匙|氧气[瓶袋]|担架|AED|除颤仪|急救[箱车]|防毒面具|面罩|应急灯|手电筒?)"
_MOVES = r"(?:(?:撤|转移|疏散|跑|逃|搬|挪|躲|藏|退|集中|集合|送|抬|推|转)(?:离|出|下|上)?(?:到|至|在|去|进|往)?了?)"
_STAYS = r"(?:(?:在|待|呆|守|等|蹲|站|住|留)(?:在|着)?)"
_WHERE = rf"(?:{PLACE.pattern})(?:平台|空地|草坪|院子|广场|外面|里面|[里内外])*(?:了|呢|呀|啊|的|集合|等着|待着|待命|躲着|避险|避一避|[.!！~～])*"

_NEVER_A_PLACE = re.compile(
    rf"{_SOON}(?:[跟和]?{_ANYONE}{_SOON}){{0,3}}{_MOVES}{_WHERE}|{_SOON}{_HELPER}{_SOON}{_STAYS}{_WHERE}|"
    rf"{_THING}{_SOON}(?:在|放在?|挂在?)?{_WHERE}",
    re.IGNORECASE,
)
_NO_OTHER_PLACE = re.compile(rf"{_SOON}(?:[跟和]?{_ANYONE}{_SOON}){{1,3}}{_STAYS}{_WHERE}", re.IGNORECASE)

_SPREADS = any_of(
    r"(?:烟|火|火[势苗头]|味|气味|煤气|水)[^，。感器栓锅警]{0,4}(?:(?:往|向|朝)[^，。]{1,6}(?:[窜蹿飘跑走烧漫涌灌冒蔓]|去|来|上|扩)|(?:[窜蹿飘烧漫涌灌]|蔓延|扩散)(?:到|至|上|进|向|过|去|开)+)",
    r"(?:spread\w*|spreading|moving) (?:to|up|into)",
)
_CALM = any_of(
    r"\b(?:fire|it|smoke)(?:'s| is| was| has been|'s been)? (?:now )?(?:out\b(?! of)|put out|gone|over|extinguished|under control)|put (?:it|the fire) out|\ball (?:safe|clear|good|fine|ok)\b|(?:every(?:one|body)|we)(?:'s|'re| is| are)? safe"
)
_EASED = any_of(
    r"出来了|救出|打完|停手|不[打闹]了|(?:人|他|她|^)(?:已经|都)?走了|制服|制住|控制住|带走|铐|醒了|缓过来|下来了|断(?:了)?电了?|拉了?闸|"
    r"(?:劝|拉|分)开了|劝[住走]了|消停|[按摁]住了|(?<!没)(?<!没有)(?:找[到着]了|追回|抱回)|(?<!要)(?:没事|安全)了(?![吗么?？]|才|再)",
)
_OUT = re.compile(r"灭了|灭掉|扑灭|控制住|不冒(?:烟|火)?了|不漏了|关(?:上|掉|了).{0,4}阀")
_NOT_SO = any_of(
    r"没(?:能|有)?(?:灭|扑灭|控制|找|劝|制|拉开|关|断|醒|缓)|[扑灭控劝][^，。]{0,2}不|又(?:打|闹|烧|着|冒|漏)|还(?:在|没)|\bnot\b|n't\b"
)
_COME = re.compile(
    r"(?:警察|民警|公安|特警|警车|11[09]|120|消防(?!栓|器|箱|门|泵|通道)(?:车|队|员|的)?|救护车|急救(?:车|的)|保安|电工|医生|大夫|抢救的|抢救车?|救援的?)(?:同志|的?人|们|师傅)?(?:都|已经|终于|也|刚|全)*(?:来了|到了|赶到|到场|到位|来人了|上来了|进来了)(?![吗没么?？])|"
    r"\b(?:police|firemen|fire ?fighters?|fire (?:truck|engine|brigade)|ambulance|security|help) (?:is|are|has|have|just|now|'s|'ve| )*(?:here|come|arrived|came)\b",
    re.IGNORECASE,
)


def is_whereabouts(text: str, *, is_known: bool) -> bool:
    """我们躲到11楼了, 总闸在1楼: where somebody or something is. ``is_known``: so is the place, and 我在三楼 is none."""
    return any(_tells(each, is_known=is_known) for each in _parts(text))


def but_whereabouts(text: str) -> str:
    """The words without the clauses of where people went."""
    return "，".join(each for each in _CLAUSE.findall(text) if not _tells(each, is_known=False))


def _parts(text: str) -> list[str]:
    return [part for each in _CLAUSE.findall(text) for part in (each, *each.split())]


def _tells(clause: str, *, is_known: bool) -> bool:
    told = _BLANK.sub("", clause)
    return bool(_NEVER_A_PLACE.fullmatch(told) or (is_known and _NO_OTHER_PLACE.fullmatch(told)))


def spreads(text: str) -> bool:
    """烟往七楼窜, 火烧到八楼了: the same fire goes on."""
    return _SPREADS.search(text.lower()) is not None


def has_come(text: str) -> bool:
    """警察来了, 消防车到了; never 120来了吗."""
    return _COME.search(text) is not None


def is_put_out(text: str) -> bool:
    """火灭了, fire is out; never 没灭掉."""
    told = text.lower()
    return (_OUT.search(told) or _CALM.search(told)) is not None and _NOT_SO.search(told) is None


def is_eased(text: str) -> bool:
    """劝开了, 孩子找到了, 醒了: the worst is over where nothing burns."""
    told = text.lower()
    return (_EASED.search(told) or _CALM.search(told)) is not None and _NOT_SO.search(told) is None
