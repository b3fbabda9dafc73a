"""``outbox``, ``courier``, ``tick``: what leaves the house, and beats of the clock by hand."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bot.cures import in_words
from models import outbox
from suishoupai.app import courier_name
from suishoupai.cli.refusing import refuses
from suishoupai.product import Product, build, wall_clock
from suishoupai.settings import Misconfigured, load
from suishoupai.stores import open_stores, stores

STATES = {
    "waiting": "等着",
    "claimed": "在路上",
    "done": "送到了",
    "given_up": "没送到",
    "stale": "过时了",
    "unwanted": "不用送了",
}


class Instant(click.ParamType[datetime]):
    """ISO 8601 with an offset."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是时刻，例：2026-06-16T08:30:00+08:00", param, ctx)
        if moment.tzinfo is None:
            self.fail("时刻要带时区，例：2026-06-16T08:30:00+08:00", param, ctx)
        return moment


class Span(click.ParamType[timedelta]):
    """``30m``, ``1h``, ``1d``."""

    name = "span"
    units = {"m": "minutes", "h": "hours", "d": "days"}  # noqa: RUF012

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        number, unit = str(value)[:-1], str(value)[-1:]
        if not number.isdecimal() or unit not in self.units or not int(number):
            self.fail(f"“{value}”不是时长，例：30m、1h、1d", param, ctx)
        return timedelta(**{self.units[unit]: int(number)})


@click.group()
def outbox_() -> None:
    """发件箱。"""


@outbox_.command("list")
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@refuses
def list_(as_json: bool) -> None:
    """送到了什么，等着什么，放弃了什么、为什么。"""
    with stores(load()) as opened, opened.reading.connect() as db:
        rows = [_plain(row) for row in outbox.errands(db)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("编号", "事", "状态", "隐患", "该在", "次数", "说明")
    for row in rows:
        state = STATES[row["state"]]
        table.add_row(
            str(row["id"]),
            row["kind"],
            state,
            str(row["hazard"] or ""),
            row["due_at"],
            str(row["attempts"]),
            row["why"],
        )
    Console().print(table)


def _plain(row: Any) -> dict[str, Any]:
    """An errand without what leads to a person's account."""
    moments = {
        name: row[name].isoformat() if row[name] else None for name in ("due_at", "done_at", "posted_at")
    }
    return moments | {
        "id": row["id"],
        "kind": row["kind"],
        "state": row["state"],
        "hazard": row["hazard_id"],
        "person": row["person_id"],
        "attempts": row["attempts"],
        "reason": row["reason"],
        "why": in_words(row["reason"]),
        "result": row["result"],
    }


@click.command()
@click.option("--until-empty", is_flag=True, help="把到期的都送完就停")
@click.option("--at", type=Instant(), help="当作这个时刻")
@refuses
def courier(until_empty: bool, at: datetime | None) -> None:
    """投递到期的事；不加 --until-empty 就一直投递。"""
    product = _product(at)
    if not until_empty:
        product.courier.run()
        return
    click.echo(f"送了{product.courier.until_empty()}件。")
    product.stop()


@click.command()
@click.option("--at", type=Instant(), required=True, help="当作这个时刻")
@click.option("--until", type=Instant(), help="一直走到这个时刻")
@click.option("--every", type=Span(), default="1h", show_default=True, help="每步多久")
@refuses
def tick(at: datetime, until: datetime | None, every: timedelta) -> None:
    """走一拍定时，就像到了那个时刻。"""
    product = _product(at)
    moments = list(_moments(at, until, every))
    for moment in moments:
        product.metronome.tick(moment)
    product.stop()
    click.echo(f"走了{len(moments)}拍。")


def _moments(at: datetime, until: datetime | None, every: timedelta) -> Iterator[datetime]:
    while True:
        yield at
        at += every
        if until is None or at > until:
            return


def _product(at: datetime | None) -> Product:
    settings = load()
    clock = (lambda: at) if at else wall_clock
    if settings.wechat.token is None:
        raise Misconfigured(["还没有设置公众号的 Token：SSP_WECHAT__TOKEN，设好了再走。"])
    return build(settings, open_stores(settings), clock, name=courier_name())
