"""What befalls whoever cries, so that the sentence of safety fits; whether anybody cries at all is danger.

Read only where an alarm stands already, so a word may weigh more here than out of the blue.
"""

from enum import StrEnum

from rules.alarms import assault_vocabulary as assault
from rules.alarms import danger_english as english
from rules.alarms import peril_vocabulary as peril
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
_HIM = rf"(?:(?!自己){_SOMEBODY}|我|俺|他|她)"
_CUTS = r"[割切划砍扎捅刺抹削]"
# 拿刀片划护士手: the one who cuts is not the one who bleeds.
_CUTS_ANOTHER = any_of(
    rf"(?:拿|用|持|举|掏|握|挥)[^，。]{{0,4}}(?:刀|玻璃|剪子|锥子|针头?)[^，。自]{{0,5}}{_CUTS}[了着向伤到]*(?:值班|女|男|一?个|我们?|的)*{_HIM}",
    rf"(?:拿|用|持|举|掏|握|挥)[^，。]{{0,4}}(?:刀|玻璃|剪子|锥子)[^，。]{{0,3}}(?:往|朝|对着|冲|追着|把)[^，。自]{{0,4}}{_HIM}[^，。]{{0,6}}{_CUTS}",
    rf"[被让给]个?(?:病人|患者|家属|人|[男女]的|醉汉|他|她)[^，。自]{{0,7}}{_CUTS}",
)
_RAGING = (assault.BEATING, assault.ARMED, assault.ARSON, ARMED, peril.VIOLENCE, _BLOWS)
_LEAP = any_of(
    r"(?:要|想|准备|快|闹着|扬言|威胁|说)[^，。]{0,3}(?:跳|自杀|上吊|轻生)|轻生|想不开|往下跳(?!了)|劝[^，。]{0,4}下来",
    r"(?:楼顶|天台|屋顶|房顶|顶楼|窗[外沿]|窗户外|窗台|栏杆外?|护栏外?|楼边|顶边)[^，。]{0,8}(?:[站坐骑趴哭]|有(?:一?个)?人)|[站坐骑趴爬][^，。]{0,4}(?:楼顶|天台|房顶|窗[外沿台]|窗户外|栏杆|护栏|楼边)",
    r"\b(?:going to|about to|wants? to|threaten\w* to) jump",
)
_LIFT = any_of(r"电梯|轿厢|\b(?:lift|elevator)\b")
_LIFELESS = any_of(
    r"(?:没|没有|无|停|不)(?:了)?(?:呼吸|喘|气了|心跳|脉|意识|反应|动静|知觉)|(?:不|没)(?:怎么)?(?:喘|出)气|喘不|上不来气|心[跳脏][^，。]{0,3}停|叫不[醒应答]|喊不[醒应]|不省人事|[昏晕]|抽搐|抽过去|口吐|休克|猝死|窒息|噎|呛住|憋[得住紫死]|脸[^，。]{0,3}[紫青]|不动了|没气|不行了",
    r"(?:呼吸|心跳|脉搏?|意识)(?:都|也|已经|全)*(?:没(?!事)|停|消失|摸不|测不)",
    r"not breathing|no pulse|unconscious|collapsed|fainted|passed out|chok",
)
_SHUT = any_of(
    r"(?<!停)[困堵](?!难|惑)|出不[来去]|[锁关反][了住着上]?在[^，。外]{0,5}[里内屋房间室库厕]|反锁|门[^，。]{0,4}(?:打不开|开不开|拉不开|推不开|开不了|卡住|锁[上住死])|冷库",
    r"\b(?:trapped|stuck|locked in|can'?t get out|cannot get out)\b",
)
_LIMB = r"(?:(?<![扶把抓拉洗])手(?![术机套])|(?<![桌墙床椅])[脚腿]|(?<![插线龙探镜接喷枕烟东西南北床罐里外扶桌])头|脸(?!盆)|胳膊|身上|眼睛|耳朵|肚子|手指|膝盖)"
_BODY = any_of(
    rf"(?:{_ONESELF}|他|她|(?<![桌墙床椅扶把抓])(?:腿|脚|手)|胳膊|腰|头|骨)[^，。]{{0,5}}(?:断了|受伤|伤了|烧伤|烫伤|流血|骨折|砸|压住|动不了|走不了|站不起)|(?:他|她|人|病人|老人|孩子)[^，。没要快想说怕别]{{0,4}}(?:跳|摔|掉|坠)(?:了?下[来去]|楼)了|^(?:已经|真)*跳(?:下[来去]?|楼)了|受伤|出血|流血|烧伤|烫伤|起泡|骨折|[走跑]不[动了]|动不了|\b(?:hurt|injured|bleeding|burned|broke(?:n)?)\b",
    rf"{_LIMB}(?:都|也|被|给|全|又|让火|让)*(?:烧|烫|磕|碰|砸|割|划|扎|摔|扭|崴|炸|夹|磨|炸)(?:到|着|破|伤|了|坏|断|出|肿)",
    rf"(?:{_SOMEBODY}|我|俺)(?:们|都|也|被|给|让)*(?:烧|烫|砸|炸|磕|摔)(?:着|到|伤|破)",
    r"\bburn(?:t|ed) (?:my|his|her|their|the) |\b(?:hand|arm|leg|foot|face|head)s? (?:is |are |got |was )?(?:burnt|burned|cut|bleeding)",
)
_CANNOT_MOVE = any_of(
    r"[腿脚腰](?!也?[烧烫])|动不了|[走跑]不[动了]|站不|断了|骨折|[压砸]住|can'?t (?:move|walk)|\bleg|\bfoot"
)
_FALLEN = any_of(
    r"(?:[跳摔掉坠栽翻](?:了|到|在|落)*(?:下[来去面]?|(?:一?楼下?|地上?|草坪|平台|雨棚))|坠楼|(?:^|[他她人])(?:已经|真|都)*(?:跳|掉|摔)了[^，。一]{0,1}$|人没了|\b(?:jumped|fell|has fallen)\b)"
)
_NOT_FALLEN = any_of(
    r"没(?!了)|别|要(?!不)|怕|想|会|不敢|不跳|差点|快(?!来|叫)|闹着|说|\b(?:not|may|might|will|about)\b|n't"
)


