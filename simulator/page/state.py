"""What the page polls for: everything new since an event number, and the small things in full."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from ..bubble import Bubble
from ..jump import Jump
from ..pictures import READY
from ..wire import Line

if TYPE_CHECKING:
    from ..box import Box
    from ..phone import Phone

NEW_LINES = 300  # of the wire, at most, for one poll
UNREACHED = ("连不上", "连接断了", "没有回答")


def events(box: "Box", after: int, generation: int) -> dict[str, object]:
    """The state for a page that has seen everything up to ``after`` of this ``generation``."""
    if generation != box.generation:
        after = 0
    last = box.number()
    phones = box.phones
    return {
        "generation": box.generation,
        "last": last,
        "now": millis(box.clock.now()),
        "phones": [_phone(box, phone) for phone in phones],
        "bubbles": [_bubble(box, phone, n, it) for phone in phones for n, it in phone.bubbles_after(after)],
        "wire": [_line(line) for line in box.log.lines(after)[-NEW_LINES:]],
        "weather": {**asdict(box.weather), "offline": sorted(box.weather.offline)},
        "stage": asdict(box.stage.scene),
        "jump": _jump(box.travel.jumps[-1]) if box.travel.jumps else None,
        "menu": (box.menu or {}).get("button", []),
        "trouble": _door_trouble(box),
        **({"fixed": _fixed(box)} if after == 0 else {}),
    }


def millis(instant: datetime) -> int:
    """Milliseconds since 1970, as JavaScript counts."""
    return round(instant.timestamp() * 1000)


def _fixed(box: "Box") -> dict[str, object]:
    """What never changes while the box runs."""
    return {
        "title": box.title,
        "account": box.account_name,
        "webhook": box.webhook,
        "chips": list(box.chips),
        "stories": list(box.stage.stories),
        "places": [{"scene": scene, "label": label} for scene, label in box.places],
        "ready": [ready._asdict() for ready in READY],
        "milestones": [{"label": label, "at": millis(at)} for label, at in box.milestones],
    }


def _phone(box: "Box", phone: "Phone") -> dict[str, object]:
    window = phone.window
    return {
        "name": phone.name,
        "title": phone.title,
        "openid": phone.openid,
        "following": phone.following,
        "online": phone.online,
        "waiting": phone.waiting,
        "until": millis(window.until) if window.is_open(box.clock.now()) and window.until else 0,
        "left": window.left,
        "consents": sum(phone.consents.values()),
    }


def _bubble(box: "Box", phone: "Phone", n: int, bubble: Bubble) -> dict[str, object]:
    inside = f"{box.url}/mmbiz_jpg/"
    media_id = bubble.picture_url.removeprefix(inside).split("/")[0]
    ours = bubble.picture_url.startswith(inside)
    return {
        "n": n,
        "phone": phone.name,
        "at": millis(bubble.at),
        "mine": bubble.mine,
        "kind": bubble.kind,
        "text": bubble.text,
        "how": bubble.how,
        "url": bubble.url,
        "title": bubble.title,
        "seconds": bubble.seconds,
        "lines": bubble.lines,
        "thumb": f"/box/thumb/{media_id}" if ours else "",
        "picture": f"/mmbiz_jpg/{media_id}/0" if ours else "",
    }


def _line(line: Line) -> dict[str, object]:
    shown = asdict(line)
    del shown["raw"]
    return shown | {"time": millis(line.time)}


def _jump(jump: Jump) -> dict[str, object]:
    pushes = [{"at": millis(p.at), "phone": p.phone, "how": p.how, "text": p.text} for p in list(jump.pushes)]
    return {"n": jump.n, "before": millis(jump.before), "after": millis(jump.after), "pushes": pushes}


def _door_trouble(box: "Box") -> str:
    """Why the last delivery found nobody at home; empty if it did."""
    line = box.log.last_delivery()
    return line.status if line and any(word in line.status for word in UNREACHED) else ""
