"""What stands beside the product in the table: WSGI applications, each loaded by a server of its own."""

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from flask import Flask, Response, request
from wechatpy import create_reply, parse_message
from wechatpy.utils import check_signature

from bench.messages import TOKEN
from bot.webhook import BODY_LIMIT
from suishoupai import app as product_app

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def bare() -> Wsgi:
    """A view that does nothing."""
    app = Flask(__name__)

    @app.post("/wechat")
    def hello() -> str:
        return "success"

    return app


def echo() -> Wsgi:
    """Flask and wechatpy: check, parse, answer; nothing is kept."""
    app = Flask(__name__)

    @app.post("/wechat")
    def answer() -> Response:
        asked = request.args
        check_signature(TOKEN, asked["signature"], asked["timestamp"], asked["nonce"])
        message = parse_message(request.get_data())
        return Response(create_reply("收到", message).render(), mimetype="application/xml")

    return app


def werobot() -> Wsgi:
    """WeRoBot with a session in SQLite, as its documentation begins."""
    storage = import_module("werobot.session.sqlitestorage")
    session = storage.SQLiteStorage(f"{os.environ['BENCH_FOLDER']}/werobot.sqlite3")
    robot = import_module("werobot").WeRoBot(token=TOKEN, enable_session=True, session_storage=session)
    robot.add_handler(_counted)
    view = import_module("werobot.contrib.flask").make_view(robot)
    app = Flask(__name__)
    app.add_url_rule("/wechat", endpoint="werobot", view_func=view, methods=["GET", "POST"])
    return app


def _counted(message: Any, session: dict[str, Any]) -> str:
    session["count"] = session.get("count", 0) + 1
    return "收到"


def in_flask() -> Wsgi:
    """The product's webhook called from a view instead of standing in front of Flask."""
    webhook = product_app.application()._webhook
    app = Flask(__name__)

    @app.post("/wechat")
    def receive() -> Response:
        body = request.stream.read(BODY_LIMIT + 1)
        reply = webhook.receive(request.method, request.query_string.decode(), body)
        return Response(reply.text, reply.status, mimetype=reply.type)

    return app
