"""Reading what a caller posted, with the platform's refusals for bad bodies."""

import json
import re
from collections.abc import Mapping

from werkzeug.wrappers import Request

from ..refusal import Refusal

ESCAPED = re.compile(rb"\\u00[89a-fA-F]|\\u0[1-9a-fA-F]|\\u[1-9a-fA-F]")


def read_json(request: Request, *, literal: bool = False) -> dict[str, object]:
    """The posted object; with ``literal``, words must be real UTF-8, not escapes (40033)."""
    raw = request.get_data()
    if literal and ESCAPED.search(raw):
        raise Refusal(40033)
    try:
        body = json.loads(raw.decode())
    except ValueError as error:
        raise Refusal(47001) from error
    if not isinstance(body, dict):
        raise Refusal(47001)
    return body


def part(body: Mapping[str, object], name: str) -> Mapping[str, object]:
    """An object inside the body, empty if it is missing or something else."""
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}
