"""Cries for help: fire, gas, current and people in danger, now. Sure ones alarm, doubtful ones are asked about.

How dangerous a hazard is when nothing happens yet belongs to the kinds, the words themselves to the vocabularies.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rules.alarms import danger_english as english
from rules.alarms import danger_vocabulary as words
from rules.alarms import peril_vocabulary as peril
from rules.alarms import rescue
from rules.alarms.assault import assaulted
from rules.alarms.figures_of_speech import plainly
from rules.alarms.harm import harmed, signs
from rules.words import people_vocabulary as people
from rules.words.typing_slips import well_typed


class Danger(StrEnum):
    FIRE = "fire"
    GAS = "gas"
    SHOCK = "shock"
    PEOPLE = "people"


@dataclass(frozen=True)
class Alarm:
    """What seems to happen; ``sure`` when a warning must go out before any question."""

    danger: Danger
    sure: bool


_BLANK = re.compile(r"[ \t\u3000\"'“”‘’「」『』【】\[\]()（）]+")
_CLAUSE = re.compile(r"[,，。;；、\n…~～]+|(?<=[!！?？])")
_EMERGENCY = re.compile(
    r"(?:快|请|帮我|帮忙|帮|赶紧|赶快|马上|我要|要|打|拨打?|呼叫|电话|call|回)*+"
    r"(?:1-?1-?0|1-?1-?9|1-?2-?0|1-?2-?2|一一[零〇]|幺幺[零〇洞]|一一九|幺幺九|一二[零〇]|"
    r"幺[二两][零〇洞]|一二二|幺[二两][二两])"
    r"(?:电话|吧|了|啊|呀|呢|急救|火警|报警)*[!！。.?？,，~～]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # one message is asked about several times in its turn
def alarm(text: str) -> Alarm | None:
    """The gravest danger ``text`` cries about, or None when it only speaks of things, drills or the past."""
    if english.LATIN.search(text.lower()) and (cry := _hear_english(text.lower())):
        return cry
    told = plainly(well_typed(words.QUOTED.sub("□", unicodedata.normalize("NFKC", text))))
    tidy = _BLANK.sub("", told)
    if _is_talk(tidy):
        return None
    if words.FIRE_ALONE.search(told):
        return Alarm(Danger.FIRE, sure=True)
    if rescue.somebody_left(tidy) or rescue.waits_for(tidy) == "119":
        return Alarm(Danger.FIRE, sure=True)
    if rescue.waits_for(tidy):
        return Alarm(Danger.PEOPLE, sure=True)
    heard = [found for clause in _CLAUSE.split(tidy) if clause and (found := _hear(clause, tidy))]
    gravest = max(heard, key=lambda one: (one.sure, one.danger is not Danger.PEOPLE), default=None)
    if gravest is not None and gravest.sure:
        return gravest
    return _with_harm(gravest, told, tidy)


def _with_harm(doubted: Alarm | None, told: str, tidy: str) -> Alarm | None:
    """Somebody who suffers makes sure of what was only doubted, or is the danger that no phrase told."""
    harm, many = harmed(told), signs(told)
    if harm is None and not many:
        return doubted
    if harm is None and many == 1:
        return doubted or Alarm(Danger.PEOPLE, sure=False)
    harm = harm or Danger.PEOPLE
    danger = doubted.danger if doubted and doubted.danger is not Danger.PEOPLE else Danger(harm)
    return Alarm(danger, sure=not words.ASKING.search(tidy) and not words.HEARSAY.search(tidy))


def is_emergency_number(text: str) -> bool:
    """Whether the message is nothing but 110, 119, 120 or 122, with or without 打."""
    if len(text) > 24:
        return False
    return bool(_EMERGENCY.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))))


def _is_talk(text: str) -> bool:
    """A drill or a course; or the message opens with a time long gone and never comes back to today."""
    if words.NOT_A_DRILL.search(text):
        return False
    return bool(
        words.DRILL.search(words.AT_A_LESSON.sub("□", text))
        or (words.PAST.match(text) and not words.STILL.search(text))
    )


def _hear(clause: str, text: str) -> Alarm | None:
    bare = words.NAMES.sub("□", clause)
    heard = (
        _hear_shock(bare),
        _hear_gas(bare, clause, text),
        _hear_fire(bare),
        _hear_people(bare, clause, text),
    )
    told = [one for one in heard if one]
    if not told:
        return None
    physical = (one for one in told if one.sure and one.danger is not Danger.PEOPLE)
    found = next(physical, replace(told[0], sure=any(one.sure for one in told)))
    return _weighed(found, bare, clause, text)


def _weighed(found: Alarm, bare: str, clause: str, text: str) -> Alarm | None:
    """What is left of a cry when it is in the past, on a sign, supposed, asked or only heard of."""
    if words.PRINTED.search(clause) or (words.PAST.search(clause) and not words.STILL.search(clause)):
        return None
    if _is_nobodys(clause, text):
        return None
    supposed = words.SUPPOSED.search(bare.replace("□", ""))
    if words.ASKING.search(clause) and not words.URGING.search(clause) and not supposed:
        return replace(found, sure=False)
    if supposed or (words.AS_IF.search(clause) and words.USUALLY.search(text)):
        return None
    if words.HEARSAY.search(clause):
        return None if words.AFTER.search(clause) else replace(found, sure=False)
    over = words.AFTER.search(rescue.NO_AIR.sub("□", clause)) and not words.AGAIN.search(clause)
    return replace(found, sure=found.sure and not over and not words.AS_IF.search(clause))


def _is_nobodys(clause: str, text: str) -> bool:
    """What a rule says, what was seen in the news, or what is settled since yesterday."""
    if words.RULES.search(clause):
        return not words.STILL.search(text) and not words.URGING.search(text)
    if words.MEDIA.search(clause) and not words.OURS.search(text):
        return True
    return bool(words.SETTLED.search(text) and words.AFTER.search(text) and not words.STILL.search(text))


def _hear_english(text: str) -> Alarm | None:
    """A visitor's cry; talk of detectors, drills and what might be is none, or asked about."""
    told = english.NAMES.sub("-", text.replace("’", "'"))
    danger = next((danger for danger, cry in english.CRIES.items() if cry.search(told)), None)
    if danger is None or english.TALK.search(told):
        return None
    return Alarm(Danger(danger), sure=not english.UNSURE.search(told))


