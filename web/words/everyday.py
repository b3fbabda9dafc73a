"""Where a hazard stands, for the person who reported it: everyday words, no names of people."""

from models.base import Row
from rules.hazard import Status

STANDS = {
    Status.DRAFT: "还差一句话",
    Status.REPORTED: "等安全员看",
    Status.ASSIGNED: "派人了，在办",
    Status.FIXED: "弄好了，等安全员看一眼",
    Status.CLOSED: "弄好了",
    Status.MERGED: "和另一处并在一起了",
    Status.REJECTED: "没进隐患台账",
    Status.REDIRECTED: "转报修了",
    Status.WITHDRAWN: "撤回了",
}


def state_words(row: Row) -> str:
    """``派人了，在办，3/4前``, ``没进隐患台账：现场没有``."""
    stands = STANDS[Status(row["status"])]
    if row["status"] == Status.ASSIGNED and row["due_on"]:
        return f"{stands}，{row['due_on'].month}/{row['due_on'].day}前"
    if row["status"] in (Status.REJECTED, Status.REDIRECTED) and row["reason"]:
        return f"{stands}：{row['reason']}"
    return stands
