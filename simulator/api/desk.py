"""The counter where every API call arrives: weather, method, token and rights, then the call itself."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from ..refusal import Refusal
from . import access, custom, media, menus, people, qrcodes, subscriptions, templates
from .notes import note_call, to_json

if TYPE_CHECKING:
    from ..box import Box

Answer = dict[str, object] | Response


@dataclass(frozen=True)
class Call:
    """One API call: its method, its function, what the account needs for it, and its name on the wire."""

    method: str
    function: "Callable[[Box, Request], Answer]"
    name: str
    right: str = ""
    token: bool = True


CALLS = {
    "/cgi-bin/token": Call("GET", access.fetch, "取令牌", token=False),
    "/cgi-bin/stable_token": Call("POST", access.fetch_stable, "取令牌", token=False),
    "/cgi-bin/getcallbackip": Call("GET", access.addresses, "问地址"),
    "/cgi-bin/get_api_domain_ip": Call("GET", access.addresses, "问地址"),
    "/cgi-bin/media/get": Call("GET", media.download, "取素材", "media"),
    "/cgi-bin/media/upload": Call("POST", media.upload, "传素材", "media"),
    "/cgi-bin/message/custom/send": Call("POST", custom.send, "客服消息", "custom"),
    "/cgi-bin/message/template/send": Call("POST", templates.send, "模板消息", "template"),
    "/cgi-bin/template/get_all_private_template": Call("GET", templates.granted, "查模板", "template"),
    "/cgi-bin/message/subscribe/send": Call("POST", subscriptions.send_mini, "订阅消息"),
    "/cgi-bin/message/subscribe/bizsend": Call("POST", subscriptions.send, "订阅通知", "bizsend"),
    "/cgi-bin/menu/create": Call("POST", menus.create, "建菜单", "menu"),
    "/cgi-bin/menu/get": Call("GET", menus.show, "查菜单", "menu"),
    "/cgi-bin/get_current_selfmenu_info": Call("GET", menus.show_any, "看现在的菜单", "menu"),
    "/cgi-bin/menu/delete": Call("GET", menus.delete, "删菜单", "menu"),
    "/cgi-bin/qrcode/create": Call("POST", qrcodes.create, "建二维码", "qrcode"),
    "/cgi-bin/user/info": Call("GET", people.info, "查用户", "user"),
    "/cgi-bin/user/get": Call("GET", people.followers, "查关注者", "user"),
    "/cgi-bin/showqrcode": Call("GET", qrcodes.show, "看二维码", token=False),
    "/sns/jscode2session": Call("GET", people.session, "小程序登录", token=False),
}


def answer_call(box: "Box", request: Request) -> Response:
    """Answer one call, or cut the line if the platform is down."""
    if request.path.startswith("/mmbiz_jpg/"):
        return media.show(box, request.path)
    began = time.monotonic()
    if box.weather.slow:
        time.sleep(box.weather.slowness)
    if box.weather.api_down:
        return _down(box, request, began)
    call = CALLS.get(request.path)
    code = 0
    try:
        answer = _checked(box, request, call)
    except Refusal as refusal:
        code = refusal.code
        answer = refused(box, refusal, 404 if call is None else 200)
    response = answer if isinstance(answer, Response) else to_json(answer)
    note_call(box, request, response, name=call.name if call else "不认识", code=code, began=began)
    return response


def refused(box: "Box", refusal: Refusal, status: int = 200) -> Response:
    """The platform's error body; its HTTP status is 200 almost always."""
    moment, chance = int(box.clock.now().timestamp()), box.rng
    rid = f"{moment:08x}-{chance.getrandbits(32):08x}-{chance.getrandbits(32):08x}"
    return to_json({"errcode": refusal.code, "errmsg": f"{refusal.words} rid: {rid}"}, status)


def _checked(box: "Box", request: Request, call: Call | None) -> Answer:
    if call is None:
        raise Refusal(40066)
    if request.method != call.method and not (call.method == "GET" and request.method == "POST"):
        raise Refusal(43002 if call.method == "POST" else 43001)
    if call.token:
        _check_token(box, request)
    if call.right and call.right not in access.rights(box):
        raise Refusal(48001)
    return call.function(box, request)


def _check_token(box: "Box", request: Request) -> None:
    if box.weather.token_revoked:
        box.tokens.revoke_all()
    box.tokens.check(request.args.get("access_token"))


def _down(box: "Box", request: Request, began: float) -> Response:
    """By turns a bad gateway and a cut connection."""
    cut = box.rng.random() < 0.5
    response = Response("<html><body>502 Bad Gateway</body></html>", 502, mimetype="text/html")
    note_call(box, request, response, name="平台", code=0, began=began, trouble="连接断了" if cut else "502")
    line = request.environ.get("werkzeug.socket")
    if cut and line is not None:
        line.shutdown(socket.SHUT_RDWR)
    return response
