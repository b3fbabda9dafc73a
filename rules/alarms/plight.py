"""What befalls whoever cries, so that the sentence of safety fits; whether anybody cries at all is danger.

Read only where an alarm stands already, so a word may weigh more here than out of the blue.
"""

from enum import StrEnum

from rules.alarms import assault_vocabulary as assault
from rules.alarms.danger import Alarm, Danger, alarm
from rules.alarms.danger_vocabulary import any_of
from rules.alarms.harm_vocabulary import ARMED, ON_THE_EDGE, SOMEBODY


class Plight(StrEnum):
    """Each has its own first deed and its own telephone."""

    FIRE = "fire"
    GAS = "gas"
    SHOCK = "shock"
    VIOLENCE = "violence"
    TAKEN = "taken"
    LEAP = "leap"
    LIFT = "lift"
    SHUT_IN = "shut_in"
    LIFELESS = "lifeless"
    HURT = "hurt"


_SOMEBODY = rf"(?:{SOMEBODY.pattern}|人(?!工|字)|朋友|新生儿|大人|员工)"
_ONESELF = r"(?:我|俺|咱|我们|俺们|咱们)"

_TAKEN = any_of(
    r"[抱拐抢偷]走|人贩|拐卖|抢(?:孩子|小孩|婴儿|娃|宝宝)|\b(?:kidnap|abduct)|baby (?:is |was )?(?:taken|stolen)"
)
_OWN_LIMB = any_of(
    r"(?:自己|不小心|手术刀|水果刀|菜刀)[^，。]{0,6}[割切划砍到伤了]+[^，。]{0,3}[手指脚腿]|[割切划]到?了?[^，。]{0,2}[手指脚腿]|[手指脚腿][^，。]{0,6}[切割划]"
)
_BLOWS = any_of(
    r"打人|打架|打起来|打群架|群殴|斗殴|殴打|厮打|扭打|互殴|动手|拳|被[^，。]{0,4}打|打(?:了|着|伤|死|晕|倒|到|我们?科)*的?(?:医|大夫|护|他|她|我|俺|病|患|家属|保安|老|孩|小|同事|实习|主任|谁)|"
    r"[揍捅砍踹抡殴揪]|掐(?!灭|断|掉|了电)|勒(?!紧|令)|扇(?:了|他|她|我|耳|人|护|医|大夫)|[扯薅拽]头发|"
    r"持[刀械枪棍]|[带拿举掏握揣]着?了?[^，。]{0,3}(?<!手术)刀(?![具片口架闸头])|有刀|亮刀|动刀|匕首|斧|开枪|有枪|行凶|歹徒|劫持|挟持|绑架|人质|闹事|医闹|伤人|砸(?:诊室|抢救|急诊|护士站|医|东西|门|电脑)|"
    r"炸弹|炸药|泼硫酸|弄死|要杀|杀人|威胁|追着[^，。]{0,4}(?:打|砍|跑)",
    r"\b(?:beat\w*|attack\w*|assault\w*|hit|hitting|punch\w*|kick\w*|stab\w*|knife|gun|fight\w*|hostage|threaten\w*)\b",
)
_RAGING = (assault.BEATING, assault.ARMED, assault.ARSON, ARMED, _BLOWS)
_LEAP = any_of(
    r"(?:要|想|准备|快|闹着|扬言|威胁|说)[^，。]{0,3}(?:跳|自杀|上吊|轻生)|轻生|想不开|往下跳(?!了)|劝[^，。]{0,4}下来",
    r"(?:楼顶|天台|屋顶|房顶|顶楼|窗[外沿]|窗户外|窗台|栏杆外?|护栏外?|楼边|顶边)[^，。]{0,8}(?:[站坐骑趴哭]|有(?:一?个)?人)|[站坐骑趴爬][^，。]{0,4}(?:楼顶|天台|房顶|窗[外沿台]|窗户外|栏杆|护栏|楼边)",
    r"\b(?:going to|about to|wants? to|threaten\w* to) jump",
)
_LIFT = any_of(r"电梯|轿厢|\b(?:lift|elevator)\b")
_LIFELESS = any_of(
    r"(?:没|没有|无|停|不)(?:了)?(?:呼吸|喘|气了|心跳|脉|意识|反应|动静|知觉)|(?:不|没)(?:怎么)?(?:喘|出)气|喘不|上不来气|心[跳脏][^，。]{0,3}停|叫不[醒应答]|喊不[醒应]|不省人事|[昏晕]|抽搐|抽过去|口吐|休克|猝死|窒息|噎|呛住|憋[得住紫死]|脸[^，。]{0,3}[紫青]|不动了|没气|不行了",
    r"(?:呼吸|心跳|脉搏?|意识)(?:都|也|已经|全)*(?:没(?!事)|停|消失|摸不|测不)",
    r"not breathing|no pulse|unconscious|collapsed|fainted|chok",
)
_SHUT = any_of(
    r"(?<!停)[困堵](?!难|惑)|出不[来去]|[锁关反][了住着上]?在[^，。外]{0,5}[里内屋房间室库厕]|反锁|门[^，。]{0,4}(?:打不开|开不开|拉不开|推不开|开不了|卡住|锁[上住死])|冷库",
    r"\b(?:trapped|stuck|locked in|can'?t get out|cannot get out)\b",
)
_BODY = any_of(
    rf"(?:{_ONESELF}|他|她|腿|脚|手|胳膊|腰|头|骨)[^，。]{{0,5}}(?:断了|受伤|伤了|烧伤|烫伤|流血|骨折|砸|压住|动不了|走不了|站不起)|(?:他|她|人|病人|老人|孩子)[^，。]{{0,4}}(?:跳|摔|掉|坠)(?:了?下[来去]|楼)了|^(?:已经|真)*跳(?:下[来去]?|楼)了|受伤|出血|流血|烧伤|烫伤|骨折|[走跑]不[动了]|动不了|\b(?:hurt|injured|bleeding|burned|broke(?:n)?)\b"
)

