"""谁听得到: who hears a step of a plan. 王强 may own a duty, 张敏 stands in, 陈静 is the union, 吴国栋 leads, 周会 sits above."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models import planned
from models.base import Db
from models.outbox import TABLE as OUTBOX
from models.people import Person
from models.plan import choices, deeds, excused, sheets, signings
from models.planned import Call
from models.units import Unit
from rules.plan.duty import To
from tests.edges.together import at_once
from tests.hospital import Hospital

NOW = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
FORMAL = date(2026, 4, 30)
PLAN, DUTY, FORM = "chabaocu", "monthly-table", "chabaocu:monthly-table"
STEP = Call(
    key="remind:chabaocu:monthly-table:2026-04-30:-3",
    kind="remind",
    payload={"what": "统计表：该报了"},
    plan=PLAN,
    duty=DUTY,
    whom=("unit",),
    to=To.OWNER,
    due_at=NOW,
    stale_at=NOW + timedelta(days=1),
    formal=FORMAL,
    kinds=("training",),
    first=date(2026, 1, 1),
    last=FORMAL,
)


class Town:
    """市一院 and 市二院 below a city with a union of its own."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital, self.ids = hospital, hospital.ids
        hospital.carry(self._build)

    def _build(self, db: Db) -> None:
        add, ids = self.hospital.add, self.ids
        ids["市"] = add(db, Unit, code="CITY", name="市", kind="city", path="/")
        ids["市二院"] = add(db, Unit, code="SEY", name="市二院", kind="unit", parent_id=ids["市"], path="/")
        for name in ("市", "市一院", "市二院"):
            own = ids[name] if name == "市" else f"{ids['市']}/{ids[name]}"
            above = None if name == "市" else ids["市"]
            facts = {"path": f"/{own}/", "parent_id": above, "home_id": ids[name]}
            db.execute(update(Unit).where(Unit.id == ids[name]).values(**facts))
        for name in ("内科二病区", "后勤科"):
            path = f"/{ids['市']}/{ids['市一院']}/{ids[name]}/"
            db.execute(update(Unit).where(Unit.id == ids[name]).values(path=path))
        for name, unit, role in (
            ("周会", "市", "union"),
            ("郑工", "市二院", "union"),
            ("吴国栋", "市一院", "staff"),
        ):
            ids[name] = add(db, Person, name=name, unit_id=ids[unit], home_id=ids[unit], role=role)

    def carry(self, work: Any) -> Any:
        return self.hospital.carry(work)

    def post(self, call: Call) -> int:
        def work(db: Db) -> int:
            return planned.post_between(db, call, *planned.span(db), NOW)

        return int(self.carry(work))

    def hear(self, **facts: Any) -> list[str]:
        """Who hears it, after 郑工 of the other hospital who always does; each once."""
        self.post(replace(STEP, **facts))
        query = select(Person.name).join(OUTBOX, OUTBOX.c.person_id == Person.id).order_by(Person.id)
        names: list[str] = self.carry(lambda db: list(db.execute(query).scalars()))
        return [name for name in names if name != "郑工"]

    def decide(self, value: str, name: str = choices.OWNER, duty: str = DUTY, unit: str = "市一院") -> None:
        key = (PLAN, duty, name)
        self.carry(lambda db: choices.choose(db, self.ids[unit], key, value, note="", now=NOW, by_id=None))

    def name(self, who: str) -> None:
        self.decide(str(self.ids[who]))

    def sign(self, **facts: str) -> None:
        people = {part: self.ids[who] for part, who in facts.items()}
        self.carry(lambda db: signings.sign(db, PLAN, self.ids["市一院"], None, NOW, **people))

    def leaves(self, who: str) -> None:
        gone = update(Person).where(Person.id == self.ids[who]).values(active=False)
        self.carry(lambda db: db.execute(gone) and None)

    def holds(self, kind: str, day: date, *there: str) -> int:
        def work(db: Db) -> int:
            unit = self.ids["市一院"]
            deed_id = deeds.add_deed(db, unit_id=unit, kind=kind, happened_on=day, recorded_at=NOW)
            for who in there:
                deeds.attend(db, deed_id, self.ids[who], home_id=unit, department_id=None, how="list", at=NOW)
            return deed_id

        return int(self.carry(work))

    def lets_off(self, **facts: Any) -> None:
        given = {"person_id": None, "department_id": None, "to_on": None, "reason": "产假", "set_at": NOW}
        given |= {"from_on": date(2026, 1, 1), "set_by_id": None} | facts
        self.carry(lambda db: excused.excuse(db, self.ids["市一院"], **given))


