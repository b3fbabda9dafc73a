"""``plan duties``: what is asked for on a day, of everybody or of one unit, and how far that has come."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from actions.plan.book import PlanBook
from actions.plan.figures.frames import level_of
from actions.plan.standings import stand
from models import units
from models.base import Db, Row
from plans.loading import load_plans
from plans.table_saying import say_whom
from rules.plan.document import Plan
from rules.plan.dues import Due, standing_on
from rules.plan.duty import Duty
from rules.refusal import Refused
from suishoupai.cli.plan_files import in_force
from suishoupai.cli.refusing import refuses
from suishoupai.settings import load
from suishoupai.stores import stores

LINGERS = 92
"""Days after its window in which a duty is still shown; what is older belongs to the edition before."""
DAY = click.DateTime(["%Y-%m-%d"])

StandingOf = Callable[[Duty, Due], Mapping[str, Any]]
"""How far a duty has come in one of its windows, in words of JSON."""


@click.command()
@click.option("--on", "at", type=DAY, required=True, help="哪一天，例如 2026-06-16")
@click.option("--unit", "unit", help="单位编码；写了就只看归它这一级的")
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@refuses
def duties(at: datetime, unit: str | None, as_json: bool) -> None:
    """那一天各件事的法定期限、目标日和统计期；写了单位，还看办到哪一步"""
    found = _duties_of(unit, at.date()) if unit else duties_on(in_force(), at.date())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table("方案", "谁", "做什么", "法定期限", "目标日", "统计期")
    for one in found:
        row = (one["plan"], say_whom(one["whom"]), one["needs"], one["due"], one["target"])
        table.add_row(*row, f"{one['opens']} 至 {one['closes']}")
    Console().print(table if found else "那一天什么事也没有。")


def duties_on(
    plans: Sequence[Plan], day: date, *, level: str | None = None, standing_of: StandingOf | None = None
) -> list[dict[str, Any]]:
    """What stands on a day or was over lately, soonest first. ``standing_of`` adds how far each has come, where that is known."""
    found = []
    for duty in (duty for each in plans for duty in each.duties):
        due = standing_on(duty, day) if level is None or level in duty.whom else None
        if due is not None and (day - due.closes).days <= LINGERS:
            found.append(_as_json(duty, due, day) | dict(standing_of(duty, due) if standing_of else {}))
    return sorted(found, key=lambda one: (one["due"], one["plan"], one["code"]))


def _as_json(duty: Duty, due: Due, day: date) -> dict[str, Any]:
    return {
        "plan": duty.plan,
        "code": duty.code,
        "needs": duty.needs,
        "whom": list(duty.whom),
        "clauses": list(duty.clauses),
        "phrase": duty.phrase,
        "measure": duty.goal.measure.value,
        "at_least": duty.goal.at_least,
        "due": due.formal.isoformat(),
        "target": due.target.isoformat(),
        "guessed": due.guessed,
        "opens": due.opens.isoformat(),
        "closes": due.closes.isoformat(),
        "over": due.closes < day,
        "days_left": (due.formal - day).days,
    }


def _duties_of(code: str, day: date) -> list[dict[str, Any]]:
    """The duties of a unit by the plans it follows, with how each stands."""
    book = PlanBook(load_plans())
    with stores(load()) as opened, opened.reading.connect() as db:
        unit = unit_called(db, code)

        def standing_of(duty: Duty, due: Due) -> Mapping[str, Any]:
            found = stand(db, duty, due, unit)
            return {"done": found.done, "needed": found.needed, "is_done": found.is_done, "lack": found.lack}

        return duties_on(book.of(db, unit), day, level=level_of(unit), standing_of=standing_of)


def unit_called(db: Db, code: str) -> Row:
    row = units.find_unit_by_code(db, code)
    if row is None:
        raise Refused(f"没有编码是“{code}”的单位")
    return row
