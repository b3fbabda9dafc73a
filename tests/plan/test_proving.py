"""The counters are what the records say, after whatever the house does; and where they are not, the night finds it and mends it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import delete, insert, select, update
from structlog.testing import capture_logs

from actions import binding
from actions.hazards import set_kind
from actions.plan.doing import deeds
from actions.plan.doing.deeds import Said
from actions.plan.figures import rolling_up
from actions.plan.figures.frames import asked_on
from models import hazards as ledger
from models import units
from models.base import Db
from models.outbox import TABLE as OUTBOX
from models.people import count_rolls, roll_of
from models.plan import counters, tallies
from models.plan import deeds as kept
from suishoupai import proving as proving_beat
from suishoupai.proving import proof
from tests.edges.loop.making import assign, close, fix, reject, report
from tests.edges.loop.ward import OF_THE_HOUSE, Ward, ward_on_postgresql, ward_on_sqlite
from tests.plan.walking import STAFF, Walk, build_city, fold, listed, off, works

STEPS = 200


@pytest.fixture(params=["sqlite", "postgresql"])
def ward(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ward]:
    """A fresh house on each database, below a city with another hospital."""
    if request.param == "sqlite":
        with ward_on_sqlite(request.getfixturevalue("sqlite_template"), tmp_path) as opened:
            opened.carry(partial(build_city, ward=opened))
            yield opened
        return
    with ward_on_postgresql(request.getfixturevalue("postgres"), tmp_path) as opened:
        opened.carry(partial(build_city, ward=opened))
        yield opened


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_two_hundred_steps_every_counter_is_what_the_records_say(ward: Ward, seed: int) -> None:
    walk = Walk(ward, seed)
    walk.hazards.append(listed(ward))
    for nth in range(STEPS):
        walk.step()
        if nth % 10 == 9:
            found = off(ward)
            assert found == [], f"{found}\n" + "\n".join(walk.told[-12:])
    fold(ward)
    assert off(ward) == []
    cells = {row[0] for row in ward.carry(lambda db: db.execute(select(tallies.TABLE.c.cell)).all())}
    assert {"found", "listed", "closed", "any", "acting", "heads"} <= cells, "the walk went nowhere"


def figures(ward: Ward, node: str) -> dict[str, int]:
    """What the counters of a node say altogether."""
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    found = ward.carry(lambda db: counters.tallied(db, ward.ids[node], first, last))
    return {cell: n for cell, n in found.items() if n}


@pytest.mark.parametrize("node", ["市一院", "市", "省"])
def test_every_node_counts_the_same_three_hazards(ward: Ward, node: str) -> None:
    listed(ward)
    for steps in ((assign,), (assign, fix, close), ()):
        hazard_id = report(ward)
        for step in steps:
            step(ward, hazard_id)
    fold(ward)
    assert figures(ward, node) == {"found": 3, "listed": 1, "closed": 1, "any": 1}


def test_what_was_listed_counts_so_again_after_it_was_rejected_and_reopened(ward: Ward) -> None:
    hazard_id = listed(ward)
    reject(ward, hazard_id)
    fold(ward)
    assert "listed" not in figures(ward, "市一院")
    Walk(ward, 1).does("reopen", hazard_id)
    fold(ward)
    assert "listed" not in figures(ward, "市一院")  # it waits to be confirmed again
    assign(ward, hazard_id)
    fold(ward)
    assert figures(ward, "市一院")["listed"] == 1
    assert off(ward) == []


def test_a_kind_the_reporter_names_late_counts(ward: Ward) -> None:
    hazard_id = report(ward)
    assign(ward, hazard_id)
    kind = next(one for one in ward.product.house.kinds if one.occupational)
    works(ward, lambda db: set_kind(db, hazard_id, kind, ward.now))
    assert off(ward) == []


def test_whoever_loses_reports_with_an_account_is_looked_at_again(ward: Ward) -> None:
    """张敏's reports came from an account that is somebody else's by now."""
    report(ward)
    account = ward.account("张敏")
    works(ward, lambda db: binding.bind(db, account, ward.ids["刘军"], "mp", ward.now))
    works(ward, lambda db: binding.unbind(db, account))
    assert off(ward) == []


def test_a_quiz_from_before_the_binding_counts(ward: Ward) -> None:
    walk, account = Walk(ward, 1), ward.account("张敏")
    works(ward, lambda db: binding.unbind(db, account))
    walk.accounts = dict.fromkeys(STAFF, account)
    walk.practises()
    works(ward, lambda db: binding.bind(db, account, ward.ids["张敏"], "mp", ward.now))
    assert off(ward) == []


def spoil_a_tally(db: Db, ward: Ward) -> None:
    one = (tallies.TABLE.c.node_id == ward.ids["市一院"], tallies.TABLE.c.cell == "found")
    db.execute(update(tallies.TABLE).where(*one).values(n=7))


def spoil_above(db: Db, ward: Ward) -> None:
    """A row of the city that nobody counted."""
    row = {"node_id": ward.ids["市"], "cell": "closed", "day": date(2026, 2, 1), "n": 3}
    db.execute(insert(tallies.TABLE), row)


def lose_a_line(db: Db, ward: Ward) -> None:
    """A deed was written, and the line that counts it was not."""
    unit, now = ward.ids["市一院"], ward.now
    kept.add_deed(
        db, unit_id=unit, kind="drill", happened_on=now.date(), recorded_at=now, bodies=["union"], attested=9
    )


def spoil_a_mark(db: Db, ward: Ward) -> None:
    db.execute(update(ledger.TABLE).values(tallied=0))


def forget_a_last_day(db: Db, ward: Ward) -> None:
    db.execute(delete(tallies.LAST).where(tallies.LAST.c.measure == "any"))


def invent_a_last_day(db: Db, ward: Ward) -> None:
    facts = {"measure": "at:training", "who_id": ward.ids["王强"], "unit_id": ward.ids["市一院"]}
    db.execute(
        insert(tallies.LAST),
        facts | {"last_on": date(2026, 2, 1), "counted_on": tallies.NEVER, "waits": True},
    )


def spoil_a_roll(db: Db, ward: Ward) -> None:
    count_rolls(db)
    db.execute(update(units.TABLE).where(units.TABLE.c.id == ward.ids["市一院"]).values(on_roll=999))


SPOILT: dict[str, tuple[Callable[[Db, Ward], None], set[str]]] = {
    "a tally": (spoil_a_tally, {"found"}),
    "above": (spoil_above, {"closed"}),
    "a line": (lose_a_line, {"held", "heads", "acting"}),
    "a mark": (spoil_a_mark, {"hazard"}),
    "a roll": (spoil_a_roll, {"roll"}),
    "no last day": (forget_a_last_day, {"any"}),
    "a last day": (invent_a_last_day, {"at"}),
}


@pytest.fixture(autouse=True)
def listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A logger that was used before keeps where it writes to."""
    monkeypatch.setattr(proving_beat, "log", structlog.get_logger())


