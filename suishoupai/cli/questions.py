"""``questions import`` and ``questions export``: the question bank of a unit, in and out."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from actions.importing.questions.comparing import FATES, compare
from actions.importing.questions.raw import BAD, CHANGED, NEW, REPEATED, Reading, Understood
from actions.importing.questions.writing import Outcome, bring_in
from models import units
from models.base import Db
from reports.question_book.book import book
from reports.question_book.lines import live_questions
from reports.question_book.plain import as_csv, as_json
from reports.question_book.reading import read_bank
from rules.quiz.question import Question
from rules.refusal import Refused
from suishoupai.cli.paths import Given
from suishoupai.cli.refusing import refuses
from suishoupai.product import wall_clock
from suishoupai.settings import load
from suishoupai.stores import stores

SHOWN = 20
SAID = {REPEATED: "和前面的一样，只算一次", BAD: "逐条列在下面"}
WRITERS: Mapping[str, Callable[[Sequence[Question]], bytes]] = {
    ".xlsx": book,
    ".csv": as_csv,
    ".json": as_json,
}
UNIT = click.option("--unit", "code", help="单位编码，不写就是默认单位")


@click.group()
def questions() -> None:
    """题库"""


@questions.command("import")
@click.argument("file", type=Given())
@UNIT
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@click.option("--skip-bad", is_flag=True, help="跳过有问题的题，导入其余的")
@click.option("--json", "as_json_", is_flag=True, help="结果用 JSON 打印")
@refuses
def import_questions(file: Path, code: str | None, dry_run: bool, skip_bad: bool, as_json_: bool) -> None:
    """导入题库：.xlsx .csv .docx .txt .json"""
    reading = read_bank(file.name, file.read_bytes())
    with stores(load()) as opened:
        with opened.reading.connect() as db:
            unit_id = _unit(db, code)
            compared = compare(db, unit_id, reading)
        refused = bool(compared.bad) and not skip_bad
        outcome = Outcome(compared, written=False)
        if not dry_run and not refused:
            write = partial(
                bring_in, unit_id=unit_id, reading=reading, now=wall_clock(), by=None, skip_bad=skip_bad
            )
            outcome = opened.writer.carry(write)
    _tell(outcome, refused=refused, dry_run=dry_run, as_json_=as_json_)


@questions.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@UNIT
@click.option("--dry-run", is_flag=True, help="只数一数，不写文件")
@click.option("--json", "as_json_", is_flag=True, help="结果用 JSON 打印")
@refuses
def export_questions(file: Path, code: str | None, dry_run: bool, as_json_: bool) -> None:
    """导出题库：.xlsx .csv .json，改好了可以再导进来"""
    write = WRITERS.get(file.suffix.casefold())
    if write is None:
        raise Refused(f"文件名请以{'、'.join(WRITERS)}结尾")
    with stores(load()) as opened, opened.reading.connect() as db:
        asked = live_questions(db, _unit(db, code))
    if not dry_run:
        file.write_bytes(write(asked))
    told = {"questions": len(asked), "file": str(file), "dry_run": dry_run}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json_ else _exported(told))


def _exported(told: Mapping[str, object]) -> str:
    kept = "什么也没有写" if told["dry_run"] else f"存在 {told['file']}"
    return f"{told['questions']}道题，{kept}"


def _unit(db: Db, code: str | None) -> int:
    if code is None:
        return int(units.home_of_strangers(db)["id"])
    row = units.find_unit_by_code(db, code)
    if row is None:
        raise Refused(f"没有编码是“{code}”的单位")
    return int(row["id"])


def _tell(outcome: Outcome, *, refused: bool, dry_run: bool, as_json_: bool) -> None:
    """Results to stdout; the refusal in one sentence, and every bad question, to stderr."""
    reading = outcome.reading
    if as_json_:
        click.echo(json.dumps(outcome.as_json() | {"dry_run": dry_run}, ensure_ascii=False))
    else:
        _tell_people(outcome, dry_run=dry_run)
    if refused:
        said = f"有{len(reading.bad)}道题有问题，一道也没有导入；改好再来，或加 --skip-bad 跳过它们"
        click.echo(said, err=True)
    if not as_json_:
        click.echo(
            "".join(f"{row.line}：{'；'.join(row.faults)}\n" for row in reading.bad), err=True, nl=False
        )
    if refused:
        raise click.exceptions.Exit(1)


def _tell_people(outcome: Outcome, *, dry_run: bool) -> None:
    grid = Table("结果", "题数", "说明")
    for fate, count in outcome.counts.items():
        grid.add_row(FATES[fate], str(count), SAID.get(fate, "") if count else "")
    reading = outcome.reading
    grid.caption = f"共{len(reading.rows)}道题；标题、空行等{reading.skipped}行"
    Console().print(grid)
    for note in reading.notes:
        click.echo(f"请留意：{note}")
    for line in _noted(reading):
        click.echo(line)
    if dry_run:
        click.echo("\n".join(_named(reading)))
        click.echo("这是试运行，什么也没有写入。")


def _noted(reading: Reading) -> Iterator[str]:
    """What a person should look at though it is no fault."""
    noted = [row for row in reading.rows if row.notes and row.fate not in (BAD, REPEATED)]
    yield from (f"请留意 {row.line}：{'；'.join(row.notes)}" for row in noted[:SHOWN])
    if len(noted) > SHOWN:
        yield f"请留意：……还有{len(noted) - SHOWN}道"


def _named(reading: Reading) -> Iterator[str]:
    for fate, title in ((NEW, "会新增"), (CHANGED, "会更新")):
        rows = reading.of(fate)
        yield from (f"{title}：{_asked(row)}" for row in rows[:SHOWN])
        if len(rows) > SHOWN:
            yield f"{title}：……还有{len(rows) - SHOWN}道"


def _asked(row: Understood) -> str:
    return row.question.asks.replace("\n", " ")[:40] if row.question else ""
