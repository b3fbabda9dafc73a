"""Questions written as text, one below the other: out of Word, a chat, a web page."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from actions.importing.questions.answer_list import AnswerList, begins_list
from actions.importing.questions.options import cut_off
from actions.importing.questions.raw import Raw, Sheet, Taken
from actions.importing.questions.sections import chapter_in, is_heading, kind_in
from actions.importing.questions.stems import number_in, read_stem
from rules.words.plain_text import clean

_NAMES = {
    "answer": "(?:正确|标准|参考|本题)?答案|答(?=[:：])",
    "why": "(?:答案|试题|题目)?解析|答案说明|说明|解释",
    "law": "(?:法律|法规|出题)?依据|出处|来源",
    "topics": "知识点|考点|分类|章节|标签",
    "level": "难度(?:等级|系数)?",
    "posts": "(?:适用)?岗位",
    "kind": "题型",
}
_LABEL = re.compile(
    r"(?:(?:^|(?<=[\s。；;)）？?.]))|(?=【|(?:正确|标准|参考)?答案\s*[:：]))[【\[(（*]*\s*(?:"
    + "|".join(f"(?P<{key}>{names})" for key, names in _NAMES.items())
    + r")\s*\**(?:[】\])）]\**\s*[:：]?|\s*[:：]|(?<=答案)\s+(?=[A-H√×对错]))\s*",
    re.MULTILINE,
)
_OPTION = re.compile(
    r"^[\s*]*(?:[(（\[]\s*[A-H]\s*[)）\]]|[A-H]\s*[.、:：)）,，]|[A-H]\s+\S|[a-h]\s*[.、)）])"
)
_ASKS = re.compile(r"[(（]\s*(?:[A-H]+|[√×对错])?\s*[)）]|__|[?？]")
_TELLS = re.compile(r"[A-Ha-h√✓✔×✗✘TFxX①1]|答|对|错")
"""What a line has that makes a question complete; nothing else need be looked at twice."""
_TAGGED = re.compile(r"^[\[【]\s*(?:单项?选|多项?选|不定项|判断|填空|选择)")
SHOWN = 5
MOST_LINES, LONGEST = 30, 4_000
"""Of one question; what is longer is none."""


@dataclass
class _Block:
    """The lines of one question. ``run`` says how often the numbers have begun again before it."""

    line: str
    number: int
    run: int
    heading: str
    chapter: str
    lines: list[str] = field(default_factory=list)
    is_complete: bool = False
    """Whether what follows without a number is no longer part of it."""

    def add(self, line: str) -> None:
        self.lines.append(line)
        if not self.is_complete and len(self.lines) <= MOST_LINES and _TELLS.search(line):
            self.is_complete = self._has_all()

    def _has_all(self) -> bool:
        text = "\n".join(self.lines)[:LONGEST]
        labelled = any(found.lastgroup == "answer" for found in _LABEL.finditer(text))
        return labelled or bool(cut_off(text)[1]) or bool(read_stem(text).answer)


@dataclass
class _State:
    """What has been read so far, and the way in which the questions of this text are numbered."""

    sheet: Sheet
    style: str
    blocks: list[_Block] = field(default_factory=list)
    answers: AnswerList = field(default_factory=AnswerList)
    in_list: bool = False
    heading: str = ""
    chapter: str = ""
    run: int = 0
    skipped: int = 0
    unread: list[str] = field(default_factory=list)

    @property
    def expected(self) -> int:
        return self.blocks[-1].number + 1 if self.blocks else 1


def read_text(sheet: Sheet) -> Taken:
    """The questions of numbered lines of text; what belongs to none is counted, and the first of it named."""
    state = _State(sheet, _style(sheet), chapter=sheet.name)
    for number, texts in sheet.lines:
        _read_line(state, number, clean("  ".join(text for text in texts if text)))
    found = state.answers.answers((kind_in(each.heading), each.number, each.run) for each in state.blocks)
    every = list(zip(state.blocks, found, strict=True))
    raws = [_raw(block, answer) for block, answer in every if _is_question(block, answer)]
    loose = [block for block, answer in every if not _is_question(block, answer)]
    state.unread += [f"{block.line}“{block.lines[0][:20]}”" for block in loose]
    return Taken(raws, state.skipped + sum(len(block.lines) for block in loose), _notes(state))


def _is_question(block: _Block, answer: str) -> bool:
    """Lines without a number, options or an answer are words, not a question."""
    return bool(block.number or answer) or block.is_complete or bool(_TAGGED.match(block.lines[0]))


def _style(sheet: Sheet) -> str:
    """How questions are numbered: as the first numbered line is that is no heading."""
    for _, texts in sheet.lines:
        text = clean("  ".join(text for text in texts if text))
        style, _, rest = number_in(text)
        if style and rest and not is_heading(text) and chapter_in(text) is None:
            return style
    return ""


def _read_line(state: _State, number: int, text: str) -> None:
    if not text or _is_list(state, text) or _is_heading(state, text):
        state.skipped += 1
    elif (begun := _begun(state, text)) is not None:
        state.run += bool(state.blocks) and begun <= state.blocks[-1].number and begun > 0
        heading, chapter = state.heading, state.chapter
        line = state.sheet.label(number) + (f"（第{begun}题）" if begun else "")
        state.blocks.append(_Block(line, begun, state.run, heading, chapter))
        state.blocks[-1].add(text)
    elif state.blocks:
        state.blocks[-1].add(text)
    else:
        state.skipped += 1
        state.unread.append(f"{state.sheet.label(number)}“{text[:20]}”")


def _is_list(state: _State, text: str) -> bool:
    """Whether a line is of the list of answers; the list ends where a question begins."""
    if state.in_list:
        state.in_list = state.answers.take(text)
        return state.in_list
    rest = begins_list(text) if state.blocks else None
    if rest is None or (not rest and not _is_end(state, text)):
        return False
    state.in_list = True
    if rest:
        state.answers.take(rest)
    return True


def _is_end(state: _State, text: str) -> bool:
    """Whether a bare “答案” is the title of a list, and no label whose answer stands on the next line."""
    return not text.rstrip().endswith((":", "：", "】")) or state.blocks[-1].is_complete or len(text) > 3


def _is_heading(state: _State, text: str) -> bool:
    if is_heading(text):
        state.heading = text
        return True
    chapter = chapter_in(text)
    if chapter is not None:
        state.chapter = chapter
    return chapter is not None


def _begun(state: _State, text: str) -> int | None:
    """The number of the question that begins here, 0 when it has none; None when none begins."""
    style, number, rest = number_in(text)
    if style == "word" or (style and style == state.style and rest):
        value = int(number) if number.isdecimal() else state.expected
        is_sure = not rest[:1].isdigit() and style != "spaced"
        return value if is_sure or value == state.expected or _begins_again(state, value) else None
    if _TAGGED.match(text):
        return 0
    if state.style or _OPTION.match(text) or _LABEL.match(text):
        return None
    is_next = not state.blocks or state.blocks[-1].is_complete or _is_title_before(state.blocks[-1], text)
    return 0 if is_next else None


def _begins_again(state: _State, value: int) -> bool:
    """Whether the numbers start anew under a heading of their own."""
    return value == 1 and bool(state.blocks) and state.blocks[-1].heading != state.heading


def _is_title_before(block: _Block, text: str) -> bool:
    """Whether what was taken for the beginning of a question only stands above this line, which asks."""
    return bool(_ASKS.search(text)) and not any(_ASKS.search(line) for line in block.lines)


def _raw(block: _Block, listed: str) -> Raw:
    """The block with its labels taken apart."""
    text = "\n".join(block.lines)
    found = list(_LABEL.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    parts: dict[str, Any] = {}
    for each, end in zip(found, ends, strict=False):
        name = each.lastgroup or ""
        parts[name] = "\n".join(filter(None, (parts.get(name), text[each.end() : end].strip())))
    raw = Raw(
        block.line,
        text[: found[0].start()] if found else text,
        heading=block.heading,
        chapter=block.chapter,
        nth=block.number,
        takes=len(block.lines),
    )
    raw = replace(raw, **_without_rest(parts))
    return raw if raw.answer else replace(raw, answer=listed)


def _without_rest(parts: dict[str, Any]) -> dict[str, Any]:
    """An answer is its first line; what follows without a label explains it."""
    answer, _, rest = parts.get("answer", "").partition("\n")
    if rest and "why" not in parts:
        return parts | {"answer": answer, "why": rest}
    return parts


def _notes(state: _State) -> list[str]:
    if not state.unread:
        return []
    more = f"等{len(state.unread)}行" if len(state.unread) > SHOWN else ""
    return [f"没当作题目，跳过了：{'、'.join(state.unread[:SHOWN])}{more}"]
