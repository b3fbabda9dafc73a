"""Questions as programs write them: JSON of a list, or of lists under names."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from actions.importing.questions.columns import field_of, option_at
from actions.importing.questions.raw import Raw, Taken
from actions.importing.questions.sections import kind_in
from rules.quiz.question import LETTERS
from rules.refusal import Refused

NOT_JSON = "这个 JSON 文件读不下去，可能没有存完整"
_LISTS = ("questions", "题目", "试题", "题库", "data", "list", "items", "rows", "records", "result")
_WORDS = ("text", "content", "value", "label", "title", "name", "内容", "选项", "option")

_RIGHT = ("correct", "iscorrect", "is_correct", "isright", "is_right", "right", "isanswer", "正确", "checked")
_MARKS = "/;；|｜\n"
DEEPEST = 4


def read_records(text: str) -> Taken:
    """The questions of a JSON text. Every entry of its lists is one."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(NOT_JSON) from None
    raws = [_raw(at, entry, heading) for at, (entry, heading) in enumerate(_entries(whole), 1)]
    return Taken(raws)


def _entries(whole: Any, heading: str = "", depth: int = 0) -> Iterator[tuple[Any, str]]:
    """Every entry with the name of the list it stands in, if that names a kind."""
    if isinstance(whole, list):
        yield from ((entry, heading) for entry in whole)
    elif isinstance(whole, dict) and depth < DEEPEST:
        known = [name for name in _LISTS if isinstance(whole.get(name), list | dict)]
        named = known[:1] or [name for name in whole if isinstance(whole[name], list) and kind_in(str(name))]
        for name in named:
            yield from _entries(whole[name], name if kind_in(str(name)) else heading, depth + 1)


def _raw(at: int, entry: Any, heading: str) -> Raw:
    line = f"第{at}题"
    if not isinstance(entry, Mapping):
        return Raw(line, entry if isinstance(entry, str) else "", heading=heading, nth=at)
    values: dict[str, Any] = {}
    for key, value in entry.items():
        if (name := _name_of(str(key))) and value not in (None, "", []):
            values.setdefault(name, value)
    lettered = {place: value for key, value in entry.items() if (place := option_at(str(key))) is not None}
    options, ticked = _options(values.pop("bunch", None))
    if lettered and not options:
        options = tuple(_text(lettered.get(place)) for place in range(min(max(lettered) + 1, len(LETTERS))))
    answer = _answer(values.pop("answer", None)) or ticked
    bunch = options[0] if len(options) == 1 else ""
    texts: dict[str, Any] = {name: _text(value) for name, value in values.items()}
    texts.setdefault("stem", "")
    return Raw(
        line, bunch=bunch, options=() if bunch else options, answer=answer, heading=heading, nth=at, **texts
    )


def _name_of(key: str) -> str | None:
    return None if option_at(key) is not None else field_of(key)


def _options(value: Any) -> tuple[tuple[str, ...], str]:
    """Option texts, and the letters of those an entry calls right."""
    if isinstance(value, Mapping):
        return _in_places(value), ""
    if isinstance(value, list):
        ticked = "".join(LETTERS[at] for at, each in enumerate(value[: len(LETTERS)]) if _is_ticked(each))
        return tuple(map(_option, value)), ticked
    return ((_text(value),) if value is not None else ()), ""


def _in_places(value: Mapping[Any, Any]) -> tuple[str, ...]:
    """Options under their letters; under other names, in the order they are written."""
    places = {str(key): option_at(str(key)) for key in value}
    lettered = {place: value[key] for key in value if (place := places[str(key)]) is not None}
    if len(lettered) < len(value) or not lettered:
        return tuple(map(_text, value.values()))
    return tuple(_text(lettered.get(at)) for at in range(max(lettered) + 1))


def _option(each: Any) -> str:
    """An option that may be a record; what only repeats its letter is not its words."""
    if not isinstance(each, Mapping):
        return _text(each)
    texts = [_text(each[name]) for name in _WORDS if name in each]
    return next((text for text in texts if len(text) > 1 or text not in LETTERS), "")


def _is_ticked(each: Any) -> bool:
    if not isinstance(each, Mapping):
        return False
    return any(
        str(key).casefold() in _RIGHT and value in (True, 1, "1", "true", "是") for key, value in each.items()
    )


def _answer(value: Any) -> str:
    """The answer as text; several are lines. A bare number is left as it is: nobody knows where
    it counts from.
    """
    if isinstance(value, list):
        texts = list(map(_text, value))
        # Said twice: one answer that is not to be taken apart at its marks.
        return "\n".join(texts * 2 if len(texts) == 1 and set(texts[0]) & set(_MARKS) else texts)
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "对" if value else "错"
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(_text(each) for each in value if not isinstance(each, list | dict))
    return str(value)
