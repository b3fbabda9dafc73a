"""市一院 with a line above its owners: two who mend, their head, the head of the hospital, and one who leaves no name."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copy
from typing import Any

from sqlalchemy import select, update

from models.base import Db
from models.conversations import Conversation
from models.units import Unit
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.conftest import Clock
from tests.hospital import Hospital
from tests.postgres import Postgres

REPORTERS = ("张敏", "周兰")
NAMELESS = "周兰"
"""Reports without a name, always."""
OFFICERS = ("李红", "孙丽")
OWNERS = ("王强", "刘军")
HEAD, LEADER = "许峰", "吴国栋"
UNION = "陈静"
OF_THE_HOUSE = (*REPORTERS, *OFFICERS, *OWNERS, HEAD, LEADER, UNION)


class Ward(Hospital):
    """The house of the loop."""

    def _build(self, db: Db) -> None:
        super()._build(db)
        self.person(db, "周兰", "内科二病区", staff_no="020154")
        self.person(db, "刘军", "后勤科", staff_no="030002")
        self.person(db, HEAD, "后勤科", staff_no="030009", post="科长")
        self.person(db, LEADER, "市一院", staff_no="010009", post="分管院长")
        for unit, head in (("后勤科", HEAD), ("市一院", LEADER)):
            led = Unit.id == self.ids[unit]
            db.execute(update(Unit).where(led).values(head_id=self.ids[head]))

    def account(self, name: str) -> int:
        """The id of somebody's account."""
        openid = self.phone(name).openid
        found = select(Conversation.id).where(Conversation.openid == openid)
        return int(self.carry(lambda db: db.execute(found).scalar_one()))


def build_product(url: str, folder: Path, clock: Clock) -> Product:
    """The product on one database, nothing running by itself."""
    settings = load(
        database={"url": url},
        data_dir=folder,
        wechat={"token": "shhh", "templates": {"notice": "TPL"}},
        web={"secret_key": "a secret of the tests", "public_url": "http://127.0.0.1:1"},
        hospital={"emergency_phone": "0533-2110119", "repair_phone": "0533-2110123"},
    )
    return build(settings, open_stores(settings), clock)


@contextmanager
def ward_on(url: str, folder: Path) -> Iterator[Ward]:
    """The house on one database, and a clock of its own."""
    product = build_product(url, folder, Clock())
    try:
        yield Ward(product)
    finally:
        product.stop()


@contextmanager
def ward_on_sqlite(template: Path, folder: Path) -> Iterator[Ward]:
    """The house on a SQLite file in this folder."""
    folder.mkdir(exist_ok=True)
    copy(template, folder / "ssp.db")
    with ward_on(f"sqlite:///{folder / 'ssp.db'}", folder) as ward:
        yield ward


@contextmanager
def ward_on_postgresql(server: Postgres, folder: Path) -> Iterator[Ward]:
    """The house on a PostgreSQL database."""
    folder.mkdir(exist_ok=True)
    with ExitStack() as ends:
        url = ends.enter_context(server.database())
        yield ends.enter_context(ward_on(url, folder))


def name_of(ward: Ward, person_id: Any) -> str:
    """Who that is; empty for nobody."""
    return next((name for name in OF_THE_HOUSE if ward.ids[name] == person_id), "")
