"""全省：every figure of every sheet of a made province against a slow recount by hand, and what was handed in stays."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from operator import eq, le, lt
from typing import Any

import pytest
from sqlalchemy import Engine

from actions.plan.figures import figuring, frames, rolling_up
from actions.plan.figures import sheets as act
from models.base import Db
from models.database import open_writing
from models.plan import choices, sheets
from models.units import find_unit
from rules.plan.figure import as_read, printed
from rules.refusal import Refused
from tests.plan.moves import SHANGHAI
from tests.plan.province import SMALL, WHOLE
from tests.plan.raw_rows import Raw
from tests.plan.recount import SINCE, UNTIL, YEAR_ENDS, Count
from tests.plan.sending import (
    AFTER_THE_PHASE,
    DAYS,
    MONTHLY,
    Year,
    asked_on,
    at,
    hospitals_on,
    live,
    those_of_the_day_after,
    two_that_hand_in_twice,
)

SEED = 54
SIZES = {"sqlite": WHOLE, "postgresql": SMALL}
FEB, MARCH, APRIL = list(MONTHLY)[1:]
JULY = date(2016, 7, 30)
JOINT = {"T3": lt, "T6": le}
"""Not the sum of what is below: what several held, or went to, is counted once."""
UNDATED = ("T11",)
"""Closed meanwhile: what was counted on the day is not what the same day says later."""
NIGHT = at("2016-12-31 23:59")


@pytest.fixture(
    scope="session",
    params=[pytest.param(kind, marks=pytest.mark.xdist_group(f"province-{kind}")) for kind in SIZES],
)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Lived once for all of these tests: the whole province on a file, a smaller one on a server."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("province") / "ssp.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield from _lived(open_writing(f"sqlite:///{path}"), request.param)
        return
    with request.getfixturevalue("postgres").database() as url:
        yield from _lived(open_writing(url), request.param)


@pytest.fixture(scope="session")
def raw(year: Year) -> Raw:
    """Every row there is when the year has been lived; whatever a test does to it is taken back."""
    with year.engine.connect() as db:
        return Raw.of(db)


def _lived(engine: Engine, kind: str) -> Iterator[Year]:
    yield live(Year.begins(engine, SIZES[kind], SEED))
    engine.dispose()


def test_every_cell_of_every_sheet_is_what_a_recount_by_hand_says(year: Year) -> None:
    on_time = sum(len(hospitals_on(year.province, day)) + len(year.province.unions) for day in DAYS)
    again = 2 + sum(map(len, those_of_the_day_after(year.province)))
    assert len(year.pairs) == on_time + again
    assert [(pair.formal, *one) for pair in year.pairs for one in pair.differing()] == []


def test_a_whole_year_was_lived(year: Year, raw: Raw) -> None:
    """In every month of it something was held, found, put right and sat, and every hospital handed in on eight days."""
    months = {(2016, month) for month in range(1, 13)}
    days = {
        "held": [row["happened_on"] for row in raw.rows["deed"]],
        "found": [row["happened_on"] for row in raw.rows["hazard"]],
        "put right": [
            row["closed_at"].astimezone(SHANGHAI) for row in raw.rows["hazard"] if row["closed_at"]
        ],
        "sat": [row["handed_in_at"].astimezone(SHANGHAI) for row in raw.rows["sitting"]],
    }
    for what, some in days.items():
        assert months <= {(day.year, day.month) for day in some}, what
    assert min(len(year.of(unit)) for unit in year.province.hospitals) >= 8
    assert {len(year.of(union)) for union in year.province.unions} == {len(DAYS)}


def test_the_figures_are_not_all_nought(year: Year) -> None:
    """A recount that finds nothing agrees with everything."""
    last = year.of(year.province.id)[-1].cells
    assert all(last[cell]["total"] > 0 for cell in last)
    figures = [(pair.formal, cell, one) for pair in year.pairs for cell, one in pair.cells.items() if one]
    late = {(formal, cell) for formal, cell, figure in figures if figure["late"]}
    gone = {(formal, cell) for formal, cell, figure in figures if figure["gone"]}
    assert {cell for _, cell in late} >= {"T2", "T3", "T9", "T11"}
    assert {cell for _, cell in gone} >= {"T3", "T9"}
    assert {formal for formal, _ in late} == set(DAYS) - {min(DAYS)}
    assert any(figure["capped"] for pair in year.pairs for figure in pair.cells.values() if figure)


def test_what_is_printed_is_the_sum_since_the_phase_began(year: Year) -> None:
    assert [(pair.node, wrong) for pair in year.pairs for wrong in pair.misprinted()] == []


def test_what_has_to_fit_together_does(year: Year) -> None:
    for pair in year.pairs:
        total = {cell: figure["total"] for cell, figure in pair.cells.items() if figure}
        assert total["T11"] <= total["T9"]
        assert total["T10"] <= total["T9"]
        assert total["T4"] <= total["T2"]
        assert (
            total["T1"] <= len(year.province.hospitals) - len(year.province.branches) or pair.kind == "unit"
        )
        assert "T5" not in total or total["T5"] or not total["T6"]
        assert "T7" not in total or total["T7"] <= len(year.province.hospitals)


def test_people_are_no_sum_of_months_and_trainings_are(year: Year) -> None:
    """The windows tile the year: what adds up adds up to it."""
    for_province = year.of(year.province.id)
    months = {
        cell: sum(pair.cells[cell]["period"] for pair in for_province) for cell in ("T2", "T4", "T3", "T8")
    }
    last = {cell: for_province[-1].cells[cell]["total"] for cell in months}
    assert months["T2"] > last["T2"]
    assert months["T4"] > last["T4"]
    assert (months["T3"], months["T8"]) == (last["T3"], last["T8"])


def test_the_province_is_the_sum_of_what_is_below_and_a_joint_training_is_one(year: Year) -> None:
    """And so is whoever went to the classes of two cities."""
    below = [*year.province.cities, *year.province.direct]
    with year.engine.connect() as db:
        built = {node: _built(db, node, YEAR_ENDS, NIGHT) for node in [year.province.id, *below]}
    whole = built[year.province.id]
    for cell, figure in whole.cells.items():
        parts = sum(one.total for node in below if (one := built[node].cells[cell]) is not None)
        assert figure is not None
        assert JOINT.get(cell, eq)(figure.total, parts), cell


def test_what_was_handed_in_stays_to_the_letter(year: Year) -> None:
    """Deeds were voided, told otherwise and told late after most of them; not one letter moved."""
    assert year.kept() == year.bytes


def test_what_was_told_late_stands_in_the_next_sheet(year: Year) -> None:
    """Scene 18: told after the sheet went out, of days before it: of this period, and said to be late."""
    found = 0
    for pair in year.pairs:
        for cell in ("T3", "T9"):
            figure = pair.cells[cell] if pair.kind == "unit" else None
            if figure and figure["late"]:
                before = [one for one in year.of(pair.node) if one.formal < pair.formal][-1].cells[cell]
                assert figure["total"] == before["total"] + figure["period"] - figure["gone"]
                found += 1
    assert found > 5


@pytest.mark.parametrize("formal", [FEB, JULY])
def test_then_and_now_differ_where_something_changed(year: Year, raw: Raw, formal: date) -> None:
    """报时/现在 of the sheets of a day long ago, asked when the year ends."""
    differing, then = 0, at(DAYS[formal][0])
    with year.engine.connect() as db:
        for node in hospitals_on(year.province, formal)[:40]:
            row = sheets.newest_sheet(db, asked_on(formal).form.key, node, formal)
            assert row is not None
            cells = Count(raw, node, SINCE, then.date()).cells()
            built = _built(db, node, formal, then)
            wanted = [
                (cell, row["cells"][cell]["total"], now.total)
                for cell, now in cells.items()
                if now is not None and now.total != row["cells"][cell]["total"] and cell not in UNDATED
            ]
            assert [one for one in act.changed_since(row, built) if one[0] not in UNDATED] == wanted
            differing += bool(wanted)
    assert differing > 3


def test_the_table_of_the_phase_is_still_that_of_the_phase_when_the_year_ends(year: Year, raw: Raw) -> None:
    """Eight months of deeds later it is counted anew: what was told late and mended is in it, and nothing of May."""
    after = 0
    with year.engine.connect() as db:
        for node in (*year.province.unions[::-3], *year.province.hospitals[::12]):
            wanted = Count(raw, node, SINCE, UNTIL).cells()
            built = _built(db, node, APRIL, NIGHT).cells
            said = {cell: figure.total if figure else None for cell, figure in built.items()}
            assert said == {cell: one.total if one else None for cell, one in wanted.items()}, node
            after += said["T9"] != year.of(node)[-1].cells["T9"]["total"]
    assert after > 1


def test_what_happened_the_day_after_the_phase_is_of_the_next_table_alone(year: Year, raw: Raw) -> None:
    """Told before April's table was corrected that day, and none of it."""
    day, cut = UNTIL + timedelta(days=1), at(AFTER_THE_PHASE[1])
    told = {
        f"{name}:{row['id']}": row["unit_id"]
        for name in ("deed", "hazard")
        for row in raw.rows[name]
        if row["happened_on"] == day and row["recorded_at"] <= cut
    }
    found = {APRIL: set[str](), YEAR_ENDS: set[str]()}
    with year.engine.connect() as db:
        for unit in set(told.values()).intersection(year.province.hospitals):
            for formal, refs in found.items():
                trace = _built(db, unit, formal, cut if formal == APRIL else NIGHT).trace
                refs |= told.keys() & {ref for some in trace.values() for ref in some}
    assert not found[APRIL]
    assert found[YEAR_ENDS]


