"""How often one may try: guessing links and reading names are not done by the hundred.

These counts are one process's own and are quick; wrong digits and passwords are counted in the database as well.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter

from web.visitors import visitor

PER_ADDRESS = {  # a whole hospital may stand behind one address
    "check.ask": "30/minute",
    "check.shown": "30/minute",
    "login.enter": "30/minute",
    "login.enter_at_desk": "30/minute",
}
PER_PERSON = {
    "console.look": "20/minute",
    "console.original": "20/minute",
    "login.keep_password": "10/minute",
}


def init_limits(app: Flask) -> None:
    limiter = Limiter(_address, app=app, storage_uri="memory://")
    for endpoint, rate in PER_ADDRESS.items():
        _slow_down(app, endpoint, limiter.limit(rate))
    for endpoint, rate in PER_PERSON.items():
        _slow_down(app, endpoint, limiter.limit(rate, key_func=_person))


def _slow_down(app: Flask, endpoint: str, limit: Callable[[Any], Any]) -> None:
    app.view_functions[endpoint] = limit(app.view_functions[endpoint])


def _address() -> str:
    return request.remote_addr or ""


def _person() -> str:
    guest = visitor()
    return guest.get_id() if guest else _address()
