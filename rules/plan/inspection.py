"""An inspection (督导): its methods and points, and the life of a finding as a table of moves. Hazards are not findings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.refusal import Refused

SHORTEST = 4
"""Characters; less cannot say what is to be done."""


class Method(StrEnum):
    """How it was looked at; one inspection uses several."""

    HEARING = "hearing"
    FILES = "files"
    VISIT = "visit"
    TALK = "talk"


METHODS = {
    Method.HEARING: "听取汇报",
    Method.FILES: "查阅资料",
    Method.VISIT: "实地走访",
    Method.TALK: "座谈讨论",
}


class Point(StrEnum):
    """What the province looks at."""

    SCHEME = "scheme"
    TRAINING = "training"
    CARRIERS = "carriers"
    LOOP = "loop"
    LASTING = "lasting"


POINTS = {
    Point.SCHEME: "“查保促”集中行动方案的制定",
    Point.TRAINING: "职工安全教育培训的组织",
    Point.CARRIERS: "各类活动载体作用的发挥",
    Point.LOOP: "实行隐患排查治理闭环管理",
    Point.LASTING: "健全完善群众性隐患排查治理长效机制",
}
"""In the words and the order of the document."""


class Fault(StrEnum):
    """What sort of thing was found wanting. A danger one can photograph is a hazard of the ledger instead."""

    RULES = "rules"
    PRACTICE = "practice"
    EFFORT = "effort"
    OTHER = "other"


FINDINGS = {
    Fault.RULES: "规章不健全",
    Fault.PRACTICE: "落实不到位",
    Fault.EFFORT: "活动不力",
    Fault.OTHER: "其他",
}


class State(StrEnum):
    """Where a finding stands: the unit has it in hand, the inspectors have, nobody has any more."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


OFFICIAL = {State.OPEN: "待整改", State.ANSWERED: "待复查", State.CLOSED: "已办结"}


class Side(StrEnum):
    """What somebody is to one finding."""

    UNIT = "unit"
    INSPECTOR = "inspector"


@dataclass(frozen=True)
class Move:
    """One allowed deed: at which state, where it leads, and whose it is."""

    verb: str
    start: State
    to: State
    side: Side


MOVES = {
    move.verb: move
    for move in (
        Move("answer", State.OPEN, State.ANSWERED, Side.UNIT),
        Move("close", State.ANSWERED, State.CLOSED, Side.INSPECTOR),
        Move("send_back", State.ANSWERED, State.OPEN, Side.INSPECTOR),
    )
}

_WHOSE = {Side.UNIT: "这条督导意见由被督导的单位来回复。", Side.INSPECTOR: "复查和办结由督导组来定。"}
_WHY_NOT = {
    State.OPEN: "这条督导意见单位还没回复，等回复了再定。",
    State.ANSWERED: "这条督导意见已经回复过了，正等督导组复查。",
    State.CLOSED: "这条督导意见已经办结，不用再动了。",
}


class WrongMoment(Refused):
    """The finding is not at the state this move starts from."""


class NotYours(Refused):
    """The other side makes this move."""


def next_state(state: State, verb: str, sides: Collection[Side]) -> State:
    """Where the verb leads for somebody on these sides; raises ``NotYours`` or ``WrongMoment``."""
    move = MOVES[verb]
    if move.side not in sides:
        raise NotYours(_WHOSE[move.side])
    if state is not move.start:
        raise WrongMoment(_WHY_NOT[state])
    return move.to


def allowed(state: State, sides: Collection[Side]) -> list[str]:
    """The verbs somebody on these sides may use now, in the order of the table."""
    return [move.verb for move in MOVES.values() if state is move.start and move.side in sides]


@dataclass(frozen=True)
class Finding:
    """One 督导意见: what is wanting, what is asked for, and by which day."""

    fault: Fault
    opinion: str
    due_on: date


class Unfinished(Refused):
    """A finding lacks its opinion or its deadline."""


def finding(fault: Fault, opinion: str, due_on: date | None, *, found_on: date) -> Finding:
    """A finding that may be handed over; raises ``Unfinished`` saying what it lacks."""
    opinion = opinion.strip()
    if len(opinion) < SHORTEST:
        raise Unfinished("督导意见要具体，写一句要改什么、怎么改。")
    if due_on is None:
        raise Unfinished("还差整改时限，写个日期，比如3月31日。")
    if due_on < found_on:
        raise Unfinished("整改时限早过督导那天了，换个以后的日期。")
    return Finding(fault, opinion, due_on)


def is_overdue(state: State, due_on: date, today: date) -> bool:
    """Whether the unit is late; once it has answered, the wait is not its own."""
    return state is State.OPEN and due_on < today


def person_times(visits: Iterable[tuple[int, int]]) -> int:
    """督导人次 of visits as (cadres, units): two cadres in three units are six. Of the city union's cadres only."""
    return sum(cadres * units for cadres, units in visits)
