"""The box itself: puts phones, platform API, sending queue, clock and weather together on one loopback port."""

import itertools
import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from .account import AccountKind, openid, original_id
from .bubble import Bubble
from .clock import Clock
from .codes import LoginCodes, Tickets
from .courier import Courier
from .crowd import Crowd
from .door import Door
from .envelope import Mode, PushFormat, Seal
from .handset import Handset
from .job import Job
from .jump import Jump, Travel
from .parcel import Parcel
from .phone import Phone
from .post import Post
from .reply import Judge
from .server import Server
from .settings import Place, Role, Template
from .shelf import Shelf
from .stage import Stage
from .story import Story
from .tokens import Tokens
from .weather import Weather
from .wire import Line, Wire

FIRST_MESSAGE = 23_900_000_000_000_000


@dataclass(eq=False, repr=False)
class Box:
    """A whole WeChat in a box. Knows the account only by its webhook and its keys."""

    webhook: str
    _: KW_ONLY
    token: str
    app_id: str
    app_secret: str
    aes_key: str | None = None
    mode: Mode = "plain"
    push_format: PushFormat = "xml"
    account: AccountKind = "service"
    clock: Clock = None  # type: ignore[assignment]  # made in __post_init__ if not given
    seed: int = 0
    patience: float = 5.0  # seconds the platform waits for an answer
    mini_app: tuple[str, str] = ("", "")  # appid and secret; those of the account if empty
    templates: Iterable[Template] = ()  # none given: every template id is granted
    cast: Sequence[tuple[str, ...] | Role] = ()
    places: Sequence[tuple[str, str]] = ()  # (scene, label)
    stories: Sequence[Story] | None = None  # those that come with the box if none are given
    on_jump: Callable[[datetime], None] | None = None
    on_restart: Callable[[], None] | None = None
    title: str = "盒子里的微信"
    account_name: str = "公众号"
    chips: Sequence[str] = ("待办", "我的", "帮助")
    milestones: Sequence[tuple[str, datetime]] = ()  # (label, instant) of clock buttons

    def __post_init__(self) -> None:
        self.clock = self.clock or Clock()
        if not self.mini_app[0]:
            self.mini_app = (self.app_id, self.app_secret)
        self.weather, self.rng = Weather(), random.Random(self.seed)
        self.generation = int(time.time())  # a page left open notices that another box answers it
        self.account_id = original_id(self.app_id)
        self.granted: dict[str, Template] = {template.template_id: template for template in self.templates}
        self.places = [Place(*place) for place in self.places]
        self._numbers = itertools.count(1)
        self._message_ids = itertools.count(FIRST_MESSAGE + self.rng.randrange(10**14))
        self.menu: dict[str, object] | None = None
        self.menu_id = 0
        self._build_platform()
        self._build_table()

    def _build_platform(self) -> None:
        now, rng = self.clock.now, self.rng
        self.tokens, self.shelf = Tokens(now, rng), Shelf(now, rng)
        self.codes = LoginCodes(now, rng)
        self.tickets: Tickets = Tickets()
        self.sent_templates: dict[str, tuple[datetime, int]] = {}
        self.log = Wire(self._secrets, self.number)
        self._seal = Seal(self.token, self.app_id, self.aes_key, self.mode, self.push_format)
        self._door = Door(self.webhook, self.patience)
        judge = Judge(self._seal, self.shelf, self.picture_url)
        courier = Courier(self._door, self._seal, judge, self.log, now=now, rng=rng)
        self.post = Post(courier, self.weather, phones=lambda: self.phones, rng=rng)

    def _build_table(self) -> None:
        self.server, self.stage = Server(self), Stage(self, self.stories)
        self.travel = Travel(self.clock, self.number, self.on_jump)
        self._crowd = Crowd(self, [Role(*role) for role in self.cast])

    # running

    def start(self, port: int = 0) -> None:
        """Open for business on the loopback; ``port`` 0 takes a free one."""
        self.server.start(port)
        self.post.start()

    def stop(self) -> None:
        """Close; nothing is waited for."""
        self.stage.stop()
        self.server.stop()
        self.post.stop()
        self._door.close()

    def restart(self) -> None:
        """重来: forget everything, set the clock back, and tell whoever composed the box."""
        self.stage.clear()
        self.weather.clear()
        self.post.settle(2.0)
        self.clock.back_to_start()
        self._crowd.go_home()
        self.shelf.clear()
        self.log.clear()
        self.travel.jumps.clear()
        self.sent_templates.clear()
        self.generation += 1
        if self.on_restart:
            self.on_restart()

    @property
    def url(self) -> str:
        """Where API and page live, without a slash at the end."""
        return self.server.url

    def settle(self, timeout: float = 30.0) -> bool:
        """Wait until no message is on its way; false if it took longer than ``timeout`` seconds."""
        for phone in self.phones:
            phone.comes_back()
        return self.post.settle(timeout)

    def verifies(self) -> bool:
        """Whether the webhook answers the console's address check."""
        query, nonce = self._seal.sign(int(self.clock.now().timestamp()), self.rng)
        answer = self._door.asks(urlencode(query | {"echostr": nonce}))
        return answer.status == 200 and answer.body == nonce.encode()

    def jump(self, by: timedelta) -> Jump:
        """Move the clock in strides of an hour or more, calling ``on_jump`` at each."""
        return self.travel.go(by)

    # people

    def phone(self, name: str, title: str = "", *, following: bool = True) -> Phone:
        """The phone of this person, made on the first call; ``following=False`` makes a stranger."""
        return self._crowd.phone(name, title, following=following)

    @property
    def phones(self) -> list[Phone]:
        """All phones, in the order they were made."""
        return self._crowd.everybody()

    def by_openid(self, openid: object, *, mini: bool = False) -> Phone | None:
        """Whose number this is."""
        return self._crowd.find(openid, mini=mini)

    def openid_of(self, name: str, *, mini: bool = False, union: bool = False) -> str:
        """The number the platform gives this person for the account, the mini-program, or both (unionid)."""
        owner = "union" if union else f"mini-{self.mini_app[0]}" if mini else self.app_id
        return openid(owner, name, self.seed)

    # the wire

    @property
    def wire(self) -> list[Line]:
        """What went over the wire so far, secrets masked."""
        return self.log.lines()

    def number(self) -> int:
        """The next event number; the page asks for what is newer than the last it saw."""
        return next(self._numbers)

    def take(self, phone: Handset, parcel: Parcel) -> Future[list[Bubble]]:
        """Accept a message from a phone and send it to the webhook."""
        fields: dict[str, object] = {
            "ToUserName": self.account_id,
            "FromUserName": phone.openid,
            "CreateTime": int(self.clock.now().timestamp()),
            "MsgType": parcel.kind,
        }
        fields |= parcel.fields
        if parcel.kind != "event" and "MsgId" not in fields:
            fields["MsgId"] = next(self._message_ids)
        return self.post.take(Job(phone, parcel, fields))

    @property
    def longest_wait(self) -> float:
        """Seconds after which an action surely is answered or given up."""
        return 3 * (3 * self.patience + self.weather.slowness) + 30

    # small answers for phones

    def picture_url(self, media_id: str) -> str:
        """The PicUrl of a picture on the shelf."""
        return f"{self.url}/mmbiz_jpg/{media_id}/0"

    def place_name(self, scene: str | None) -> str:
        """How the page calls the place behind a scene."""
        if scene and scene == self.tickets.on_screen:
            return "大屏幕上的码"
        return next((label for known, label in self.places if known == scene), scene or "")

    def any_template(self, template_id: str) -> Template:
        """A template nobody described; a box that was given no list grants every one."""
        return Template(template_id)

    def _secrets(self) -> list[str]:
        kept = [self.token, self.app_secret, self.mini_app[1], self.aes_key or ""]
        return [*kept, *self.tokens.secrets()]
