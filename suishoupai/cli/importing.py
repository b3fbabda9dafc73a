"""The commands that bring in the organisation tree, the roster and the places."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import click
from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import IntegrityError

from actions.importing import places as place_table
from actions.importing import roster as roster_table
from actions.importing import unit_rows
from actions.importing import units as unit_table
from actions.importing.findings import Outcome
from actions.importing.rows import Column, Row
from actions.importing.writing import Carry
from models.base import Db
from reports.sheets import Table, read_table
from rules.refusal import Refused
from suishoupai.cli.import_words import Asked, tell
from suishoupai.cli.paths import Given
from suishoupai.cli.places import codes
from suishoupai.cli.refusing import refuses
from suishoupai.settings import load
from suishoupai.stores import stores

MANY = 2_000  # rows from which a progress bar is worth the room


class Plan(Protocol):
    """What every plan can tell about itself."""

    outcome: Outcome

    @property
    def size(self) -> int: ...


@dataclass(frozen=True)
class Import:
    """One kind of table: its columns, how it is compared and how it is written."""

    columns: Sequence[Column]
    plan: Callable[[Db, Sequence[Row], Callable[[], None]], Any]
    write: Callable[[Any, Carry, Callable[[int], None]], None]


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """The argument and options that all three commands have."""
    decorators = (
        click.argument("file", type=Given()),
        click.option("--dry-run", is_flag=True, help="只检查，不写入"),
        click.option("--skip-bad", is_flag=True, help="跳过有问题的行，导入其余的"),
        click.option("--json", "as_json", is_flag=True, help="结果用 JSON 打印"),
    )
    for decorate in decorators:
        command = decorate(command)
    return command


@click.group()
def units() -> None:
    """组织架构"""


@units.command("import")
@_shared
@refuses
def import_units(file: Path, **flags: bool) -> None:
    """导入组织架构：编码 名称 上级编码 类型，可以加 电话"""
    _run(Import(unit_table.COLUMNS, unit_table.plan_units, unit_rows.write_units), file, Asked(**flags))


@click.group()
def roster() -> None:
    """花名册"""


@roster.command("import")
@_shared
@click.option("--leave", is_flag=True, help="表里没有的人标为不在岗（只限表里出现的医院）")
@click.option("--rename", is_flag=True, help="工号相同、姓名完全不同时按改名处理")
@refuses
def import_roster(file: Path, leave: bool, rename: bool, **flags: bool) -> None:
    """导入花名册：姓名 工号 手机 单位编码 岗位，可以加 外协 值班"""
    if leave and flags["skip_bad"]:
        raise click.UsageError("--leave 和 --skip-bad 不能一起用：被跳过的人会被当成离岗")
    plan = partial(roster_table.plan_roster, leave=leave, rename=rename)
    _run(Import(roster_table.COLUMNS, plan, roster_table.write_roster), file, Asked(leave=leave, **flags))


@click.group()
def places() -> None:
    """地点"""


@places.command("import")
@_shared
@refuses
def import_places(file: Path, **flags: bool) -> None:
    """导入地点：编码 名称 单位编码 别名"""
    _run(Import(place_table.COLUMNS, place_table.plan_places, place_table.write_places), file, Asked(**flags))


places.add_command(codes)


def _run(kind: Import, file: Path, asked: Asked) -> None:
    """Read, compare, say, write. Nothing is written when a row is bad, unless bad rows may be skipped."""
    table = read_table(file, kind.columns)
    with stores(load()) as opened:
        with opened.reading.connect() as db, _progress("核对", len(table.rows)) as tick:
            plan: Plan = kind.plan(db, table.rows, partial(tick, 1))
        refused = bool(plan.outcome.bad) and not asked.skip_bad
        if not refused and not asked.dry_run:
            _write(kind, plan, opened.writer.carry)
    _finish(plan.outcome, table, asked, refused=refused)


def _write(kind: Import, plan: Plan, carry: Carry) -> None:
    try:
        with _progress("写入", plan.size) as tick:
            kind.write(plan, carry, tick)
    except IntegrityError:
        raise Refused("写到一半时数据变了，可能有别人也在导入；请再运行一次，已写入的不会重复") from None


def _finish(outcome: Outcome, table: Table, asked: Asked, *, refused: bool) -> None:
    tell(outcome, table, asked, refused=refused)
    if refused:
        raise click.exceptions.Exit(1)


@contextmanager
def _progress(doing: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr for long tables; short ones are done before it could be read."""
    if total < MANY:
        yield lambda _: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda done: bar.advance(task, done)


GROUPS = (units, roster, places)
