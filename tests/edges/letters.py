"""Deliveries as the platform writes them: fields, signatures, ciphers; true ones, and forged ones."""

import base64
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from urllib.parse import urlencode

from wechatpy.crypto import PrpCrypto

from simulator.envelope import signature, to_xml
from tests.conftest import NOON

TOKEN = "shhh"
APP_ID = "wx0123456789abcdef"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD_KEY = "ABCDEFGabcdefghijklmnopqrstuvwxyz0123456789"
STRANGE_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
HOUSE = "gh_a0b1c2d3e4f5"

_ids = count(24_000_000_000_000_001)


def fields(kind: str, *, openid: str = "oZhang", at: datetime = NOON, **own: object) -> dict[str, object]:
    """The fields of a message; those of an event carry no MsgId."""
    common = {"ToUserName": HOUSE, "FromUserName": openid, "CreateTime": int(at.timestamp()), "MsgType": kind}
    return common | own | ({} if kind == "event" else {"MsgId": next(_ids)})


def event(name: str, **own: object) -> dict[str, object]:
    return fields("event", Event=name, **own)


def write(facts: Mapping[str, object], form: str = "xml") -> bytes:
    """The fields in the push format of the console's choice."""
    text = to_xml(facts) if form == "xml" else json.dumps(facts, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def query(at: datetime | None = None, *, token: str = TOKEN, **extra: str) -> str:
    """A signed query string; ``extra`` overrides and adds."""
    stamp, nonce = extra.get("timestamp", str(int((at or NOON).timestamp()))), extra.get("nonce", "4711")
    signed = {"signature": signature(token, stamp, nonce), "timestamp": stamp, "nonce": nonce}
    return urlencode(signed | extra)


def close(body: bytes, *, key: str = KEY, app_id: str = APP_ID) -> str:
    """The cipher text of any bytes."""
    return PrpCrypto(base64.b64decode(key + "=")).encrypt(body, app_id).decode()


def sealed(
    body: bytes,
    *,
    key: str = KEY,
    app_id: str = APP_ID,
    form: str = "xml",
    beside: Mapping[str, object] | None = None,
    at: datetime | None = None,
    **extra: str,
) -> tuple[str, bytes]:
    """Query and body of an encrypted delivery. ``beside`` stands in the clear next to it, as in 兼容 mode."""
    encrypted = close(body, key=key, app_id=app_id)
    stamp = extra.get("timestamp", str(int((at or NOON).timestamp())))
    signed = {"encrypt_type": "aes", "msg_signature": signature(TOKEN, stamp, "4711", encrypted)}
    outer = {**(beside or {"ToUserName": HOUSE}), "Encrypt": encrypted}
    return query(at, **(signed | extra)), write(outer, form)


def opened(text: str, *, key: str = KEY, app_id: str = APP_ID) -> str:
    """The plain reply behind an encrypted one, its signature checked."""
    said = read(text)
    stamp, nonce, cipher = str(said["TimeStamp"]), str(said["Nonce"]), str(said["Encrypt"])
    assert said["MsgSignature"] == signature(TOKEN, stamp, nonce, cipher)
    return str(PrpCrypto(base64.b64decode(key + "=")).decrypt(cipher, app_id))


def read(text: str) -> dict[str, object]:
    """The fields of a reply, in either language."""
    if text.startswith("{"):
        return dict(json.loads(text))
    return {child.tag: child.text or "" for child in ElementTree.fromstring(text)}
