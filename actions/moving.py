"""The only way a hazard's stage changes: compare, set, and write the line of history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actions.plan.figures import counting
from models import hazards, history, people
from models.base import Db, Row
from rules.hazard import OFFICIAL, Part, Status, WrongMoment, move_for

KEPT = ("owner_id", "due_on", "measure", "funds", "contingency", "reason", "merged_into", "tier", "level")
"""What a move writes that its line of history keeps as well; never who reported."""

GIVING = ("assign", "reassign", "hand_up")


@dataclass(frozen=True)
class By:
    """Who does it, and in which part."""

    part: Part
    person_id: int | None = None


def nameable(row: Row, by: By) -> int | None:
    """Whom a line of history may name; never the reporter of what was reported without a name."""
    return None if row["anonymous"] and by.part is Part.REPORTER else by.person_id


def move(
    db: Db,
    hazard_id: int,
    verb: str,
    part: Part,
    now: datetime,
    *,
    text: str = "",
    person_id: int | None = None,
    seen: str = "",
    **facts: Any,
) -> Row:
    """One deed of the table of moves, with what it writes. The row as it is now; refused where it does not fit.

    ``seen`` is the stage somebody decided upon: a move to another one is refused where it is not at that any more.
    """
    step = move_for(verb, part)
    starts = frozenset({Status(seen)}) if seen in step.starts and step.to is not None else step.starts
    row = hazards.move_hazard(db, hazard_id, starts, step.to, **facts)
    if row is None:
        raise WrongMoment(_faster(db, hazard_id, verb))
    by = nameable(row, By(part, person_id))
    kept = {name: _plain(facts[name]) for name in KEPT if name in facts}
    history.add_line(
        db,
        hazard_id,
        verb,
        now,
        part=part,
        person_id=by,
        text=text,
        status=row["status"],
        facts=kept,
        first=row["recorded_at"] == now,
    )
    counting.hazard_changed(db, row)
    return row


def done(db: Db, row: Row, verb: str, by: By, now: datetime, *, text: str = "", **facts: Any) -> Row:
    """The same, for whoever acts in a part. An owner only while it is still theirs (or whose deputy they are)."""
    if by.part is Part.OWNER:
        _still_theirs(db, row, verb)
    seen: str = row["status"]
    return move(db, row["id"], verb, by.part, now, text=text, person_id=by.person_id, seen=seen, **facts)


def check(db: Db, row: Row, verb: str, by: By) -> None:
    """Refuses, before anything else is looked at, a move that does not fit the row as it was read."""
    if row["status"] not in move_for(verb, by.part).starts:
        raise WrongMoment(_faster(db, row["id"], verb))


def _still_theirs(db: Db, row: Row, verb: str) -> None:
    """Locks the hazard; refuses when it was given to somebody else since ``row`` was read."""
    now = hazards.hold_hazard(db, row["id"])
    if now["owner_id"] != row["owner_id"]:
        if now["owner_id"] is None or now["status"] != Status.ASSIGNED:
            raise WrongMoment(_faster(db, row["id"], verb))
        owner = people.find_person(db, now["owner_id"])["name"]
        raise WrongMoment(f"{now['number']}号刚改派给{owner}了，你这次没动它。")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _faster(db: Db, hazard_id: int, verb: str) -> str:
    """Who got there first, in words (the sentence of a lost race)."""
    now = hazards.find_hazard(db, hazard_id)
    number = f"{now['number']}号" if now["number"] else "这一件"
    if now["status"] == Status.ASSIGNED and verb == "assign":
        owner = people.find_person(db, now["owner_id"])["name"]
        who = _who_gave_it(db, hazard_id)
        return f"{number}{who}刚派给{owner}，你这次没动它。\n要改派回 {now['number']}"
    if now["status"] == Status.WITHDRAWN:
        return f"{number}已经撤回了，我没动。"
    stands = OFFICIAL[Status(now["status"])]
    return f"{number}现在是{stands}，你这次没动它。\n回 {now['number'] or '我的'} 看现在怎样"


def _who_gave_it(db: Db, hazard_id: int) -> str:
    """Who made it somebody's; never a reporter, who may have sent it back unnamed."""
    given = [line for line in history.history_of(db, hazard_id) if line["verb"] in GIVING]
    return (given[-1]["person_name"] if given else None) or "别人"
