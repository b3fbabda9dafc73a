"""督导通行证: made for a named inspector, good for three days, found by the digest of its code alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from models.base import Db, Row
from models.plan import passes
from rules.refusal import Refused

LASTS = timedelta(days=3)
SHORTEST_NAME, LONGEST_NAME = 2, 20
MOST_OPEN = 20
"""Passes of a hospital that may be good at once; a delegation has fewer people."""


@dataclass(frozen=True)
class Held:
    """A pass that somebody showed: whether it still opens anything."""

    row: Row
    is_good: bool


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return sha256(code.encode()).hexdigest()


def make(db: Db, unit_id: int, holder: str, code: str, *, now: datetime, by_id: int) -> int:
    """A pass for one inspector, for three days from now; its id. The code itself is not kept."""
    holder = " ".join(holder.split())
    if not SHORTEST_NAME <= len(holder) <= LONGEST_NAME:
        raise Refused(f"给谁的？写督导人的姓名和单位，{SHORTEST_NAME}到{LONGEST_NAME}个字。")
    if sum(is_good(row, now) for row in passes.passes_of(db, unit_id)) >= MOST_OPEN:
        raise Refused(f"同时管用的最多{MOST_OPEN}张，先结束几张再发。")
    return passes.make_pass(
        db,
        unit_id=unit_id,
        digest=digest_of(code),
        holder=holder,
        made_at=now,
        made_by_id=by_id,
        valid_until=now + LASTS,
    )


def is_good(row: Row, now: datetime) -> bool:
    """Whether a pass opens anything at this moment."""
    return row["ended_at"] is None and bool(now < row["valid_until"])


def end(db: Db, pass_id: int, unit_id: int, now: datetime) -> None:
    """Nobody gets in with it any more."""
    if not passes.end_pass(db, pass_id, unit_id, now):
        raise Refused("这张通行证已经结束了。")


def shown(db: Db, code: str, now: datetime) -> Held | None:
    """The pass of a code; None when there is none. Only digests are compared, so an answer's time tells nothing."""
    row = passes.find_pass(db, digest_of(code))
    return Held(row, is_good(row, now)) if row else None
