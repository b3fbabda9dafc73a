"""The question bank of each unit: what was shipped and what is its own, kept in memory for a minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from models.base import Db, Row
from models.quiz import questions
from models.quiz.questions import question_of
from rules.quiz.question import Question
from rules.quiz.sameness import digest_of

KEEP = timedelta(minutes=1)
MOST = 100_000
"""So many questions are remembered at most."""


@dataclass
class Bank:
    """The live questions of every unit, read at most once a minute; and every question ever read, by its id."""

    _owned: dict[int | None, tuple[datetime, Mapping[int, Question]]] = field(default_factory=dict)
    _read: dict[int, Question] = field(default_factory=dict)

    def forget(self) -> None:
        """Read it anew next time."""
        self._owned.clear()
        self._read.clear()

    def live(self, db: Db, units: Sequence[int], now: datetime) -> Mapping[int, Question]:
        """What may be asked in these units, by id: what was shipped, and their own."""
        owners = (None, *units)
        self._refresh(db, [owner for owner in owners if self._is_old(owner, now)], now)
        some = [owned for owner in owners if (owned := self._owned[owner][1])]
        return some[0] if len(some) == 1 else dict(chain.from_iterable(owned.items() for owned in some))

    def these(self, db: Db, ids: Sequence[int]) -> Mapping[int, Question]:
        """Questions of a sitting, though they were retired since. A version never changes, so none is read twice."""
        if missing := [key for key in ids if key not in self._read]:
            self._remember({key: question_of(row) for key, row in questions.with_ids(db, missing).items()})
        return {key: self._read[key] for key in ids}

    def _is_old(self, owner: int | None, now: datetime) -> bool:
        kept = self._owned.get(owner)
        return kept is None or abs(now - kept[0]) > KEEP

    def _refresh(self, db: Db, owners: Sequence[int | None], now: datetime) -> None:
        if not owners:
            return
        found: dict[int | None, dict[int, Question]] = {owner: {} for owner in owners}
        for row in questions.live_of(db, owners):
            found[row["unit_id"]][row["id"]] = self._read.get(row["id"]) or question_of(row)
        for owner, owned in found.items():
            self._owned[owner] = (now, owned)
            self._remember(owned)

    def _remember(self, known: Mapping[int, Question]) -> None:
        if len(self._read) > MOST:
            self._read.clear()
        self._read.update(known)


def ship(db: Db, shipped: Sequence[Question], now: datetime) -> int:
    """Bring the shipped bank up to date; how many questions are new or say something else than before.

    A question that is gone from the bank is retired; one that says something else gets a new version. One that a
    person stopped (``approved_by_id`` says who) stays stopped until it says something else.
    """
    kept = {row["code"]: row for row in questions.bank_of(db, None)}  # ordered by id: the newest version wins
    fresh = [question for question in shipped if not _stands(kept.get(question.code), question)]
    codes = {question.code for question in shipped}
    replaced = {question.code for question in fresh}
    gone = [row["id"] for code, row in kept.items() if code not in codes or code in replaced]
    questions.retire(db, [key for key in gone if _is_live(kept, key)])
    questions.add_questions(db, [_row(question, kept.get(question.code), now) for question in fresh])
    return len(fresh)


def _is_live(kept: Mapping[str, Row], key: int) -> bool:
    return any(row["id"] == key and row["state"] == questions.LIVE for row in kept.values())


def _stands(row: Row | None, question: Question) -> bool:
    """Nothing to do: it is asked as it is, or somebody stopped just this text."""
    if row is None or question_of(row) != question:
        return False
    return row["state"] == questions.LIVE or row["approved_by_id"] is not None


def _row(question: Question, before: Row | None, now: datetime) -> dict[str, Any]:
    return {
        **questions.columns_of(question),
        "unit_id": None,
        "code": question.code,
        "version": before["version"] + 1 if before else 1,
        "digest": digest_of(question),
        "state": questions.LIVE,
        "source": questions.SHIPPED,
        "made_at": now,
    }
