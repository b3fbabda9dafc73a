"""Who waits for help: left behind where it burnt, without oxygen, or by a telephone call that nobody has come for."""

import re

from rules.alarms import danger_vocabulary as talk
from rules.alarms import rescue_vocabulary as words
from rules.alarms.rescue_vocabulary import NO_AIR

__all__ = ["NO_AIR", "lacks_air", "lives_on_air", "somebody_left", "waits_for"]

_NUMBER = re.compile("11[09]|120")


def somebody_left(text: str) -> bool:
    """火灭了可是小王还没出来: somebody is still in what burns or burnt, whatever the fire does now."""
    if not words.BURNT.search(text) or not words.ANY_LEFT.search(text):
        return False
    if _is_talk(text) or talk.ASKING.search(text):
        return False
    told = talk.NAMES.sub("□", text)
    left = words.LEFT_INSIDE.search(told) and not words.NOBODY_INSIDE.search(told)
    return bool(left and words.BURNT.search(told))


def waits_for(text: str) -> str:
    """The number that was called while nobody has come, 119, 110 or 120; else nothing."""
    called = words.CALLED.search(text) if _NUMBER.search(text) else None
    if called is None or _is_talk(text) or talk.HABIT.search(text):
        return ""
    return str(_NUMBER.findall(called[0])[0])


def lacks_air(clause: str) -> bool:
    """Whether the oxygen is said to be cut off or gone."""
    return words.NO_AIR.search(clause) is not None


def lives_on_air(text: str) -> bool:
    """Whether the words name a ward that lives on oxygen, or somebody who turns blue."""
    return words.LIVES_ON_IT.search(text) is not None


def _is_talk(text: str) -> bool:
    return any(said.search(text) for said in (talk.SUPPOSED, talk.HEARSAY, talk.YESTERDAY))
