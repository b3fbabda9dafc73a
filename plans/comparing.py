"""Two documents side by side: what came, what went, what changed. Days are compared by their place in the year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.table_saying import say_day, say_duty, say_rhythm, say_whom
from rules.plan.document import Form, Kind, Phase, Plan
from rules.plan.dues import dues
from rules.plan.duty import Duty


class Fate(StrEnum):
    """What became of a part of the old document."""

    ADDED = "多了"
    DROPPED = "少了"
    CHANGED = "改了"


class Part(StrEnum):
    """What a change is about."""

    PLAN = "方案"
    DUTY = "事"
    KIND = "履职记录"
    PHASE = "阶段"
    FORM = "报表"


@dataclass(frozen=True)
class Change:
    """One difference. ``name`` is what people call the thing; ``field``, ``old`` and ``new`` only where it changed."""

    fate: Fate
    part: Part
    code: str
    name: str
    field: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        head = f"{self.fate}：{self.part}“{self.name}”"
        return f"{head}的{self.field}，{self.old or '空'} → {self.new or '空'}" if self.field else head


Said = Mapping[str, str]
Named = tuple[str, str, Said]
"""The code of a part, its name, and what is said of it by field."""


def compare(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Every difference a person should look at, the document first, then its duties and the rest."""
    found = list(_fields(Part.PLAN, new.code, new.short, _of_plan(old), _of_plan(new)))
    pairs = paired(old.duties, new.duties)
    found += _changes(
        Part.DUTY, [_duty(d, old) for d in old.duties], [_duty(d, new) for d in new.duties], pairs
    )
    for part, before, after in (
        (Part.KIND, list(map(_kind, old.kinds)), list(map(_kind, new.kinds))),
        (Part.PHASE, list(map(_phase, old.phases)), list(map(_phase, new.phases))),
        (Part.FORM, list(map(_form, old.forms)), list(map(_form, new.forms))),
    ):
        found += _changes(part, before, after, {code: code for code, _, _ in before})
    return tuple(found)


def dropped_from_parent(parent: Plan, child: Plan) -> tuple[Change, ...]:
    """What a local document leaves out or asks less of than the one it follows: it may add, never drop.

    Only duties that bind those whom the local document is addressed to; a later day or fewer times is asking less.
    """
    pairs = paired(parent.duties, child.duties)
    own = {duty.code: duty for duty in child.duties}
    found: list[Change] = []
    for duty in parent.duties:
        if not set(duty.whom) & set(child.recipients):
            continue
        if duty.code not in pairs:
            found.append(Change(Fate.DROPPED, Part.DUTY, duty.code, duty.needs))
        else:
            found += _less(duty, own[pairs[duty.code]], child.recipients)
    return tuple(found)


MOST_DROPPED = 5
"""So many duties of the parent are named one by one, where the document has none of them."""


def less_than_parent(parent: Plan, child: Plan) -> list[str]:
    """Why a local document does not hold beside the one it says it follows, a sentence with its cure each."""
    changes = dropped_from_parent(parent, child)
    dropped = [change for change in changes if not change.field]
    bound = [duty for duty in parent.duties if set(duty.whom) & set(child.recipients)]
    if len(dropped) == len(bound) > MOST_DROPPED:
        return [
            f"上级方案{parent.short}的{len(dropped)}件事这里一件也没有：两份一起办，“上级方案”（parent）空着就行；"
            "要代替它，把事抄全。"
        ]
    return [_less_said(parent, change) for change in changes]


def _less_said(parent: Plan, change: Change) -> str:
    if not change.field:
        return f"{parent.short}要办“{change.name}”，这里没有：只能加，不能减，补上这一件。"
    return f"“{change.name}”的{change.field}比{parent.short}松了（{change.old} → {change.new}）：只能更严，改回来。"


