"""签收: what a unit takes on, who answers for it, and how those who have not signed are asked."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from actions.plan import signing
from models.outbox import TABLE as OUTBOX
from models.plan import signings
from models.units import find_unit
from rules.clocks import Clocks
from rules.plan.duty import Measure
from rules.refusal import Refused
from tests.documents import READ_ONCE
from tests.plan.homes import LATE, NOON, ZONE, opened

NOT_ASKED = (Measure.SIGNED, Measure.NOTHING)


@pytest.fixture
def homes(database_url, tmp_path):
    with opened(database_url, tmp_path) as found:
        yield found


@pytest.fixture
def plan():
    return next(plan for plan in READ_ONCE["load_plans"]() if plan.code == "chabaocu")


@pytest.fixture
def sign(plan, homes):
    def one(who="陈静", unit="home", at=NOON, *, stand_in=True):
        return homes.do(
            lambda db: signing.sign(
                db, plan, find_unit(db, homes.units[unit]["id"]), homes.people[who], at, stand_in=stand_in
            )
        )

    return one


def kept(homes, unit="home"):
    return homes.do(lambda db: signings.signing_of(db, "chabaocu", homes.units[unit]["id"]))


def test_the_cadre_hears_how_much_it_is_and_what_comes_first(sign, plan):
    signed = sign(at=datetime(2015, 12, 29, 2, tzinfo=UTC))
    asked = [duty for duty in plan.duties if "unit" in duty.whom and duty.goal.measure not in NOT_ASKED]
    assert signed.duties == len(asked)
    assert signed.nearest.formal == date(2016, 1, 27)
    assert signed.is_new


def test_a_city_has_its_own_duties(sign):
    assert sign("郑会", "city").duties != sign().duties


def test_the_day_is_that_of_the_hospital_and_not_of_greenwich(sign):
    """On the evening of 29 March in Greenwich it is the 30th here, still the last day of the table; on the 30th it is over."""
    assert sign(at=datetime(2016, 3, 29, 20, tzinfo=UTC)).nearest.formal == date(2016, 3, 30)
    assert sign(at=datetime(2016, 3, 30, 20, tzinfo=UTC)).nearest.formal == date(2016, 3, 31)


def test_signing_twice_changes_nothing_but_the_stand_in(sign, homes):
    assert sign(stand_in=False).is_new
    assert kept(homes)["stand_in_id"] is None
    assert not sign("王强", at=LATE).is_new
    row = kept(homes)
    assert (row["signed_by_id"], row["stand_in_id"]) == (homes.people["陈静"], homes.people["王强"])
    assert row["signed_at"] == NOON


def test_nobody_of_another_unit_signs_or_leads(sign, plan, homes):
    with pytest.raises(Refused, match="不在本单位"):
        sign("孙梅")
    sign()
    unit = homes.units["home"]
    for who in ("孙梅", "走了"):
        with pytest.raises(Refused, match="不在本单位"):
            homes.do(lambda db, who=who: signing.name_leaders(db, plan, unit, homes.people[who], None))


def test_leader_and_deputy_are_two_people_and_come_after_the_signature(sign, plan, homes):
    unit, wang, chen = homes.units["home"], homes.people["王强"], homes.people["陈静"]
    with pytest.raises(Refused, match="先签收"):
        homes.do(lambda db: signing.name_leaders(db, plan, unit, wang, None))
    sign()
    with pytest.raises(Refused, match="同一个人"):
        homes.do(lambda db: signing.name_leaders(db, plan, unit, wang, wang))
    homes.do(lambda db: signing.name_leaders(db, plan, unit, wang, chen))
    assert (kept(homes)["leader_id"], kept(homes)["deputy_id"]) == (wang, chen)


def test_those_who_have_not_signed_are_asked_once_a_day_and_never_at_night(sign, plan, homes):
    sign()
    unions = [
        {"id": homes.people["陈静"], "home_id": homes.units["home"]["id"]},
        {"id": homes.people["孙梅"], "home_id": homes.units["second"]["id"]},
    ]
    clocks = Clocks(zone=ZONE)
    for _ in range(2):
        assert homes.do(lambda db: signing.urge(db, plan, unions, LATE, clocks)) == 1
    rows = homes.do(lambda db: [dict(row) for row in db.execute(select(OUTBOX)).mappings()])
    assert [row["person_id"] for row in rows] == [homes.people["孙梅"]]
    assert rows[0]["due_at"].astimezone(ZONE).time() == clocks.quiet_to
    assert len(rows[0]["payload"]["what"]) <= 20
