"""干部 of a union above hospitals: how far the inspections are, where nobody was for long, and who looks after which unit."""

from flask import render_template, request, url_for

from actions.plan.cadres import caring, inspecting
from models.base import Db, Row
from models.plan import inspections
from web.console.cadres.found import KIND_WORDS, day_or_none, my_union, names_of, one_id, window_of
from web.console.days import day_of, span_of
from web.console.doorkeeper import console
from web.console.trying import Answer, my_id, tried
from web.desk import this_desk
from web.reading import reading
from web.work import carry

MOST_DAYS, SHOWN = 999, 8


@console.get("/cadres")
def cadres() -> str:
    """包靠和督导 on one page."""
    return _page(my_union())


def _page(union: Row) -> str:
    db, today = reading(), this_desk().today()
    days = _days_asked()
    cared = caring.cared_for(db, union, today)
    progress = inspecting.progress(db, union, *window_of(union, today))
    return render_template(
        "cadre/overview.html",
        union=union,
        today=today,
        days=days,
        cared=cared,
        neglected=caring.neglected(cared, today, days),
        progress=progress,
        cadres=caring.cadres_of(db, union["id"]),
        running=[row for one in cared for row in one.care],
        visits=_visits(db, union, names_of([one.unit for one in cared])),
        open_findings=_open(db, [one.unit["id"] for one in cared]),
        day_of=day_of,
        span_of=span_of,
        shown=SHOWN,
    )


def _days_asked() -> int:
    """How long is long, as it stands in the address."""
    asked = request.args.get("days", type=int)
    return asked if asked is not None and 1 <= asked <= MOST_DAYS else caring.USUAL_DAYS


def _visits(db: Db, union: Row, names: dict[int, str]) -> list[dict[str, object]]:
    """The newest visits with the names of their units."""
    today = this_desk().today()
    rows = inspecting.visits_of(db, union["id"], today - caring.OLDEST, today)
    return [
        {
            "id": row["id"],
            "day": row["happened_on"],
            "kind": KIND_WORDS.get(row["kind"], ""),
            "title": row["title"],
            "units": "、".join(names.get(unit, "别的单位") for unit in row["unit_ids"]),
            "private": row["kind"] in caring.PRIVATE,
        }
        for row in rows[: SHOWN * 2]
    ]


def _open(db: Db, units: list[int]) -> list[Row]:
    return [row for row in inspections.findings_below(db, units) if row["state"] != "closed"]


@console.post("/cadres/care")
def set_care() -> Answer:
    """A cadre looks after a unit from a day on."""
    union, desk, by = my_union(), this_desk(), my_id()
    today = desk.today()

    def work() -> str:
        cadre, unit, day = one_id("cadre"), one_id("unit"), day_or_none("from_on") or today

        def keep(db: Db) -> int:
            return caring.look_after(
                db, union, cadre, unit, from_on=day, now=desk.clock(), by_id=by, today=today
            )

        carry(keep)
        return "包靠记下了，统计表第7格会数上。"

    return tried(work, lambda: _page(union), url_for("console.cadres"))


@console.post("/cadres/care/<int(max=999999999999):care_id>/end")
def end_care(care_id: int) -> Answer:
    """The last day of an assignment is today."""
    union, today = my_union(), this_desk().today()

    def work() -> str:
        carry(lambda db: caring.end(db, union["id"], care_id, today))
        return "这条包靠到今天为止。"

    return tried(work, lambda: _page(union), url_for("console.cadres"))
