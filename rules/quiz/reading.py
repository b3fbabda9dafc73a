"""What somebody typed as an answer: ``b``, ``Ｂ``, ``2``, ``选A和C``, ``abd``, ``对``, ``√``; the words of a blank."""

import re
import unicodedata

from rules.quiz.question import LETTERS, RIGHT, WRONG, Kind
from rules.words.choice_words import CHINESE_DIGITS

LONGEST = 60
_LEAD = re.compile(
    r"^(?:(?:我?(?:觉得|认为|猜|想)?(?:应该)?(?:是|选择?|要选)|答案?(?:是|为)?|第|回|点|按)[:：]?)+"
)
_THINK = re.compile(r"^我?(?:觉得|认为|感觉|猜|想)?(?:应该|肯定|当然)?(?:选|回|答)?")
_TAIL = re.compile(r"(?:这?[个项](?:选项)?|选项|号|吧|啊|呀|了|哈|呢|嗯|谢谢|对吗|都对|都选|全选)+$")
_BETWEEN = re.compile(r"[\s,，.。、;；:：!！?？/\\|+＋&~～()（）【】\[\]\"'“”-]+|和|与|跟|以及|还有|加")
_ALL = frozenset(["全选", "都选", "全部", "都对", "全对", "都是", "全都是", "以上都是"])
_YES = frozenset(
    [
        "对",
        "对的",
        "正确",
        "是",
        "是的",
        "√",
        "✓",
        "✔",
        "✅",
        "t",
        "true",
        "yes",
        "y",
        "v",
        "对了",
        "没错",
        "1",
        "一",
        "a",
    ]
)
_NO = frozenset(
    [
        "错",
        "错的",
        "错误",
        "不对",
        "不是",
        "不正确",
        "否",
        "×",
        "✗",
        "✘",
        "❌",
        "x",
        "f",
        "false",
        "no",
        "n",
        "错了",
        "2",
        "二",
        "b",
    ]
)


def read_answer(text: str, kind: Kind, count: int) -> str | None:
    """The answer in the letters the person sees, in order; ``T`` or ``F``; or the words of a blank.

    None when it is no answer to a question of this kind with ``count`` options: a sentence, a letter there is not,
    two letters where one is asked.
    """
    tidy = _narrow(text)
    if not tidy or len(tidy) > LONGEST:
        return None
    if kind == Kind.FILL:
        return tidy
    if kind == Kind.JUDGE:
        return _judged(tidy)
    letters = _letters(tidy, count)
    if not letters or (kind == Kind.SINGLE and len(letters) > 1):
        return None
    return letters


def is_answer(spelt: str, kind: Kind, count: int) -> bool:
    """Whether something spelt as answers are kept could be one to such a question: what a page or a link sends."""
    if kind == Kind.FILL:
        return 0 < len(spelt) <= LONGEST
    if kind == Kind.JUDGE:
        return spelt in (RIGHT, WRONG)
    fits = bool(spelt) and set(spelt) <= set(LETTERS[:count]) and len(set(spelt)) == len(spelt)
    return fits and (kind == Kind.MULTIPLE or len(spelt) == 1)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _judged(tidy: str) -> str | None:
    bare = tidy.strip("。.!！，, ~")
    for spelt in (bare, _TAIL.sub("", _LEAD.sub("", bare)), _TAIL.sub("", _THINK.sub("", bare))):
        if spelt in _YES:
            return RIGHT
        if spelt in _NO:
            return WRONG
    return None


def _letters(tidy: str, count: int) -> str:
    """The options named, each once and in order; empty when anything else is said beside them."""
    offered = LETTERS[:count]
    bare = _BETWEEN.sub("", tidy)
    if bare in _ALL:
        return offered
    bare = _TAIL.sub("", _LEAD.sub("", bare))
    named = {_letter(each) for each in bare}
    return "".join(sorted(named)) if named and all(each and each in offered for each in named) else ""


def _letter(character: str) -> str:
    """``a`` and ``1`` and 一 are A."""
    if character.upper() in LETTERS:
        return character.upper()
    number = int(character) if character.isdecimal() else CHINESE_DIGITS.get(character, 0)
    return LETTERS[number - 1] if 0 < number <= len(LETTERS) else ""