@pytest.fixture
def town(hospital: Hospital) -> Town:
    return Town(hospital)


def test_with_nobody_named_the_union_hears(town: Town) -> None:
    assert town.hear() == ["陈静"]


def test_whoever_was_named_hears_alone(town: Town) -> None:
    town.sign(stand_in_id="张敏")
    town.name("王强")
    assert town.hear() == ["王强"]


def test_whoever_stands_in_hears_where_nobody_was_named(town: Town) -> None:
    town.sign(stand_in_id="张敏")
    assert town.hear() == ["张敏"]


def test_when_the_owner_left_the_stand_in_hears_and_then_the_union(town: Town) -> None:
    town.sign(stand_in_id="张敏")
    town.name("王强")
    town.leaves("王强")
    assert town.hear() == ["张敏"]
    town.leaves("张敏")
    assert town.hear(key="next") == ["张敏", "陈静"]


def test_the_newest_word_about_the_owner_holds(town: Town) -> None:
    town.name("王强")
    town.name("李红")
    assert town.hear() == ["李红"]
    town.decide("")
    assert town.hear(key="next") == ["李红", "陈静"]


def test_an_owner_of_another_duty_hears_nothing_of_this_one(town: Town) -> None:
    town.decide(str(town.ids["王强"]), duty="another")
    assert town.hear() == ["陈静"]


def test_the_leader_is_whoever_signed_for_it_else_the_head(town: Town) -> None:
    head = update(Unit).where(Unit.id == town.ids["市一院"]).values(head_id=town.ids["吴国栋"])
    town.carry(lambda db: db.execute(head) and None)
    assert town.hear(to=To.LEADER) == ["吴国栋"]
    town.sign(leader_id="李红")
    assert town.hear(to=To.LEADER, key="next") == ["李红", "吴国栋"]


def test_without_a_leader_nobody_hears_what_is_for_the_leader(town: Town) -> None:
    town.sign()
    assert town.hear(to=To.LEADER) == []


def test_above_is_the_union_right_above_and_hears_of_each_unit(town: Town) -> None:
    assert town.hear(to=To.ABOVE) == ["周会", "周会"]
    query = select(OUTBOX.c.unit_id).order_by(OUTBOX.c.unit_id)
    about = town.carry(lambda db: list(db.execute(query).scalars()))
    assert about == sorted([town.ids["市一院"], town.ids["市二院"]])


def test_missing_is_everybody_who_was_at_no_such_deed_in_these_days(town: Town) -> None:
    town.sign()
    town.holds("training", date(2026, 4, 1), "张敏", "李红", "陈静")
    town.holds("training", date(2025, 12, 1), "王强")
    town.holds("drill", date(2026, 4, 1), "孙丽")
    assert sorted(town.hear(to=To.MISSING)) == sorted(["王强", "孙丽", "吴国栋"])


def test_before_the_union_signed_nobody_of_the_staff_hears_of_a_plan(town: Town) -> None:
    """Installed in November: three thousand people do not hear of a training on the first morning."""
    assert town.hear(to=To.MISSING) == []


def test_what_was_due_before_the_union_signed_is_not_said_to_the_staff_any_more(town: Town) -> None:
    town.sign()
    assert town.hear(to=To.MISSING, due_at=NOW - timedelta(days=1)) == []


def test_a_voided_deed_takes_nobody_off_the_list(town: Town) -> None:
    town.sign()
    deed_id = town.holds("training", date(2026, 4, 1), "张敏")
    town.carry(lambda db: deeds.change_deed(db, deed_id, voided_at=NOW))
    assert "张敏" in town.hear(to=To.MISSING)


