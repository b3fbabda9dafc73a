"""What the platform tells about people: hardly anything."""

import base64
import hashlib
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from ..refusal import Refusal

if TYPE_CHECKING:
    from ..box import Box


def info(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/user/info: no name, no face since 2021."""
    phone = box.by_openid(request.args.get("openid"))
    if phone is None:
        raise Refusal(40003)
    if not phone.following or phone.followed_at is None:
        return {"subscribe": 0, "openid": phone.openid, "tagid_list": []}
    return {
        "subscribe": 1,
        "openid": phone.openid,
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": int(phone.followed_at.timestamp()),
        "unionid": phone.unionid,
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_QR_CODE" if phone.scene else "ADD_SCENE_SEARCH",
        "qr_scene": 0,
        "qr_scene_str": phone.scene,
    }


def followers(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/user/get: everybody who follows."""
    numbers = [phone.openid for phone in box.phones if phone.following]
    last = numbers[-1] if numbers else ""
    return {"total": len(numbers), "count": len(numbers), "data": {"openid": numbers}, "next_openid": last}


def session(box: "Box", request: Request) -> dict[str, object]:
    """GET /sns/jscode2session."""
    if request.args.get("appid") != box.mini_app[0]:
        raise Refusal(40013)
    if request.args.get("secret") != box.mini_app[1]:
        raise Refusal(40125)
    code = request.args.get("js_code", "")
    if not code:
        raise Refusal(41008)
    phone = box.phone(box.codes.use(code))
    key = base64.b64encode(hashlib.sha256(code.encode()).digest()[:16]).decode()
    return {"openid": phone.mini_openid, "session_key": key, "unionid": phone.unionid}
