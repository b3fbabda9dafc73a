"""To the person who has to put it right: what was given, changed, asked; and silence that goes up the line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from actions.chasing import calendar_of, wait_for_answer
from actions.looking import above
from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import called, whole
from models import hazards, people
from models.base import Db, Row
from rules.blocks import OFFICIAL, Block, State, state_of
from rules.clocks import day_of, in_words
from rules.hazard import Status
from rules.pace import silence_ends

END_OF_DAY = time(23, 59)


@dataclass(frozen=True)
class News:
    """What an owner hears: the line, what the template calls it, and at which stage it is still true."""

    line: str
    title: str
    status: Status | None = Status.ASSIGNED
    """None: it is somebody else's by now."""


NEWS: Mapping[str, News] = {
    "assigned": News("派给你1件：{head}{how}，{due}前。", "派给你："),
    "handed_up": News("交到你这里1件：{head}，{due}前。", "上交："),
    "sent_back": News("{head}退回来了：“{reason}”，改到{due}前。", "退回："),
    "extended": News("{head}准了，改到{due}前。", "准延期："),
    "kept_day": News("{head}没准延期，还是{due}前。", "没准延期："),
    "passed_on": News("{head}改派给别人了，不用你管了。", "改派走了：", None),
    "called_off": News("{head}不用弄了，安全员收回了。", "不用弄了：", Status.REJECTED),
}


@dataclass(frozen=True)
class ToOwners:
    """News for owners."""

    speaker: Speaker

    def tell(self, errand: Errand) -> Outcome:
        """派给你一件、退回来了、准了：while it is still true."""
        row = self._row(errand)
        news = NEWS[errand["payload"].get("news", "assigned")]
        if not self._is_true(row, news, errand):
            return UNWANTED
        if self.speaker.is_night and not row["urgent"]:
            return self.speaker.in_the_morning()
        how = f"，{row['measure']}" if row["measure"] else ""
        head = f"{row['number']} {whole(row, 30)}"
        said = news.line.format(head=head, how=how, due=_day(row), reason=row["reason"])
        door = f"回 {row['number']} 看照片、说进展。" if news.status is Status.ASSIGNED else ""
        lack = row["measure"] or "待整改"
        return self._reach(
            row, errand, lines(said, door), f"{news.title}{row['number']}号{called(row)}", lack
        )

    def _is_true(self, row: Row, news: News, errand: Errand) -> bool:
        is_theirs = bool(row["owner_id"] == errand["person_id"])
        if news.status is None:
            return not is_theirs
        return is_theirs and (row["status"] == Status.ASSIGNED) == (news.status is Status.ASSIGNED)

    def urged(self, errand: Errand) -> Outcome:
        """催了：to whoever has it."""
        row = self._row(errand)
        if row["status"] != Status.ASSIGNED or row["owner_id"] is None:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        text = lines(
            f"{row['number']} {whole(row, 30)}：有人来问进展了，{_day(row)}前。",
            f"回 {row['number']} 点一下。",
        )
        title = f"催办：{row['number']}号{called(row)}"
        return self._reach(row, errand, text, title, "有人来问进展", to=row["owner_id"])

    def ask(self, errand: Errand) -> Outcome:
        """Y10：问进展, with when and to whom silence will speak."""
        row = self._row(errand)
        if row["status"] != Status.ASSIGNED or row["owner_id"] != errand["person_id"]:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        now, clocks = self.speaker.clock(), self.speaker.house.clocks
        at, head = self.speaker.writer.carry(lambda db: self._if_silent(db, row, now))
        warned = f"没动静的话，{in_words(at, now, clocks.zone)}会告诉{head}。"
        text = lines(
            f"{row['number']} {called(row)}{_left(row, now, self)}，弄得怎样？回 {row['number']} 点一下。",
            warned,
        )
        outcome = self._reach(row, errand, text, f"问进展：{row['number']}号{called(row)}", warned)
        if outcome.state != "done":
            return outcome
        return outcome.also(lambda db: wait_for_answer(db, row, now, clocks))

    def _if_silent(self, db: Db, row: Row, now: datetime) -> tuple[datetime, str]:
        clocks = self.speaker.house.clocks
        at = silence_ends(clocks.pace, calendar_of(db), day_of(now, clocks), clocks.zone)
        head = above(db, people.find_person(db, row["owner_id"]))
        return at, head["name"] if head else "安全员"

    def ask_block(self, errand: Errand) -> Outcome:
        """重大的措施和资金：each is asked for once."""
        row = self._row(errand)
        block = Block(errand["payload"]["block"])
        if row["status"] != Status.ASSIGNED or state_of(row, block) is State.FILLED:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        name = OFFICIAL[block]
        text = lines(
            f"{row['number']} {whole(row, 30)}：还缺“{name}”，缺了不能销号。",
            f"回一句：{row['number']} {name} …",
        )
        title = f"缺{name}：{row['number']}号"
        return self._reach(row, errand, text, title, f"还缺{name}", to=row["owner_id"])

    def box_over(self, errand: Errand) -> Outcome:
        """这一级到时间了：弄不了就往上交."""
        row = self._row(errand)
        if row["status"] != Status.ASSIGNED or row["tier"] != errand["payload"]["tier"]:
            return UNWANTED
        if row["owner_id"] != errand["person_id"]:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        text = lines(
            f"{row['number']} {whole(row, 30)}：在你这一级放得久了。",
            f"弄不了就往上交，不怪你：回 {row['number']} 选5。",
        )
        return self._reach(row, errand, text, f"该往上交了：{row['number']}号", "弄不了就往上交")

    def _row(self, errand: Errand) -> Row:
        return self.speaker.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))

    def _reach(
        self, row: Row, errand: Errand, text: str, what: str, lack: str, *, to: int | None = None
    ) -> Outcome:
        clocks = self.speaker.house.clocks
        due = row["due_on"] or day_of(self.speaker.clock(), clocks)
        when = datetime.combine(due, END_OF_DAY, clocks.zone)
        person_id = to if to is not None else errand["person_id"]
        deputy = self.speaker.deputy_of(person_id)
        return self.speaker.reach(
            deputy, text, what=what, when=when, lack=lack, once=f"{errand['kind']}{errand['id']}"
        )


def _day(row: Row) -> str:
    return f"{row['due_on'].month}/{row['due_on'].day}" if row["due_on"] else ""


def _left(row: Row, now: datetime, owners: ToOwners) -> str:
    days = (row["due_on"] - day_of(now, owners.speaker.house.clocks)).days
    return {0: "今天到期", 1: "明天到期"}.get(days, f"还有{days}天" if days > 0 else f"超了{-days}天")
