"""``serve``: the product for real."""

import os
from importlib import import_module

import click

from migrations import version
from models.database import open_reading
from suishoupai import server
from suishoupai.cli.refusing import refuses
from suishoupai.settings import OLD_SCHEMA, Misconfigured, Settings, check_for_serving, load


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
        import_module("suishoupai.part").run(only)  # the parent of a web process does without all of it
        return
    os.environ[server.PARTS] = only or server.ALL_PARTS
    server.run("suishoupai.app:application", host, port, threads=settings.web.threads)


def _check(settings: Settings, only: str | None) -> None:
    """Everything that must be right before the first message."""
    if mistakes := check_for_serving(settings):
        raise Misconfigured(mistakes)
    if only and settings.uses_sqlite:
        raise Misconfigured(["--only 要用 PostgreSQL；SQLite 只能由一个进程写，请去掉 --only"])
    if not settings.hospital.emergency_phone:
        click.echo("提醒：还没设置院内急救电话 hospital.emergency_phone，提示里只会写119和120", err=True)
    if settings.uses_sqlite:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_reading(settings.database_url)
    if not version.is_current(engine):
        raise Misconfigured([OLD_SCHEMA])
    engine.dispose()
