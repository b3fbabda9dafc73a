"""To the union and to whoever hangs up codes: words that are no hazard, and codes nobody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from actions.plan.doing import half_told, manning
from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import short
from models import conversations, people
from models.base import Row
from models.plan import deeds, inspections, sheets
from rules.clocks import day_of
from rules.plan.wording import near
from rules.workdays import with_weekday

SEEN = ("agree", "object")
"""What the chairman says of a draft."""


@dataclass(frozen=True)
class News:
    """What became of a sheet: in the chat, and in two fields of the template; ``is_open`` while it can be handed in."""

    text: str
    what: str
    lack: str
    is_open: bool


def _of_sent(row: Row, errand: Errand) -> News:
    month = row["formal"].month
    if errand["payload"]["verb"] != "return":
        return News(f"{month}月的表上面收下了。", f"{month}月的表收下了", "不用再管", is_open=False)
    text = lines(f"{month}月的表退回来了：{short(row['note'], 60)}", "改好了再回 统计表 报出。")
    return News(text, f"{month}月的表退回来了", short(row["note"], 18), is_open=True)


def _of_draft(row: Row, said: Mapping[str, Any]) -> News | None:
    """None when it was handed in meanwhile."""
    if row["state"] != sheets.DRAFT:
        return None
    month, last = row["formal"].month, with_weekday(row["formal"])
    if said["verb"] == "agree":
        text = lines(f"给主席看的{month}月表：同意。", f"回 统计表 报出，最晚{last}。")
        return News(text, f"{month}月的表：主席同意了", "还没报出", is_open=True)
    why = said["why"] or "没写要改什么"
    text = lines(f"给主席看的{month}月表，要改：“{short(why, 50)}”", f"改好了回 统计表 报出，最晚{last}。")
    return News(text, f"{month}月的表：主席要改", short(why, 18), is_open=True)


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
        """收下了、退回了、同意、要改：what became of a sheet, to whoever handed it in or fills it in."""
        row = self.speaker.writer.carry(lambda db: sheets.find_sheet(db, errand["payload"]["sheet"]))
        if row is None:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        news = (
            _of_draft(row, errand["payload"]) if errand["payload"]["verb"] in SEEN else _of_sent(row, errand)
        )
        if news is None:
            return UNWANTED
        if errand["person_id"] is None:
            return self._to_union(errand, news.text, what=news.what, lack=news.lack)
        facts = {"what": news.what, "lack": news.lack, "to": f"/console/sheets/{row['id']}"}
        return self.speaker.reach(
            errand["person_id"], news.text, when=self._until(row, news), once=errand["key"], **facts
        )

    def _until(self, row: Row, news: News) -> datetime:
        """The last day of what is still to be handed in; of what is over the moment it was."""
        now = self.speaker.clock()
        last = datetime.combine(row["formal"], time(17), self.speaker.house.clocks.zone)
        return last if news.is_open and last > now else now

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

    def half_told(self, errand: Errand) -> Outcome:
        """没记完：asked once, where the window is open; 待办 keeps it all the same."""
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        person_id = errand["person_id"]
        told = self.speaker.writer.carry(lambda db: half_told.waiting(db, person_id, self.speaker.clock()))
        accounts = self.speaker.writer.carry(lambda db: conversations.conversations_of(db, person_id))
        if not told or not accounts or not conversations.window_is_open(accounts[0], self.speaker.clock()):
            return UNWANTED
        ask = "回 接着记，一句话就能补上；不要了回 不记了。"
        return self.speaker.push(accounts[0]["id"], lines(f"没记完：{told[0]['words']}。", ask))

    def manned(self, errand: Errand) -> Outcome:
        """明天9:00，门诊大厅，你管：拍照: to whoever has a post of the day or is in charge, once; no hour that nobody told."""
        deed = self.speaker.writer.carry(lambda db: deeds.find_deed(db, errand["payload"]["deed"]))
        person = self.speaker.writer.carry(lambda db: people.find_person(db, errand["person_id"]))
        posts = manning.posts_of(deed, person["name"]) if deed and deed["voided_at"] is None else []
        leads = bool(deed and deed["voided_at"] is None and manning.leads(deed, person["name"]))
        if deed is None or not (posts or leads):
            return UNWANTED
        clocks = self.speaker.house.clocks
        begins = manning.begins(deed, clocks)
        on = near(deed["happened_on"], day_of(self.speaker.clock(), clocks))
        where, job = deed["place"] or "地点问经办人", _job("、".join(posts), leads=leads)
        text = lines(f"{on}{manning.begins_at(deed)}，{deed['title']}，{where}。", f"{job}。")
        what, lack = f"{on}{deed['title']}", f"{where}，{job.replace('：', '')}"
        return self.speaker.reach(person["id"], text, what=what, when=begins, lack=lack, once=errand["key"])

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


def _job(posts: str, *, leads: bool) -> str:
    """``你负责，还管：拍照``."""
    if not leads:
        return f"你管：{posts}"
    return f"你负责，还管：{posts}" if posts else "你负责"
