"""Cries for help: fire, gas and electric shock happening now. Sure ones alarm, doubtful ones are asked about.

How dangerous a hazard is when nothing happens yet belongs to the kinds, not here.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Danger(StrEnum):
    FIRE = "fire"
    GAS = "gas"
    SHOCK = "shock"
    PEOPLE = "people"


@dataclass(frozen=True)
class Alarm:
    """What seems to happen; ``sure`` when a warning must go out before any question."""

    danger: Danger
    sure: bool


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


# Names of things, signs and sayings that hold the words of a cry without being one.
_NAMES = _any(
    r"灭火[器机瓶弹]?|防火.?|消火栓|消防栓|耐火|火锅|火车|火化|拔?火罐|打火机|烟花|"
    r"火灾(?:自动)?(?:报警|探测|隐患|风险|应急|预案|危险|疏散|逃生|事故案例)",
    r"(?:引|诱|导致|造成|酿成|避免|防止|预防|防范)(?:起|发)?(?:着火|起火|失火|火灾|触电|漏气|泄漏|"
    r"煤气中毒|漏电)",
    r"[着起]火[点源柴]|起火原因|火警(?:电话|按钮)|防?触电(?:保护|标[识志牌语]|警示|牌|风险|危险|"
    r"隐患|事故|急救|伤害|的?(?:危险|风险|隐患|可能))",
    r"(?:防|防止|当心|小心|谨防|注意|避免)(?:触电|着火|起火|漏电|漏气|冒烟|火灾|火|电)|"
    r"漏电(?:保护|开关|断路|保护器)|漏保",
    r"(?:燃气|煤气|天然气|可燃气体)?(?:泄漏|漏气)(?:报警|检测|探测|应急|切断|保护)(?!器?(?:一直|"
    r"总是|在|又)?响)",
    r"(?:气得|眼睛|心里|嗓子|喉咙|七窍|脑袋)(?:都|直|要|快)*[冒生着]+[火烟]|[发上恼]火|"
    r"火[大爆]得很|心急火燎|(?:生意|网上|抖音).{0,4}火了",
    r"(?:充|停|用|通|供|断|来|送|没|有|省|发|放)电[到了着]|不[着起冒失].?[火烟]|没有?(?:冒|着|起|"
    r"失|触|漏|被|电到).{0,2}|未(?:着火|冒烟|漏气|泄漏|触电)",
    r"不(?:再)?(?:冒烟|漏气|漏电|漏了|电人|麻手|打火)|防排?烟|排烟.?|[写印画贴标]着(?=[着火]|"
    r".?火)[^，]{0,4}|油烟机?|烟道",
)
_DRILL = _any(
    r"演练|演习|彩排|模拟|宣传|培训|讲座|海报|标语|横幅|展板|知识竞赛|考试|题目?里|视频里|教学|观摩"
)
_NOT_A_DRILL = _any(r"不是(?:消防)?(?:演练|演习|模拟)|真的?(?:着|起|冒|失|漏|触)|是真的")
_PAST = _any(
    r"上个?[月周年季]|上星期|上回|上次|去年|前年|往年|以前|之前|从前|曾经?|当年|那年|历史上|早就|"
    r"前[天几]|大前天|[0-9一二两三几]个?[天月年周]前",
    r"[着起]过火|失过火|冒过.?烟|触过电|漏过[气电]|被?电过",
)
_STILL = _any(r"现在|正在|又[着起冒失漏触被]|还在|今天|刚刚?|这会儿?|目前|此刻")
_SUPPOSED = _any(
    r"如果|要是|假如|万一|一旦|遇到?|发生.{0,6}(?:时|怎)|(?:火|烟|电|气)(?:的?时候?|后要?先|以后)(?!间)",
    r"容易|可能(?:会|要|导致|引[起发])|会不会|怕(?!是)|担心|早晚|迟早|随时|一碰就|差[点一]|险些|避免|防止|预防|"
    r"有.{0,4}(?:风险|危险|隐患)|隐患",
    r"就?会(?:着|起|失|冒|触|漏|被电)|(?:要|能)不(?:要|能)",
)
_AFTER = _any(
    r"(?:已经?|都|被)?.{0,3}(?:扑灭|灭了|熄了|灭掉|处理好|控制住)|停了|止住|没事了|昨天|昨晚|昨夜|"
    r"前晚|前夜|早上|凌晨|刚才"
)
_ASKING = _any(
    r"怎么办|怎么处理|怎么做|怎么逃|如何|打(?:什么|哪个?|多少)|往哪|[吗嘛么].{0,3}$|跑都|都跑|"
    r"[?？]$|是不是|可能|该不该|哪里.{0,4}[?？]"
)
_URGING = _any(r"快来|来人|救命|快跑|快撤|快点来")
_HEDGED = _any(r"一点|有点|有些|一丝|淡淡|隐约|轻微|好像|似乎|感觉|怀疑|疑似|像是")

_FIRE_SURE = _any(
    r"[着起失]火|走水了|火着|[把被].{1,6}点着|[放纵]火(?!花)|自焚|烟大(?:得|的很)|着伙了|[着起]活了|救火(?!通道|车|器材|设备|用)|发生火灾|火灾了|大火|火苗|"
    r"火光|火势|[在都]烧|烧起来|烧着|烧了起来|[冒喷帽]火(?![花星])|着起来",
    r"(?:窗帘|被[子褥]|床单|垃圾桶?|垃圾箱|纸箱?|电线|插座|插排|充电器|电池|电瓶车?|电动车|沙发|"
    r"衣服|棉被|柜子?|箱子?|房子?|楼|锅|油锅|汽油|酒精|油|空调|机器|电脑|排插|车|这里|这边|库房|仓库|"
    r"厨房)(?:都|又|也)?着(?:了|啦|起来)",
    r"[冒帽](?:着|了|出|起|过来|黑|白|浓|大|青|蓝|的|好多|很多|一[股阵缕]股?|股|滚)*烟|"
    r"烟(?:从.{1,6})?(?:往外|直往外|往上|一直)?冒|浓烟|(?:好大|很大|好多|全是|都是|满是|很多|"
    r"大股)的?烟(?!味|头)",
    r"[自爆]燃|火(?:很|好|特别|越来越)大|[股缕团阵][黑白浓]?烟(?!味)|(?:楼|房|屋|库|堂|车|店|病房|"
    r"厨房|宿舍|[柜箱床桌椅屋房]子)烧了|烟(?:好|很|太|特别|越来越)[大浓重]|爆炸了?|炸了",
    r"^火[!！]*$|火[!！]+",
)
_FIRE_MAYBE = _any(
    r"[糊焦煳][糊臭]?[味气]|烧[焦糊煳](?:了|的)?|烧(?:橡胶|塑料|东西|电线|胶皮).{0,2}味|糊了|"
    r"胶皮味|烟味|冒(?:电)?火[花星]|火[花星]|打火(?![机])|放炮|噼[里啪]|"
    r"[电灯插闸箱].{0,8}[滋嗞吱呲]{2}",
    r"(?:烟感|警铃|警报|报警器|火警|消防主机|消防铃).{0,5}(?:响|叫|报|鸣)|"
    r"[里上下内面处边室房厅口楼梯实]有烟(?![味头灰感雾草囱机盒道花蒂民瘾])|火太大|着过火|"
    r"烟头.{0,4}(?:没灭|没熄|未灭|还亮|还着)|(?:有|点|见)明火|火灾",
)
_FIRE_QUIET = _any(r"[菜饭粥]糊|抽烟|吸烟|香烟|烟灰|二手烟")
_SMOKES_ANYWAY = _any(
    r"烟囱|排气管|救护车|尾气|汽车|轿车|柴油|发电机|艾灸|熏蒸|雾化|加湿器|干冰|液氮|锅炉房|香炉|"
    r"烧纸|焚烧|烧烤"
)

_GAS = (
    r"(?:燃气|煤气|天然气|液化石?油?气|瓦斯|可燃气体?|乙炔|氢气|丙烷|氯气|氨气|一氧化碳|毒气|环氧乙烷|沼气"
    r"|液[氧氮]|气瓶|钢瓶|氧气(?!面罩|枕|袋|接口|终端|表)|供氧(?!终端|接口)|汇流排|气站|制氧|"
    r"氧[房站瓶]|笑气|气罐|煤气罐|燃气管)"
)
_LEAKS = r"(?:漏气?|泄漏|泄露|跑气|冒气|窜气|外泄|外漏|喷|呲|嘶嘶|滋滋|嗤嗤)"
_GAS_SURE = _any(
    _GAS + r"[^，。]{0,10}?" + _LEAKS,
    _LEAKS + r"[^，。]{0,4}?(?:燃气|煤气|天然气|液化气|氧气|液氧|氯气|氨气)",
    r"(?:燃气|煤气|天然气|液化气|瓦斯|氯气|氨气)的?(?:味|气味|臭味)|煤气中毒|一氧化碳中毒|(?:氧气|"
    r"燃气|煤气).{0,4}(?:断了|裂了|爆了)",
)
_GAS_MAYBE = _any(
    r"漏气|跑气|气体泄[漏露]|毒气|刺鼻|(?:燃气|可燃气体?|煤气).{0,6}(?:响|报警了|叫)|"
    r"[呲嘶]{2}.{0,4}气|(?:像|有).{0,3}臭鸡蛋|像.{0,3}(?:煤气|燃气|天然气)|氧气.{0,4}漏"
)
_NOT_GAS = _any(
    r"灭火|轮胎|车胎|内胎|气垫|床垫|血压计|袖带|气囊|球囊|面罩|(?<!阀)门窗?|窗|空调|暖气|冰箱|"
    r"冷媒|吸引|负压|真空|空压机|压缩机|打气|气泵|呼吸机|麻醉机|牙科|引流|压力表|水管|蒸汽|气球|"
    r"座椅|胎",
)
_MILD_GAS = _any(r"酒精|消毒|油漆|甲醛|84|臭味.{0,3}厕所")

_SHOCK_SURE = _any(
    r"触电(?:了|啦|倒|身亡|晕|昏|受伤|[!！])|^触电$|(?:有人|病人|患者|家属|工人|师傅|电工|护士|"
    r"医生|同事|保洁|护工|阿姨|他|她|我)触电|触电.{0,4}(?:倒|晕|昏|不动|叫不醒|掉|摔|从)",
    r"(?:被|让|给)电(?:击|到|倒|伤|晕|昏|死|着了?|打|住|吸住|了|麻)|有人(?:被电|电[倒到晕着])|"
    r"电[倒晕死昏]|电[着到]人",
)
_SHOCK_MAYBE = _any(
    r"触电|漏电|跑电|麻手|麻电|手.{0,2}麻|发麻|麻一下|电人|电手|电了.{0,3}一下|电[了到](?:我|手)|带电",
)
_MINOR_SHOCK = _any(r"(?:被|让|给)?电(?:到|了|麻|着)了?(?:我|手)?一[下回]|静电|麻了?一下")
_NOT_SHOCK = _any(r"静电|(?:腿|脚|坐|跪|压).{0,3}麻|麻醉|麻药|带电(?:脑|话|池|源线|子|梯)")

_PEOPLE_SURE = _any(
    r"救命(?!药|稻草|恩)|快来人|来人[啊呀哪]|^[!！]*来人[!！]*$|救救(?:我|他|她|人|命)",
    r"(?:有人|病人|患者|家属|老人|小孩|孩子|同事|工人|保洁|护士|医生|[他她])(?:要)?"
    r"(?:晕倒|昏倒|昏迷|没有?呼吸|没气了|跳楼|坠楼|自杀|上吊|割腕|被砸|砸[到中]|摔伤|受伤|流血|被困|困住|溺水|喝药|中毒)",
    r"(?:要|想|正)?跳楼|坠楼|割腕|上吊|电梯(?:里)?(?:困|关)(?:住|着)?(?:了)?人|(?:被|人)(?:困|关)在电梯|电梯坠[落了]?|"
    r"(?:房顶|屋顶|天花板?|吊顶|墙|房子|楼板|脚手架|看台)(?:全|都|突然)?(?:塌|垮|倒塌|坍塌)|坍塌|塌方|"
    r"(?:有人|患者|家属|病人).{0,4}(?:打人|打医生|打护士|持刀|拿刀|砍人|行凶)|持刀|砍人|行凶|医闹打人|正在打人",
)

_ENGLISH = re.compile(r"[a-z]{4}")
_ENGLISH_NAMES = re.compile(
    r"fire (?:door|exit|extinguisher|hydrant|hose|box|drill|safety|escape|lane|alarm|hazard|risk|"
    r"prevention|blanket)\w*|"
    r"(?:smoke|gas) (?:detector|alarm|sensor|mask|bottle|cylinder|meter)s?|smoke[drs]\w*|(?:no|"
    r"without|stop) (?:fire|smoke|gas|one)|"
    r"(?:fire|smoke|gas)[- ]?(?:proof|free|fighting|fighter)"
)
_ENGLISH_UNSURE = re.compile(
    r"\b(?:if|in case|could|might|may|risk|was|were|yesterday|last|ago|drill|training|poster|sign|"
    r"what|how|should|possible|"
    r"think|maybe|like|almost|nearly|afraid|worried)\b|\?"
)
_ENGLISH_CRIES = (
    (Danger.SHOCK, re.compile(r"\belectric(?:al)? shock|\belectrocut|\bgot shocked|\bgetting shocked")),
    (
        Danger.GAS,
        re.compile(
            r"\b(?:gas|oxygen|chlorine) (?:is |was )?leak|\bleak\w* (?:of )?(?:gas|oxygen)|"
            r"\bsmells? (?:of |like )?gas|\bgas smell"
        ),
    ),
    (
        Danger.FIRE,
        re.compile(
            r"^fire\b|\bon fire|\b(?:a|big|the|caught|catching|is) fire\b|\bfire!|\bsmoke\b|"
            r"\bburning\b|\bflames?\b|\bexplo(?:ded|sion|ding)"
        ),
    ),
    (
        Danger.PEOPLE,
        re.compile(
            r"\bhelp ?!|(?<!can you )(?<!could you )\bhelp (?:me|us|him|her)\b(?! (?:find|with|to|"
            r"report|bind|use|know|get|log|understand))|\bhelp help|\bemergency\b(?! (?:exit|light|"
            r"room|door|department|number|phone|call))|"
            r"\bcall (?:an )?(?:ambulance|police|119|120|110)|\b(?:hurt|injured|bleeding|unconscious|"
            r"collapsed|fainted|not breathing|dying)\b|"
            r"\b(?:stuck|trapped|locked) in(?:side)?\b|\bsomeone (?:fell|jumped)|\b(?:has|"
            r"with) a (?:knife|gun)"
        ),
    ),
)

_NOBODY = _any(r"没有?人.{0,6}|无人.{0,4}|人都(?:出来|撤|没事).{0,2}")

_CLAUSE = re.compile(r"[,，。;；、\n…~～]+|(?<=[!！?？])")
_EMERGENCY = re.compile(
    r"(?:快|请|帮我|帮忙|帮|赶紧|赶快|马上|我要|要|打|拨打?|呼叫|电话|call|回)*+"
    r"(?:1-?1-?0|1-?1-?9|1-?2-?0|1-?2-?2|一一[零〇]|幺幺[零〇洞]|一一九|幺幺九|一二[零〇]|"
    r"幺[二两][零〇洞]|一二二|幺[二两][二两])"
    r"(?:电话|吧|了|啊|呀|呢|急救|火警|报警)*[!！。.?？,，~～]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def alarm(text: str) -> Alarm | None:
    """The gravest danger ``text`` cries about, or None when it only speaks of things, drills or the past."""
    if _ENGLISH.search(text.lower()) and (cry := _hear_english(text.lower())):
        return cry
    tidy = re.sub(r"[ \t\u3000\"'“”‘’【】\[\]()（）]+", "", unicodedata.normalize("NFKC", text))
    if _DRILL.search(tidy) and not _NOT_A_DRILL.search(tidy):
        return None
    if not _NOT_A_DRILL.search(tidy) and _whole_past(tidy):
        return None
    heard = [found for clause in _CLAUSE.split(tidy) if clause and (found := _hear(clause))]
    return max(heard, key=lambda one: (one.sure, one.danger is not Danger.PEOPLE), default=None)


def is_emergency_number(text: str) -> bool:
    """Whether the message is nothing but 110, 119, 120 or 122, with or without 打."""
    if len(text) > 24:
        return False
    return bool(_EMERGENCY.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))))


def _whole_past(text: str) -> bool:
    """The message opens with a time long gone and never comes back to today."""
    return bool(_PAST.match(text) and not _STILL.search(text))


def _hear(clause: str) -> Alarm | None:
    bare = _NAMES.sub("□", clause)
    found = _hear_shock(bare) or _hear_gas(bare, clause) or _hear_fire(bare) or _hear_people(bare)
    if found is None or (_PAST.search(clause) and not _STILL.search(clause)):
        return None
    if _ASKING.search(clause) and not _URGING.search(clause) and not _SUPPOSED.search(bare.replace("□", "")):
        return Alarm(found.danger, sure=False)
    if _SUPPOSED.search(bare):
        return None
    return Alarm(found.danger, sure=found.sure and not _AFTER.search(clause))


def _hear_english(text: str) -> Alarm | None:
    """A visitor's cry; talk of detectors, drills and what might be is none, or asked about."""
    told = _ENGLISH_NAMES.sub("-", text.replace("’", "'"))
    danger = next((danger for danger, cry in _ENGLISH_CRIES if cry.search(told)), None)
    if danger is None or re.search(r"\bdrill|\btraining|\bposter", told):
        return None
    return Alarm(danger, sure=not _ENGLISH_UNSURE.search(told))


