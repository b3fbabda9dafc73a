"""现场 as everybody in the hall may know it, read at most once a second however many telephones ask. No page is made here."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import bindparam, func, select

from actions.quiz.bank import Bank
from models.base import Db, Row
from models.prepared import Prepared
from models.quiz import boards, papers, sittings, stages
from models.quiz.sittings import TABLE
from models.quiz.stages import ASKING, LOBBY, OVER, SHOWN
from models.units import Unit, find_unit
from rules.quiz.question import Question
from web.rights import ABOVE_HOSPITALS

EXTENSION = "halls"
KEPT = timedelta(seconds=1)
MOST_SITTERS = 20_000
EVERY_POSITION = 10_000
LAST_STEP = 1_000_000

_WHERE = func.coalesce(TABLE.c.department_id, TABLE.c.unit_id)
_COUNTED = (Unit.name.label("name"), func.count().label("people"))
_MINE = TABLE.c.paper_id == bindparam("paper")
_ORDER = (func.count().desc(), Unit.id)
BY_DEPARTMENT = Prepared(
    select(*_COUNTED).join(TABLE, Unit.id == _WHERE).where(_MINE).group_by(Unit.id).order_by(*_ORDER)
)
BY_HOSPITAL = Prepared(
    select(*_COUNTED).join(TABLE, Unit.id == TABLE.c.unit_id).where(_MINE).group_by(Unit.id).order_by(*_ORDER)
)


@dataclass(frozen=True)
class Hall:
    """What stands on the screen. ``taken`` is empty while a question is open, ``board`` until the end."""

    stage: Row
    paper: Row
    question: Question | None
    count: int
    units: Sequence[tuple[str, int]]
    """Department (hospital, where several play) and how many of it are in; the most first."""
    answered: int
    taken: Mapping[str, int]
    board: Sequence[Row]

    @property
    def phase(self) -> str:
        return str(self.stage["phase"])

    @property
    def position(self) -> int:
        return int(self.stage["position"])

    @property
    def people(self) -> int:
        return sum(people for _, people in self.units)

    @property
    def step(self) -> int:
        """How far the evening is; it never goes back."""
        return {LOBBY: 0, ASKING: 2 * self.position, SHOWN: 2 * self.position + 1, OVER: LAST_STEP}[
            self.phase
        ]

    def is_late(self, now: datetime) -> bool:
        """Whether the time of the question that stands is up."""
        return self.phase == ASKING and now >= self.stage["closes_at"]


def key_of(stage: Row) -> str:
    """``asking-3``: what a host saw when pressing on."""
    return f"{stage['phase']}-{stage['position']}"


@dataclass
class Halls:
    """The halls of one process. One reads anew, the others meanwhile get what was there."""

    _kept: dict[int, tuple[datetime, Hall]] = field(default_factory=dict)
    _locks: dict[int, threading.Lock] = field(default_factory=dict)
    _asked: dict[int, Sequence[Question]] = field(default_factory=dict)
    _sitters: dict[int, tuple[int, int]] = field(default_factory=dict)

    def of(self, db: Callable[[], Db], paper_id: int, bank: Bank, now: datetime) -> Hall | None:
        """The hall of a paper; None when it has no stage."""
        kept = self._kept.get(paper_id)
        if kept and timedelta() <= now - kept[0] < KEPT:
            return kept[1]
        lock = self._locks.setdefault(paper_id, threading.Lock())
        if not lock.acquire(blocking=kept is None) and kept:
            return kept[1]
        try:
            return self.fresh(db(), paper_id, bank, now)
        finally:
            lock.release()

    def fresh(self, db: Db, paper_id: int, bank: Bank, now: datetime) -> Hall | None:
        """The same, read now. What an older reader finds later does not replace it."""
        stage = stages.find_stage(db, paper_id)
        if stage is None:
            return None
        hall, kept = self._read(db, stage, bank), self._kept.get(paper_id)
        if kept and kept[1].step > hall.step:
            return kept[1]
        self._kept[paper_id] = (now, hall)
        return hall

    def _read(self, db: Db, stage: Row, bank: Bank) -> Hall:
        paper = papers.find_paper(db, stage["paper_id"])
        phase, position = stage["phase"], stage["position"]
        is_asked = phase in (ASKING, SHOWN)
        taken = boards.taken_at(db, paper["id"], position) if is_asked else {}
        return Hall(
            stage=stage,
            paper=paper,
            question=self._questions(db, paper, bank)[position - 1] if is_asked else None,
            count=len(paper["fixed"]),
            units=_units(db, paper),
            answered=sum(taken.values()),
            taken=taken if phase == SHOWN else {},
            board=boards.live_board(db, paper["id"], EVERY_POSITION) if phase == OVER else (),
        )

    def _questions(self, db: Db, paper: Row, bank: Bank) -> Sequence[Question]:
        """Drawn when the stage was set up, and the same ever since."""
        kept = self._asked.get(paper["id"])
        if kept is None:
            known = bank.these(db, paper["fixed"])
            kept = self._asked[paper["id"]] = [known[key] for key in paper["fixed"]]
        return kept

    def sitter(self, db: Callable[[], Db], sitting_id: int) -> tuple[int, int] | None:
        """Paper and person of a sitting; they never change. None for practice."""
        kept = self._sitters.get(sitting_id)
        if kept is None:
            row = sittings.find_sitting(db(), sitting_id)
            if row is None or row["paper_id"] is None:
                return None
            if len(self._sitters) >= MOST_SITTERS:
                self._sitters.clear()
            kept = self._sitters[sitting_id] = (row["paper_id"], row["person_id"])
        return kept


def _units(db: Db, paper: Row) -> list[tuple[str, int]]:
    rows = (BY_HOSPITAL if is_above(db, paper) else BY_DEPARTMENT).all(db, paper=paper["id"])
    return [(row["name"], row["people"]) for row in rows]


def is_above(db: Db, paper: Row) -> bool:
    """Whether several hospitals play."""
    return find_unit(db, paper["unit_id"])["kind"] in ABOVE_HOSPITALS


def halls() -> Halls:
    """The halls of this application."""
    found: Halls = current_app.extensions.setdefault(EXTENSION, Halls())
    return found