_IN_THERE = any_of(
    rf"(?:里[面边头]?|[屋房车舱库][里内间]+|楼上|上[面头]|楼里|病房|厕所|卫生间|办公室|值班室|机房|[0-9一二三四五六七八九十]+[楼层])[^，。没]{{0,4}}(?:有|剩|留|困|躺)[^，。]{{0,8}}(?:{_SOMEBODY}|[一两俩三四五六七八九十几好0-9]+个)",
    rf"(?:还|有|剩|差|少|缺)(?:有|剩)?[^，。没]{{0,8}}(?:{_SOMEBODY}|[一两俩三四五六七八九十几0-9]+个)[^，。]{{0,6}}(?<!人)在[^，。]{{0,4}}(?:里|楼上|屋|上[面头]|[楼层]$)",
    rf"(?:还有|有|还剩|还差|就剩)[^，。]{{0,6}}{_SOMEBODY}[^，。]{{0,4}}(?:没|困|动不了|走不|跑不|下不|出不)|{_SOMEBODY}[^，。]{{0,4}}(?:还)?在(?:里[面边头]|[屋房车舱库]里|楼上|厕所|病房)|还有人(?!来|接|管|去|打|说)",
    r"困(?!难|惑)|没(?:有|能)?(?:出来|跑出|撤|下来|逃出)|受伤|伤了|倒[下地了]|[昏晕]|[跑走]不动|下不[来去]|动不了|烧着人|出不[来去]|找不到[他她人]|人不见",
    r"\b(?:inside|in there|trapped|stuck|upstairs|still in|missing)\b",
)
_NOBODY = any_of(
    r"没有?人了?(?:困|被困|受?伤|在里|$|[，。!！了])|里[面边头]?(?:已经|都)?没有?人|人(?:已经)?(?:都|全)(?:出来|撤|跑出|下来)|(?:都|全)(?:出来|撤|跑出来)了|\bnobody|no one|everyone is out"
)
_SELF_SHUT = any_of(
    rf"{_ONESELF}[^，。外过把将]{{0,8}}(?:困|憋|闷|[堵锁关卡](?:在|住(?!门|了?[^，。]{{0,2}}[门阀])|这|里))(?!难)|(?:(?:{_ONESELF}|现在|都是烟)[^，。病患老孩他她护同]{{0,8}}|^)(?:出不[来去]|[走跑逃]不[了掉出]|下不[去来]|撤不[了出])|{_ONESELF}(?:一?个?人|[两俩几三四五六0-9]+个人?|[和跟][^，。]{{1,4}}|现在|还|都|也|就)*在(?:里[面边头]|[屋房车]里|厕所|楼上|病房|[0-9一二三四五六七八九十]+[楼层])",
    r"^(?:(?:这|那|房|大|房间|防火|安全|消防)?门)[^，。]{0,4}(?:打不开|开不开|拉不开|推不开|开不了|卡住|锁[上住死]了)|(?:楼梯|走廊|通道|路|出口|楼道)[^，。]{0,6}(?:下不去|过不去|出不去|(?:被|全|都)[^，。]{0,4}(?:烟|火))",
    r"\b(?:i|we|i'm|we're|me|us)\b.{0,16}\b(?:trapped|stuck|locked|can'?t get out|cannot get out|inside)\b|door (?:won'?t|doesn'?t|will not|does not|is) (?:open|locked|stuck)|\bcan'?t (?:get out|open the door)",
)


def plight(text: str) -> Plight | None:
    """What befalls people by the words of a hazard; None where nobody cries in them."""
    cry = _cry_in(text)
    return None if cry is None else of_danger(cry.danger, text)


def of_danger(danger: Danger, text: str) -> Plight:
    """The plight within a danger that is known already."""
    return Plight(danger.value) if danger is not Danger.PEOPLE else _of_people(text.lower())


def _cry_in(text: str) -> Alarm | None:
    """The cry of the whole, else of the first sentence that has one: 没事了, said later, takes no kind away."""
    return alarm(text) or next((cry for said in text.split("；") if (cry := alarm(said))), None)


_BY_WORDS = (
    (Plight.LIFT, _LIFT),
    (Plight.SHUT_IN, _SHUT),
    (Plight.LIFELESS, _LIFELESS),
)


def _of_people(text: str) -> Plight:
    if _TAKEN.search(text):
        return Plight.TAKEN
    if _LEAP.search(text) or ON_THE_EDGE.search(text):
        return Plight.LEAP
    if any(said.search(text) for said in _RAGING) and not _OWN_LIMB.search(text):
        return Plight.VIOLENCE
    return next((kind for kind, words in _BY_WORDS if words.search(text)), Plight.HURT)


def shuts_in_oneself(text: str) -> bool:
    """我们被堵在里面了, 俺出不去了, 门打不开: whoever writes is in it."""
    return _SELF_SHUT.search(text.lower()) is not None


def is_lifeless(text: str) -> bool:
    """没呼吸了, 叫不醒."""
    return _LIFELESS.search(text.lower()) is not None


def is_hurt(text: str) -> bool:
    """我腿断了, 流血了."""
    return _BODY.search(text.lower()) is not None


def are_in_there(text: str) -> bool:
    """里面还有个老人, 有人没出来: somebody has to be fetched; 没人困住 is none."""
    told = text.lower()
    return _IN_THERE.search(told) is not None and _NOBODY.search(told) is None
