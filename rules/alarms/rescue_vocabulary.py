"""The words of who is left behind where it burns, and of a call for help that nobody has come for."""

import re

from rules.alarms.danger_vocabulary import any_of

# 火灭了，小王还没出来: whatever the fire does, somebody is in there.
LEFT_INSIDE = any_of(
    r"(?:有|还|剩|个|人|[\u4e00-\u9fff]{2})(?:还|都)?(?:在里[面头边])?[^，。]{0,3}没(?:有|能)?(?:[跑逃撤爬]?[出下]来|[跑逃撤]出|出得来)|"
    r"(?:还|仍|可)(?:有[^，。]{0,6})?(?:在|困在)(?:里[面头边]|火场|楼上|屋里)",
)
# Asked first: without one of these nobody is told to be in there still.
ANY_LEFT = re.compile("[没里]|在[火楼屋]")
BURNT = any_of(r"火(?![车锅罐])|烟(?![花感囱])|烧(?:起|着|了(?![水饭菜开壶]))|着了")
NOBODY_INSIDE = any_of(
    r"报告|结果|片子|单子?|成绩|名单|通知|(?:花|汗|味|灰|图|字)[^，。]{0,2}没(?:有|能)?出来|医保"
)

# Who has no oxygen; with a ward that lives on it, or what it does to somebody, nobody waits for an answer.
NO_AIR = any_of(
    r"断氧(?!化)|(?:管道|中心|突然|全科?|整层|病房)[^，。]{0,2}停氧|没有?氧气?了|(?:氧气|供氧|氧压)的?(?:压力)?(?:突然|都|全|又|一下子?|快)*(?:没了|掉光|掉完|掉零|掉到[零0底]|归零|降到[零0]|停了|断了|没有了|没压力?了|供不上|掉没)"
)
LIVES_ON_IT = any_of(
    r"ICU|icu|病房|病区|重症|手术|麻醉|新生儿|早产|呼吸(?:科|机)|抢救|急诊|监护|[紫青乌]了?|憋|喘|血氧|缺氧|[晕昏]|不行了"
)

# 打了119没人来: who called and waits must read that the alarm is heard.
CALLED = re.compile(
    r"(?:打|拨|报|叫)(?:过|完|了)*(?:警|火警)?(11[09]|120)(?!消防[^，]{0,2}[检培演])(?!室|房|床|号(?!码))[^，。]{0,8}[，。]?[^，。]{0,6}(?:没(?:有)?(?:人|车|来|到|动静|见)|不(?:见)?来|半天|没接)|"
    r"(?<!\d)(11[09]|120)[^，。\d室房床]{0,4}(?:怎么|咋)?(?:还|都|半天)(?:没(?:有)?(?:来|到|人)|不来)(?![^，。]{0,2}[接交]班)"
)
