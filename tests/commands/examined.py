"""A hospital for the doctor to look at."""

from pathlib import Path
from typing import Any

from suishoupai.doctor import Finding, examine
from suishoupai.settings import Settings, load
from tests.conftest import NOON

SECRET = "0123456789abcdef0123456789abcdef"
NOBODY = 1
"""A port where nothing listens."""


def settings(place: Path, base: str = "http://127.0.0.1:1", **more: Any) -> Settings:
    wechat = {
        "token": "shhh",
        "app_id": "wx1",
        "app_secret": "s",
        "api_base": base,
        "templates": {"notice": "TPL"},
    }
    facts: dict[str, Any] = {
        "data_dir": place,
        "wechat": wechat | more.pop("wechat", {}),
        "web": {"secret_key": SECRET, "public_url": "http://127.0.0.1:1"} | more.pop("web", {}),
        "hospital": {"emergency_phone": "0533-2110119"},
    }
    return load(**(facts | more))


def seen(chosen: Settings, *, port: int = NOBODY) -> dict[str, Finding]:
    """The last finding about each thing."""
    return {finding.about: finding for finding in examine(chosen, now=NOON, port=port)}
