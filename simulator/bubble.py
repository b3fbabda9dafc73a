"""What a person sees in the chat: bubbles, and the links inside their text."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

FAULT = "该公众号提供的服务出现故障，请稍后再试"
LINK = re.compile(r"""<a\s[^>]*?href\s*=\s*["']([^"']*)["'][^>]*>(.*?)</a>""", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Bubble:
    """One bubble. ``how`` is empty for one's own, else reply, custom, template or subscribe."""

    at: datetime
    mine: bool
    kind: str
    text: str = ""
    picture_url: str = ""
    how: str = ""
    url: str = ""
    title: str = ""
    seconds: int = 0
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def links(self) -> list[tuple[str, str]]:
        """(address, words) of every link in the text."""
        return [(unescape(address), words) for address, words in LINK.findall(self.text)]

    @property
    def plain(self) -> str:
        """The text as the eye reads it, links replaced by their words."""
        return unescape(LINK.sub(r"\2", self.text))

    def choice(self, menu_id: str) -> str | None:
        """The words that a tap on the message-menu link ``menu_id`` would send."""
        for address, words in self.links:
            parts = urlsplit(address)
            asked = parse_qs(parts.query)
            if parts.netloc == "bizmsgmenu" and asked.get("msgmenuid") == [menu_id]:
                return asked.get("msgmenucontent", [words])[0]
        return None
