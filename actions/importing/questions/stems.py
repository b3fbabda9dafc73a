"""A stem as written: its number, remarks about kind and marks, an answer given away, and its blanks."""

import re
from dataclasses import dataclass

from actions.importing.questions.sections import kind_in
from rules.words.plain_text import clean

_NUMBERED = re.compile(
    r"^[\s*#]*(?:第\s*(?P<word>[\d一二三四五六七八九十百]{1,5})\s*题\s*[.、:：]?|[(（]\s*(?P<round>\d{1,5})\s*[)）]\s*[.、]?"
    r"|(?P<plain>\d{1,5})\s*[.、)）:：]|(?P<circle>[①-⑳])|(?P<spaced>\d{1,3})(?=\s+[^\d\s]))\s*\**"
)
_KIND = "单项?选择?|多项?选择?|不定项(?:选择)?|判断(?:正误)?|填空|选择"
_TAG = re.compile(rf"[\[【(（]\s*((?:{_KIND})题?)\s*[\]】)）]")
_SCORE = re.compile(r"[\[【(（]\s*(?:本题|每题|分值[:：]?)?\s*\d+(?:\.\d+)?\s*分\s*[\]】)）]")
_LETTERS_INSIDE = r"[A-H](?:[\s、,，;；/和]*[A-H])*"
_INSIDE = re.compile(
    rf"[(（【\[]\s*({_LETTERS_INSIDE}|√|✓|✔|×|✗|✘|[xX]|对|错|正确|错误|[TF])\s*[)）】\]]|_+\s*({_LETTERS_INSIDE})\s*_+"
)
_FILLED = re.compile(r"_{2,}\s*([^_\s][^_]{0,20}?)\s*_{2,}")
_IN_BRACKETS = re.compile(r"[(（]\s*([^()（）]{1,20}?)\s*[)）]")
_TICKED = re.compile(r"([\s。.])([√✓✔×✗✘])$")
_EMPTY = re.compile(r"[(（]\s*[)）]|[【\[]\s*[】\]]")
_LINED = re.compile(r"_(?:\s*_)+|_{2,}|＿+")
_LAST = re.compile(r"\s*(?:[(（]\s*[)）]|_{2,})\s*([。.]?)\s*$")
_PICTURE = re.compile(
    r"=?(?:_xlfn\.)?DISPIMG\(.*|[\[【<(（]?(?:图片?|image|img|picture|见图|如图)\d*[\]】>)）]?|<img[^>]*>",
    re.IGNORECASE,
)
_SOFT = re.compile(r"\n(?![①-⑳]|[(（]?\d{1,2}[)）.、]|[A-H][.、])")


@dataclass(frozen=True)
class Stem:
    """A stem without what is not asked. ``answer`` is what stood in its brackets, ``blanks`` how
    many are left open.
    """

    asks: str
    kind: str = ""
    answer: str = ""
    blanks: int = 0


def number_in(text: str) -> tuple[str, str, str]:
    """How a text is numbered (its style), the number, and the rest; two empty ones and the text
    when it is not.
    """
    found = _NUMBERED.match(text)
    if found is None:
        return "", "", text
    style = found.lastgroup or ""
    return style, found[style], text[found.end() :]


def without_number(text: str, nth: int = 0) -> str:
    """The text without its number; “1.119是…” is numbered only where a first one is due (``nth``)."""
    style, number, rest = number_in(text)
    if not style:
        return text
    is_sure = style in ("word", "round") or not (rest[:1].isdigit() or style == "spaced")
    return rest if is_sure or number == str(nth) else text


def read_stem(text: str, nth: int = 0) -> Stem:
    """Take a stem apart; its options must have been cut off before."""
    text = without_number(clean(text).replace("**", ""), nth).strip()
    tag = _TAG.search(text)
    if tag and (tag.start() == 0 or tag.end() == len(text) or not _SCORE.sub("", text[tag.end() :]).strip()):
        text = text.replace(tag[0], "", 1)
    else:
        tag = None
    text = without_number(_SCORE.sub("", text).strip(), nth)
    text = _TICKED.sub(r"\1（\2）", text)
    inside = _INSIDE.findall(text)
    is_given = len(inside) == 1 and not _has_blank(_INSIDE.sub("", text))
    answer = (inside[0][0] or inside[0][1]) if is_given else ""
    asks = _INSIDE.sub("（ ）", text) if is_given else text
    return Stem(_tidy(asks), kind_in(tag[1]) if tag else "", answer, _blanks(asks))


def for_judging(asks: str) -> str:
    """A 判断 has no blank to put a tick into."""
    return _LAST.sub(r"\1", asks).strip() or asks


def for_filling(asks: str) -> str:
    """Brackets left open are the blank."""
    return _EMPTY.sub("____", asks) if not _LINED.search(asks) else asks


def filled_in(asks: str) -> tuple[str, str]:
    """A stem whose only blank is filled in, “不少于__24__学时” or “打（119）”, with it empty; and what
    stood there.
    """
    for pattern in (_FILLED, _IN_BRACKETS):
        found = pattern.findall(asks)
        if len(found) == 1:
            return pattern.sub("____", asks), found[0].strip()
    return asks, ""


def is_picture(text: str) -> bool:
    """Whether nothing but a picture stands there."""
    return bool(_PICTURE.fullmatch(clean(text)))


def _has_blank(text: str) -> bool:
    return bool(_EMPTY.search(text) or _LINED.search(text))


def _blanks(text: str) -> int:
    return len(_LINED.findall(text)) or len(_EMPTY.findall(text))


def _tidy(text: str) -> str:
    """One way of leaving a blank; lines that were only broken for the width of a cell are whole again."""
    return _SOFT.sub("", _EMPTY.sub("（ ）", _LINED.sub("____", text))).strip()
