"""派单: proposed from what was chosen before, given to somebody with a day, and remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actions.chasing import ask_for_blocks, calendar_of, chase
from actions.looking import tier_of
from actions.moving import By, check, done
from actions.news import tell_owner
from actions.telling import tell_standing
from models import history, outbox, people, routing
from models.base import Db, Row
from rules.blocks import Block, State, lacking, named, state_of
from rules.clocks import Clocks, day_of
from rules.hazard import Status, Tier, WrongMoment
from rules.kinds import Kind
from rules.pace import TIERS, working_days
from rules.places.buildings import building_of
from rules.words.usual import NOTHING_USUAL, Usual, measure_for

WORKSHOPS = ("后勤", "总务", "保障", "维修", "物业")
"""How the department is called that mends most things."""


@dataclass(frozen=True)
class Order:
    """Who does what until when; empty words are filled in as usual for the class."""

    owner: Row
    due_on: date
    measure: str = ""
    funds: str = ""
    contingency: str = ""


@dataclass(frozen=True)
class Proposal:
    """What was done with such hazards before. No owner: nobody ever did; ``others`` did so, too."""

    owner: Row | None
    due_on: date
    days: int
    measure: str
    others: Sequence[Row] = ()


def usual_of(row: Row, kinds: Sequence[Kind]) -> Usual:
    """What is usual for this class of hazards."""
    return next((kind.usual for kind in kinds if kind.code == row["category"]), NOTHING_USUAL)


def propose(db: Db, row: Row, kinds: Sequence[Kind], now: datetime, clocks: Clocks) -> Proposal:
    """The likeliest order: the owner chosen last for this class in this building, its days, its measure."""
    usual, today = usual_of(row, kinds), day_of(now, clocks)
    known = routing.usual(db, row["unit_id"], row["category"], building_of(row["place_text"]))
    days = working_days(
        clocks.pace,
        level=row["level"],
        category=row["category"],
        usual=known[0]["days"] if known else usual.days,
    )
    refused = history.refused_by(db, row["id"])
    usually = [people.find_person(db, line["owner_id"]) for line in known] or _anybody(db, row["unit_id"])
    named = _named_instead(db, row) if refused else []
    owners = [person for person in _distinct([*named, *usually]) if person["id"] not in refused]
    return Proposal(
        owner=owners[0] if owners else None,
        due_on=calendar_of(db).after(today, days),
        days=days,
        measure=(known[0]["measure"] if known else "") or measure_for(row["description"], usual),
        others=owners[1:],
    )


def _named_instead(db: Db, row: Row) -> Sequence[Row]:
    """不归我，归设备科: the people of what was named, or the person."""
    whose = row["reason"].partition("归我，归")[2].strip()
    if not whose:
        return []
    return people.people_mentioned(db, whose, row["unit_id"]) or people.of_units_named(
        db, row["unit_id"], [whose]
    )


def _anybody(db: Db, home_id: int) -> Sequence[Row]:
    """Nobody did such a thing yet: those who were given most, else the people of the workshop."""
    return routing.busiest(db, home_id) or people.of_units_named(db, home_id, WORKSHOPS)


def _distinct(persons: Sequence[Row]) -> list[Row]:
    return list({person["id"]: person for person in persons if person["active"]}.values())


def assign(
    db: Db, row: Row, order: Order, kinds: Sequence[Kind], now: datetime, clocks: Clocks, *, by: By
) -> Row:
    """An officer gives it to somebody with a day; again while it is being worked on. The row as it is now.

    Refused where a block the step needs is missing. The owner hears of it, but not in the night.
    """
    verb = "reassign" if row["status"] == Status.ASSIGNED else "assign"
    check(db, row, verb, by)
    facts = _facts(db, row, order, usual_of(row, kinds), now)
    missing = lacking({**row, **facts}, "assign")
    if missing:
        raise WrongMoment(f"{row['number']}号先写上{named(missing)}，再派。")
    after = done(db, row, verb, by, now, text=_told(order), **facts)
    _remember(db, after, now, clocks)
    tell_owner(db, after, "assigned", now, clocks)
    if verb == "reassign" and row["owner_id"] != after["owner_id"]:
        tell_owner(db, row, "passed_on", now, clocks)
    outbox.drop_errands(db, row["id"], ["nobody_came"], now)
    chase(db, after, now, clocks)
    if after["level"] == "major":
        ask_for_blocks(db, after, now, clocks)
    tell_standing(db, after, now, clocks)
    return after


def _facts(db: Db, row: Row, order: Order, usual: Usual, now: datetime) -> dict[str, Any]:
    """What is written: words given now, else those that stand there, else the usual ones, marked as such."""
    written: dict[str, Any] = {
        "owner_id": order.owner["id"],
        "due_on": order.due_on,
        "assigned_at": now,
        "progress_at": None,
        "asked_due_on": None,
        "asked_why": "",
        "tier": _tier(db, row, order.owner),
        "tier_since": now,
    }
    defaulted = [name for name in row["defaulted"] if not getattr(order, name, "")]
    for block in (Block.MEASURE, Block.FUNDS, Block.CONTINGENCY):
        said, stands = getattr(order, block.value), state_of(row, block)
        if said or stands is not State.MISSING:
            written[block.value] = said or row[block.value]
        else:
            written[block.value] = _usually(row, usual, block)
            defaulted += [block.value] if written[block.value] else []
    return written | {"defaulted": defaulted}


def _usually(row: Row, usual: Usual, block: Block) -> str:
    return measure_for(row["description"], usual) if block is Block.MEASURE else getattr(usual, block.value)


def _tier(db: Db, row: Row, owner: Row) -> str:
    """The owner's tier; one that was reached before stays reached."""
    return max(Tier(row["tier"]), tier_of(db, owner), key=TIERS.index)


def _told(order: Order) -> str:
    due, how = order.due_on, f"，{order.measure}" if order.measure else ""
    return f"{order.owner['name']}，{due.month}/{due.day}前{how}"


def _remember(db: Db, row: Row, now: datetime, clocks: Clocks) -> None:
    days = max(calendar_of(db).between(day_of(now, clocks), row["due_on"]), 0)
    routing.remember(
        db,
        row["unit_id"],
        row["category"],
        building_of(row["place_text"]),
        owner_id=row["owner_id"],
        days=days,
        measure=row["measure"],
        used_at=now,
    )
