"""Looking for her: in every cell, every file, every line and page. What may be found is named here, cell by cell."""

import io
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import select, text

from models.base import Base, Db
from tests.edges.nameless.marked import NAME, OPENID, PHONE, STAFF_NO, Marked, photo_with_traces

HER_OWN = {
    ("conversation", "openid", "openid"),
    ("person", "name", "name"),
    ("person", "staff_no", "staff number"),
    ("person", "phone", "telephone"),
}
"""Cells in which a trace is at home: the account itself, and her line of the roll."""

TABLES = Base.metadata.sorted_tables


def cells(nurse: Marked) -> Iterator[tuple[str, str, Any]]:
    """Every cell of every table, also of tables the models do not know."""

    def look(db: Db) -> list[tuple[str, str, Any]]:
        found = []
        for name in _tables(db):
            for row in db.execute(text(f'select * from "{name}"')).mappings():
                found += [(name, column, value) for column, value in row.items()]
        return found

    yield from nurse.hospital.carry(look)


def _tables(db: Db) -> list[str]:
    if db.dialect.name == "sqlite":
        query = "select name from sqlite_master where type = 'table'"
    else:
        query = "select table_name from information_schema.tables where table_schema = 'public'"
    return list(db.execute(text(query)).scalars())


def traces_in_cells(nurse: Marked) -> set[tuple[str, str, str]]:
    """Table, column, and what stands there, apart from what is at home there."""
    return {
        (table, column, what)
        for table, column, value in cells(nurse)
        for what, trace in nurse.traces.items()
        if trace in _written(value)
    } - HER_OWN


def _written(value: Any) -> str:
    return (
        json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)
    )


def traces_in(nurse: Marked, content: bytes) -> set[str]:
    return {what for what, trace in nurse.traces.items() if trace.encode() in content}


def links(nurse: Marked) -> list[str]:
    """Keys of rows that lead from a hazard to her account or her line of the roll."""
    her = nurse.account
    found: list[str] = []

    def look(db: Db) -> None:
        for table in TABLES:
            ours = [
                c.name for c in table.c if c.name in ("hazard_id", "id") and _is_hazards(table.name, c.name)
            ]
            keys = {
                key.parent.name: her["id"] if key.column.table.name == "conversation" else her["person_id"]
                for key in table.foreign_keys
                if key.column.table.name in ("conversation", "person")
            }
            if not ours:
                continue
            for row in db.execute(select(table)).mappings():
                found.extend(
                    f"{table.name} {row['id']}: {column}"
                    for column, hers in keys.items()
                    if row[ours[0]] is not None and row[column] == hers
                )

    nurse.hospital.carry(look)
    return found


def _is_hazards(table: str, column: str) -> bool:
    return column == "hazard_id" or table == "hazard"


def stands_of(nurse: Marked) -> list[str]:
    """What her conversation still says of the hazards: sealed, or nothing; and no place she has reported from."""
    her, rows = nurse.account, nurse.hospital.rows()
    open_words = [name for name in ("about", "choices") if her[name] and set(her[name]) != {"sealed"}]
    places = {row["place_id"] for row in rows} - {None}
    return open_words + (["place_id"] if her["place_id"] in places else [])


def files_with_traces(nurse: Marked) -> list[str]:
    """Files on the shelf that are as they were sent, or say where they come from."""
    sent = {sha256(photo_with_traces(media)).hexdigest() for media in nurse.media if "voice" not in media}
    found = []
    for path in sorted(p for p in nurse.product.settings.photos_dir.rglob("*") if p.is_file()):
        content = path.read_bytes()
        if traces_in(nurse, content) or sha256(content).hexdigest() in sent or _says_where(content, path):
            found.append(str(path.relative_to(nurse.product.settings.photos_dir)))
    return found


def _says_where(content: bytes, path: Path) -> bool:
    if path.parts[-3] in ("voice", "playable"):
        return False  # kept because she said so; only the safety officer hears it
    with Image.open(io.BytesIO(content)) as picture:
        return bool(picture.getexif()) or "comment" in picture.info


HOMES = {OPENID: 2, NAME: 2, STAFF_NO: 2, PHONE: 1}
"""How often a trace is written in a SQLite file: in its row, and in the index over it."""


def raw_traces(nurse: Marked) -> dict[str, int]:
    """What can be read in the file and its log beyond the homes, after the log was written back."""
    with nurse.product.stores.reading.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql("PRAGMA query_only = OFF")
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.exec_driver_sql("PRAGMA query_only = ON")
    path = Path(str(nurse.product.stores.reading.url.database))
    content = b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*") if p.is_file())
    wanted = [*nurse.traces.values(), *nurse.receipts]
    counts = {trace: content.count(trace.encode()) for trace in wanted}
    return {trace: count for trace, count in counts.items() if count > HOMES.get(trace, 0)}
