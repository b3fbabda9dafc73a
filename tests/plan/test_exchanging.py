"""Figures between installations: signed, known by a fingerprint, taken in once, refused when anything was changed."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from actions.plan.book import PlanBook
from actions.plan.figures import exchanging
from actions.plan.figures.exchanging import read_file, take_in, written
from actions.plan.figures.figuring import Built
from actions.plan.figures.frames import asked_on
from actions.plan.figures.rolling_up import build
from models.plan.taken_in import TABLE as TAKEN
from models.units import TABLE as UNITS
from models.units import find_unit
from rules.plan.cells import Frame
from rules.plan.figure import Figure
from rules.refusal import Refused
from tests.conftest import NOON
from tests.documents import READ_ONCE

FORM, FORMAL = "chabaocu:monthly-table", date(2016, 2, 29)
SEED, OTHER = b"s" * 32, b"o" * 32
THEN = datetime(2016, 2, 26, 7, 40, tzinfo=UTC)
UNIT = {"code": "SEY", "name": "市二院", "seal_name": "", "kind": "unit"}


@pytest.fixture(scope="module")
def book():
    return PlanBook(READ_ONCE["load_plans"]())


@pytest.fixture(scope="module")
def asked(book):
    plan = next(plan for plan in book.shipped if plan.code == "chabaocu")
    return asked_on(plan, plan.form("monthly-table"), FORMAL)


@pytest.fixture(scope="module")
def made(asked):
    """A file of 市二院 with so many hazards, made at a moment."""

    def one(found=3, at=THEN, seed=SEED, unit=UNIT, when=asked):
        cells = {rule.cell: Figure(found, found) for rule in when.form.cells if "unit" in rule.whom}
        cells |= {rule.cell: None for rule in when.form.cells if "unit" not in rule.whom}
        built = Built(Frame(1, "unit", date(2015, 12, 28), date(2016, 2, 26), options={}), cells, {})
        return exchanging.file_of(when, unit, None, built, now=at, seed=seed)

    return one


FINGER, OTHER_FINGER = exchanging.own_fingerprint(SEED), exchanging.own_fingerprint(OTHER)


def test_what_was_written_is_read_again(made):
    brought = read_file(written(made()))
    assert brought.fingerprint == FINGER != OTHER_FINGER
    assert brought.formal == FORMAL
    assert brought.body["cells"]["T9"]["total"] == 3
    assert brought.body["cells"]["T5"] is None
    assert brought.body["printed"]["T5"] == "／"


def test_another_layout_is_the_same_file(made):
    file = made()
    short = json.dumps(dict(reversed(file.items()))).encode()
    assert read_file(short).digest == read_file(written(file)).digest


def changes(file):
    """Every way of changing one thing of a file."""
    for name, value in file.items():
        yield {**file, name: None if value != "" else "x"}
        yield {key: one for key, one in file.items() if key != name}
    yield {**file, "cells": {**file["cells"], "T9": {**file["cells"]["T9"], "total": 30}}}
    yield {**file, "unit": {**file["unit"], "code": "SYY"}}
    yield {**file, "more": 1}


def test_whatever_was_changed_on_the_way_is_refused(made):
    every = list(changes(made()))
    assert len(every) > 30
    for file in every:
        with pytest.raises(Refused):
            read_file(written(file))


def test_a_key_put_beside_someone_elses_words_does_not_fit(made):
    file = made() | {"key": made(seed=OTHER)["key"]}
    with pytest.raises(Refused, match="被改过"):
        read_file(written(file))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_no_file_of_ours_is_refused_in_a_sentence(content):
    with pytest.raises(Refused):
        read_file(content)


@pytest.mark.parametrize(
    "facts",
    [
        {"cells": {"T1": {"total": -1, "period": 0, "attested": 0, "capped": 0, "late": 0, "gone": 0}}},
        {"cells": {"T1": {"total": True, "period": 0, "attested": 0, "capped": 0, "late": 0, "gone": 0}}},
        {"cells": {"T1": {"total": 1}}},
        {"cells": ["T1"]},
        {"formal": "someday"},
        {"made_at": "2016-02-26T15:40:00"},
        {"unit": "市二院"},
        {"unit": {"code": 1, "name": "市二院"}},
        {"state": "perhaps"},
        {"what": "something"},
        {"version": 2},
    ],
)
def test_a_good_signature_under_nonsense_is_refused_all_the_same(made, facts):
    body = {name: value for name, value in made().items() if name not in exchanging.SEALED} | facts
    key = exchanging.Ed25519PrivateKey.from_private_bytes(SEED)
    with pytest.raises(Refused, match="不是随手拍"):
        read_file(written(body | exchanging._seal(body, key)))


def test_without_a_key_nothing_is_signed_and_nobody_takes_it(made):
    file = made(seed=b"")
    assert "signature" not in file
    with pytest.raises(Refused):
        read_file(written(file))


@pytest.fixture
def land(product):
    """A city of this installation with one hospital below it; 市二院 keeps its own."""

    def work(db):
        home = db.execute(select(UNITS.c.id)).scalar_one()
        add = insert(UNITS).returning(UNITS.c.id)
        city = db.execute(add.values(code="CITY", name="市医务工会", kind="city")).scalar_one()
        second = db.execute(add.values(code="SEY", name="市二院", kind="unit", parent_id=city)).scalar_one()
        for unit, path in ((city, f"/{city}/"), (home, f"/{city}/{home}/"), (second, f"/{city}/{second}/")):
            db.execute(update(UNITS).where(UNITS.c.id == unit).values(path=path))
        db.execute(update(UNITS).where(UNITS.c.id == second).values(home_id=second))
        return {"city": find_unit(db, city), "second": find_unit(db, second)}

    return product.stores.writer.carry(work)


@pytest.fixture
def take(product, book, land):
    def one(file, trust="", now=NOON):
        brought = read_file(written(file))
        unit = land["second"]
        return product.stores.writer.carry(lambda db: take_in(db, book, brought, unit, trust=trust, now=now))

    return one


def kept(product):
    return product.stores.writer.carry(
        lambda db: db.execute(select(TAKEN).order_by(TAKEN.c.id)).mappings().all()
    )


def test_the_first_file_needs_somebody_who_vouches_for_it(take, made, product):
    with pytest.raises(Refused, match=FINGER):
        take(made())
    with pytest.raises(Refused, match="指纹对不上"):
        take(made(), trust=OTHER_FINGER)
    assert kept(product) == []
    assert take(made(), trust=FINGER.upper().replace("-", " "))


def test_afterwards_it_is_known_and_the_same_file_changes_nothing(take, made, product):
    take(made(), trust=FINGER)
    assert not take(made())
    assert take(made(5, THEN + timedelta(hours=1)))
    assert [row["number"] for row in kept(product)] == [1, 2]


def test_the_newest_holds_whatever_comes_last(take, made, product):
    take(made(5, THEN + timedelta(hours=1)), trust=FINGER)
    with pytest.raises(Refused, match="更新的一份"):
        take(made(4, THEN))
    assert len(kept(product)) == 1


def test_another_hand_is_refused_until_somebody_vouches_again(take, made):
    take(made(), trust=FINGER)
    new = made(9, THEN + timedelta(days=1), OTHER)
    with pytest.raises(Refused, match="不是同一套系统"):
        take(new)
    assert take(new, trust=OTHER_FINGER)
    with pytest.raises(Refused, match="不是同一套系统"):
        take(made(10, THEN + timedelta(days=2)))


def test_what_nobody_asked_for_is_not_taken(take, made, asked):
    odd = replace(asked, due=replace(asked.due, formal=date(2016, 2, 20)))
    with pytest.raises(Refused, match="没有2016-02-20这一期"):
        take(made(when=odd), trust=FINGER)
    with pytest.raises(Refused, match="钟快了"):
        take(made(at=NOON + timedelta(days=1)), trust=FINGER)
    body = {name: value for name, value in made().items() if name not in exchanging.SEALED}
    less = body | {"cells": {"T9": None}}
    key = exchanging.Ed25519PrivateKey.from_private_bytes(SEED)
    with pytest.raises(Refused, match="格数"):
        take(less | exchanging._seal(less, key), trust=FINGER)


def test_the_city_adds_up_what_came(take, made, product, book, land, asked):
    def total(db):
        zone = product.settings.zone
        return build(db, asked, land["city"], date(2016, 2, 29), zone).cells["T9"].total

    read = product.stores.writer.carry
    assert read(total) == 0
    take(made(3), trust=FINGER)
    take(made(5, THEN + timedelta(hours=1)))
    assert read(total) == 5
