"""One message, one unit of work: receipt, conversation, ledger and outbox, or none of them."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.flow import Switchboard
from bot.turn import IDLE, Account, House, Inbound, Scene, Turn, lines
from bot.writer import Writer
from models import conversations, people, receipts, units
from models.base import Db, Row
from rules.refusal import Refused

SEALED = "sealed"
ROUND = timedelta(hours=12)
"""A round that nobody ended has ended by then."""

log = structlog.get_logger()


class Dispatch:
    """Answers inbound messages, each exactly once."""

    def __init__(
        self, writer: Writer, switchboard: Switchboard, house: House, clock: Callable[[], datetime]
    ) -> None:
        self._writer = writer
        self._switchboard = switchboard
        self._house = house
        self._clock = clock

    def answer(self, inbound: Inbound) -> str:
        """What to say; empty for silence. Never raises; a failed turn leaves no trace and may be repeated."""
        now = self._clock()
        try:
            return self._writer.carry(lambda db: self._answer_once(db, inbound, now))
        except Refused as refusal:
            said = str(refusal)
            return self._carry_refusal(inbound, said, now)
        except Exception:
            log.exception("no answer", message=inbound.key[:12], kind=inbound.kind)
            return self._sorry()

    def answered(self, inbound: Inbound) -> str | None:
        """The stored reply of a delivery that came before, None for one never seen."""

        def look(db: Db) -> str | None:
            return receipts.stored_reply(db, inbound.key) if receipts.is_known(db, inbound.key) else None

        return self._writer.carry(look)

    def _answer_once(self, db: Db, inbound: Inbound, now: datetime) -> str:
        if not receipts.claim_receipt(db, inbound.key, now):
            return receipts.stored_reply(db, inbound.key)
        say = self._take_turn(db, inbound, now)
        if say:
            receipts.keep_reply(db, inbound.key, say)
        return say

    def _carry_refusal(self, inbound: Inbound, said: str, now: datetime) -> str:
        def note(db: Db) -> str:
            if receipts.claim_receipt(db, inbound.key, now):
                receipts.keep_reply(db, inbound.key, said)
                return said
            return receipts.stored_reply(db, inbound.key)

        try:
            return self._writer.carry(note)
        except Exception:
            log.exception("no receipt of a refusal", message=inbound.key[:12])
            return said

    def _take_turn(self, db: Db, inbound: Inbound, now: datetime) -> str:
        row = conversations.hold_conversation(
            db, conversations.CHANNEL, inbound.openid, now, opens_window=not inbound.is_event
        )
        step, about, choices, lapsed = self._standing(row, now)
        who = _account(db, row, now)
        scene = Scene(db, inbound, who, self._house, now, step=step, about=about)
        turn = self._switchboard.play(scene, choices, lapsed=lapsed)
        if turn.stays:
            self._stay(db, row, turn, {**about, **turn.notes}, offered=bool(choices))
        else:
            self._save(db, row, turn, now)
        return turn.say

    def _stay(self, db: Db, row: Row, turn: Turn, about: dict[str, Any], *, offered: bool) -> None:
        """The step stays; what the turn notes is added, and what was ``offered`` falls unless it is repeated."""
        facts: dict[str, Any] = {}
        if turn.notes:
            facts["about"] = self._sealed(about) if SEALED in row["about"] else about
        if turn.say and offered and not turn.repeats:
            facts |= {"choices": {}, "choices_at": None}
        if facts:
            conversations.save_conversation(db, row["id"], **facts)

    def _standing(self, row: Row, now: datetime) -> tuple[str, Mapping[str, Any], Mapping[str, Any], bool]:
        """Where the talk stands now: a step that lapsed, or that a deploy removed, counts as idle."""
        about, choices = self._unsealed(row["about"]), self._unsealed(row["choices"])
        lapsed = row["choices_at"] is None or now - row["choices_at"] > self._house.clocks.choices
        step_lapsed = row["until"] is not None and now > row["until"]
        if step_lapsed or row["step"] not in self._switchboard.steps:
            return IDLE, {}, choices, lapsed
        return row["step"], about, choices, lapsed

    def _save(self, db: Db, row: Row, turn: Turn, now: datetime) -> None:
        about: dict[str, Any] = dict(turn.about)
        choices: dict[str, Any] = {str(d): [c.verb, dict(c.ids)] for d, c in turn.choices.items()}
        if turn.sealed:
            about, choices = self._sealed(about), self._sealed(choices)
        until = now + turn.until if turn.until else None
        stand = {"step": turn.goto, "about": about, "until": until}
        if turn.keeps:
            stand = {name: row[name] for name in stand}
        offered_at = now if turn.choices else None
        conversations.save_conversation(db, row["id"], choices=choices, choices_at=offered_at, **stand)

    def _sealed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        return {SEALED: self._house.seal.close(json.dumps(facts))} if facts else {}

    def _unsealed(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        if SEALED not in facts:
            return facts
        opened: dict[str, Any] = json.loads(self._house.seal.open(facts[SEALED]))
        return opened

    def _sorry(self) -> str:
        phone = self._house.emergency_phone
        return lines(
            "我这边出了岔子，你刚才这条可能没记上。",
            "过一分钟再发一遍，不会记重。",
            f"急事打院内{phone}" if phone else "急事打119、120",
        )


def _account(db: Db, row: Row, now: datetime) -> Account:
    """Who speaks, with the person behind the account if it is bound."""
    holds = row["place_until"] is not None and now <= row["place_until"]
    facts = {name: row[name] for name in ("id", "openid", "follows", "self_name", "bind_tries")}
    facts |= {name: row[name] for name in ("bind_locked_until", "thanked_at", "lost_person_id")}
    facts["place_id"] = row["place_id"] if holds else None
    if row["patrol_since"] is not None and now - row["patrol_since"] <= ROUND:
        facts |= {"patrol_source": row["patrol_source"], "patrol_since": row["patrol_since"]}
    if row["ward_id"] is not None:
        return _of_ward(db, row["ward_id"], facts)
    if row["person_id"] is None:
        return Account(home_id=units.home_of_strangers(db)["id"], **facts)
    person = people.find_person(db, row["person_id"])
    return Account(
        home_id=person["home_id"],
        person_id=person["id"],
        name=person["name"],
        role=person["role"],
        department_id=person["unit_id"],
        department=person["unit_name"],
        **facts,
    )


def _of_ward(db: Db, ward_id: int, facts: Mapping[str, Any]) -> Account:
    """A shared phone: it belongs to a department and to nobody."""
    ward = units.find_unit(db, ward_id)
    home_id = ward["home_id"] or ward["id"]
    return Account(home_id=home_id, department_id=ward["id"], department=ward["name"], is_ward=True, **facts)
