"""``forms build`` and ``forms import``: an official table as a file, and the file of another installation taken in."""

from datetime import date, datetime
from pathlib import Path

import click

from actions.plan.book import PlanBook
from actions.plan.figures import exchanging
from actions.plan.figures.frames import Asked, asked_on, current
from actions.plan.figures.frozen import as_handed_in
from actions.plan.figures.rolling_up import build
from bot.seals import derive
from models import units
from models.base import Db, Row
from models.plan import sheets
from plans.loading import load_plans
from rules.plan.document import Form, Plan
from rules.refusal import Refused
from suishoupai.cli.paths import Given
from suishoupai.cli.refusing import refuses
from suishoupai.cli.writing import written
from suishoupai.product import wall_clock
from suishoupai.settings import Settings, load
from suishoupai.stores import stores
from web.console.sheets.paper import TYPES, Copy, as_file, copy_words

KEY = "sheets"
"""What the signing key is derived for."""
FILE = Given()


@click.group()
def forms() -> None:
    """统计表"""


@forms.command("build")
@click.argument("form")
@click.option("--unit", "code", help="单位编码，不写就是默认单位")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="哪一天，例如 2016-02-29")
@click.option("--out", "out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@refuses
def build_form(form: str, code: str | None, on: datetime, out: Path) -> None:
    """出一张表：.xlsx .docx .json，报出过的照报出时的样子"""
    ending = out.suffix.casefold().removeprefix(".")
    if ending not in TYPES:
        raise Refused("文件名请以 .xlsx、.docx 或 .json 结尾")
    settings = load()
    with stores(settings) as opened, opened.reading.connect() as db:
        copy = _copy(db, settings, form, code, on.date())
    written(out, as_file(copy, ending, _seed(settings)))
    click.echo(_built(copy, out))
    if ending == "json":
        _tell_fingerprint(settings)


@forms.command("import")
@click.argument("file", type=FILE)
@click.option("--unit", "code", help="记到哪个单位名下；不写就按文件里的编码")
@click.option("--trust", default="", help="电话里核对过的指纹，第一次收要写")
@refuses
def import_form(file: Path, code: str | None, trust: str) -> None:
    """收下面单位用另一套系统报的表：forms build 出的 .json"""
    brought, book = exchanging.read_file(file.read_bytes()), PlanBook(load_plans())

    def work(db: Db) -> tuple[bool, str]:
        unit = _meant(db, brought, code)
        taken = exchanging.take_in(db, book, brought, unit, trust=trust, now=wall_clock())
        return taken, str(unit["name"])

    with stores(load()) as opened:
        taken, name = opened.writer.carry(work)
    said = "收下了" if taken else "这一份以前收过了，没有变化"
    state = "" if brought.body["state"] == "sent" else "（草稿，对方还没报出）"
    click.echo(f"{said}：{name} {brought.formal} {brought.body['name']}{state}。")


def _copy(db: Db, settings: Settings, name: str, code: str | None, on: date) -> Copy:
    """The sheet of a formal day, or of the period a day lies in; as it was handed in, else as of that day."""
    unit, zone, now = _unit(db, code), settings.zone, wall_clock()
    plan, form = _form(db, PlanBook(load_plans()), unit, name)
    asked = asked_on(plan, form, on) or current(plan, form, on)
    if asked is None:
        raise Refused(f"{on}还没有要报的{form.name}")
    row = _standing(db, asked, unit)
    if row is not None and row["cut_at"] is not None:
        return Copy(asked, unit, row, as_handed_in(db, row, asked, unit, zone), now, zone)
    today = now.astimezone(zone).date()
    at = now if on >= today else datetime(on.year, on.month, on.day, 23, 59, tzinfo=zone)
    return Copy(asked, unit, row, build(db, asked, unit, min(on, today), zone), at, zone)


def _standing(db: Db, asked: Asked, unit: Row) -> Row | None:
    """What was handed in for a day, else the draft there is."""
    rows = [
        row for row in sheets.sheets_of(db, asked.form.key, unit["id"]) if row["formal"] == asked.due.formal
    ]
    handed_in = [row for row in rows if row["state"] in sheets.STANDING]
    return next(reversed(handed_in or rows), None)


def _form(db: Db, book: PlanBook, unit: Row, name: str) -> tuple[Plan, Form]:
    """A form by its whole key, or by its own name where only one plan has it."""
    every = book.forms(db, unit)
    found = [pair for pair in every if name in (pair[1].key, pair[1].code)]
    if len(found) == 1:
        return found[0]
    known = "、".join(form.key for _, form in (found or every))
    raise Refused(f"{'有几张表都叫' if found else '没有叫'}“{name}”{'' if found else '的表'}，写全：{known}")


def _unit(db: Db, code: str | None) -> Row:
    if code is None:
        return units.home_of_strangers(db)
    row = units.find_unit_by_code(db, code)
    if row is None:
        raise Refused(f"没有编码是“{code}”的单位")
    return row


def _meant(db: Db, brought: exchanging.Brought, code: str | None) -> Row:
    """Whom a file is about here: by its code and name, unless somebody says whom."""
    said = brought.body["unit"]
    unit = units.find_unit_by_code(db, code or said["code"])
    if unit is None:
        raise Refused(
            f"这里没有编码是“{code or said['code']}”的单位；文件是{said['name']}的，用 --unit 指明记给谁"
        )
    if code is None and said["name"] not in (unit["name"], unit["seal_name"]):
        raise Refused(
            f"编码“{said['code']}”在这里是{unit['name']}，文件上是{said['name']}；用 --unit 指明记给谁"
        )
    return unit


def _seed(settings: Settings) -> bytes:
    """What the signing key is made of; empty where this installation has no secret, and then nothing is signed."""
    secret = settings.web.secret_key.get_secret_value()
    return derive(secret, KEY) if secret else b""


def _tell_fingerprint(settings: Settings) -> None:
    seed = _seed(settings)
    if not seed:
        click.echo("没有设 web.secret_key，这份没有签名，别的系统收不了。", err=True)
        return
    click.echo(f"指纹 {exchanging.own_fingerprint(seed)}，对方第一次收时打电话对一下。")


def _built(copy: Copy, out: Path) -> str:
    state = copy_words(copy.row)
    return f"{copy.unit['name']} {copy.asked.due.formal} {copy.asked.form.name}{f'（{state}）' if state else ''}，存在 {out}"
