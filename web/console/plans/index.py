"""方案 on the console: the documents one's unit follows, one's own list of what is to do, and 签收."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for

from actions.plan.signing import Signed, sign
from actions.plan.standings import duties_on
from models.base import Db, Row
from models.plan import signings
from rules.plan.document import Plan
from rules.plan.wording import near
from web.console.doorkeeper import console, guest_scope
from web.console.plans.found import book, me, my_unit, plan_for, reads
from web.console.plans.lines import BEFORE, DONE, LATE, OPEN, Line, counted, line_of
from web.console.plans.people import names_of
from web.console.trying import Answer, tried
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry


@dataclass(frozen=True)
class Listed:
    """One plan of the list. ``signed`` is empty while nobody signed."""

    plan: Plan
    signed: Row | None
    signer: str
    done: int
    open: int
    late: int
    before: int
    nearest: Line | None

    @property
    def whole(self) -> int:
        return self.done + self.open + self.late


@console.get("/plans")
def plans() -> str:
    """The plans this unit follows: signed or not, how far, and the nearest day."""
    reads()
    db, unit = reading(), my_unit()
    lines = lines_of(db, unit)
    listed = [_listed(db, plan, unit, lines) for plan in book().of(db, unit)]
    return render_template(
        "plan/plans.html",
        listed=sorted(listed, key=lambda one: not one.whole),
        mine=len([line for line in lines if is_for_me(line)]),
        unit=unit,
        scope=guest_scope(),
    )


@console.get("/plans/mine")
def my_duties() -> str:
    """我的事: what is mine (or nobody's yet) and not done, the nearest day first."""
    reads()
    db, unit = reading(), my_unit()
    lines = lines_of(db, unit)
    mine = [line for line in lines if is_for_me(line)]
    return render_template(
        "plan/mine.html",
        unsigned=_unsigned(db, unit, lines) if guest_scope().may(Deed.DUTIES) else [],
        late=[line for line in mine if line.state == LATE],
        todo=[line for line in mine if line.state == OPEN],
        done=[line for line in lines if line.is_mine and line.state == DONE],
        before=[line for line in lines if line.state == BEFORE and _is_for_me(line)],
        others=len([line for line in lines if line.state in (OPEN, LATE) and not is_for_me(line)]),
        scope=guest_scope(),
    )


@console.post("/plans/<code>/sign")
def sign_plan(code: str) -> Answer:
    """签收, with or without taking everything in hand for now."""
    plan, unit = plan_for(code, Deed.DUTIES), my_unit()
    now, takes_all = this_desk().clock(), request.form.get("stand_in") == "1"
    to = url_for("console.plan" if takes_all else "console.plan_owners", code=code)

    def work() -> str:
        signed = carry(lambda db: sign(db, plan, unit, me().id, now, stand_in=takes_all))
        return signed_words(signed, takes_all=takes_all)

    return tried(work, lambda: "", to)


def signed_words(signed: Signed, *, takes_all: bool) -> str:
    """The same in the chat: 签好了。你们单位9件事要办，先都归你。最近一件……"""
    whose = "先都归你，以后再分" if takes_all else "下面一件一件分"
    nearest = ""
    if signed.nearest is not None and signed.duty is not None:
        day = near(signed.nearest.formal, this_desk().today())
        nearest = f"\n最近一件：{day}前，{signed.duty.needs}。"
    done = "签好了" if signed.is_new else "早就签过了"
    return f"{done}。你们单位{signed.counted}，{whose}。{nearest}"


def lines_of(db: Db, unit: Row) -> list[Line]:
    """Every duty of a unit as a line, what is done last and the rest by day."""
    stands = duties_on(db, book(), unit, this_desk().today())
    names = names_of(db, [one.owner_id for one in stands])
    return [line_of(one, guest_scope(), this_desk().today(), names, me().id) for one in stands]


def is_for_me(line: Line) -> bool:
    """Mine and to be done; what nobody has in hand is for whoever may hand it out."""
    return line.state in (OPEN, LATE) and _is_for_me(line)


def _is_for_me(line: Line) -> bool:
    return line.is_mine or (not line.owner and guest_scope().may(Deed.DUTIES))


def _unsigned(db: Db, unit: Row, lines: Sequence[Line]) -> list[Plan]:
    """Plans that ask something of this unit now and that nobody has signed for."""
    asking = {line.plan.code: line.plan for line in lines}
    return [plan for plan in asking.values() if signings.signing_of(db, plan.code, unit["id"]) is None]


def _listed(db: Db, plan: Plan, unit: Row, lines: Sequence[Line]) -> Listed:
    mine = [line for line in lines if line.plan.code == plan.code]
    signed, counts = signings.signing_of(db, plan.code, unit["id"]), counted(mine)
    signer = names_of(db, [signed["signed_by_id"]]).get(signed["signed_by_id"], "") if signed else ""
    waits = [line for line in mine if line.state in (OPEN, LATE)]
    nearest = min(waits, key=lambda line: (line.state != OPEN, line.due.formal), default=None)
    done, open_, late, before = (counts[name] for name in (DONE, OPEN, LATE, BEFORE))
    return Listed(plan, signed, signer, done, open_, late, before, nearest)
