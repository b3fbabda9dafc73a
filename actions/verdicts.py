"""What an officer decides about a report: closed, one with another, a repair, or no hazard at all."""

from datetime import datetime

from sqlalchemy import update

from actions.hazards import move
from actions.telling import tell_standing
from models import hazards, outbox
from models.base import Db, Row
from models.hazards import Hazard
from rules.clocks import Clocks
from rules.hazard import NotYours, Part, Status, WrongMoment

WAITING = ["tell_officers", "nobody_came", "nudge", "settle_draft"]
"""Errands of a report that nobody wants once it is decided."""


def close(db: Db, row: Row, now: datetime, clocks: Clocks, *, officer_id: int) -> Row:
    """销号：somebody else than who fixed it has seen that it is right."""
    own = row["person_id"] if row["fixed_on_spot"] else row["owner_id"]
    if own is not None and own == officer_id:
        raise NotYours(f"{row['number']}是你自己弄的，得换双眼睛看。\n请科里别的安全员回 {row['number']}")
    fixed_at = row["fixed_at"] or now
    after = move(
        db, row["id"], "close", Part.OFFICER, now, person_id=officer_id, closed_at=now, fixed_at=fixed_at
    )
    _decided(db, after, now, clocks)
    return after


def merge(
    db: Db, row: Row, into: Row, now: datetime, clocks: Clocks, *, part: Part, person_id: int | None
) -> Row:
    """并案：the report joins another one; its reporter shares the credit. Returns the row it joined."""
    target = _end_of(db, into)
    if target["id"] == row["id"]:
        raise WrongMoment(f"{row['number']}号就是{into['number']}号，不用并。")
    if target["unit_id"] != row["unit_id"] or target["status"] not in JOINABLE:
        raise WrongMoment(f"{target['number']}号已经不在办了，没并。\n{row['number']}号照常办。")
    text = f"并入{target['number']}号"
    facts = {"merged_into": target["id"], "like_id": target["id"], "likeness": "same"}
    after = move(db, row["id"], "merge", part, now, text=text, person_id=person_id, **facts)
    db.execute(update(Hazard).where(Hazard.merged_into == row["id"]).values(merged_into=target["id"]))
    if part is Part.OFFICER:
        _decided(db, after, now, clocks)
    else:
        outbox.drop_errands(db, row["id"], WAITING, now)
    return hazards.find_hazard(db, target["id"])


JOINABLE = (Status.REPORTED, Status.ASSIGNED, Status.FIXED)


def _end_of(db: Db, row: Row) -> Row:
    """Where a chain of joined reports ends."""
    return hazards.find_hazard(db, row["merged_into"]) if row["merged_into"] else row


def redirect(db: Db, row: Row, now: datetime, clocks: Clocks, *, officer_id: int) -> Row:
    """转报修：a matter for the workshop, counted apart."""
    facts = {"reason": "是报修"}
    after = move(db, row["id"], "redirect", Part.OFFICER, now, text="是报修", person_id=officer_id, **facts)
    _decided(db, after, now, clocks)
    return after


def reject(db: Db, row: Row, reason: str, now: datetime, clocks: Clocks, *, officer_id: int) -> Row:
    """不予受理：with the reason its reporter will read."""
    facts = {"reason": reason}
    after = move(db, row["id"], "reject", Part.OFFICER, now, text=reason, person_id=officer_id, **facts)
    _decided(db, after, now, clocks)
    return after


def _decided(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    outbox.drop_errands(db, row["id"], WAITING, now)
    tell_standing(db, row, now, clocks)
