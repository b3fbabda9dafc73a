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


class Tier(StrEnum):
    """Who puts it right (整改层级): handed up one by one."""

    POST = "post"
    TEAM = "team"
    DEPARTMENT = "department"
    UNIT = "unit"
    REGULATOR = "regulator"


class Part(StrEnum):
    """What somebody is to one hazard. The union watches, questions and refuses; the administration owns."""

    REPORTER = "reporter"
    OFFICER = "officer"
    OWNER = "owner"
    UNION = "union"
    SYSTEM = "system"


@dataclass(frozen=True)
class Move:
    """One allowed deed: by whom, at which stages, and where it leads; ``to`` None leaves the stage as it is."""

    verb: str
    starts: frozenset[Status]
    to: Status | None
    parts: frozenset[Part]


def _move(verb: str, starts: set[Status], to: Status | None, *parts: Part) -> tuple[str, Move]:
    return verb, Move(verb, frozenset(starts), to, frozenset(parts))


_TO_DO = {Status.REPORTED, Status.ASSIGNED}
_LISTED = {Status.REPORTED, Status.ASSIGNED, Status.FIXED}
_DECIDERS = (Part.OFFICER, Part.UNION)

MOVES = dict(
    (
        _move("report", {Status.DRAFT}, Status.REPORTED, Part.REPORTER, Part.SYSTEM),
        _move("take_up", {Status.WITHDRAWN}, Status.DRAFT, Part.REPORTER),
        _move("withdraw", {Status.DRAFT, Status.REPORTED}, Status.WITHDRAWN, Part.REPORTER),
        _move("fix_on_spot", {Status.REPORTED}, Status.FIXED, Part.REPORTER),
        _move("merge", _TO_DO, Status.MERGED, Part.REPORTER, Part.OFFICER),
        _move("reject", _TO_DO, Status.REJECTED, Part.OFFICER),
        _move("redirect", _TO_DO, Status.REDIRECTED, Part.OFFICER),
        _move("assign", {Status.REPORTED}, Status.ASSIGNED, Part.OFFICER),
        _move("reassign", {Status.ASSIGNED}, Status.ASSIGNED, Part.OFFICER),
        _move("not_mine", {Status.ASSIGNED}, Status.REPORTED, Part.OWNER),
        _move("hand_up", {Status.ASSIGNED}, Status.ASSIGNED, Part.OWNER, Part.OFFICER),
        _move("fix", {Status.ASSIGNED}, Status.FIXED, Part.OWNER, Part.OFFICER),
        _move("send_back", {Status.FIXED}, Status.ASSIGNED, Part.OFFICER, Part.REPORTER, Part.UNION),
        _move("close", {*_TO_DO, Status.FIXED}, Status.CLOSED, Part.OFFICER),
        _move("verify", {Status.FIXED}, Status.CLOSED, Part.REPORTER),
        _move("refuse", {Status.CLOSED}, Status.ASSIGNED, Part.UNION),
        _move(
            "reopen",
            {Status.CLOSED, Status.FIXED, Status.REJECTED, Status.REDIRECTED},
            Status.REPORTED,
            Part.REPORTER,
            Part.UNION,
            Part.OFFICER,
        ),
        _move("progress", {Status.ASSIGNED}, None, Part.OWNER, Part.OFFICER),
        _move("ask_longer", {Status.ASSIGNED}, None, Part.OWNER),
        _move("extend", {Status.ASSIGNED}, None, *_DECIDERS),
        _move("keep_day", {Status.ASSIGNED}, None, *_DECIDERS),
        _move("fill_in", _LISTED, None, Part.OFFICER, Part.OWNER, Part.UNION),
        _move("set_level", _LISTED, None, Part.OFFICER),
        _move("set_facts", {*_LISTED, Status.CLOSED}, None, *_DECIDERS),
        _move("invite", {Status.FIXED}, None, *_DECIDERS),
        _move("propose", _LISTED, None, *_DECIDERS),
        _move("list", _LISTED, None, *_DECIDERS),
        _move("delist", {*_LISTED, Status.CLOSED}, None, *_DECIDERS),
        _move("notify", _LISTED, None, *_DECIDERS, Part.OWNER),
    )
)
"""Every deed that needs the right stage and the right part. What is missing here anybody of the house may do."""

_WHOSE = {
    Part.OFFICER: "这个得安全员来。",
    Part.OWNER: "这个得整改责任人来。",
    Part.UNION: "这个得工会来。",
    Part.REPORTER: "这个得上报人来。",
}


class WrongMoment(Refused):
    """The hazard is not at the stage this move starts from."""


class NotYours(Refused):
    """This person does not play the part the move needs."""


def move_for(verb: str, part: Part) -> Move:
    """The move, if this part may make it at all."""
    move = MOVES[verb]
    if part not in move.parts:
        raise NotYours(next(said for who, said in _WHOSE.items() if who in move.parts))
    return move


def allowed(status: Status, parts: frozenset[Part] | set[Part]) -> list[str]:
    """The verbs somebody who plays these parts may use now, in the order of the table."""
    return [move.verb for move in MOVES.values() if status in move.starts and move.parts & parts]


def is_overdue(status: Status, due_on: date | None, today: date) -> bool:
    return status is Status.ASSIGNED and due_on is not None and due_on < today
