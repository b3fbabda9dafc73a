"""市一院 with namesakes, and a platform that may be down; a restart keeps its people."""

from bot.courier import Courier
from bot.evidence import EvidenceFetcher
from bot.fetching import Fetcher
from handlers.notices.bag import pack
from handlers.notices.speaking import Speaker, Template
from models.base import Db
from models.people import Person
from models.units import Unit
from suishoupai.product import Product
from tests.edges.people.wire import Wire
from tests.hospital import Hospital


class Fetched(Hospital):
    """市一院 with a platform that may be down; a restart keeps its people."""

    def __init__(self, product: Product) -> None:
        self.wire = Wire()
        super().__init__(product)
        self.mouth = self.wire
        self.moves_in(product)

    def _build(self, db: Db) -> None:
        """Two of one name, and two wards of like names."""
        super()._build(db)
        home = self.ids["市一院"]
        ward = {"code": "内科一病区", "name": "内科一病区", "kind": "department"}
        ward_id = self.add(db, Unit, parent_id=home, home_id=home, path=f"/{home}/0/", **ward)
        self.add(db, Person, name="王强", unit_id=ward_id, home_id=home, staff_no="040001")

    def moves_in(self, product: Product) -> None:
        self.product = product
        product.courier = self._courier()
        product.stores.writer.on_posted = product.courier.wake

    def _courier(self) -> Courier:
        product, stores = self.product, self.product.stores
        fetcher = Fetcher(self.wire, product.shelf, stores.writer, product.clock, ffmpeg=lambda: None)
        proofs = EvidenceFetcher(self.wire, product.proofs, stores.writer, product.clock)
        speaker = Speaker(stores.writer, self.wire, product.house, Template("TPL"), product.clock)
        return Courier(
            stores.writer, stores.reading, pack(speaker, fetcher, proofs), product.clock, name="test"
        )
