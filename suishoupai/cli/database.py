"""``db``: bring the database to this version."""

import click
from sqlalchemy.exc import IntegrityError

from migrations import schema
from models.database import is_sqlite
from suishoupai.cli.refusing import refuses
from suishoupai.product import wall_clock
from suishoupai.questions import ship_bank
from suishoupai.settings import load
from suishoupai.stores import Stores, stores


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
    with stores(settings) as opened:
        _ship(opened)
    click.echo("数据库已是最新版本。")


def _ship(opened: Stores) -> None:
    """Who brought the same questions in at the same moment was faster by a hair: then there is nothing left to do."""
    try:
        ship_bank(opened, wall_clock())
    except IntegrityError:
        ship_bank(opened, wall_clock())
