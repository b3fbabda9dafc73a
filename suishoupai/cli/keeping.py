"""``backup`` and ``restore``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from suishoupai import keeping
from suishoupai.cli.paths import Given
from suishoupai.cli.refusing import refuses
from suishoupai.keeping.archive import Told
from suishoupai.keeping.making import size_of_all
from suishoupai.product import wall_clock
from suishoupai.settings import Settings, load

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE)
@refuses
def backup(file: Path) -> None:
    """把数据库和照片存成一个文件；服务不用停。"""
    settings = load()
    with _bar("备份", _amount(settings)) as told:
        kept = keeping.backup(settings, file, now=wall_clock(), told=told)
    click.echo(
        f"备份好了：{file}，{kept.size / 1e6:.1f} MB，照片文件{kept.pictures}个。里面有名字和原图，请锁好。"
    )


@click.command()
@click.argument("file", type=Given())
@refuses
def restore(file: Path) -> None:
    """从备份恢复到一个空的地方；SQLite 的备份也能恢复到空的 PostgreSQL。"""
    settings = load()
    with _bar("恢复", file.stat().st_size) as told:
        back = keeping.restore(settings, file, told=told)
    made = back.made_at.astimezone(settings.zone)
    click.echo(f"恢复好了：{made:%Y-%m-%d %H:%M} 的备份，照片文件{back.pictures}个。")
    if not back.is_same_key:
        click.echo("留意：web.secret_key 和备份时的不一样，不留名的回执会查不到；请用原来那个。", err=True)
    if back.is_old:
        click.echo("这是旧版本的备份，接着运行 suishoupai db upgrade。")


def _amount(settings: Settings) -> int:
    try:
        return size_of_all(settings)
    except OSError:
        return 0


@contextmanager
def _bar(what: str, total: int) -> Iterator[Told]:
    """A bar on the terminal, nothing in a nightly job's mail."""
    columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count: progress.update(task, advance=count)
