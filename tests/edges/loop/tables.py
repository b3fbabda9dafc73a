"""What the house remembers of the loop at one moment: the tables of the talk, and letters and listings."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from models import leaves, letters, listings
from models.base import Db
from tests.edges.people.tables import Tables, read_tables

MORE = {"letter": letters.TABLE, "listing": listings.TABLE, "leave": leaves.TABLE}


def read(db: Db) -> Tables:
    """All of it."""
    more = {name: {row.id: row for row in db.execute(select(table)).all()} for name, table in MORE.items()}
    return Tables({**read_tables(db).rows, **more})


def lines_of(tables: Tables, hazard_id: int) -> list[Any]:
    """The history of one hazard, oldest first."""
    own = [line for line in tables["history"].values() if line.hazard_id == hazard_id]
    return sorted(own, key=lambda line: line.id)


def newly_done(before: Tables, after: Tables) -> Iterator[Any]:
    """The errands that were carried to somebody in between."""
    for errand in after["outbox"].values():
        old = before["outbox"].get(errand.id)
        if errand.state == "done" and (old is None or old.state != "done"):
            yield errand
