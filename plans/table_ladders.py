"""The reminders that a table's duties get, by what is counted: a table has no column for words of its own."""

from collections.abc import Mapping
from typing import Any

from plans.official import OnNode
from plans.table_days import SaidDue

Ladder = list[dict[str, Any]]

LATEST = "最晚{day}，办了记一笔"
_ON_THE_DAY, _DAY_AFTER = {"days": 0, "on_rest": "stays"}, {"days": -1, "on_rest": "stays"}


def ladder_for(measure: str, due: SaidDue) -> str:
    """The name of the ladder in ``LADDERS``."""
    if isinstance(due.due, OnNode):
        return "node"
    return {"sheet": "report", "signed": "receipt"}.get(measure, "plain")


def _rung(code: str, days: int, lack: str, *chat: str, what: str = "{needs}", **more: Any) -> dict[str, Any]:
    usual = {"code": code, "when": {"days": days}, "by": {"days": 0}, "to": "owner"}
    return {**usual, "what": what, "lack": lack, "chat": list(chat), **more}


def _report(code: str, days: int) -> dict[str, Any]:
    return _rung(
        code,
        days,
        "最晚{day}",
        "{needs}最晚{day}交，{target}交最稳。",
        "交过了不用管。",
        by={"anchor": "target"} if days else _ON_THE_DAY,
    )


_HELP = ("{unit}的{needs}还差：{lack}。", "帮一把就能赶上。")
LADDERS: Mapping[str, Ladder] = {
    "plain": [
        _rung("-7", 7, LATEST, "{needs}还有{left}天，最晚{day}。", "办了记一笔；办过了不用管。"),
        _rung("-1", 1, LATEST, "{needs}最晚{day}。", "办过没记的，今天记一笔。"),
    ],
    "report": [
        *(_report(f"-{days}", days) for days in (14, 7, 3, 1)),
        _report("last", 0),
        _rung("leader", 0, "还差：{lack}", *_HELP, when=_ON_THE_DAY, by=_ON_THE_DAY, to="leader"),
        _rung("above", -1, "还差：{lack}", *_HELP, when=_DAY_AFTER, by={"days": -4}, to="above"),
    ],
    "receipt": [
        _rung("-2", 2, "签了就知道归谁办", "有一份方案等着签收，最晚{day}。", "回 签收"),
        _rung("last", 0, "签了就知道归谁办", "签收最晚{day}，签过了不用管。", "回 签收"),
    ],
    "node": [
        _rung("-21", 21, "先定：办什么、谁来办", "{needs}还有{left}天。", "先定办什么、谁来办。"),
        _rung("-7", 7, "备：海报、资料", "{needs}还有{left}天，该备东西了。"),
        _rung("-1", 1, "办了记一笔", "{needs}就在{on}。", "办了记一笔，照片有就附上。"),
    ],
}
