"""What people read when something does not work: one sentence, and one thing to do."""

import structlog
from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import StatementError
from werkzeug.exceptions import HTTPException

SAID = {
    400: ("这一下没认出来", "退回去刷新一下，再点一次。"),
    401: ("先从公众号进来", "在公众号里回“台账”，点回来的链接就能看，不用密码。电脑上用工号进。"),
    403: ("这一页你看不了", "要看的话，找本院工会把你登记成安全员。"),
    404: ("没有这一页", "地址可能抄漏了，也可能这一页不归你看。"),
    405: ("这一下没认出来", "退回去刷新一下，再点一次。"),
    413: ("发来的东西太大了", "分几次发，或者在公众号里发照片。"),
    429: ("点得太快了", "歇一分钟再点。"),
    500: ("我这边出了岔子", "过一分钟再试。要是急事，先打电话。"),
}
CLOSED = (401, 403)

log = structlog.get_logger()


def init_errors(app: Flask) -> None:
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _http(error: HTTPException) -> tuple[str, int]:
    return _say(error.code or 500, error.description)


def _stale_form(_: CSRFError) -> tuple[str, int]:
    return _say(400)


def _broken(error: Exception) -> tuple[str, int]:
    """What went wrong stands in the log, never on the page; what was to be written stands in neither."""
    if isinstance(error, StatementError):
        error.hide_parameters = True  # its text would repeat them: people's words
    log.error("page broke", exc_info=error)
    return _say(500)


def _say(code: int, words: str | None = None) -> tuple[str, int]:
    title, advice = SAID.get(code, SAID[500 if code >= 500 else 400])
    own = words if words and not words.isascii() else advice
    from_console = (request.blueprint == "console") and code not in CLOSED
    return render_template("error.html", title=title, words=own, from_console=from_console, code=code), code
