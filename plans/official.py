"""The schema of an official document's file: what may stand in it, and the rule values it becomes."""

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from rules import duties as ruled
from rules.duties import FURTHEST, Anchor, OnRest
from rules.wording import at_its_longest

FIELD, LINES, BUBBLE = 20, 4, 100
"""Characters of a template's field; lines and characters of a text in the chat."""

LATEST_MONTH, LATEST_DAY = 12, 31

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
        known = "{month} {day} {on} {left} {target} {target_on}"
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
Clock = Annotated[time, BeforeValidator(_clock_time)]
Short = Annotated[Text, AfterValidator(_fits_field)]
Bubble = Annotated[tuple[Text, ...], Field(min_length=1), AfterValidator(_fits_bubble)]


class Part(BaseModel):
    """A part of the file in which an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Timing(Part):
    """A day counted back from the last day or from the target day."""

    days: int = Field(default=0, ge=0, le=FURTHEST)
    at: Clock | None = None
    anchor: Literal["formal", "target"] = "formal"
    on_rest: Literal["moves", "stays", "skips"] = "moves"

    def rule(self, usual: time) -> ruled.Timing:
        return ruled.Timing(self.days, self.at or usual, Anchor(self.anchor), OnRest(self.on_rest))


class Step(Part):
    """One step of the ladder and its words."""

    code: Code
    when: Timing
    by: Timing
    what: Short
    lack: Short
    chat: Bubble

    def rule(self) -> ruled.Step:
        words = ruled.Words(self.what, self.lack, "\n".join(self.chat))
        return ruled.Step(self.code, self.when.rule(time(8, 30)), self.by.rule(time(17)), words)


class Rhythm(Part):
    """Which day of which months."""

    day: int = Field(ge=1, le=LATEST_DAY)
    months: tuple[Annotated[int, Field(ge=1, le=LATEST_MONTH)], ...] = Field(min_length=1)


class Duty(Part):
    """What a document asks for, in its own words, and how it is reminded of."""

    code: Code
    clause: Text
    article: Text
    quote: Text
    role: Literal["union"]
    needs: Text
    every: Rhythm
    steps: tuple[Step, ...] = Field(min_length=1)


class Years(Part):
    """From which year to which the document is followed; without ``to`` until somebody writes one."""

    first: int = Field(alias="from", ge=2000, le=2100)
    last: int | None = Field(default=None, alias="to", ge=2000, le=2100)


class Plan(Part):
    """One official document."""

    plan: Code
    number: Text
    title: Text
    years: Years
    duties: tuple[Duty, ...] = Field(min_length=1)

    def rules(self) -> tuple[ruled.Duty, ...]:
        """The duties as the rules know them."""
        return tuple(self._rule(duty) for duty in self.duties)

    def _rule(self, duty: Duty) -> ruled.Duty:
        facts: dict[str, Any] = duty.model_dump(include={"code", "clause", "quote", "role", "needs"})
        return ruled.Duty(
            plan=self.plan,
            rhythm=ruled.Rhythm(duty.every.day, tuple(sorted(set(duty.every.months)))),
            steps=tuple(step.rule() for step in duty.steps),
            first_year=self.years.first,
            last_year=self.years.last,
            **facts,
        )
