"""A used PostgreSQL database made like new. It costs a third of a new one, and the next test finds its catalogue warm."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]

SHAPE = """
select md5(string_agg(line, ' ' order by line)) from (
  select concat_ws(' ', c.oid, c.relname, a.attname, a.atttypid, a.attnotnull, a.atthasdef) as line
    from pg_class c left join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace
  union all select concat_ws(' ', oid, conname) from pg_constraint
  union all select concat_ws(' ', oid, tgname, tgenabled) from pg_trigger
  union all select concat_ws(' ', oid, proname) from pg_proc where pronamespace = 'public'::regnamespace
) as lines
"""
"""Changes with every table, column, constraint, index, trigger or function that a test adds or takes away."""
WRITTEN = """
select quote_ident(relname) from pg_class
 where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0 order by relname
"""
COUNTED = """
select quote_ident(sequencename), last_value from pg_sequences where schemaname = 'public' and last_value > 0
"""

ENDS = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity
 where datname = current_database() and pid <> pg_backend_pid()
"""
"""Whoever is still connected goes, and is waited for."""


@dataclass(frozen=True)
class Beginning:
    """What a database of this version is made of, and the rows every house begins with."""

    shape: Any
    rows: Mapping[str, bytes]
    counters: Mapping[str, int]

    def is_again(self, address: str) -> bool:
        """Sweep the database there; False, and nothing done, where a test has changed more than rows."""
        with _connected(address) as db:
            db.execute(ENDS)
            if _shape(db) != self.shape:
                return False
            _empty(db, _column(db, WRITTEN))
            for table, rows in self.rows.items():
                with db.cursor().copy(f"copy {table} from stdin") as sink:
                    sink.write(rows)
            for name, _ in db.execute(COUNTED).fetchall():
                value = self.counters.get(name)
                db.execute("select setval(%s, %s, %s)", (name, value or 1, value is not None))
        return True


def beginning(address: str) -> Beginning:
    """Of a database nobody has used."""
    with _connected(address) as db:
        rows = {table: _copied(db, table) for table in _column(db, WRITTEN)}
        return Beginning(_shape(db), rows, dict(db.execute(COUNTED).fetchall()))


@contextmanager
def _connected(address: str) -> Iterator[Connection]:
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("set session_replication_role = replica")  # rows go and come in any order
        yield db


def _empty(db: Connection, tables: list[str]) -> None:
    """Without a row and without a page, so that new rows lie in the order in which they come."""
    db.execute("; ".join(f"delete from {table}" for table in tables))
    db.execute(f"vacuum {', '.join(tables)}")


def _copied(db: Connection, table: str) -> bytes:
    with db.cursor().copy(f"copy {table} to stdout") as source:
        return b"".join(bytes(piece) for piece in source)


def _column(db: Connection, statement: str) -> list[str]:
    return [str(value) for (value,) in db.execute(statement)]


def _shape(db: Connection) -> Any:
    return db.execute(SHAPE).fetchone()