def test_a_sheet_that_was_returned_or_corrected_has_a_number(year: Year) -> None:
    returned, corrected = two_that_hand_in_twice(year)
    with year.engine.connect() as db:
        of = {node: sheets.sheets_of(db, asked_on(MARCH).form.key, node) for node in (returned, corrected)}
    stood = {
        node: [(row["number"], row["state"]) for row in rows if row["formal"] == MARCH]
        for node, rows in of.items()
    }
    assert stood == {returned: [(1, "replaced"), (2, "sent")], corrected: [(1, "replaced"), (2, "sent")]}


def test_a_sheet_before_the_last_is_not_corrected_any_more(year: Year) -> None:
    node = year.province.hospitals[3]
    with year.engine.connect() as db, db.begin() as work:
        row = sheets.newest_sheet(db, asked_on(FEB).form.key, node, FEB)
        assert row is not None
        sheet = act.correct(db, row["id"], "少一场", NIGHT, None)
        facts: dict[str, Any] = {"how": "system", "now": NIGHT, "by_id": None, "today": NIGHT.date()}
        with pytest.raises(Refused, match="后面一期已经报出了"):
            act.send(db, sheet, asked_on(FEB), find_unit(db, node), zone=SHANGHAI, **facts)
        work.rollback()


OPTIONS = [
    {"wards": "in"},
    {"outside": "in"},
    {"occupational": "out"},
    {"listed": "now"},
    {"wards": "in", "outside": "in", "occupational": "out", "listed": "now"},
]


