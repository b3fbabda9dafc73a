"""Pictures and voices that people sent, and what became of them."""

from typing import Any

from models import outbox, photos
from simulator import Box
from suishoupai.product import Product
from tests.edges.conftest import Door
from tests.edges.letters import fields


def send(product: Product, *media_ids: str, kind: str = "image", **own: object) -> list[Any]:
    """Photos arrive; their rows."""
    door = Door(product)
    for media_id in media_ids:
        door.plain(fields(kind, at=product.clock(), **({"MediaId": media_id, "PicUrl": ""} | own)))
    return rows(product)


def rows(product: Product) -> list[Any]:
    return product.stores.writer.carry(lambda db: list(photos.photos_of(db, 1)))


def errands(product: Product, kind: str) -> list[Any]:
    found = product.stores.writer.carry(lambda db: list(outbox.errands(db)))
    return [errand for errand in found if errand["kind"] == kind]


def carry(product: Product, seconds: float = 0) -> None:
    product.clock.forward(seconds=seconds)
    product.courier.until_empty()


def calls(box: Box, what: str) -> int:
    return sum(line.kind == what for line in box.wire)
