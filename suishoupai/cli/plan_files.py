"""Where a document comes from: a file, by its ending, or the code of one in force."""

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from actions.plan.book import PlanBook
from models.database import is_sqlite
from plans.loading import load_plans, read_plan
from plans.official import Plan as Written
from plans.ruled import ruled
from plans.table import read_plan_table
from rules.plan.document import Plan
from rules.refusal import Refused
from suishoupai.keeping.making import sqlite_file
from suishoupai.settings import Misconfigured, load
from suishoupai.stores import stores

BOOK, TEXT = (".xlsx", ".xlsm"), (".yaml", ".yml")


def in_force() -> tuple[Plan, ...]:
    """The documents shipped, and those that were loaded where a database of this version is at hand."""
    shipped = load_plans()
    try:
        settings = load()
        if is_sqlite(settings.database_url) and not sqlite_file(settings).is_file():
            return shipped
        with stores(settings) as opened, opened.reading.connect() as db:
            return tuple(found for found, _ in PlanBook(shipped).all(db))
    except (Misconfigured, SQLAlchemyError):
        return shipped


def read(file: Path) -> Plan:
    """A document by what its file is called; raises ``ValueError`` with every mistake."""
    return ruled(read_written(file))


def read_written(file: Path) -> Written:
    """The same, as it was written."""
    ending = file.suffix.casefold()
    if ending in BOOK:
        return read_plan_table(file.name, file.read_bytes())
    if ending not in TEXT:
        raise ValueError(f"{file.name} 不认得这种文件，交 .yaml 或 .xlsx。")
    try:
        return read_plan(file.name, file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{file.name} 不是 UTF-8 编码，另存为 UTF-8 再试。") from None


def one_plan(which: str) -> Plan:
    """By the code of a loaded document, else by file."""
    known = {each.code: each for each in in_force()}
    if which in known:
        return known[which]
    if not Path(which).is_file():
        raise Refused(f"没有叫“{which}”的方案，也没有这个文件；已有的方案：{'、'.join(known)}")
    try:
        return read(Path(which))
    except ValueError as error:
        raise Refused(str(error)) from None
