"""What people write into the cell of the answer, made into letters, 对 or 错, or the words of a blank."""

import re
from collections.abc import Sequence

from actions.importing.questions.options import options_in
from rules.quiz.question import LETTERS, RIGHT, WRONG
from rules.quiz.sameness import bare
from rules.words.plain_text import clean

_CIRCLES = "①②③④⑤⑥⑦⑧"
_LEAD = re.compile(
    r"^(?:[(（【\[]?(?:正确|标准|参考)?(?:答案|选项)[)）】\]]?\s*(?:是|为)?\s*[:：]?|应?选|答\s*[:：])\s*"
)
_LETTERS = re.compile(r"[A-Ha-h](?:[\s,，、;；/|.。+&和及与]*[A-Ha-h])*")
_AROUND = " \t\n()（）[]【】\"'“”‘’{}。.,，;；、"
_LETTER_AND_WORDS = re.compile(r"([A-H])\s*[.、:：(（\s)）,，]\s*(.+?)\s*[)）]?", re.DOTALL)
_BETWEEN = re.compile(r"[\n|;；]+|(?<!\d)[、,，]|[、,，](?!\d)")
_ALL = {"全选", "全部", "全对", "都对", "以上全部", "以上都是", "以上全是", "以上都对", "all"}

YES = {
    "对",
    "正确",
    "√",
    "✓",
    "✔",
    "☑",
    "t",
    "true",
    "是",
    "y",
    "yes",
    "1",
    "r",
    "right",
    "对的",
    "正确的",
    "v",
    "是的",
}
NO = {"错", "错误", "×", "✗", "✘", "x", "f", "false", "否", "n", "no", "0", "w", "wrong", "错的", "错误的", "不正确",
      "不对", "不是", "╳", "❌", "误"}  # fmt: skip
_VERDICT = re.compile(
    r"(不正确|不对|正确|错误|对|错|√|✓|✔|×|✗|✘|true|false)(?:的|[(（,，。:：;；!！\s].*)?",
    re.IGNORECASE | re.DOTALL,
)
_LETTER_OF_VERDICT = re.compile(r"([ab])[\s.、:：(（)）]*([^)）]*)[)）]?", re.IGNORECASE)


def without_lead(text: str) -> str:
    """“正确答案：B” is B."""
    text = clean(text)
    return _LEAD.sub("", text) or text


def letters_of(text: str, options: Sequence[str]) -> str | None:
    """The right letters in order; empty when nothing was answered, None when it cannot be understood."""
    text = without_lead(text)
    if not text:
        return ""
    if exact := _by_words([text], options):
        return exact
    inner = text.strip(_AROUND)
    if _LETTERS.fullmatch(inner):
        return "".join(sorted(set(re.sub("[^A-H]", "", inner.upper()))))
    return _by_words_and_letters(inner, options) or _by_numbers(inner, options)


def _by_words_and_letters(text: str, options: Sequence[str]) -> str | None:
    """The words of options, or letters with the words behind them; both must fit."""
    if text in _ALL and len(options) > 1:
        return LETTERS[: len(options)]
    if found := _by_words([text], options) or _by_words(_BETWEEN.split(text), options):
        return found
    single = _LETTER_AND_WORDS.fullmatch(text)
    if single and bare(single[2]) in _bare_by_letter(options).get(single[1], ()):
        return single[1]
    several = options_in(text) if text[:1] in LETTERS else ()
    return _by_words(several, options) if len(several) > 1 else None


def _by_words(words: Sequence[str], options: Sequence[str]) -> str | None:
    letters = {bare(text): letter for letter, text in zip(LETTERS, options, strict=False) if text}
    found = [letters.get(bare(word)) for word in words if word.strip()]
    known = [letter for letter in found if letter]
    return "".join(sorted(set(known))) if known and len(known) == len(found) else None


def _bare_by_letter(options: Sequence[str]) -> dict[str, tuple[str]]:
    return {letter: (bare(text),) for letter, text in zip(LETTERS, options, strict=False)}


def _by_numbers(text: str, options: Sequence[str]) -> str | None:
    """①③, or 1,3 when no option begins with a digit: 2 beside “2次” may mean either."""
    digits = re.sub(
        r"[\s,，、;；/|.]", "", text.translate({ord(c): str(at) for at, c in enumerate(_CIRCLES, 1)})
    )
    if not re.fullmatch("[1-8]{1,8}", digits) or any(option[:1].isdigit() for option in options):
        return None
    return "".join(LETTERS[int(digit) - 1] for digit in sorted(set(digits)))


def verdict_of(text: str, options: Sequence[str] = ()) -> str | None:
    """``T`` or ``F`` of 对 or 错 however written; empty when nothing was answered, None when it is neither."""
    word = without_lead(text).strip(_AROUND).casefold()
    if not word:
        return ""
    if word in YES or word in NO:
        return RIGHT if word in YES else WRONG
    if lettered := _LETTER_OF_VERDICT.fullmatch(word):
        return _verdict_by_letter(lettered[1], lettered[2], options)
    spoken = _VERDICT.fullmatch(word)
    return (RIGHT if spoken[1] in YES else WRONG) if spoken else None


def _verdict_by_letter(letter: str, words: str, options: Sequence[str]) -> str | None:
    """A is 对 and B is 错 unless the options say otherwise; words behind the letter must agree."""
    offered = list(options) or ["对", "错"]
    at = "ab".index(letter)
    said = verdict_of(offered[at]) if at < len(offered) else None
    spoken = verdict_of(words) if words else said
    return said if said == spoken else None


def is_verdict(text: str) -> bool:
    """Whether a text is 对 or 错 in words or signs (a digit or one letter alone is not enough)."""
    word = clean(text).strip(_AROUND).casefold()
    sure = (YES | NO) - {"1", "0", "r", "w", "v", "y", "n", "t", "f", "x"}
    return word in sure or word in {"t", "f", "x"}


def are_verdicts(options: Sequence[str]) -> bool:
    """Whether the options are 对 and 错."""
    return (
        len(options) == 2
        and {verdict_of(option) for option in options} == {RIGHT, WRONG}
        and all(not option[:1].isdigit() for option in options)
    )


def accepted_in(text: str) -> tuple[str, ...]:
    """The answers a blank takes: 30/三十, 三十日；30天, one a line. A wide ／ does not separate: 次／年."""
    raw = text.strip()
    for separator in ("\n", "[;；]", "[|｜]", "/", "或者"):
        parts = [part for each in re.split(separator, raw) if (part := without_lead(each).strip())]
        if len(parts) > 1:
            return tuple(dict.fromkeys(parts))
    only = without_lead(raw)
    return (only,) if only else ()
