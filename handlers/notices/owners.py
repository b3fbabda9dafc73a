"""To the person who has to put it right."""

from dataclasses import dataclass
from datetime import datetime

from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import called, whole
from models import hazards
from rules.hazard import Status


@dataclass(frozen=True)
class ToOwners:
    """News for owners."""

    speaker: Speaker

    def assigned(self, errand: Errand) -> Outcome:
        """派给你一件：to the owner."""
        row = self.speaker.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))
        if row["status"] != Status.ASSIGNED or row["owner_id"] != errand["person_id"]:
            return UNWANTED
        if self.speaker.is_night and not row["urgent"]:
            return self.speaker.in_the_morning()
        due, clocks = row["due_on"], self.speaker.house.clocks
        how = f"，{row['measure']}" if row["measure"] else ""
        text = lines(
            f"派给你1件：{row['number']} {whole(row)}{how}，{due.month}/{due.day}前。",
            f"回 {row['number']} 看。",
        )
        return self.speaker.reach(
            errand["person_id"],
            text,
            what=f"派给你：{row['number']}号{called(row)}",
            when=datetime.combine(due, clocks.night_look, clocks.zone),
            lack=row["measure"] or "待整改",
            once=errand["key"],
        )

    def urged(self, errand: Errand) -> Outcome:
        """上报人催了：to whoever has it."""
        row = self.speaker.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))
        if row["status"] != Status.ASSIGNED or row["owner_id"] is None:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        due, clocks = row["due_on"], self.speaker.house.clocks
        text = lines(
            f"{row['number']} {whole(row)}：报的人来问进展了，{due.month}/{due.day}前。",
            f"弄好了跟安全员说一声；回 {row['number']} 看。",
        )
        return self.speaker.reach(
            row["owner_id"],
            text,
            what=f"催办：{row['number']}号{called(row)}",
            when=datetime.combine(due, clocks.night_look, clocks.zone),
            lack="上报人来问进展",
            once=errand["key"],
        )
