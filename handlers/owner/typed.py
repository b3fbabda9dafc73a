"""112弄好了, 112等配件3月9日, 112不归我，归后勤: what an owner says beside a number, in one line."""

import re

from bot.turn import Scene, Turn
from handlers.owner import doing, passing
from handlers.owner.doing import DONE
from handlers.owner.tasks import is_owner
from models.base import Row
from rules.hazard import Status

_OWN_WORDS = re.compile(
    rf"(?P<number>\d{{3,9}})\s*号?[\s,，:：]*(?:(?P<done>{DONE})|(?P<doing>在弄|在办|在修|正在弄|正在办|在处理|已经在弄)"
    r"|(?:(?:不归我们?科?管?|不是我们?科?的)[\s,，。;；]*(?:应该|应|该|得|要)?(?:归|是|找)|(?:应该|应|该|得|要)?归)"
    r"(?P<whose>(?![我俺咱谁档零还]).{2,20}?)(?:来)?(?:管|弄|修|负责)?的?"
    r"|(?P<nobody>不归我们?科?管?|不是我们?科?的)|(?P<up>往上交|上交|弄不了|解决不了|往上报)"
    r"|(?P<later>(?:[\u4e00-\u9fff]{1,4}?)?(?:等|来不及|延期|要到|晚点|缺|没到).{0,30}))[。.!！]*"
)


def reads_own_words(scene: Scene, row: Row, text: str) -> Turn | None:
    """112弄好了, 112等配件3月9日, 112不归我，归后勤: what an owner says beside a number; None for anything else."""
    told = _OWN_WORDS.fullmatch(text.strip())
    if told is None or not is_owner(scene, row) or row["status"] != Status.ASSIGNED:
        return None
    if told["done"]:
        return doing.mended_words(scene, row)
    if told["doing"]:
        return doing.noted(scene, row, text)
    if told["later"]:
        return doing.longer(scene, row, told["later"])
    if told["whose"]:
        return passing.read_back(scene, row, told["whose"].strip())
    return passing.whose(row) if told["nobody"] else passing.up_the_line(scene, row)
