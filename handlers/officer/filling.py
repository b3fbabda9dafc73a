"""五落实, typed: 112 资金 2000元, 112 预案 派人看住; read into the block it names."""

import re

from actions import deciding
from actions.moving import By
from bot.flow import ANY, Flow, text_where
from bot.turn import Scene, Turn, lines
from handlers.officer.parts import by, looks_after
from handlers.owner.tasks import is_owner
from models import hazards
from rules.blocks import Block, badge, lacking, named
from rules.hazard import NotYours, Part

flow = Flow()

BLOCKS = {
    "措施": Block.MEASURE,
    "怎么弄": Block.MEASURE,
    "资金": Block.FUNDS,
    "钱": Block.FUNDS,
    "预案": Block.CONTINGENCY,
    "临时控制": Block.CONTINGENCY,
}
_TYPED = re.compile(
    rf"(?P<number>\d{{3,9}})\s*号?\s*(?P<block>{'|'.join(BLOCKS)})[\s:：,，是]*(?P<words>.{{1,100}})"
)


@flow.on(ANY, text_where("112 资金 2000元", lambda text: _TYPED.fullmatch(text.strip())))
def fill_in(scene: Scene) -> Turn:
    """112 资金 2000元：one block, by whoever works on it."""
    told = scene.found["it"]
    row = hazards.find_by_number(scene.db, scene.who.home_id, int(told["number"]))
    if row is None:
        return Turn(f"没找到{told['number']}号。回 待办 看手上的。", stays=True)
    if looks_after(scene, row):
        who = by(scene)
    elif is_owner(scene, row):
        who = By(Part.OWNER, scene.who.person_id)
    else:
        raise NotYours(f"{row['number']}号不归你管，我没动它。")
    after = deciding.fill_in(scene.db, row, {BLOCKS[told["block"]]: told["words"]}, scene.now, by=who)
    filled, usual = badge(after)
    left = lacking(after, "close")
    last = f"还缺{named(left)}。" if left else "五项齐了。"
    usual_ = f"，默认{usual}项" if usual else ""
    return Turn(
        lines(f"{row['number']}记下了：{told['block']} {told['words']}", f"五落实{filled}项{usual_}，{last}")
    )