_IN_THERE = any_of(
    rf"(?:里[面边头]?|[屋房车舱库][里内间]+|楼上|上[面头]|楼里|病房|厕所|卫生间|办公室|值班室|机房|[0-9一二三四五六七八九十]+[楼层])[^，。没]{{0,4}}(?:有|剩|留|困|躺)[^，。]{{0,8}}(?:{_SOMEBODY}|[一两俩三四五六七八九十几好0-9]+个)",
    rf"(?:还|有|剩|差|少|缺)(?:有|剩)?[^，。没]{{0,8}}(?:{_SOMEBODY}|[一两俩三四五六七八九十几0-9]+个)[^，。]{{0,6}}(?<!人)在[^，。]{{0,4}}(?:里|楼上|屋|上[面头]|[楼层]$)",
    rf"(?:还有|有|还剩|还差|就剩)[^，。]{{0,6}}{_SOMEBODY}[^，。]{{0,4}}(?:没|困|动不了|走不|跑不|下不|出不)|{_SOMEBODY}[^，。]{{0,4}}(?:还)?在(?:里[面边头]|[屋房车舱库]里|楼上|厕所|病房)|还有人(?!来|接|管|去|打|说)",
    r"困(?!难|惑)|没(?:有|能)?(?:出来|跑出|撤|下来|逃出)|倒[下地了]|[昏晕]|[跑走]不动|下不[来去]|动不了|烧着人|出不[来去]|找不到[他她人]|人不见",
    rf"(?:{_SOMEBODY}|床|病号)[^，。]{{0,6}}(?:没(?:有)?(?:法|办法)|不能|[搬挪抬转推]不)[^，。]{{0,1}}(?:[搬挪抬撤走动了]|转移|出)",
    r"\b(?:inside|in there|trapped|stuck|upstairs|still in|missing)\b",
)
_NOBODY = any_of(
    r"(?:里[面边头]?(?:已经|都|也)?)?(?:没有?|无)(?:任何|其他|别的)?人员?了?(?:(?:被|受)?困|(?:受|烧|烫|砸)?伤亡?(?:了|着|到)?|[昏晕]倒?|倒下|在里[面边头]?|$|(?=[，。!！了 ]))|(?:没|无|未)有?(?:人员)?(?:伤亡|受伤|伤到?(?:人|着人?)|被困)|没(?:砸|烧|烫|电|伤)[着到]人?",
    r"里[面边头]?(?:已经|都)?没有?人|人(?:已经)?(?:都|全)(?:出来|撤|跑出|下来)|(?:都|全)(?:出来|撤|跑出来)了",
    r"\b(?:nobody|no ?-?one|none)(?: of us)?(?: (?:is|was|are|got|else|has been))*(?: (?:hurt|injured|inside|trapped|stuck|in there|left|missing|upstairs|burnt|burned|bleeding|still|in))*|\b(?:not|never|n't) (?:hurt|injured|bleeding|trapped|stuck|inside)|no injuries",
    r"\b(?:every(?:one|body)|all)(?:'s| is| are| got| has| have| came)* (?:out|safe|fine|ok)\b",
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
    """The first sure cry, else that of the whole: neither 没事了 nor no one hurt, said later, makes another of it."""
    cries = [cry for said in text.split("；") if (cry := alarm(said))]
    return next((cry for cry in cries if cry.sure), None) or alarm(text) or next(iter(cries), None)


_BY_WORDS = (
    (Plight.LIFT, _LIFT),
    (Plight.SHUT_IN, _SHUT),
    (Plight.LIFELESS, _LIFELESS),
    (Plight.LIFELESS, peril.CHOKES),
    (Plight.LIFELESS, english.AIRLESS),
)


def _of_people(text: str) -> Plight:
    if any(said.search(text) for said in (_TAKEN, peril.TAKEN, english.TAKEN)):
        return Plight.TAKEN
    if any(said.search(text) for said in (_LEAP, ON_THE_EDGE, peril.ON_THE_EDGE)):
        return Plight.LEAP
    is_rage = any(said.search(text) for said in _RAGING) and not _OWN_LIMB.search(text)
    if is_rage or _CUTS_ANOTHER.search(text):
        return Plight.VIOLENCE
    return next((kind for kind, words in _BY_WORDS if words.search(text)), Plight.HURT)


def shuts_in_oneself(text: str) -> bool:
    """我们被堵在里面了, 俺出不去了, 门打不开: whoever writes is in it."""
    return _SELF_SHUT.search(text.lower()) is not None


def is_lifeless(text: str) -> bool:
    """没呼吸了, 叫不醒."""
    return _LIFELESS.search(_of_somebody(text)) is not None


def is_hurt(text: str) -> bool:
    """我腿断了, 流血了; 没人受伤 is none."""
    return _BODY.search(_of_somebody(text)) is not None


def cannot_move(text: str) -> bool:
    """我腿断了, 动不了."""
    return _CANNOT_MOVE.search(text.lower()) is not None


def has_fallen(text: str) -> bool:
    """摔下去了, 人没了, where somebody meant to leap; 要掉下去了 is not yet."""
    told = text.lower()
    return _FALLEN.search(told) is not None and _NOT_FALLEN.search(told) is None


def are_in_there(text: str) -> bool:
    """里面还有个老人, 有人没出来: somebody has to be fetched; 没人困住 is none."""
    return _IN_THERE.search(_of_somebody(text)) is not None


def is_of_nobody(text: str) -> bool:
    """没人受伤, everyone got out; never with somebody who is hurt or left."""
    is_need = any(told(text) for told in (are_in_there, is_hurt, is_lifeless, shuts_in_oneself))
    return _NOBODY.search(text.lower()) is not None and not is_need


def _of_somebody(text: str) -> str:
    """The words without those of nobody: 没人受伤, nobody is inside."""
    return _NOBODY.sub("□", text.lower())
