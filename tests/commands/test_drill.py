"""A backup made while people report, and the way back: what every hospital hopes never to need."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text

from actions.plan.doing.deeds import Said, record
from bot.shelf import Folder
from models.base import Db
from models.plan.proofs import add_evidence, find_evidence
from models.tables import Base
from models.units import home_of_strangers
from rules.refusal import Refused
from suishoupai import keeping
from suishoupai.product import build
from suishoupai.stores import open_stores, stores
from tests.commands.conftest import Empty, elsewhere, emptied, only_postgresql, only_sqlite, report
from tests.hospital import Hospital


def counts(url: str) -> dict[str, int]:
    engine = create_engine(url)
    with engine.connect() as db:
        found = {
            t.name: db.execute(select(func.count()).select_from(t)).scalar_one()
            for t in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


def numbers(hospital: Hospital) -> set[str]:
    return {str(row["number"]) for row in hospital.rows() if row["number"]}


def test_a_drill_everything_is_back_and_the_restored_product_serves(
    hospital: Hospital, tmp_path: Path, empty: Empty
) -> None:
    receipt = report(hospital)
    kept = keeping.backup(hospital.product.settings, tmp_path / "all.tar", now=hospital.now)
    before = counts(hospital.product.settings.database_url)
    settings = empty()
    back = keeping.restore(settings, tmp_path / "all.tar")
    assert (back.pictures, back.is_old, back.is_same_key) == (kept.pictures, False, True)
    assert kept.pictures == 5  # two photos, three sizes each; of the nameless one not the file as it was sent
    assert counts(settings.database_url) == before
    product = build(settings, open_stores(settings), hospital.product.clock)
    try:
        old = hospital.product
        hospital.product = product
        assert hospital.phone("王强").says(f"查{receipt}").startswith("102号")
        row = hospital.rows()[1]
        assert (row["anonymous"], row["reporter_id"]) == (True, None)
        assert json.loads(product.house.seal.open(row["seal"]))[0] > 0
        for photo in hospital.photos(hospital.rows()[0]["id"]):
            assert product.shelf.path(photo["id"], "1600").read_bytes()
        assert "103号" in hospital.phone("张敏").says("五楼灭火器过期了")
    finally:
        hospital.product = old
        product.stop()


def test_a_backup_while_people_report_is_of_one_moment(
    hospital: Hospital, tmp_path: Path, empty: Empty
) -> None:
    report(hospital)
    told, stop, phones = threading.Event(), threading.Event(), [hospital.phone(f"路人{n}") for n in range(3)]

    def chatter(phone: Any) -> None:
        while not stop.is_set():
            phone.shows_photo()
            phone.says("四楼走廊堆着纸箱")
            told.set()

    people = [threading.Thread(target=chatter, args=(phone,)) for phone in phones]
    for person in people:
        person.start()
    try:
        assert told.wait(20)
        promised = numbers(hospital)
        keeping.backup(hospital.product.settings, tmp_path / "all.tar", now=hospital.now)
        later = numbers(hospital)
    finally:
        stop.set()
        for person in people:
            person.join()
    settings = empty()
    keeping.restore(settings, tmp_path / "all.tar")
    engine = create_engine(settings.database_url)
    with engine.connect() as db:
        back = {
            str(n) for n in db.execute(text("SELECT number FROM hazard WHERE number IS NOT NULL")).scalars()
        }
        lonely = "SELECT count(*) FROM photo WHERE hazard_id NOT IN (SELECT id FROM hazard)"
        silent = "SELECT count(*) FROM hazard WHERE id NOT IN (SELECT hazard_id FROM history)"
        assert [db.execute(text(query)).scalar() for query in (lonely, silent)] == [0, 0]
    engine.dispose()
    assert promised <= back <= later


@only_sqlite
def test_from_sqlite_to_postgresql_every_row_comes_along(
    request: pytest.FixtureRequest, hospital: Hospital, kept: Path, tmp_path: Path
) -> None:
    with request.getfixturevalue("postgres").database() as url, emptied(url):
        settings = elsewhere(tmp_path / "large", url)
        assert not keeping.restore(settings, kept).is_old
        assert counts(url) == counts(hospital.product.settings.database_url)
        product = build(settings, open_stores(settings), hospital.product.clock)
        old, hospital.product = hospital.product, product
        try:
            assert "103号" in hospital.phone("张敏").says("五楼灭火器过期了")
        finally:
            hospital.product = old
            product.stop()


@only_postgresql
def test_a_postgresql_backup_does_not_go_into_sqlite(hospital: Hospital, kept: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="PostgreSQL 的备份"):
        keeping.restore(elsewhere(tmp_path / "small"), kept)


def test_what_stands_there_is_not_overwritten(hospital: Hospital, kept: Path) -> None:
    before = counts(hospital.product.settings.database_url)
    with pytest.raises(Refused, match="我不覆盖"):
        keeping.restore(hospital.product.settings, kept)
    assert counts(hospital.product.settings.database_url) == before


def test_the_proofs_of_deeds_come_back_with_their_rows(
    hospital: Hospital, tmp_path: Path, empty: Empty
) -> None:
    here, now = hospital.product, hospital.now
    facts = {"what": "notice", "name": "通知.pdf", "state": "ready", "bytes": 4, "added_at": now}

    def prove(db: Db) -> int:
        unit = home_of_strangers(db)["id"]
        deed = record(db, unit, Said("training", now.date()), now, None, today=now.date())
        return add_evidence(db, deed_id=deed, **facts)

    evidence = here.stores.writer.carry(prove)
    Folder(here.settings.photos_dir / "evidence").put(evidence, "original", b"%PDF")
    keeping.backup(here.settings, tmp_path / "all.tar", now=hospital.now)
    settings = empty()
    keeping.restore(settings, tmp_path / "all.tar")
    there = Folder(settings.photos_dir / "evidence").path(evidence, "original")
    assert there is not None
    assert there.read_bytes() == b"%PDF"
    with stores(settings) as opened, opened.reading.connect() as db:
        assert (find_evidence(db, evidence) or {})["name"] == "通知.pdf"
