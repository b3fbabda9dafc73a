"""Only once: a unique key decides who was first."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from models.base import Base, Db, table_of

INSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(db: Db, model: type[Base], **values: Any) -> bool:
    """Add a row unless its key is already taken; say whether it was added."""
    return db.execute(_statement(table_of(model), db.dialect.name), values).rowcount == 1


def insert_all_once(db: Db, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Add the rows whose keys are free. All rows name the same columns."""
    db.execute(_statement(table_of(model), db.dialect.name), rows)


@cache
def _statement(table: Table, dialect: str) -> Insert:
    insert = INSERTS[dialect](table).on_conflict_do_nothing()
    return insert.execution_options(preserve_rowcount=True)  # type: ignore[no-any-return]