def _hear_people(bare: str) -> Alarm | None:
    """Somebody is hurt, shut in, or about to be."""
    told = _NOBODY.sub("□", bare)
    return Alarm(Danger.PEOPLE, sure=not _HEDGED.search(told)) if _PEOPLE_SURE.search(told) else None


def _hear_fire(bare: str) -> Alarm | None:
    if _FIRE_SURE.search(bare):
        return Alarm(Danger.FIRE, sure=not _SMOKES_ANYWAY.search(bare))
    if _FIRE_MAYBE.search(bare) and not _FIRE_QUIET.search(bare):
        return Alarm(Danger.FIRE, sure=False)
    return None


def _hear_gas(bare: str, clause: str) -> Alarm | None:
    if _GAS_SURE.search(bare):
        return Alarm(Danger.GAS, sure=not _HEDGED.search(bare))
    if _GAS_MAYBE.search(bare) and not _NOT_GAS.search(clause) and not _MILD_GAS.search(clause):
        return Alarm(Danger.GAS, sure=False)
    return None


def _hear_shock(bare: str) -> Alarm | None:
    if _NOT_SHOCK.search(bare):
        return None
    if _SHOCK_SURE.search(bare):
        return Alarm(Danger.SHOCK, sure=not _MINOR_SHOCK.search(bare))
    if _SHOCK_MAYBE.search(bare):
        return Alarm(Danger.SHOCK, sure=False)
    return None
