"""Which address of the page does what."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from werkzeug.exceptions import BadRequest, Forbidden, NotFound
from werkzeug.wrappers import Request, Response

from . import deeds, files, table
from .state import events

if TYPE_CHECKING:
    from ..box import Box

Reader = "Callable[[Box, Request, str], Response]"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def _poll(box: "Box", request: Request, rest: str) -> Response:
    return as_json(events(box, int(request.args.get("after", "0")), int(request.args.get("generation", "0"))))


GETS: "list[tuple[str, Callable[[Box, Request, str], Response]]]" = [
    (r"/", lambda box, request, rest: files.static("index.html")),
    (r"/static/([\w.-]+)", lambda box, request, rest: files.static(rest)),
    (r"/box/events", _poll),
    (r"/box/ready/([^/]+)\.jpg", lambda box, request, rest: files.ready(rest)),
    (r"/box/thumb/([\w-]+)", lambda box, request, rest: files.small(box, rest)),
    (r"/box/wire/(\d+)", lambda box, request, rest: files.raw_line(box, int(rest))),
    (r"/box/wire\.json", lambda box, request, rest: files.export(box)),
]
POSTS: "dict[str, Callable[[Box, dict[str, object]], dict[str, object]]]" = {
    "/box/act": deeds.act,
    "/box/phones": table.add_phone,
    "/box/clock": table.move_clock,
    "/box/weather": table.set_weather,
    "/box/play": table.play,
    "/box/restart": table.restart,
}


def answer_page(box: "Box", request: Request) -> Response:
    """Answer one request of the page."""
    response = _post(box, request) if request.method == "POST" else _get(box, request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def as_json(body: dict[str, object], status: int = 200) -> Response:
    """A JSON answer that nobody keeps."""
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, {"Cache-Control": "no-store"}, mimetype="application/json")


def _get(box: "Box", request: Request) -> Response:
    for pattern, read in GETS:
        found = re.fullmatch(pattern, request.path)
        if found:
            return read(box, request, found[1] if found.groups() else "")
    raise NotFound("没有这一页")


def _post(box: "Box", request: Request) -> Response:
    if request.headers.get("X-Box") != "1":  # other sites' pages cannot set it
        raise Forbidden("只有盒子自己的页面能按这里的按钮")
    try:
        if request.path == "/box/upload":
            return as_json(deeds.upload(box, request))
        if request.path not in POSTS:
            raise NotFound("没有这个按钮")
        body = request.get_json(silent=True)
        return as_json(POSTS[request.path](box, body if isinstance(body, dict) else {}))
    except deeds.Trouble as trouble:
        return as_json({"trouble": str(trouble)}, 409)
    except (KeyError, ValueError) as error:
        raise BadRequest(f"这个按钮按得不对：{error}") from error
