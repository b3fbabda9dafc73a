"""签收: a unit signs for a document, says who answers for it there, and is asked when it has not signed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.plan.standings import Asking, is_for, of_plan
from models.base import Db, Row
from models.outbox import errand, post
from models.people import find_person
from models.plan import beginnings, choices, signings
from rules.clocks import Clocks, not_at_night
from rules.plan.document import Plan
from rules.plan.dues import Due, dues, is_before, speaks, standing_on
from rules.plan.duty import Duty, Measure, To
from rules.refusal import Refused

ZONE = ZoneInfo("Asia/Shanghai")
A_SEASON = timedelta(days=60)
END_OF_WORK, LONGEST_FIELD = time(17), 20
NOT_ASKED = (Measure.SIGNED, Measure.NOTHING)
NOT_HERE = "这个人不在本单位的花名册上，或者已经离开了。"


@dataclass(frozen=True)
class Signed:
    """What a unit has taken on: how many duties in all and to be done now, the nearest, and whether it signed only now."""

    duties: int
    nearest: Due | None
    duty: Duty | None = None
    is_new: bool = True
    open_now: int = 0

    @property
    def counted(self) -> str:
        """``12件事要办（一共19件）``: the number that 方案 and the page of the plan show as well."""
        whole = f"（一共{self.duties}件）" if self.duties != self.open_now else ""
        return f"{self.open_now}件事要办{whole}"


def sign(db: Db, plan: Plan, unit: Row, person_id: int, now: datetime, *, stand_in: bool) -> Signed:
    """签收. ``stand_in``: whoever signs has every duty nobody was named for (先都归我).

    Signing again changes nothing but the stand-in, where one was asked for.
    """
    of_this_unit(db, unit, person_id)
    stands_in = person_id if stand_in else None
    is_new = signings.sign(db, plan.code, unit["id"], person_id, now, stand_in_id=stands_in)
    if stand_in and not is_new:
        signings.change_signing(db, plan.code, unit["id"], stand_in_id=person_id)
    today = now.astimezone(ZONE).date()
    duty, due = nearest(plan, unit, today)
    return Signed(len(asked_of(plan, unit)), due, duty, is_new, _open_now(db, plan, unit, today))


def _open_now(db: Db, plan: Plan, unit: Row, today: date) -> int:
    """How many duties of a plan somebody should do now: its open windows, without what was due before the unit began."""
    stands = list(of_plan(db, plan, Asking(unit, choices.choices_of(db, unit["id"])), today))
    began = beginnings.began(db, unit["id"])
    return sum(one.is_open and not is_before(one.due, began) for one in stands)


def is_in_force(plan: Plan, today: date) -> bool:
    """Whether a plan speaks of this year or of the one that is about to begin."""
    return any(speaks(duty, year) for duty in plan.duties for year in {today.year, (today + A_SEASON).year})


def asked_of(plan: Plan, unit: Row) -> list[Duty]:
    """What a plan asks of a unit to do: not the signature itself, nor what it only has to know."""
    return [duty for duty in plan.duties if is_for(duty, unit) and duty.goal.measure not in NOT_ASKED]


def nearest(plan: Plan, unit: Row, today: date) -> tuple[Duty, Due] | tuple[None, None]:
    """The duty whose day comes next, and that day; nothing when none comes within a year."""
    found = [
        (due.formal, at, duty, due)
        for at, duty in enumerate(asked_of(plan, unit))
        for year in (today.year, today.year + 1)
        for due in dues(duty, year)
        if due.formal >= today
    ]
    first = min(found, key=lambda one: one[:2], default=None)
    return (first[2], first[3]) if first else (None, None)


def name_leaders(db: Db, plan: Plan, unit: Row, leader_id: int | None, deputy_id: int | None) -> None:
    """谁牵头, 谁具体管: they hear when a day is near and something is missing. None: nobody any more."""
    if signings.signing_of(db, plan.code, unit["id"]) is None:
        raise Refused("先签收，再写谁牵头。")
    for person_id in filter(None, (leader_id, deputy_id)):
        of_this_unit(db, unit, person_id)
    if leader_id is not None and leader_id == deputy_id:
        raise Refused("牵头的和具体管的写成同一个人了，分开写，或者只写牵头的。")
    signings.change_signing(db, plan.code, unit["id"], leader_id=leader_id, deputy_id=deputy_id)


def stand_in(db: Db, plan: Plan, unit: Row, person_id: int) -> None:
    """Somebody has every duty nobody was named for; there is always somebody."""
    if signings.signing_of(db, plan.code, unit["id"]) is None:
        raise Refused("先签收，再定先归谁。")
    of_this_unit(db, unit, person_id)
    signings.change_signing(db, plan.code, unit["id"], stand_in_id=person_id)


def of_this_unit(db: Db, unit: Row, person_id: int) -> Row:
    """Somebody on the roll of a unit; refused for anybody else."""
    person = find_person(db, person_id)
    if person["home_id"] != unit["id"] or not person["active"]:
        raise Refused(NOT_HERE)
    return person


def urge(db: Db, plan: Plan, unions: Sequence[Row], now: datetime, clocks: Clocks) -> int:
    """催签收: one reminder for each union officer of the units that have not signed, at most one a day. How many units."""
    waiting = set(signings.unsigned(db, plan.code, list(dict.fromkeys(one["home_id"] for one in unions))))
    rows = [_asked(plan, one, now, clocks) for one in unions if one["home_id"] in waiting]
    if rows:
        post(db, *rows)
    return len(waiting)


def _asked(plan: Plan, person: Row, now: datetime, clocks: Clocks) -> dict[str, Any]:
    today = now.astimezone(clocks.zone).date()
    return errand(
        f"remind:{plan.code}:urged:{today.isoformat()}:{person['home_id']}:{person['id']}",
        "remind",
        now=now,
        due_at=not_at_night(now, clocks),
        payload=_said(plan, today, clocks),
        person_id=person["id"],
        unit_id=person["home_id"],
    )


def _said(plan: Plan, today: date, clocks: Clocks) -> dict[str, Any]:
    """Spoken like a reminder of the clock: it names the duty, so that it stops when the unit signs meanwhile."""
    duty = next((duty for duty in plan.duties if duty.goal.measure is Measure.SIGNED), None)
    due = standing_on(duty, today) if duty else None
    formal, target = (due.formal, due.target) if due else (today, today)
    return {
        "plan": plan.code,
        "needs": f"签收{plan.short}",
        "to": str(To.OWNER),
        "formal": formal.isoformat(),
        "target": target.isoformat(),
        "guessed": False,
        "by": datetime.combine(max(formal, today), END_OF_WORK, clocks.zone).isoformat(),
        "what": f"签收：{plan.short}"[:LONGEST_FIELD],
        "lack": "看过就签，一分钟",
        "chat": f"上级工会问：{plan.short}的方案收到了吗？\n看过了回 签收，一分钟就好。",
    } | ({"duty": duty.code} if duty else {})
