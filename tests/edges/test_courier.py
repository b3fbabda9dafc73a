"""The courier: what is carried, by whom, how often, and what happens when one dies on the way."""

import threading
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine
from structlog.testing import capture_logs

from bot import courier as courier_module
from bot.courier import AGAIN, DONE, HANDS, LADDER, LEASE, Bag, Courier, Outcome
from models import outbox
from suishoupai.product import Product
from tests.edges.conftest import SQLITE


def post(product: Product, number: int, kind: str = "carry", **facts: Any) -> None:
    now = product.clock()
    lines = [outbox.errand(f"{kind}{n}", kind, now=now, **facts) for n in range(number)]
    product.stores.writer.carry(lambda db: outbox.post(db, *lines))


def all_errands(product: Product) -> list[Any]:
    return product.stores.writer.carry(lambda db: list(outbox.errands(db)))


def courier(product: Product, bag: Bag, name: str = "one") -> Courier:
    return Courier(product.stores.writer, product.stores.reading, bag, product.clock, name=name)


class Tally:
    """Counts how often each errand was carried, in whichever way."""

    def __init__(self) -> None:
        self.times: Counter[int] = Counter()
        self._lock = threading.Lock()

    def note(self, *errands: Any) -> dict[int, Outcome]:
        with self._lock:
            self.times.update(errand["id"] for errand in errands)
        return {errand["id"]: DONE for errand in errands}

    def bag(self) -> Bag:
        def carry(errand: Any) -> Outcome:
            time.sleep(0.002)  # as long as a good platform takes
            return self.note(errand)[errand["id"]]

        return Bag(
            carriers={"carry": carry},
            chores={"chore": lambda db, errand, now: self.note(errand)[errand["id"]]},
            rounds={"round": lambda errands: self.note(*errands)},
        )


def test_two_couriers_carry_two_hundred_errands_once_each(product: Product) -> None:
    for kind, number in (("carry", 100), ("chore", 50), ("round", 50)):
        post(product, number, kind)
    tally = Tally()
    couriers = [courier(product, tally.bag(), name) for name in ("one", "two")]
    threads = [threading.Thread(target=each.until_empty) for each in couriers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tally.times) == 200
    assert set(tally.times.values()) == {1}
    done = all_errands(product)
    assert {(errand["state"], errand["attempts"]) for errand in done} == {("done", 1)}


def test_what_a_dead_courier_held_is_taken_over_after_its_lease(product: Product) -> None:
    post(product, 3)
    now = product.clock()
    product.stores.writer.carry(lambda db: outbox.claim_errands(db, "dead", now, lease=LEASE, limit=9))
    carried: list[int] = []
    alive = courier(product, Bag(carriers={"carry": lambda errand: carried.append(errand["id"]) or DONE}))
    product.clock.forward(seconds=LEASE.total_seconds() - 1)
    assert alive.until_empty() == 0
    product.clock.forward(seconds=2)
    assert alive.until_empty() == 3
    assert len(set(carried)) == 3
    assert {errand["claimed_by"] for errand in all_errands(product)} == {"one"}


def test_who_lost_the_claim_signs_nothing_off(product: Product) -> None:
    """Too slow: somebody else has taken it over and finished; the late word counts for nothing."""
    post(product, 1)
    effects: list[str] = []

    def outcome(name: str) -> Outcome:
        return Outcome("done", name, and_then=lambda db: effects.append(name))

    other = courier(product, Bag(carriers={"carry": lambda errand: outcome("other")}), "other")

    def slow(errand: Any) -> Outcome:
        product.clock.forward(seconds=LEASE.total_seconds() + 1)
        assert other.carry_due() == 1
        return outcome("slow")

    courier(product, Bag(carriers={"carry": slow}), "slow").carry_due()
    (errand,) = all_errands(product)
    assert (errand["reason"], errand["claimed_by"], effects) == ("other", "other", ["other"])


