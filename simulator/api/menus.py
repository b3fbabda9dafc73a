"""The custom menu over HTTP."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from ..menu import check_menu
from ..refusal import Refusal
from .body import read_json

if TYPE_CHECKING:
    from ..box import Box


def create(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/menu/create."""
    menu = read_json(request, literal=True)
    check_menu(menu)
    box.menu, box.menu_id = menu, 400_000_000 + box.number()
    return {"errcode": 0, "errmsg": "ok"}


def show(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/menu/get."""
    if box.menu is None:
        raise Refusal(46003)
    return {"menu": {"button": box.menu["button"], "menuid": box.menu_id}}


def show_any(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/get_current_selfmenu_info: the menu that hangs there, whoever hung it up."""
    buttons = box.menu["button"] if box.menu else []
    assert isinstance(buttons, Sequence)
    shown = [_wrapped(button) for button in buttons]
    return {"is_menu_open": int(box.menu is not None), "selfmenu_info": {"button": shown}}


def _wrapped(button: dict[str, object]) -> dict[str, object]:
    children = button.get("sub_button")
    return {**button, "sub_button": {"list": children}} if children else button


def delete(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/menu/delete."""
    box.menu = None
    return {"errcode": 0, "errmsg": "ok"}
