"""What can be done with a phone on the page. The page does not wait: bubbles come with its next poll."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from ..pictures import as_chat_sends, ready_picture

if TYPE_CHECKING:
    from ..box import Box
    from ..phone import Phone

MOST_PICTURES = 9
MOST_BYTES = 20 << 20


class Trouble(Exception):
    """It cannot be done; says why in Chinese."""


def act(box: "Box", asked: dict[str, object]) -> dict[str, object]:
    """{phone, deed, what}: the person does it, which also ends a story that is playing."""
    phone = _phone(box, asked.get("phone"))
    what = asked.get("what", "")
    deed = DEEDS[str(asked.get("deed"))]
    _check_following(phone, str(asked["deed"]))
    box.stage.stop()
    _aside(lambda: deed(phone, what))
    return {"ok": True}


def upload(box: "Box", request: Request) -> dict[str, object]:
    """One to nine files of one's own: as many messages."""
    phone = _phone(box, request.args.get("phone"))
    _check_following(phone, "shows")
    pictures = [file.read() for file in request.files.getlist("picture")]
    if not 1 <= len(pictures) <= MOST_PICTURES:
        raise Trouble("一次发1到9张")
    if sum(map(len, pictures)) > MOST_BYTES * MOST_PICTURES:
        raise Trouble("照片太大了，每张20MB以内")
    box.stage.stop()
    _aside(lambda: phone.shows(*map(as_chat_sends, pictures)))
    return {"ok": True, "sent": len(pictures)}


def _phone(box: "Box", name: object) -> "Phone":
    found = next((phone for phone in box.phones if phone.name == name), None)
    if found is None:
        raise Trouble("没有这部手机")
    return found


def _check_following(phone: "Phone", deed: str) -> None:
    if not phone.following and deed not in {"follows", "scans", "scans_screen"}:
        raise Trouble(f"{phone.name}还没关注公众号：先点关注，或扫一个地点码")
    if deed == "scans_screen" and not phone.box.tickets.on_screen:
        raise Trouble("现在没有屏幕在放码：先在网页上点“放码”")


def _aside(work: Callable[[], object]) -> None:
    threading.Thread(target=work, name="box-deed", daemon=True).start()


def _names(what: object) -> list[str]:
    return [str(name) for name in what] if isinstance(what, list) else [str(what)]


DEEDS: "dict[str, Callable[[Phone, object], object]]" = {
    "says": lambda phone, what: phone.says(str(what)),
    "shows": lambda phone, what: phone.shows(*[ready_picture(name) for name in _names(what)]),
    "films": lambda phone, what: phone.films(ready_picture(str(what))),
    "speaks": lambda phone, what: phone.speaks(int(str(what))),
    "locates": lambda phone, what: phone.locates(36.8131, 118.0548, str(what)),
    "scans": lambda phone, what: phone.scans(str(what)),
    "scans_screen": lambda phone, what: phone.scans(phone.box.tickets.on_screen),
    "follows": lambda phone, what: phone.follows(),
    "unfollows": lambda phone, what: phone.unfollows(),
    "taps": lambda phone, what: phone.taps(str(what)),
    "accepts": lambda phone, what: [phone.accepts(template_id) for template_id in phone.box.granted],
    "taps_link": lambda phone, what: phone.taps_link(str(what)),
}
