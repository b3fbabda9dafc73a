"""Loads the hazard classes and their words from kinds.yaml; what the words mean is decided in rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from plans import usual
from rules.kinds import OTHER, Kind

DEFAULT = Path(__file__).with_name("kinds.yaml")
LONGEST_PLAIN = 6
FORBIDDEN = "重大"

_FIELDS = {
    "code", "name", "plain", "plain_when", "words", "weak", "major", "urgent", "occupational", "menu",
    "cause", "cause_when", "usual", "sure", "other_kind",
}  # fmt: skip


def load_kinds(path: Path | None = None) -> tuple[Kind, ...]:
    """All classes in file order; raises ``ValueError`` with every mistake, one Chinese sentence a line."""
    entries = _entries((path or DEFAULT).read_text(encoding="utf-8"))
    mistakes = [mistake for at, entry in enumerate(entries, 1) for mistake in _mistakes(at, entry)]
    mistakes += _mistakes_between(entries)
    if mistakes:
        raise ValueError("\n".join(mistakes))
    return tuple(_kind(entry) for entry in entries)


def _entries(text: str) -> list[Any]:
    try:
        data = yaml.load(text, _StrictLoader)  # noqa: S506 (a SafeLoader at heart)
    except yaml.YAMLError as error:
        raise ValueError(f"类别文件读不懂：{_where(error)}，请看看缩进、冒号和引号。") from error
    entries = data.get("kinds") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries:
        raise ValueError("类别文件里没有 kinds 这一项，或者它下面是空的。")
    return entries


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"第{mark.line + 1}行附近" if mark else "格式不对"


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # six times faster in C
    """A safe loader that refuses a key written twice; YAML would silently settle for the last one."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [str(loader.construct_object(key, deep=True)) for key, _ in node.value]
    if len(keys) != len(set(keys)):
        raise yaml.constructor.ConstructorError(None, None, "key written twice", node.start_mark)
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def _mistakes(at: int, entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"第{at}类：应当是一组“名称: 内容”。"
        return
    who = f"第{at}类（{entry.get('code', '没写代码')}）"
    yield from _field_mistakes(who, entry)
    yield from _plain_mistakes(who, entry)
    for field in ("words", "weak"):
        yield from _list_mistakes(who, field, entry.get(field, []))
    yield from _listed_twice(who, entry.get("words"), entry.get("weak"))
    for field in ("sure", "major", "urgent", "other_kind"):
        yield from _trigger_mistakes(who, field, entry.get(field, []))
    yield from usual.mistakes(who, entry)


def _field_mistakes(who: str, entry: dict[Any, Any]) -> Iterator[str]:
    for field in sorted(map(str, entry.keys() - _FIELDS)):
        yield f"{who}：不认得“{field}”这一项。"
    for field in ("code", "name", "plain"):
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            yield f"{who}：{field} 要写成文字，不能空着。"
    if type(entry.get("menu")) is not int or not 1 <= entry["menu"] <= 9:
        yield f"{who}：menu 要是 1 到 9 的数字。"
    if not isinstance(entry.get("occupational", False), bool):
        yield f"{who}：occupational 只能是 true 或 false。"
    if entry.get("code") != OTHER and not entry.get("words"):
        yield f"{who}：words 里一个词也没有，没有话能归到这一类。"


def _plain_mistakes(who: str, entry: dict[Any, Any]) -> Iterator[str]:
    more = entry.get("plain_when", {})
    if not isinstance(more, dict):
        yield f"{who}：plain_when 要写成“词: 说法”。"
        more = {}
    for word in more:
        if not isinstance(word, str) or not word.strip():
            yield f"{who}：plain_when 里的 {word!r} 不是文字，请加引号。"
    for label in [entry.get("plain"), *more.values()]:
        if not isinstance(label, str):
            yield f"{who}：说法 {label!r} 不是文字，请加引号。"
        elif len(label) > LONGEST_PLAIN:
            yield f"{who}：说法“{label}”太长，最多{LONGEST_PLAIN}个字。"
        elif FORBIDDEN in label:
            yield f"{who}：说法“{label}”是给上报人看的，不能有“{FORBIDDEN}”。"


def _list_mistakes(who: str, field: str, words: Any) -> Iterator[str]:
    if not isinstance(words, list):
        yield f"{who}：{field} 要写成一串词。"
        return
    for word in words:
        if not isinstance(word, str) or not word.strip():
            yield f"{who}：{field} 里的 {word!r} 不是文字，请加引号。"
        elif words.count(word) > 1:
            yield f"{who}：{field} 里“{word}”写了不止一遍。"


def _listed_twice(who: str, words: Any, weak: Any) -> Iterator[str]:
    for word in words if isinstance(words, list) and isinstance(weak, list) else []:
        if word in weak:
            yield f"{who}：“{word}”写在 words 里，又写在 weak 里，只留一处。"


def _trigger_mistakes(who: str, field: str, triggers: Any) -> Iterator[str]:
    if not isinstance(triggers, list):
        yield f"{who}：{field} 要写成一行一组词。"
        return
    for trigger in triggers:
        if not isinstance(trigger, list) or not trigger:
            yield f"{who}：{field} 里的 {trigger!r} 要写成一组词，例如 [安全出口, 锁]。"
        elif not all(isinstance(word, str) and word.strip() for word in trigger):
            yield f"{who}：{field} 里的 {trigger!r} 有的不是文字，请加引号。"
        elif not all(word.strip() for part in trigger for word in part.split("|")):
            yield f"{who}：{field} 里的 {trigger!r} “|”旁边空着，补上词或去掉“|”。"


def _mistakes_between(entries: list[Any]) -> Iterator[str]:
    codes = [entry.get("code") for entry in entries if isinstance(entry, dict)]
    for code in dict.fromkeys(codes):
        if codes.count(code) > 1:
            yield f"代码 {code} 用了{codes.count(code)}次，每类的代码要不一样。"
    if OTHER not in codes:
        yield f"少了代码是 {OTHER} 的那一类，说不准的话没处放。"


def _kind(entry: dict[str, Any]) -> Kind:
    return Kind(
        code=entry["code"],
        name=entry["name"],
        plain=entry["plain"],
        plain_when=tuple(entry.get("plain_when", {}).items()),
        words=tuple(entry.get("words", [])),
        major=tuple(map(tuple, entry.get("major", []))),
        urgent=tuple(map(tuple, entry.get("urgent", []))),
        occupational=entry.get("occupational", False),
        menu=entry["menu"],
        weak=tuple(entry.get("weak", [])),
        sure=tuple(map(tuple, entry.get("sure", []))),
        other_kind=tuple(map(tuple, entry.get("other_kind", []))),
        usual=usual.usual(entry),
        cause=usual.cause(entry),
        cause_when=usual.cause_when(entry),
    )
