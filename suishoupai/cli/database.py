"""``db``: bring the database to this version."""

import click

from migrations import schema
from models.database import is_sqlite
from suishoupai.cli.refusing import refuses
from suishoupai.settings import load


@click.group()
def db() -> None:
    """数据库。"""


@db.command()
@refuses
def upgrade() -> None:
    """升级到这个版本；空数据库会建好所有的表。"""
    settings = load()
    if is_sqlite(settings.database_url):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    schema.upgrade(settings.database_url)
    click.echo("数据库已是最新版本。")
