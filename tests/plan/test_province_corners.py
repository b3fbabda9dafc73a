"""全省：small scenes in which two ways of counting, or the words of the document and a figure, are easily not the same."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from sqlalchemy import insert

from actions import hazards as ledger
from actions import listing
from actions.moving import By, move
from actions.plan.doing import deeds
from actions.plan.figures import counting, rolling_up
from actions.plan.figures import sheets as act
from models import hazards
from models.base import Db, Row
from models.database import open_writing
from models.plan import choices
from models.units import find_unit
from rules.hazard import Part
from rules.plan.figure import Figure, as_read
from rules.refusal import Refused
from tests.plan.moves import CLOCKS, SHANGHAI
from tests.plan.province import PEOPLE, Province, Size, add_node, found, roll_line
from tests.plan.sending import asked_on, at

JAN, FEB, APRIL = date(2016, 1, 30), date(2016, 2, 29), date(2016, 4, 30)
TINY = Size(cities=2, units=6, people=60, deeds=0, hazards=0)
"""Two cities with hospitals of a few people; chance has nothing to do here."""


class Scene:
    """A tiny province at work; ``one`` and ``other`` are its cities, ``unit`` a hospital of the first."""

    def __init__(self, db: Db) -> None:
        self.db = db
        self.province: Province = found(db, TINY, Random(1))
        self.one, self.other = self.province.cities
        self.unit = self.province.cities[self.one][0]
        self.people = self.province.people[self.unit]

    def holds(
        self, leads: int, said: str, *, kind: str = "training", came: tuple[int, ...] = (), **facts: object
    ) -> int:
        """A deed that happened on the day of the moment, unless ``on`` says another."""
        now = at(said)
        on = facts.pop("on", now.date())
        deed = deeds.record(self.db, leads, deeds.Said(kind, on, **facts), now, None, today=now.date())  # type: ignore[arg-type]
        for person in came:
            deeds.come(self.db, deed, person, now, how="typed")
        return deed

    def reports(self, said: str, *, on: date | None = None) -> Row:
        """Somebody of the hospital reports a grave thing."""
        reporter = ledger.Reporter(None, self.people[-1], self.unit, None)
        hazard = ledger.open_draft(self.db, reporter, at(said), CLOCKS, nudged=False)
        hazards.change_hazard(self.db, hazard, happened_on=on or at(said).date(), level="major")
        return ledger.report(self.db, hazard, at(said), CLOCKS)

    def moves(self, row: Row, verb: str, said: str, **facts: object) -> Row:
        return move(self.db, row["id"], verb, Part.OFFICER, at(said), person_id=self.people[2], **facts)

    def assigns(self, row: Row, said: str) -> Row:
        blocks = {"measure": "换掉", "funds": "无需资金", "contingency": "先围起来", "defaulted": []}
        facts = {"owner_id": self.people[0], "due_on": at(said).date(), "assigned_at": at(said), **blocks}
        return self.moves(row, "assign", said, **facts)

    def lists(self, row: Row, said: str) -> None:
        by, day = By(Part.OFFICER, self.people[2]), at(said).date()
        listing.propose(self.db, row, "安监局", day, at(said), by=by)
        listing.put_on_list(self.db, hazards.find_hazard(self.db, row["id"]), "1号", day, at(said), by=by)

    def folds(self) -> None:
        while counting.fold(self.db, SHANGHAI):
            continue

    def now(self, node: int, formal: date, said: str) -> dict[str, Figure | None]:
        """The sheet of a formal day as it would be at a moment."""
        self.folds()
        unit = find_unit(self.db, node)
        return dict(rolling_up.build(self.db, asked_on(formal), unit, at(said).date(), SHANGHAI).cells)

    def total(self, node: int, cell: str, formal: date, said: str) -> int:
        figure = self.now(node, formal, said)[cell]
        assert figure is not None
        return figure.total

    def sends(self, node: int, formal: date, said: str) -> dict[str, Figure | None]:
        self.folds()
        asked, unit, now = asked_on(formal), find_unit(self.db, node), at(said)
        sheet = act.draft(self.db, asked, unit, now)
        facts = {"how": "system", "now": now, "by_id": None, "today": now.date(), "zone": SHANGHAI}
        return as_read(act.send(self.db, sheet, asked, unit, **facts)["cells"])  # type: ignore[arg-type]

    def decides(self, node: int, name: str, value: str) -> None:
        form = asked_on(APRIL).form
        key = (form.plan, form.code, name)
        choices.choose(self.db, node, key, value, note="", now=at("2016-01-01 09:00"), by_id=None)


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    engine = open_writing(database_url)
    with engine.begin() as db:
        yield Scene(db)
    engine.dispose()


def test_a_late_report_makes_nobody_a_late_trainee(scene: Scene) -> None:
    scene.sends(scene.unit, JAN, "2016-01-29 10:00")
    scene.holds(scene.unit, "2016-02-10 10:00", came=(scene.people[3],))
    scene.reports("2016-02-11 10:00", on=date(2016, 1, 20))
    sheet = scene.now(scene.unit, FEB, "2016-02-26 10:00")
    assert (sheet["T4"].period, sheet["T4"].late) == (1, 0)


def test_sent_before_eight_in_the_morning_it_is_still_that_day(scene: Scene) -> None:
    scene.sends(scene.unit, JAN, "2016-01-29 07:40")
    scene.holds(scene.unit, "2016-02-01 10:00", on=date(2016, 1, 29))
    assert scene.now(scene.unit, FEB, "2016-02-26 10:00")["T3"].late == 1


def test_who_was_told_of_late_is_of_this_period_above_as_below(scene: Scene) -> None:
    for node in (scene.unit, scene.one):
        scene.sends(node, JAN, "2016-01-29 10:00")
    scene.holds(scene.unit, "2016-02-03 10:00", on=date(2016, 1, 20), came=(scene.people[3],))
    below, above = (scene.now(node, FEB, "2016-02-26 10:00")["T2"].period for node in (scene.unit, scene.one))
    assert (below, above) == (1, 1)


def test_a_branch_below_a_hospital_is_capped_once(scene: Scene) -> None:
    branch = add_node(scene.db, "unit", scene.unit, "B9", home=None, is_legal=False)
    scene.db.execute(insert(PEOPLE), [roll_line(branch, branch, n) for n in range(3)])
    scene.holds(branch, "2016-01-10 10:00", attested=50)
    assert scene.total(branch, "T2", JAN, "2016-01-29 10:00") == 3
    assert scene.total(scene.one, "T2", JAN, "2016-01-29 10:00") == 3


def test_a_training_of_the_province_itself_is_none_of_its_form(scene: Scene) -> None:
    scene.holds(scene.province.id, "2016-01-10 10:00", bodies=("above",))
    assert scene.total(scene.province.id, "T3", JAN, "2016-01-29 10:00") == 0


def test_what_is_only_planned_makes_nobody_a_unit_that_acted(scene: Scene) -> None:
    scene.holds(scene.unit, "2016-01-10 10:00", on=date(2016, 3, 9))
    assert scene.total(scene.unit, "T1", JAN, "2016-01-29 10:00") == 0
    assert scene.total(scene.one, "T1", JAN, "2016-01-29 10:00") == 0


def test_nobody_was_at_a_training_to_come(scene: Scene) -> None:
    scene.holds(scene.unit, "2016-01-10 10:00", came=(scene.people[3],))
    with pytest.raises(Refused, match="还没到那天"):
        scene.holds(scene.unit, "2016-01-11 10:00", on=date(2016, 3, 9), came=(scene.people[3],))
    assert scene.total(scene.unit, "T2", JAN, "2016-01-29 10:00") == 1
    assert scene.total(scene.one, "T2", JAN, "2016-01-29 10:00") == 1


def test_who_took_part_in_april_and_in_may_stays_in_the_sheet_of_april(scene: Scene) -> None:
    scene.holds(scene.unit, "2016-04-10 10:00", came=(scene.people[3],))
    scene.holds(scene.unit, "2016-05-04 10:00", came=(scene.people[3],))
    assert scene.total(scene.unit, "T2", APRIL, "2016-05-05 10:00") == 1
    assert scene.total(scene.one, "T2", APRIL, "2016-05-05 10:00") == 1


def test_what_was_closed_after_the_phase_is_not_of_the_phase(scene: Scene) -> None:
    row = scene.assigns(scene.reports("2016-04-20 10:00"), "2016-04-20 11:00")
    scene.moves(row, "close", "2016-06-01 10:00", closed_at=at("2016-06-01 10:00"))
    assert scene.total(scene.unit, "T11", APRIL, "2016-06-02 10:00") == 0


def test_listed_after_the_phase_it_is_the_same_above_as_below(scene: Scene) -> None:
    scene.lists(scene.assigns(scene.reports("2016-04-20 10:00"), "2016-04-20 11:00"), "2016-06-01 10:00")
    below, above = (scene.total(node, "T10", APRIL, "2016-06-02 10:00") for node in (scene.unit, scene.one))
    assert below == above == 0


def test_a_decision_about_hazards_changes_no_class_for_leaders(scene: Scene) -> None:
    scene.holds(scene.one, "2016-01-10 10:00", kind="leader-class", beside=(scene.other,))
    before = scene.total(scene.other, "T5", JAN, "2016-01-29 10:00")
    scene.decides(scene.other, "occupational", "out")
    assert scene.total(scene.other, "T5", JAN, "2016-01-29 10:00") == before


def test_a_decision_about_hazards_changes_no_heads_of_a_city(scene: Scene) -> None:
    scene.holds(scene.one, "2016-01-10 10:00", attested=30)
    before = scene.total(scene.one, "T2", JAN, "2016-01-29 10:00")
    scene.decides(scene.one, "occupational", "out")
    assert scene.total(scene.one, "T2", JAN, "2016-01-29 10:00") == before


def test_a_city_that_counts_people_of_other_firms_has_room_for_them(scene: Scene) -> None:
    scene.db.execute(
        insert(PEOPLE), [roll_line(scene.unit, scene.unit, n, outside=True) for n in range(90, 94)]
    )
    scene.holds(scene.unit, "2016-01-10 10:00", attested=500)
    plain = scene.total(scene.one, "T2", JAN, "2016-01-29 10:00")
    scene.decides(scene.one, "outside", "in")
    assert scene.total(scene.one, "T2", JAN, "2016-01-29 10:00") == plain + 4


def test_rejected_by_mistake_and_taken_up_again_it_is_still_listed(scene: Scene) -> None:
    row = scene.assigns(scene.reports("2016-01-05 10:00"), "2016-01-05 11:00")
    scene.lists(row, "2016-01-06 10:00")
    scene.moves(row, "reject", "2016-01-07 10:00", reason="看错了")
    ledger.reopen(
        scene.db,
        hazards.find_hazard(scene.db, row["id"]),
        at("2016-01-08 10:00"),
        CLOCKS,
        by=By(Part.OFFICER),
    )
    scene.assigns(row, "2016-01-08 11:00")
    below, above = (scene.total(node, "T10", JAN, "2016-01-29 10:00") for node in (scene.unit, scene.one))
    assert (below, above) == (1, 1)


def test_what_was_closed_and_comes_back_is_still_a_hazard_found(scene: Scene) -> None:
    row = scene.reports("2016-01-05 10:00")
    scene.moves(row, "close", "2016-01-06 10:00", closed_at=at("2016-01-06 10:00"))
    assert scene.total(scene.unit, "T9", JAN, "2016-01-29 10:00") == 1
    ledger.reopen(
        scene.db,
        hazards.find_hazard(scene.db, row["id"]),
        at("2016-01-08 10:00"),
        CLOCKS,
        by=By(Part.OFFICER),
    )
    assert scene.total(scene.unit, "T9", JAN, "2016-01-29 10:00") == 1


def test_what_was_rejected_and_comes_back_waits_to_be_confirmed(scene: Scene) -> None:
    row = scene.assigns(scene.reports("2016-01-05 10:00"), "2016-01-05 11:00")
    scene.moves(row, "reject", "2016-01-07 10:00", reason="不是隐患")
    ledger.reopen(
        scene.db,
        hazards.find_hazard(scene.db, row["id"]),
        at("2016-01-08 10:00"),
        CLOCKS,
        by=By(Part.OFFICER),
    )
    assert scene.total(scene.unit, "T9", JAN, "2016-01-29 10:00") == 0


def test_what_was_taken_off_the_list_counts_where_somebody_asks_for_all_that_ever_was_on_it(
    scene: Scene,
) -> None:
    row = scene.assigns(scene.reports("2016-01-05 10:00"), "2016-01-05 11:00")
    scene.lists(row, "2016-01-10 10:00")
    by, off = By(Part.OFFICER, scene.people[2]), date(2016, 1, 20)
    listing.take_off_list(
        scene.db, hazards.find_hazard(scene.db, row["id"]), off, at("2016-01-20 10:00"), by=by
    )
    assert scene.total(scene.unit, "T10", JAN, "2016-01-29 10:00") == 1
    key, now = ("chabaocu", "monthly-table", "listed"), at("2016-01-21 10:00")
    for node in (scene.unit, scene.one):
        choices.choose(scene.db, node, key, "now", note="", now=now, by_id=None)
        assert scene.total(node, "T10", JAN, "2016-01-29 10:00") == 0