def test_missing_is_not_who_is_not_counted_nor_another_firm_nor_who_left(town: Town) -> None:
    town.sign()
    town.lets_off(person_id=town.ids["王强"])
    town.lets_off(person_id=town.ids["李红"], to_on=date(2026, 2, 1))
    outside = update(Person).where(Person.id == town.ids["孙丽"]).values(outside=True)
    town.carry(lambda db: db.execute(outside) and None)
    town.leaves("张敏")
    assert sorted(town.hear(to=To.MISSING)) == sorted(["李红", "陈静", "吴国栋"])


def test_a_department_that_is_not_counted_hears_nothing(town: Town) -> None:
    town.sign()
    town.lets_off(department_id=town.ids["内科二病区"])
    assert sorted(town.hear(to=To.MISSING)) == sorted(["王强", "陈静", "吴国栋"])


@pytest.mark.parametrize("duty", ["", DUTY])
def test_what_a_unit_switched_off_it_does_not_hear_until_it_is_on_again(town: Town, duty: str) -> None:
    town.decide("1", choices.OFF, duty)
    assert town.hear() == []
    town.decide("", choices.OFF, duty)
    assert town.hear() == ["陈静"]


def test_another_duty_that_is_switched_off_changes_nothing(town: Town) -> None:
    town.decide("1", choices.OFF, "another")
    assert town.hear() == ["陈静"]


def test_a_local_plan_is_said_below_its_union_alone(town: Town) -> None:
    elsewhere = f"/{town.ids['市']}/{town.ids['市二院']}/"
    assert town.hear(below=elsewhere) == []
    assert town.hear(below=f"/{town.ids['市']}/") == ["陈静"]


@pytest.mark.parametrize(
    ("state", "hears"), [("draft", True), ("sent", False), ("accepted", False), ("returned", True)]
)
def test_whoever_has_handed_the_sheet_in_hears_no_more(town: Town, state: str, hears: bool) -> None:
    facts = {"form": FORM, "unit_id": town.ids["市一院"], "formal": FORMAL, "number": 1, "opened_at": NOW}
    town.carry(lambda db: sheets.add_sheet(db, **facts, state=state, cut_at=NOW))
    assert town.hear(form=FORM) == (["陈静"] if hears else [])
    assert town.hear(form=FORM, formal=date(2026, 3, 30), key="next")[-1] == "陈静"


def test_whoever_has_signed_is_not_asked_to_sign(town: Town) -> None:
    town.sign()
    assert town.hear(is_signing=True) == []
    assert town.hear(is_signing=True, plan="anquanyue") == ["陈静"]


def test_only_units_of_the_kinds_the_duty_binds_hear(town: Town) -> None:
    assert town.hear(whom=("city",)) == ["周会"]


def test_a_second_run_adds_nobody(town: Town) -> None:
    assert town.post(STEP) == 2
    assert town.post(STEP) == 0


@pytest.mark.parametrize("to", [To.OWNER, To.MISSING])
def test_three_planners_in_the_same_moment_post_each_errand_once(town: Town, to: To) -> None:
    call = replace(STEP, to=to)
    town.sign()
    added = at_once([lambda: town.post(call)] * 3)
    kept = town.carry(lambda db: len(db.execute(select(OUTBOX.c.id)).all()))
    assert sum(added) == kept == (2 if to is To.OWNER else 6)


def test_what_is_written_says_everything_the_speaker_needs(town: Town) -> None:
    town.post(STEP)
    mine = OUTBOX.c.unit_id == town.ids["市一院"]
    row = town.carry(lambda db: dict(db.execute(select(OUTBOX).where(mine)).mappings().one()))
    assert row["key"] == f"{STEP.key}:{town.ids['市一院']}:{town.ids['陈静']}"
    assert (row["payload"], row["due_at"], row["stale_at"]) == (STEP.payload, STEP.due_at, STEP.stale_at)
    assert (row["state"], row["attempts"], row["posted_at"]) == ("waiting", 0, NOW)
