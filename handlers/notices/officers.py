"""To officers: what came in, several in one message; what burns goes alone, at once, to everybody on duty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.deputies import present
from actions.looking import officers_for
from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import AFTER, called, hour_of, whole
from models import hazards, outbox, units
from models.base import Db, Row
from rules.clocks import day_of, look_by
from rules.hazard import Status

NAMED = 4


@dataclass(frozen=True)
class ToOfficers:
    """News for those who look after a place."""

    speaker: Speaker

    def tell(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """两分钟后：whoever looks after the place by now gets a line of news each."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        if row["status"] != Status.REPORTED:
            return UNWANTED
        officers = present(
            db, officers_for(db, row), day_of(now, self.speaker.house.clocks), both=row["urgent"]
        )
        if not officers:
            return Outcome("given_up", "还没有安全员")
        told: set[int | None] = set() if row["urgent"] else outbox.told_of(db, row["id"])
        told.add(row["person_id"])  # whoever reports knows
        news = [_line_for(row, o, errand, now) for o in officers if o["id"] not in told]
        if news:
            outbox.post(db, *news)
        return Outcome("done")

    def news(self, errands: Sequence[Errand]) -> Mapping[int, Outcome]:
        """新来的：one message for several hazards of one officer; what burns goes first and alone."""
        outcomes: dict[int, Outcome] = {}
        rows = self._still_open(errands)
        for person_id in dict.fromkeys(errand["person_id"] for errand in errands):
            mine = [errand for errand in errands if errand["person_id"] == person_id]
            outcomes |= {e["id"]: UNWANTED for e in mine if e["hazard_id"] not in rows}
            for batch in _batches([e for e in mine if e["hazard_id"] in rows], rows):
                told = [rows[e["hazard_id"]] for e in batch]
                outcome = self._speak_to(person_id, told, f"news{batch[0]['id']}")
                outcomes |= {e["id"]: outcome for e in batch}
        return outcomes

    def _still_open(self, errands: Sequence[Errand]) -> dict[int, Row]:
        def look(db: Db) -> dict[int, Row]:
            rows = (hazards.find_hazard(db, errand["hazard_id"]) for errand in errands)
            return {row["id"]: row for row in rows if row["status"] == Status.REPORTED}

        return self.speaker.writer.carry(look)

    def _speak_to(self, person_id: int, rows: Sequence[Row], once: str) -> Outcome:
        """To an officer: the text where the window is open, the template where not."""
        first = rows[0]
        if self.speaker.is_night and not first["urgent"]:
            return self.speaker.in_the_morning()
        text = self._burning(first) if first["urgent"] else _new(rows)
        what = f"{'急：' if first['urgent'] else '新隐患：'}{first['number']}号{called(first)}"
        told = first["reported_at"] or self.speaker.clock()
        due = told if first["urgent"] else look_by(told, self.speaker.house.clocks)
        lack = f"共{len(rows)}件，回 待办" if len(rows) > 1 else "待核实，回 待办"
        if first["urgent"]:
            lack = f"没人接，接了回 {first['number']}"
        to = f"/console/hazards/{first['number']}" if len(rows) == 1 else ""
        return self.speaker.reach(person_id, text, what=what, when=due, lack=lack, once=once, to=to)

    def _burning(self, row: Row) -> str:
        """急：when, what, whom to ring, and how one says that one goes."""
        at = hour_of(row["reported_at"] or row["recorded_at"], self.speaker.house.clocks.zone)
        ring = self.speaker.writer.carry(lambda db: _telephone(db, row))
        call = f"先打电话：{ring}" if ring else "先打电话问现场"
        return lines(f"【急】{row['number']}号 {at} {whole(row)}", call, f"接了回 {row['number']}")


def _line_for(row: Row, officer: Row, errand: Errand, now: datetime) -> dict[str, Any]:
    line = outbox.errand(f"news:{errand['id']}:{officer['id']}", "news", now=now, hazard_id=row["id"])
    return line | {"person_id": officer["id"], "stale_at": now + 2 * AFTER}


def _batches(errands: Sequence[Errand], rows: Mapping[int, Row]) -> list[list[Errand]]:
    burning = [[e] for e in errands if rows[e["hazard_id"]]["urgent"]]
    calm = [e for e in errands if not rows[e["hazard_id"]]["urgent"]]
    return burning + ([calm] if calm else [])


def _new(rows: Sequence[Row]) -> str:
    named = "、".join(f"{row['number']}{called(row)}" for row in rows[:NAMED])
    more = "等" if len(rows) > NAMED else ""
    return lines(f"新来{len(rows)}件：{named}{more}。", "回 待办，半分钟一件。")


def _telephone(db: Db, row: Row) -> str:
    """The department's telephone; never the reporter's own."""
    if row["department_id"] is None:
        return ""
    department = units.find_unit(db, row["department_id"])
    return f"{department['name']} {department['phone']}" if department["phone"] else ""
