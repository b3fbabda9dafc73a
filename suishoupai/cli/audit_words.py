"""What an audit found, in words an officer understands and in JSON; finding it is done elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from actions.auditing import Finding
from models.base import Row
from rules.hazard import OFFICIAL, Status
from rules.proof import Flaw, Wrong

GROUP, SHOWN = 4, 16
"""Characters between two spaces, and altogether, of a digest that people copy by hand."""


def as_json(found: Finding, names: Mapping[int, str]) -> dict[str, Any]:
    """One finding for machines, with the sentence for people; ``names`` are the hospitals, by id."""
    told = asdict(found.flaw) | {"wrong": found.flaw.wrong.value}
    where = {"hazard": found.number, "hazard_id": found.hazard_id, "unit_id": found.unit_id}
    return where | told | {"day": found.day and found.day.isoformat(), "says": sentence(found, names)}


def sentence(found: Finding, names: Mapping[int, str]) -> str:
    """Which hazard, which line, and what is wrong with it."""
    return _where(found, names) + SAYS[found.flaw.wrong](found.flaw)


def _where(found: Finding, names: Mapping[int, str]) -> str:
    if found.day:
        return f"{in_chinese(found.day)}的封存"
    if found.hazard_id is None:
        return ""
    unit = names.get(found.unit_id or 0, "") if len(names) > 1 else ""
    number = f"{found.number}号" if found.number else f"没有编号的一件（内部编号{found.hazard_id}）"
    return f"{unit}{number}"


def _missing(flaw: Flaw) -> str:
    return f"的经过缺了第{flaw.line}行。" if flaw.line else "的经过还在，台账里这一件却没有了。"


def _status(flaw: Flaw) -> str:
    return f"台账写着{_official(flaw.stands)}，经过的最后一步却是{_official(flaw.told)}。"


def _due(flaw: Flaw) -> str:
    return f"台账的期限是{flaw.stands or '空的'}，经过里写的是{flaw.told or '没有期限'}。"


def _anchor(flaw: Flaw) -> str:
    if flaw.stands == flaw.told:
        return f"对不上：{flaw.told}行里有被改过的。"
    return f"对不上：封的时候{flaw.told}行，现在{flaw.stands}行。"


SAYS: Mapping[Wrong, Callable[[Flaw], str]] = {
    Wrong.CHANGED: lambda flaw: f"第{flaw.line}行对不上：这一行或者它前面一行被改过。",
    Wrong.MISSING: _missing,
    Wrong.INSERTED: lambda flaw: f"多出一行（写着第{flaw.line or '？'}行），不是系统记的。",
    Wrong.ORDER: lambda flaw: f"第{flaw.line}行的次序不对：换过位置，或者前面插过一行。",
    Wrong.STATUS: _status,
    Wrong.OWNER: lambda _: "台账上的整改责任人，不是经过里写的那一位。",
    Wrong.DUE: _due,
    Wrong.ANCHOR: _anchor,
    Wrong.NOTED: lambda flaw: f"抄下来的指纹{in_groups(flaw.told)}不在了：从那天以前起被整个重写过。",
}


def conclusion(flaws: int, lines: int, last: Row | None) -> str:
    """The last sentence, with the digest to be noted down."""
    if flaws:
        return f"一共{flaws}处对不上。先别再改动，备份一份，再找信息科和工会一起看。"
    said = f"{lines}行经过，一行扣一行，没有人改过。"
    if last is None:
        return said
    return f"{said}\n封到{in_chinese(last['day'])}，指纹 {in_groups(last['digest'])}（抄在纸上，以后可以对）"


def in_groups(digest: str) -> str:
    """The beginning of a digest as people copy it."""
    shown = digest[:SHOWN]
    return " ".join(shown[at : at + GROUP] for at in range(0, len(shown), GROUP))


def in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _official(status: str) -> str:
    return OFFICIAL[Status(status)] if status in list(Status) else f"“{status}”"
