"""To the union and to whoever hangs up codes: words that are no hazard, and codes nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import short
from models import people
from models.base import Row
from models.plan import inspections, sheets


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

    def sheet(self, errand: Errand) -> Outcome:
        """收下了、退回了：what became of a sheet, to whoever handed it in."""
        row = self.speaker.writer.carry(lambda db: sheets.find_sheet(db, errand["payload"]["sheet"]))
        if row is None:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        month, is_back = row["formal"].month, errand["payload"]["verb"] == "return"
        text = (
            lines(f"{month}月的表退回来了：{short(row['note'], 60)}", "改好了再回 统计表 报出。")
            if is_back
            else f"{month}月的表上面收下了。"
        )
        what = f"{month}月的表{'退回来了' if is_back else '收下了'}"
        to = f"/console/sheets/{row['id']}"
        lack = short(row["note"], 18) if is_back else "不用再管"
        return self.speaker.reach(
            errand["person_id"],
            text,
            what=what,
            when=self.speaker.clock(),
            lack=lack,
            once=errand["key"],
            to=to,
        )

    def finding(self, errand: Errand) -> Outcome:
        """督导意见来了、退回来了：what to mend, until when."""
        row = self.speaker.writer.carry(lambda db: inspections.find_finding(db, errand["payload"]["finding"]))
        if row is None or row["state"] == "closed":
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        is_back = errand["payload"]["verb"] == "back"
        said_ = row["note"] if is_back else row["opinion"]
        day = f"{row['due_on'].month}月{row['due_on'].day}日"
        head = "督导意见退回来了" if is_back else "上级督导提了一条意见"
        text = lines(f"{head}，{day}前改好：", f"“{short(said_, 60)}”", "在网页“方案”里的督导意见下回复。")
        due = datetime.combine(row["due_on"], time(17), self.speaker.house.clocks.zone)
        return self.speaker.reach(
            errand["person_id"],
            text,
            what="督导意见" + ("退回来了" if is_back else "要回复"),
            when=due,
            lack=short(said_, 18),
            once=errand["key"],
            to="/console/findings",
        )

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
