"""Only once: a unique key decides who was first."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base, Db, table_of
from models.prepared import Prepared

INSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(db: Db, model: type[Base], **values: Any) -> bool:
    """Add a row unless its key is already taken; say whether it was added."""
    return _statement(table_of(model), db.dialect.name).run(db, **values) == 1


def insert_all_once(db: Db, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Add the rows whose keys are free. All rows name the same columns."""
    _statement(table_of(model), db.dialect.name).run_all(db, rows)


@cache
def _statement(table: Table, dialect: str) -> Prepared:
    return Prepared(INSERTS[dialect](table).on_conflict_do_nothing())


def put(db: Db, model: type[Base], key: tuple[str, ...], /, **values: Any) -> None:
    """Write the row of this key, new or instead of the one that stands there; cheap enough for a turn."""
    _putting(table_of(model), db.dialect.name, key, tuple(values)).run(db, **values)


@cache
def _putting(table: Table, dialect: str, key: tuple[str, ...], names: tuple[str, ...]) -> Prepared:
    added = INSERTS[dialect](table)
    changed = {name: added.excluded[name] for name in names if name not in key}
    return Prepared(added.on_conflict_do_update(index_elements=list(key), set_=changed))


def upsert(db: Db, table: Table, key: dict[str, Any], facts: dict[str, Any], **on_again: Any) -> None:
    """Write the row of this key, new or again; ``on_again`` are expressions for a row that stood there."""
    add = INSERTS[db.dialect.name](table).values(**key, **facts)
    db.execute(add.on_conflict_do_update(index_elements=list(key), set_={**facts, **on_again}))
