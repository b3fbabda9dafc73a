"""What frightened people ask while it burns, and the direct answer where safety has one; who goes and whom to ring is burning."""

import re

from rules.alarms.plight import Plight

_P = Plight
_FLEEING = (_P.FIRE, _P.GAS)
A_CRY = 10
"""Characters of a question that tells nothing: 怎么办, 还有多久到."""
A_QUESTION = 24

_CRIES = re.compile(
    r"怎么办|咋办|怎么弄|往哪|去哪|多久|什么时候|几点[来到]|没人[来接]|来了[吗没]|到了[吗没]|有人(?:来|接|管)[吗没]|来人|救命|快来|快点|"
    r"^(?:人|保安|电工|医生|大夫|警察|救护车|消防车?|消防队|值班的?|安全员|你们|管事的?)+(?:人)?(?:怎么|咋|为什么|都|到底)*(?:还|都)*(?:呢|在哪|去哪|不来|没来|没到)"
)
_AGAIN = re.compile(r"^(?:(?:人|保安|电工|医生|消防)呢[？?！!，,。.]*)+$")
_WHICH = r"(?:什么|啥|哪|谁|怎么|几(?=点|分钟))"
_QUESTIONS = re.compile(
    rf"[?？]|[吗嘛][!！。.~]*$|[啥什][么]?[!！。.]*$|(?:该|要|得|应该|能|可以)(?:做|干|怎么|咋|如何)?[点些]?(?:什么|啥|嘛|么|不|吧|不能)[呢啊!！。.]*$|"
    rf"{_WHICH}(?![^，。]{{0,2}}[都也])|怎样|咋|多[久少长远深快]|能不能|可不可以|可以不可以|要不要|该不该|有没有|是不是|用不用|需不需要|会不会|行不行|"
    r"^[^，。在还正着有]{1,6}呢[!！。.~]*$|\b(?:how|what|where|when|who|which|should i|can i|may i|are you|is (?:it|there|any|some)|do i|will)\b"
)

_ASKS_ONLY = re.compile(r"(?:[吗嘛?？]|了没|没有)[!！。.~]*$")

