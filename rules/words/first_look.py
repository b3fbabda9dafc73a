"""A cheap first look at words out of the blue: is it a hazard, a courtesy, a question, a repair? Nothing is stored here."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from rules.alarms.danger import alarm
from rules.alarms.figures_of_speech import MASK, plainly
from rules.kinds import ONLY_TALK, Kind
from rules.places.place_words import is_place_only, read
from rules.words import look_vocabulary as words
from rules.words.suggesting import Suggestion, suggest
from rules.words.thing_vocabulary import things
from rules.words.typing_slips import well_typed
from rules.words.which_ones import numbered_wish


class Look(StrEnum):
    """What words are; NEEDLE asks what to do after a needle-stick, to be told of one is a HAZARD."""

    HAZARD = "hazard"
    COURTESY = "courtesy"
    QUESTION = "question"
    COMPLAINT = "complaint"
    REPAIR = "repair"
    PERSON = "person"
    REWARD = "reward"
    NEEDLE = "needle"
    LINK = "link"
    SHORT = "short"
    OTHER = "other"


_ENDS = ("withdraw", "close")  # wishes that end a numbered row tell of nothing new
_KNOWN_WORD = 1.0  # what suggest() scores for a word of two characters; 1.6 is one of three
_CLEAR_WORD = 1.6
_FEW_WORDS = 4
_A_PHRASE = 12
_A_TALE = 7  # characters in which something wrong is told, however strange its words
_A_QUESTION = 30
_A_SENTENCE = 120  # nobody tells a courtesy, or what was done, in more

_DOER = r"(?:我|俺|咱|自己|刚才?|已经?|都|也|顺手|当场|现场|随手|就|把|给|(?:让|叫|喊|找|和)[^没不未别]{1,4})"
_DID = (
    r"(?:拖|扫|擦|清|清走|清理|清扫|清除|搬|搬走|挪|挪走|移|移走|拿|拿走|收|收拾|收走|推|推走|扶|"
    r"扶起来|扶正|扶好|关|关上|关好|关掉|拔|拔掉|拧|拧紧|修|修好|换|换好|弄|弄好|弄完|搞定|搞好|"
    r"处理|处理好|处理完|解决|整改|整改完|"
    r"打扫|打扫干净|拖干|拖干净|盖|盖上|盖好|固定|固定好|绑|绑好|锁|锁上|锁好|开开|打开|断电|掐|"
    r"掐灭|扑灭|灭|倒掉|扔|扔掉|撤|撤走|补|补好|粘好|贴上|贴好|放上|放好|摆好|摆正|归位|腾开|"
    r"腾出来|疏通|通开|通好)"
)
_FIXED = re.compile(
    rf"{_DOER}[^没不未别]{{0,10}}?{_DID}(?:了|好了|完了|掉了|走了|干净了?|上了|起来了|开了|好|完|过了|正了|紧了|"
    rf"通了)(?!个?[电话照片报一下个].{{0,4}}|.{{0,4}}(?:又|还是|也没))"
    rf"|^{_DID}(?:了|好了|完了|掉了|走了|干净了|上了|起来了|开了|好啦|啦|通了)[。.!！~～]*$|(?:弄|"
    rf"搞|修|处理|整改|解决|清理|打扫|收拾|换|疏通|扶|搬|挪|清|固定|盖|补|放|摆|贴)(?:好|完|走|掉|"
    rf"开|干净|起来|上)了|(?:已|已经|都)(?:整改|处理|解决|修复|清理|恢复|更换|搬走|清走)|搞定了?$|"
    rf"(?:拖|扫|擦)干净?了|没事了.{{0,3}}(?:弄|修|清)好"
)
_NOT_FIXED = re.compile(
    r"没(?:有|能|法|人)?(?:给|把.{1,6}|来)?"
    + _DID
    + r"|还没|未(?:整改|处理|解决|修|清|换)|"
    + _DID
    + r"不(?:好|了|动|完|掉|走|上|开|起)|不(?:会|能|敢)"
    + _DID
    + r"|怎么(?:弄|修|处理|办)|[吗嘛么?？]$|谁(?:来)?"
    + _DID
    + r"|(?:希望|请|麻烦|赶紧|快点?|什么时候|能不能|要|得|应该|需要|等着?|帮忙|帮我|让人来?|"
    r"叫人来?)(?:人|你们|后勤|赶快|尽快|快|来)*"
    + _DID
    + r"|又(?:坏|堵|漏|掉|松|倒|满|滑|堆|锁)|出口.{0,6}锁上了|门(?!我).{0,4}(?:锁上|打不开)"
)


@lru_cache(maxsize=64)  # asked at every step that might hear something new
def first_look(text: str, kinds: tuple[Kind, ...]) -> Look:
    """What the words most likely are; HAZARD in doubt, when anything in them could hurt somebody."""
    tidy = plainly(well_typed(unicodedata.normalize("NFKC", text).strip()))
    if words.LINK.search(tidy) or _is_short_reply(tidy):
        return Look.LINK
    bare = words.PUNCTUATION.sub("", words.STICKER.sub("", tidy))
    if (
        MASK not in bare
        and len(bare) <= _A_SENTENCE
        and words.COURTESY.fullmatch(words.NOT_WORDS.sub("", bare))
    ):
        return Look.COURTESY
    if alarm(text):
        return Look.HAZARD
    if MASK in tidy and len(words.NOT_WORDS.sub("", bare)) <= _FEW_WORDS:
        return Look.OTHER
    if (wish := numbered_wish(tidy)) is not None and wish[1] in _ENDS:
        return Look.OTHER
    if pricked(text):
        return Look.NEEDLE if words.WHAT_NOW.search(tidy) else Look.HAZARD
    if tidy.isascii() and words.WRONG_IN_ENGLISH.search(tidy.lower()):
        return Look.HAZARD
    return _short(bare) or _look_closer(tidy, bare, suggest(tidy, kinds))


def pricked(text: str) -> bool:
    """Whether a used needle has just pricked somebody, or blood got into an eye: first aid comes first."""
    return bool(words.PRICKED.search(text)) and not words.NOT_PRICKED.search(text)


def said_fixed(text: str) -> bool:
    """Whether somebody says it has been put right already."""
    tidy = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return len(tidy) <= _A_SENTENCE and bool(_FIXED.search(tidy)) and not _NOT_FIXED.search(tidy)


def _is_short_reply(text: str) -> bool:
    """An answer to somebody else's words, with hardly a word of its own."""
    quoted = words.REPLY.match(text)
    return bool(quoted) and len(text) - quoted.end() <= _A_PHRASE if quoted else False


