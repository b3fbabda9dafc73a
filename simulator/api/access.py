"""Tokens and what an account may do at all."""

from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from ..account import RIGHTS
from ..refusal import Refusal
from .body import read_json

if TYPE_CHECKING:
    from ..box import Box


def rights(box: "Box") -> frozenset[str]:
    """The rights of this kind of account."""
    return RIGHTS[box.account]


def fetch(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/token: a new token, and the end of the one before."""
    _check_keys(box, request.args.to_dict())
    token = box.tokens.fetch()
    box.weather.token_revoked = False
    return {"access_token": token.text, "expires_in": box.tokens.seconds_left(token)}


def fetch_stable(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/stable_token: the same token as long as it lasts."""
    body = read_json(request)
    _check_keys(box, body)
    if box.weather.token_revoked:
        box.tokens.revoke_all()
        box.weather.token_revoked = False
    token = box.tokens.fetch_stable(force=bool(body.get("force_refresh")))
    return {"access_token": token.text, "expires_in": box.tokens.seconds_left(token)}


def addresses(box: "Box", request: Request) -> dict[str, object]:
    """GET /cgi-bin/getcallbackip."""
    return {"ip_list": ["127.0.0.1"]}


def _check_keys(box: "Box", asked: dict[str, object] | dict[str, str]) -> None:
    if asked.get("grant_type") != "client_credential":
        raise Refusal(40002)
    keys = {box.app_id: box.app_secret, box.mini_app[0]: box.mini_app[1]}
    secret = keys.get(str(asked.get("appid", "")))
    if secret is None:
        raise Refusal(40013)
    if asked.get("secret") != secret:
        raise Refusal(40001)
