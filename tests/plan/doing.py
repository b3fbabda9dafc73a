"""What 赵琳 of 市二院 does in the year that is played again, and when: signs, files, trains, drills, hands in."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from actions.plan import signing
from actions.plan.doing import deeds
from actions.plan.figures import sheets as act
from models.base import Db
from models.units import find_unit
from tests.plan.replayed import SHANGHAI, Replay, at
from tests.plan.sending import MONTHLY, asked_on, plan

MONTHS = list(MONTHLY)
"""The formal days of the monthly table."""
DONE = {
    "receipt": "2015-12-29 10:00",
    "scheme": "2016-01-20 10:00",
    "handbook": "2016-01-20 10:05",
    "agenda": "2016-01-20 10:10",
    "monthly-table": "2016-02-24 15:00",
    "drills": "2016-04-12 16:00",
    "drill-departments": "2016-07-05 16:00",
    "training-for-all": "2016-05-03 17:00",
    "publicity-national-day": "2016-09-14 09:00",
}
"""When 市二院 has done what; of the table it is the one of February, of what comes before a node the deed for it."""


def done_by(replay: Replay) -> Mapping[datetime, Callable[[], None]]:
    """What 赵琳 does, and when."""
    people, ward = ("赵琳", "吴护士"), replay.hospital.ids["二院内科"]

    def holds(kind: str, *came: str, departments: tuple[int, ...] = ()) -> Callable[[], None]:
        return lambda: _holds(replay, kind, came, departments)

    return {
        at(DONE["receipt"]): lambda: _signs(replay),
        at(DONE["scheme"]): holds("scheme"),
        at(DONE["handbook"]): holds("handbook"),
        at(DONE["agenda"]): holds("agenda"),
        at("2016-01-29 15:00"): lambda: _sends(replay, MONTHS[0]),
        at(DONE["monthly-table"]): lambda: _sends(replay, MONTHS[1]),
        at("2016-03-10 15:00"): holds("drill"),
        at(DONE["drills"]): holds("drill"),
        at(DONE["training-for-all"]): holds("training", *people),
        at(DONE["drill-departments"]): holds("drill", departments=(ward,)),
        at(DONE["publicity-national-day"]): holds("node-publicity"),
    }


def _holds(replay: Replay, kind: str, came: tuple[str, ...], departments: tuple[int, ...]) -> None:
    now, ids = replay.hospital.now, replay.hospital.ids

    def work(db: Db) -> None:
        said = deeds.Said(kind, now.astimezone(SHANGHAI).date(), departments=departments)
        deed = deeds.record(db, replay.second, said, now, ids["赵琳"], today=said.happened_on)
        for name in came:
            deeds.come(db, deed, ids[name], now, how="typed")

    replay.hospital.carry(work)


def _signs(replay: Replay) -> None:
    now, ids = replay.hospital.now, replay.hospital.ids
    replay.hospital.carry(
        lambda db: signing.sign(db, plan(), find_unit(db, replay.second), ids["赵琳"], now, stand_in=True)
    )


def _sends(replay: Replay, formal: date) -> None:
    now, asked = replay.hospital.now, asked_on(formal)

    def work(db: Db) -> None:
        unit = find_unit(db, replay.second)
        sheet, today = act.draft(db, asked, unit, now), now.astimezone(SHANGHAI).date()
        facts = {"how": "system", "now": now, "by_id": None, "today": today, "zone": SHANGHAI}
        act.send(db, sheet, asked, unit, **facts)

    replay.hospital.carry(work)