def _short(bare: str) -> Look | None:
    if words.BARE_HAZARD.fullmatch(bare):
        return Look.HAZARD
    if (len(bare) <= _A_PHRASE and words.SHORT_WRONG.fullmatch(bare)) or words.STUB.fullmatch(bare):
        return Look.SHORT
    return Look.SHORT if is_place_only(bare) else None


def _look_closer(text: str, bare: str, suggestion: Suggestion) -> Look:
    wrong, hurts = bool(words.WRONG.search(bare)), bool(words.HURTS.search(bare))
    return (
        _look_at_talk(text, bare, suggestion, grave=wrong and hurts)
        or _look_at_broken(bare, suggestion, wrong=wrong, hurts=hurts)
        or _look_at_question(text, bare, suggestion, wrong=wrong, hurts=hurts)
    )


def _look_at_talk(text: str, bare: str, suggestion: Suggestion, *, grave: bool) -> Look | None:
    """Thanks, rewards, people and grumbling; ``grave`` words are none of it, but for people."""
    if len(bare) <= _A_QUESTION and words.REWARD.search(bare) and not grave:
        return Look.REWARD
    if _is_thanks(bare, grave=grave) and numbered_wish(text) is None:
        return Look.COURTESY
    if words.PERSON.search(text) and not suggestion.urgent:
        return Look.HAZARD if words.UNWATCHED.search(bare) else Look.PERSON
    if not grave and _is_grumble(bare, suggestion) and not words.NO_COMPLAINT.search(bare):
        return Look.QUESTION if _asks_us(text) else Look.COMPLAINT
    return None


def _is_grumble(bare: str, suggestion: Suggestion) -> bool:
    """Said in so many words, or a matter of every day told in that tone; what sounds like a hazard is none."""
    if words.COMPLAINT.search(bare):
        return not words.OWN_PLANS.search(bare)
    return (
        suggestion.score < _KNOWN_WORD and bool(words.GRUMBLE.search(bare)) and not words.REPAIR.search(bare)
    )


def _is_thanks(bare: str, *, grave: bool) -> bool:
    if len(bare) > _A_QUESTION or not words.THANKS.search(bare) or words.REQUEST.search(bare):
        return False
    return bool(words.OVER.search(bare)) or not (
        grave or words.WRONG.search(bare) or words.QUESTION.search(bare)
    )


def _asks_us(text: str) -> bool:
    """A question about reporting itself, not a grumble that only sounds like one."""
    return bool(words.ABOUT_US.search(text) and words.QUESTION.search(text)) and not words.RHETORICAL.search(
        text
    )


def _look_at_broken(bare: str, suggestion: Suggestion, *, wrong: bool, hurts: bool) -> Look | None:
    if words.REPAIR.search(bare) and not hurts and not (_is_beyond_repair(suggestion) and wrong):
        return Look.REPAIR
    return None


def _look_at_question(text: str, bare: str, suggestion: Suggestion, *, wrong: bool, hurts: bool) -> Look:
    known = suggestion.score >= _KNOWN_WORD
    if len(bare) <= _A_QUESTION and words.ASKS_THE_RULE.search(bare):
        return Look.QUESTION
    if words.QUESTION.search(words.UNKNOWN.sub("", text)) and not (wrong and (hurts or known)):
        return Look.QUESTION
    if len(bare) <= _FEW_WORDS and not (wrong and (hurts or known)):
        return Look.SHORT if wrong or known or read(text).place or things(text) else Look.OTHER
    return Look.HAZARD if _is_hazard(text, suggestion, wrong=wrong, hurts=hurts) else Look.OTHER


def _is_beyond_repair(suggestion: Suggestion) -> bool:
    """Broken things of these classes are a matter of safety; a tap or a lamp is for the workshop."""
    return suggestion.score >= _CLEAR_WORD and suggestion.code not in {"BLDG", "FLOOD"}


def _is_hazard(text: str, suggestion: Suggestion, *, wrong: bool, hurts: bool) -> bool:
    if not wrong and (any(word in text for word in ONLY_TALK) or words.MEETING_HELD.search(text)):
        return False
    if suggestion.score >= _CLEAR_WORD or (wrong and suggestion.score >= _KNOWN_WORD):
        return True
    if wrong and len(text) >= _A_TALE and not words.SMALL_TALK.search(text):
        return True
    place, thing = bool(read(text).place), bool(things(text))
    return (suggestion.score > 0 and hurts) or (wrong and (hurts or thing or place)) or (thing and place)
