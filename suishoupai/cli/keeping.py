"""``backup`` and ``restore``."""

from pathlib import Path

import click

from suishoupai import keeping
from suishoupai.cli.refusing import refuses
from suishoupai.settings import load

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE)
@refuses
def backup(file: Path) -> None:
    """把数据库和照片存成一个文件；服务不用停。"""
    count = keeping.backup(load(), file)
    click.echo(f"备份好了：{file}，照片文件{count}个。里面有名字和原图，请锁好。")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@refuses
def restore(file: Path) -> None:
    """从备份恢复到一个空的地方。"""
    keeping.restore(load(), file)
    click.echo("恢复好了。")
