"""Questions only the doctor asks of the platform: read-only, with the clock of the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from bot.trouble import PlatformDown, PlatformError
from suishoupai.sections import WeChat

TIMEOUT = (5.0, 10.0)
NO_PAGE = 40066


@dataclass(frozen=True)
class Said:
    """An answer of the platform, and what its clock showed."""

    facts: dict[str, Any]
    date: datetime | None


@dataclass(frozen=True)
class Asking:
    """``take_token`` gives a token that was good a moment ago."""

    base: str
    take_token: Callable[[], str]

    def ask(self, path: str) -> Said:
        """GET below ``/cgi-bin/``. Raises ``PlatformError`` and ``PlatformDown``, nothing else."""
        return _said("GET", f"{self.base}/cgi-bin/{path}", params={"access_token": self.take_token()})


def prove_secret(wechat: WeChat) -> None:
    """Ask for the token as if there were none. It is the one everybody uses already: nothing is renewed by asking.

    Raises ``PlatformError`` and ``PlatformDown``.
    """
    body = {
        "grant_type": "client_credential",
        "appid": wechat.app_id,
        "secret": wechat.app_secret.get_secret_value(),
        "force_refresh": False,
    }
    _said("POST", f"{wechat.api_base}/cgi-bin/stable_token", json=body)


def _said(method: str, url: str, **asked: Any) -> Said:
    try:
        answer = requests.request(method, url, timeout=TIMEOUT, allow_redirects=False, **asked)
        facts = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise PlatformDown(type(error).__name__) from None  # the address of a failure holds the token
    if not isinstance(facts, dict):
        raise PlatformDown("no answer of the platform's")
    if code := int(facts.get("errcode") or 0):
        raise PlatformError(code, str(facts.get("errmsg", ""))[:200])
    return Said(facts, _date(answer.headers.get("Date", "")))


def _date(header: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None
