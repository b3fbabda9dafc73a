"""灭火器那个弄好了, 插座的不归我, 今天弄不完: what an owner says of what is in hand, without its number."""

import re
from dataclasses import dataclass

from rules.words.plain_text import clean

_VERB = r"(?:弄|修|换|整改|处理|清理|清|搬|挪|装|补|擦|拖|做|拆|移|撤|更换|维修)"
_DONE = rf"(?:我|都|已经|已|刚|刚刚|今天|昨天)*{_VERB}(?:好|完|走|掉|过|开)?了|(?:都|已经|已)?{_VERB}(?:好|完|走|掉)"
_OTHER = (
    r"(?:也)?不归我(?:们)?(?:科)?(?:管)?.{0,20}|不是我(?:们)?(?:科)?(?:的|管).{0,20}|(?:要|得|还要|还得)?等.{1,20}|来不及.{0,20}"
    r"|弄不了|解决不了|在弄|正在弄|在修|在换|在处理|缺.{1,20}|.{0,6}没到货?.{0,12}"
)
_NAMED = re.compile(
    rf"(?P<what>[\u4e00-\u9fffA-Za-z0-9]{{1,10}}?)(?:那|这)?(?:一)?(?:个|件|条|处|边)?的?[\s,，]*(?:(?P<done>{_DONE})|(?P<other>{_OTHER}))[\s。.!！~～]*"
)
NOT_YET = re.compile(
    r"(?:弄|修|换|搬|清|处理|做|干|搞|整|拆)不(?:完|了|好|动|成)|(?:还|都)?没(?:有)?(?:弄|修|换|搬|清|处理|整改|动|来得及|弄完|干完|完|做|好)"
    r"|来不及|(?:明天|后天|下周|过几天|晚点|下午|改天|回头|等会儿?|一会儿?)(?:再|才)?(?:弄|修|换|搬|清|处理|来|去|办|做|整)|等(?:着)?(?:配件|材料|厂家|货|人|师傅|审批|批)|要等|得等"
)
"""Nothing was put right yet; a sentence about how it was done is none of these."""
ALONE = re.compile(
    rf"(?:我|今天|明天|这个?|可能|估计|怕是|恐怕|一时|暂时|还|都|活儿?|太多|忙|[,，])*(?:{NOT_YET.pattern})[^。.,，]{{0,6}}[。.!！]*"
)
"""The same where no thing is named."""
LONGEST = 40


@dataclass(frozen=True)
class OfTask:
    """``what`` it is called, and what is said of it: that it is done, or ``said`` as beside a number."""

    what: str
    said: str
    done: bool


def of_task(text: str) -> OfTask | None:
    """None where no thing is named or nothing is said of it."""
    tidy = clean(text).strip()
    hit = _NAMED.fullmatch(tidy) if len(tidy) <= LONGEST else None
    if (
        hit is None
        or hit["what"].isdecimal()
        or hit["what"] in ("我", "都", "已经", "全", "这", "那", "今天", "昨天")
    ):
        return None
    return OfTask(hit["what"], hit["done"] or hit["other"], bool(hit["done"]))
