"""A question in the words of a page: its bubble on the telephone, what is right, whose it is, what a version changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.base import Row
from models.quiz.questions import DRAFT, FROM_HAZARD, IMPORTED, LIVE, SHIPPED, WRITTEN, question_of
from rules.quiz.question import CALLED, LETTERS, LEVELS, RIGHT, Kind, Question
from web.console.days import day_of

SOURCES = {SHIPPED: "自带", WRITTEN: "手写", IMPORTED: "导入", FROM_HAZARD: "隐患照片"}
STATES = {LIVE: "在用", DRAFT: "草稿，等人看", "retired": "已停用"}
NOTES = {Kind.MULTIPLE: "（多选）", Kind.JUDGE: "（对还是错）", Kind.FILL: "（填空）"}
HOW = {
    Kind.SINGLE: "点一个，或回字母，例：B",
    Kind.MULTIPLE: "几个字母一起回，例：ACD",
    Kind.JUDGE: "回 对 或 错",
    Kind.FILL: "直接回答案，例：30",
}
LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Shown:
    """One question ready for a template. ``options`` are (letter, words, right)."""

    row: Row
    question: Question
    options: Sequence[tuple[str, str, bool]]
    answer: str

    @property
    def kind(self) -> str:
        return CALLED[self.question.kind]

    @property
    def note(self) -> str:
        return NOTES.get(self.question.kind, "")

    @property
    def how(self) -> str:
        return HOW[self.question.kind]

    @property
    def is_judge(self) -> bool:
        return self.question.kind == Kind.JUDGE

    @property
    def level(self) -> str:
        return LEVELS.get(self.question.level, "")

    @property
    def basis(self) -> str:
        """``《安全生产法》第三条``; empty where it rests on nothing written."""
        law = self.question.law
        return f"《{law}》{self.question.article}" if law else ""

    @property
    def state(self) -> str:
        return STATES[self.row["state"]]


def shown(row: Row) -> Shown:
    question = question_of(row)
    lettered = zip(LETTERS, question.options, strict=False)
    options = [(letter, words, letter in question.right) for letter, words in lettered]
    return Shown(row, question, options, answer_words(question))


def answer_words(question: Question) -> str:
    """``B``, ``对``, ``30，或三十``."""
    if question.kind == Kind.JUDGE:
        return "对" if question.right == RIGHT else "错"
    return "，或".join(question.accepted) if question.kind == Kind.FILL else question.right


def owner_words(row: Row, owner_id: int) -> str:
    """Whose question it is: shipped, of the own unit by how it came, of a unit above."""
    if row["unit_id"] is None:
        return SOURCES[SHIPPED]
    return SOURCES[row["source"]] if row["unit_id"] == owner_id else "上级"


def changes(before: Row, after: Row) -> list[str]:
    """What the later version says otherwise: ``答案：A → B``."""
    return list(_changes(question_of(before), question_of(after))) or ["没改字，只是另存了一版"]


def _changes(one: Question, other: Question) -> Iterator[str]:
    for name, before, after in (
        ("题干", one.asks, other.asks),
        ("题型", CALLED[one.kind], CALLED[other.kind]),
        ("选项", _options(one), _options(other)),
        ("答案", answer_words(one), answer_words(other)),
        ("解析", one.why, other.why),
        ("依据", f"{one.law}{one.article}", f"{other.law}{other.article}"),
        ("文本日期", one.version, other.version),
        ("知识点", "、".join(one.topics), "、".join(other.topics)),
        ("岗位", "、".join(one.posts), "、".join(other.posts)),
        ("难度", LEVELS.get(one.level, ""), LEVELS.get(other.level, "")),
        ("起止", _days(one), _days(other)),
    ):
        if before != after:
            yield f"{name}：{_short(before)} → {_short(after)}"


def _options(question: Question) -> str:
    return "；".join(f"{letter} {words}" for letter, words in zip(LETTERS, question.options, strict=False))


def _days(question: Question) -> str:
    first = day_of(question.valid_from) if question.valid_from else ""
    last = day_of(question.valid_until) if question.valid_until else ""
    return f"{first}起{last}止" if first or last else ""


def _short(words: str) -> str:
    return (words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…") or "空"
