"""QR codes with a scene, and their pictures."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

import segno
from PIL import Image
from werkzeug.wrappers import Request, Response

from ..refusal import Refusal
from .body import part, read_json

if TYPE_CHECKING:
    from ..box import Box

NUMBERED = {"QR_SCENE": 2**32 - 1, "QR_LIMIT_SCENE": 100_000}
NAMED = {"QR_STR_SCENE", "QR_LIMIT_STR_SCENE"}
MOST_LETTERS = 64
SHORTEST, LONGEST = 60, 2_592_000  # seconds a temporary code lives


def create(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/qrcode/create."""
    body = read_json(request)
    kind = str(body.get("action_name", ""))
    scene = _scene(kind, part(part(body, "action_info"), "scene"))
    ticket = box.tickets.of(scene)
    answer: dict[str, object] = {"ticket": ticket, "url": f"http://weixin.qq.com/q/{ticket[2:24]}"}
    if "LIMIT" not in kind:
        asked = body.get("expire_seconds", SHORTEST)
        box.tickets.on_screen = scene
        answer["expire_seconds"] = min(max(int(str(asked)), SHORTEST), LONGEST)
    return answer


def show(box: "Box", request: Request) -> Response:
    """GET /cgi-bin/showqrcode: a JPEG; 404 for a ticket that never was."""
    ticket = request.args.get("ticket", "").replace(" ", "+")
    if box.tickets.scene(ticket) is None:
        return Response("", 404)
    drawn = BytesIO()
    segno.make(f"http://weixin.qq.com/q/{ticket[2:24]}", error="m").save(drawn, kind="png", scale=10)
    picture = BytesIO()
    Image.open(drawn).convert("RGB").save(picture, "JPEG", quality=90)
    return Response(picture.getvalue(), mimetype="image/jpeg")


def _scene(kind: str, scene: Mapping[str, object]) -> str:
    if kind in NUMBERED:
        number = scene.get("scene_id")
        if not isinstance(number, int) or not 1 <= number <= NUMBERED[kind]:
            raise Refusal(40053)
        return str(number)
    words = str(scene.get("scene_str", ""))
    if kind not in NAMED or not 1 <= len(words) <= MOST_LETTERS:
        raise Refusal(40053)
    return words