def paired(old: Sequence[Duty], new: Sequence[Duty]) -> dict[str, str]:
    """Which duty of the new document an old one is: by code, else by the same words of the document, else by name."""
    found = {duty.code: duty.code for duty in old if any(other.code == duty.code for other in new)}
    for same in (_quote, _needs):
        left = {same(duty): duty.code for duty in new if duty.code not in found.values()}
        for duty in old:
            if duty.code not in found and same(duty) in left:
                found[duty.code] = left.pop(same(duty))
    return found


def _quote(duty: Duty) -> str:
    return "".join(duty.quote.split())


def _needs(duty: Duty) -> str:
    return duty.needs


def _less(duty: Duty, own: Duty, recipients: Sequence[str]) -> Iterator[Change]:
    changed = (Fate.CHANGED, Part.DUTY, own.code, own.needs)
    if own.goal.measure == duty.goal.measure and own.goal.at_least < duty.goal.at_least:
        yield Change(*changed, "次数", str(duty.goal.at_least), str(own.goal.at_least))
    if missing := [level for level in duty.whom if level in recipients and level not in own.whom]:
        yield Change(*changed, "谁", say_whom(duty.whom), f"少了{say_whom(missing)}")
    if _is_later(own, duty):
        yield Change(*changed, "到哪天", say_rhythm(duty.rhythm), say_rhythm(own.rhythm))


def _is_later(own: Duty, duty: Duty) -> bool:
    """Whether any of its days comes after the one it stands for, or there are fewer of them, in the year of both."""
    year = max(own.base_year, duty.base_year)
    mine, theirs = [due.formal for due in dues(own, year)], [due.formal for due in dues(duty, year)]
    return len(mine) < len(theirs) or any(a > b for a, b in zip(mine, theirs, strict=False))


def _changes(
    part: Part, old: Sequence[Named], new: Sequence[Named], pairs: Mapping[str, str]
) -> Iterator[Change]:
    after = {code: (name, said) for code, name, said in new}
    met = set()
    for code, name, said in old:
        other = pairs.get(code, "")
        if other not in after:
            yield Change(Fate.DROPPED, part, code, name)
            continue
        met.add(other)
        yield from _fields(part, other, after[other][0], said, after[other][1])
    yield from (Change(Fate.ADDED, part, code, name) for code, name, _ in new if code not in met)


def _fields(part: Part, code: str, name: str, old: Said, new: Said) -> Iterator[Change]:
    for field in dict.fromkeys((*old, *new)):
        before, after = old.get(field, ""), new.get(field, "")
        if before != after:
            yield Change(Fate.CHANGED, part, code, name, field, before, after)


def _of_plan(plan: Plan) -> Said:
    return {
        "文号": plan.number,
        "标题": plan.title,
        "简称": plan.short,
        "发文单位": plan.issuer,
        "年份": str(plan.year),
        "起": say_day(plan.first),
        "止": say_day(plan.last),
        "发给": say_whom(plan.recipients),
        "主题": "、".join(name for name, _ in plan.themes),
        "上级方案": plan.parent,
    }


def _duty(duty: Duty, plan: Plan) -> Named:
    """A duty that begins with its document says no day of its own: that day would be told for each of them."""
    said = say_duty(duty, {kind.code: kind.name for kind in plan.kinds})
    return duty.code, duty.needs, said | ({"从哪天": ""} if duty.opens == plan.first else {})


def _kind(kind: Kind) -> Named:
    said = {
        "名称": kind.name,
        "叫法": "、".join(kind.words),
        "归在": kind.group,
        "讲": "、".join(kind.topics),
    }
    return kind.code, kind.name, said


def _phase(phase: Phase) -> Named:
    return (
        phase.code,
        phase.name,
        {"起": say_day(phase.first), "止": say_day(phase.last), "原话": phase.phrase},
    )


def _form(form: Form) -> Named:
    cells = {f"第{rule.cell}格": f"{' '.join(rule.label.split())}（{rule.rule}）" for rule in form.cells}
    return form.code, form.name, {"起": say_day(form.since), "止": say_day(form.until), **cells}
