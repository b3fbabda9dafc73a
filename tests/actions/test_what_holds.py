"""Single promises of the loop, each as somebody would tell it."""

from datetime import date, timedelta

import pytest

from actions import deciding, letters, listing, owning, verifying
from actions.looking import above
from actions.moving import By
from models import hazards, listings, people
from models import letters as papers
from models.base import Db, Row
from rules.blocks import Block
from rules.hazard import Part, Status
from rules.refusal import Refused
from tests.edges.loop.making import GAS, assign, fill_in, find, fix, nameless_report, report
from tests.edges.loop.ward import HEAD, LEADER, Ward

WRITTEN = (Block.MEASURE, Block.FUNDS, Block.CONTINGENCY)
TODAY = date(2026, 3, 2)


def by(ward: Ward, part: Part, name: str) -> By:
    return By(part, ward.ids[name])


def does(ward: Ward, hazard_id: int, part: Part, name: str, deed: object) -> object:
    """Somebody's deed at a hazard as it is now."""
    return ward.carry(lambda db: deed(db, find_in(db, hazard_id), by(ward, part, name)))  # type: ignore[operator]


def find_in(db: Db, hazard_id: int) -> Row:
    return hazards.find_hazard(db, hazard_id)


def grave(ward: Ward) -> int:
    """A grave one with all it needs, in somebody's hands."""
    hazard_id = report(ward, GAS)
    fill_in(ward, hazard_id, *WRITTEN)
    assign(ward, hazard_id)
    return hazard_id


def set_level(ward: Ward, hazard_id: int, level: str) -> None:
    does(
        ward,
        hazard_id,
        Part.OFFICER,
        "李红",
        lambda db, row, who: deciding.set_level(db, row, level, ward.now, ward.product.house.clocks, by=who),
    )


def test_the_line_ends_with_the_leader(ward: Ward) -> None:
    """Also where the leader sits in a department that somebody else leads."""

    def line(db: Db) -> list[str]:
        person, names = people.find_person(db, ward.ids["王强"]), []
        while (person := above(db, person)) is not None:
            names.append(person["name"])
            assert len(names) < 5, names
        return names

    assert ward.carry(line) == [HEAD, LEADER]
    moved = people.Person.__table__.update().where(people.Person.name == LEADER)
    ward.carry(lambda db: db.execute(moved.values(unit_id=ward.ids["后勤科"])))
    assert ward.carry(line) == [HEAD, LEADER]


def test_what_is_worked_on_becomes_grave_only_once_the_place_is_safe(ward: Ward) -> None:
    hazard_id = report(ward)
    assign(ward, hazard_id)
    with pytest.raises(Refused, match="先写上预案"):
        set_level(ward, hazard_id, "major")
    fill_in(ward, hazard_id, Block.CONTINGENCY)
    set_level(ward, hazard_id, "major")
    asked = {errand["payload"]["block"] for errand in ward.errands("ask_block")}
    assert asked == {Block.FUNDS}, "the measure stands since it was given away"


def test_what_is_before_the_authority_stays_grave(ward: Ward) -> None:
    hazard_id = grave(ward)
    for step in (
        lambda db, row, who: listing.propose(db, row, "市总工会", TODAY, ward.now, by=who),
        lambda db, row, who: listing.put_on_list(db, row, "5号", TODAY, ward.now, by=who),
    ):
        does(ward, hazard_id, Part.UNION, "陈静", step)
        with pytest.raises(Refused, match="不能改成一般"):
            set_level(ward, hazard_id, "general")
    off = TODAY + timedelta(days=1)
    does(
        ward,
        hazard_id,
        Part.UNION,
        "陈静",
        lambda db, row, who: listing.take_off_list(db, row, off, ward.now, by=who),
    )
    set_level(ward, hazard_id, "general")
    assert find(ward, hazard_id)["level"] == "general"


