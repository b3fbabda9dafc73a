"""Reads the official documents of a folder; every mistake is told at once, with file, line and cure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from plans import official
from plans.checking import mistakes_in
from plans.ruled import ruled
from rules.plan.document import Plan
from rules.plan.duty import Duty

FOLDER = Path(__file__).parent
FILES = "*.plan.yaml"

CURES = {
    "missing": "少了“{name}”这一项，补上",
    "extra_forbidden": "不认得“{name}”这一项，是不是拼错了",
    "string_type": "“{name}”要写成文字，数字请加引号",
    "string_too_short": "“{name}”不能空着",
    "string_pattern_mismatch": "“{name}”只能用小写字母、数字和横线，例如 monthly-table",
    "int_type": "“{name}”要写成整数",
    "int_parsing": "“{name}”要写成整数",
    "int_from_float": "“{name}”要写成整数",
    "bool_type": "“{name}”只能写 true 或 false",
    "bool_parsing": "“{name}”只能写 true 或 false",
    "tuple_type": "“{name}”要写成一串，一行一个，前面加 -",
    "model_type": "“{name}”要写成一组“名称: 内容”",
    "too_short": "“{name}”下面至少要有一项",
    "greater_than_equal": "“{name}”太小，最小是{ge}",
    "less_than_equal": "“{name}”太大，最大是{le}",
    "literal_error": "“{name}”只能写 {expected}",
    "date_from_datetime_parsing": "“{name}”要写成日期，例如 2016-04-30",
    "date_parsing": "“{name}”要写成日期，例如 2016-04-30",
    "date_type": "“{name}”要写成日期，例如 2016-04-30",
    "string_too_long": "“{name}”太长，最多{max_length}个字",
    "tuple_too_short": "“{name}”下面至少要有一项",
    "invalid_key": "“{name}”下面有个名称不是文字：on、off、yes、no 和数字要加引号",
    "dict_type": "“{name}”要写成一组“名称: 内容”",
}

Place = tuple[int | str, ...]


def load_plans(folder: Path = FOLDER) -> tuple[Plan, ...]:
    """The documents of a folder by file name; raises ``ValueError``, one Chinese sentence a line."""
    plans: list[Plan] = []
    mistakes: list[str] = []
    for path in sorted(folder.glob(FILES)):
        try:
            plans.append(load_plan(path))
        except ValueError as error:
            mistakes.append(str(error))
    mistakes += [
        f"代码 {code} 有{n}个方案文件在用，改掉一个。" for code, n in _repeated(plan.code for plan in plans)
    ]
    if mistakes:
        raise ValueError("\n".join(mistakes))
    return tuple(plans)


def load_plan(path: Path) -> Plan:
    """One document; raises ``ValueError`` with every mistake of the file."""
    return ruled(read_plan(path.name, path.read_text(encoding="utf-8")))


def read_plan(name: str, text: str) -> official.Plan:
    """The document in a file of this name; raises ``ValueError`` with every mistake, each with line and cure."""
    root, data = _read(name, text)
    mistakes = [f"{name} 第{line}行：{said}。" for line, said in _written_twice(root)]
    plan: official.Plan | None = None
    try:
        plan = official.Plan.model_validate(data)
    except ValidationError as error:
        mistakes += [_in_words(name, root, found) for found in _first_causes(error)]
    if plan is not None:
        mistakes += [f"{name} 第{_line(root, place)}行：{said}。" for place, said in mistakes_in(plan)]
    if plan is None or mistakes:
        raise ValueError("\n".join(mistakes))
    return plan


def _read(name: str, text: str) -> tuple[yaml.Node, Any]:
    """The file twice: as it is written, for the lines, and as values."""
    loader, root = yaml.SafeLoader(text), None
    try:
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第{mark.line + 1}行附近" if mark else "有一处"
        raise ValueError(f"{name} {where}读不懂，看看缩进、冒号和引号。") from error
    except ValueError as error:  # a date there is not: 2026-13-04
        raise ValueError("\n".join(_no_such_days(name, root))) from error
    finally:
        loader.dispose()
    if not isinstance(root, yaml.MappingNode):
        raise ValueError(f"{name} 第1行：要从“plan: 代码”写起，现在不是“名称: 内容”的样子。")
    return root, data


def _no_such_days(name: str, node: yaml.Node | None) -> Iterator[str]:
    """Every date of the file that is on no calendar, with its line."""
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            yaml.safe_load(node.value)
        except ValueError:
            yield f"{name} 第{node.start_mark.line + 1}行：没有“{node.value}”这一天，日期例如 2016-04-30。"
    for child in node.value if isinstance(node, yaml.SequenceNode | yaml.MappingNode) else ():
        for one in child if isinstance(child, tuple) else (child,):
            yield from _no_such_days(name, one)


def _first_causes(error: ValidationError) -> list[dict[str, Any]]:
    """Without what follows from another: a list whose only item is wrong counts as empty, too."""
    found: list[dict[str, Any]] = [{**mistake} for mistake in error.errors()]
    places: list[Place] = [mistake["loc"] for mistake in found]
    return [
        mistake
        for mistake, place in zip(found, places, strict=True)
        if not any(other != place and other[: len(place)] == place for other in places)
    ]


def _in_words(file: str, root: yaml.Node, found: dict[str, Any]) -> str:
    name = next((part for part in reversed(found["loc"]) if isinstance(part, str)), "")
    facts = found.get("ctx", {}) | {"name": name}
    cure = CURES.get(found["type"])
    said = cure.format(**facts) if cure else f"“{name}”{found['msg'].removeprefix('Value error, ')}"
    return f"{file} 第{_line(root, found['loc'])}行：{said.replace(' or ', ' 或 ')}。"


def _line(node: yaml.Node, place: Sequence[int | str]) -> int:
    """The line of what stands at this place, or of the nearest thing around it."""
    line = node.start_mark.line
    for part in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == part), None)
            if pair is None:
                continue
            line, node = pair[0].start_mark.line, pair[1]
    return int(line) + 1


def _written_twice(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """YAML would silently settle for the last of two equal keys."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, f"“{key.value}”写了两遍，留一个"
            seen.add(key.value)
            yield from _written_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _written_twice(item)


def _repeated(codes: Iterator[str]) -> list[tuple[str, int]]:
    return [(code, n) for code, n in Counter(codes).items() if n > 1]


def load_duties(folder: Path = FOLDER) -> tuple[Duty, ...]:
    """The duties of all documents of a folder."""
    return tuple(duty for plan in load_plans(folder) for duty in plan.duties)
