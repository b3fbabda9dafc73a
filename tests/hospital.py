"""市一院 and its people: phones that talk to the product in-process, as WeChat would."""

import io
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from PIL import Image
from sqlalchemy import insert, select, update

from bot.courier import Courier
from bot.evidence import EvidenceFetcher
from bot.fetching import Fetcher
from bot.trouble import PlatformError
from bot.turn import Inbound
from handlers.notices.bag import pack
from handlers.notices.speaking import Speaker, Template
from models import conversations, hazards, history, outbox, photos
from models.base import Base, Db, table_of
from models.hazards import Hazard
from models.people import Person
from models.places import Place
from models.units import Unit
from suishoupai.product import Product

_ids = count(1)
LINES, CHARACTERS = 4, 100
QUIZ_LINES, QUIZ_CHARACTERS = 8, 260
"""A question with its options, and one line of what came of the one before."""


@cache
def a_picture() -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.effect_mandelbrot((64, 48), (-2, -1, 1, 1), 20).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Mouth:
    """Stands for the platform where a test needs no HTTP: remembers what was said, may refuse."""

    said: list[tuple[str, str]] = field(default_factory=list)
    refuses: int = 0
    gone: set[str] = field(default_factory=set)

    def send_text(self, openid: str, text: str) -> dict[str, Any]:
        if self.refuses:
            raise PlatformError(self.refuses, "no")
        self.said.append((openid, fits(text)))
        return {}

    def send_template(
        self, openid: str, template_id: str, data: Any, *, url: str = "", once: str = ""
    ) -> dict[str, Any]:
        self.said.append((openid, "模板：" + "｜".join(data.values())))
        return {"msgid": next(_ids)}

    def download(self, media_id: str) -> bytes:
        if media_id in self.gone:
            raise PlatformError(40007, "invalid media_id")
        return a_picture() + media_id.encode()  # no two photos of a telephone are the same bytes

    def download_picture(self, url: str) -> bytes:
        raise PlatformError(40007, "no such picture")


def fits(text: str) -> str:
    """Whatever a person reads in the chat: at most four lines and a hundred characters, addresses not counted.

    A question has eight lines and its options.
    """
    shown = re.sub(r"<[^>]*>", "", text)
    is_question = re.search(r"^\d+/\d+ ", shown, re.MULTILINE)
    lines, characters = (QUIZ_LINES, QUIZ_CHARACTERS) if is_question else (LINES, CHARACTERS)
    assert shown.count("\n") < lines, text
    assert len(shown.replace("\n", "")) <= characters, (len(shown), text)
    return text


class Phone:
    """One WeChat account that talks to the product."""

    def __init__(self, hospital: "Hospital", name: str) -> None:
        self.hospital = hospital
        self.name = name
        self.openid = f"o{name}".encode().hex()

    def inbound(self, kind: str, *, ago: float = 0, **facts: Any) -> Inbound:
        """A message made now, or some seconds ago."""
        at = self.hospital.product.clock() - timedelta(seconds=ago)
        return Inbound(key=f"k{next(_ids)}", openid=self.openid, kind=kind, created_at=at, **facts)

    def sends(self, kind: str, **facts: Any) -> str:
        return fits(self.hospital.product.dispatch.answer(self.inbound(kind, **facts)))

    def says(self, text: str, **facts: Any) -> str:
        return self.sends("text", text=text, **facts)

    def orders(self, text: str) -> str:
        """派 101 王强 3天: read back, and confirmed."""
        reply = self.says(text)
        return self.says("1") if reply.startswith("听成") else reply

    def shows_photo(self, media_id: str = "", **facts: Any) -> str:
        return self.sends("image", media_id=media_id or f"m{next(_ids)}", **facts)

    def scans(self, code: str) -> str:
        return self.sends("event.scan", event_key=code)

    def follows(self, code: str = "") -> str:
        return self.sends("event.subscribe", event_key=f"qrscene_{code}" if code else "")

    @property
    def pushes(self) -> list[str]:
        return [text for openid, text in self.hospital.mouth.said if openid == self.openid]


