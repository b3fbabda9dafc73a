"""Whose a row is, and who may move it: its reporter, an officer on purpose, or a clock."""

import json
import re
from typing import Any

from tests.edges.people.tables import Change, Tables, changes
from tests.edges.people.talk import Said
from tests.edges.people.town import Town

_RECEIPT = re.compile(r"查(\d{8})")
_SHOWN = re.compile(r"回执：(\d{4}) ?(\d{4})")
CLOCKS = {"report", "withdraw", "like", "again", "same"}
"""What a clock may write into a history: a draft that settles or is forgotten, and what a picture resembles."""


def account_of(tables: Tables, openid: str) -> Any:
    return next((a for a in tables["conversation"].values() if a.openid == openid), None)


def sealed_account(town: Town, hazard: Any) -> int | None:
    """Whom the sealed line of a nameless row leads to."""
    return int(json.loads(town.product.house.seal.open(hazard.seal))[0]) if hazard.seal else None


def is_own(town: Town, hazard: Any, tables: Tables, who: str) -> bool:
    """Whether somebody reported this: by the account, by the person behind it, or under the seal."""
    account = account_of(tables, town.openid(who))
    if account is None:
        return False
    by_person = hazard.person_id is not None and hazard.person_id == account.person_id
    return bool(hazard.reporter_id == account.id or by_person or sealed_account(town, hazard) == account.id)


def receipts_are_noted(town: Town, said: Said) -> None:
    """Who has a receipt, and who has shown one: both may speak to that row."""
    town.receipts += ["".join(shown) for shown in _SHOWN.findall(said.reply)]
    asked = _RECEIPT.fullmatch(said.words)
    if asked and asked[1] in town.receipts:
        told = re.match(r"(\d+)号", said.reply)
        row = said.after.hazard_numbered(int(told[1])) if told else None
        town.memory.setdefault(("holds", said.who), set()).update([row.id] if row else [])


def nobody_moves_anothers(town: Town, said: Said) -> None:
    for change in changes(said.before, said.after, "hazard", "photo", "history"):
        hazard_id = change.after.id if change.table == "hazard" else change.after.hazard_id
        old = said.before["hazard"].get(hazard_id)
        if old is None:  # a row of this very message
            continue
        assert _may(town, said, change, old), f"{said.who} moved {change.after}"


def _may(town: Town, said: Said, change: Change, hazard: Any) -> bool:
    if is_own(town, hazard, said.before, said.who):
        return True
    if hazard.anonymous and hazard.id in town.memory.get(("holds", said.who), ()):  # the receipt is the door
        return True
    if change.table == "hazard" and change.columns <= {"person_id"}:
        return _somebody_was_bound(said)
    if change.table == "hazard" and change.columns <= {"merged_into"}:
        return is_own(town, said.before["hazard"][hazard.merged_into], said.before, said.who)
    return said.stand.is_officer and said.kind == "text" and _by_officer(said, hazard.id)


def _somebody_was_bound(said: Said) -> bool:
    return any("person_id" in c.columns for c in changes(said.before, said.after, "conversation"))


def _by_officer(said: Said, hazard_id: int) -> bool:
    """Whether history says that an officer did it."""
    lines = [c.after for c in changes(said.before, said.after, "history") if c.after.hazard_id == hazard_id]
    return bool(lines) and all(line.part == "officer" for line in lines)


def clocks_move_little(town: Town, before: Tables, after: Tables) -> None:
    """Time alone settles and forgets drafts, names likenesses, and files pictures; nothing else."""
    for change in changes(before, after, "hazard", "history"):
        if change.table == "hazard":
            assert change.before is not None, "a hazard out of nowhere"
            allowed = {"status", "number", "reported_at", "reason", "like_id"}
            assert change.columns <= allowed, f"time changed {change.columns}"
        else:
            assert change.after.verb in CLOCKS, f"time wrote {change.after.verb}"
