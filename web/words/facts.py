"""What is written down of a hazard beside its words: the names of its choices, and a correction told in Chinese."""

from collections.abc import Mapping

from actions.deciding import LEVELS
from rules.hazard import Source, Tier
from rules.pace import OFFICIAL as TIERS
from rules.words.usual import CAUSE_NAMES

SOURCES = {
    Source.STAFF: "职工排查",
    Source.EXPERT: "专家查找",
    Source.DELEGATE: "职工代表巡查",
    Source.PEER: "班组科室互查",
    Source.INSPECTION: "督导检查",
    Source.REPORT: "举报",
}
KINDS = {"accident": "事故隐患", "occupational": "职业危害"}
CAUSE_WORDS = {"": "没归类", **{str(cause): name for cause, name in CAUSE_NAMES.items()}}
FIELDS = {
    "source": "来源",
    "kind": "种类",
    "cause": "透视镜",
    "category": "类别",
    "contractor": "外包单位",
    "urgent": "急",
}
URGENT = {"True": "是", "False": "否"}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "source": {str(source): name for source, name in SOURCES.items()},
    "kind": KINDS,
    "cause": CAUSE_WORDS,
    "urgent": URGENT,
}


def corrected_words(text: str) -> str:
    """``source=expert，cause=unsafe`` as an officer says it; what is not written so stays as it is."""
    return "，".join(_one(part) for part in text.split("，"))


def _one(part: str) -> str:
    name, is_set, value = part.partition("=")
    if not is_set or name not in FIELDS:
        return part
    known = CHOICES.get(name, {})
    return f"{FIELDS[name]}{known.get(value, value) or '空'}"


def level_words(level: str) -> str:
    return LEVELS[level]


def tier_words(tier: str) -> str:
    return TIERS[Tier(tier)]
