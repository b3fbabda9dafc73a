"""What the page of one hazard shows of the closed loop: the order proposed, the five blocks, papers, and who is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request

from actions import letters as written
from actions.assigning import Proposal, propose, usual_of
from actions.listing import stands
from actions.verifying import mended_by, was_invited
from models import letters, listings, publications
from models.base import Db, Row
from models.hazards import find_hazard
from rules import major
from rules.blocks import Block, State, lacking, named, state_of, states
from rules.hazard import OPEN, Status
from rules.major import Item, Question, Verdict
from web.console.days import day_of
from web.console.doorkeeper import guest_scope, guest_view
from web.console.hazard.correcting import major_items
from web.console.hazard.roll import offered_people
from web.desk import this_desk
from web.rights import Deed
from web.words.blocks import Shown, shown_blocks

ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unknown": None}


@dataclass(frozen=True)
class Loop:
    """All of it, for the template."""

    can: frozenset[str]
    blocks: Sequence[Shown]
    has_usual: bool
    lacking: str
    unlisted: str = ""
    proposal: Proposal | None = None
    usual: Mapping[str, str] = field(default_factory=dict)
    roll: Sequence[str] = ()
    is_own: bool = False
    was_invited: bool = False
    listing: Row | None = None
    listed: str = ""
    letters: Sequence[Mapping[str, Any]] = ()
    cards: Sequence[Any] = ()
    like: Item | None = None
    asked: Sequence[str] = ()
    verdict: Verdict | None = None
    items: Sequence[Item] = ()


def loop_of(db: Db, row: Row, can: frozenset[str]) -> Loop:
    """What there is to show and to do now."""
    listing = listings.listing_of(db, row["id"])
    found, five = states(row), _five(row)
    is_open = Status(row["status"]) in OPEN
    return Loop(
        can=can,
        blocks=five if row["number"] and (is_open or row["owner_id"]) else (),
        has_usual=State.DEFAULT in found.values(),
        lacking=named(lacking(row, "close")) if row["owner_id"] and is_open else "",
        unlisted=_unlisted(row) if "propose" in can and listing is None else "",
        is_own=mended_by(row) == guest_view().person_id,
        was_invited="invite" in can and was_invited(db, row["id"]),
        listing=listing,
        listed=stands(listing),
        letters=_letters(db, row),
        cards=publications.publications_of(db, row["id"]) if guest_scope().may(Deed.PUBLISH) else (),
        **_order(db, row, can),
        **_level(row, can),
    )


def _five(row: Row) -> Sequence[Shown]:
    """The five blocks; the deadline with its year where that is another one."""
    due = f"{day_of(row['due_on'])}前" if row["due_on"] else ""
    return [replace(one, words=due) if one.block == Block.DUE else one for one in shown_blocks(row)]


def _unlisted(row: Row) -> str:
    """What keeps a grave hazard from being proposed for the list; what stands as usual was written by nobody."""
    missing = lacking(row, "list")
    empty = [block for block in missing if state_of(row, block) is State.MISSING]
    usual = [block for block in missing if block not in empty]
    said = [f"{named(empty)}没写"] if empty else []
    return "，".join([*said, f"{named(usual)}还是默认的"] if usual else said)


def _order(db: Db, row: Row, can: frozenset[str]) -> dict[str, Any]:
    """What is needed to give it to somebody; nothing where that is not to be done."""
    if not can & {"assign", "reassign"}:
        return {}
    desk = this_desk()
    bare = find_hazard(db, row["id"])
    usual = usual_of(bare, desk.kinds)
    return {
        "proposal": propose(db, bare, desk.kinds, desk.clock(), desk.clocks),
        "roll": offered_people(db, row["unit_id"]),
        "usual": {Block.FUNDS.value: usual.funds, Block.CONTINGENCY.value: usual.contingency},
    }


def _letters(db: Db, row: Row) -> Sequence[Mapping[str, Any]]:
    """The letters with their official numbers; nobody reads them who has no right to."""
    if not guest_scope().may(Deed.LETTER):
        return ()
    return [{**letter, "named": written.number_of(letter)} for letter in letters.letters_of(db, row["id"])]


def _level(row: Row, can: frozenset[str]) -> dict[str, Any]:
    """What the published lists say to it: the item it resembles, the questions, and what the answers come to."""
    if "set_level" not in can:
        return {}
    items = major_items()
    picked = next((item for item in items if item.id == request.args.get("item", "")), None)
    like = picked or major.resembling(row["description"], row["category"], items)
    if like is None:
        return {"items": items}
    said = [request.args.get(f"a{at}", "") for at in range(len(like.steps))]
    return {"items": items, "like": like, "asked": said, "verdict": _verdict(like, said)}


def _verdict(item: Item, said: Sequence[str]) -> Verdict | None:
    """What the answers given so far come to; None while a question is open."""
    given: list[bool | None] = []
    for word in said:
        if word not in ANSWERS:
            break
        given.append(ANSWERS[word])
    came: Question | Verdict = major.ask(item, given)
    return came if isinstance(came, Verdict) else None
