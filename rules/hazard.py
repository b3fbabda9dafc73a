"""The life of a hazard as a table of moves, and the questions a date can answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.refusal import Refused


class Status(StrEnum):
    """Where a hazard stands; the last four end it otherwise than by 销号."""

    DRAFT = "draft"
    REPORTED = "reported"
    ASSIGNED = "assigned"
    FIXED = "fixed"
    CLOSED = "closed"
    MERGED = "merged"
    REJECTED = "rejected"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


OFFICIAL = {
    Status.DRAFT: "草稿",
    Status.REPORTED: "待核实",
    Status.ASSIGNED: "待整改",
    Status.FIXED: "待验收",
    Status.CLOSED: "已销号",
    Status.MERGED: "已合并",
    Status.REJECTED: "不予受理",
    Status.REDIRECTED: "转报修",
    Status.WITHDRAWN: "已撤回",
}
"""The official nouns, for officers and unions; staff read everyday words."""

OPEN = frozenset({Status.DRAFT, Status.REPORTED, Status.ASSIGNED, Status.FIXED})
COUNTED = frozenset({Status.REPORTED, Status.ASSIGNED, Status.FIXED, Status.CLOSED})


class Source(StrEnum):
    """The four ways of finding, and two more doors."""

    STAFF = "staff"
    EXPERT = "expert"
    DELEGATE = "delegate"
    PEER = "peer"
    INSPECTION = "inspection"
    REPORT = "report"


class Part(StrEnum):
    """What somebody is to one hazard."""

    REPORTER = "reporter"
    OFFICER = "officer"
    OWNER = "owner"
    SYSTEM = "system"


@dataclass(frozen=True)
class Move:
    """One allowed step: by whom, from where, to where."""

    verb: str
    starts: frozenset[Status]
    to: Status
    parts: frozenset[Part]


def _move(verb: str, starts: set[Status], to: Status, *parts: Part) -> tuple[str, Move]:
    return verb, Move(verb, frozenset(starts), to, frozenset(parts))


MOVES = dict(
    (
        _move("report", {Status.DRAFT}, Status.REPORTED, Part.REPORTER, Part.SYSTEM),
        _move("take_up", {Status.WITHDRAWN}, Status.DRAFT, Part.REPORTER),
        _move("withdraw", {Status.DRAFT, Status.REPORTED}, Status.WITHDRAWN, Part.REPORTER),
        _move("fix_on_spot", {Status.REPORTED}, Status.FIXED, Part.REPORTER),
        _move("assign", {Status.REPORTED}, Status.ASSIGNED, Part.OFFICER),
        _move("reassign", {Status.ASSIGNED}, Status.ASSIGNED, Part.OFFICER),
        _move("close", {Status.REPORTED, Status.ASSIGNED, Status.FIXED}, Status.CLOSED, Part.OFFICER),
        _move("reopen", {Status.CLOSED, Status.REJECTED, Status.REDIRECTED}, Status.REPORTED, Part.REPORTER),
        _move("merge", {Status.REPORTED}, Status.MERGED, Part.REPORTER, Part.OFFICER),
        _move("reject", {Status.REPORTED}, Status.REJECTED, Part.OFFICER),
        _move("redirect", {Status.REPORTED}, Status.REDIRECTED, Part.OFFICER),
    )
)


class WrongMoment(Refused):
    """The hazard is not at the stage this move starts from."""


class NotYours(Refused):
    """This person does not play the part the move needs."""


def move_for(verb: str, part: Part) -> Move:
    """The move, if this part may make it at all."""
    move = MOVES[verb]
    if part not in move.parts:
        raise NotYours("这个得安全员来。")
    return move


def is_overdue(status: Status, due_on: date | None, today: date) -> bool:
    return status is Status.ASSIGNED and due_on is not None and due_on < today
