"""``places codes``: codes for the walls, and the posters or stickers that carry them, as files."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from actions.place_codes import TAKEN, can_have_code, fetch_codes, lacking
from bot.wall_codes import NOT_WIRED, in_words
from models.base import Row
from models.places import all_places
from reports.posters import Pages, Wall, poster, sticker, sticker_sheets
from rules.refusal import Refused
from rules.words.plain_text import cut
from suishoupai.broken_database import FULL, ailment_of
from suishoupai.cli.paths import cannot_write
from suishoupai.cli.refusing import refuses
from suishoupai.product import make_platform, wall_clock
from suishoupai.settings import Settings, load
from suishoupai.stores import Stores, stores

T = TypeVar("T")
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
NAME_BYTES = 200
"""File systems take 255; the ending and a number must fit, too."""


@dataclass(frozen=True)
class Kind:
    """What is printed: its name, and how one is drawn."""

    name: str
    draw: Callable[[Wall], bytes]


POSTER, STICKER = Kind("海报", poster), Kind("贴纸", sticker)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--place", "chosen", multiple=True, metavar="CODE", help="只做这个编码的地点，可以写几次")
@click.option("--sticker", "small", is_flag=True, help="做90×60毫米的小贴纸，不做A4海报")
@click.option("--again", is_flag=True, help="换了公众号：已有的码也重新取")
@refuses
def codes(folder: Path, chosen: tuple[str, ...], small: bool, again: bool) -> None:
    """取地点码，把海报写进 DIR：每处一张图，另有一份打印用的 PDF。"""
    kind, settings = STICKER if small else POSTER, load()
    with stores(settings) as opened:
        wanted = _chosen(opened, chosen)
        trouble = _fetch(settings, opened, lacking(wanted, again=again))
        ready = [place for place in _again(opened, wanted) if place["scan_url"] and can_have_code(place)]
    put(kind, folder, [_wall(place, settings) for place in ready])
    _tell(wanted, ready, kind, folder)
    if trouble:
        raise Refused(trouble)


def _chosen(opened: Stores, chosen: Sequence[str]) -> list[Row]:
    with opened.reading.connect() as db:
        every: list[Row] = list(all_places(db))
    if not every:
        raise Refused("还没有地点，先导入：suishoupai places import 地点.xlsx")
    unknown = set(chosen) - {place["code"] for place in every}
    if unknown:
        raise Refused(f"地点表里没有编码“{'”“'.join(sorted(unknown))}”")
    return [place for place in every if not chosen or place["code"] in chosen]


def _again(opened: Stores, wanted: Iterable[Row]) -> Sequence[Row]:
    """The same places as they stand now."""
    ids = {place["id"] for place in wanted}
    with opened.reading.connect() as db:
        return [place for place in all_places(db) if place["id"] in ids]


def _fetch(settings: Settings, opened: Stores, wanting: Sequence[Row]) -> str:
    """Ask for what is lacking; gives back what stood in the way. What came before it is kept."""
    if not wanting:
        return ""
    platform = make_platform(settings, opened, wall_clock)
    if platform is None:
        return NOT_WIRED
    ask = in_words(platform.create_scene)
    try:
        with _bar("取码", wanting) as places:
            fetch_codes(places, ask, opened.writer.carry)
    except Refused as refused:
        return str(refused)
    return ""


def _wall(place: Row, settings: Settings) -> Wall:
    return Wall(
        place=place["name"],
        department=place["department"],
        code=place["code"],
        scan_url=place["scan_url"],
        hospital=place["hospital"],
        phone=settings.hospital.emergency_phone,
    )


def put(kind: Kind, folder: Path, walls: Sequence[Wall]) -> None:
    """Draw them all into the folder. Refuses one nothing can be written to."""
    try:
        _write(kind, folder, walls)
    except OSError as error:
        full = ailment_of(error) is FULL
        raise Refused(f"写不进 {folder}：{FULL.said}" if full else cannot_write(folder)) from None


def _write(kind: Kind, folder: Path, walls: Sequence[Wall]) -> None:
    if not walls:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / f"{kind.name}.pdf").open("wb") as file,
        Pages(file) as pages,
        _bar(kind.name, walls) as some,
    ):
        for wall, name in zip(some, file_names(walls), strict=True):
            picture = kind.draw(wall)
            (folder / f"{name}.png").write_bytes(picture)
            if kind is POSTER:
                pages.add(picture)
        if kind is STICKER:
            for page in sticker_sheets(walls):
                pages.add(page)


def file_names(walls: Iterable[Wall]) -> list[str]:
    """“NK-5F-E 内科楼5楼东走廊” for each, safe on every file system and never twice the same."""
    taken: set[str] = set()
    names = []
    for wall in walls:
        plain = cut(UNSAFE.sub("-", f"{wall.code} {wall.place}"), NAME_BYTES).strip(". ")
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain} {number}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _tell(wanted: Sequence[Row], ready: Sequence[Row], kind: Kind, folder: Path) -> None:
    if ready:
        click.echo(f"{len(ready)}处的{kind.name}在 {folder}：每处一张图，打印用 {kind.name}.pdf。")
    for place in wanted:
        if not can_have_code(place):
            click.echo(f"{place['name']}（{place['code']}）没有做：{TAKEN}", err=True)
    left = sum(can_have_code(place) for place in wanted) - len(ready)
    if left:
        click.echo(f"还有{left}处没有码，再运行一次会接着取。", err=True)


@contextmanager
def _bar(doing: str, things: Sequence[T]) -> Iterator[Iterable[T]]:
    """The things one after the other, with a bar on stderr that tells how far they are."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar.track(things, description=doing)
