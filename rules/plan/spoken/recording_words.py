"""记演练 昨天 疏散 50人: whether words tell of a training, drill or meeting, while a day (咨询日) is talked of. How to read them is deed_words."""

import re

_DAYS = r"(?:(?:[今昨前]天|[上这本]?(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}[月./-]\d{1,2}[日号]?)\s*)?"
_KINDS = (
    r"(?:[^\s,，。;；]{0,6}?(?:培训|演练|演习|训练|[晨班例][前后]?会|会议(?!室)|安委会|委员会|交班会|工作会|讲课|授课|宣讲|督导|走访|谈心|竞赛|排查|学习班?|议事|"
    r"安全检查|检查|开会))"
)
_ASKED = re.compile(rf"\s*记(?:一?下|一?[场次个条]|录一?[下场次]?)?\s*{_DAYS}{_KINDS}", re.DOTALL)
_TOLD = re.compile(r"[昨前]天|上(?:个?月|周|星期|礼拜)")
_HELD = re.compile("培训|演练|演习|晨会|例会|安委会|督导|走访")


def is_another_deed(text: str) -> bool:
    """Whether words that are sent while the day is open tell of something else that was held."""
    return bool(_ASKED.match(text)) or bool(_TOLD.search(text) and _HELD.search(text))
