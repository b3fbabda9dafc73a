"""Who may hear of a hazard, how often, and that nobody without a name is ever found, told or invited."""

import re
from collections import Counter
from typing import Any

from rules.clocks import day_of
from rules.hazard import Part, Status
from tests.edges.loop.tables import lines_of, newly_done
from tests.edges.loop.ward import HEAD, LEADER, NAMELESS, OFFICERS, UNION, Ward, name_of
from tests.edges.people.tables import Tables

NUMBER = re.compile(r"(?<![\d/:〔-])(\d{3,5})(?=\D|$)")
ABOUT_WORK = ("ask_progress", "tell_overdue", "tell_box", "tell_silence", "tell_above", "ask_block")
THEIRS = ("ask_progress", "tell_box", "tell_silence")
"""Errands that speak to, or of, the owner they name."""
WATCHERS = {*OFFICERS, UNION}
LINE = {HEAD, LEADER}
STANDINGS = ("派人了", "弄好了", "没进台账", "并过去了", "说是弄好了")


def after_a_deed(ward: Ward, before: Tables, after: Tables, said: list[tuple[str, str]]) -> None:
    """``said`` is what left the house since the last deed."""
    _work_is_asked_about_where_it_is_done(before, after)
    _nothing_stumbled(after)
    for openid, text in said:
        _concerns(ward, after, _name(ward, openid), text)
    _reporters_hear_little(ward, after)
    _the_nameless_stay_so(ward, after)


def _name(ward: Ward, openid: str) -> str:
    return bytes.fromhex(openid).decode()[1:]


def _work_is_asked_about_where_it_is_done(before: Tables, after: Tables) -> None:
    for errand in newly_done(before, after):
        row = after["hazard"].get(errand.hazard_id)
        if row is not None and errand.kind in ABOUT_WORK:
            assert row.status == Status.ASSIGNED, f"{errand.kind} of {row.number}, which is {row.status}"
        if row is not None and errand.kind in THEIRS:
            assert row.owner_id == errand.person_id, f"{errand.kind} of {row.number}, for somebody else"


def _nothing_stumbled(after: Tables) -> None:
    wrong = [(e.kind, e.reason) for e in after["outbox"].values() if re.search(r"Error|Exception", e.reason)]
    assert not wrong, wrong


def _concerns(ward: Ward, tables: Tables, who: str, text: str) -> None:
    """Whoever hears of a number has something to do with it."""
    assert who != NAMELESS, f"somebody without a name was told: {text}"
    numbers = {int(found) for found in NUMBER.findall(text)}
    rows = [row for row in tables["hazard"].values() if row.number in numbers]
    assert rows, f"{who} was told of nothing: {text}"
    for row in rows:
        assert who in _concerned(ward, tables, row), f"{who} has nothing to do with {row.number}: {text}"


def _concerned(ward: Ward, tables: Tables, row: Any) -> set[str]:
    """Who may hear of this hazard: who reported, who has it, who looks after it, their line; and who stood in for one.

    A notice written for a deputy may wait for the morning in which the other one is back.
    """
    own = {name_of(ward, row.person_id), name_of(ward, row.owner_id)}
    joined = {
        name_of(ward, other.person_id) for other in tables["hazard"].values() if row.id == other.merged_into
    }
    into = tables["hazard"].get(row.merged_into)
    beyond = {name_of(ward, into.person_id)} if into else set()
    persons = own | joined | beyond | WATCHERS | LINE
    today = day_of(ward.now, ward.product.house.clocks)
    for leave in tables["leave"].values():
        if leave.from_on <= today and name_of(ward, leave.person_id) in persons:
            persons = persons | {name_of(ward, leave.deputy_id)}
    return persons - {"", NAMELESS}


def _reporters_hear_little(ward: Ward, tables: Tables) -> None:
    """派了 and 好了 once each for one report; an invitation as often as somebody invited."""
    told: Counter[tuple[int, str]] = Counter()
    accounts = {account.id: account for account in tables["conversation"].values()}
    for errand in tables["outbox"].values():
        if errand.to_id is None or errand.state != "done":
            continue
        assert accounts[errand.to_id].person_id != ward.ids[NAMELESS], f"{errand.kind} to the nameless"
        if errand.kind == "tell_standing":
            told[errand.payload["number"], f"{errand.hazard_id}{errand.payload['status']}"] += 1
        elif errand.kind == "invite":
            told[errand.hazard_id, "invite"] += 1
        else:
            assert errand.kind in ("nobody_came", "nudge", "tell_heard"), f"{errand.kind} to a reporter"
    for (number, what), times in told.items():
        invited = [line for line in lines_of(tables, number) if line.verb == "invite"]
        assert times <= (len(invited) if what == "invite" else 1), f"{number} {what} {times} times"


def _the_nameless_stay_so(ward: Ward, tables: Tables) -> None:
    person = ward.ids[NAMELESS]
    for line in tables["history"].values():
        row = tables["hazard"][line.hazard_id]
        assert line.person_id != person, f"{line.verb} of {row.number} names who reported it"
        assert NAMELESS not in line.text
        if row.anonymous and line.part == Part.REPORTER:
            assert line.person_id is None, f"{line.verb} of {row.number} names a reporter"
    for row in tables["hazard"].values():
        named = (row.person_id, row.closed_by_id, row.level_by_id, row.responder_id)
        assert person not in named, f"{row.number} names who reported it: {named}"
        assert not row.anonymous or row.reporter_id is None
    for errand in tables["outbox"].values():
        assert errand.person_id != person, f"{errand.kind} names who reported"
