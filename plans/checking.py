"""Mistakes of a plan that no single field shows: codes used twice, names that lead nowhere, days that cannot be."""

from collections import Counter
from collections.abc import Iterable, Iterator

from plans.official import Duty, Plan
from rules.plan.duty import FURTHEST

Place = tuple[int | str, ...]
Mistake = tuple[Place, str]


def mistakes_in(plan: Plan) -> Iterator[Mistake]:
    """Where in the file, and what is wrong there with its cure."""
    yield from _days(plan)
    yield from _twice("duties", (duty.code for duty in plan.duties))
    yield from _twice("kinds", (kind.code for kind in plan.kinds))
    yield from _twice("phases", (phase.code for phase in plan.phases))
    yield from _twice("forms", (form.code for form in plan.forms))
    for at, duty in enumerate(plan.duties):
        yield from ((("duties", at, *place), said) for place, said in _of_duty(plan, duty))
    yield from _cells(plan)


def _days(plan: Plan) -> Iterator[Mistake]:
    if plan.last < plan.first:
        yield ("to",), "“to”比“from”还早，看看是不是写反了"
    for at, phase in enumerate(plan.phases):
        if phase.last < phase.first:
            yield ("phases", at, "to"), "“to”比“from”还早，看看是不是写反了"


def _twice(part: str, codes: Iterable[str]) -> Iterator[Mistake]:
    listed = list(codes)
    for code, n in Counter(listed).items():
        if n > 1:
            at = max(i for i, one in enumerate(listed) if one == code)
            yield (part, at, "code"), f"代码 {code} 上面用过了，换一个"


def _of_duty(plan: Plan, duty: Duty) -> Iterator[Mistake]:
    kinds, forms = {kind.code for kind in plan.kinds}, {form.code for form in plan.forms}
    for kind in duty.goal.kinds:
        if kind not in kinds:
            yield ("goal", "kinds"), f"kinds 里没有 {kind}，先在 kinds 那一段写上这种履职记录"
    if duty.goal.form and ":" not in duty.goal.form and duty.goal.form not in forms:
        yield from _unless_a_report(duty)
    yield from _of_ladder(plan, duty)


def _of_ladder(plan: Plan, duty: Duty) -> Iterator[Mistake]:
    if duty.ladder and duty.ladder not in plan.ladders:
        known = "、".join(plan.ladders) or "一个也没有"
        yield ("ladder",), f"没有叫 {duty.ladder} 的提醒，ladders 里有：{known}"
    steps = (*plan.ladders.get(duty.ladder, ()), *duty.steps)
    for code, n in Counter(step.code for step in steps).items():
        if n > 1:
            nth = max((i for i, step in enumerate(duty.steps) if step.code == code), default=0)
            yield ("steps", nth, "code"), f"这件事里代码 {code} 上面用过了，换一个"
    for nth, step in enumerate(duty.steps):
        if step.every and step.since is None:
            yield ("steps", nth, "every"), f"写了 every 就要写 since：从哪天起每隔几天（最多{FURTHEST}天）"


def _unless_a_report(duty: Duty) -> Iterator[Mistake]:
    """A report in words has no table; its form carries the code of the duty."""
    if duty.goal.form != duty.code:
        yield ("goal", "form"), f"forms 里没有 {duty.goal.form}；只交文字报告的，form 写 {duty.code}"


def _cells(plan: Plan) -> Iterator[Mistake]:
    kinds = {kind.code for kind in plan.kinds}
    for at, form in enumerate(plan.forms):
        cells = [(r, c, cell) for r, row in enumerate(form.rows) for c, cell in enumerate(row)]
        for row, column, cell in cells:
            if unknown := [kind for kind in cell.kinds if kind not in kinds]:
                yield ("forms", at, "rows", row, column, "kinds"), f"kinds 里没有 {'、'.join(unknown)}"
        for code, n in Counter(cell.cell for _, _, cell in cells).items():
            if n > 1:
                row, column, _ = [place for place in cells if place[2].cell == code][-1]
                yield ("forms", at, "rows", row, column, "cell"), f"指标 {code} 上面用过了，换一个"
