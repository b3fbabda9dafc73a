"""What became of a notice: delivered, on its way, or not, and why."""

import re
from collections.abc import Mapping
from typing import Any

from bot.cures import trouble_of

TO_REPORTER = {
    "tell_heard": "听写的话",
    "ask_reporter": "问的话",
    "somebody_comes": "有人接了",
    "nobody_came": "还没人接",
    "tell_standing": "办到哪一步",
}
"""What reporters are told, by the kind of the errand; whoever they are stays unsaid."""

TO_THE_HOUSE = {
    "news": "新来的",
    "tell_owner": "派单和改动",
    "tell_officer": "进展",
    "ask_progress": "问进展",
    "ask_block": "五落实缺项",
    "ask_decider": "定不定重大",
    "tell_above": "请上一级帮一把",
}
"""What officers, owners and heads are told."""

UNDER_WAY = ("waiting", "claimed")
CALLED_OFF = ("stale", "unwanted")
REASONS = (
    ("block", "拒收公众号的通知"),
    ("refuse", "拒收公众号的通知"),
    ("unsubscribe", "没关注公众号"),
    ("not follow", "没关注公众号"),
    ("system fail", "微信那边没送成"),
    ("no account", "还没绑定微信"),
    ("unbound", "还没绑定微信"),
)
CHINESE = re.compile("[\u4e00-\u9fff]")
TONES = {"没送到": "bad", "已送到": "good"}


def reason_words(reason: str) -> str:
    """The platform's word, said so that one knows what to do."""
    lower = reason.lower()
    known = next((words for mark, words in REASONS if mark in lower), "")
    if not known and (trouble := trouble_of(reason)) is not None:
        known = trouble.what
    return known or (reason if CHINESE.search(reason) else "微信没送成")


def delivery_words(errand: Mapping[Any, Any]) -> str:
    """Where one notice stands. ``已送到`` only when the platform said so."""
    state = errand["state"]
    if state in UNDER_WAY:
        return "在路上"
    if state in CALLED_OFF:
        return "不用送了"
    if state == "given_up":
        return "没送到"
    if errand["result"].get("status") == "success":
        return "已送到"
    return "发到微信了" if errand["result"].get("channel") == "custom" else "发出了，等微信回话"


def delivery_tone(errand: Mapping[Any, Any]) -> str:
    return TONES.get(delivery_words(errand), "")
