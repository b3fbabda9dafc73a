"""A place told in two goes: how the later words and the known place make one, with nothing said twice."""

import re
from itertools import pairwise

from rules.alarms.danger import alarm
from rules.places.place_changes import carried, corrected
from rules.places.place_words import contradicts, is_place_only, joined_places, read

_NOBODY = re.compile(
    r"(?:里面|现在|目前)*(?:没有?人(?:困住|被困|受?伤|在里面)?|人都?(?:出来|撤)(?:来|了)*)[了啊呢]*"
)
_LEAD = re.compile(r"([^\d楼]{1,4}楼(?!梯))?(负?\d+楼(?!梯))?(.*)", re.DOTALL)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def narrowed(known: str, said: str) -> str:
    """氧气房, then 5楼: 5楼氧气房. What contradicts, or tells it anew, is said instead: 5楼走廊, then 五楼东头氧气房."""
    if not known or known in said:
        return said
    if not said or said in known:
        return known
    if contradicts(known, said):
        return corrected(known, said)
    tells_anew = any(one + two in known for one, two in pairwise(said))
    return carried(known, said) if tells_anew else joined_places(known, said)


def with_the_rest(name: str, phrase: str) -> str:
    """The name on the register or the code, and what the phrase has behind it: 5楼东走廊, 走廊氧气房: 5楼东走廊氧气房."""
    if phrase in name:
        return name
    shared = next((name[at:] for at in range(len(name) - 1) if name[at:] in phrase), "")
    return name + phrase.partition(shared)[2] if shared else name


def told_at(code: str, phrase: str) -> str:
    """The place of a code, and where just there: 3楼东楼梯口 and 楼梯口 are one, 东走廊 and 氧气房 two."""
    house, storey, rest = _LEAD.fullmatch(phrase).groups("")  # type: ignore[union-attr]
    finer = "".join(part for part in (house, storey) if part not in code) + rest
    if not finer or finer in code:
        return code
    shared = next((n for n in range(min(len(code), len(finer)), 1, -1) if code.endswith(finer[:n])), 0)
    return code + finer[shared:]


def says_only_where(text: str) -> bool:
    """在5楼氧气房, 在5楼氧气房，没人困住; never a bare number, nor another cry."""
    said = read(text)
    if not said.place or not _CHINESE.search(text) or alarm(text):
        return False
    return is_place_only(text) or bool(_NOBODY.fullmatch(said.what))
