"""What an import says when it is done: a table for people, JSON for machines, bad lines for both."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table as Grid

from actions.importing.findings import Outcome
from actions.importing.rows import Table

SHOWN = 20


@dataclass(frozen=True)
class Asked:
    """The flags of the command."""

    dry_run: bool
    skip_bad: bool
    as_json: bool
    leave: bool = False


def tell(outcome: Outcome, table: Table, asked: Asked, *, refused: bool) -> None:
    """Results to stdout; the refusal in one sentence, and every bad line, to stderr."""
    if asked.as_json:
        facts = outcome.as_json() | {"dry_run": asked.dry_run, "written": not (refused or asked.dry_run)}
        click.echo(json.dumps(facts | {"sheet": table.sheet}, ensure_ascii=False))
    else:
        _tell_people(outcome, table, asked)
    if refused:
        click.echo(
            f"有{len(outcome.bad)}行有问题，一行也没有导入；改好再来，或加 --skip-bad 跳过它们", err=True
        )
    if outcome.bad and not asked.as_json:
        click.echo("\n".join(map(str, outcome.bad)), err=True)


def _tell_people(outcome: Outcome, table: Table, asked: Asked) -> None:
    if table.others:
        click.echo(f"读的是工作表“{table.sheet}”，没有读：{'、'.join(table.others)}")
    Console(soft_wrap=False).print(_summary(outcome, table, asked))
    for note in outcome.notes:
        click.echo(f"请留意：{note}")
    if asked.dry_run:
        click.echo("\n".join(_details(outcome)))
        click.echo("这是试运行，什么也没有写入。")


def _summary(outcome: Outcome, table: Table, asked: Asked) -> Grid:
    grid = Grid("结果", "行数", "说明")
    gone = "已标为不在岗" if asked.leave and not asked.dry_run else "库里有、表里没有的，保持原样"
    if asked.leave and asked.dry_run:
        gone = "会标为不在岗"
    lines = (
        ("新增", len(outcome.added), ""),
        ("更新", len(outcome.changed), ""),
        ("不变", outcome.same, ""),
        ("重复", outcome.repeated, "和前面的行完全一样，只算一次"),
        ("表外", len(outcome.missing), gone),
        ("有问题", len(outcome.bad), "逐行列在下面"),
    )
    for name, count, said in lines:
        grid.add_row(name, str(count), said if count else "")
    grid.caption = f"共{len(table.rows)}行"
    return grid


def _details(outcome: Outcome) -> Iterator[str]:
    yield from _named("会新增", outcome.added)
    yield from _named("会更新", (f"{change.who} {change.said}" for change in outcome.changed))
    yield from _named("表里没有", outcome.missing)


def _named(title: str, names: Iterable[str]) -> Iterator[str]:
    every = list(names)
    yield from (f"{title}：{name}" for name in every[:SHOWN])
    if len(every) > SHOWN:
        yield f"{title}：……还有{len(every) - SHOWN}个"
