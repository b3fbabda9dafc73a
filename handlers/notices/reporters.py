"""To the reporter: what is still missing, what was heard, who comes, and how it ended. Never to a nameless one."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import called, hour_of, phones, short
from handlers.report.alarms.safety import ADVICE, plight_of
from models import conversations, hazards, people, photos
from models.base import Row
from rules.hazard import Status


@dataclass(frozen=True)
class ToReporters:
    """What a reporter hears unasked, in the forty-eight hours in which we may speak."""

    speaker: Speaker

    def nudge(self, errand: Errand) -> Outcome:
        """三十分钟：the photo still lacks its sentence."""
        row = self._row(errand)
        if row["status"] != Status.DRAFT or row["description"] or row["reporter_id"] is None:
            return UNWANTED
        said = ("刚才那张照片还差一句：在哪、怎么了？", "说了就有人去弄，语音也行。", "发错了回 删")
        return self.speaker.push(row["reporter_id"], lines(*said))

    def same_photo(self, errand: Errand) -> Outcome:
        """同一张又来了：said once; nothing was recorded twice."""
        row = self._row(errand)
        if row["status"] != Status.DRAFT or row["description"]:
            return UNWANTED
        said = f"这张{errand['payload']['number']}号里有了，没记第二遍。"
        return self.speaker.push(errand["to_id"], lines(said, "要是另一处，说一句在哪里、怎么了。"))

    def photo_gone(self, errand: Errand) -> Outcome:
        """图没取下来：asked for once more, if the window is open."""
        row = self._row(errand)
        if row["status"] == Status.WITHDRAWN:
            return UNWANTED
        if row["number"] is None:
            return self.speaker.push(errand["to_id"], "刚才有张照片没取下来，方便就重发一下。")
        gone, kept = self.speaker.writer.carry(lambda db: photos.count_gone(db, row["id"]))
        rest = f"别的{kept}张都在" if kept else "话都在" if row["description"] else "别的没动"
        said = (
            f"{row['number']}号有{gone}张照片没取下来，{rest}。",
            f"方便就把那张重发一下：先回 {row['number']}，选1补充，再发。",
        )
        return self.speaker.push(errand["to_id"], lines(*said))

    def rebound(self, errand: Errand) -> Outcome:
        """换了微信：the old account hears of it."""
        at = hour_of(self.speaker.clock(), self.speaker.house.clocks.zone)
        said = (
            f"你的名字刚绑到另一个微信上（{at}）。",
            "是你换手机，不用管；不是你，回 不是我",
        )
        name = self._person(errand["payload"]["person"])["name"]
        return self.speaker.knock(
            errand["to_id"], name, lines(*said), what="你的名字绑到了别的微信", lack="不是你，回 不是我"
        )

    def released(self, errand: Errand) -> Outcome:
        """被解开的：why, and what to do if it was really them."""
        name = self._person(errand["payload"]["person"])["name"]
        said = (f"这个微信和{name}解开了：{name}说不是自己绑的。", "真是你，请安全员当面认一下。报隐患照常。")
        return self.speaker.knock(errand["to_id"], "", lines(*said), what="微信和名字解开了", lack=said[1])

    def known(self, errand: Errand) -> Outcome:
        """认好了：whose name stands under the reports from now on."""
        person = self._person(errand["person_id"])
        said = (f"认得你了，{person['name']}。以前报的也算上了。", "不是你？回 不是我")
        return self.speaker.push(errand["to_id"], lines(*said))

    def heard(self, errand: Errand) -> Outcome:
        """听写好了：what the officer wrote down."""
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        row = self._row(errand)
        said = f"{row['number']}号安全员听了，写的是：“{short(row['description'], 40)}”。"
        return self.speaker.push(errand["to_id"], lines(said, f"不对就回 {row['number']}"))

    def asked(self, errand: Errand) -> Outcome:
        """安全员问：the answer goes by the number."""
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        row = self._row(errand)
        asks = f"{row['number']}号安全员问：“{errand['payload']['text']}”"
        return self.speaker.push(errand["to_id"], lines(asks, f"回 {row['number']} 就能答。"))

    def nobody_came(self, errand: Errand) -> Outcome:
        """5分钟没人接：ring again."""
        row = self._row(errand)
        if row["responder_id"] is not None or row["status"] != Status.REPORTED or not row["urgent"]:
            return UNWANTED
        house, kind = self.speaker.house, plight_of(row)
        dial = ADVICE[kind].dial if kind else "119"
        ring = f"{dial}或院内{house.emergency_phone}" if house.emergency_phone else phones(house, dial)
        return self.speaker.push(
            errand["to_id"], lines(f"{row['number']}号还没有人接。", f"请再打一次{ring}。")
        )

    def somebody_comes(self, errand: Errand) -> Outcome:
        """有人接了：who."""
        row = self._row(errand)
        person = self._person(errand["person_id"])
        who = f"{person['unit_name']} {person['name']}"
        return self.speaker.push(errand["to_id"], f"{row['number']}号{who}接了，正在去。你先顾好自己。")

    def invited(self, errand: Errand) -> Outcome:
        """X18：请你看一眼: three lines, the answer goes by the number."""
        row = self._row(errand)
        if row["status"] != Status.FIXED or row["reporter_id"] is None:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        number = row["number"]
        text = lines(f"{number}号说是弄好了，你路过看一眼？", f"回 {number}，好了没好点一下就行。")
        return self._reach_or_push(row, errand, text, "请你看一眼", "好了没好，回号")

    def standing(self, errand: Errand) -> Outcome:
        """派了、好了、没进台账、并了：only while it is still true."""
        row = self._row(errand)
        tell = STANDINGS.get(row["status"])
        if tell is None or row["status"] != errand["payload"]["status"]:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        text = lines(*tell(self, row, errand))
        if row["status"] != Status.CLOSED:
            return self.speaker.push(errand["to_id"], text)
        return self._reach_or_push(row, errand, text, "弄好了", "没弄好或又犯了，回号")

    def _reach_or_push(self, row: Row, errand: Errand, text: str, what: str, lack: str) -> Outcome:
        """By template where the window is shut and the account is somebody's; else a push alone."""
        account = self.speaker.writer.carry(lambda db: conversations.find_conversation(db, errand["to_id"]))
        if account["person_id"] is None:
            return self.speaker.push(account["id"], text)
        number = errand["payload"].get("number") or row["number"]
        return self.speaker.reach(
            account["person_id"],
            text,
            what=f"{what}：{number}号{called(row)}",
            when=self.speaker.clock(),
            lack=lack,
            once=f"{errand['kind']}{errand['id']}",
        )

    def _assigned(self, row: Row, errand: Errand) -> tuple[str, ...]:
        owner, due = self._person(row["owner_id"]), row["due_on"]
        first = f"{errand['payload']['number']}号派人了：{owner['unit_name']}在办，{due.month}月{due.day}日前弄好。"
        return first, f"想看走到哪了，回 {errand['payload']['number']}"

    def _closed(self, row: Row, errand: Errand) -> tuple[str, ...]:
        at = row["closed_at"].astimezone(self.speaker.house.clocks.zone)
        number = errand["payload"]["number"]
        name = self._name(errand["to_id"])
        last = f"谢谢你，{name}。" if name else "谢谢你。"
        seen = f"{number}号弄好了，安全员{at.month}月{at.day}日去看过。"
        return seen, f"没弄好或又犯了，回 {number}。{last}"

    def _redirected(self, row: Row, errand: Errand) -> tuple[str, ...]:
        number, phone = row["number"], self.speaker.house.repair_phone
        return (
            f"{number}号没进隐患台账：是报修。",
            f"已转后勤报修 {phone}。" if phone else "已转后勤报修。",
            f"你报得没错，下次照样发。不同意回 {number}",
        )

    def _rejected(self, row: Row, errand: Errand) -> tuple[str, ...]:
        number = row["number"]
        return (
            f"{number}号没进隐患台账：{short(row['reason'], 40)}。",
            f"你报得没错，下次照样发。不同意回 {number}",
        )

    def _merged(self, row: Row, errand: Errand) -> tuple[str, ...]:
        target = self.speaker.writer.carry(lambda db: hazards.find_hazard(db, row["merged_into"]))
        first = f"{row['number']}号和{target['number']}号是一处，并过去了，算你一起报的。"
        if target["status"] != Status.ASSIGNED:
            return first, f"想看走到哪了，回 {row['number']}"
        owner, due = self._person(target["owner_id"]), target["due_on"]
        return first, f"{target['number']}号：{owner['unit_name']}在办，{due.month}月{due.day}日前。"

    def _row(self, errand: Errand) -> Row:
        return self.speaker.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))

    def _name(self, account_id: int) -> str:
        account = self.speaker.writer.carry(lambda db: conversations.find_conversation(db, account_id))
        return self._person(account["person_id"])["name"] if account["person_id"] else ""

    def _person(self, person_id: int) -> Row:
        return self.speaker.writer.carry(lambda db: people.find_person(db, person_id))


Tell = Callable[[ToReporters, Row, Errand], tuple[str, ...]]

STANDINGS: dict[str, Tell] = {
    Status.ASSIGNED: ToReporters._assigned,
    Status.CLOSED: ToReporters._closed,
    Status.REDIRECTED: ToReporters._redirected,
    Status.REJECTED: ToReporters._rejected,
    Status.MERGED: ToReporters._merged,
}
