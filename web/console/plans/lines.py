"""A duty as one line of a list: how far it is, what is missing, until when, whose it is, and the tap that does it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from actions.plan.standings import Stands
from rules.plan.document import Plan
from rules.plan.dues import Due
from rules.plan.duty import Duty, Measure
from rules.plan.standing import Standing
from web.console.plans.found import done_word, until_words, window_words
from web.rights import Deed, Scope

DONE, OPEN, LATE, ONLY_SAID, BEFORE = "done", "open", "late", "said", "before"
CARE = "care-visit"
"""The kind of deed a cadre of a union above records on the page of cadres."""
TONES = {DONE: "done", OPEN: "waits", LATE: "late", ONLY_SAID: "ended", BEFORE: "ended"}


@dataclass(frozen=True)
class Tap:
    """One thing to tap: what it says, and the page where the thing is done."""

    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """One duty as it is listed."""

    plan: Plan
    duty: Duty
    due: Due
    standing: Standing
    state: str
    said: str
    until: str
    window: str
    owner: str
    is_mine: bool
    tap: Tap | None

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def url(self) -> str:
        return url_for("console.duty", code=self.plan.code, duty=self.duty.code)


def line_of(one: Stands, scope: Scope, today: date, names: Mapping[int, str], me: int) -> Line:
    state = state_of(one.standing, one.due, today, before=one.before)
    return Line(
        plan=one.plan,
        duty=one.duty,
        due=one.due,
        standing=one.standing,
        state=state,
        said=state_words(one.standing, one.due, today, before=one.before),
        until=until_words(one.due, today, done_word(one.plan, one.duty)),
        window=window_words(one.due),
        owner=names.get(one.owner_id or 0, ""),
        is_mine=one.owner_id == me,
        tap=tap_of(one.plan, one.duty, scope) if state in (OPEN, LATE, BEFORE) else None,
    )


def state_of(standing: Standing, due: Due, today: date, *, before: bool = False) -> str:
    """What nobody can do or leave undone is only said; what was due before the unit began here is never late."""
    if not standing.asks:
        return ONLY_SAID
    if standing.is_done:
        return DONE
    if before:
        return BEFORE
    return LATE if due.formal < today else OPEN


def state_words(standing: Standing, due: Due, today: date, *, before: bool = False) -> str:
    """``办完了``, ``还有3天``, ``过了2天``, ``上线前``."""
    days = (due.formal - today).days
    state = state_of(standing, due, today, before=before)
    if state == DONE:
        return "办完了"
    if state == ONLY_SAID:
        return "知道就行"
    if state == BEFORE:
        return "上线前"
    if state == LATE:
        return f"过了{-days}天"
    return f"还有{days}天" if days else "今天截止"


def tap_of(plan: Plan, duty: Duty, scope: Scope) -> Tap | None:
    """Where the thing is done, for those who may do it."""
    goal = duty.goal
    if goal.measure is Measure.SIGNED:
        may = scope.may(Deed.DUTIES)
        return Tap("看3行，签收", url_for("console.plan", code=plan.code, _anchor="sign")) if may else None
    if goal.measure is Measure.SHEET:
        where = "/console/sheets" if is_table(plan, duty) else "/console/reports"
        return Tap("去填表" if is_table(plan, duty) else "去写", where) if scope.may(Deed.SHEETS) else None
    if goal.measure is Measure.PEOPLE:
        return (
            None
            if scope.many_hospitals
            else Tap("看谁还没有", url_for("console.missing", code=plan.code, duty=duty.code))
        )
    if goal.measure is Measure.DEPARTMENTS:
        return (
            None
            if scope.many_hospitals
            else Tap("看缺哪几个", url_for("console.matrix", code=plan.code, duty=duty.code))
        )
    if goal.measure is Measure.UNITS:
        return Tap("去督导", "/console/cadres") if scope.may(Deed.CADRES) else None
    if CARE in goal.kinds and scope.may(Deed.CADRES):
        return _care(duty)
    return _record(plan, duty) if goal.kinds and scope.may(Deed.DEEDS) else None


def _care(duty: Duty) -> Tap:
    """Who looks after whom is settled on the page of cadres; going there is recorded in one step."""
    if len(duty.goal.kinds) == 1:
        return Tap("去包靠", url_for("console.cadres"))
    return Tap("记走访", url_for("console.new_visit", kind=CARE))


def _record(plan: Plan, duty: Duty) -> Tap:
    kind = plan.kind(duty.goal.kinds[0])
    words = "交一份" if kind is not None and kind.group == "filing" else "记一笔"
    return Tap(words, deed_url(duty))


def deed_url(duty: Duty) -> str:
    """The form for a new deed, with the kind this duty asks for."""
    return f"/console/deeds/new?kind={duty.goal.kinds[0]}" if duty.goal.kinds else "/console/deeds/new"


def is_table(plan: Plan, duty: Duty) -> bool:
    """A sheet with cells, not a report in words."""
    return any(form.key == duty.goal.form for form in plan.forms)


def counted(lines: Iterable[Line]) -> Mapping[str, int]:
    """How many lines are done, open, late, and from before."""
    found = dict.fromkeys((DONE, OPEN, LATE, BEFORE), 0)
    for line in lines:
        if line.state in found:
            found[line.state] += 1
    return found
