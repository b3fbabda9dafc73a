"""Words for kinds of questions, and the headings under which questions of a kind or a topic stand."""

import re

from rules.quiz.question import Kind
from rules.words.plain_text import clean

CHOICE = "choice"
"""选择 or 不定项: the number of right letters decides."""

UNMARKED = re.compile("简答|问答|论述|案例|名词解释|计算|分析题|主观|材料|实操|essay|shortanswer")
_WORDS = (
    (re.compile(r"多选|多项|复选|[Xx]1?型|multi|checkbox"), Kind.MULTIPLE.value),
    (re.compile(r"不定项|任选"), CHOICE),
    (re.compile(r"单选|单项|[ABab][1-4]?型|single|radio"), Kind.SINGLE.value),
    (re.compile(r"判断|是非|对错|正误|judg|true.?false|boolean|^tf$|yesno"), Kind.JUDGE.value),
    (re.compile(r"填空|fill|blank|cloze"), Kind.FILL.value),
    (re.compile(r"选择|choice|^mcq?$"), CHOICE),
)
_COUNT = "[一二三四五六七八九十\\dIVX]{1,4}"
_HEADING = re.compile(
    rf"^[\s【\[#*]*(?:第?{_COUNT}(?:部分|大题|章|节|篇|单元)?\s*[、.．:：)）]?|[(（]{_COUNT}[)）])?\s*"
    r"(?:[\u4e00-\u9fff]{0,6}?)"
    r"(?:(?:单项|多项|不定项)?选择|单选|多选|不定项|判断(?:正误|对错|是非)?|是非|填空|简答|问答|论述|案例分析|名词解释)"
    r"题?(?:部分|型|库)?[】\]*]*\s*[:：]?\s*"
    r"(?:[(（].{0,60}|(?:本大?题|共|每|请|下列|以下|将|在).{0,60}|\d+[题道分].{0,40})?$"
)
_CHAPTER = re.compile(
    rf"^[\s【\[#*]*第\s*{_COUNT}\s*[章节篇编部单][分元]?\s*[、.．:：]?\s*(?P<name>.{{0,30}})$"
)


def kind_in(words: str) -> str:
    """The kind that words name: one of ``Kind``, ``choice`` when the answer decides, empty when none."""
    bare = re.sub(r"[\s_-]", "", clean(words)).casefold()
    return next((kind for pattern, kind in _WORDS if pattern.search(bare)), "")


def is_heading(text: str) -> bool:
    """“一、单选题（每题2分）”, “判断题”."""
    return len(text) <= 80 and bool(_HEADING.match(clean(text)))


def chapter_in(text: str) -> str | None:
    """The name of a chapter heading, “第一章 消防”; None when it is none."""
    found = _CHAPTER.match(clean(text)) if len(text) <= 40 else None
    return found["name"].strip("】]#* ") if found else None