_UNKNOWN = re.compile(
    r"(?:我|俺|这个|现在|也|都|还|真|有点|[,，。])*(?:不知道|不清楚|不晓得|不确定|不好说|说不[准清好]|看不[出清]来?|没看[见清]|没法?确定|拿不准|不敢说|搞不清|弄不清|吃不准|可能吧?|也许吧?|好像[是有]?|应该是?|大概|"
    r"i don'?t know|not sure|maybe)(?:(?:是不是|有没有|在不在|是否|里[面头边]|还在|正在|到底|有人没)[^，。]{0,8})?[了啊呀吧呢的]*[。.!！?？~]*",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile("知道|清楚|晓得|确定|说")

# By plight; the first that fits is said. A question that none fits gets the warning of the plight again.
_ANSWERS: tuple[tuple[tuple[Plight, ...], str, str], ...] = (
    (_FLEEING, r"电梯|\b(?:lift|elevator)", "别坐电梯，走楼梯。"),
    ((_P.FIRE,), r"跳|jump", "别跳！关上门，到窗口喊人，等人来接。"),
    ((_P.FIRE,), r"回去|拿.{0,4}(?:东西|手机|包|钱|车|资料)|go back", "别回去，东西不要了。"),
    ((_P.FIRE,), r"窗|通风|window", "能走就走，别开窗；出不去才到窗口喊人。"),
    ((_P.FIRE,), r"灭火|扑|灭得?了|泼|浇|用水|水(?:行|能|管)|灭", "火小、身后有路才灭；电和油别用水。"),
    ((_P.FIRE,), r"开门|门.{0,4}开", "先摸门，烫手就别开，堵住门缝。"),
    ((_P.FIRE,), r"毛巾|捂|口罩|呛|烟大", "湿布捂住口鼻，弯着腰走。"),
    ((_P.FIRE,), r"断电|拉闸|电闸|关.{0,3}(?:电|氧|气|阀)", "顺手够得着就关，够不着先走。"),
    (
        _FLEEING,
        r"往哪|去哪|哪.{0,3}[跑走逃撤出]|怎么.{0,3}[跑走逃撤出]|出口|where (?:to|should)",
        "走最近的楼梯往下，到楼外空地。",
    ),
    ((_P.GAS,), r"灯|开关|插|拔|手电|电源|电闸|断电|拉闸|\blight", "别开灯，开关插头都别碰，出来再说。"),
    ((_P.GAS,), r"火|烟|试|fire|smoke", "千万别点火、别试，先出来。"),
    ((_P.GAS,), r"阀|关气|关掉|关上|总闸|valve", "阀门在手边就关，够不着先走。"),
    ((_P.GAS,), r"窗|门|通风|散|window", "顺手能开就开，开了马上走。"),
    ((_P.GAS,), r"风扇|空调|排风|排气|抽风|换气|\bfan\b", "别开，会打火花，先出来。"),
    ((_P.GAS,), r"手机|打电话|phone", "到外面再打，里面别用手机。"),
    (
        (_P.SHOCK,),
        r"闸|断电|关电|开关|总电|配电|拔|插头|breaker|power",
        "找墙上的配电箱拉总闸，找不到喊电工、保卫。",
    ),
    (
        (_P.SHOCK,),
        r"心肺|怎么按|按(?:哪|胸|压|多)|人工呼吸|复苏|急救|没气|呼吸|\bcpr\b",
        "先断电。没呼吸就按胸口中间，又快又深，别停。",
    ),
    ((_P.SHOCK,), r"棍|挑|绝缘|木头|扫把|手套", "断不了电，用干木棍把线挑开；高压的别靠近。"),
    ((_P.SHOCK,), r"拉|碰|摸|扶|抬|救|拽|touch|pull", "没断电别碰他，断了电再救。"),
    ((_P.VIOLENCE,), r"拦|劝|上去|帮|还手|夺|拉开", "别上前，躲开喊人。"),
    ((_P.VIOLENCE,), r"躲|跑|藏|锁门|hide", "进屋反锁门，别出声，打110。"),
    ((_P.TAKEN,), r"追|拦|跟", "别一个人追，喊保安守住门。"),
    ((_P.LEAP,), r"拉|拽|抱|上去|靠近|劝|说", "别突然拉，隔着一点慢慢说话。"),
    ((_P.LIFT,), r"扒|撬|爬|天窗|出去|开门|自己", "别扒门别爬，等人来开。"),
    ((_P.LIFT,), r"闷|憋|氧|喘|空气", "电梯里透气，憋不着，靠里坐下等。"),
    ((_P.LIFT,), r"掉|坠|摔", "别跳，背贴着墙站，膝盖弯一点。"),
    (
        (_P.LIFELESS, _P.HURT),
        r"心肺|(?:怎么|咋|如何)[按压](?![^，。]{0,3}[血伤住])|按(?:哪|胸|压|多)|人工呼吸|复苏|没气|呼吸|\bcpr\b|aed",
        "没呼吸就按胸口中间，又快又深，别停。",
    ),
    ((_P.LIFELESS, _P.HURT), r"抬|搬|挪|扶|动他|拉|move", "没危险就别搬动，等医生来。"),
    ((_P.LIFELESS, _P.HURT), r"血|止", "拿干净布按住出血的地方，别松手。"),
    ((_P.LIFELESS, _P.HURT), r"水|喝|吃|喂", "先别喂水喂药。"),
    (
        tuple(_P),
        r"(?:要不要|用不用|该不该|需不需要|要|得)(?:我)?(?:自己)?(?:报警|打|叫|喊)|报警[吗不]|call (?:119|120|110|the)",
        "要，你现在就打。",
    ),
)
_BY_PLIGHT = {
    kind: tuple((re.compile(asked), say) for kinds, asked, say in _ANSWERS if kind in kinds)
    for kind in Plight
}


def calls_out(text: str) -> bool:
    """怎么办, 还没人来, 人呢: asked as long as the alarm may last."""
    return bool((len(text) <= A_CRY and _CRIES.search(text)) or _AGAIN.fullmatch(text.strip()))


def is_unknown(text: str) -> bool:
    """不知道, 说不准, 好像是吧: no answer, and no no."""
    return _UNKNOWN.fullmatch(text.strip()) is not None


def knows_nothing(text: str) -> bool:
    """不知道, to a question about where and who; 看不清 would tell of smoke."""
    return is_unknown(text) and _NOT_KNOWN.search(text) is not None


def only_asks(text: str) -> bool:
    """里面还有人吗: nothing is told in it."""
    return _ASKS_ONLY.search(text.strip()) is not None


def is_question(text: str) -> bool:
    """能开灯吗, 电闸在哪, are you sure someone is coming."""
    told = text.lower().strip()
    return (
        len(told) <= 2 * A_QUESTION
        and (len(told) <= A_QUESTION or told.isascii())
        and bool(_QUESTIONS.search(told))
    )


def direct(text: str, kind: Plight | None) -> str:
    """What safety answers to just this; "" where it has no sentence of its own."""
    told = text.lower()
    return next((say for asked, say in _BY_PLIGHT.get(kind, ()) if asked.search(told)), "") if kind else ""
