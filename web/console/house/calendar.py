"""The calendar of the house: which days are worked, as published, and the days on which this house differs."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import structlog
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from models.base import Db
from models.calendar import TABLE, forget_day, set_day
from rules.words.plain_text import clean
from rules.workdays import Calendar, is_published, is_rest_day, with_weekday
from web.console.doorkeeper import console, guest_scope, guest_view
from web.desk import this_desk
from web.reading import reading
from web.rights import Deed
from web.work import carry

LONGEST_NOTE = 30
WEEK = "一二三四五六日"
NOT_YOURS = "日历由本院的管理员和工会来改。"

log = structlog.get_logger()


@dataclass(frozen=True)
class Own:
    """A day of one's own."""

    is_rest: bool
    note: str


@dataclass(frozen=True)
class Cell:
    """One day of the grid. ``tone``: rest, work, lieu (a weekend that is worked), off (a weekday that is free)."""

    day: date
    tone: str
    is_own: bool
    is_today: bool
    words: str


@console.get("/calendar")
def calendar_page() -> str:
    """This year's months or next year's, from this month on, and what may be said of the day that was tapped."""
    year = _year(request.args.get("year", ""))
    own = own_days_of(reading(), year)
    chosen = _day(request.args.get("day", ""))
    chosen = chosen if chosen and chosen.year == year else None
    months = [_month(year, month, own) for month in range(1, 13)]
    past = this_desk().today().month - 1 if year == this_desk().today().year else 0
    return render_template(
        "calendar.html",
        year=year,
        years=_years(),
        guessed=not is_published(year),
        coming=months[past:],
        gone=months[:past],
        week=WEEK,
        chosen=chosen,
        chosen_words=with_weekday(chosen) if chosen else "",
        usual=is_rest_day(chosen) if chosen else False,
        mine=own.get(chosen) if chosen else None,
        own=[(day, with_weekday(day), own[day]) for day in sorted(own)],
        may=guest_scope().may(Deed.CALENDAR),
        longest=LONGEST_NOTE,
    )


@console.post("/calendar/<day>")
def say_day(day: str) -> Response:
    """上班，休息，or 照公布的 again."""
    if not guest_scope().may(Deed.CALENDAR):
        abort(403, NOT_YOURS)
    meant, said = _day(day), request.form.get("said", "")
    if meant is None or meant.year not in _years() or said not in ("work", "rest", "usual"):
        abort(400)
    note = " ".join(clean(request.form.get("note", "")).split())[:LONGEST_NOTE]
    by_id, is_rest = guest_view().person_id, said == "rest"
    if said == "usual":
        carry(lambda db: forget_day(db, meant))
    else:
        carry(lambda db: set_day(db, meant, is_rest=is_rest, note=note, by_id=by_id))
    log.info("calendar changed", day=meant.isoformat(), said=said, by=by_id)
    flash(f"{with_weekday(meant)}，{ {'work': '上班', 'rest': '休息', 'usual': '照公布的'}[said] }。", "good")
    return redirect(url_for("console.calendar_page", year=meant.year))


def own_days_of(db: Db, year: int) -> dict[date, Own]:
    """The days of one's own within a year."""
    within = TABLE.c.day.between(date(year, 1, 1), date(year, 12, 31))
    rows = db.execute(TABLE.select().where(within)).mappings()
    return {row["day"]: Own(row["is_rest"], row["note"]) for row in rows}


def _month(year: int, month: int, own: Mapping[date, Own]) -> tuple[int, list[list[Cell | None]], int]:
    """The number of a month, its weeks from Monday (None where a day belongs to another month), its working days."""
    known = Calendar({day: said.is_rest for day, said in own.items()})
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    cells = [[_cell(day, known, own) if day.month == month else None for day in week] for week in weeks]
    worked = sum(cell is not None and cell.tone in ("work", "lieu") for week in cells for cell in week)
    return month, cells, worked


def _cell(day: date, known: Calendar, own: Mapping[date, Own]) -> Cell:
    weekend, rests = day.weekday() >= calendar.SATURDAY, known.is_rest(day)
    tone = {(True, True): "rest", (True, False): "lieu", (False, True): "off", (False, False): "work"}
    words = "休息" if rests else "上班"
    note = f"，{own[day].note}" if day in own and own[day].note else ""
    mark = f"，本院定的{note}" if day in own else ""
    return Cell(
        day, tone[weekend, rests], day in own, day == this_desk().today(), f"{with_weekday(day)}{words}{mark}"
    )


def _years() -> tuple[int, int]:
    this_year = this_desk().today().year
    return this_year, this_year + 1


def _year(text: str) -> int:
    years = _years()
    return next((year for year in years if text == str(year)), years[0])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
