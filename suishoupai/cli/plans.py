"""``plan``: check a document before it holds, look at what it asks, compare two, and fetch the empty table."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from actions.plan import loading
from actions.plan.book import PlanBook
from actions.plan.frames import level_of
from actions.plan.standings import stand
from models import units
from models.base import Db, Row
from models.database import is_sqlite
from plans.comparing import compare, dropped_from_parent
from plans.loading import load_plans, read_plan
from plans.official import Plan as Written
from plans.ruled import ruled
from plans.table import plan_template, read_plan_table
from plans.table_saying import say_goal, say_whom
from rules.plan.document import Plan
from rules.plan.dues import Due, dues, standing_on
from rules.plan.duty import Duty
from rules.refusal import Refused
from rules.workdays import with_weekday
from suishoupai.cli.refusing import refuses
from suishoupai.cli.writing import written as keep
from suishoupai.keeping.making import sqlite_file
from suishoupai.product import wall_clock
from suishoupai.settings import Misconfigured, load
from suishoupai.stores import stores

BOOK, TEXT = (".xlsx", ".xlsm"), (".yaml", ".yml")
ZONE = ZoneInfo("Asia/Shanghai")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LINGERS = 92
"""Days after its window in which a duty is still shown; what is older belongs to the edition before."""
DAY = click.DateTime(["%Y-%m-%d"])
MOST_DROPPED = 5
"""So many duties of the parent are named one by one, where the document has none of them."""

StandingOf = Callable[[Duty, Due], Mapping[str, Any]]
"""How far a duty has come in one of its windows, in words of JSON."""


@click.group()
def plan() -> None:
    """方案"""


@plan.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """检查一份方案：.yaml 或 .xlsx，不写入"""
    try:
        found = read(file)
        known = {each.code: each for each in in_force()}
    except ValueError as error:
        mistakes = str(error).splitlines()
        click.echo("\n".join([*mistakes, f"共{len(mistakes)}处，改好再检查一次。"]), err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(_fine(found))
    for line in _left_out(found, known):
        click.echo(f"请留意：{line}")


@plan.command()
@click.argument("which", metavar="[CODE]", default="")
@click.option("--year", type=click.IntRange(2000, 2100), help="看哪一年的日子，不写就是今年")
@refuses
def show(which: str, year: int | None) -> None:
    """方案里的每件事：谁、几次、今年哪天到期"""
    for found in [_one(which)] if which else in_force():
        Console().print(_table(found, year or datetime.now(ZONE).year))


@plan.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@refuses
def diff(old: str, new: str, as_json: bool) -> None:
    """两份方案差在哪里：写文件名，或已有方案的代码"""
    changes = compare(_one(old), _one(new))
    if as_json:
        click.echo(json.dumps([vars(change) for change in changes], ensure_ascii=False))
        return
    click.echo("\n".join(map(str, changes)) or "一样，没有差别。")


@plan.command()
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


@plan.command("load")
@click.argument("file", type=FILE)
@click.option("--unit", "code", help="哪个单位的，管到它下面各家；不写就管所有单位")
@refuses
def load_file(file: Path, code: str | None) -> None:
    """启用一份方案；同一份改了再启用，旧的留着备查"""
    try:
        written = read_written(file)
    except ValueError as error:
        raise Refused(str(error)) from None
    with stores(load()) as opened:
        with opened.reading.connect() as db:
            row = _unit(db, code) if code else None
        unit_id = row["id"] if row else None
        opened.writer.carry(lambda db: loading.load(db, written, unit_id, wall_clock(), None))
    whose = f"{row['name']}和下面各家照办" if row else "所有单位照办"
    click.echo(f"启用了：{written.short}（{written.plan}），{len(written.duties)}件事，{whose}。")


@plan.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@refuses
def template(file: Path) -> None:
    """存一张空表，照着填就是一份方案"""
    if file.suffix.casefold() != ".xlsx":
        raise Refused("文件名请以 .xlsx 结尾")
    if file.exists():
        raise Refused(f"{file} 已经有了，换个名字，免得盖掉填好的")
    keep(file, plan_template())
    click.echo(f"空表存在 {file}，填好了用 suishoupai plan check 检查。")


def in_force() -> tuple[Plan, ...]:
    """The documents shipped, and those that were loaded where a database of this version is at hand."""
    shipped = load_plans()
    try:
        settings = load()
        if is_sqlite(settings.database_url) and not sqlite_file(settings).is_file():
            return shipped
        with stores(settings) as opened, opened.reading.connect() as db:
            return tuple(found for found, _ in PlanBook(shipped).all(db))
    except (Misconfigured, SQLAlchemyError):
        return shipped


def read(file: Path) -> Plan:
    """A document by what its file is called; raises ``ValueError`` with every mistake."""
    return ruled(read_written(file))


def read_written(file: Path) -> Written:
    """The same, as it was written."""
    ending = file.suffix.casefold()
    if ending in BOOK:
        return read_plan_table(file.name, file.read_bytes())
    if ending not in TEXT:
        raise ValueError(f"{file.name} 不认得这种文件，交 .yaml 或 .xlsx。")
    try:
        return read_plan(file.name, file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{file.name} 不是 UTF-8 编码，另存为 UTF-8 再试。") from None


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


def _one(which: str) -> Plan:
    """By the code of a loaded document, else by file."""
    known = {each.code: each for each in in_force()}
    if which in known:
        return known[which]
    if not Path(which).is_file():
        raise Refused(f"没有叫“{which}”的方案，也没有这个文件；已有的方案：{'、'.join(known)}")
    try:
        return read(Path(which))
    except ValueError as error:
        raise Refused(str(error)) from None


def _unit(db: Db, code: str) -> Row:
    row = units.find_unit_by_code(db, code)
    if row is None:
        raise Refused(f"没有编码是“{code}”的单位")
    return row


def _duties_of(code: str, day: date) -> list[dict[str, Any]]:
    """The duties of a unit by the plans it follows, with how each stands."""
    book = PlanBook(load_plans())
    with stores(load()) as opened, opened.reading.connect() as db:
        unit = _unit(db, code)

        def standing_of(duty: Duty, due: Due) -> Mapping[str, Any]:
            found = stand(db, duty, due, unit)
            return {"done": found.done, "needed": found.needed, "is_done": found.is_done, "lack": found.lack}

        return duties_on(book.of(db, unit), day, level=level_of(unit), standing_of=standing_of)


def _fine(found: Plan) -> str:
    counts = (
        (len(found.duties), "件事"),
        (len(found.kinds), "种履职记录"),
        (len(found.forms), "种表"),
        (len(found.preamble), "条不用办的"),
    )
    return f"没有问题：{found.short}，{'，'.join(f'{n}{what}' for n, what in counts if n)}。"


def _left_out(found: Plan, known: Mapping[str, Plan]) -> Iterator[str]:
    """A local document may add, never drop; and it must follow one that is here."""
    if not found.parent:
        return
    if found.parent not in known:
        yield f"上级方案 {found.parent} 不在，没法对照；已有的方案：{'、'.join(known)}"
        return
    parent = known[found.parent]
    changes = dropped_from_parent(parent, found)
    dropped = [change for change in changes if not change.field]
    bound = [duty for duty in parent.duties if set(duty.whom) & set(found.recipients)]
    if len(dropped) > MOST_DROPPED and len(dropped) == len(bound):
        yield f"上级方案{parent.short}的{len(dropped)}件事这里一件也没有。两份一起办就不要紧；是代替它的，就把事抄全"
        changes = tuple(change for change in changes if change.field)
    for change in changes:
        yield f"上级方案{'有，这里没有' if not change.field else '要求更严'}：{change}"


def _table(found: Plan, year: int) -> Table:
    called = {kind.code: kind.name for kind in found.kinds}
    table = Table(
        "条款", "谁", "做什么", "几次", f"{year}年到期", title=f"{found.short} {found.number}（{found.code}）"
    )
    for duty in found.duties:
        days = "\n".join(_day(due.formal, year) for due in dues(duty, year)) or "这一年没有"
        row = ("、".join(duty.clauses), say_whom(duty.whom), duty.needs, say_goal(duty.goal, called))
        table.add_row(*row, days)
    return table


def _day(day: date, year: int) -> str:
    """A document may begin in the year before its own."""
    return with_weekday(day) if day.year == year else f"{day.year}年{with_weekday(day)}"
