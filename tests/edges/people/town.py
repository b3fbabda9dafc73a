"""Three people with telephones, the house they write to, and a clock: every deed is played and remembered."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from bot.dispatch import SEALED
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.conftest import Clock
from tests.edges.conftest import Door, said
from tests.edges.letters import event, fields, query, write
from tests.edges.people.house import Fetched
from tests.edges.people.tables import Tables, read_tables
from tests.edges.people.talk import Deed, Delivery, Said, Stand

PEOPLE = {"nurse": "张敏", "stranger": "路人", "officer": "李红"}
OFFERED_FOR = timedelta(minutes=30)
REPEATED_FOR = timedelta(minutes=50)


Look = Callable[["Town", Said], None]
Wait = Callable[["Town", Tables, Tables], None]


@dataclass
class Town:
    """The house on one database. ``looks`` are asked after every message, ``waits`` after every silence."""

    url: str
    folder: Path
    looks: Sequence[Look] = ()
    waits: Sequence[Wait] = ()
    leaves: Callable[[], None] = lambda: None
    """What remains to be done when the house is closed."""
    clock: Clock = field(default_factory=Clock)
    told: list[str] = field(default_factory=list)
    """The dialogue so far, as one would read it."""
    steps: int = 0
    deliveries: list[Delivery] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    media: int = 0
    shown: dict[str, str] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)
    """What the promises keep from one message to the next."""

    def __post_init__(self) -> None:
        self.lines: list[Any] = []
        self.hospital = Fetched(self._build())
        self.door = Door(self.product)
        for who, name in PEOPLE.items():
            self.hospital.phone(name, bound=who != "stranger")
        self.tables = self._read()

    @property
    def product(self) -> Product:
        return self.hospital.product

    def _build(self) -> Product:
        settings = load(
            database={"url": self.url},
            data_dir=self.folder,
            wechat={"token": "shhh", "templates": {"notice": "TPL"}},
            web={"secret_key": "a secret of the tests", "public_url": "http://127.0.0.1:1"},
            hospital={
                "emergency_phone": "0533-2110119",
                "union_phone": "0533-2110088",
                "union_name": "陈静",
                "repair_phone": "0533-2110123",
            },
        )
        return build(settings, open_stores(settings), self.clock)

    def _read(self) -> Tables:
        read: Tables = self.hospital.carry(read_tables)
        return read

    def openid(self, who: str) -> str:
        return self.hospital.phone(PEOPLE[who], bound=False).openid

    def opened(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """What stands under the seal, if anything does."""
        return json.loads(self.product.house.seal.open(facts[SEALED])) if SEALED in facts else facts

    def stand(self, who: str) -> Stand:
        openid = self.openid(who)
        account = next((a for a in self.tables["conversation"].values() if a.openid == openid), None)
        if account is None:
            return Stand(None, "", {}, "")
        person = self.tables["person"].get(account.person_id)
        stale = account.choices_at is None or self.clock() - account.choices_at > OFFERED_FOR
        offers = {} if stale else self.opened(account.choices)
        return Stand(account, person.role if person else "", offers, self.shown.get(who, ""))

    # What people do.

    def play(self, deed: Deed) -> None:
        self.steps += 1
        getattr(self, deed.what)(deed.who, **deed.facts)

    def shows(self, who: str, number: int, *, ago: int = 0, lost: bool = False) -> None:
        """So many photos in one go."""
        for _ in range(number):
            media_id = self._media("m", lost=lost)
            self._send(who, "image", ago=ago, MediaId=media_id, PicUrl="")
        self.clock.forward(seconds=1)

    def says(self, who: str, words: str) -> None:
        self._send(who, "text", Content=words)
        self.clock.forward(seconds=1)

    def takes(self, who: str, nth: int) -> None:
        """One of the digits that the last reply offers."""
        offers = sorted(self.stand(who).offers)
        self.says(who, offers[nth % len(offers)] if offers else str(nth))

    def about(self, who: str, nth: int, words: str) -> None:
        """Something about a number of the ledger."""
        numbers = sorted(row.number for row in self.tables["hazard"].values() if row.number) or [101]
        self.says(who, words.format(numbers[nth % len(numbers)]))

    def asks(self, who: str, nth: int) -> None:
        """查 and a receipt that somebody has got."""
        digits = self.receipts[nth % len(self.receipts)] if self.receipts else "48217790"
        self.says(who, f"查{digits}")

    def speaks(self, who: str, heard: str) -> None:
        self._send(who, "voice", MediaId=self._media("v"), Format="amr", Recognition=heard)
        self.clock.forward(seconds=1)

    def films(self, who: str, kind: str, *, cover: bool) -> None:
        thumb = self._media("t") if cover else ""
        self._send(who, kind, MediaId=f"film{self.media}", ThumbMediaId=thumb)
        self.clock.forward(seconds=1)

    def points(self, who: str, label: str) -> None:
        self._send(who, "location", Label=label, Location_X="36.8", Location_Y="118.05", Scale="15")
        self.clock.forward(seconds=1)

    def sends(self, who: str, kind: str) -> None:
        """A link, a file, a kind of tomorrow."""
        self._send(who, kind, Title="t", Description="d", Url="http://x")
        self.clock.forward(seconds=1)

    def happens(self, who: str, name: str, key: str = "") -> None:
        """An event: a code, a tap, following, leaving."""
        self._send(who, "event", Event=name, EventKey=key)
        self.clock.forward(seconds=1)

    def _media(self, letter: str, *, lost: bool = False) -> str:
        self.media += 1
        media_id = f"{letter}{self.media}"
        if lost:
            self.hospital.wire.gone.add(media_id)
        return media_id

    def _send(self, who: str, kind: str, *, ago: int = 0, **own: Any) -> None:
        at, openid = self.clock() - timedelta(seconds=ago), self.openid(who)
        facts = (
            event(at=at, openid=openid, name=own["Event"], **{k: v for k, v in own.items() if k != "Event"})
            if (kind == "event")
            else fields(kind, openid=openid, at=at, **own)
        )
        body, stand = write(facts), self.stand(who)
        with self._listening():
            reply = said(self.door.posts(query(self.clock()), body))
        self._forgets(reply)
        self.deliveries.append(Delivery(body, reply, self.clock()))
        self.told.append(f"{who}：{own.get('Content') or (kind, own)}\n    → {reply!r}")
        after = self._read()
        heard = Said(who, kind, own, reply, stand, self.tables, after)
        self.tables = after
        if self._offers_anew(openid, heard):
            self.shown[who] = reply
        for look in self.looks:
            look(self, heard)

    def _forgets(self, reply: str) -> None:
        """Once a row has lost its name, what thanked by name is not said again, not even to a repeat."""
        if found := re.search(r"(\d+号)改成不留名了", reply):
            self.deliveries = [
                replace(one, answer="") if found[1] in one.answer else one for one in self.deliveries
            ]

    def _offers_anew(self, openid: str, heard: Said) -> bool:
        """Whether the digits mean what this reply says; an aside leaves them as they were."""
        now = next(a for a in heard.after["conversation"].values() if a.openid == openid)
        was = heard.stand.account
        return was is None or (now.choices, now.choices_at) != (was.choices, was.choices_at)

    # What happens.

    def repeats(self, who: str, nth: int) -> None:
        """One of the last deliveries comes once more."""
        for delivery in self.deliveries[-1 - nth : len(self.deliveries) - nth]:
            if not timedelta() <= self.clock() - delivery.at < REPEATED_FOR:
                continue
            assert said(self.door.posts(query(self.clock()), delivery.body)) == delivery.answer
            assert self._read() == self.tables, "a repeat changed something"

    def passes(self, who: str, seconds: int) -> None:
        """Time, and the courier carries what came due; a clock may also be set back a little."""
        before = self.tables
        self.clock.forward(seconds=seconds)
        with self._listening():
            self.product.courier.until_empty()
            self.product.metronome.tick(self.clock())
        self.tables = self._read()
        self.told.append(f"（{seconds}秒）")
        for wait in self.waits:
            wait(self, before, self.tables)

    def restarts(self, who: str) -> None:
        """The product ends and begins again on the same database."""
        self.product.stop()
        self.hospital.moves_in(self._build())
        self.door = Door(self.product)
        assert self._read() == self.tables, "a restart changed something"

    def fails(self, who: str, *, down: bool) -> None:
        """The platform is down, or up again."""
        self.hospital.wire.down = down

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Whatever the house logs as an error ends the test."""
        with capture_logs() as lines:
            yield
        self.lines += lines
        wrong = [line for line in lines if line["log_level"] in ("error", "critical")]
        assert not wrong, wrong

    def close(self) -> None:
        self.product.stop()
        self.leaves()
