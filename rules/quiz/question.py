"""A question as everybody sees it: its kind, what it asks, what is right, and what is wrong with how it was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

LETTERS = "ABCDEFGH"
"""Options have letters in the order they were written; what a person reads may be shuffled."""

LONGEST_ASKED, LONGEST_OPTION, LONGEST_WHY = 500, 200, 500
FEWEST, MOST = 2, len(LETTERS)
RIGHT, WRONG = "T", "F"
"""How 对 and 错 of a 判断 are kept."""


class Kind(StrEnum):
    """单选, 多选, 判断, 填空."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    FILL = "fill"


CALLED = {Kind.SINGLE: "单选", Kind.MULTIPLE: "多选", Kind.JUDGE: "判断", Kind.FILL: "填空"}

TOPICS = (
    *("消防", "燃气", "危险化学品", "特种设备", "医学装备", "防汛"),
    *("电气", "动火作业", "职业健康", "医疗废物", "生物安全", "放射"),
    *("应急与报告", "工会与权利", "主体责任", "第一责任人", "举报", "教育培训"),
    *("安全思想", "安全态度", "安全责任", "安全法制", "安全价值观"),
)
"""The six of the exercises, what hospitals have beside them, and the five of the education of staff."""

POSTS = ("临床", "医技", "后勤", "管理", "食堂", "外协")
LEVELS = {1: "人人要会", 2: "应该知道", 3: "管理人员"}


@dataclass(frozen=True)
class Question:
    """One question. ``right`` are the letters of the right options in order (``ABD``), ``T`` or ``F`` of a 判断.

    ``accepted`` are the answers a 填空 takes, the one that is shown first. ``law`` to ``fact`` say what it rests on;
    outside ``valid_from`` and ``valid_until`` (both included, None: open) nobody is asked.
    """

    kind: Kind
    asks: str
    options: tuple[str, ...] = ()
    right: str = ""
    accepted: tuple[str, ...] = ()
    why: str = ""
    law: str = ""
    article: str = ""
    version: str = ""
    fact: str = ""
    topics: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    level: int = 1
    valid_from: date | None = None
    valid_until: date | None = None
    code: str = ""
    pictured: bool = field(default=False, compare=False)
    """Whether a photo of a hazard belongs to it."""

    def holds_on(self, day: date) -> bool:
        """Whether what it rests on is law on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


def faults(question: Question) -> list[str]:
    """What is wrong with a question, in words for whoever wrote it; empty when it may be asked."""
    return [*_faults_of_words(question), *_faults_of_options(question), *_faults_of_answer(question)]


def _faults_of_words(question: Question) -> Iterator[str]:
    if not question.asks:
        yield "没有题干"
    if len(question.asks) > LONGEST_ASKED:
        yield f"题干太长，最多{LONGEST_ASKED}个字"
    if len(question.why) > LONGEST_WHY:
        yield f"解析太长，最多{LONGEST_WHY}个字"


def _faults_of_options(question: Question) -> Iterator[str]:
    options = question.options
    if question.kind in (Kind.JUDGE, Kind.FILL):
        return
    if len(options) < FEWEST:
        yield f"{CALLED[question.kind]}题至少要{FEWEST}个选项，只看到{len(options)}个"
    if len(options) > MOST:
        yield f"选项最多{MOST}个，这里有{len(options)}个"
    if any(not option for option in options):
        yield "有空的选项"
    if any(len(option) > LONGEST_OPTION for option in options):
        yield f"选项太长，最多{LONGEST_OPTION}个字"
    if repeated := _first_repeated(options):
        yield f"两个选项一样：{repeated}"


def _first_repeated(options: Sequence[str]) -> str:
    seen: set[str] = set()
    for option in options:
        if option in seen:
            return option
        seen.add(option)
    return ""


def _faults_of_answer(question: Question) -> Iterator[str]:
    if question.kind == Kind.FILL:
        if not any(question.accepted):
            yield "没有答案"
        return
    if not question.right:
        yield "没有答案"
    elif question.kind == Kind.JUDGE:
        if question.right not in (RIGHT, WRONG):
            yield f"判断题的答案要写对或错，这里是“{question.right}”"
    else:
        yield from _faults_of_letters(question)


def _faults_of_letters(question: Question) -> Iterator[str]:
    offered = LETTERS[: len(question.options)]
    if beyond := [letter for letter in question.right if letter not in offered]:
        yield f"答案是{'、'.join(beyond)}，可是没有这个选项"
    if question.kind == Kind.SINGLE and len(question.right) > 1:
        yield f"单选题只能有一个答案，这里是{question.right}"
    if question.kind == Kind.MULTIPLE and len(question.right) < FEWEST:
        yield f"多选题至少要两个答案，这里是{question.right}"
