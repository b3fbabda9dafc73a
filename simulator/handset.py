"""The platform's side of a phone: its screen, its network, its window and its consents."""

import threading
from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

from .bubble import Bubble
from .parcel import Parcel
from .refusal import Refusal
from .window import MESSAGE, Window

if TYPE_CHECKING:
    from .box import Box


class NotFollowing(Exception):
    """Somebody who does not follow the account has no place to type."""


class Handset:
    """What a phone shows, and what may still be sent to it. The fingers are in ``phone``."""

    def __init__(self, box: "Box", name: str, title: str = "", *, following: bool = True) -> None:
        self.box, self.name, self.title = box, name, title
        self.openid = box.openid_of(name)
        self.mini_openid = box.openid_of(name, mini=True)
        self.unionid = box.openid_of(name, union=True)
        self._lock = threading.RLock()
        self._at_first = following
        self.reset()

    def reset(self) -> None:
        """As on the first day."""
        with self._lock:
            self.following, self.scene = self._at_first, ""
            self.followed_at: datetime | None = self.box.clock.now() if self._at_first else None
            self.window = Window()
            self.consents: dict[str, int] = {}
            self._screen: list[tuple[int, Bubble]] = []
            self._waiting: list[Parcel] = []
            self._held: list[Bubble] = []

    @property
    def screen(self) -> list[Bubble]:
        """All bubbles, oldest first."""
        with self._lock:
            return [bubble for _, bubble in self._screen]

    def bubbles_after(self, n: int) -> list[tuple[int, Bubble]]:
        """The numbered bubbles that came later than number ``n``."""
        with self._lock:
            return [entry for entry in self._screen if entry[0] > n]

    @property
    def online(self) -> bool:
        """Whether there is network."""
        return self.name not in self.box.weather.offline

    @property
    def waiting(self) -> int:
        """Messages that wait for the network."""
        with self._lock:
            return len(self._waiting)

    def receives(self, bubbles: list[Bubble]) -> None:
        """Show these, or keep them until there is network."""
        with self._lock:
            if self.online:
                self._show(bubbles)
            else:
                self._held += bubbles

    def comes_back(self) -> None:
        """With network again: everything that waited leaves in one burst, what was held is shown."""
        with self._lock:
            if not self.online or not (self._waiting or self._held):
                return
            parcels, self._waiting = self._waiting, []
            held, self._held = self._held, []
            self._show(held)
        for parcel in parcels:
            self._leave(parcel)

    def spend(self, now: datetime) -> None:
        """Take one message out of the window; refuses as customer service does."""
        with self._lock:
            if not self.following or not self.window.is_open(now):
                raise Refusal(45015)
            if self.window.left <= 0:
                raise Refusal(45047)
            self.window = self.window.used()

    def spend_consent(self, template_id: str) -> None:
        """Take one agreed subscription message; refuses with 43101 when none is left."""
        with self._lock:
            if self.consents.get(template_id, 0) <= 0:
                raise Refusal(43101)
            self.consents[template_id] -= 1

    def send(self, parcels: list[Parcel]) -> list[Bubble]:
        """Show one's own bubbles, hand the messages to the platform and wait for the replies."""
        if not self.following and any(parcel.opens is MESSAGE for parcel in parcels):
            raise NotFollowing(f"{self.name}还没关注公众号")
        with self._lock:
            self._show([parcel.bubble for parcel in parcels if parcel.bubble])
            if not self.online:
                self._waiting += parcels
                return []
        under_way = [self._leave(parcel) for parcel in parcels]
        return [bubble for future in under_way for bubble in future.result(self.box.longest_wait)]

    def _leave(self, parcel: Parcel) -> Future[list[Bubble]]:
        with self._lock:
            if parcel.opens:
                self.window = Window.opened(parcel.opens, self.box.clock.now())
        return self.box.take(self, parcel)

    def _show(self, bubbles: list[Bubble]) -> None:
        for bubble in bubbles:
            self._screen.append((self.box.number(), bubble))
            self.box.travel.noticed(self.name, bubble)
