"""``ledger``: the rows on a terminal, or as JSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from models import hazards, units
from models.base import Db
from reports import ledger as report
from rules.hazard import OFFICIAL, Status
from rules.refusal import Refused
from suishoupai.cli.refusing import refuses
from suishoupai.settings import load
from suishoupai.stores import stores


@click.group()
def ledger() -> None:
    """台账。"""


@ledger.command("list")
@click.option("--unit", "code", help="单位编码，不写就是默认单位")
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@refuses
def list_(code: str | None, as_json: bool) -> None:
    """一个单位的全部隐患。"""
    with _reading() as db:
        rows = report.ledger(db, _unit(db, code))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("号", "状态", "说的话", "地点", "照片", "责任人", "期限")
    for row in rows:
        state = OFFICIAL[Status(row["status"])] + ("，急" if row["urgent"] else "")
        cells = (
            row["description"][:24],
            row["place"][:16],
            str(len(row["photos"])),
            row["owner"] or "",
            row["due_on"] or "",
        )
        table.add_row(row["number"] or "—", state, *cells)
    Console().print(table if rows else "台账还是空的。")


@ledger.command()
@click.argument("number", type=int)
@click.option("--unit", "code", help="单位编码，不写就是默认单位")
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@refuses
def show(number: int, code: str | None, as_json: bool) -> None:
    """一件隐患的全部经过。"""
    with _reading() as db:
        row = hazards.find_by_number(db, _unit(db, code), number)
        if row is None:
            raise Refused(f"没有{number}号")
        told = report.as_json(db, row)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _in_words(told))


def _in_words(row: dict[str, Any]) -> str:
    reporter = "没留名" if row["anonymous"] else row["reporter"] or "未绑定"
    head = f"{row['number']}号 {OFFICIAL[Status(row['status'])]} {row['place']} {row['description']}"
    lines = [head, f"上报人：{reporter}  照片{len(row['photos'])}张"]
    return "\n".join(
        lines
        + [f"  {line['at']} {line['verb']} {line['by'] or ''} {line['text']}" for line in row["history"]]
    )


@contextmanager
def _reading() -> Iterator[Db]:
    with stores(load()) as opened, opened.reading.connect() as db:
        yield db


def _unit(db: Db, code: str | None) -> int:
    if code is None:
        return int(units.home_of_strangers(db)["id"])
    row = units.find_unit_by_code(db, code)
    if row is None:
        raise Refused(f"没有编码是“{code}”的单位")
    return int(row["id"])
