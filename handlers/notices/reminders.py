"""To the union's officer: what an official document asks for soon, in the words of the document's file."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot.courier import Errand, Outcome
from handlers.notices.speaking import Speaker
from rules.windows import Due
from rules.wording import filled


@dataclass(frozen=True)
class Reminders:
    """Reminders of days that stand in a document."""

    speaker: Speaker

    def remind(self, errand: Errand) -> Outcome:
        """到日子了：the days are counted from the moment it is really said."""
        now, clocks = self.speaker.clock(), self.speaker.house.clocks
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        said = errand["payload"]
        formal, target = date.fromisoformat(said["formal"]), date.fromisoformat(said["target"])
        today = now.astimezone(clocks.zone).date()
        fill = partial(filled, due=Due(formal, target, said["guessed"]), today=today)
        return self.speaker.reach(
            errand["person_id"],
            fill(said["chat"]),
            what=fill(said["what"]),
            when=_not_over(datetime.fromisoformat(said["by"]), formal, now),
            lack=fill(said["lack"]),
            once=f"remind{errand['id']}",
        )


def _not_over(by: datetime, formal: date, now: datetime) -> datetime:
    """Said so late that its own hour is over, a reminder names the last day."""
    return by if by > now else datetime.combine(formal, by.timetz())
