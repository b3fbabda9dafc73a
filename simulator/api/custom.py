"""客服消息: what the account may say of its own accord to somebody who wrote or tapped a short while ago."""

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.wrappers import Request

from ..bubble import Bubble
from ..refusal import Refusal
from .body import part, read_json

if TYPE_CHECKING:
    from ..box import Box

MOST_BYTES = 2048
Body = Mapping[str, object]


def send(box: "Box", request: Request) -> dict[str, object]:
    """POST /cgi-bin/message/custom/send."""
    body = read_json(request, literal=True)
    phone = box.by_openid(body.get("touser"))
    if phone is None:
        raise Refusal(40003)
    make = MAKERS.get(str(body.get("msgtype")))
    if make is None:
        raise Refusal(40008)
    now = box.clock.now()
    bubble = make(box, part(body, str(body["msgtype"])), now)
    phone.spend(now)
    phone.receives([bubble])
    return {"errcode": 0, "errmsg": "ok"}


def _text(box: "Box", content: Body, at: datetime) -> Bubble:
    words = str(content.get("content", ""))
    if not words:
        raise Refusal(44004)
    if len(words.encode()) > MOST_BYTES:
        raise Refusal(45002)
    return Bubble(at, mine=False, kind="text", text=words, how="custom")


def _media(kind: str) -> "Callable[[Box, Body, datetime], Bubble]":
    def make(box: "Box", content: Body, at: datetime) -> Bubble:
        media = box.shelf.get(str(content.get("media_id", "")))
        url = box.picture_url(media.media_id) if kind == "image" else ""
        return Bubble(
            at, mine=False, kind=kind, text=str(content.get("title", "")), picture_url=url, how="custom"
        )

    return make


def _news(box: "Box", content: Body, at: datetime) -> Bubble:
    articles = content.get("articles")
    if not isinstance(articles, list) or len(articles) != 1 or not isinstance(articles[0], Mapping):
        raise Refusal(45002 if isinstance(articles, list) and len(articles) > 1 else 44004)
    first = {name: str(value) for name, value in articles[0].items()}
    return Bubble(
        at,
        mine=False,
        kind="news",
        text=first.get("description", ""),
        picture_url=first.get("picurl", ""),
        how="custom",
        url=first.get("url", ""),
        title=first.get("title", ""),
    )


def _menu(box: "Box", content: Body, at: datetime) -> Bubble:
    choices = content.get("list")
    lines = [str(content.get("head_content", ""))]
    for choice in choices if isinstance(choices, list) else []:
        words, number = str(choice.get("content", "")), quote(str(choice.get("id", "")))
        address = f"weixin://bizmsgmenu?msgmenucontent={quote(words)}&msgmenuid={number}"
        lines.append(f'<a href="{escape(address)}">{words}</a>')
    lines.append(str(content.get("tail_content", "")))
    return Bubble(at, mine=False, kind="text", text="\n".join(line for line in lines if line), how="custom")


def _card(box: "Box", content: Body, at: datetime) -> Bubble:
    return Bubble(
        at,
        mine=False,
        kind="card",
        text=str(content.get("title", "")),
        how="custom",
        url=str(content.get("pagepath", "")),
    )


MAKERS: "dict[str, Callable[[Box, Body, datetime], Bubble]]" = {
    "text": _text,
    "image": _media("image"),
    "voice": _media("voice"),
    "video": _media("video"),
    "news": _news,
    "msgmenu": _menu,
    "miniprogrampage": _card,
}
