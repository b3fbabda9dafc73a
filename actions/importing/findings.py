"""What an import found: the lines that cannot be taken, and how words in cells are read and compared."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import process

from actions.importing.rows import Row
from rules.words.plain_text import clean

ALIKE = 60

ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
NOTHING = {"-", "--", "/", "\\", "无", "空", "暂无", "没有", "n/a", "na", "null", "none"}
YES = {"是", "对", "有", "√", "✓", "✔", "y", "yes", "true", "1"}
NO = {"否", "不是", "不", "×", "✗", "x", "n", "no", "false", "0"}
DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[ T].*)?|\d{1,2}月\d{1,2}日|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}-(?:[A-Z][a-z]{2})"
)
SCIENCE = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
POINT_ZERO = re.compile(r"(\d+)\.0+")
DASHES = str.maketrans("—–−‐‑﹣", "------")


@dataclass(frozen=True)
class Finding:
    """A line that cannot be taken, and what to do about it."""

    line: int
    said: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.said}"


class Unclear(Exception):
    """A row cannot be understood; the text says what to do about it."""


@dataclass(frozen=True)
class Change:
    """A row that is kept already and now says something else. ``said`` tells which, in words."""

    id: int
    who: str
    said: str
    values: dict[str, Any]


@dataclass
class Outcome:
    """What an import brings: rows to add (``added`` names them), to change, as they are, gone, and bad."""

    bad: list[Finding] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    repeated: int = 0
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, line: int, said: str) -> None:
        self.bad.append(Finding(line, said))

    def as_json(self) -> dict[str, Any]:
        bad = [{"line": finding.line, "said": finding.said} for finding in self.bad]
        counts = {"added": len(self.added), "changed": len(self.changed), "same": self.same}
        return counts | {
            "repeated": self.repeated,
            "missing": len(self.missing),
            "bad": bad,
            "notes": self.notes,
        }


@lru_cache(100_000)
def fold(code: str) -> str:
    """A code for comparing: case, width, kind of dash and blanks make no difference."""
    return clean(code).translate(DASHES).casefold().replace(" ", "")


def code_in(row: Row, column: str, *, longest: int = 64) -> str:
    """A code as written; numbers that Excel spoiled are said to be so."""
    text = " ".join(text_in(row, column).split())
    if DATE.fullmatch(clean(text)):
        raise Unclear(f"{column}“{text}”像是被 Excel 改成了日期，请把这一列设成文本格式后重填")
    if SCIENCE.fullmatch(clean(text)):
        raise Unclear(f"{column}“{text}”被 Excel 改成了科学计数，请把这一列设成文本格式后重填")
    if len(text) > longest:
        raise Unclear(f"{column}太长，最多{longest}个字")
    whole = POINT_ZERO.fullmatch(text)
    return whole[1] if whole else text


def words_in(row: Row, column: str, *, longest: int = 60) -> str:
    """Words on one line."""
    text = " ".join(clean(text_in(row, column)).split())
    if len(text) > longest:
        raise Unclear(f"{column}太长，最多{longest}个字")
    return text


def count_repeated(
    outcome: Outcome, what: str, facts: Mapping[str, Any], first: tuple[int, Mapping[str, Any]]
) -> None:
    """Count a line that says exactly what an earlier one said; refuse one that says something else."""
    line, before = first
    if before != facts:
        raise Unclear(f"{what}和第{line}行重复，内容却不一样，请只留一行")
    outcome.repeated += 1


def yes_or_no(row: Row, column: str) -> bool | None:
    """What a cell answers; None for a blank one."""
    text = words_in(row, column)
    word = text.casefold()
    if not text:
        return None
    if word in YES:
        return True
    if word in NO or is_nothing(text):
        return False
    raise Unclear(f"{column}“{text}”看不懂，请写是或否")


def needed(text: str, column: str) -> str:
    if not text:
        raise Unclear(f"没有填{column}，请补上")
    return text


def is_nothing(text: str) -> bool:
    """Whether people wrote that there is nothing."""
    return clean(text).casefold() in NOTHING


def text_in(row: Row, column: str) -> str:
    """The text of a cell, which must not be a formula gone wrong."""
    text = row[column]
    if text.startswith("="):
        raise Unclear(f"{column}是一个还没算出结果的公式，请复制后“选择性粘贴为数值”")
    if text in ERRORS:
        raise Unclear(f"{column}是公式的错误结果“{text}”，请改成真正的内容")
    return text


def nearest(word: str, known: Iterable[str]) -> str:
    """“最像的是…”, or nothing when nothing looks alike."""
    found = process.extractOne(word, list(known), score_cutoff=ALIKE, processor=fold)
    return f"，最像的是“{found[0]}”" if found else ""


def difference(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """“岗位：护士 → 护士长” for every named value that differs."""
    parts = []
    for key, name in names.items():
        if key in after and before[key] != after[key]:
            parts.append(f"{name}：{_shown(before[key])} → {_shown(after[key])}")
    return "；".join(parts)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "空"
    return "空" if value in (None, "") else str(value)
