"""What the person who has to put it right does: done, on the way, later, not mine, handed up."""

from datetime import date, datetime

from actions.chasing import chase, stop
from actions.letters import write
from actions.looking import above, tier_of
from actions.moving import By, check, done
from actions.news import tell_officers, tell_owner
from models import people
from models.base import Db, Row
from rules.clocks import Clocks
from rules.hazard import Tier, WrongMoment
from rules.pace import TIERS


def fix(db: Db, row: Row, how: str, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """弄好了：the officer has a look. ``how`` may be empty where a picture says it."""
    after = done(db, row, "fix", by, now, text=how, fixed_at=now, progress_at=now, reason="")
    stop(db, row, now)
    tell_officers(db, after, "fixed", now, clocks)
    return after


def progress(db: Db, row: Row, words: str, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """在弄：noted; the next question comes after the interval."""
    after = done(db, row, "progress", by, now, text=words, progress_at=now)
    chase(db, after, now, clocks)
    return after


def ask_longer(db: Db, row: Row, until: date, why: str, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """来不及：another day is asked for; until somebody nods the old one holds."""
    check(db, row, "ask_longer", by)
    if until <= row["due_on"]:
        raise WrongMoment(
            f"{row['number']}号本来就是{row['due_on'].month}/{row['due_on'].day}前，写个更晚的日子。"
        )
    text = f"{until.month}/{until.day}，{why}"
    facts = {"asked_due_on": until, "asked_why": why, "progress_at": now}
    after = done(db, row, "ask_longer", by, now, text=text, **facts)
    tell_officers(db, after, "longer", now, clocks)
    return after


def not_mine(db: Db, row: Row, whose: str, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """不归我：back to the officer, with a word about whose it is."""
    facts = {"owner_id": None, "due_on": None, "asked_due_on": None, "asked_why": "", "reason": whose}
    after = done(db, row, "not_mine", by, now, text=whose, **facts)
    stop(db, row, now)
    tell_officers(db, after, "not_mine", now, clocks)
    return after


def hand_up(db: Db, row: Row, why: str, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """往上交：the next tier's head has it now; the administration gets a numbered letter."""
    check(db, row, "hand_up", by)
    head = above(db, people.find_person(db, row["owner_id"]))
    if head is None and row["tier"] in (Tier.UNIT, Tier.REGULATOR):
        raise WrongMoment(f"{row['number']}号已经到单位了，再往上要提请挂牌督办，请安全员和工会来。")
    if head is None:
        raise WrongMoment("花名册里没写上一级的负责人，交不上去。\n请安全员先在网页“人员”里定一个。")
    tier = max(Tier(row["tier"]), tier_of(db, head), key=TIERS.index)
    facts = {"owner_id": head["id"], "tier": tier, "tier_since": now, "asked_due_on": None, "asked_why": ""}
    after = done(db, row, "hand_up", by, now, text=f"交给{head['name']}：{why}", **facts)
    write(db, after, why, now, clocks, by=by)
    chase(db, after, now, clocks)
    tell_owner(db, after, "handed_up", now, clocks)
    tell_officers(db, after, "handed_up", now, clocks)
    return after
