"""From SQLite to PostgreSQL: every row of every table, as the models know them."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, bindparam, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from migrations import schema
from models.database import open_reading, open_writing
from models.tables import Base
from rules.refusal import Refused

CHUNK = 1000


def move(file: Path, url: str) -> None:
    """The SQLite database in ``file`` into an empty PostgreSQL database, in one transaction."""
    schema.upgrade(f"sqlite:///{file}")
    target = open_writing(url, pool_size=1)
    schema.upgrade(target.url.render_as_string(hide_password=False))
    source = open_reading(f"sqlite:///{file}", pool_size=1)
    try:
        _move(source, target)
    except SQLAlchemyError as error:
        raise Refused(f"没有搬成，PostgreSQL 里什么也没留下：{str(error.__cause__ or error)[:160]}") from None
    finally:
        source.dispose()
        target.dispose()


def _move(source: Engine, target: Engine) -> None:
    tables = Base.metadata.sorted_tables
    with source.connect() as old, target.begin() as new:
        for table in reversed(tables):
            new.execute(table.delete())  # the default unit of an empty database
        for table in tables:
            _copy(old, new, table)
        for table in tables:
            _close_circles(old, new, table)
            _count_on(new, table)


def _circles(table: Table) -> list[str]:
    """Columns that point at the same table, perhaps at a row that comes later."""
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _copy(old: Connection, new: Connection, table: Table) -> None:
    empty = dict.fromkeys(_circles(table))
    for rows in _chunks(old, table):
        new.execute(table.insert(), [row | empty for row in rows])


def _close_circles(old: Connection, new: Connection, table: Table) -> None:
    for name in _circles(table):
        point = update(table).where(table.c.id == bindparam("this")).values({name: bindparam("that")})
        query = select(table.c.id.label("this"), table.c[name].label("that")).where(
            table.c[name].is_not(None)
        )
        if rows := [dict(row) for row in old.execute(query).mappings()]:
            new.execute(point, rows)


def _count_on(new: Connection, table: Table) -> None:
    """The next number of PostgreSQL follows the highest that came over."""
    if table.autoincrement_column is None:
        return
    key = table.autoincrement_column
    highest = new.execute(select(func.max(key))).scalar()
    if highest is not None:
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        new.execute(select(func.setval(sequence, highest)))


def _chunks(old: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = old.execution_options(yield_per=CHUNK).execute(select(table)).mappings()
    for rows in found.partitions():
        yield [dict(row) for row in rows]