def _hear_people(bare: str, clause: str, text: str) -> Alarm | None:
    """Somebody is hurt, beaten, shut in, or about to be."""
    if words.YESTERDAY.search(bare) and not words.STILL.search(bare):
        return None
    if assaulted(bare, clause) or _befalls(bare):
        return Alarm(Danger.PEOPLE, sure=not words.HABIT.search(bare))
    if rescue.lacks_air(bare):
        return Alarm(Danger.PEOPLE, sure=rescue.lives_on_air(text))
    return _hear_harm(bare, text) if people.DEEDS.search(bare) else None


def _befalls(bare: str) -> bool:
    """Whether the sentence is built as a peril is told."""
    if any(said.search(bare) for said in peril.BEFALLS):
        return True
    return bool(peril.ON_THE_EDGE.search(bare)) and not people.AT_WORK.search(bare)


def _hear_harm(bare: str, text: str) -> Alarm | None:
    """Somebody is hurt, shut in, falls, or is about to."""
    told = people.NAMES.sub("□", bare)
    if _happens(told):
        return Alarm(Danger.PEOPLE, sure=not (words.HABIT.search(told) or words.HEDGED.search(told)))
    if people.INSIDE.search(told):
        return Alarm(Danger.PEOPLE, sure=bool(people.PERIL.search(text)))
    if people.LIFELINE.search(told):
        return Alarm(Danger.PEOPLE, sure=False)
    if people.MAYBE.search(told) and not words.HABIT.search(told) and not words.AFTER.search(told):
        return Alarm(Danger.PEOPLE, sure=False)
    return None


def _is_down(bare: str) -> bool:
    return bool(words.DOWN.search(bare))


def _happens(told: str) -> bool:
    if people.SURE.search(told) or (people.HIGH_UP.search(told) and not people.AT_WORK.search(told)):
        return True
    return bool(people.WHO.search(told) and people.OF_SOMEBODY.search(told))


def _hear_fire(bare: str) -> Alarm | None:
    if not words.FIERY.search(bare):
        return None
    if words.FIRE_SURE.search(bare):
        return Alarm(
            Danger.FIRE, sure=bool(words.FLAMES.search(bare)) or not words.SMOKES_ANYWAY.search(bare)
        )
    if words.FIRE_MAYBE.search(bare) and not words.FIRE_QUIET.search(bare):
        return Alarm(Danger.FIRE, sure=False)
    return None


def _hear_gas(bare: str, clause: str, text: str) -> Alarm | None:
    """A leak; a doubtful one is sure once somebody suffers from it."""
    if not words.GASEOUS.search(bare):
        return None
    if words.GAS_SURE.search(bare):
        return Alarm(Danger.GAS, sure=not words.HEDGED.search(bare) and not words.HABIT.search(bare))
    if (
        words.GAS_MAYBE.search(bare)
        and not words.NOT_GAS.search(clause)
        and (words.SUFFERS.search(text) or not words.MILD_GAS.search(clause))
    ):
        return Alarm(Danger.GAS, sure=bool(words.POISONED.search(text)))
    return None


def _hear_shock(bare: str) -> Alarm | None:
    if not words.ELECTRIC.search(bare) or words.NOT_SHOCK.search(bare):
        return None
    if words.SHOCK_SURE.search(bare):
        return Alarm(Danger.SHOCK, sure=not words.MINOR_SHOCK.search(bare) or _is_down(bare))
    if words.SHOCK_MAYBE.search(bare):
        return Alarm(Danger.SHOCK, sure=_is_down(bare))
    return None


_GOES_ON = re.compile(
    r"(?<!灭)火(?![器栓])|烟(?!感|道)|味|[漏冒喷]|炸|困|跑|撤|[没有]人(?![抽吸私乱把])|受伤|倒[下了]"
)


def goes_on(text: str) -> bool:
    """Whether words about another place may still tell of the same emergency: 食堂也有烟, 走廊那头有人困着."""
    return _GOES_ON.search(text) is not None
