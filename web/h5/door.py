"""Who may see a page of a reporter: whoever holds its address, for a day."""

from flask import Blueprint, abort

from web.desk import this_desk

h5 = Blueprint("h5", __name__, url_prefix="/h5")

TOO_OLD = "这个链接只管一天，过期了。在公众号里回 我的，再点新的。"


def opened(what: str, token: str) -> int:
    """What the address was made for."""
    desk = this_desk()
    key = desk.links.read(what, token, desk.clock()) if desk.links else None
    return abort(410, TOO_OLD) if key is None else key
