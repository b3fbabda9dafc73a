"""Reads what is usual for a class of kinds.yaml: its cause and the defaults of the five blocks."""

from collections.abc import Iterator
from typing import Any

from rules.words.usual import Cause, Usual

LONGEST = {"measure": 12, "funds": 8, "contingency": 14}
MOST_DAYS = 30

_FIELDS = {*LONGEST, "days", "measure_when"}
_CAUSES = "、".join(Cause)


def usual(entry: dict[str, Any]) -> Usual:
    """The defaults of a class; what the file leaves out keeps the defaults of ``Usual``."""
    said = dict(entry.get("usual", {}))
    return Usual(**(said | {"measure_when": tuple(said.get("measure_when", {}).items())}))


def cause(entry: dict[str, Any]) -> Cause:
    """The cause a class mostly has; of things when nothing is said."""
    return Cause(entry.get("cause", Cause.UNSTABLE))


def cause_when(entry: dict[str, Any]) -> tuple[tuple[str, Cause], ...]:
    """The words that tell of another cause, in file order."""
    return tuple((word, Cause(name)) for word, name in entry.get("cause_when", {}).items())


def mistakes(who: str, entry: dict[Any, Any]) -> Iterator[str]:
    """Every mistake in the cause and the defaults of a class, as Chinese sentences."""
    yield from _cause_mistakes(who, entry)
    said = entry.get("usual", {})
    if not isinstance(said, dict):
        yield f"{who}：usual 要写成一组“名称: 内容”。"
        return
    for field in sorted(map(str, said.keys() - _FIELDS)):
        yield f"{who}：usual 里不认得“{field}”这一项。"
    for field, longest in LONGEST.items():
        yield from _text_mistakes(who, field, said.get(field, ""), longest)
    yield from _pair_mistakes(who, "measure_when", said.get("measure_when", {}))
    for measure in _values(said.get("measure_when")):
        yield from _text_mistakes(who, "measure_when", measure, LONGEST["measure"])
    days = said.get("days", 1)
    if type(days) is not int or not 0 <= days <= MOST_DAYS:
        yield f"{who}：usual 的 days 是工作日，写 0 到 {MOST_DAYS} 的整数，0 是当天。"


def _cause_mistakes(who: str, entry: dict[Any, Any]) -> Iterator[str]:
    yield from _pair_mistakes(who, "cause_when", entry.get("cause_when", {}))
    for name in [entry.get("cause", Cause.UNSTABLE), *_values(entry.get("cause_when"))]:
        if name not in list(Cause):
            yield f"{who}：原因 {name!r} 不认得，只能写 {_CAUSES}。"


def _pair_mistakes(who: str, field: str, pairs: Any) -> Iterator[str]:
    if not isinstance(pairs, dict):
        yield f"{who}：{field} 要写成“词: 内容”。"
        return
    for word in pairs:
        if not isinstance(word, str) or not word.strip():
            yield f"{who}：{field} 里的 {word!r} 不是文字，请加引号。"


def _text_mistakes(who: str, field: str, text: Any, longest: int) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{who}：usual 的 {field} 里 {text!r} 不是文字，请加引号。"
    elif len(text) > longest:
        yield f"{who}：usual 的 {field} “{text}”太长，最多{longest}个字。"


def _values(pairs: Any) -> list[Any]:
    return list(pairs.values()) if isinstance(pairs, dict) else []
