"""The list of answers at the end of a text: “1.A 2.B”, “1-5 ABCDA”, “一、单选题 1.A”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from actions.importing.questions.sections import is_heading, kind_in
from rules.words.plain_text import clean

_TITLE = re.compile(
    r"^[\s【\[*#]*(?:附[:：]?)?(?:参考|标准|正确|试题|题目|本卷|试卷)?答案"
    r"(?:与解析|及解析|部分|汇总|表|页|如下)?[】\]*]*\s*[:：]?\s*(?P<rest>.*)$",
    re.DOTALL,
)
_KIND = re.compile(
    r"^[^\dA-H√×]{0,6}(?:单选|多选|单项|多项|不定项|判断|填空|选择)[^\d]{0,12}?[:：)）\s、]*(?=\d)"
)
_LETTERS = "[A-H](?:[、,，]?[A-H])*"
_ONE = re.compile(
    rf"(?P<n>\d{{1,4}})\s*(?:[.、:：)）]|题[:：]?)?\s*(?P<a>{_LETTERS}|[√×✓✗✔✘TF]|正确|错误|对|错)(?=[\s\d,，;；。、|]|$)"
)
_RANGE = re.compile(
    r"(?P<first>\d{1,4})\s*[-~—–～至到]+\s*(?P<last>\d{1,4})\s*题?[.、:：)）]?\s*"
    r"(?P<a>[A-H√×✓✗✔✘TF对错\s,，、;；]+)(?=\d|$|[^\w])"
)
_FREE = re.compile(
    r"(?<!\S)(?P<n>\d{1,4})\s*[.、:：)）]\s*(?P<a>\S[^\n]{0,40}?)(?=\s+\d{1,4}\s*[.、:：)）]|\s*$)",
    re.MULTILINE,
)
_ASKING = re.compile(r"[?？]|_{2,}|[(（]\s*[)）]")
_LEFT = re.compile(r"[\s,，;；。、|:：.]+")


@dataclass(frozen=True)
class Entry:
    """One answer: the number of its question, the kind of the heading above, and which run of
    numbers it is in.
    """

    number: int
    answer: str
    kind: str = ""
    run: int = 0


@dataclass
class AnswerList:
    """The answers collected so far."""

    entries: list[Entry] = field(default_factory=list)
    kind: str = ""
    run: int = 0

    def take(self, text: str) -> bool:
        """Take a line of the list; False when it is no such line."""
        text = clean(text)
        if is_heading(text):
            self.kind = kind_in(text)
            return True
        headed = _KIND.match(text)
        pairs = pairs_in(text[headed.end() :] if headed else text)
        if headed and pairs:
            self.kind = kind_in(headed[0])
        self._add(pairs)
        return bool(pairs)

    def answers(self, questions: Iterable[tuple[str, int, int]]) -> list[str]:
        """The answer to each (kind of the heading above, number, run of numbers); empty where none fits."""
        by_kind = {(each.kind, each.number): each.answer for each in self.entries if each.kind}
        by_run = {(each.run, each.number): each.answer for each in self.entries}
        alone = {each.number: each.answer for each in self.entries} if not self.run else {}
        asked = list(questions)
        numbers = [number for _, number, _ in asked]
        if len(set(numbers)) != len(numbers):
            alone = {}
        return [
            by_kind.get((kind, number))
            or ("" if by_kind and kind else by_run.get((run, number)) or alone.get(number, ""))
            for kind, number, run in asked
        ]

    def _add(self, pairs: list[tuple[int, str]]) -> None:
        for number, answer in pairs:
            if self.entries and number <= self.entries[-1].number:
                self.run += 1
            self.entries.append(Entry(number, answer, self.kind, self.run))


def begins_list(text: str) -> str | None:
    """What follows “参考答案：” when a list of answers begins there; None when it does not."""
    found = _TITLE.match(clean(text))
    if found is None:
        return None
    rest = found["rest"].strip()
    return (
        rest
        if not rest
        or is_heading(rest)
        or len(pairs_in(rest)) > (0 if _ONE.match(rest) or _RANGE.match(rest) else 1)
        else None
    )


def pairs_in(text: str) -> list[tuple[int, str]]:
    """Numbers with answers, when the line holds nothing else."""
    found = [pair for each in _RANGE.finditer(text) for pair in _in_range(each)]
    rest = _RANGE.sub(" ", text) if found else text
    found += [(int(each["n"]), each["a"]) for each in _ONE.finditer(rest)]
    if found and not _LEFT.sub("", _ONE.sub(" ", rest)):
        return found
    if _ASKING.search(text):
        return []
    free = [(int(each["n"]), each["a"].strip()) for each in _FREE.finditer(text)]
    return free if not _LEFT.sub("", _FREE.sub(" ", text)) else []


def _in_range(found: re.Match[str]) -> list[tuple[int, str]]:
    first, last = int(found["first"]), int(found["last"])
    groups = re.split(r"[\s,，、;；]+", found["a"].strip(" ,，、;；\n\t"))
    each = groups if len(groups) == last - first + 1 else list("".join(groups))
    return list(zip(range(first, last + 1), each, strict=True)) if len(each) == last - first + 1 else []
