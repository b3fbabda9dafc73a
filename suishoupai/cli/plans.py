"""``plan``: check a document before it holds, look at what it asks, compare two, and fetch the empty table."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from actions.plan import loading
from plans.comparing import compare, less_than_parent
from plans.table import plan_template
from plans.table_saying import say_goal, say_whom
from rules.plan.document import Plan
from rules.plan.dues import dues
from rules.refusal import Refused
from rules.workdays import with_weekday
from suishoupai.cli.paths import Given
from suishoupai.cli.plan_duties import duties, unit_called
from suishoupai.cli.plan_files import in_force, one_plan, read, read_written
from suishoupai.cli.refusing import refuses
from suishoupai.cli.writing import written as keep
from suishoupai.product import wall_clock
from suishoupai.settings import load
from suishoupai.stores import stores

ZONE = ZoneInfo("Asia/Shanghai")
FILE = Given()


@click.group()
def plan() -> None:
    """方案"""


plan.add_command(duties)


@plan.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """检查一份方案：.yaml 或 .xlsx，不写入"""
    try:
        found = read(file)
    except ValueError as error:
        _refuse(str(error).splitlines())
    known = {each.code: each for each in in_force()}
    if mistakes := _beside_its_parent(found, known):
        _refuse(mistakes)
    click.echo(_fine(found))
    if found.parent and found.parent not in known:
        click.echo(f"请留意：上级方案 {found.parent} 不在，没法对照；已有的方案：{'、'.join(known)}")


def _refuse(mistakes: Sequence[str]) -> NoReturn:
    click.echo("\n".join([*mistakes, f"共{len(mistakes)}处，改好再检查一次。"]), err=True)
    raise click.exceptions.Exit(1)


@plan.command()
@click.argument("which", metavar="[CODE]", default="")
@click.option("--year", type=click.IntRange(2000, 2100), help="看哪一年的日子，不写就是今年")
@refuses
def show(which: str, year: int | None) -> None:
    """方案里的每件事：谁、几次、今年哪天到期"""
    for found in [one_plan(which)] if which else in_force():
        Console().print(_table(found, year or datetime.now(ZONE).year))


@plan.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@refuses
def diff(old: str, new: str, as_json: bool) -> None:
    """两份方案差在哪里：写文件名，或已有方案的代码"""
    changes = compare(one_plan(old), one_plan(new))
    if as_json:
        click.echo(json.dumps([vars(change) for change in changes], ensure_ascii=False))
        return
    click.echo("\n".join(map(str, changes)) or "一样，没有差别。")


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
            row = unit_called(db, code) if code else None
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


def _fine(found: Plan) -> str:
    counts = (
        (len(found.duties), "件事"),
        (len(found.kinds), "种履职记录"),
        (len(found.forms), "种表"),
        (len(found.preamble), "条不用办的"),
    )
    return f"没有问题：{found.short}，{'，'.join(f'{n}{what}' for n, what in counts if n)}。"


def _beside_its_parent(found: Plan, known: Mapping[str, Plan]) -> list[str]:
    """A local document may add, never drop; whether it does is said where the one it follows is known here."""
    return less_than_parent(known[found.parent], found) if found.parent in known else []


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
