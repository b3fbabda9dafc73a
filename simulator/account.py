"""Which kind of 公众号 may call what, and the identity numbers the platform gives out."""

import base64
import hashlib
from typing import Literal

AccountKind = Literal["service", "subscription", "uncertified"]

RIGHTS: dict[AccountKind, frozenset[str]] = {
    "service": frozenset({"menu", "custom", "media", "user", "template", "qrcode", "bizsend"}),
    "subscription": frozenset({"menu", "custom", "media", "user"}),
    "uncertified": frozenset(),
}


def original_id(app_id: str) -> str:
    """The account's own gh_ number."""
    return "gh_" + hashlib.sha256(app_id.encode()).hexdigest()[:12]


def openid(app_id: str, name: str, seed: int) -> str:
    """28 characters, one for each person and account, always the same ones."""
    digest = hashlib.sha256(f"{seed}\n{app_id}\n{name}".encode()).digest()
    return "o" + base64.urlsafe_b64encode(digest).decode()[:27]
