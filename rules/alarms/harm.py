"""Harm pieced together from a whole message: who, what was done, where; only where no phrase of its own was heard."""

import re
from functools import lru_cache

from rules.alarms import danger_vocabulary as talk
from rules.alarms import harm_vocabulary as words
from rules.alarms.danger_vocabulary import any_of
from rules.words.people_vocabulary import AT_WORK, NAMES

_CUT = re.compile(r"[,，。;；、\n…~～!！?？ \t\u3000]+")
# Without one of these characters nobody comes to harm; asked first, for it is asked of every message.
_ANY = any_of(
    "[窗溺住火脉喊炸爆塌淹血按坠忽绳刀焦困水倒流断掉夹停冲闯踩摔跌抱躺翻滚轧撞捅砍掐埋卷绞踹勒吊咬殴骑跨悬挂弄杀抵吐晕昏咳睁迷毒吞跳舱冻震晃崩弹砸漏烧被把将锁卡抽]|打不开|要生|羊水|拿着|手里"
)


def harmed(text: str) -> str | None:
    """people, gas or shock, when the parts of the message tell of somebody who comes to harm now; else None."""
    live = _live(text)
    if words.MANY_ILL.search(live):
        return "gas" if words.FROM_THE_AIR.search(live) else "people"
    if words.FLUNG_BY_CURRENT.search(live):
        return "shock"
    return "people" if _to_somebody(live) or _of_itself(live) else None


def signs(text: str) -> int:
    """How heavily it weighs what seems wrong with somebody now: 0 nothing, 1 a doubt, 2 and more an alarm."""
    live = _live(text)
    if not live or not words.SOMEBODY.search(live):
        return 0
    found = sum(1 for sort in words.SIGNS if sort.search(live))
    if words.GRAVE.search(live):
        return found + 2
    if AT_WORK.search(live):  # whoever hangs there paints the wall
        return 0
    return found + bool(found and words.URGENT.search(text))


_WORTH_READING = (words.SOMEBODY, words.ARMED, words.OF_ITSELF, words.FLUNG_BY_CURRENT)


@lru_cache(maxsize=8)
def _live(text: str) -> str:
    """What is told as it happens, cut at every stop and blank; "" when nobody could come to harm in it."""
    if not _ANY.search(text) or not any(said.search(text) for said in _WORTH_READING):
        return ""
    return "，".join(
        clause
        for clause in _CUT.split(talk.NAMES.sub("□", NAMES.sub("□", text)))
        if clause and _is_live(clause)
    )


def _is_live(clause: str) -> bool:
    """Told as it happens: not long ago, nor often, nor supposed, nor luckily escaped."""
    past = talk.PAST.search(clause) or talk.YESTERDAY.search(clause)
    if past and not talk.STILL.search(clause):
        return False
    return not any(
        said.search(clause)
        for said in (talk.SUPPOSED, talk.HABIT, words.SOFTENED, talk.MEDIA, talk.RULES, talk.PRINTED)
    )


def _to_somebody(live: str) -> bool:
    if words.DONE_TO.search(live) or words.BEFALLS.search(live):
        return True
    if words.ARMED.search(live) and words.THREATENS.search(live):
        return True
    if words.SOMEBODY_WITHIN.search(live) and words.SHUT.search(live):
        return True
    hangs = bool(words.ON_THE_EDGE.search(live))
    return hangs and (bool(words.GAVE_WAY.search(live)) or not AT_WORK.search(live))


def _of_itself(live: str) -> bool:
    return bool(words.OF_ITSELF.search(live)) and not words.ORDINARY.search(live)
