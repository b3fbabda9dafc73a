"""全省：every figure of every sheet of a made province against a slow recount by hand, and what was handed in stays."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from actions.plan.figures import frames, rolling_up
from actions.plan.figures import sheets as act
from models.base import Db
from models.database import open_writing
from models.plan import choices, sheets
from models.units import find_unit
from rules.plan.figure import printed
from rules.refusal import Refused
from tests.plan.moves import SHANGHAI
from tests.plan.province import SMALL, WHOLE
from tests.plan.raw_rows import Raw
from tests.plan.recount import SINCE, UNTIL, Count
from tests.plan.sending import DAYS, Year, asked_on, at, live, two_that_hand_in_twice

SEED = 54
SIZES = {"sqlite": WHOLE, "postgresql": SMALL}
FEB, MARCH, APRIL = list(DAYS)[1:]
UNDATED = ("T11",)
"""Closed meanwhile: what was counted on the day is not what the same day says later."""
NIGHT = at("2016-04-30 23:59")


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


def _lived(engine: Engine, kind: str) -> Iterator[Year]:
    yield live(Year.begins(engine, SIZES[kind], SEED))
    engine.dispose()


def test_every_cell_of_every_sheet_is_what_a_recount_by_hand_says(year: Year) -> None:
    assert len(year.pairs) == len(year.province.nodes) * len(DAYS) + 2  # two hand in twice
    assert [one for pair in year.pairs for one in pair.differing()] == []


def test_the_figures_are_not_all_nought(year: Year) -> None:
    """A recount that finds nothing agrees with everything."""
    last = year.of(year.province.id)[-1].cells
    assert all(last[cell]["total"] > 0 for cell in last)
    late = [cell for pair in year.pairs for cell, figure in pair.cells.items() if figure and figure["late"]]
    gone = [cell for pair in year.pairs for cell, figure in pair.cells.items() if figure and figure["gone"]]
    assert {"T2", "T3", "T9", "T11"} <= set(late)
    assert {"T3", "T9"} <= set(gone)
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
    for_province = year.of(year.province.id)
    months = {
        cell: sum(pair.cells[cell]["period"] for pair in for_province) for cell in ("T2", "T4", "T3", "T8")
    }
    last = {cell: for_province[-1].cells[cell]["total"] for cell in months}
    assert months["T2"] > last["T2"]
    assert months["T4"] > last["T4"]
    assert (months["T3"], months["T8"]) == (last["T3"], last["T8"])


def test_the_province_is_the_sum_of_what_is_below_and_a_joint_training_is_one(year: Year) -> None:
    formal, now = APRIL, at(DAYS[APRIL][1])
    below = [*year.province.cities, *year.province.direct]
    with year.engine.connect() as db:
        built = {node: _built(db, node, formal, now) for node in [year.province.id, *below]}
    whole = built[year.province.id]
    for cell, figure in whole.cells.items():
        parts = sum(one.total for node in below if (one := built[node].cells[cell]) is not None)
        assert figure is not None
        assert (figure.total < parts) if cell == "T3" else (figure.total == parts), cell


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
                before = [one for one in year.of(pair.node) if one.formal < pair.formal][-1].cells[cell][
                    "total"
                ]
                assert figure["total"] == before + figure["period"] - figure["gone"]
                found += 1
    assert found > 5


def test_then_and_now_differ_where_something_changed(year: Year) -> None:
    """报时/现在 of the sheets of February, asked at the end of April."""
    differing = 0
    with year.engine.connect() as db:
        raw = Raw.of(db)
        for node in year.province.hospitals[:40]:
            row = sheets.newest_sheet(db, asked_on(FEB).form.key, node, FEB)
            cells = Count(raw, node, SINCE, at(DAYS[FEB][0]).date()).cells()
            built = _built(db, node, FEB, at(DAYS[FEB][0]))
            wanted = [
                (cell, row["cells"][cell]["total"], now.total)
                for cell, now in cells.items()
                if now is not None and now.total != row["cells"][cell]["total"] and cell not in UNDATED
            ]
            assert [one for one in act.changed_since(row, built) if one[0] not in UNDATED] == wanted
            differing += bool(wanted)
    assert differing > 3


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
    node, now = year.province.hospitals[3], NIGHT
    with year.engine.connect() as db, db.begin() as work:
        row = sheets.newest_sheet(db, asked_on(FEB).form.key, node, FEB)
        sheet = act.correct(db, row["id"], "少一场", now, None)
        with pytest.raises(Refused, match="后面一期已经报出了"):
            act.send(
                db,
                sheet,
                asked_on(FEB),
                find_unit(db, node),
                how="system",
                now=now,
                by_id=None,
                today=now.date(),
                zone=SHANGHAI,
            )
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
def test_whoever_counts_otherwise_is_counted_so(year: Year, chosen: dict[str, str]) -> None:
    """Some hospitals and the largest city decide; everybody else's figures are their own."""
    city = max(year.province.cities, key=lambda one: len(year.province.cities[one]))
    differing: dict[int, set[str]] = defaultdict(set)
    with year.engine.connect() as db, db.begin() as work:
        raw, now = Raw.of(db), at(DAYS[APRIL][1])
        for node in [city, *year.province.cities[city][:8], *year.province.direct[:2]]:
            before = _built(db, node, APRIL, now).cells
            _decide(db, node, chosen)
            built = _built(db, node, APRIL, now).cells
            wanted = Count(raw, node, SINCE, UNTIL, chosen).cells()
            said = {cell: figure.total if figure else None for cell, figure in built.items()}
            right = {cell: one.total if one else None for cell, one in wanted.items()}
            wrong = [cell for cell in said if said[cell] != right[cell]]
            assert wrong == [], node
            differing[node] = {cell for cell in said if built[cell] != before[cell]}
        work.rollback()
    if chosen != {"listed": "now"}:  # nothing is taken off a list in that year: test_province_corners does it
        assert set().union(*differing.values()), "the decision changed nothing anywhere"


def test_the_other_number_and_the_empty_cell_are_printed_where_somebody_chose_them(year: Year) -> None:
    with year.engine.connect() as db, db.begin() as work:
        for node in [*year.province.hospitals[:5], next(iter(year.province.cities))]:
            _decide(db, node, {"print": "period", "empty": "blank"})
            pair, unit = year.of(node)[-1], find_unit(db, node)
            frame = frames.frame_of(db, asked_on(APRIL), unit, at(DAYS[APRIL][1]).date())
            right = {cell: str(figure["period"]) if figure else "" for cell, figure in pair.wanted.items()}
            assert printed(act.as_read(pair.cells), frame) == right
        work.rollback()


def _decide(db: Db, node: int, chosen: dict[str, str]) -> None:
    form = asked_on(APRIL).form
    for name, value in chosen.items():
        choices.choose(db, node, (form.plan, form.code, name), value, note="", now=NIGHT, by_id=None)


def _built(db: Db, node: int, formal: date, now: datetime) -> rolling_up.Built:
    return rolling_up.build(
        db, asked_on(formal), find_unit(db, node), now.astimezone(SHANGHAI).date(), SHANGHAI
    )
