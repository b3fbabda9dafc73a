"""听写: an officer listens to a voice and writes down what it says; the reporter reads it."""

import re
from datetime import datetime
from typing import Any

from actions.telling import tell_reporter
from models import hazards, history
from models.base import Db, Row
from rules.clocks import Clocks, not_at_night
from rules.hazard import Part
from rules.kinds import Kind
from rules.places.labels import brief
from rules.places.place_words import read
from rules.refusal import Refused
from rules.words.suggesting import suggest

LONGEST = 500
"""Characters of a sentence somebody wrote down."""

_NUMBER = re.compile(r"^\s*(\d{3,6})\s*号?[\s,，:：、]+|^\s*(\d{3,6})号(?![楼床病房室])")
_UNCLEAR = re.compile(
    r"(?:我|这个?|那个?|这段|他|她|语音|说的?|讲的?|[,，。 ])*(?:实在|真|根本|完全|也|都|还是|有点|太)*"
    r"(?:(?:不知道|不晓得|不明白|不清楚|听不|没听|搞不|没)(?:出来|出|清楚?|懂|明白|见|到|太|怎么|得)*(?:他|她|这|在|是|说|讲|的|了|声音|话|里|个)*(?:些?(?:啥|什么|嘛|哪里?|哪儿))?|"
    r"(?:听着|声音)?(?:太?(?:吵|杂|小|模糊|含糊|含混)|杂音(?:太?大|多)?|没(?:有)?声(?:音)?|口音太?重|方言)){1,3}(?:了|的|啊|呀|呢|[,，。.!！?？ ])*"
)


def is_unclear(words: str) -> bool:
    """不知道说的啥, 听不清, 太吵了: about the voice, and not what it says."""
    told = _NUMBER.sub("", words.strip())
    return len(told) <= 20 and _UNCLEAR.fullmatch(told) is not None


def write_down(
    db: Db,
    row: Row,
    words: str,
    now: datetime,
    clocks: Clocks,
    kinds: tuple[Kind, ...],
    *,
    officer_id: int,
) -> Row:
    """The officer's words stand where the reporter's would, behind what was typed; a second hearing replaces the first.

    Refused when they say nothing but that the voice cannot be made out: the reporter would read that as the own words.
    """
    if is_unclear(words):
        raise Refused("这句我没写进去，他会当成自己说的。\n听不清回 1，请他再说；听清了再打一句。")
    words = _of_this(row, words.strip())[:LONGEST]
    typed = _typed(db, row)
    said = f"{typed}；{words}" if typed and typed != words else words
    suggestion = suggest(said, kinds)
    facts: dict[str, Any] = {"description": said, "brief": brief(words)}
    if row["category"] == "OTHER":
        facts |= {"category": suggestion.code, "plain": suggestion.plain, "kind": suggestion.kind}
    if not row["place_text"] and (place := read(words).place):
        facts["place_text"] = place
    after = hazards.rewrite_hazard(db, row["id"], **facts)
    history.add_line(db, row["id"], "heard", now, part=Part.OFFICER, person_id=officer_id, text=words)
    tell_reporter(db, after, "tell_heard", now, due_at=not_at_night(now, clocks))
    return after


def _of_this(row: Row, words: str) -> str:
    """101 楼梯口堆纸箱: the number says which one, and is no part of the sentence."""
    number = _NUMBER.match(words)
    is_own = number is not None and int(number[1] or number[2]) == row["number"]
    return words[number.end() :] if number is not None and is_own and words[number.end() :] else words


def _typed(db: Db, row: Row) -> str:
    """The words without those an officer has written down before."""
    heard = [line["text"] for line in history.history_of(db, row["id"]) if line["verb"] == "heard"]
    words: str = row["description"]
    return words.removesuffix(heard[-1]).removesuffix("；") if heard else words