def test_the_scheme_of_one_letter_does_not_answer_another(ward: Ward) -> None:
    hazard_id, clocks = grave(ward), ward.product.house.clocks
    ward.phone("陈静")
    for _ in range(2):
        does(
            ward,
            hazard_id,
            Part.UNION,
            "陈静",
            lambda db, row, who: letters.write(db, row, "缺钱", ward.now, clocks, by=who),
        )
    first, second = ward.carry(lambda db: papers.letters_of(db, hazard_id))
    does(
        ward,
        hazard_id,
        Part.UNION,
        "陈静",
        lambda db, row, who: letters.file_scheme(db, row, first["id"], "月底换完", ward.now, by=who),
    )
    ward.mouth.said.clear()
    ward.forward(days=9)
    asked = [text for _, text in ward.mouth.said if "整改方案" in text]
    assert len(asked) == 1, asked
    states = {e["payload"]["letter"]: e["state"] for e in ward.errands("ask_scheme")}
    assert states == {first["id"]: "unwanted", second["id"]: "done"}


def test_who_leaves_no_name_is_named_nowhere_by_looking(ward: Ward) -> None:
    """With the receipt one may say that it is right; nothing keeps who said so."""
    hazard_id, clocks = nameless_report(ward), ward.product.house.clocks
    assign(ward, hazard_id)
    fix(ward, hazard_id)
    does(
        ward,
        hazard_id,
        Part.REPORTER,
        "周兰",
        lambda db, row, who: verifying.say_good(db, row, ward.now, by=who),
    )
    with pytest.raises(Refused, match="没留名"):
        does(
            ward,
            hazard_id,
            Part.OFFICER,
            "李红",
            lambda db, row, who: verifying.invite(db, row, ward.now, clocks, by=who),
        )
    does(
        ward,
        hazard_id,
        Part.REPORTER,
        "周兰",
        lambda db, row, who: verifying.close(db, row, ward.now, clocks, by=who),
    )
    row = find(ward, hazard_id)
    assert (row["status"], row["closed_by_id"]) == (Status.CLOSED, None)
    assert ward.ids["周兰"] not in [line["person_id"] for line in ward.history(hazard_id)]


def test_a_wish_for_another_day_ends_with_the_mending(ward: Ward) -> None:
    hazard_id, clocks = report(ward), ward.product.house.clocks
    assign(ward, hazard_id)
    later = TODAY + timedelta(days=20)
    does(
        ward,
        hazard_id,
        Part.OWNER,
        "王强",
        lambda db, row, who: owning.ask_longer(db, row, later, "等配件", ward.now, clocks, by=who),
    )
    fix(ward, hazard_id)
    does(
        ward,
        hazard_id,
        Part.OFFICER,
        "李红",
        lambda db, row, who: verifying.send_back(db, row, "没弄完", ward.now, clocks, by=who),
    )
    row = find(ward, hazard_id)
    assert (row["status"], row["asked_due_on"], row["asked_why"]) == (Status.ASSIGNED, None, "")


def test_what_was_not_listed_may_be_proposed_again_with_a_new_reason(ward: Ward) -> None:
    hazard_id = grave(ward)
    set_level(ward, hazard_id, "major")

    def propose(on: date, why: str = "") -> None:
        does(
            ward,
            hazard_id,
            Part.UNION,
            "陈静",
            lambda db, row, who: listing.propose(db, row, "市总工会", on, ward.now, by=who, why=why),
        )

    propose(TODAY)
    with pytest.raises(Refused, match="已经提请过了"):
        propose(TODAY, "再报一次")
    refuse = listing.refuse_to_list
    day = TODAY + timedelta(days=2)
    does(
        ward,
        hazard_id,
        Part.UNION,
        "陈静",
        lambda db, row, who: refuse(db, row, "先自己弄", day, ward.now, by=who),
    )
    with pytest.raises(Refused, match="没挂，再提请写一句为什么"):
        propose(day)
    with pytest.raises(Refused, match="比没挂还早"):
        propose(TODAY, "又漏了一次")
    propose(day, "又漏了一次")
    proposed = ward.carry(lambda db: listings.listing_of(db, hazard_id))
    assert (listing.stands(proposed), proposed["proposed_on"], proposed["note"]) == ("提请中", day, "")
    told = [line["text"] for line in ward.history(hazard_id)]
    assert told[-2:] == ["市总工会没有挂牌：先自己弄", "再次提请市总工会，3/4：又漏了一次"]
