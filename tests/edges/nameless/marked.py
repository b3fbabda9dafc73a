"""A nurse whose every trace is unmistakable, and the house she writes to without a name."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from PIL import Image
from sqlalchemy import insert, select, update
from structlog.testing import capture_logs

from models import conversations, people
from models.base import Db, Row, table_of
from simulator.sound import amr
from suishoupai.product import Product
from tests.edges.conftest import Door, said
from tests.edges.letters import event, fields, query, write
from tests.hospital import Hospital, Mouth, fits

NAME, STAFF_NO, PHONE = "尉迟冰雁", "ZX90817263", "13987650981"
OPENID = "oMARKmarkMARKmarkMARKmark00"
STAIRS = "三楼东楼梯口堆着纸箱"


@cache
def photo_with_traces(media_id: str) -> bytes:
    """A JPEG as a telephone takes it: with its maker, its owner and the place where it was taken."""
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x9286] = f"Phone of {STAFF_NO}", STAFF_NO, STAFF_NO
    exif.get_ifd(0x8825)[1] = "N"
    picture = Image.frombytes("L", (8, 8), sha256(media_id.encode()).digest() * 2)
    picture.resize((320, 240)).save(drawn, "JPEG", exif=exif, comment=STAFF_NO.encode())
    return drawn.getvalue()


class Platform(Mouth):
    """Gives what was sent, and remembers what it was asked for."""

    def download(self, media_id: str) -> bytes:
        super().download(media_id)
        return amr(2) if "voice" in media_id else photo_with_traces(media_id)


@dataclass
class Marked:
    """The nurse, her telephone, and everything that could lead to her."""

    hospital: Hospital
    door: Door
    media: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    openid: str = OPENID

    @property
    def product(self) -> Product:
        return self.hospital.product

    @property
    def account(self) -> Row:
        mine = select(conversations.TABLE).where(conversations.TABLE.c.openid == OPENID)
        return self.hospital.carry(lambda db: db.execute(mine).mappings().one())

    @property
    def traces(self) -> dict[str, str]:
        """What must be found nowhere, by what it is."""
        files = {
            f"file {m}": sha256(photo_with_traces(m)).hexdigest() for m in self.media if "voice" not in m
        }
        names = {"openid": OPENID, "name": NAME, "staff number": STAFF_NO, "telephone": PHONE}
        return names | {f"media {m}": m for m in self.media} | files

    @property
    def receipts(self) -> list[str]:
        """The digits of the receipts she has read."""
        told = [line for answer in self.heard for line in answer.split("\n") if "查" in line]
        return ["".join(filter(str.isdigit, line)) for line in told if line.startswith("想看进展")]

    def says(self, words: str) -> str:
        return self._sends(fields("text", openid=OPENID, at=self.hospital.now, Content=words))

    def shows(self, number: int = 1, kind: str = "image") -> None:
        for _ in range(number):
            self.media.append(f"MEDIA{kind}{len(self.media)}ofMARK")
            own = {"MediaId": self.media[-1], "ThumbMediaId": self.media[-1], "PicUrl": ""}
            self._sends(fields(kind, openid=OPENID, at=self.hospital.now, **own))

    def speaks(self) -> str:
        self.media.append(f"MEDIAvoice{len(self.media)}ofMARK")
        return self._sends(fields("voice", openid=OPENID, at=self.hospital.now, MediaId=self.media[-1]))

    def scans(self, code: str) -> str:
        return self._sends(event("SCAN", openid=OPENID, at=self.hospital.now, EventKey=code))

    def waits(self, **units: float) -> None:
        """Time passes: the courier carries, the clock beats, what must be forgotten is."""
        with self.listening():
            self.hospital.forward(**units)
            self.product.metronome.tick(self.hospital.now)

    def _sends(self, facts: dict[str, object]) -> str:
        with self.listening():
            answer = fits(said(self.door.posts(query(self.hospital.now), write(facts))))
        self.heard.append(answer)
        self.hospital.product.clock.forward(seconds=1)  # type: ignore[attr-defined]
        return answer

    @contextmanager
    def listening(self) -> Iterator[None]:
        with capture_logs() as lines:
            yield
        self.lines += lines


def move_in(product: Product) -> Marked:
    """Everybody of 市一院, an administrator, and the nurse with her telephone, bound."""
    hospital = Hospital(product)
    hospital.mouth = Platform()
    product.courier = hospital._courier()
    product.stores.writer.on_posted = product.courier.wake
    nurse = Marked(hospital, Door(product))
    hospital.carry(lambda db: _enrol(db, hospital))
    nurse._sends(event("subscribe", openid=OPENID, at=hospital.now, EventKey=""))
    assert "绑好了" in nurse.says(f"绑定 {NAME} {STAFF_NO}")
    nurse.waits(hours=2)
    nurse.heard.clear()
    return nurse


def _enrol(db: Db, hospital: Hospital) -> None:
    home, ward = hospital.ids["市一院"], hospital.ids["内科二病区"]
    roll = table_of(people.Person)
    db.execute(insert(roll).values(name=NAME, staff_no=STAFF_NO, phone=PHONE, unit_id=ward, home_id=home))
    db.execute(
        insert(roll).values(name="管理员甲", staff_no="000001", unit_id=home, home_id=home, role="admin")
    )
    db.execute(update(roll).where(roll.c.name == "李红").values(phone="0533-2110120"))
