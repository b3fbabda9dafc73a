"""Where a hazard stands for its reporter, the one it was joined to included, and what they may still do in the chat."""

from models import hazards
from models.base import Db, Row
from rules.hazard import Status
from web.words.everyday import state_words

FARTHEST = 5
"""Joins that are followed: nobody joins more in a row."""

OPEN = "想补一张、改一句：在公众号里回 {number}。"
HINTS = {
    Status.REPORTED: OPEN,
    Status.ASSIGNED: OPEN,
    Status.FIXED: OPEN,
    Status.CLOSED: "要是没弄好：在公众号里回 {number}。",
    Status.REJECTED: "不同意：在公众号里回 {number}。",
    Status.REDIRECTED: "不同意：在公众号里回 {number}。",
}
BY_RECEIPT = "想补一句、看进展：在公众号里回 查 加回执。"


def stands(db: Db, row: Row) -> str:
    """``派人了，在办，3/4前``; of one that was joined where the other one stands: ``和101号并在一起了：等安全员看``."""
    other = joined_to(db, row)
    if other is None:
        return state_words(row)
    return f"和{other['number']}号并在一起了：{state_words(other)}"


def joined_to(db: Db, row: Row) -> Row | None:
    """The hazard that stands for a joined one; None for any that stands for itself."""
    other = row
    for _ in range(FARTHEST):
        if other["status"] != Status.MERGED or other["merged_into"] is None:
            break
        other = hazards.find_hazard(db, other["merged_into"])
    return None if other is row else other


def hint(row: Row, other: Row | None) -> str:
    """What may still be done about it, in one line; empty where the number leads nowhere."""
    shown = other or row
    if shown["anonymous"]:
        return "" if other else BY_RECEIPT
    if other is not None:
        return f"细的：在公众号里回 {row['number']}。"
    return HINTS.get(Status(row["status"]), "").format(number=row["number"])
