"""Statements of a chat turn: written in Core, compiled once for each database, and run on its driver.

Same SQL and same types as ``Connection.execute``, at a third of its price. Errors are the driver's own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Dialect, Float, Insert, Numeric
from sqlalchemy.exc import NoResultFound
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import TypeEngine

from models.base import Db, Row

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class _Plan:
    """One statement in the words of one database, and what its values pass through on the way in and out."""

    sql: str
    order: Sequence[str] | None
    fixed: Mapping[str, Any]
    writes: Sequence[tuple[str, Change]]
    names: Sequence[str]
    reads: Sequence[tuple[str, Change]]

    def bind(self, given: Mapping[str, Any]) -> Any:
        values = {**self.fixed, **given}
        for name, write in self.writes:
            values[name] = write(values[name])
        return values if self.order is None else [values[name] for name in self.order]

    def read(self, found: Sequence[Any]) -> Row:
        row = dict(zip(self.names, found, strict=True))
        for name, read in self.reads:
            row[name] = read(row[name])
        return row


class Prepared:
    """A statement that is asked often. The values given are its bound parameters, or the columns it writes."""

    def __init__(self, statement: Executable) -> None:
        self.statement: Any = statement
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def one(self, db: Db, **values: Any) -> Row:
        """The only row there must be; raises ``NoResultFound`` when it is missing."""
        if (row := self.first(db, **values)) is None:
            raise NoResultFound("there is no such row")
        return row

    def first(self, db: Db, **values: Any) -> Row | None:
        """The first row, if there is any."""
        return next(iter(self.all(db, **values)), None)

    def all(self, db: Db, **values: Any) -> list[Row]:
        plan = self._plan(db, values)
        return [plan.read(found) for found in _driver(db).execute(plan.sql, plan.bind(values)).fetchall()]

    def value(self, db: Db, **values: Any) -> Any:
        """The first column of the only row."""
        return next(iter(self.one(db, **values).values()))

    def run(self, db: Db, **values: Any) -> int:
        """Change something; how many rows it was."""
        plan = self._plan(db, values)
        return int(_driver(db).execute(plan.sql, plan.bind(values)).rowcount)

    def run_all(self, db: Db, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same change for each of the rows, which all name the same columns."""
        plan = self._plan(db, rows[0])
        _driver(db).cursor().executemany(plan.sql, [plan.bind(row) for row in rows])

    def _plan(self, db: Db, values: Mapping[str, Any]) -> _Plan:
        key = (db.dialect.name, *values)
        if (plan := self._plans.get(key)) is None:
            plan = self._plans[key] = _compile(self.statement, db.dialect, list(values))
        return plan


def _driver(db: Db) -> Any:
    """The driver's connection, inside the transaction that ``Connection.execute`` would have begun."""
    if not db.in_transaction():
        db.begin()
    return db.connection.driver_connection


def _compile(statement: Any, dialect: Dialect, given: list[str]) -> _Plan:
    """The statement for values of these names; what a column defaults to is fixed once."""
    defaults = _defaults(statement, given)
    compiled = statement.compile(dialect=dialect, column_keys=[*given, *defaults])
    assert "POSTCOMPILE" not in str(compiled), "lists of an IN must be spelt out"
    changes = {name: _write(bind.type, dialect) for name, bind in compiled.binds.items()}
    fixed = {name: value for name, value in (compiled.params | defaults).items() if name not in given}
    columns: Sequence[Column[Any]] = list(getattr(statement, "exported_columns", ()))
    return _Plan(
        sql=str(compiled),
        order=list(compiled.positiontup) if compiled.positional else None,
        fixed={name: _changed(value, changes.get(name)) for name, value in fixed.items()},
        writes=[(name, change) for name in given if (change := changes.get(name))],
        names=[column.name for column in columns],
        reads=[(column.name, change) for column in columns if (change := _read(column.type, dialect))],
    )


def _defaults(statement: Any, given: list[str]) -> dict[str, Any]:
    """What an insert writes into columns nobody named."""
    if not isinstance(statement, Insert):
        return {}
    left = (column for column in statement.table.columns if column.default and column.name not in given)
    return {column.name: _default(column.default) for column in left}


def _default(default: Any) -> Any:
    return default.arg(None) if default.is_callable else default.arg


def _changed(value: Any, change: Change | None) -> Any:
    return change(value) if change else value


def _write(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    if isinstance(kind, Numeric | Float):  # both drivers give numbers as they are
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)
