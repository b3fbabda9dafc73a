"""督导 without pages: who may be recorded, whose visits count, and that a finding goes its way whoever is faster."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.plan.cadres import caring, drawing, faults, inspecting, passing
from actions.plan.cadres.inspecting import Visit
from models.plan import below, inspections, passes
from models.plan.facts import visits_between
from rules.plan.draw import Candidate, draw, explained
from rules.refusal import Refused
from tests.web.conftest import desk, make  # noqa: F401  (fixtures)
from tests.web.inspected import build
from tests.web.makers import DAY, NOON, TODAY


@pytest.fixture
def city(make):  # noqa: F811
    return build(make)


@pytest.fixture
def carry(desk):  # noqa: F811
    return desk.writer.carry


def went(carry, city, *units, kind="inspection", cadres=None, day=TODAY):
    visit = Visit(kind, day, tuple(unit["id"] for unit in units), cadres or (city.boss,))
    return carry(lambda db: inspecting.record(db, city.city, visit, NOON, city.boss, today=TODAY))


def test_the_cell_and_its_list_count_the_same_person_times(carry, city):
    went(carry, city, city.first, city.second, cadres=(city.boss, city.cadre))
    went(carry, city, city.third, kind="care-visit")
    assert carry(lambda db: below.person_times(db, city.city["path"], TODAY, TODAY)) == 4
    visits = carry(lambda db: visits_between(db, city.city["id"], TODAY, TODAY))
    assert [(visit.unit_id, visit.cadres) for visit in visits] == [
        (city.first["id"], 2),
        (city.second["id"], 2),
    ]


def test_whoever_was_there_last_is_known_of_every_kind_of_visit(carry, city):
    went(carry, city, city.first, day=TODAY - 9 * DAY)
    went(carry, city, city.first, kind="heart-talk", day=TODAY - 2 * DAY)
    went(carry, city, city.second, kind="care-visit", day=TODAY - 40 * DAY)
    cared = carry(lambda db: caring.cared_for(db, city.city, TODAY))
    assert [one.days(TODAY) for one in cared] == [2, 40, None]
    assert [one.unit["name"] for one in caring.neglected(cared, TODAY)] == ["市三院", "市二院"]
    assert [one.unit["name"] for one in caring.neglected(cared, TODAY, days=2)][-1] == "市一院"


def test_a_deed_that_was_voided_counts_nowhere(carry, city):
    deed_id = went(carry, city, city.first)
    carry(lambda db: inspecting.deeds.void(db, deed_id, "记错了", NOON, by_id=city.boss))
    assert carry(lambda db: inspecting.progress(db, city.city, TODAY, TODAY).done) == 0
    assert carry(lambda db: caring.last_visits(db, city.city["id"], TODAY)) == {}


def test_the_province_inspects_in_its_own_name(carry, city, make):  # noqa: F811
    boss = make.person("省里", city.province, "union")
    visit = Visit("provincial-inspection", TODAY, (city.first["id"],), (boss,))
    carry(lambda db: inspecting.record(db, city.province, visit, NOON, boss, today=TODAY))
    assert carry(lambda db: inspecting.progress(db, city.province, TODAY, TODAY).done) == 1
    assert carry(lambda db: inspecting.progress(db, city.city, TODAY, TODAY).done) == 0
    assert carry(lambda db: below.person_times(db, city.city["path"], TODAY, TODAY)) == 0


def finding(carry, city):
    deed_id = went(carry, city, city.first)
    row = carry(lambda db: inspections.inspected(db, deed_id)[0])
    seen = carry(lambda db: inspecting.find_inspection(db, row["id"]))
    facts = {"now": NOON, "by_id": city.boss}
    return carry(lambda db: faults.find_fault(db, seen, "rules", "制度上墙", TODAY + DAY, **facts))


def test_whoever_answered_does_not_close(carry, city):
    key = finding(carry, city)
    carry(lambda db: faults.answer(db, key, "上墙了", NOON, by_id=city.boss))
    with pytest.raises(Refused, match="换一个人"):
        carry(lambda db: faults.close(db, key, NOON, by_id=city.boss))
    carry(lambda db: faults.close(db, key, NOON, by_id=city.cadre))
    assert carry(lambda db: inspections.find_finding(db, key))["closed_by_id"] == city.cadre
    with pytest.raises(Refused, match="已经办结"):
        carry(lambda db: faults.answer(db, key, "再说一遍", NOON, by_id=city.union))


def test_late_is_a_question_of_the_day(carry, city):
    key = finding(carry, city)
    row = carry(lambda db: inspections.find_finding(db, key))
    assert [faults.late(row, TODAY + n * DAY) for n in (0, 1, 2, 5)] == [0, 0, 1, 4]
    carry(lambda db: faults.answer(db, key, "上墙了", NOON, by_id=city.union))
    answered = carry(lambda db: inspections.find_finding(db, key))
    assert faults.late(answered, TODAY + 5 * DAY) == 0


def test_the_log_of_a_draw_is_the_draw(carry, city):
    key = carry(lambda db: drawing.announce(db, city.city, "", NOON, city.boss))
    before = carry(lambda db: drawing.digest_of(drawing.find_draw(db, key)))
    drawn = carry(lambda db: drawing.draw(db, key, " 7  31 ", 2))
    row = carry(lambda db: drawing.find_draw(db, key))
    assert drawing.digest_of(row) == before
    assert row["seed"] == "7 31"
    assert [ticket.id for ticket in drawing.log_of(row) if ticket.drawn] == list(drawn)
    with pytest.raises(Refused, match="已经抽过"):
        carry(lambda db: drawing.draw(db, key, "别的", 1))


@given(st.integers(1, 40), st.text("0123456789 ", min_size=1, max_size=9).filter(str.strip))
@settings(max_examples=30, deadline=None)
def test_one_more_is_the_substitute(count, seed):
    listed = [Candidate(key, 1 + key % 3) for key in range(1, 42)]
    assert draw(listed, count + 1, seed)[:count] == draw(listed, count, seed)
    assert len(explained(listed, count, seed)) == len(listed)


def test_a_pass_is_found_by_its_code_alone(carry, city):
    key = carry(
        lambda db: passing.make(db, city.first["id"], " 王  督导 ", "code-1", now=NOON, by_id=city.union)
    )
    held = carry(lambda db: passing.shown(db, "code-1", NOON))
    assert (held.row["id"], held.row["holder"], held.is_good) == (key, "王 督导", True)
    assert carry(lambda db: passing.shown(db, "code-2", NOON)) is None
    assert carry(lambda db: passing.shown(db, held.row["digest"], NOON)) is None, "the digest opens nothing"
    carry(lambda db: passing.end(db, key, city.first["id"], NOON))
    assert not carry(lambda db: passing.shown(db, "code-1", NOON)).is_good
    with pytest.raises(Refused):
        carry(lambda db: passing.end(db, key, city.first["id"], NOON))
    assert len(carry(lambda db: passes.passes_of(db, city.first["id"]))) == 1
