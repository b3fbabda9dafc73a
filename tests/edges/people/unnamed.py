"""A row without a name stays without one, and nothing rings at its reporter's."""

import re
from typing import Any

from tests.edges.people.owners import sealed_account
from tests.edges.people.tables import Tables, changes
from tests.edges.people.talk import Said
from tests.edges.people.town import Town

LEADS_BACK = ("reporter_id", "person_id", "to_id")


def names_stay_off(tables: Tables) -> None:
    hidden = {row.id for row in tables["hazard"].values() if row.anonymous}
    for row in tables["hazard"].values():
        assert not row.anonymous or (row.reporter_id is None and row.person_id is None)
    for line in tables["history"].values():
        assert line.hazard_id not in hidden or line.part == "officer" or line.person_id is None
    for errand in tables["outbox"].values():
        assert errand.hazard_id not in hidden or errand.to_id is None, f"{errand.kind} leads back"


def no_name_comes_back(before: Tables, after: Tables) -> None:
    """Once nameless, always: with its seal, and its pictures stay with it."""
    for change in changes(before, after, "photo"):
        was = before["hazard"].get(change.before.hazard_id) if change.before is not None else None
        if was is not None and was.anonymous:
            assert after["hazard"][change.after.hazard_id].anonymous, "a nameless picture goes under a name"
    for change in changes(before, after, "hazard"):
        if change.before is not None and change.before.anonymous:
            assert change.after.anonymous
            assert change.after.seal == change.before.seal


def nothing_rings(town: Town, before: Tables, after: Tables) -> None:
    """No push about a nameless row goes to whoever the seal leads to, unless the ledger gave them a part in it."""
    names_stay_off(after)
    no_name_comes_back(before, after)
    said = town.hospital.wire.said
    fresh, town.memory["pushes"] = said[town.memory.get("pushes", 0) :], len(said)
    accounts = {account.openid: account for account in after["conversation"].values()}
    for openid, text in fresh:
        account = accounts[openid]
        person = after["person"].get(account.person_id)
        if person is None or person.role == "staff":
            told = [
                row
                for row in _hidden_of(town, after, account)
                if re.search(rf"(?<!\d){row.number}(?!\d)", text)
            ]
            assert not told, f"{text!r} rang at the reporter's"


def _hidden_of(town: Town, tables: Tables, account: Any) -> list[Any]:
    """The nameless rows of an account which it has no other part in."""
    joined = {row.merged_into for row in tables["hazard"].values() if row.reporter_id == account.id}
    return [
        row
        for row in tables["hazard"].values()
        if row.anonymous
        and row.number
        and row.id not in joined
        and row.owner_id != account.person_id
        and sealed_account(town, row) == account.id
    ]


def after_words(town: Town, said: Said) -> None:
    names_stay_off(said.after)
    no_name_comes_back(said.before, said.after)
