"""验收: another pair of eyes has seen that it is right, or that it is not."""

from datetime import date, datetime
from typing import Any

from actions.chasing import calendar_of, chase, stop
from actions.looking import officers_for
from actions.moving import By, check, done, nameable
from actions.news import tell_officers, tell_owner
from actions.telling import tell_reporter, tell_standing
from models import history, outbox
from models.base import Db, Row
from rules.blocks import lacking, named
from rules.clocks import Clocks, day_of, not_at_night
from rules.hazard import NotYours, Part, Status, WrongMoment

WAITING = ["tell_officers", "nobody_came", "nudge", "settle_draft", "ask_block", "ask_scheme", "invite"]
"""Errands of a report that nobody wants once it is decided."""


def close(db: Db, row: Row, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """销号：somebody else than who put it right has seen that it is. All five blocks stand by then."""
    verb = "verify" if by.part is Part.REPORTER else "close"
    check(db, row, verb, by)
    if by.person_id is not None and by.person_id in (mended_by(row), history.mender_of(db, row["id"])):
        raise NotYours(
            f"{row['number']}是你自己弄的，得换双眼睛看。\n请上报人或科里别的安全员回 {row['number']}"
        )
    missing = lacking(row, "close") if _needs_all(row) else []
    if missing:
        raise WrongMoment(f"{row['number']}号五落实还缺{named(missing)}，补上才能销号。")
    facts: dict[str, Any] = {
        "closed_at": now,
        "fixed_at": row["fixed_at"] or now,
        "closed_by_id": nameable(row, by),
    }
    after = done(db, row, verb, by, now, **facts)
    decided(db, after, now, clocks)
    return after


def _needs_all(row: Row) -> bool:
    """What was put right on the spot, or before anybody was sent, has no order to fill in; a grave thing always."""
    return row["level"] == "major" or (row["owner_id"] is not None and not row["fixed_on_spot"])


def mended_by(row: Row) -> int | None:
    """Who put it right, and must not be the one who says so."""
    own: int | None = row["person_id"] if row["fixed_on_spot"] else row["owner_id"]
    return own


def decided(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    """It has ended: nobody is asked or chased any more, and the reporters hear of it."""
    outbox.drop_errands(db, row["id"], WAITING, now)
    stop(db, row, now)
    tell_standing(db, row, now, clocks)


def was_invited(db: Db, hazard_id: int) -> bool:
    """Whether the reporter was asked to look since it was last said to be right."""
    verbs = [line["verb"] for line in history.history_of(db, hazard_id)]
    last_fix = max((at for at, verb in enumerate(verbs) if verb in ("fix", "fix_on_spot")), default=-1)
    return "invite" in verbs[last_fix + 1 :]


def invite(db: Db, row: Row, now: datetime, clocks: Clocks, *, by: By) -> None:
    """请上报人看一眼：never one without a name, never the one who put it right."""
    check(db, row, "invite", by)
    if row["reporter_id"] is None:
        raise WrongMoment(f"{row['number']}号没留名，请不到上报人。")
    if row["person_id"] is not None and row["person_id"] == mended_by(row):
        raise WrongMoment(f"{row['number']}号就是上报人弄的，得请别人看。")
    done(db, row, "invite", by, now)
    tell_reporter(db, row, "invite", now, due_at=not_at_night(now, clocks))


def say_good(db: Db, row: Row, now: datetime, *, by: By) -> str:
    """A reporter who was not asked says that it is right: written down for whoever closes it."""
    said = "上报人看过，好了。"
    history.add_line(db, row["id"], "saw_good", now, part=by.part, person_id=nameable(row, by), text=said)
    return said


def send_back(
    db: Db, row: Row, why: str, now: datetime, clocks: Clocks, *, by: By, due_on: date | None = None
) -> Row:
    """退回：not right yet; the owner has a little longer. Without an owner it lies with the officers again."""
    if row["owner_id"] is None:
        return _reopened(db, row, why, now, clocks, by=by)
    facts: dict[str, Any] = {"fixed_at": None, "due_on": due_on or _a_little_longer(db, row, now, clocks)}
    facts |= {"asked_due_on": None, "asked_why": ""}
    verb = "refuse" if row["status"] == Status.CLOSED else "send_back"
    if verb == "refuse":
        facts |= {"closed_at": None, "closed_by_id": None}
    after = done(db, row, verb, by, now, text=why, reason=why, **facts)
    chase(db, after, now, clocks)
    tell_owner(db, after, "sent_back", now, clocks)
    if verb == "refuse":
        tell_officers(db, after, "refused", now, clocks)
    return after


def _a_little_longer(db: Db, row: Row, now: datetime, clocks: Clocks) -> date:
    """Two working days from today, if the deadline is nearer than that."""
    soon = calendar_of(db).after(day_of(now, clocks), 2)
    due: date = row["due_on"] or soon
    return max(due, soon)


def _reopened(db: Db, row: Row, why: str, now: datetime, clocks: Clocks, *, by: By) -> Row:
    facts = {"fixed_at": None, "fixed_on_spot": False, "closed_at": None, "closed_by_id": None, "reason": why}
    after = done(db, row, "reopen", by, now, text=why, **facts)
    key = f"tell-again:{row['id']}:{int(now.timestamp())}"
    outbox.post(db, outbox.errand(key, "tell_officers", now=now, hazard_id=row["id"]))
    return after


def ask_to_look(db: Db, row: Row, person: Row, now: datetime, clocks: Clocks) -> None:
    """Another officer is asked to look, because the first one put it right."""
    key = f"look:{row['id']}:{person['id']}:{int(now.timestamp())}"
    errand = outbox.errand(
        key, "tell_officer", now=now, due_at=not_at_night(now, clocks), hazard_id=row["id"]
    )
    outbox.post(db, errand | {"person_id": person["id"], "payload": {"news": "look"}})


def can_look(db: Db, row: Row) -> Row | None:
    """Another officer who may look where the first one put it right; None where there is nobody."""
    return next((o for o in officers_for(db, row) if o["id"] != mended_by(row)), None)
