"""The month's public notice: figures that betray nobody, as words and as a picture, ready to post."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from flask import Response, abort, render_template, request
from sqlalchemy import ColumnElement, and_, func, or_, select

from models.base import Db, Row
from models.hazards import Hazard
from models.units import Unit, find_unit
from reports.bulletin import Month, picture, text, warning
from rules.hazard import COUNTED
from web.console.doing import NOT_YOURS
from web.console.doorkeeper import console, guest_scope
from web.console.ledger.lines import kind_names
from web.console.ledger.publishing import first_picture
from web.console.naming import without_names
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed

SENTENCES, LONGEST, BACK = 4, 600, 12


@console.get("/notice")
def notice() -> str:
    """The words to copy and the picture to keep; the sentences can be written otherwise first."""
    first = _month_asked()
    month = _month(reading(), first)
    return render_template(
        "notice.html",
        month=month,
        first=first,
        words=text(month),
        warning=warning(month),
        months=_months_back(this_desk().today()),
        good="\n".join(month.good),
        waiting="\n".join(month.waiting),
    )


@console.get("/notice.png")
def notice_picture() -> Response:
    """The same as a picture."""
    first = _month_asked()
    answer = Response(picture(_month(reading(), first)), mimetype="image/png")
    answer.headers["Content-Disposition"] = f"inline; filename=notice-{first:%Y-%m}.png"
    return answer


def _month_asked() -> date:
    """The first day of the month asked for; the month that ended last where none is."""
    scope = guest_scope()
    if not scope.may(Deed.PUBLISH) or scope.home_id is None:
        abort(403, NOT_YOURS)
    months = _months_back(this_desk().today())
    asked = request.args.get("month", "")
    return next((month for month in months if f"{month:%Y-%m}" == asked), months[1])


def _months_back(today: date) -> list[date]:
    """This month and those before, the newest first."""
    months = [today.replace(day=1)]
    while len(months) < BACK:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months


def _month(db: Db, first: date) -> Month:
    """What the ledger of the hospital says of this month."""
    home_id = guest_scope().home_id or 0
    start, end = _instant(first), _instant(_next(first))
    ours = and_(Hazard.unit_id == home_id, Hazard.status.in_(sorted(COUNTED)))
    found = and_(ours, Hazard.reported_at >= start, Hazard.reported_at < end)
    closed = and_(ours, Hazard.closed_at >= start, Hazard.closed_at < end)
    stood = and_(ours, Hazard.reported_at < end, or_(Hazard.closed_at.is_(None), Hazard.closed_at >= end))
    late = and_(stood, Hazard.due_on < min(_next(first), this_desk().today()))
    not_fixed = or_(Hazard.fixed_at.is_(None), Hazard.fixed_at >= end)
    return Month(
        hospital=find_unit(db, home_id)["name"],
        year=first.year,
        month=first.month,
        found=_count(db, found),
        closed=_count(db, closed),
        open=_count(db, stood),
        overdue=_count(db, and_(late, not_fixed)),
        by_kind=_by_kind(db, found),
        by_place=_by_place(db, found),
        good=_sentences(db, "good", home_id, closed),
        waiting=_sentences(db, "waiting", home_id, and_(stood, Hazard.owner_id.is_not(None))),
        pictures=_pictures(db, closed),
    )


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), this_desk().zone).astimezone(UTC)


def _count(db: Db, which: ColumnElement[bool]) -> int:
    return int(db.execute(select(func.count()).select_from(Hazard).where(which)).scalar_one())


def _by_kind(db: Db, which: ColumnElement[bool]) -> list[tuple[str, int]]:
    names = kind_names()
    query = select(Hazard.category, func.count()).where(which).group_by(Hazard.category)
    return [(names.get(code, "其他"), count) for code, count in db.execute(query.order_by(Hazard.category))]


def _by_place(db: Db, which: ColumnElement[bool]) -> list[tuple[str, int]]:
    query = select(Unit.name, func.count()).select_from(Hazard).join(Unit, Unit.id == Hazard.department_id)
    counted = query.where(which).group_by(Unit.name).order_by(Unit.name)
    return [(name, count) for name, count in db.execute(counted)]


def _sentences(db: Db, name: str, home_id: int, which: ColumnElement[bool]) -> Sequence[str]:
    """What was written on the page, else briefs of the ledger; those reported without a name are left out."""
    if name in request.args:
        said = request.args[name][:LONGEST].splitlines()
    else:
        known = and_(which, Hazard.anonymous.is_(False), Hazard.brief != "")
        query = select(Hazard.brief, Hazard.measure).where(known).order_by(Hazard.id.desc()).limit(SENTENCES)
        said = [_sentence(row) for row in db.execute(query).mappings()]
    return [without_names(db, home_id, line.strip()) for line in said if line.strip()][:SENTENCES]


def _sentence(row: Row) -> str:
    return f"{row['brief']}：{row['measure']}" if row["measure"] else str(row["brief"])


def _pictures(db: Db, closed: ColumnElement[bool]) -> tuple[bytes | None, bytes | None]:
    """Before and after of the newest one put right that has both."""
    newest = select(Hazard.id).where(closed).order_by(Hazard.closed_at.desc()).limit(SENTENCES)
    for hazard_id in db.execute(newest).scalars():
        both = first_picture(db, hazard_id, "before"), first_picture(db, hazard_id, "after")
        if all(both):
            return both
    return None, None
