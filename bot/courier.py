"""The courier: claims errands, carries them with no transaction open, and signs off."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Engine

from bot.writer import Writer
from models import outbox
from models.base import Db, Row

LEASE = timedelta(seconds=30)
BATCH = 64
HANDS = 6
PAUSE = 1.0
"""Seconds between looks when nobody woke the courier; a moved clock is noticed this soon."""

LADDER = (3, 10, 30, 120, 600, 1800, 3600)
"""Seconds until the next try, by attempt; the last one repeats."""

TRIES = 100
"""About four days of the ladder: longer than the platform keeps anything."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Outcome:
    """How an errand ended. ``and_then`` is written in the commit that signs it off.

    One that is tried again comes due by the ladder, or at ``not_before``.
    """

    state: str
    reason: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)
    and_then: Callable[[Db], None] | None = None
    not_before: datetime | None = None

    def also(self, more: Callable[[Db], None]) -> "Outcome":
        """The same, with ``more`` written in the same commit."""
        first = self.and_then

        def both(db: Db) -> None:
            if first is not None:
                first(db)
            more(db)

        return replace(self, and_then=both)


DONE = Outcome("done")
UNWANTED = Outcome("unwanted")
AGAIN = "again"

Errand = Row
Carrier = Callable[[Errand], Outcome]
"""Carries one errand outside any transaction."""
Chore = Callable[[Db, Errand, datetime], Outcome]
"""An errand that only touches the database: done and signed off in one transaction."""
Round = Callable[[Sequence[Errand]], Mapping[int, Outcome]]
"""Carries several errands of one kind together; outcome by errand id."""


@dataclass(frozen=True)
class Bag:
    """Who carries what, by the kind of errand."""

    carriers: Mapping[str, Carrier] = field(default_factory=dict)
    chores: Mapping[str, Chore] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)


