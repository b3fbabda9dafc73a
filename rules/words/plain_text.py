"""Text as it may be stored and sent: cleaned of invisible things, cut to what a message may hold."""

import re
import unicodedata
from collections.abc import Sequence

ELLIPSIS = "…"

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE |= {
    ord(wide): ord(narrow) for wide, narrow in zip("＃＠＊＋－．／＆％＝＿", "#@*+-./&%=_", strict=True)
}
_NEWLINES = re.compile(" ?[\r\n\x0b\x0c\x85\u2028\u2029][\\s\x85]*")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# A joiner between two pictures is part of the picture; everywhere else it only hides text.
_PICTURE = "[\u2190-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f]"
_INVISIBLE = re.compile(
    f"(?<!{_PICTURE})\u200d|\u200d(?!{_PICTURE})"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_CLINGS = re.compile("[\u200d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")


def clean(text: str) -> str:
    """The same words without control and invisible characters; narrow digits and letters, single blanks and newlines."""
    text = unicodedata.normalize("NFC", text.translate(_WIDE))
    while (shorter := _INVISIBLE.sub("", text)) != text:
        text = unicodedata.normalize("NFC", shorter)
    # Blanks first: a newline that looks back over any number of them takes minutes for a wall of blanks.
    return _NEWLINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def cut(text: str, limit_bytes: int) -> str:
    """``text`` in at most ``limit_bytes`` bytes of UTF-8, with … where something is missing."""
    data = text.encode("utf-8", "ignore")
    whole = data.decode("utf-8")
    if len(data) <= limit_bytes:
        return whole
    mark = ELLIPSIS if limit_bytes >= len(ELLIPSIS.encode()) else ""
    kept = data[: max(limit_bytes - len(mark.encode()), 0)].decode("utf-8", "ignore")
    return whole[: _whole_characters(whole, len(kept))].rstrip() + mark


def _whole_characters(text: str, end: int) -> int:
    """The last place at or before ``end`` where no picture or accented letter is torn apart."""
    while 0 < end < len(text) and (_clings(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return end


def _clings(char: str) -> bool:
    return bool(unicodedata.combining(char) or _CLINGS.match(char))


def fit(lines: Sequence[str], limit_bytes: int = 1800) -> str:
    """The lines as one message of at most ``limit_bytes``; the longest give way first, the last one last."""
    kept = [line for line in lines if line]
    for _ in kept:
        excess = len("\n".join(kept).encode("utf-8", "ignore")) - limit_bytes
        if excess <= 0:
            break
        longest = max(range(max(len(kept) - 1, 1)), key=lambda at: len(kept[at].encode("utf-8", "ignore")))
        kept[longest] = cut(kept[longest], max(len(kept[longest].encode("utf-8", "ignore")) - excess, 30))
    return cut("\n".join(kept), limit_bytes)


_CARD = "[A-Za-z]{0,4}[0-9]{3,18}"
_BREAK = "[\\s,，。.、:：;；!！—–-]"


def unsigned(text: str, name: str) -> str:
    """The words without the writer's own ``name`` in front or behind: 张敏 补充一下，灯也不亮 is 灯也不亮.

    What would leave nothing stays as it was.
    """
    if not name or name not in text:
        return text
    known = re.escape(name)
    bare = re.sub(
        rf"^(?:{_CARD}{_BREAK}*)?(?:我是|我叫|这里是)?{known}(?:{_BREAK}+{_CARD})?{_BREAK}+", "", text.strip()
    )
    bare = re.sub(
        rf"(?<!{_BREAK}){_BREAK}+(?:上报人|报告人|报|by)?[:：]?(?:我是)?{known}(?:{_BREAK}*{_CARD})?{_BREAK}*$",
        "",
        bare,
    )
    return bare.strip() or text


_ANNOUNCED = re.compile(
    r"^(?:我?[再来想要]?补充(?:一下|一句|一点|说明|下|(?=[:：,，\s]))|我?再说一句)[:：,，。\s]*(?=.{2})",
    re.DOTALL,
)


def unannounced(text: str) -> str:
    """The words without 补充一下 in front."""
    return _ANNOUNCED.sub("", text.strip())
