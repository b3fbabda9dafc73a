"""What stands in place of a picture that cannot be shown."""

from collections.abc import Mapping
from typing import Any

GREY = {
    "waiting": "照片在路上",
    "gone": "没取到，微信已删",
    "sealed": "封起来了",
    "purged": "照片已清除",
}


def grey_words(photo: Mapping[Any, Any]) -> str:
    """The words of a grey box, empty when the picture itself can be shown."""
    words = GREY.get(photo["state"], "")
    return words.replace("照片", "语音") if photo["medium"] == "voice" else words
