"""One message or event on its way from a phone to the account: data only."""

from dataclasses import dataclass, field

from .bubble import Bubble
from .window import Opening

LABELS = {
    "text": "文字",
    "image": "图片",
    "voice": "语音",
    "video": "视频",
    "shortvideo": "视频",
    "location": "位置",
    "link": "链接",
    "file": "文件",
    "subscribe": "关注",
    "unsubscribe": "取关",
    "SCAN": "扫码",
    "CLICK": "点菜单",
    "VIEW": "开网页",
    "TEMPLATESENDJOBFINISH": "模板回执",
    "subscribe_msg_popup_event": "订阅授权",
    "subscribe_msg_sent_event": "订阅回执",
    "subscribe_msg_change_event": "订阅开关",
}


@dataclass
class Parcel:
    """``fields`` hold what is special to the kind; the platform adds address, time and number."""

    kind: str
    fields: dict[str, object] = field(default_factory=dict)
    opens: Opening | None = None
    bubble: Bubble | None = None
    answered: bool = True  # whether the person sees a reply or a fault
    after: float = 0.0  # real seconds the platform takes before it is sent

    @property
    def label(self) -> str:
        """What the wire calls it, in Chinese."""
        return LABELS.get(str(self.fields.get("Event", self.kind)), str(self.fields.get("Event", self.kind)))
