"""Scene 18: February is handed in on the 26th; what comes late stands in March and in no other month."""

from datetime import date

import pytest

from actions.plan.figures import sheets as filling
from actions.plan.figures.rolling_up import build
from models.plan import sheets
from models.units import find_unit
from tests.web.february import FORM, FORMAL, NEXT, ZONE, Seated, Wall, at
from tests.web.makers import make_pages


@pytest.fixture
def wall():
    return Wall(at(24, 8, 30))


def built(land, formal, today):
    asked = land.asked(formal)
    return land.carry(lambda db: build(db, asked, find_unit(db, land.home["id"]), today, ZONE))


def told(land):
    """January and February as they were known on the 24th: 26 and 17 hazards, 39 of them done, 6 trainings."""
    for n in range(43):
        day = date(2016, 1, 4 + n) if n < 26 else date(2016, 2, 1 + n - 26)
        done = {"status": "closed"} if n < 39 else {}
        land.hazard(101 + n, day, **done)
    for n in range(6):
        land.training(date(2016, 2, 2 + n), came=3 + n)


def test_february_stays_as_it_was_and_march_has_what_came_late(land, house, wall, make):
    told(land)
    wall.now = at(24, 8, 30)
    sheet = land.draft()
    assert land.row(sheet)["state"] == sheets.DRAFT
    wall.now = at(26, 15, 52)
    assert land.send(how=sheets.OFFLINE) == sheet
    sent = land.row(sheet)
    assert [sent["cells"][cell]["total"] for cell in ("T3", "T4", "T9", "T11")] == [6, 8, 43, 39]

    wall.now = at(28, 10, 0)
    late_hazard = land.hazard(170, date(2016, 2, 28), "楼顶积水")
    late_training = land.training(date(2016, 2, 25), came=11)
    assert land.row(sheet) == sent
    now = built(land, FORMAL, date(2016, 2, 28))
    assert filling.changed_since(sent, now) == [("T2", 8, 11), ("T3", 6, 7), ("T4", 8, 11), ("T9", 43, 44)]

    wall.now = at(30, 9, 0, 3)
    march_hazard = land.hazard(171, date(2016, 3, 15), "插座松动")
    march_training = land.training(date(2016, 3, 9), attested=5)
    march = built(land, NEXT, date(2016, 3, 30))
    assert set(march.trace["T9"]) - set(sent["trace"]["T9"]) == {
        f"hazard:{late_hazard}",
        f"hazard:{march_hazard}",
    }
    assert set(march.trace["T3"]) - set(sent["trace"]["T3"]) == {
        f"deed:{late_training}",
        f"deed:{march_training}",
    }
    by_hand = {"T3": (6 + 2, 2), "T9": (43 + 2, 2), "T11": (39, 0), "T4": (11 + 5, 11 + 5)}
    assert {cell: (march.cells[cell].total, march.cells[cell].period) for cell in by_hand} == by_hand
    assert march.cells["T3"].late == 1

    march_sheet = land.send(NEXT)
    assert land.row(sheet) == sent
    chen = Seated(make_pages(house), make, wall, make.person("陈静", land.home, "union"))
    for cell, words in (("T9", "楼顶积水"), ("T3", "2/25")):
        page = chen.get(f"/console/sheets/{march_sheet}?cell={cell}").text
        assert "上期补录1" in page, cell
        row = next(line for line in page.split("<li") if words in line)
        assert "上期补录" in row, cell
    sun = Seated(make_pages(house), make, wall, make.person("孙玉梅", land.city, "union"))
    assert "已报（线下）" in sun.get(f"/console/sheets/board/{FORM}/2016-02-29").text
