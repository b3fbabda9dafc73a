"""听写: an officer listens to a voice and writes down what it says; the reporter reads it."""

from datetime import datetime
from typing import Any

from actions.telling import tell_reporter
from models import hazards, history
from models.base import Db, Row
from rules.clocks import Clocks, not_at_night
from rules.hazard import Part
from rules.kinds import Kind
from rules.labels import brief
from rules.place_words import read
from rules.suggesting import suggest

LONGEST = 500
"""Characters of a sentence somebody wrote down."""


def write_down(
    db: Db,
    row: Row,
    words: str,
    now: datetime,
    clocks: Clocks,
    kinds: tuple[Kind, ...],
    *,
    officer_id: int,
) -> Row:
    """The officer's words stand where the reporter's would, behind what was typed; a second hearing replaces the first."""
    words = words.strip()[:LONGEST]
    typed = _typed(db, row)
    said = f"{typed}；{words}" if typed and typed != words else words
    suggestion = suggest(said, kinds)
    facts: dict[str, Any] = {"description": said, "brief": brief(words)}
    if row["category"] == "OTHER":
        facts |= {"category": suggestion.code, "plain": suggestion.plain, "kind": suggestion.kind}
    if not row["place_text"] and (place := read(words).place):
        facts["place_text"] = place
    after = hazards.rewrite_hazard(db, row["id"], **facts)
    history.add_line(db, row["id"], "heard", now, part=Part.OFFICER, person_id=officer_id, text=words)
    tell_reporter(db, after, "tell_heard", now, due_at=not_at_night(now, clocks))
    return after


def _typed(db: Db, row: Row) -> str:
    """The words without those an officer has written down before."""
    heard = [line["text"] for line in history.history_of(db, row["id"]) if line["verb"] == "heard"]
    words: str = row["description"]
    return words.removesuffix(heard[-1]).removesuffix("；") if heard else words
