"""Writing a reading into the bank: all of it or nothing, and nobody's old answers are touched."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.importing.questions.comparing import matched
from actions.importing.questions.raw import BAD, CHANGED, NEW, REPEATED, SAME, Reading, Understood
from models.base import Db, Row
from models.quiz.questions import IMPORTED, LIVE, RETIRED, add_questions, columns_of, retire
from rules.quiz.sameness import digest_of


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do: the reading with every fate, and whether anything was written."""

    reading: Reading
    written: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many questions met each fate."""
        return {fate: len(self.reading.of(fate)) for fate in (NEW, CHANGED, SAME, REPEATED, BAD)}

    def as_json(self) -> dict[str, Any]:
        bad = [{"line": row.line, "said": "；".join(row.faults)} for row in self.reading.bad]
        notes = [{"line": row.line, "said": list(row.notes)} for row in self.reading.rows if row.notes]
        return {
            **{("added" if fate == NEW else fate): count for fate, count in self.counts.items()},
            "skipped": self.reading.skipped,
            "bad": bad,
            "notes": notes,
            "remarks": list(self.reading.notes),
            "written": self.written,
        }


def bring_in(
    db: Db, unit_id: int | None, reading: Reading, *, now: datetime, by: int | None, skip_bad: bool = False
) -> Outcome:
    """Write a reading into the bank of a unit (None: everybody's).

    With a bad question nothing is written, unless ``skip_bad``. ``by`` is the person who brings it in. The bank is
    compared anew: it may have changed since somebody looked.
    """
    rows = matched(db, unit_id, reading.rows)
    compared = Reading(tuple(row for row, _ in rows), reading.skipped, reading.notes)
    if compared.bad and not skip_bad:
        return Outcome(compared, written=False)
    wanted = [(row, kept) for row, kept in rows if row.fate in (NEW, CHANGED)]
    retire(db, [kept["id"] for _, kept in wanted if kept is not None and kept["state"] != RETIRED])
    add_questions(
        db, [_columns(unit_id, row, kept) | {"made_at": now, "made_by_id": by} for row, kept in wanted]
    )
    return Outcome(compared, written=True)


def _columns(unit_id: int | None, row: Understood, kept: Row | None) -> dict[str, Any]:
    assert row.question is not None
    facts = {
        "unit_id": unit_id,
        "digest": digest_of(row.question),
        "code": row.question.code,
        "version": 1 if kept is None else kept["version"] + 1,
        "state": LIVE,
        "source": IMPORTED,
    }
    return facts | columns_of(row.question)