class Hospital:
    """市一院: 内科二病区 with nurse and officers, logistics, the union, and one place with a code."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.mouth = Mouth()
        self.ids: dict[str, int] = {}
        product.stores.writer.carry(self._build)
        product.courier = self._courier()
        product.stores.writer.on_posted = product.courier.wake
        self._phones: dict[str, Phone] = {}

    def _courier(self) -> Courier:
        product, stores = self.product, self.product.stores
        fetcher = Fetcher(self.mouth, product.shelf, stores.writer, product.clock)
        proofs = EvidenceFetcher(self.mouth, product.proofs, stores.writer, product.clock)
        speaker = Speaker(stores.writer, self.mouth, product.house, Template("TPL"), product.clock)
        return Courier(
            stores.writer, stores.reading, pack(speaker, fetcher, proofs), product.clock, name="test"
        )

    def _build(self, db: Db) -> None:
        home = db.execute(select(Unit.id)).scalar_one()
        db.execute(update(Unit).values(name="市一院", code="SYY"))
        self.ids["市一院"] = home
        for name in ("内科二病区", "后勤科"):
            self.ids[name] = self.add(
                db, Unit, code=name, name=name, kind="department", parent_id=home, home_id=home
            )
            db.execute(
                update(Unit).where(Unit.id == self.ids[name]).values(path=f"/{home}/{self.ids[name]}/")
            )
        self.person(db, "张敏", "内科二病区", staff_no="020153")
        self.person(db, "李红", "内科二病区", staff_no="020001", role="officer")
        self.person(db, "孙丽", "内科二病区", staff_no="020002", role="officer")
        self.person(db, "王强", "后勤科", staff_no="030001", phone="0533-2110123")
        self.person(db, "陈静", "市一院", staff_no="010001", role="union")
        facts = {"code": "5FE", "name": "内科楼5楼东走廊", "unit_id": self.ids["内科二病区"], "home_id": home}
        self.ids["5FE"] = self.add(db, Place, **facts, aliases=["五楼东走廊"])

    def person(self, db: Db, name: str, unit: str, **facts: Any) -> None:
        self.ids[name] = self.add(
            db, Person, name=name, unit_id=self.ids[unit], home_id=self.ids["市一院"], **facts
        )

    def add(self, db: Db, model: type[Base], **facts: Any) -> int:
        table = table_of(model)
        return int(db.execute(insert(table).returning(table.c.id), facts).scalar_one())

    def phone(self, name: str, *, bound: bool = True) -> Phone:
        """A person's phone; people of the roll are bound already."""
        if name not in self._phones:
            phone = self._phones[name] = Phone(self, name)
            if bound and name in self.ids:
                phone.follows()
                self.carry(lambda db: self._bind(db, phone))
        return self._phones[name]

    def _bind(self, db: Db, phone: Phone) -> None:
        mine = conversations.Conversation.openid == phone.openid
        db.execute(update(conversations.Conversation).where(mine).values(person_id=self.ids[phone.name]))

    def carry(self, work: Any) -> Any:
        return self.product.stores.writer.carry(work)

    def forward(self, **units: float) -> None:
        """Time passes, and the courier carries what came due."""
        self.product.clock.forward(**units)  # type: ignore[attr-defined]
        self.product.courier.until_empty()

    def rows(self) -> list[Any]:
        return self.carry(lambda db: db.execute(select(hazards.TABLE).order_by(Hazard.id)).mappings().all())

    def row(self) -> Any:
        """The one hazard there is."""
        (row,) = self.rows()
        return row

    def photos(self, hazard_id: int) -> list[Any]:
        return self.carry(lambda db: photos.photos_of(db, hazard_id))

    def history(self, hazard_id: int) -> list[Any]:
        return self.carry(lambda db: history.history_of(db, hazard_id))

    def errands(self, kind: str) -> list[Any]:
        return [e for e in self.carry(lambda db: outbox.errands(db)) if e["kind"] == kind]

    @property
    def now(self) -> datetime:
        return self.product.clock()
