"""The platform where a test needs no HTTP: every picture is another one, some are lost, and sometimes nobody answers."""

import io
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import Any

from PIL import Image

from bot.trouble import PlatformDown
from tests.hospital import Mouth


def picture_of(media_id: str) -> bytes:
    """A JPEG that resembles no other."""
    drawn = io.BytesIO()
    seen = Image.frombytes("L", (8, 8), sha512(media_id.encode()).digest())
    seen.resize((64, 48)).save(drawn, "JPEG")
    return drawn.getvalue()


def voice_of(media_id: str) -> bytes:
    """An AMR voice of a second, like no other."""
    return b"#!AMR\n" + (b"\x04" + sha256(media_id.encode()).digest()[:12]) * 50


@dataclass
class Wire(Mouth):
    """Remembers what was said; ``down``: nobody answers."""

    down: bool = False

    def send_text(self, openid: str, text: str) -> dict[str, Any]:
        self._ring()
        return super().send_text(openid, text)

    def send_template(self, openid: str, template_id: str, data: Any, **facts: Any) -> dict[str, Any]:
        self._ring()
        return super().send_template(openid, template_id, data, **facts)

    def download(self, media_id: str) -> bytes:
        self._ring()
        super().download(media_id)
        return voice_of(media_id) if media_id.startswith("v") else picture_of(media_id)

    def _ring(self) -> None:
        if self.down:
            raise PlatformDown("nobody answers")
