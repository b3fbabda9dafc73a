"""What stands in place of a picture that cannot be shown."""

from collections.abc import Mapping
from typing import Any

GREY = {
    "waiting": "照片在路上",
    "gone": "没取到，微信已删",
    "sealed": "照片已封存",
    "purged": "照片已清除",
}


REASONED = ("sealed", "purged")
SMALL = {"waiting": "在路上", "gone": "没取到", "sealed": "已封存", "purged": "已清除"}
"""The same in the small box of a list."""


def small_words(photo: Mapping[Any, Any] | None) -> str:
    """The words of the small box."""
    if photo is None:
        return "没照片"
    return "语音" if photo["medium"] == "voice" else SMALL.get(photo["state"], "")


def grey_words(photo: Mapping[Any, Any]) -> str:
    """The words of a grey box, empty when the picture itself can be shown."""
    words = GREY.get(photo["state"], "")
    return words.replace("照片", "语音") if photo["medium"] == "voice" else words


def why_words(photo: Mapping[Any, Any]) -> str:
    """Why a picture was closed, as whoever closed it said; a technical reason is nobody's news."""
    return str(photo["reason"]) if photo["state"] in REASONED else ""
