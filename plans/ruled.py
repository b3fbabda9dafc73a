"""From a file that was read to what the rules know: dates become days of the document's year, ladders become steps."""

from datetime import date, time

from plans import official as written
from rules.plan.document import CellRule, Clause, Form, Kind, Phase, Plan, Undefined
from rules.plan.duty import (
    Anchor,
    Duty,
    Goal,
    Measure,
    OnDates,
    OnDays,
    OnNode,
    OnRest,
    Rhythm,
    Step,
    Timing,
    To,
    Words,
)
from rules.plan.form import Box, Layout
from rules.plan.yearday import YearDay


def ruled(plan: written.Plan) -> Plan:
    """The document as the rules know it."""
    return Plan(
        code=plan.plan,
        number=plan.number,
        title=plan.title,
        short=plan.short,
        issuer=plan.issuer,
        issued_on=plan.issued_on,
        year=plan.year,
        first=YearDay.of(plan.first, plan.year),
        last=YearDay.of(plan.last, plan.year),
        recipients=plan.recipients,
        preamble=tuple(Clause(entry.clause, entry.quote, entry.how) for entry in plan.preamble),
        phases=tuple(_phase(phase, plan.year) for phase in plan.phases),
        kinds=tuple(_kind(kind) for kind in plan.kinds),
        duties=tuple(_duty(duty, plan) for duty in plan.duties),
        forms=tuple(_form(form, plan) for form in plan.forms),
        undefined=tuple(Undefined(word.phrase, word.days, word.clauses) for word in plan.undefined),
        names=plan.names,
        basis=plan.basis,
        themes=tuple((theme.name, theme.means) for theme in plan.themes),
        publicity=plan.publicity,
        printed=_printed(plan.printed),
        parent=plan.parent,
    )


def _printed(printed: written.Printed | None) -> tuple[str, ...]:
    if printed is None:
        return ()
    return printed.by, printed.on.isoformat() if printed.on else "", printed.proof


def _phase(phase: written.Phase, year: int) -> Phase:
    first, last = YearDay.of(phase.first, year), YearDay.of(phase.last, year)
    return Phase(phase.code, phase.name, phase.clauses, first, last, phase.phrase)


def _kind(kind: written.Kind) -> Kind:
    return Kind(
        kind.code, kind.name, kind.group, kind.words or (kind.name,), kind.clauses, kind.topics, kind.needs
    )


def _duty(duty: written.Duty, plan: written.Plan) -> Duty:
    steps = (*plan.ladders.get(duty.ladder, ()), *duty.steps)
    return Duty(
        plan=plan.plan,
        code=duty.code,
        clauses=duty.clauses,
        article=duty.article,
        quote=duty.quote,
        whom=duty.whom,
        needs=duty.needs,
        rhythm=_rhythm(duty.due, plan.year),
        opens=YearDay.of(duty.opens or plan.first, plan.year),
        goal=_goal(duty.goal, plan.plan),
        steps=tuple(_step(step, plan.year) for step in steps),
        base_year=plan.year,
        carries_on=plan.carries_on,
        last_year=plan.last_year,
        phrase=duty.phrase,
        once=duty.once,
    )


def _rhythm(due: written.OnDays | written.OnDates | written.OnNode, year: int) -> Rhythm:
    if isinstance(due, written.OnDays):
        return OnDays(due.day, tuple(sorted(set(due.months))))
    if isinstance(due, written.OnNode):
        return OnNode(due.node)
    return OnDates(tuple(YearDay.of(day, year) for day in sorted(set(due.dates))))


def _goal(goal: written.Goal, plan: str) -> Goal:
    form = goal.form if ":" in goal.form or not goal.form else f"{plan}:{goal.form}"
    return Goal(Measure(goal.measure), goal.kinds, goal.at_least, goal.topics, goal.evidence, form)


def _step(step: written.Step, year: int) -> Step:
    return Step(
        code=step.code,
        when=_timing(step.when, written.USUAL_WHEN),
        by=_timing(step.by, written.USUAL_BY),
        words=Words(step.what, step.lack, "\n".join(step.chat)),
        to=To(step.to),
        since=YearDay.of(step.since, year) if step.since else None,
        every=step.every,
        asks=tuple(step.asks.items()),
    )


def _timing(timing: written.Timing, usual: time) -> Timing:
    at = timing.at or usual
    return Timing(timing.days, at, Anchor(timing.anchor), OnRest(timing.on_rest))


def _form(form: written.Form, plan: written.Plan) -> Form:
    boxes = tuple(tuple(Box(cell.cell, cell.label) for cell in row) for row in form.rows)
    cells = (cell for row in form.rows for cell in row)
    return Form(
        plan=plan.plan,
        code=form.code,
        name=form.name,
        clauses=(*form.clauses, *(cell.clause for row in form.rows for cell in row if cell.clause)),
        layout=Layout(form.title, form.header, boxes, form.notes),
        cells=tuple(CellRule(c.cell, c.label, c.rule, c.kinds, c.whom) for c in cells),
        since=_day(form.since, plan.year),
        until=_day(form.until, plan.year),
        defaults=form.defaults,
    )


def _day(day: date, year: int) -> YearDay:
    return YearDay.of(day, year)