class Courier:
    """Carries what is due. Several couriers may work side by side."""

    def __init__(
        self, writer: Writer, reading: Engine, bag: Bag, clock: Callable[[], datetime], *, name: str
    ) -> None:
        self._writer = writer
        self._reading = reading
        self._bag = bag
        self._clock = clock
        self._name = name
        self._woken = threading.Event()
        self._stopped = False
        self._turn = threading.RLock()
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="courier")

    def wake(self) -> None:
        """Something was posted."""
        self._woken.set()

    def run(self) -> None:
        """Carry until stopped; an accident with one batch does not end the service."""
        while not self._stopped:
            self._woken.clear()
            try:
                pause = 0.0 if self.carry_due() else self._pause()
            except Exception:
                log.exception("courier stumbled")
                pause = PAUSE
            if pause:
                self._woken.wait(pause)

    def stop(self) -> None:
        self._stopped = True
        self._woken.set()
        self._hands.shutdown(wait=True)

    def carry_due(self) -> int:
        """Carry one batch of what is due now; how many errands that were.

        One batch at a time: a demo's clock may leap over a lease while the thread still carries.
        """
        with self._turn:
            return self._carry_due()

    def _carry_due(self) -> int:
        if not self._anything_due():
            return 0
        now = self._clock()
        claimed = self._claim(now)
        fresh = [errand for errand in claimed if not self._is_stale(errand, now)]
        for errand in claimed:
            if self._is_stale(errand, now):
                self._sign_off(errand, Outcome("stale", "过了时候"))
        self._carry_chores([e for e in fresh if e["kind"] in self._bag.chores])
        self._carry_rounds([e for e in fresh if e["kind"] in self._bag.rounds])
        list(self._hands.map(self._carry_one, (e for e in fresh if e["kind"] in self._bag.carriers)))
        for errand in fresh:
            if not self._is_known(errand["kind"]):
                self._sign_off(errand, Outcome("given_up", "没有人会送这个"))
        return len(claimed)

    def _claim(self, now: datetime) -> list[Errand]:
        """What is quick, and of the slow no more than there are hands: none waits while its lease runs out."""
        quick = [*self._bag.chores, *self._bag.rounds]

        def claim(db: Db) -> list[Errand]:
            some = outbox.claim_errands(db, self._name, now, lease=LEASE, limit=BATCH, kinds=quick)
            return [*some, *outbox.claim_errands(db, self._name, now, lease=LEASE, limit=HANDS)]

        return self._writer.carry(claim)

    def until_empty(self) -> int:
        """Carry everything that is due now, and what comes due because of it."""
        carried = 0
        while count := self.carry_due():
            carried += count
        return carried

    def _is_known(self, kind: str) -> bool:
        return kind in self._bag.chores or kind in self._bag.rounds or kind in self._bag.carriers

    def _anything_due(self) -> bool:
        with self._reading.connect() as db:
            due = outbox.next_due(db)
        return due is not None and due <= self._clock()

    def _pause(self) -> float:
        with self._reading.connect() as db:
            due = outbox.next_due(db)
        if due is None:
            return PAUSE
        return min(PAUSE, max(0.02, (due - self._clock()).total_seconds()))

    def _is_stale(self, errand: Errand, now: datetime) -> bool:
        return errand["stale_at"] is not None and now > errand["stale_at"]

    def _carry_chores(self, errands: Sequence[Errand]) -> None:
        for errand in errands:
            try:
                self._writer.carry(partial(self._do_chore, errand))
            except Exception as error:
                log.exception("chore failed", errand=errand["id"], kind=errand["kind"])
                self._sign_off(errand, Outcome(AGAIN, type(error).__name__))

    def _do_chore(self, errand: Errand, db: Db) -> None:
        now = self._clock()
        if outbox.holds_claim(db, errand["id"], self._name):
            outcome = self._bag.chores[errand["kind"]](db, errand, now)
            self._write_off(db, errand, outcome, now)

    def _carry_rounds(self, errands: Sequence[Errand]) -> None:
        for kind in dict.fromkeys(errand["kind"] for errand in errands):
            several = [errand for errand in errands if errand["kind"] == kind]
            try:
                outcomes = self._bag.rounds[kind](several)
            except Exception as error:
                log.exception("round failed", kind=kind)
                outcomes = {errand["id"]: Outcome(AGAIN, type(error).__name__) for errand in several}
            for errand in several:
                self._sign_off(errand, outcomes.get(errand["id"], Outcome(AGAIN, "nothing said")))

    def _carry_one(self, errand: Errand) -> None:
        try:
            outcome = self._bag.carriers[errand["kind"]](errand)
        except Exception as error:
            log.exception("errand failed", errand=errand["id"], kind=errand["kind"])
            outcome = Outcome(AGAIN, type(error).__name__)
        self._sign_off(errand, outcome)

    def _sign_off(self, errand: Errand, outcome: Outcome) -> None:
        now = self._clock()
        self._writer.carry(lambda db: self._write_off(db, errand, outcome, now))

    def _write_off(self, db: Db, errand: Errand, outcome: Outcome, now: datetime) -> None:
        """The last line of an errand; written only by the courier that still holds the claim."""
        facts: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "lease_until": None}
        facts |= {"result": dict(outcome.result), "done_at": now}
        facts["message_id"] = str(outcome.result.get("msgid", ""))
        if outcome.state == AGAIN and errand["attempts"] >= TRIES:
            facts |= {"state": "given_up", "reason": f"试了{TRIES}次：{outcome.reason}"}
        elif outcome.state == AGAIN:
            wait = LADDER[min(errand["attempts"], len(LADDER)) - 1]
            facts |= {
                "state": "waiting",
                "done_at": None,
                "due_at": outcome.not_before or now + timedelta(seconds=wait),
            }
            db.info[outbox.POSTED] = True
        if outbox.sign_off(db, errand["id"], self._name, **facts) and outcome.and_then:
            outcome.and_then(db)
