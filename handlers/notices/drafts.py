"""The clocks of a draft: a day without a sentence, and words nobody called a hazard."""

from dataclasses import dataclass
from datetime import datetime

from actions import hazards as act
from actions.arriving import is_only_repeats
from bot.courier import UNWANTED, Errand, Outcome
from handlers.phrases import AFTER
from handlers.report.steps import LATE
from models import conversations, hazards, photos
from models.base import Db, Row
from rules.clocks import Clocks
from rules.hazard import Part, Status


@dataclass(frozen=True)
class Drafts:
    """Chores that end a draft."""

    clocks: Clocks

    def settle(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """一天没说明：the photo counts anyway, and the talk stays open for its sentence."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        if row["status"] != Status.DRAFT:
            return UNWANTED
        if not photos.photos_of(db, row["id"]):
            act.withdraw(db, row, "什么也没发来", now)
            return Outcome("done")
        if is_only_repeats(db, row["id"]):
            act.withdraw(db, row, "同一张照片，已经在别的号里", now)
            return Outcome("done")
        act.report(db, row["id"], now, self.clocks, part=Part.SYSTEM, text="一天没有说明，先记上")
        if row["reporter_id"] is not None:
            _stay_open(db, row, now)
        return Outcome("done")

    def forget(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """一天没说是隐患：the words are withdrawn; they never were in the ledger."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        if row["status"] != Status.DRAFT:
            return UNWANTED
        act.withdraw(db, row, "没有确认是隐患", now)
        return Outcome("done")


def _stay_open(db: Db, row: Row, now: datetime) -> None:
    talk = conversations.find_conversation(db, row["reporter_id"])
    if talk["step"] != "idle" and talk["about"].get("hazard") != row["id"]:
        return
    facts = {"step": LATE, "about": {"hazard": row["id"]}, "until": now + 3 * AFTER}
    conversations.change_conversation(db, row["reporter_id"], choices={}, choices_at=None, **facts)
