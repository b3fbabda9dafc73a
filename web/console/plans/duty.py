"""One duty: the words of the document, how it stands and why, each of its windows, and what this unit decided about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template

from actions.plan import standings
from models.base import Db, Row
from models.plan import beginnings, choices, deeds, signings
from plans.table_saying import say_goal, say_rhythm, say_whom
from rules.plan.dues import Due, is_before, standing_on
from rules.plan.duty import Duty
from rules.plan.standing import Done, Standing, counts
from web.console.doorkeeper import console, guest_scope
from web.console.plans.found import Found, book, done_word, duty_for, until_words, window_words
from web.console.plans.lines import deed_url, state_of, state_words, tap_of
from web.console.plans.people import likely, names_of
from web.console.plans.windows import windows_of
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed

SHOWN = 60
"""Deeds of one window on a page."""


@dataclass(frozen=True)
class Counted:
    """A deed beside a duty: why it does not count, or for which other duties it counts as well."""

    row: Row
    kind: str
    why: str
    also: Sequence[str]


@console.get("/plans/<code>/<duty>")
def duty(code: str, duty: str) -> str:
    """One duty of a plan."""
    return duty_page(duty_for(code, duty))


def duty_page(found: Found) -> str:
    db, today = reading(), this_desk().today()
    may_decide = guest_scope().may(Deed.DUTIES)
    return render_template(
        "plan/duty.html",
        plan=found.plan,
        duty=found.duty,
        found=found,
        unit=found.unit,
        scope=guest_scope(),
        goal=say_goal(found.duty.goal, {kind.code: kind.name for kind in found.plan.kinds}),
        rhythm=say_rhythm(found.duty.rhythm),
        whom=say_whom(found.duty.whom),
        history=_history(db, found),
        likely=likely(db, found.unit["id"]) if may_decide else [],
        deed_url=deed_url(found.duty),
        **_as_it_stands(db, found, today),
    )


def _as_it_stands(db: Db, found: Found, today: date) -> dict[str, Any]:
    """What the page says of this unit: what it decided, how far it is, and why."""
    decided = choices.choices_of(db, found.unit["id"])
    code, duty = found.plan.code, found.duty
    own = {name: decided.get((code, duty.code, name), "") for name in choices.NAMES}
    signed, began = signings.signing_of(db, code, found.unit["id"]), beginnings.began(db, found.unit["id"])
    owner = standings.owner_of(decided, signed, code, duty.code)
    facts = {
        "own": own,
        "owner": names_of(db, [owner]).get(owner or 0, ""),
        "windows": windows_of(db, found, today, own, began),
    }
    due = standings.moved(standing_on(duty, today), own[choices.DAY]) if found.binds else None
    if due is None or own[choices.OFF]:
        return facts | {"due": due, "standing": None}
    standing = standings.stand(db, duty, due, found.unit, decided)
    before = due.formal < today and is_before(due, began)
    return facts | {
        "due": due,
        "standing": standing,
        "until": until_words(due, today, done_word(found.plan, duty)),
        "window": window_words(due),
        "state": state_of(standing, due, today, before=before),
        "state_said": state_words(standing, due, today, before=before),
        "tap": None if standing.is_done else tap_of(found.plan, duty, guest_scope()),
        "counted": _counted(db, found, due, standing),
    }


def _counted(db: Db, found: Found, due: Due, standing: Standing) -> list[Counted]:
    """What counted and what did not, newest first; of a deed that counts, the other duties it counts for."""
    reasons = dict(standing.left_out)
    told = [*standing.deeds, *reasons][:SHOWN]
    if not told:
        return []
    done = {one.deed_id: one for one in standings.done_by(db, found.unit["id"], due)}
    others = _others(db, found)
    called = book().kinds(db, found.unit)
    rows = {row["id"]: row for row in _rows(db, found.unit["id"], due) if row["id"] in told}
    listed = [
        Counted(
            row,
            called[row["kind"]].name if row["kind"] in called else "",
            reasons.get(key, ""),
            () if key in reasons else _also(done[key], others),
        )
        for key, row in rows.items()
    ]
    return sorted(
        listed, key=lambda one: (bool(one.why), -one.row["happened_on"].toordinal(), -one.row["id"])
    )


def _rows(db: Db, unit_id: int, due: Due) -> list[Row]:
    days = (due.opens, due.closes)
    return [*deeds.deeds_of(db, unit_id, *days), *deeds.deeds_beside(db, unit_id, *days)]


def _others(db: Db, found: Found) -> list[tuple[Duty, Due]]:
    """The other duties of all plans of this unit that count the same kinds of deeds, with their windows."""
    today = this_desk().today()
    mine = set(found.duty.goal.kinds)
    every = (duty for plan in book().of(db, found.unit) for duty in plan.duties)
    same = [
        duty
        for duty in every
        if duty != found.duty and mine & set(duty.goal.kinds) and standings.is_for(duty, found.unit)
    ]
    return [(duty, due) for duty in same if (due := standing_on(duty, today))]


def _also(done: Done, others: Sequence[tuple[Duty, Due]]) -> list[str]:
    return [
        duty.needs
        for duty, due in others
        if done.kind in duty.goal.kinds and due.opens <= done.day <= due.closes and not counts(duty, done)
    ]


@dataclass(frozen=True)
class Decision:
    """One line of what was decided: what, by whom, when, why."""

    row: Row
    words: str


def _history(db: Db, found: Found) -> list[Decision]:
    mine = [
        row
        for row in choices.lines_of(db, found.unit["id"])
        if (row["plan"], row["duty"]) == (found.plan.code, found.duty.code)
    ]
    people = names_of(
        db, [int(row["value"]) for row in mine if row["name"] == choices.OWNER and row["value"]]
    )
    return [Decision(row, _decided(row, people)) for row in reversed(mine)]


def _decided(row: Row, people: Mapping[int, str]) -> str:
    value = row["value"]
    if row["name"] == choices.OWNER:
        return f"交给{people.get(int(value), '')}" if value else "不单独分人了"
    if row["name"] == choices.DAY:
        return f"内部提前{value}天" if value else "日子照文件的"
    if row["name"] == choices.QUOTA:
        return f"自己要{value}次" if value else "次数照文件的"
    return "不适用于本单位" if value else "又要办了"
