"""The custom menu: what the platform accepts, and how to find a button in it."""

from collections.abc import Iterator, Mapping, Sequence

from .refusal import Refusal

KEYED = {
    "click",
    "scancode_push",
    "scancode_waitmsg",
    "pic_sysphoto",
    "pic_photo_or_album",
    "pic_weixin",
    "location_select",
}
TYPES = KEYED | {"view", "miniprogram", "media_id", "view_limited", "article_id", "article_view_limited"}
MOST_TOP, MOST_SUB = 3, 5
TOP_BYTES, SUB_BYTES, KEY_BYTES, URL_BYTES = 16, 60, 128, 1024


def check_menu(menu: Mapping[str, object]) -> None:
    """Raise the refusal menu/create would answer."""
    tops = menu.get("button")
    if not isinstance(tops, Sequence) or not 1 <= len(tops) <= MOST_TOP:
        raise Refusal(40016)
    for top in tops:
        _check_name(top, TOP_BYTES, 40018)
        subs = top.get("sub_button") or []
        if len(subs) > MOST_SUB:
            raise Refusal(40023)
        for sub in subs:
            _check_name(sub, SUB_BYTES, 40025)
            _check_action(sub)
        if not subs:
            _check_action(top)


def _check_name(button: Mapping[str, object], most: int, code: int) -> None:
    name = str(button.get("name", ""))
    if not name or len(name.encode()) > most:
        raise Refusal(code)


def _check_action(button: Mapping[str, object]) -> None:
    kind = button.get("type")
    if kind not in TYPES:
        raise Refusal(40017)
    if kind in KEYED and not 1 <= len(str(button.get("key", "")).encode()) <= KEY_BYTES:
        raise Refusal(40019)
    if kind == "view" and not 1 <= len(str(button.get("url", "")).encode()) <= URL_BYTES:
        raise Refusal(40020)


def buttons(menu: Mapping[str, object] | None) -> Iterator[dict[str, object]]:
    """All buttons that do something."""
    tops = (menu or {}).get("button")
    for top in tops if isinstance(tops, list) else []:
        yield from top.get("sub_button") or [top]


def button_of(menu: Mapping[str, object] | None, key: str) -> dict[str, object]:
    """The button with this key or address; empty if there is none."""
    return next((button for button in buttons(menu) if key in (button.get("key"), button.get("url"))), {})
