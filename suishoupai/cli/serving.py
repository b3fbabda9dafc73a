"""``serve``: the product for real."""

import os
import time

import click

from models.database import is_sqlite
from suishoupai import app, logs, server
from suishoupai.cli.refusing import refuses
from suishoupai.product import build
from suishoupai.settings import Misconfigured, Settings, check_for_serving, load
from suishoupai.stores import open_stores


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址")
@click.option("--port", default=8000, show_default=True, help="监听的端口")
@click.option(
    "--only", type=click.Choice(["web", "scheduler", "courier"]), help="只跑一部分（要用 PostgreSQL）"
)
@refuses
def serve(host: str, port: int, only: str | None) -> None:
    """运行随手拍：网页、定时和投递。"""
    settings = load()
    _check(settings, only)
    if only in ("scheduler", "courier"):
        _run_part(settings, only)
        return
    os.environ[app.PARTS] = only or app.ALL_PARTS
    server.run("suishoupai.app:application", host, port, threads=settings.web.threads)


def _check(settings: Settings, only: str | None) -> None:
    """Everything that must be right before the first message."""
    if mistakes := check_for_serving(settings):
        raise Misconfigured(mistakes)
    if only and is_sqlite(settings.database_url):
        raise Misconfigured(["--only 要用 PostgreSQL；SQLite 只能由一个进程写，请去掉 --only"])
    if not settings.hospital.emergency_phone:
        click.echo("提醒：还没设置院内急救电话 hospital.emergency_phone，提示里只会写119和120", err=True)
    opened = open_stores(settings)  # an old schema is refused here, with the command that mends it
    opened.writer.close()
    opened.reading.dispose()


def _run_part(settings: Settings, only: str) -> None:
    """A courier or a scheduler without the web; any number of each may run."""
    logs.set_up()
    product = build(settings, open_stores(settings), name=app.courier_name())
    if only == "courier":
        product.courier.run()
        return
    product.metronome.start()
    while True:
        time.sleep(3600)
