"""What officers and the union write on a hazard while it is worked on: another day, the five blocks, its level, its facts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from actions.chasing import ask_for_blocks, calendar_of, chase
from actions.listing import stands
from actions.looking import head_of
from actions.moving import By, check, done
from actions.news import tell_owner
from models import history, listings, outbox
from models.base import Db, Row
from rules.blocks import OFFICIAL, Block, State, state_of
from rules.clocks import Clocks, day_of, not_at_night
from rules.hazard import Source, Status, WrongMoment
from rules.pace import in_the_morning_of
from rules.words.usual import Cause

LEVELS = {"general": "一般", "major": "重大"}
FACTS = {
    "source": {source.value for source in Source},
    "kind": {"accident", "occupational"},
    "cause": {"", *(str(cause) for cause in Cause)},
    "category": None,
    "contractor": None,
    "urgent": {True, False},
}
"""What may be corrected, and to what; None: any words."""


def extend(db: Db, row: Row, due_on: date, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """准了：another day, asked for or not."""
    text = f"{due_on.month}/{due_on.day}前" + (f"，{row['asked_why']}" if row["asked_why"] else "")
    after = done(db, row, "extend", by, now, text=text, due_on=due_on, asked_due_on=None, asked_why="")
    chase(db, after, now, clocks)
    tell_owner(db, after, "extended", now, clocks)
    return after


def keep_day(db: Db, row: Row, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """不准：the old day stands."""
    check(db, row, "keep_day", by)
    if row["asked_due_on"] is None:
        raise WrongMoment(f"{row['number']}号没人要延期。")
    after = done(db, row, "keep_day", by, now, asked_due_on=None, asked_why="")
    tell_owner(db, after, "kept_day", now, clocks)
    return after


def fill_in(
    db: Db, row: Row, words: Mapping[Block, str], now: datetime, *, by: By, accepted: Sequence[Block] = ()
) -> Row:
    """五落实：blocks in one's own words, and usual ones that somebody has looked at (``accepted``)."""
    written = {block: said.strip() for block, said in words.items() if said.strip()}
    looked = {*written, *(block for block in accepted if row[block.value])}
    if not looked:
        raise WrongMoment("写上一项再点。")
    left = [name for name in row["defaulted"] if Block(name) not in looked]
    named = [
        f"{OFFICIAL[block]}：{written.get(block, row[block.value])}" for block in Block if block in looked
    ]
    facts = {block.value: said for block, said in written.items()}
    return done(db, row, "fill_in", by, now, text="；".join(named), defaulted=left, **facts)


def set_level(db: Db, row: Row, level: str, now: datetime, clocks: Clocks, *, by: By, item: str = "") -> Row:
    """算不算重大：a person decides; ``item`` is the line of the published list. The union hears that it must be proposed."""
    check(db, row, "set_level", by)
    _may_be(db, row, level)
    text = LEVELS[level] + (f"，{item}" if item else "")
    facts = {"level": level, "major_item": item, "level_by_id": by.person_id}
    after = done(db, row, "set_level", by, now, text=text, **facts)
    outbox.drop_errands(db, row["id"], ["ask_listing"], now)
    if level == "major":
        due = in_the_morning_of(
            calendar_of(db).after(day_of(now, clocks), clocks.pace.propose), clocks.pace, clocks.zone
        )
        key = f"listing:{row['id']}:{int(now.timestamp())}"
        outbox.post(db, outbox.errand(key, "ask_listing", now=now, due_at=due, hazard_id=row["id"]))
        if after["status"] == Status.ASSIGNED:
            ask_for_blocks(db, after, now, clocks)
    return after


def _may_be(db: Db, row: Row, level: str) -> None:
    """What somebody works on is grave only where the place is made safe; what is on the list stays grave."""
    is_safe = state_of(row, Block.CONTINGENCY) is State.FILLED
    if level == "major" and row["status"] != Status.REPORTED and not is_safe:
        raise WrongMoment(f"{row['number']}号先写上预案（先停用、派人看住），再定重大。")
    listing = listings.listing_of(db, row["id"]) if level != "major" else None
    if listing is not None and stands(listing) in ("提请中", "已挂牌"):
        raise WrongMoment(f"{row['number']}号{stands(listing)}，不能改成一般。")


def hand_to_decider(db: Db, row: Row, now: datetime, clocks: Clocks, *, by: By) -> Row:
    """转给他定：the head of the hospital is asked whether it is grave. Who that is."""
    head = head_of(db, row["unit_id"])
    if head is None:
        raise WrongMoment("花名册里没写分管院长，请在网页“人员”里定一个。")
    due_at = now if row["urgent"] else not_at_night(now, clocks)
    key = f"decide:{row['id']}:{head['id']}:{int(now.timestamp())}"
    errand = outbox.errand(key, "ask_decider", now=now, due_at=due_at, hazard_id=row["id"])
    outbox.post(db, errand | {"person_id": head["id"]})
    text = f"请{head['name']}定是不是重大"
    history.add_line(db, row["id"], "ask_level", now, part=by.part, person_id=by.person_id, text=text)
    return head


def set_facts(db: Db, row: Row, facts: Mapping[str, object], now: datetime, *, by: By) -> Row:
    """Source, kind, class, cause, contractor, urgency as an officer knows them better."""
    for name, value in facts.items():
        known = FACTS[name]
        if known is not None and value not in known:
            raise WrongMoment("没有这个选项。")
    changed = {name: value for name, value in facts.items() if row[name] != value}
    if not changed:
        return row
    text = "，".join(f"{name}={value}" for name, value in changed.items())
    return done(db, row, "set_facts", by, now, text=text, **changed)
