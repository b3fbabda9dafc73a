"""The custom menu over HTTP."""

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


def delete(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/menu/delete."""
    box.menu = None
    return {"errcode": 0, "errmsg": "ok"}