@SQLITE
def test_slow_errands_do_not_wait_with_a_running_lease_nor_hold_up_the_quick(product: Product) -> None:
    """However many pictures wait, only as many are claimed as there are hands."""
    post(product, 40)
    post(product, 3, "news")
    held: list[int] = []

    def carry(errand: Any) -> Outcome:
        held.append(sum(row["state"] == "claimed" for row in all_errands(product)))
        return DONE

    told: list[int] = []

    def news(errands: Any) -> dict[int, Outcome]:
        told.append(len(errands))
        return {errand["id"]: DONE for errand in errands}

    courier(product, Bag(carriers={"carry": carry}, rounds={"news": news})).carry_due()
    assert max(held) <= HANDS
    assert told == [3], "the news left with the first round"


@SQLITE
def test_what_is_stale_is_not_carried(product: Product) -> None:
    post(product, 2, stale_at=product.clock() + timedelta(minutes=5))
    product.clock.forward(minutes=6)
    carried: list[int] = []
    courier(product, Bag(carriers={"carry": lambda errand: carried.append(1) or DONE})).until_empty()
    assert (carried, {errand["state"] for errand in all_errands(product)}) == ([], {"stale"})


@SQLITE
def test_an_errand_that_fails_comes_again_by_the_ladder_and_never_sooner_than_seconds(
    product: Product,
) -> None:
    post(product, 1)
    slow = courier(product, Bag(carriers={"carry": lambda errand: Outcome(AGAIN, "busy")}))
    waits = []
    for _ in range(len(LADDER) + 2):
        slow.until_empty()
        (errand,) = all_errands(product)
        waits.append((errand["due_at"] - product.clock()).total_seconds())
        product.clock.forward(seconds=waits[-1])
    assert waits == [*LADDER, LADDER[-1], LADDER[-1]]
    assert waits[0] <= 5


@SQLITE
@pytest.mark.parametrize("kind", ["carry", "chore", "round", "silent round"])
def test_an_accident_with_one_errand_leaves_the_others_alone(product: Product, kind: str) -> None:
    post(product, 1, kind)
    post(product, 2, "good")

    def accident(*_: Any) -> Outcome:
        raise RuntimeError("a secret word")

    bag = Bag(
        carriers={"carry": accident, "good": lambda errand: DONE},
        chores={"chore": accident},
        rounds={"round": accident, "silent round": lambda errands: {}},
    )
    with capture_logs() as lines:
        courier(product, bag).until_empty()
    states = {errand["key"]: errand["state"] for errand in all_errands(product)}
    assert states == {f"{kind}0": "waiting", "good0": "done", "good1": "done"}
    assert "secret word" not in str([{**line, "exc_info": ""} for line in lines])
    assert "secret word" not in all_errands(product)[-1]["reason"]


@SQLITE
def test_a_kind_nobody_knows_is_given_up(product: Product) -> None:
    post(product, 1, "of tomorrow")
    courier(product, Bag()).until_empty()
    assert all_errands(product)[0]["state"] == "given_up"


@SQLITE
def test_a_database_that_is_away_for_a_while_does_not_end_the_courier(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looks fail: the one before carrying, and the one that asks how long to wait."""
    monkeypatch.setattr(courier_module, "PAUSE", 0.01)
    carried = threading.Event()
    away = create_engine("sqlite:////nowhere/at/all.db")
    bag = Bag(carriers={"carry": lambda errand: carried.set() or DONE})
    runner = Courier(product.stores.writer, away, bag, product.clock, name="one")
    post(product, 1)
    with capture_logs() as lines:
        thread = threading.Thread(target=runner.run)
        thread.start()
        while not lines:
            time.sleep(0.005)
        runner._reading = product.stores.reading
        assert carried.wait(10)
        runner.stop()
        thread.join(10)
    assert not thread.is_alive()


@SQLITE
def test_a_wake_is_never_slept_through(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier_module, "PAUSE", 30.0)
    seen = threading.Semaphore(0)
    runner = courier(product, Bag(carriers={"carry": lambda errand: seen.release() or DONE}))
    product.stores.writer.on_posted = runner.wake
    thread = threading.Thread(target=runner.run)
    thread.start()
    for nth in range(30):
        product.stores.writer.carry(
            lambda db, nth=nth: outbox.post(db, outbox.errand(f"e{nth}", "carry", now=product.clock()))
        )
        assert seen.acquire(timeout=5)
    runner.stop()
    thread.join(10)
    assert not thread.is_alive()
