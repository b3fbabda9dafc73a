"""What an officer decides about a report: one with another, a repair, or no hazard at all."""

from datetime import datetime

from sqlalchemy import update

from actions.chasing import stop
from actions.moving import move
from actions.news import tell_owner
from actions.verifying import WAITING, decided
from models import hazards, outbox
from models.base import Db, Row
from models.hazards import Hazard
from rules.clocks import Clocks
from rules.hazard import Part, Status, WrongMoment


def merge(
    db: Db, row: Row, into: Row, now: datetime, clocks: Clocks, *, part: Part, person_id: int | None
) -> Row:
    """并案：the report joins another one; its reporter shares the credit. Returns the row it joined."""
    # In one order: two reports joined to each other at once would go round in a circle.
    for hazard_id in sorted({row["id"], into["id"]}):
        hazards.hold_hazard(db, hazard_id)
    target = _end_of(db, hazards.find_hazard(db, into["id"]))
    if target["id"] == row["id"]:
        raise WrongMoment(f"{row['number']}号就是{into['number']}号，不用并。")
    if target["unit_id"] != row["unit_id"] or target["status"] not in JOINABLE:
        which = f"{row['number']}号" if row["number"] else "这一件"
        raise WrongMoment(f"{target['number']}号已经不在办了，没并。\n{which}照常办。")
    text = f"并入{target['number']}号"
    facts = {"merged_into": target["id"], "like_id": target["id"], "likeness": "same"}
    after = move(db, row["id"], "merge", part, now, text=text, person_id=person_id, **facts)
    db.execute(update(Hazard).where(Hazard.merged_into == row["id"]).values(merged_into=target["id"]))
    if part is Part.OFFICER:
        decided(db, after, now, clocks)
    else:
        outbox.drop_errands(db, row["id"], WAITING, now)
        stop(db, after, now)
    _call_off(db, row, now, clocks)
    return hazards.find_hazard(db, target["id"])


JOINABLE = (Status.REPORTED, Status.ASSIGNED, Status.FIXED)


def _end_of(db: Db, row: Row) -> Row:
    """Where a chain of joined reports ends."""
    return hazards.find_hazard(db, row["merged_into"]) if row["merged_into"] else row


def redirect(db: Db, row: Row, now: datetime, clocks: Clocks, *, officer_id: int) -> Row:
    """转报修：a matter for the workshop, counted apart."""
    facts = {"reason": "是报修"}
    after = move(db, row["id"], "redirect", Part.OFFICER, now, text="是报修", person_id=officer_id, **facts)
    decided(db, after, now, clocks)
    _call_off(db, row, now, clocks)
    return after


def reject(db: Db, row: Row, reason: str, now: datetime, clocks: Clocks, *, officer_id: int) -> Row:
    """不予受理：with the reason its reporter will read."""
    facts = {"reason": reason}
    after = move(db, row["id"], "reject", Part.OFFICER, now, text=reason, person_id=officer_id, **facts)
    decided(db, after, now, clocks)
    _call_off(db, row, now, clocks)
    return after


def _call_off(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """Whoever was to put it right need not."""
    if row["status"] == Status.ASSIGNED:
        tell_owner(db, row, "called_off", now, clocks)
