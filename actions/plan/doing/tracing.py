"""What one deed counts for: duties of every plan, and cells of the sheets. One deed, many duties."""

from datetime import date
from itertools import groupby

from actions.plan import standings
from actions.plan.book import PlanBook
from actions.plan.figures.frames import Asked, after, current
from models.base import Db, Row
from models.plan import coverage, deeds, sheets
from rules.plan.dues import Due, standing_on
from rules.plan.duty import Duty, Measure
from rules.plan.records import ABOVE, UNION

NAMED = 2


def duties_of(db: Db, book: PlanBook, unit: Row, deed: Row) -> list[str]:
    """What the duties ask for that this deed counts for, in the order of the plans."""
    found = []
    for plan in book.of(db, unit):
        for duty in plan.duties:
            due = standing_on(duty, deed["happened_on"])
            if due is None or deed["kind"] not in duty.goal.kinds or not standings.is_for(duty, unit):
                continue
            if _counts(db, duty, due, unit, deed):
                found.append(duty.needs)
    return list(dict.fromkeys(found))


def _counts(db: Db, duty: Duty, due: Due, unit: Row, deed: Row) -> bool:
    """People are reached by name and departments by being told; a head-count alone reaches neither."""
    if duty.goal.measure is Measure.PEOPLE:
        return bool(deeds.there(db, deed["id"]))
    if duty.goal.measure is Measure.DEPARTMENTS:
        return bool(coverage.departments_there(db, [deed["id"]]).get(deed["id"]))
    return deed["id"] in standings.stand(db, duty, due, unit).deeds


def cells_of(db: Db, book: PlanBook, unit: Row, deed: Row, today: date) -> list[str]:
    """The cells of the sheets that are open: ``2月统计表第3、4格``."""
    by_union = bool({UNION, ABOVE} & set(deed["bodies"]))
    found = []
    for plan, form in book.forms(db, unit):
        asked = current(plan, form, today)
        if asked is None or not form.since.in_year(asked.year) <= deed["happened_on"] <= form.until.in_year(
            asked.year
        ):
            continue
        level = unit["kind"] if unit["kind"] in ("city", "province") else "unit"
        cells = [
            str(at)
            for at, rule in enumerate(form.cells, 1)
            if deed["kind"] in rule.kinds and level in rule.whom and by_union
        ]
        if cells:
            found.append(_on_sheet(db, asked, unit, "、".join(cells)))
    return found


def _on_sheet(db: Db, asked: Asked, unit: Row, cells: str) -> str:
    """``2月统计表第3、4格``; when that went out, the one after it takes what comes late."""
    month = asked.due.formal.month
    row = sheets.newest_sheet(db, asked.form.key, unit["id"], asked.due.formal)
    if row is None or row["state"] not in sheets.STANDING:
        return f"{month}月统计表第{cells}格"
    later = after(asked)
    if later is None:
        return f"{month}月统计表第{cells}格（已报出，要改得更正）"
    return f"{later.due.formal.month}月统计表第{cells}格（{month}月的报过了）"


def counted_in(db: Db, book: PlanBook, unit: Row, deed_id: int, today: date) -> str:
    """``全年培训、2月统计表第3、4格``; empty for what no plan asks for."""
    deed = deeds.find_deed(db, deed_id)
    assert deed is not None
    duties = duties_of(db, book, unit, deed)
    some = [*duties[:NAMED], *cells_of(db, book, unit, deed, today)]
    return "、".join(key for key, _ in groupby(some))
