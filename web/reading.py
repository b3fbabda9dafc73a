"""The one reading connection of a request: everything a page shows comes from the same moment."""

from typing import Any

from flask import Flask, g
from sqlalchemy import Connection

from models.base import Db
from web.desk import this_desk


def reading() -> Db:
    """The connection of this request, opened when it is first asked for."""
    if "reading" not in g:
        g.reading = this_desk().reading.connect()
    connection: Connection = g.reading
    return connection


def put_back(_: Any = None) -> None:
    connection = g.pop("reading", None)
    if connection is not None:
        connection.close()


def init_reading(app: Flask) -> None:
    app.teardown_request(put_back)
