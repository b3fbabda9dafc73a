"""Questions in a table: one a line, under a header that may stand lower, stand again, or take two lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.importing.findings import ERRORS
from actions.importing.questions.columns import SHOWN, Header, fields_in, header_of
from actions.importing.questions.raw import Raw, Sheet, Taken
from actions.importing.questions.sections import chapter_in, is_heading, kind_in
from rules.words.plain_text import clean

ASKED = ("stem", "bunch", "answer")
FIELDS = (*ASKED, "why", "law", "article", "version", "topics", "posts", "level", "since", "until", "kind")
GUARDED = ("'=", "'+", "'-", "'@")
"""How a csv keeps Excel from calculating with a text."""


@dataclass
class _State:
    """What stood above the line that is read now."""

    sheet: Sheet
    header: Header | None = None
    heading: str = ""
    chapter: str = ""
    fresh: bool = False
    taken: Taken = field(default_factory=Taken)
    skipped: int = 0


def read_table(sheet: Sheet) -> Taken | None:
    """The questions of a sheet, or None when nothing in it is a header."""
    state = _State(sheet, heading=sheet.name if kind_in(sheet.name) else "", chapter=sheet.name)
    for number, texts in sheet.lines:
        if not _is_above(state, texts):
            _take(state, number, texts)
        else:
            state.skipped += 1
    if state.header is None:
        return None
    return Taken(state.taken.raws, state.skipped)


def complaint_of(sheet: Sheet) -> str:
    """Why a sheet without a header cannot be read; empty when it holds no table of questions at all."""
    known = [(fields_in(texts), texts) for _, texts in sheet.lines if sum(map(bool, texts)) > 1]
    fields, texts = max(known, key=lambda each: len(each[0]), default=({}, []))
    missing = [name for key, name in SHOWN.items() if key not in fields]
    if len(fields) < 2 or not missing:
        return ""
    written = "、".join(text for text in texts if text)[:200]
    return f"表头里没有{'和'.join(missing)}这一列，现在的表头是：{written}"


def _is_above(state: _State, texts: Sequence[str]) -> bool:
    """Whether a line is no question: blank, a header, a title; what it says about those below is
    remembered.
    """
    filled = [text for text in texts if text]
    if not filled:
        return True
    if found := header_of(texts):
        state.header, state.fresh = found, True
        return True
    if state.fresh and state.header and (whole := state.header.with_letters(texts)):
        state.header, state.fresh = whole, False
        return True
    return _is_title(state, filled) or state.header is None


def _is_title(state: _State, filled: list[str]) -> bool:
    if len(filled) > 1:
        return False
    if is_heading(filled[0]):
        state.heading = filled[0]
        return True
    if (chapter := chapter_in(filled[0])) is not None:
        state.chapter = chapter
        return True
    return False


def _take(state: _State, number: int, texts: Sequence[str]) -> None:
    header = state.header
    assert header is not None
    state.fresh = False
    values: dict[str, Any] = {name: _unguarded(header.one(texts, name)) for name in FIELDS}
    offered = tuple(map(_unguarded, header.offered(texts)))
    if not any(values[name] for name in ASKED) and not any(offered):
        state.skipped += 1
        return
    raw = Raw(
        line=state.sheet.label(number),
        options=offered,
        heading=state.heading,
        chapter=state.chapter,
        nth=len(state.taken.raws) + 1,
        excel=state.sheet.excel,
        **values,
    )
    state.taken.raws.append(raw)


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(GUARDED) else text


def spoiled(text: str) -> str:
    """What is wrong with a cell that Excel could not calculate; empty when nothing is."""
    if text.startswith("=") and len(text) > 1:
        return "是一个还没算出结果的公式，请复制后“选择性粘贴为数值”"
    return f"是公式的错误结果“{clean(text)}”，请改成真正的内容" if text in ERRORS else ""
