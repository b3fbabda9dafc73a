"""How API calls are answered in JSON and written on the wire."""

import json
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from ..box import Box


ESCAPED = re.compile(r"^\s*\{.*\\u[0-9a-fA-F]{4}", re.DOTALL)


def to_json(body: Mapping[str, object], status: int = 200) -> Response:
    """A JSON answer as the platform sends it."""
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/json")


def note_call(
    box: "Box",
    request: Request,
    response: Response,
    *,
    name: str,
    code: int,
    began: float,
    trouble: str = "",
) -> None:
    """Write the call on the wire."""
    posted = _readable(request.get_data(), request.mimetype)
    answered = _readable(response.get_data(), response.mimetype or "")
    raw = f"{request.method} {request.full_path.rstrip('?')}\n\n{posted}\n\n——{response.status_code}——\n{answered}"
    phone = _phone_of(box, posted) or _phone_of(box, request.full_path)
    status = trouble or (str(code) if code else "✓")
    bad = status != "✓"
    seconds = time.monotonic() - began
    box.log.write(box.clock.now(), "out", name, phone=phone, status=status, seconds=seconds, raw=raw, bad=bad)


def _readable(data: bytes, mimetype: str) -> str:
    if mimetype.startswith(("image/", "voice/", "video/", "multipart/", "audio/")):
        return f"〔{mimetype} {len(data)}字节〕"
    text = data.decode(errors="replace")
    return (
        f"{text}\n（读作）{json.dumps(json.loads(text), ensure_ascii=False)}"
        if ESCAPED.search(text)
        else text
    )


def _phone_of(box: "Box", text: str) -> str:
    return next((phone.name for phone in box.phones if phone.openid in text or phone.mini_openid in text), "")
