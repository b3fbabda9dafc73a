"""Options that stand in one text, told apart by letters or, where there are none, by what separates them."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache

from rules.quiz.question import LETTERS
from rules.words.plain_text import clean

MARKS = ".、:：)）,，"
_LOOSE = ".:：)）"
"""Marks that hardly ever follow a letter inside an option; 维生素A、C would be torn apart by the others."""
_BEFORE = r"(?:^|(?<=[\s|;；。?？！!）)_】\]/]))"
_CIRCLES = "①②③④⑤⑥⑦⑧"
_EDGES = " \t\r\n|;；*"
_CHECKED = re.compile(r"\s*(?:[√✓✔]|[(（]\s*(?:正确(?:答案)?|对|√)\s*[)）])$")
_SEPARATORS = ("\n", "|", "；", ";", "\t", "   ", " ")


def options_in(text: str) -> tuple[str, ...]:
    """The options of one cell; one option alone when nothing tells them apart, none when it is empty."""
    text = clean(text)
    if listed := _from_json(text):
        return listed
    head, found = cut_off(text)
    if found and not head.strip(_EDGES):
        return found
    return _separated(text)


def cut_off(text: str) -> tuple[str, tuple[str, ...]]:
    """What stands before the options, and the options that letters mark; no options when there
    are fewer than two.
    """
    text = text.replace("**", "")
    runs = list(_strict_runs(text))
    best = max(runs, key=len, default=[])
    if len(best) < 2:
        best = next((run for run in _weak_runs(text) if len(run) > 1), [])
    if len(best) < 2:
        return text, ()
    ends = [start for start, _ in best[1:]] + [len(text)]
    parts = tuple(text[stop:end].strip(_EDGES) for (_, stop), end in zip(best, ends, strict=True))
    return text[: best[0][0]].rstrip(_EDGES), parts


def without_letters(cells: Sequence[str]) -> tuple[str, ...]:
    """Options with columns of their own: letters in front go when each has its own, empty ones at
    the end go always.
    """
    options = [clean(cell) for cell in cells]
    while options and options[-1].strip(" -—–/\\") == "":
        options.pop()
    marks = [_own_mark(LETTERS[at]).match(text) for at, text in enumerate(options[: len(LETTERS)]) if text]
    if marks and all(marks):
        return tuple(
            _own_mark(LETTERS[at]).sub("", text, 1) for at, text in enumerate(options[: len(LETTERS)])
        )
    return tuple(options)


def checked(options: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Options without the tick that some carry behind them, and the letters of those that did."""
    ticked = "".join(LETTERS[at] for at, text in enumerate(options[: len(LETTERS)]) if _CHECKED.search(text))
    if not ticked or len(ticked) == len(options):
        return tuple(options), ""
    return tuple(_CHECKED.sub("", text) for text in options), ticked


def _strict_runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Ways of marking that are sure: a line each, brackets, the same mark throughout, any mark
    behind a blank.
    """
    marks = f"[{re.escape(MARKS)}]"
    yield _run(text, rf"(?m:^)\s*(?:[(（\[【]\s*{{}}\s*[)）\]】]|{{}}\s*{marks}|{{}}(?=\s))[.、]?[ \t]*")
    yield _run(text, r"[(（\[【]\s*{}\s*[)）\]】][.、:：]?")
    for mark in MARKS:
        yield _run(text, rf"{_BEFORE}{{}}\s*{re.escape(mark)}")
    for mark in _LOOSE:
        yield _run(text, rf"(?<![A-Za-z\d(（]){{}}\s*{re.escape(mark)}(?!\d)")
    yield _run(text, rf"{_BEFORE}{{}}\s*{marks}")


def _weak_runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Ways that are tried only when nothing surer is found: mixed marks, small letters, bare
    letters, circled numbers.
    """
    marks = f"[{re.escape(MARKS)}]"
    yield _run(text, rf"(?<![A-Za-z\d]){{}}\s*{marks}")
    yield _run(text, rf"{_BEFORE}{{}}\s*[.、)）]", LETTERS.lower())
    yield _run(text, r"(?:^|(?<=[\s|;；])){}(?![A-Za-z\d])")
    if text.lstrip("* ").startswith("A"):
        yield _run(text, r"(?<![A-Za-z\d]){}(?![A-Za-z\d])")
    if text.lstrip().startswith(_CIRCLES[0]):
        yield _run(text, r"{}[.、]?", _CIRCLES)
    if re.match(r"\s*1\s*[.、]", text):
        yield _run(text, r"(?:^|(?<=[\s|;；])){}\s*[.、](?!\d)", "12345678")


def _run(text: str, shape: str, signs: str = LETTERS) -> list[tuple[int, int]]:
    """Where A, B, C … stand one after the other, as far as they go."""
    found: list[tuple[int, int]] = []
    at = 0
    for sign in signs:
        mark = _compiled(shape, sign).search(text, at)
        if mark is None:
            break
        found.append(mark.span())
        at = mark.end()
    return found


@cache
def _compiled(shape: str, sign: str) -> re.Pattern[str]:
    return re.compile(shape.replace("{}", sign))


@cache
def _own_mark(letter: str) -> re.Pattern[str]:
    return re.compile(rf"^[\s*]*(?:[(（]\s*{letter}\s*[)）][.、]?|{letter}\s*[.、:：)）])[\s*]*")


def _separated(text: str) -> tuple[str, ...]:
    for separator in _SEPARATORS:
        parts = tuple(part for each in text.split(separator) if (part := each.strip(_EDGES)))
        if len(parts) > 1:
            return parts
    return (text,) if text else ()


def _from_json(text: str) -> tuple[str, ...]:
    if text[:1] != "[" or text[-1:] != "]":
        return ()
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    texts = tuple(each for each in listed if isinstance(each, str))
    return texts if len(texts) == len(listed) else ()
