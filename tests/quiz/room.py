"""An examination room: one person with two telephones and a page, a clock, and a server that may fall over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select

from actions.quiz import bank, examining
from actions.quiz import results as counting
from actions.quiz.sitting import Sitting, opened
from bot.turn import Inbound
from models.base import Row
from models.quiz import papers, results, sittings
from models.quiz.sittings import TABLE
from plans.questions import the_bank
from rules.quiz.paper import Purpose, Review
from suishoupai.product import Product, build
from suishoupai.settings import load
from suishoupai.stores import open_stores
from tests.conftest import Clock
from tests.hospital import Hospital

PARTS = [
    {"count": 2, "kinds": ["single"]},
    {"count": 1, "kinds": ["multiple"]},
    {"count": 2, "kinds": ["judge"]},
]
ATTEMPTS, RESITS, MINUTES = 2, 1, 30
FROZEN = ("handed_in_at", "handed_in_by", "right", "points", "total", "share", "seconds", "passed", "drawn")


@dataclass
class Room:
    """``written`` is what was acknowledged: sitting and position to the letters as shown."""

    url: str
    folder: Path
    leaves: Callable[[], None] = lambda: None
    clock: Clock = field(default_factory=Clock)
    written: dict[tuple[int, int], str] = field(default_factory=dict)
    frozen: dict[int, dict[str, Any]] = field(default_factory=dict)
    last: Inbound | None = None
    said: str = ""

    def __post_init__(self) -> None:
        self.hospital = Hospital(self._build())
        self.hospital.carry(lambda db: bank.ship(db, the_bank()[::8], self.clock()))
        self.paper_id = int(self.hospital.carry(self._paper))
        self.phones = [self.hospital.phone("张敏"), self.hospital.phone("新手机")]

    @property
    def product(self) -> Product:
        return self.hospital.product

    def _build(self) -> Product:
        settings = load(
            database={"url": self.url},
            data_dir=self.folder,
            wechat={"token": "shhh"},
            web={"secret_key": "a secret of the tests", "public_url": "http://127.0.0.1:1"},
        )
        product = build(settings, open_stores(settings), self.clock)
        object.__setattr__(product.house, "chance", Random(616))  # the same draws in every run
        return product

    def _paper(self, db: Any) -> int:
        now = self.clock()
        return papers.add_paper(
            db,
            unit_id=self.hospital.ids["市一院"],
            purpose=Purpose.EXAM,
            title="考试",
            state=papers.PUBLISHED,
            opens_at=now,
            closes_at=now + timedelta(days=3),
            minutes=MINUTES,
            attempts=ATTEMPTS,
            resits=RESITS,
            parts=PARTS,
            fixed=[],
            review=Review.CLOSED,
            made_at=now,
        )

    def says(self, phone: int, text: str) -> None:
        """One message of one telephone."""
        self.last = self.phones[phone].inbound("text", text=text)
        self.said = self.product.dispatch.answer(self.last)
        assert self.said, text
        assert "出了岔子" not in self.said, self.said
        self.clock.forward(seconds=3)

    def again(self) -> None:
        """The platform delivers the last message once more."""
        if self.last is not None:
            assert self.product.dispatch.answer(self.last) == self.said

    def open_sitting(self) -> Sitting | None:
        person = self.hospital.ids["张敏"]
        bank = self.product.house.bank

        def read(db: Any) -> Sitting | None:
            row = sittings.open_of_paper(db, self.paper_id, person)
            return opened(db, row["id"], bank) if row else None

        found: Sitting | None = self.hospital.carry(read)
        return found

    def writes_on_page(self, position: int, letters: str) -> None:
        """An answer through the other door."""
        sitting = self.open_sitting()
        if sitting is None:
            return
        asked = sitting.asked[position % len(sitting.asked)]
        now = self.clock()

        def write(db: Any) -> bool:
            here = opened(db, sitting.id, self.product.house.bank, hold=True)
            return here is not None and examining.answer(db, here, asked, letters, now=now)

        if self.hospital.carry(write):
            self.written[sitting.id, asked.position] = letters

    def notes(self, before: Sitting | None) -> None:
        """What the chat acknowledged: the answers that stand in the tables after it said so."""
        after = self.open_sitting()
        if before is None or after is None or after.id != before.id:
            return
        for one in after.asked:
            if one.given is not None and one.given != before.asked[one.position - 1].given:
                self.written[after.id, one.position] = one.given

    def restarts(self) -> None:
        """The process is killed and comes back; only the database is left."""
        self.product.stop()
        self.hospital.product = self._build()
        self.hospital.product.house.bank.forget()

    def beat(self) -> None:
        now = self.clock()
        self.hospital.carry(lambda db: examining.finish_late(db, self.product.house.bank, now))

    def looks(self) -> None:
        """What must hold whatever anybody did."""
        rows: list[Row] = self.hospital.carry(
            lambda db: db.execute(select(TABLE).order_by(TABLE.c.id)).mappings().all()
        )
        formal = [row for row in rows if row["paper_id"]]
        assert sum(row["handed_in_at"] is None for row in formal) <= 1, "one sitting at a time"
        late = sum(row["handed_in_by"] == "clock" for row in formal)
        assert len(formal) <= ATTEMPTS + min(late, RESITS), "nobody sits oftener than allowed"
        assert [row["attempt"] for row in formal] == list(range(1, len(formal) + 1))
        for row in formal:
            self._nothing_lost(row)
            self._mark_stands(row)
        assert self.hospital.carry(lambda db: counting.recount(db, self.paper_id))

    def _nothing_lost(self, row: Row) -> None:
        sitting: Sitting = self.hospital.carry(lambda db: opened(db, row["id"], self.product.house.bank))
        for asked in sitting.asked:
            if (row["id"], asked.position) in self.written:
                assert asked.given == self.written[row["id"], asked.position], "an acknowledged answer stands"

    def _mark_stands(self, row: Row) -> None:
        if row["handed_in_at"] is None:
            return
        facts = {name: row[name] for name in FROZEN}
        assert self.frozen.setdefault(row["id"], facts) == facts, "what was handed in never changes"

    def counted(self) -> int:
        count = select(func.count()).select_from(results.TABLE)
        return int(self.hospital.carry(lambda db: db.execute(count).scalar_one()))

    def now(self) -> datetime:
        return self.clock()

    def close(self) -> None:
        self.product.stop()
        self.leaves()