@pytest.mark.parametrize(
    "chosen", OPTIONS, ids=lambda chosen: "+".join(f"{k}-{v}" for k, v in chosen.items())
)
def test_whoever_counts_otherwise_is_counted_so(year: Year, raw: Raw, chosen: dict[str, str]) -> None:
    """Some hospitals and the largest city decide; everybody else's figures are their own."""
    city = max(year.province.cities, key=lambda one: len(year.province.cities[one]))
    differing: dict[int, set[str]] = defaultdict(set)
    with year.engine.connect() as db, db.begin() as work:
        for node in [city, *year.province.cities[city][:8], *year.province.direct[:2], *raw.off_the_list[:3]]:
            before = _built(db, node, YEAR_ENDS, NIGHT).cells
            _decide(db, node, chosen)
            built = _built(db, node, YEAR_ENDS, NIGHT).cells
            wanted = Count(raw, node, SINCE, YEAR_ENDS, chosen).cells()
            said = {cell: figure.total if figure else None for cell, figure in built.items()}
            right = {cell: one.total if one else None for cell, one in wanted.items()}
            wrong = [cell for cell in said if said[cell] != right[cell]]
            assert wrong == [], node
            differing[node] = {cell for cell in said if built[cell] != before[cell]}
        work.rollback()
    assert set().union(*differing.values()), "the decision changed nothing anywhere"


def test_the_other_number_and_the_empty_cell_are_printed_where_somebody_chose_them(year: Year) -> None:
    with year.engine.connect() as db, db.begin() as work:
        for node in [*year.province.hospitals[:5], next(iter(year.province.cities))]:
            _decide(db, node, {"print": "period", "empty": "blank"})
            pair, unit = year.of(node)[-1], find_unit(db, node)
            frame = frames.frame_of(db, asked_on(YEAR_ENDS), unit, YEAR_ENDS)
            right = {cell: str(figure["period"]) if figure else "" for cell, figure in pair.wanted.items()}
            assert printed(as_read(pair.cells), frame) == right
        work.rollback()


def _decide(db: Db, node: int, chosen: dict[str, str]) -> None:
    form = asked_on(YEAR_ENDS).form
    for name, value in chosen.items():
        choices.choose(db, node, (form.plan, form.code, name), value, note="", now=NIGHT, by_id=None)


def _built(db: Db, node: int, formal: date, now: datetime) -> figuring.Built:
    return rolling_up.build(
        db, asked_on(formal), find_unit(db, node), now.astimezone(SHANGHAI).date(), SHANGHAI
    )
