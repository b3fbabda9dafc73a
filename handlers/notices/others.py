"""To the union and to whoever hangs up codes: words that are no hazard, and codes nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.courier import Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import short
from models import people
from models.base import Row


@dataclass(frozen=True)
class ToOthers:
    """News that is about no hazard."""

    speaker: Speaker

    def passed_on(self, errand: Errand) -> Outcome:
        """有人跟工会说：in the words it was said."""
        words = errand["payload"]["words"]
        text = lines("有人在随手拍里跟工会说（没进台账）：", f"“{short(words, 80)}”")
        return self._to_union(errand, text, what="有人跟工会说", lack=words)

    def unknown_code(self, errand: Errand) -> Outcome:
        """旧码：somebody scanned a code that the register does not know."""
        code = errand["payload"]["code"]
        text = lines(f"有人扫了一个不认得的码：{code}。", "可能旧了，换张新的；台账网页里“地点”能打印。")
        return self._to_union(errand, text, what="墙上有旧码", lack=code)

    def _to_union(self, errand: Errand, text: str, *, what: str, lack: str) -> Outcome:
        """To the first of the union whom anything reaches."""
        outcome = Outcome("given_up", "花名册里还没有工会的人")
        for person in self._union(errand["payload"]["home"]):
            outcome = self.speaker.reach(
                person["id"], text, what=what, when=self.speaker.clock(), lack=lack, once=errand["key"]
            )
            if outcome.state != "given_up":
                return outcome
        return outcome

    def _union(self, home_id: int) -> Sequence[Row]:
        return self.speaker.writer.carry(lambda db: people.union_of(db, home_id))
