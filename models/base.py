"""What every table shares: the registry, the naming of constraints, and the type of an instant."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeAlias, cast

from sqlalchemy import JSON, BigInteger, Connection, DateTime, Dialect, Index, Integer, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

Db: TypeAlias = Connection
"""The connection of one unit of work. Whoever holds it may read and write; only the writer commits."""

Row: TypeAlias = Mapping[Any, Any]
"""One row as it was read: column name to value."""

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An instant. Refuses naive datetimes going in; gives aware UTC coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """SQLite keeps text without a zone."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        def write(value: datetime | None) -> str | None:
            at = self.process_bind_param(value, dialect)
            return at.isoformat(" ", "microseconds").removesuffix("+00:00") if at else None

        return write

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return lambda text: text and datetime.fromisoformat(text).replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The parent of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Moment, dict[str, Any]: JSON, list[str]: JSON}


# SQLite only counts up by itself for a column of type INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


def table_of(model: type[Base]) -> Table:
    """The table behind a model, for statements of Core."""
    return cast(Table, model.__table__)


def index_where_known(table: str, column: str, *more: str) -> Index:
    """An index of the rows that have a value there: what most rows leave empty costs their writing nothing.

    ``more`` columns give the order within one value.
    """
    known = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, *more, sqlite_where=known, postgresql_where=known)
