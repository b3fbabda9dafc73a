"""The fingers of one person: everything she can do with her phone."""

from .bubble import Bubble
from .handset import Handset, NotFollowing
from .menu import button_of
from .parcel import Parcel
from .sound import amr
from .window import MESSAGE, TOUCH, Window

__all__ = ["NotFollowing", "Phone"]


class Phone(Handset):
    """Every action is one delivery by the platform's rules; it waits for it and returns the replies it caused.

    Without network (``box.weather.offline``) messages wait in the phone, and the action returns at once.
    """

    def follows(self, scene: str | None = None) -> list[Bubble]:
        """Follow the account, by its name or by the code of a place."""
        with self._lock:
            self.following, self.scene = True, scene or ""
            self.followed_at = self.box.clock.now()
        words = f"关注了公众号（扫码：{self.box.place_name(scene)}）" if scene else "关注了公众号"
        return self._act("subscribe", words, self._scene_fields(scene, "qrscene_"))

    def unfollows(self) -> list[Bubble]:
        """Leave; nothing can be sent to her any more."""
        replies = self._act("unsubscribe", "取消关注了", {"EventKey": ""}, answered=False)
        with self._lock:
            self.following, self.window = False, Window()
        return replies

    def says(self, text: str) -> list[Bubble]:
        """Type and send."""
        return self._message(Parcel("text", {"Content": text}), text=text)

    def shows(self, *pictures: bytes) -> list[Bubble]:
        """Send so many pictures at once: as many messages, none knowing of the others."""
        return self.send([self._picture(picture) for picture in pictures])

    def speaks(self, seconds: int = 6, recognition: str = "", sound: bytes | None = None) -> list[Bubble]:
        """Hold to talk; ``sound`` is AMR, a small tune if not given."""
        media = self.box.shelf.put("voice", sound or amr(seconds), "voice/amr")
        heard = {"seconds": seconds, "picture_url": self.box.picture_url(media.media_id)}
        wide = self.box.shelf.put("voice", sound or amr(seconds), "voice/speex")
        fields = {"MediaId": media.media_id, "Format": "amr", "Recognition": recognition}
        fields["MediaId16K"] = wide.media_id
        return self._message(Parcel("voice", dict(fields)), text=recognition, **heard)

    def films(self, cover: bytes) -> list[Bubble]:
        """Send a video; the account gets its cover as ThumbMediaId."""
        video = self.box.shelf.put("video", b"\0\0\0\x18ftypmp42" + bytes(64), "video/mp4")
        thumb = self.box.shelf.put_picture(cover, "thumb")
        fields = {"MediaId": video.media_id, "ThumbMediaId": thumb.media_id}
        return self._message(Parcel("video", dict(fields)), picture_url=self.box.picture_url(thumb.media_id))

    def locates(self, lat: float, lng: float, label: str) -> list[Bubble]:
        """Send a place on the map."""
        fields: dict[str, object] = {"Location_X": lat, "Location_Y": lng, "Scale": 15, "Label": label}
        return self._message(Parcel("location", fields), text=label)

    def scans(self, scene: str) -> list[Bubble]:
        """Scan the code of a place; a stranger follows by it."""
        if not self.following:
            return self.follows(scene)
        return self._act("SCAN", f"扫码：{self.box.place_name(scene)}", self._scene_fields(scene, ""))

    def taps(self, menu_key: str) -> list[Bubble]:
        """Tap the menu button with this key, or a page's address."""
        button = button_of(self.box.menu, menu_key)
        words = f"点了菜单：{button.get('name', menu_key)}"
        if button.get("type") == "view":
            return self._act(
                "VIEW", words, {"EventKey": menu_key, "MenuId": self.box.menu_id}, answered=False
            )
        return self._act("CLICK", words, {"EventKey": menu_key})

    def taps_link(self, menu_id: str) -> list[Bubble]:
        """Tap a message-menu link among the bubbles; it sends its words. ValueError if there is none."""
        for bubble in reversed(self.screen):
            words = bubble.choice(menu_id)
            if words is not None and not bubble.mine:
                fields: dict[str, object] = {"Content": words, "bizmsgmenuid": menu_id}
                return self._message(Parcel("text", fields), text=words)
        raise ValueError(f"no link {menu_id} on the screen of {self.name}")

    def sends_raw(self, kind: str, **fields: object) -> list[Bubble]:
        """Anything at all: MsgType ``kind`` with these fields, nested where they are dicts and lists."""
        opens = MESSAGE if kind != "event" else None
        parcel = Parcel(kind, fields, opens, self._own(kind, str(fields.get("Title", kind))))
        return self.send([parcel])

    def accepts(self, template_id: str, times: int = 1) -> list[Bubble]:
        """Agree to so many subscription messages of one template."""
        with self._lock:
            self.consents[template_id] = self.consents.get(template_id, 0) + times
        return self._consent(template_id, "accept")

    def rejects(self, template_id: str) -> list[Bubble]:
        """Refuse a template in the settings; what was left is gone."""
        with self._lock:
            self.consents[template_id] = 0
        return self._consent(template_id, "reject")

    def logs_in(self) -> str:
        """Open the mini-program: the code that jscode2session takes once within five minutes."""
        return self.box.codes.new(self.name)

    def _message(self, parcel: Parcel, text: str = "", **shown: object) -> list[Bubble]:
        parcel.opens = MESSAGE
        parcel.bubble = self._own(parcel.kind, text, **shown)
        return self.send([parcel])

    def _picture(self, picture: bytes) -> Parcel:
        media = self.box.shelf.put_picture(picture)
        url = self.box.picture_url(media.media_id)
        fields: dict[str, object] = {"PicUrl": url, "MediaId": media.media_id}
        return Parcel("image", fields, MESSAGE, self._own("image", picture_url=url))

    def _act(
        self, event: str, words: str, fields: dict[str, object], *, answered: bool = True
    ) -> list[Bubble]:
        opens = TOUCH if event in {"subscribe", "SCAN", "CLICK"} else None
        bubble = self._own("note", words)
        return self.send([Parcel("event", {"Event": event, **fields}, opens, bubble, answered)])

    def _consent(self, template_id: str, status: str) -> list[Bubble]:
        said = {"TemplateId": template_id, "SubscribeStatusString": status, "PopupScene": "1"}
        event = "subscribe_msg_popup_event" if status == "accept" else "subscribe_msg_change_event"
        name = "SubscribeMsgPopupEvent" if status == "accept" else "SubscribeMsgChangeEvent"
        words = "同意接收一次提醒" if status == "accept" else "关掉了提醒"
        return self._act(event, words, {name: {"List": said}}, answered=False)

    def _scene_fields(self, scene: str | None, prefix: str) -> dict[str, object]:
        if not scene:
            return {"EventKey": ""}
        return {"EventKey": prefix + scene, "Ticket": self.box.tickets.of(scene)}

    def _own(self, kind: str, text: str = "", **shown: object) -> Bubble:
        return Bubble(self.box.clock.now(), mine=True, kind=kind, text=text, **shown)  # type: ignore[arg-type]
