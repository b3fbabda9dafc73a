"""A video is shown by its cover; when that cannot be had, the report stands all the same."""

from models import hazards
from simulator import Box
from suishoupai.product import Product
from tests.edges.albums import GOOD
from tests.edges.conftest import SQLITE
from tests.edges.sent import carry, errands, rows, send


def film(product: Product, cover_id: str) -> None:
    """A video arrives; the account may fetch its cover."""
    send(product, "the-film-itself", kind="video", ThumbMediaId=cover_id)


def status(product: Product) -> str:
    """How the report stands."""
    return product.stores.writer.carry(lambda db: hazards.find_hazard(db, 1))["status"]


def test_the_cover_stands_for_the_video(wired: Product, box: Box) -> None:
    film(wired, box.shelf.put_picture(GOOD["jpeg"], "thumb").media_id)
    carry(wired)
    (row,) = rows(wired)
    assert (row["medium"], row["state"], row["width"]) == ("cover", "ready", 400)
    assert wired.shelf.path(row["id"], "320").stat().st_size > 0


@SQLITE
def test_a_cover_that_cannot_be_had_costs_the_picture_and_not_the_report(wired: Product, box: Box) -> None:
    film(wired, "forgotten")
    carry(wired)
    (row,) = rows(wired)
    assert (row["medium"], row["state"]) == ("cover", "gone")
    assert "40007" in row["reason"]
    assert len(errands(wired, "photo_gone")) == 1
    assert status(wired) == "draft", "it still waits for its sentence"


@SQLITE
def test_a_cover_that_is_no_picture_is_asked_for_like_a_lost_photo(wired: Product, box: Box) -> None:
    film(wired, box.shelf.put("thumb", b"\0\0\0\x18ftypmp42" + bytes(64), "video/mp4").media_id)
    carry(wired)
    assert rows(wired)[0]["state"] == "gone"
    carry(wired, 20)
    (asked,) = errands(wired, "photo_gone")
    assert asked["attempts"] == 1
