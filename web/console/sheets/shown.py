"""A sheet on the screen: the form as it is printed, every number a way into what stands behind it. Statements stay below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

from flask import current_app, url_for

from actions.plan.figures.drilling import (
    DEED,
    HAZARD,
    VISIT,
    Behind,
    Eyes,
    Line,
    behind,
    cut_before,
    difference,
)
from actions.plan.figures.figuring import Built
from models.base import Db, Row
from models.plan import sheets
from rules.plan.cells import RULES
from rules.plan.document import CellRule, Form
from rules.plan.figure import Figure, as_read, printed
from web.console.days import span_of
from web.console.doorkeeper import guest_scope
from web.console.sheets.found import Found, own_unit
from web.desk import this_desk
from web.rights import Deed

COLUMNS = lcm(2, 3, 4) * 3
WAITING, UNVERIFIED, NO_HEADS = "待核实，核实了就算", "待验收，验了就算", "没填人数"
MENDS = {
    WAITING: ("现在就核实", "reported"),
    UNVERIFIED: ("报出前去验收", "fixed"),
    "还在整改": ("去催一催", "assigned"),
}
"""What makes a record count: the tap, and the stage of the ledger it opens."""
CADRE_RULES = {
    "person-times": ("缺一次督导？补记", "console.new_visit"),
    "units-in-care": ("谁包靠哪家，去记", "console.cadres"),
}
"""What cadres do is kept on their own pages."""
DEED_RULES = ("sessions", "people-at", "leaders-at", "units-acting", "people-taking-part")


@dataclass(frozen=True)
class Cell:
    """One label and its number. ``heads`` are people without names in it; widths are columns of the form."""

    code: str
    label: str
    text: str
    heads: int
    label_width: int
    width: int


@dataclass(frozen=True)
class Open:
    """A cell that was opened: its rule in a sentence, both numbers, what is behind it, and the tap that mends it."""

    code: str
    label: str
    say: str
    unit: str
    figure: Figure | None
    span: str
    last: Figure | None
    behind: Behind | None
    late: int
    mend: tuple[str, str] | None
    is_people: bool
    came: int
    went: int
    before: str
    after: str


def rows_of(form: Form, built: Built) -> list[list[Cell]]:
    """The rows of the form, with its spans, and what each cell prints."""
    texts = printed(built.cells, built.frame)
    rows = []
    for boxes in form.layout.rows:
        share = COLUMNS // len(boxes)
        label = share // 2 if len(boxes) == 1 else share * 2 // 3
        rows.append([
            Cell(box.cell, box.label, texts.get(box.cell, ""), _heads(built, box.cell), label, share - label)
            for box in boxes
        ])  # fmt: skip
    return rows


def _heads(built: Built, code: str) -> int:
    figure = built.cells.get(code)
    return figure.attested - figure.capped if figure else 0


def order_of(form: Form) -> list[str]:
    """The cells as one reads them."""
    return [box.cell for boxes in form.layout.rows for box in boxes]


def chosen(form: Form, asked: str) -> str:
    """The cell that is open: the one asked for, else the one people ask about first."""
    order = order_of(form)
    if asked in order:
        return asked
    return next((rule.cell for rule in form.cells if rule.rule == "hazards-found"), order[0])


def opened(db: Db, found: Found, copy: Built, now: Built, code: str) -> Open:
    """One cell with everything behind it."""
    form, order = found.asked.form, order_of(found.asked.form)
    rule, at = form.rule_of(code), order.index(code)
    before = sheets.sheet_before(db, form.key, found.unit["id"], found.asked.due.formal)
    before = before if before and before["formal"] >= copy.frame.first else None
    refs, figure = list(copy.trace.get(code, ())), copy.cells.get(code)
    inside = _behind(db, found, refs, now if found.is_draft else copy, code, before) if copy.trace else None
    came, went = ([], []) if found.is_draft else difference(refs, now.trace.get(code, ()))
    return Open(
        code=code,
        label=rule.label.replace("\n", ""),
        say=RULES[rule.rule].say,
        unit=RULES[rule.rule].counts,
        figure=figure,
        span=span_of(copy.frame.first, copy.frame.last),
        last=as_read(before["cells"]).get(code) if before else None,
        behind=inside if figure else None,
        late=_late(figure, inside, before),
        mend=_mend(rule) if found.is_mine and figure else None,
        is_people=RULES[rule.rule].of_people,
        came=len(came) if now.trace else 0,
        went=len(went) if now.trace else 0,
        before=order[at - 1] if at else "",
        after=order[at + 1] if at + 1 < len(order) else "",
    )


def _behind(db: Db, found: Found, refs: Sequence[str], built: Built, code: str, before: Row | None) -> Behind:
    desk = this_desk()
    eyes = Eyes(
        names=may_name(db, found.unit),
        kinds=desk.plans.kinds(db, found.unit),
        until=cut_before(before, desk.zone),
        before=frozenset(before["trace"].get(code, ()) if before else ()),
    )
    return behind(db, refs, built.left_out.get(code, ()), eyes)


def may_name(db: Db, unit: Row) -> bool:
    """Names stay in the hospital, and there with those who may read them."""
    return guest_scope().may(Deed.NAME) and own_unit(db)["id"] == unit["id"]


def _late(figure: Figure | None, inside: Behind | None, before: Row | None) -> int:
    """上期补录: of records those that are marked so; of people what was counted, for they have no day of their own."""
    if figure is None or before is None:
        return 0
    marked = sum(line.is_late for line in inside.lines) if inside else 0
    return max(figure.late, marked)


def _mend(rule: CellRule) -> tuple[str, str] | None:
    """The tap that makes the cell right and where it leads; None where the ledger is mended."""
    if rule.rule in CADRE_RULES:
        words, page = CADRE_RULES[rule.rule]
        return (words, url_for(page)) if guest_scope().may(Deed.CADRES) else None
    if rule.rule not in DEED_RULES:
        return None
    return "缺一场？补记", url_for("console.new_deed", kind=rule.kinds[0] if rule.kinds else "training")


def link_of(line: Line, unit: Row) -> str:
    """The page of a record; empty where this guest has none."""
    if line.about == HAZARD and line.key:
        many = guest_scope().many_hospitals
        return url_for("console.hazard", number=line.key, **({"unit": unit["code"]} if many else {}))
    if line.about in (DEED, VISIT) and "console.deed" in current_app.view_functions:
        return url_for("console.deed", deed_id=line.key)
    return ""


def mends(unit: Row) -> Mapping[str, tuple[str, str]]:
    """For each reason that can still be mended: the words of the tap and where it leads."""
    more = {"unit": unit["code"]} if guest_scope().many_hospitals else {}
    return {
        why: (words, url_for("console.ledger", show="all", status=status, **more))
        for why, (words, status) in MENDS.items()
    }
