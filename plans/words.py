"""The kinds of words a plan's file is made of, and what is refused of each: lengths, braces, digits that look like choices."""

import re
from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints

from rules.plan.wording import LONGEST, at_its_longest

FIELD, LINES, BUBBLE = 20, 4, 100
"""Characters of a template's field; lines and characters of a text in the chat."""

_CHOICE = re.compile(r"回\s*\d(?!\d)|(?:^|\s)\d[、.．)）]?\s*[\u4e00-\u9fff]")


def _clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if found is None or not (int(found[1]) < 24 and int(found[2]) < 60):
        raise ValueError('时间要加引号，24小时制，例如 "08:30"')
    return time(int(found[1]), int(found[2]))


def _expanded(text: str) -> str:
    try:
        return at_its_longest(text)
    except KeyError as unknown:
        known = " ".join(f"{{{name}}}" for name in LONGEST)
        raise ValueError(f"不认得 {{{unknown.args[0]}}}，能填的有 {known}") from None
    except (ValueError, IndexError):
        raise ValueError("大括号没配成对，或者里面是空的") from None


def _fits_field(text: str) -> str:
    if (length := len(_expanded(text))) > FIELD:
        raise ValueError(f"填满时有{length}个字，模板消息最多{FIELD}个字，写短些")
    return text


def _fits_bubble(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) > LINES:
        raise ValueError(f"有{len(lines)}行，最多{LINES}行")
    if (length := len(_expanded("\n".join(lines)))) > BUBBLE:
        raise ValueError(f"填满时有{length}个字，最多{BUBBLE}个字，写短些")
    if any(_CHOICE.search(line) for line in lines):
        raise ValueError("提醒里不能叫人回一位数：那个数可能是别的对话的选项")
    return lines


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,32}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")]
"""A topic or a proof, as the product calls it: ``home_fire``, ``sign_in``."""
Clock = Annotated[
    time, BeforeValidator(_clock_time), PlainSerializer(lambda at: f"{at:%H:%M}", when_used="json")
]
Short = Annotated[Text, AfterValidator(_fits_field)]
Bubble = Annotated[tuple[Text, ...], Field(min_length=1), AfterValidator(_fits_bubble)]
