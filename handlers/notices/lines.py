"""Up the line and to those who decide: silence, a passed day, a letter unanswered, a grave thing not yet proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from actions.deputies import present
from actions.looking import above, officers_for
from bot.courier import UNWANTED, Errand, Outcome
from bot.turn import lines
from handlers.notices.speaking import Speaker
from handlers.phrases import called, short, whole
from models import hazards, letters, listings, outbox, people
from models.base import Db, Row
from rules.clocks import day_of
from rules.hazard import OPEN, Status

OFFICERS_NEWS = {
    "fixed": ("{number} {what}：{owner}说弄好了。", "等你看一眼：回 {number}", "待验收"),
    "longer": ("{number} {what}：{owner}要到{asked}，{why}。", "准不准，回 {number}", "要延期"),
    "not_mine": ("{number} {what}：{reason}。", "退回待办了，重派回 {number}", "要重派"),
    "handed_up": ("{number} {what}：交到{owner}了，{last}。", "出了通知书，请去送：回 {number}", "往上交了"),
    "refused": (
        "{number} {what}：工会不同意销号，{reason}。",
        "退给{owner}接着弄，看回 {number}",
        "不同意销号",
    ),
    "look": ("{number} {what}：弄的人就是安全员，请你去看一眼。", "回 {number}，看过了就能销号", "请你去看"),
}
"""By news: what happened, what one may do, and the same for a template."""

WHEN = {"fixed": Status.FIXED, "look": Status.FIXED, "not_mine": Status.REPORTED}
"""The stage at which the news is still of use; the others while it is being worked on."""


@dataclass(frozen=True)
class UpTheLine:
    """What officers, heads and the union hear while something is being put right."""

    speaker: Speaker

    def officer(self, errand: Errand) -> Outcome:
        """弄好了、要延期、不归他、往上交、请你去看."""
        row, news = self._row(errand), errand["payload"]["news"]
        if row["status"] != WHEN.get(news, Status.ASSIGNED) or self._is_over(row, news):
            return UNWANTED
        if self.speaker.is_night and not row["urgent"]:
            return self.speaker.in_the_morning()
        first, last, lack = OFFICERS_NEWS[news]
        facts = self._facts(row)
        text = lines(first.format(**facts), last.format(**facts))
        return self._reach(
            errand["person_id"], row, text, f"{lack}：{row['number']}号{called(row)}", lack, errand
        )

    def _is_over(self, row: Row, news: str) -> bool:
        return news == "longer" and row["asked_due_on"] is None

    def _facts(self, row: Row) -> dict[str, object]:
        asked = row["asked_due_on"]
        owner = self._person(row["owner_id"])["name"] if row["owner_id"] else "有人"
        return {
            "number": row["number"],
            "what": short(whole(row), 24),
            "owner": "上报人" if row["fixed_on_spot"] else owner,
            "asked": f"{asked.month}/{asked.day}" if asked else "",
            "why": row["asked_why"],
            "reason": row["reason"] or "他说不归他",
            "last": f"{row['due_on'].month}/{row['due_on'].day}前" if row["due_on"] else "",
        }

    def silence(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """没动静：whoever stands above the owner hears of it, and the officers."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        asked = datetime.fromisoformat(errand["payload"]["asked_at"])
        heard = row["progress_at"] is not None and row["progress_at"] >= asked
        if row["status"] != Status.ASSIGNED or row["owner_id"] != errand["person_id"] or heard:
            return UNWANTED
        return _pass_up(db, row, errand, "silent", now, self._today(now))

    def overdue(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """到期没好：the same, once for each deadline."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        same_day = row["due_on"] is not None and row["due_on"].isoformat() == errand["payload"]["due_on"]
        if row["status"] != Status.ASSIGNED or not same_day:
            return UNWANTED
        return _pass_up(db, row, errand, "late", now, self._today(now))

    def _today(self, now: datetime) -> date:
        return day_of(now, self.speaker.house.clocks)

    def up(self, errand: Errand) -> Outcome:
        """到上一级：what help is needed, not who failed."""
        row = self._row(errand)
        if row["status"] != Status.ASSIGNED:
            return UNWANTED
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        owner = self._person(row["owner_id"])
        days = (day_of(self.speaker.clock(), self.speaker.house.clocks) - row["due_on"]).days
        stands = f"超了{days}天" if days > 0 else f"{row['due_on'].month}/{row['due_on'].day}到期"
        heard = "，问了没回音" if errand["payload"]["why"] == "silent" else ""
        text = lines(
            f"{row['number']} {whole(row, 30)}：{owner['unit_name']}{owner['name']}在办，{stands}{heard}。",
            f"看看要不要帮一把：回 {row['number']}",
        )
        what = f"{stands}：{row['number']}号{called(row)}"
        return self._reach(errand["person_id"], row, text, what, f"{owner['name']}在办", errand)

    def decider(self, errand: Errand) -> Outcome:
        """定不定重大：to the head of the hospital."""
        row = self._row(errand)
        if row["level"] != "major" or row["level_by_id"] is not None or row["status"] not in OPEN:
            return UNWANTED
        text = lines(
            f"{row['number']} {whole(row, 40)}：像重大隐患，请你定。", f"回 {row['number']}，点一下就行。"
        )
        what = f"请定：{row['number']}号{called(row)}"
        return self._reach(errand["person_id"], row, text, what, "像重大隐患，请你定", errand)

    def scheme(self, errand: Errand) -> Outcome:
        """整改方案还没来：to the union and the officers who delivered the letter."""
        row = self._row(errand)
        letter = self.speaker.writer.carry(lambda db: letters.find_letter(db, errand["payload"]["letter"]))
        if letter is None or letter["scheme_at"] is not None or row["status"] not in OPEN:
            return UNWANTED
        number = f"〔{letter['year']}〕{letter['seq']}号"
        first = f"通知书{number}（{row['number']}号）今天该有整改方案了，还没收到。"
        if letter["delivered_at"] is None:
            first = f"通知书{number}（{row['number']}号）还没送达。"
        return self._to_watchers(
            row, lines(first, "在台账网页里记上。"), f"整改方案：{row['number']}号", errand
        )

    def listing(self, errand: Errand) -> Outcome:
        """重大还没提请挂牌：to the union."""
        row = self._row(errand)
        proposed = self.speaker.writer.carry(lambda db: listings.listing_of(db, row["id"]))
        if proposed is not None or row["level"] != "major" or row["status"] not in OPEN:
            return UNWANTED
        text = lines(
            f"{row['number']} {whole(row, 30)}：定了重大，还没提请挂牌督办。", "提请了在台账网页里记上。"
        )
        return self._to_watchers(row, text, f"提请挂牌：{row['number']}号", errand)

    def _to_watchers(self, row: Row, text: str, what: str, errand: Errand) -> Outcome:
        """To the first of the union, else of the officers, whom anything reaches."""
        if self.speaker.is_night:
            return self.speaker.in_the_morning()
        outcome = Outcome("given_up", "花名册里还没有工会和安全员")
        for person in self.speaker.writer.carry(lambda db: _watchers(db, row)):
            outcome = self._reach(person["id"], row, text, what, "在台账网页里记上", errand)
            if outcome.state != "given_up":
                return outcome
        return outcome

    def _reach(self, person_id: int, row: Row, text: str, what: str, lack: str, errand: Errand) -> Outcome:
        when = self.speaker.clock()
        once, to = f"{errand['kind']}{errand['id']}", f"/console/hazards/{row['number']}"
        return self.speaker.reach(person_id, text, what=what, when=when, lack=lack, once=once, to=to)

    def _row(self, errand: Errand) -> Row:
        return self.speaker.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))

    def _person(self, person_id: int) -> Row:
        return self.speaker.writer.carry(lambda db: people.find_person(db, person_id))


def _watchers(db: Db, row: Row) -> Sequence[Row]:
    return [*people.union_of(db, row["unit_id"]), *officers_for(db, row)]


def _pass_up(db: Db, row: Row, errand: Errand, why: str, now: datetime, today: date) -> Outcome:
    """One line each for the head above the owner and the officers of the place."""
    head = above(db, people.find_person(db, row["owner_id"]))
    told = {person["id"]: person for person in ([head] if head else [])}
    told |= {person["id"]: person for person in present(db, officers_for(db, row), today)}
    told.pop(row["owner_id"], None)
    if not told:
        return Outcome("given_up", "花名册里没写上一级的负责人")
    outbox.post(
        db,
        *(
            outbox.errand(f"up:{errand['id']}:{person_id}", "tell_above", now=now, hazard_id=row["id"])
            | {"person_id": person_id, "payload": {"why": why}}
            for person_id in told
        ),
    )
    return Outcome("done")
