"""The names people give the columns of a question table, and the keys programs give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.quiz.question import LETTERS
from rules.words.plain_text import clean

NAMES: dict[str, tuple[str, ...]] = {
    "stem": (
        "题干", "题目", "试题", "问题", "内容", "题目内容", "试题内容", "试题题干", "题干内容", "题目题干", "题目描述",
        "题目名称", "试题名称", "问题描述", "问题内容", "试题正文", "题目正文", "正文", "考题", "题文", "标题",
        "question", "questiontext", "stem", "asks", "title", "content", "text", "body", "topic_text", "subject",
    ),
    "kind": (
        "题型", "类型", "题目类型", "试题类型", "题目题型", "试题题型", "题型名称", "题类", "题目类别", "试题分类",
        "kind", "type", "questiontype", "qtype",
    ),
    "bunch": (
        "选项", "备选项", "备选答案", "答案选项", "可选项", "候选项", "选项内容", "全部选项", "试题选项", "题目选项",
        "options", "choices", "answers", "option", "items", "selects",
    ),
    "answer": (
        "答案", "正确答案", "标准答案", "参考答案", "正确选项", "试题答案", "题目答案", "正确答案选项", "答案内容",
        "answer", "correct", "correctanswer", "rightanswer", "right", "key", "correctoption", "correctoptions",
        "correctanswers", "solution", "accepted", "judgement",
    ),
    "why": (
        "解析", "答案解析", "说明", "试题解析", "题目解析", "答案说明", "解释", "分析", "题解", "详解", "解题思路",
        "why", "explanation", "analysis", "explain", "feedback", "rationale", "parse",
    ),
    "law": (
        "依据", "法律", "出处", "法律依据", "法规依据", "出题依据", "题目依据", "试题依据", "来源", "题目来源", "法规",
        "法律法规", "文件依据", "law", "source", "reference", "basis",
    ),
    "article": ("条款", "条文", "条号", "法条", "依据条款", "条", "article", "clause"),
    "version": ("版本", "法律版本", "文本日期", "version", "lawversion"),
    "topics": (
        "知识点", "标签", "分类", "章节", "专题", "主题", "类别", "科目", "模块", "考点", "知识分类", "题目分类", "所属章节",
        "所属分类", "所属科目", "知识模块", "专业", "topics", "topic", "tags", "tag", "category", "chapter", "section",
    ),
    "level": (
        "难度", "等级", "难度等级", "难易", "难易程度", "难度级别", "难易度", "题目难度", "试题难度", "级别", "层级",
        "level", "difficulty",
    ),
    "posts": (
        "岗位", "适用岗位", "适用人员", "适用对象", "适用人群", "对象", "人员类别", "岗位类别", "posts", "post", "roles",
        "role", "audience",
    ),
    "since": ("生效日期", "生效", "启用日期", "validfrom", "since"),
    "until": ("失效日期", "失效", "停用日期", "有效期至", "validuntil", "until"),
}  # fmt: skip
LONGEST = 40
"""Characters of a heading."""
SHOWN = {"stem": "题干", "answer": "答案"}

_FIELD = {name: key for key, names in NAMES.items() for name in names}
_HINT = re.compile(r"[(（\[【].*?[)）\]】]|[\s*:：★●_-]")
_OPTION = re.compile(
    r"(?:试题|题目|备选|答案|可选|候选)?(?:选项|答案|备选项|选择项|项|option|choice|opt|answer)?[\s_(（-]*"
    r"([A-Ha-h]|[1-8一二三四五六七八])[\s)）]*(?:选项|项)?(?:内容)?"
)
_ORDINALS = {
    sign: at
    for signs in (LETTERS, LETTERS.lower(), "12345678", "一二三四五六七八")
    for at, sign in enumerate(signs)
}


@dataclass(frozen=True)
class Header:
    """Where things stand in a line: fields by name (topics may have several columns), and the
    options in order.
    """

    fields: dict[str, tuple[int, ...]]
    options: tuple[int, ...]

    def one(self, texts: Sequence[str], name: str, joined: str = "\n") -> str:
        """The text of a field; several columns of it are joined."""
        at = self.fields.get(name, ())
        return joined.join(texts[column] for column in at if column < len(texts) and texts[column])

    def offered(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(texts[at] if at < len(texts) else "" for at in self.options)

    def with_letters(self, texts: Sequence[str]) -> "Header | None":
        """This header completed by a second line that only tells the letters apart; None when it
        is no such line.
        """
        options = _options_in(texts)
        if len(options) < 2 or any(
            text for at, text in enumerate(texts) if at not in options and field_of(text) is None
        ):
            return None
        return Header({k: v for k, v in self.fields.items() if k != "bunch"}, options)


@lru_cache(10_000)
def field_of(name: str) -> str | None:
    """What a column or key of this name holds."""
    bare = _HINT.sub("", clean(name)).casefold()
    return _FIELD.get(bare)


def option_at(name: str) -> int | None:
    """Which option a column or key of this name holds: 选项A, B, option3, 选项（C）."""
    text = clean(name).strip(" *:：")
    found = _OPTION.fullmatch(text.casefold()) or _OPTION.fullmatch(_HINT.sub("", text).casefold())
    if found is None or (found[1] in "12345678一二三四五六七八" and text == found[1]):
        return None
    return _ORDINALS[found[1]]


def header_of(texts: Sequence[str]) -> Header | None:
    """The header this line is; None when it names no column for the question, or that one alone."""
    if not any(len(text) < LONGEST and field_of(text) == "stem" for text in texts if text):
        return None
    fields = fields_in(texts)
    options = _options_in(texts)
    if "stem" not in fields or len(fields) + min(len(options), 2) < 2:
        return None
    if options:
        beside = fields.pop("bunch", ())
        return Header(fields, options if len(options) > 1 else (*beside, *options))
    return Header(fields, _under_one_name(texts, fields))


def fields_in(texts: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns that a line names. Only topics may stand in several; a 条款 without a law beside
    it is the law.
    """
    found: dict[str, tuple[int, ...]] = {}
    for at, text in enumerate(texts):
        name = field_of(text) if text and len(text) < LONGEST and option_at(text) is None else None
        if name and (name == "topics" or name not in found):
            found[name] = (*found.get(name, ()), at)
    if "article" in found and "law" not in found:
        found["law"] = found.pop("article")
    return found


def _options_in(texts: Sequence[str]) -> tuple[int, ...]:
    places: dict[int, int] = {}
    for at, text in enumerate(texts):
        letter = option_at(text) if text and len(text) < 20 else None
        if letter is not None:
            places.setdefault(letter, at)
    return tuple(places[letter] for letter in sorted(places))


def _under_one_name(texts: Sequence[str], fields: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    """选项 written over several columns: the nameless ones to its right belong to it."""
    if "bunch" not in fields:
        return ()
    first = fields["bunch"][0]
    last = first
    while last + 1 < len(texts) and not texts[last + 1] and last - first < len(LETTERS) - 1:
        last += 1
    if last == first or last + 1 == len(texts):
        return ()
    del fields["bunch"]
    return tuple(range(first, last + 1))
