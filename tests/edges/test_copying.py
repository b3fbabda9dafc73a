"""One report became several: each has the pictures, and what befalls one does not befall the other."""

from typing import Any

import pytest
from sqlalchemy import insert

from bot.courier import AGAIN, UNWANTED, Outcome
from bot.fetching import Fetcher
from models import photos
from simulator import Box
from simulator.sound import amr
from suishoupai.product import Product
from tests.edges.albums import GOOD
from tests.edges.conftest import SQLITE
from tests.edges.sent import carry, errands, rows, send

FACTS = ("sha256", "original_sha256", "bytes", "width", "height", "band_a", "band_d", "stored_at", "seconds")


def copy_of(product: Product, old: Any) -> int:
    """A row that shall have the same picture."""
    facts = {name: old[name] for name in ("hazard_id", "medium", "taken_at")} | {"copy_of": old["id"]}
    statement = insert(photos.TABLE).values(**facts).returning(photos.TABLE.c.id)
    return int(product.stores.writer.carry(lambda db: db.execute(statement).scalar_one()))


def fetcher(product: Product) -> Fetcher:
    return Fetcher(product.platform, product.shelf, product.stores.writer, product.clock)


def signed(product: Product, outcome: Outcome) -> Outcome:
    """What the courier does with an outcome."""
    if outcome.and_then:
        product.stores.writer.carry(outcome.and_then)
    return outcome


def copies(product: Product, new: int, old: int) -> Outcome:
    return signed(product, fetcher(product).copy({"payload": {"photo": new, "of": old}}))


def change(product: Product, photo_id: int, **facts: object) -> None:
    product.stores.writer.carry(lambda db: photos.change_photo(db, photo_id, **facts))


def row_of(product: Product, photo_id: int) -> Any:
    return next(row for row in rows(product) if row["id"] == photo_id)


def fetched(product: Product, box: Box) -> Any:
    """A picture on the shelf."""
    send(product, box.shelf.put_picture(GOOD["jpeg"]).media_id)
    carry(product)
    return rows(product)[0]


def test_both_rows_show_the_picture_and_know_the_same_of_it(wired: Product, box: Box) -> None:
    old = fetched(wired, box)
    new = copy_of(wired, old)
    assert copies(wired, new, old["id"]).state == "done"
    row = row_of(wired, new)
    assert row["state"] == "ready"
    assert [row[name] for name in FACTS] == [old[name] for name in FACTS]
    for size in ("original", "1600", "320"):
        paths = [wired.shelf.path(photo_id, size) for photo_id in (old["id"], new)]
        assert paths[0].samefile(paths[1]), "the bytes lie there once"


@SQLITE
def test_a_voice_is_copied_too(wired: Product, box: Box) -> None:
    send(wired, box.shelf.put("voice", amr(3), "voice/amr").media_id, kind="voice", Format="amr")
    carry(wired)
    (old,) = rows(wired)
    new = copy_of(wired, old)
    copies(wired, new, old["id"])
    assert row_of(wired, new)["seconds"] == 3.0
    assert wired.shelf.path(new, "voice").read_bytes() == amr(3)


def test_one_can_be_purged_and_the_other_stays(wired: Product, box: Box) -> None:
    old = fetched(wired, box)
    new = copy_of(wired, old)
    copies(wired, new, old["id"])
    outcome = fetcher(wired).purge({"hazard_id": None, "payload": {"photos": [old["id"]]}})
    signed(wired, outcome)
    assert [row["state"] for row in rows(wired)] == ["purged", "ready"]
    assert wired.shelf.path(old["id"], "1600") is None
    assert wired.shelf.path(new, "1600").stat().st_size == old["bytes"]


@SQLITE
def test_what_shows_a_patient_goes_beside_other_reports_too(wired: Product, box: Box) -> None:
    old = fetched(wired, box)
    send(wired, box.shelf.put_picture(GOOD["png"]).media_id, openid="oLi")
    carry(wired)
    (other,) = wired.stores.writer.carry(lambda db: list(photos.photos_of(db, 2)))
    errand = {"hazard_id": old["hazard_id"], "payload": {"photos": [old["id"], other["id"]]}}
    signed(wired, fetcher(wired).purge(errand))
    states = wired.stores.writer.carry(lambda db: [photos.find_photo(db, at)["state"] for at in (1, 2)])
    assert states == ["purged", "purged"]
    assert not [path for path in wired.settings.photos_dir.rglob("*") if path.is_file()]