@pytest.mark.parametrize("what", SPOILT)
def test_the_night_finds_and_mends_what_was_spoilt_and_names_nobody(ward: Ward, what: str) -> None:
    for steps in ((assign,), (assign, fix, close)):
        hazard_id = report(ward)
        for step in steps:
            step(ward, hazard_id)
    fold(ward)
    before = {node: figures(ward, node) for node in ("市一院", "市", "省")}
    spoil, cells = SPOILT[what]
    ward.carry(lambda db: spoil(db, ward))
    assert {one.cell.partition(":")[0] for one in off(ward)} == cells
    said = night(ward)
    fold(ward)
    assert off(ward) == []
    if what != "a line":
        assert {node: figures(ward, node) for node in before} == before
    (line,) = said
    assert line["log_level"] == "warning"
    assert cells <= set(line)
    assert not any(name in str(line) for name in (*OF_THE_HOUSE, "市一院"))


def night(ward: Ward) -> list[Any]:
    """Half past three in Shanghai; what the log says."""
    stores, clocks = ward.product.stores, ward.product.house.clocks
    with capture_logs() as said:
        proof(stores, clocks)(datetime(2026, 3, 2, 19, 30, tzinfo=UTC))
    return [line for line in said if "counters" in line["event"]]


def test_a_night_with_nothing_off_says_nothing(ward: Ward) -> None:
    listed(ward)
    assert night(ward) == []


def test_the_night_counts_the_people_nobody_has_counted(ward: Ward) -> None:
    def on_roll() -> int | None:
        return ward.carry(lambda db: units.find_unit(db, ward.ids["市一院"]))["on_roll"]

    before = on_roll()
    assert night(ward) == []
    assert (before, on_roll()) == (None, ward.carry(lambda db: roll_of(db, ward.ids["市一院"])))


def test_it_is_proven_once_a_night_whoever_beats_and_never_before_three(ward: Ward) -> None:
    stores, clocks = ward.product.stores, ward.product.house.clocks
    report(ward)
    fold(ward)
    ward.carry(lambda db: forget_a_last_day(db, ward))
    first, second = proof(stores, clocks), proof(stores, clocks)
    query = select(OUTBOX.c.key).where(OUTBOX.c.kind == "prove").order_by(OUTBOX.c.key)
    with capture_logs() as said:
        for at in (
            "18:59",
            "19:00",
            "19:30",
            "23:00",
        ):  # in Shanghai three o'clock is 19:00 of the day before
            for beat in (first, second):
                beat(datetime.fromisoformat(f"2026-03-02T{at}:00+00:00"))
    assert [line["event"] for line in said].count("counters were off and are put right") == 1
    assert ward.carry(lambda db: list(db.execute(query).scalars())) == ["prove:2026-03-03"]


def test_a_sheet_made_after_the_phase_counts_whoever_went_on_training(ward: Ward) -> None:
    """In March and again in May: the table of April says one person, in the hospital and in the city."""
    plan = next(one for one in ward.product.house.plans.shipped if one.code == "chabaocu")
    asked, today = asked_on(plan, plan.forms[0], date(2026, 4, 30)), date(2026, 5, 5)
    assert asked is not None
    late = datetime(2026, 5, 5, 4, tzinfo=UTC)
    facts: dict[str, Any] = {"now": late, "by_id": None, "today": today}
    for day in (date(2026, 3, 1), date(2026, 5, 3)):
        said = Said("training", day)
        deed_id = ward.carry(lambda db, said=said: deeds.record(db, ward.ids["市一院"], said, **facts))
        facts_there: dict[str, Any] = {"person_id": ward.ids["张敏"], "now": late, "how": "list"}
        works(ward, partial(deeds.come, deed_id=deed_id, **facts_there))

    def told(db: Db, node: str) -> int | None:
        unit = units.find_unit(db, ward.ids[node])
        figure = rolling_up.build(db, asked, unit, today, ward.product.house.clocks.zone).cells["T4"]
        return figure.total if figure else None

    assert [ward.carry(partial(told, node=node)) for node in ("市一院", "市")] == [1, 1]
