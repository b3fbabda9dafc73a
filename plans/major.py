"""Loads the published lists of major hazards from major.yaml; how words are held against them is decided in rules."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from plans.lines import Written, read
from rules.major import Finding, Item, Listing, Step

DEFAULT = Path(__file__).with_name("major.yaml")
LONGEST = {"short": 14, "ask": 20, "action": 8}
NEXT = "next"

_LIST_TEXTS = ("name", "short", "date")
_LIST_FIELDS = {*_LIST_TEXTS, "document", "note", "items"}
_ITEM_TEXTS = ("id", "short", "told")
_ITEM_FIELDS = {*_ITEM_TEXTS, "number", "codes", "hints", "questions", "actions"}
_ANSWERS = {NEXT, *Finding}
_FEWEST_QUESTIONS, _MOST_QUESTIONS = 2, 3

Mistake = tuple[int, str]


def load_major(path: Path | None = None) -> tuple[Item, ...]:
    """All items of all lists in file order; raises ``ValueError`` with every mistake, its line and its cure."""
    path = path or DEFAULT
    lists = _lists(path)
    mistakes = [*_mistakes(lists), *_repeated(lists)]
    if mistakes:
        raise ValueError("\n".join(f"{path.name} 第{line}行：{said}。" for line, said in sorted(mistakes)))
    return tuple(item for written in lists for item in _items(written))


def _lists(path: Path) -> list[Any]:
    try:
        data = read(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = error.problem if error.context == Written.__name__ else "读不懂，看看缩进、冒号和引号"
        raise ValueError(f"{path.name} 第{line}行：{said}。") from error
    lists = data.get("lists") if isinstance(data, dict) else None
    if not isinstance(lists, list) or not lists:
        raise ValueError(f"{path.name} 第1行：要从“lists:”写起，下面至少一份清单。")
    return lists


def _mistakes(lists: list[Any]) -> Iterator[Mistake]:
    for written in lists:
        if not isinstance(written, Written):
            yield 1, f"{written!r} 不是一份清单，要写成“名称: 内容”"
            continue
        yield from _strange(written, _LIST_FIELDS)
        yield from _empty(written, _LIST_TEXTS)
        items = written.get("items")
        if not isinstance(items, list) or not items:
            yield written.line("items"), "items 下面一条也没有，补上"
            continue
        for item in items:
            yield from _item_mistakes(item, written.line("items"))


def _item_mistakes(item: Any, around: int) -> Iterator[Mistake]:
    if not isinstance(item, Written):
        yield around, f"{item!r} 不是一条，要写成“名称: 内容”"
        return
    yield from _strange(item, _ITEM_FIELDS)
    yield from _empty(item, _ITEM_TEXTS)
    yield from _too_long(item, "short", item.get("short"), "short")
    yield from _hint_mistakes(item)
    yield from _question_mistakes(item)
    actions = item.get("actions")
    if not _texts(actions) or len(actions) != 2:
        yield item.line("actions"), "actions 要写两个马上能做的动作，例如 [先停用, 派人看住]"
        return
    for action in actions:
        yield from _too_long(item, "actions", action, "action")


def _hint_mistakes(item: Written) -> Iterator[Mistake]:
    if not _texts(item.get("codes")):
        yield item.line("codes"), "codes 要写成一串类别代码，例如 [WORK, ELEC]"
    hints = item.get("hints")
    if not isinstance(hints, list) or not hints or not all(_texts(hint) for hint in hints):
        yield item.line("hints"), "hints 要一行一组词，例如 [燃气|煤气, 报警, 没装|坏]，最后一个是毛病"
    elif any(not word for hint in hints for part in hint for word in part.split("|")):
        yield item.line("hints"), "hints 里“|”的旁边空着，补上词或去掉“|”"


def _question_mistakes(item: Written) -> Iterator[Mistake]:
    steps = item.get("questions")
    if not isinstance(steps, list) or not _FEWEST_QUESTIONS <= len(steps) <= _MOST_QUESTIONS:
        yield item.line("questions"), "questions 要有两三个问题"
        return
    if not all(isinstance(step, Written) for step in steps):
        yield item.line("questions"), "questions 里每个问题都要写 ask、yes、no 三项"
        return
    for step in steps:
        yield from _step_mistakes(step, last=step is steps[-1])
    led = {str(step.get(answer)) for step in steps for answer in ("yes", "no")}
    for finding in {Finding.LIKELY.value, Finding.UNLIKELY.value} - led:
        yield item.line("questions"), f"怎么答都到不了 {finding}，改一个答案"


def _step_mistakes(step: Written, *, last: bool) -> Iterator[Mistake]:
    yield from _strange(step, {"ask", "yes", "no"})
    yield from _empty(step, ("ask",))
    yield from _too_long(step, "ask", step.get("ask"), "ask")
    for answer in ("yes", "no"):
        if str(step.get(answer)) not in _ANSWERS:
            yield step.line(answer), f"{answer} 只能写 likely、unlikely、unsure 或 next"
        elif last and step[answer] == NEXT:
            yield step.line(answer), f"最后一个问题的 {answer} 不能再写 next，写 likely、unlikely 或 unsure"


def _strange(written: Written, known: set[str]) -> Iterator[Mistake]:
    for field in written.keys() - known:
        yield written.line(field), f"不认得“{field}”这一项，是不是拼错了"


def _empty(written: Written, fields: tuple[str, ...]) -> Iterator[Mistake]:
    for field in fields:
        if not isinstance(written.get(field), str) or not written[field].strip():
            yield written.line(field), f"{field} 要写成文字，不能空着，数字和日期加引号"


def _too_long(written: Written, field: str, text: Any, kind: str) -> Iterator[Mistake]:
    if isinstance(text, str) and len(text) > LONGEST[kind]:
        yield written.line(field), f"“{text}”太长，最多{LONGEST[kind]}个字"


def _texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and bool(value) and all(isinstance(text, str) and text for text in value)


def _repeated(lists: list[Any]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for written in lists:
        items = written.get("items") if isinstance(written, Written) else None
        for item in items if isinstance(items, list) else []:
            if isinstance(item, Written) and "id" in item:
                if str(item["id"]) in seen:
                    yield item.line("id"), f"代码 {item['id']} 上面用过了，换一个"
                seen.add(str(item["id"]))


def _items(written: Written) -> Iterator[Item]:
    listing = Listing(
        name=written["name"],
        short=written["short"],
        document=written.get("document", ""),
        date=written["date"],
        note=written.get("note", ""),
    )
    for item in written["items"]:
        yield _item(item, listing)


def _item(item: Written, listing: Listing) -> Item:
    first, second = item["actions"]
    return Item(
        id=item["id"],
        listing=listing,
        number=str(item.get("number", "")),
        short=item["short"],
        told=item["told"],
        codes=tuple(item["codes"]),
        hints=tuple(tuple(tuple(part.split("|")) for part in hint) for hint in item["hints"]),
        steps=tuple(Step(step["ask"], _found(step["yes"]), _found(step["no"])) for step in item["questions"]),
        actions=(first, second),
    )


def _found(answer: str) -> Finding | None:
    return None if answer == NEXT else Finding(answer)
