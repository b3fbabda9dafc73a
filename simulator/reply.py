"""The passive reply as the platform judges it: which bubble it becomes, or why it is a fault."""

from collections.abc import Callable, Mapping
from datetime import datetime

from .bubble import Bubble
from .envelope import Seal, Unreadable
from .refusal import Refusal
from .shelf import Shelf

MOST_BYTES = 2048
SILENT = {b"", b"success"}


class Judge:
    """Reads what the account answered to one person."""

    def __init__(self, seal: Seal, shelf: Shelf, picture_url: Callable[[str], str]) -> None:
        self._seal, self._shelf, self._picture_url = seal, shelf, picture_url
        self._kinds = {
            "text": self._text,
            "image": self._image,
            "voice": self._voice,
            "video": self._video,
            "music": self._music,
            "news": self._news,
        }

    def read(self, body: bytes, *, account: str, openid: str, at: datetime) -> tuple[list[Bubble], str]:
        """The bubbles and the readable answer; raises Unreadable with the reason."""
        if body.strip() in SILENT:
            return [], body.decode()
        fields = self._seal.read(body)
        if fields.get("ToUserName") != openid or fields.get("FromUserName") != account:
            raise Unreadable("回复的ToUserName或FromUserName不对")
        if not str(fields.get("CreateTime", "")).isdigit():
            raise Unreadable("回复没有CreateTime")
        kind = str(fields.get("MsgType", ""))
        if kind == "transfer_customer_service":
            return [], str(fields)
        if kind not in self._kinds:
            raise Unreadable(f"回复的MsgType不认识：{kind}")
        return [self._kinds[kind](fields, at)], str(fields)

    def _text(self, fields: Mapping[str, object], at: datetime) -> Bubble:
        content = str(fields.get("Content", ""))
        if not content:
            raise Unreadable("回复的Content是空的")
        if len(content.encode()) > MOST_BYTES:
            raise Unreadable(f"回复{len(content.encode())}字节，超过{MOST_BYTES}")
        return Bubble(at, mine=False, kind="text", text=content, how="reply")

    def _image(self, fields: Mapping[str, object], at: datetime) -> Bubble:
        media_id = self._media(fields, "Image")
        return Bubble(at, mine=False, kind="image", picture_url=self._picture_url(media_id), how="reply")

    def _voice(self, fields: Mapping[str, object], at: datetime) -> Bubble:
        self._media(fields, "Voice")
        return Bubble(at, mine=False, kind="voice", how="reply")

    def _video(self, fields: Mapping[str, object], at: datetime) -> Bubble:
        self._media(fields, "Video")
        return Bubble(at, mine=False, kind="video", how="reply")

    def _music(self, fields: Mapping[str, object], at: datetime) -> Bubble:
        music = _part(fields, "Music")
        return Bubble(
            at,
            mine=False,
            kind="music",
            text=str(music.get("Title", "")),
            how="reply",
            url=str(music.get("MusicUrl", "")),
        )

    def _news(self, fields: Mapping[str, object], at: datetime) -> Bubble:
        articles = fields.get("Articles")
        first = articles[0] if isinstance(articles, list) and articles else None
        if not isinstance(first, Mapping) or str(fields.get("ArticleCount")) != str(len(articles or ())):  # type: ignore[arg-type]
            raise Unreadable("图文的ArticleCount和Articles对不上")
        return Bubble(
            at,
            mine=False,
            kind="news",
            text=str(first.get("Description", "")),
            picture_url=str(first.get("PicUrl", "")),
            how="reply",
            url=str(first.get("Url", "")),
            title=str(first.get("Title", "")),
        )

    def _media(self, fields: Mapping[str, object], name: str) -> str:
        media_id = str(_part(fields, name).get("MediaId", ""))
        try:
            return self._shelf.get(media_id).media_id
        except Refusal as error:
            raise Unreadable("回复里的MediaId不认识或过期了") from error


def _part(fields: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = fields.get(name)
    if not isinstance(part, Mapping):
        raise Unreadable(f"回复里缺{name}")
    return part