def test_purging_a_report_purges_all_it_had(wired: Product, box: Box) -> None:
    old = fetched(wired, box)
    new = copy_of(wired, old)
    copies(wired, new, old["id"])
    signed(wired, fetcher(wired).purge({"hazard_id": old["hazard_id"], "payload": {}}))
    assert {row["state"] for row in rows(wired)} == {"purged"}
    assert not [path for path in wired.settings.photos_dir.rglob("*") if path.is_file()]


@SQLITE
def test_a_picture_that_is_not_there_yet_is_waited_for(wired: Product, box: Box) -> None:
    (old,) = send(wired, box.shelf.put_picture(GOOD["jpeg"]).media_id)
    new = copy_of(wired, old)
    assert copies(wired, new, old["id"]).state == AGAIN
    carry(wired)
    assert copies(wired, new, old["id"]).state == "done"
    assert row_of(wired, new)["state"] == "ready"


@SQLITE
def test_a_picture_that_was_lost_is_lost_for_both_and_asked_for_once(wired: Product, box: Box) -> None:
    (old,) = send(wired, "forgotten")
    new = copy_of(wired, old)
    carry(wired)
    copies(wired, new, old["id"])
    row = row_of(wired, new)
    assert (row["state"], row["reason"]) == ("gone", row_of(wired, old["id"])["reason"])
    assert len(errands(wired, "photo_gone")) == 1


@SQLITE
@pytest.mark.parametrize("state", ["sealed", "purged"])
def test_what_is_closed_is_closed_for_the_copy(wired: Product, box: Box, state: str) -> None:
    old = fetched(wired, box)
    new = copy_of(wired, old)
    change(wired, old["id"], state=state)
    copies(wired, new, old["id"])
    assert row_of(wired, new)["state"] == state
    assert (wired.shelf.path(new, "1600") is None) == (state == "purged")


@SQLITE
def test_one_that_was_sealed_before_it_came_has_nothing_to_copy(wired: Product, box: Box) -> None:
    (old,) = send(wired, box.shelf.put_picture(GOOD["jpeg"]).media_id)
    new = copy_of(wired, old)
    change(wired, old["id"], state="sealed")
    copies(wired, new, old["id"])
    assert row_of(wired, new)["state"] == "sealed"


@SQLITE
@pytest.mark.parametrize("whose", ["old", "new"])
@pytest.mark.parametrize("state", ["sealed", "purged"])
def test_what_is_closed_while_it_is_copied_is_closed(
    wired: Product, box: Box, whose: str, state: str
) -> None:
    old = fetched(wired, box)
    new = copy_of(wired, old)
    outcome = fetcher(wired).copy({"payload": {"photo": new, "of": old["id"]}})
    change(wired, old["id"] if whose == "old" else new, state=state)
    signed(wired, outcome)
    assert row_of(wired, new)["state"] == state
    assert (wired.shelf.path(new, "1600") is None) == (state == "purged")


@SQLITE
def test_a_picture_purged_while_it_came_keeps_no_bytes(wired: Product, box: Box) -> None:
    (row,) = send(wired, box.shelf.put_picture(GOOD["jpeg"]).media_id)
    outcome = fetcher(wired).fetch({"payload": {"photo": row["id"]}, "stale_at": None})
    change(wired, row["id"], state="purged")
    signed(wired, outcome)
    assert row_of(wired, row["id"])["state"] == "purged"
    assert wired.shelf.path(row["id"], "1600") is None


@SQLITE
def test_an_errand_carried_twice_copies_once(wired: Product, box: Box) -> None:
    old = fetched(wired, box)
    new = copy_of(wired, old)
    fetcher(wired).copy({"payload": {"photo": new, "of": old["id"]}})  # and the courier died
    assert copies(wired, new, old["id"]).state == "done"
    assert copies(wired, new, old["id"]) == UNWANTED
    assert row_of(wired, new)["state"] == "ready"


@SQLITE
def test_files_that_are_away_are_looked_for_again(wired: Product, box: Box) -> None:
    old = fetched(wired, box)
    new = copy_of(wired, old)
    wired.shelf.remove(old["id"])
    assert copies(wired, new, old["id"]).state == AGAIN
    assert row_of(wired, new)["state"] == "waiting"
