"""What a handed-in sitting changes: the person's best, the counters of unit and scores; and the proof that they agree."""

from collections import Counter
from typing import Any

from sqlalchemy import delete, select

from models.base import Db, Row
from models.quiz import papers, results, sittings
from models.quiz.results import EVERYWHERE
from rules.quiz.paper import needed


def count(db: Db, sitting_id: int) -> None:
    """Count one handed-in sitting of a paper. Called once a sitting, in the unit of work that hands it in."""
    row = sittings.find_sitting(db, sitting_id)
    assert row is not None
    paper = papers.find_paper(db, row["paper_id"])
    passed = row["points"] >= needed(row["total"], paper["pass_mark"]) and row["total"] > 0
    sittings.mark_passed(db, sitting_id, passed=passed)
    before = results.hold_result(db, row["paper_id"], row["person_id"])
    results.keep_result(db, row["paper_id"], row["person_id"], **_after(row, before, passed=passed))
    _count_turnout(db, row, before, passed=passed)
    _count_scores(db, row, before)


def _after(row: Row, before: Row | None, *, passed: bool) -> dict[str, Any]:
    """The result with this sitting: the best counts, and whoever passed once has passed."""
    facts: dict[str, Any] = {"sittings": 1 if before is None else before["sittings"] + 1}
    facts["passed"] = passed or bool(before and before["passed"])
    if before is None:
        facts |= {
            "unit_id": row["unit_id"],
            "department_id": row["department_id"],
            "first_at": row["handed_in_at"],
        }
        facts |= {"shows_name": False, "code": None}
    best = _is_better(row, before)
    kept = row if best else before
    assert kept is not None
    facts |= {name: kept[name] for name in ("share", "points", "total", "seconds")}
    facts["best_at"] = row["handed_in_at"] if best or before is None else before["best_at"]
    if before is not None:
        names = ("unit_id", "department_id", "first_at", "shows_name", "code")
        facts |= {name: before[name] for name in names}
    return facts


def _is_better(row: Row, before: Row | None) -> bool:
    if before is None or row["share"] != before["share"]:
        return before is None or bool(row["share"] > before["share"])
    return (row["seconds"] or 0) < (before["seconds"] or 0)


def _count_turnout(db: Db, row: Row, before: Row | None, *, passed: bool) -> None:
    home = before or row
    results.count_turnout(
        db,
        row["paper_id"],
        home["unit_id"],
        home["department_id"] or 0,
        people=int(before is None),
        passed=int(passed and not (before and before["passed"])),
        shares=max(row["share"], before["share"]) - before["share"] if before else row["share"],
    )


def _count_scores(db: Db, row: Row, before: Row | None) -> None:
    """One person moves from one share to another. Rows are touched in one order, so that two cannot wait for each other."""
    if before is not None and row["share"] <= before["share"]:
        return
    unit_id = (before or row)["unit_id"]
    moves = [(unit, row["share"], 1) for unit in (unit_id, EVERYWHERE)]
    moves += [(unit, before["share"], -1) for unit in (unit_id, EVERYWHERE)] if before else []
    for unit, share, by in sorted(moves):
        results.count_score(db, row["paper_id"], unit, share, by)


def recount(db: Db, paper_id: int) -> bool:
    """Make the counters anew from the results; whether they had been right."""
    rows = db.execute(select(results.TABLE).where(results.TABLE.c.paper_id == paper_id)).mappings().all()
    scores: Counter[tuple[int, int]] = Counter()
    turnout: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        scores.update([(EVERYWHERE, row["share"]), (row["unit_id"], row["share"])])
        kept = turnout.setdefault((row["unit_id"], row["department_id"] or 0), [0, 0, 0])
        for at, more in enumerate((1, int(row["passed"]), row["share"])):
            kept[at] += more
    agreed = _kept_scores(db, paper_id) == scores and _kept_turnout(db, paper_id) == turnout
    if not agreed:
        _write(db, paper_id, scores, turnout)
    return agreed


def _kept_scores(db: Db, paper_id: int) -> dict[tuple[int, int], int]:
    found = db.execute(select(results.SCORES).where(results.SCORES.c.paper_id == paper_id)).mappings()
    return {(row["unit_id"], row["share"]): row["people"] for row in found if row["people"]}


def _kept_turnout(db: Db, paper_id: int) -> dict[tuple[int, int], list[int]]:
    return {
        (row["unit_id"], row["department_id"]): [row["people"], row["passed"], row["shares"]]
        for row in results.turnouts(db, paper_id)
    }


def _write(
    db: Db, paper_id: int, scores: Counter[tuple[int, int]], turnout: dict[tuple[int, int], list[int]]
) -> None:
    for table in (results.SCORES, results.TURNOUTS):
        db.execute(delete(table).where(table.c.paper_id == paper_id))
    for (unit_id, share), people in scores.items():
        results.count_score(db, paper_id, unit_id, share, people)
    for (unit_id, department_id), (people, passed, shares) in turnout.items():
        results.count_turnout(
            db, paper_id, unit_id, department_id, people=people, passed=passed, shares=shares
        )
