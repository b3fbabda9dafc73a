"""``audit``: proves on the spot that no history was rewritten."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from actions import auditing
from actions.auditing import Finding
from models import chains
from models.base import Db, Row
from rules.proof import Flaw, Wrong
from rules.refusal import Refused
from suishoupai.cli import audit_words
from suishoupai.cli.refusing import refuses
from suishoupai.settings import load
from suishoupai.stores import stores

MANY = 20_000  # looks at lines from which a progress bar is worth the room
STEP = 2_000
SHORTEST = 12  # characters of a digest that nobody finds a second text for by trying


@click.group()
def audit() -> None:
    """核对。"""


@audit.command()
@click.option(
    "--noted", multiple=True, metavar="指纹", help="以前抄下来的指纹（至少前12位），核对它还在；可以写几次"
)
@click.option("--json", "as_json", is_flag=True, help="给机器看")
@refuses
def verify(noted: tuple[str, ...], as_json: bool) -> None:
    """每一件隐患的经过，从第一行到最后一行，有没有人改过、删过、插过。"""
    wanted = [_hex(one) for one in noted]
    with stores(load()) as opened, opened.reading.connect() as db:
        work, names = auditing.work_of(db), chains.hospitals(db)
        said: list[dict[str, Any]] = []
        with _progress(work) as tick:
            for found in _all(db, tick, wanted):
                said.append(audit_words.as_json(found, names))
                if not as_json:
                    click.echo(said[-1]["says"], err=True)
        last = auditing.last_seal(db)
    if as_json:
        click.echo(json.dumps(_summary(said, work // 2, last), ensure_ascii=False))
    else:
        click.echo(audit_words.conclusion(len(said), work // 2, last), err=bool(said))
    if said:
        raise click.exceptions.Exit(1)


def _hex(noted: str) -> str:
    """A fingerprint as it was noted: in groups, in capitals."""
    plain = "".join(noted.split()).lower()
    if len(plain) < SHORTEST or set(plain) - set("0123456789abcdef"):
        raise Refused(f"“{noted}”不是指纹：要前{SHORTEST}位以上，只有数字和a到f")
    return plain


def _all(db: Db, tick: Callable[[int], None], noted: list[str]) -> Iterator[Finding]:
    yield from auditing.findings(db, tick)
    for one in noted:
        if not auditing.has_noted(db, one):
            yield Finding(Flaw(Wrong.NOTED, told=one))


def _summary(said: list[dict[str, Any]], lines: int, last: Row | None) -> dict[str, Any]:
    sealed = {"day": last["day"].isoformat(), "digest": last["digest"]} if last else None
    return {"ok": not said, "lines": lines, "sealed": sealed, "findings": said}


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr for a long history; a short one is done before it could be read."""
    if total < MANY:
        yield lambda _: None
        return
    console, seen = Console(stderr=True), 0
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("核对", total=total)

        def tick(done: int) -> None:
            nonlocal seen
            seen += done
            if seen % STEP < done:  # drawing costs more than looking at a line
                bar.update(task, completed=seen)

        yield tick
