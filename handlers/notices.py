"""What leaves the house unasked: nudges, news for officers and owners, and the clocks of a draft."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from actions import hazards as act
from bot.courier import AGAIN, UNWANTED, Bag, Errand, Outcome
from bot.fetching import Fetcher
from bot.trouble import PlatformDown, PlatformError
from bot.turn import House, lines
from bot.writer import Writer
from handlers.phrases import AFTER, called, whole
from handlers.report.steps import LATE
from models import conversations, hazards, outbox, people
from models.base import Db, Row
from rules.clocks import look_by
from rules.hazard import Part, Status


class Mouth(Protocol):
    """How we speak unasked."""

    def send_text(self, openid: str, text: str) -> Mapping[str, Any]: ...

    def send_template(
        self, openid: str, template_id: str, data: Mapping[str, str], *, url: str = "", once: str = ""
    ) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Template:
    """The one template of notices: its id, and what its four fields are called in this account."""

    id: str = ""
    what: str = "thing1"
    who: str = "thing2"
    when: str = "time3"
    lack: str = "thing4"


@dataclass(frozen=True)
class Notices:
    """Everything the notices need."""

    writer: Writer
    mouth: Mouth | None
    house: House
    template: Template
    clock: Callable[[], datetime]

    def bag(self, fetcher: Fetcher) -> Bag:
        """Who carries what."""
        return Bag(
            carriers={
                "fetch_photo": fetcher.fetch,
                "purge_photos": fetcher.purge,
                "nudge": self.nudge,
                "photo_gone": self.photo_gone,
                "tell_rebound": self.tell_rebound,
                "tell_owner": self.tell_owner,
            },
            chores={
                "settle_draft": self.settle_draft,
                "forget_draft": self.forget_draft,
                "tell_officers": self.tell_officers,
            },
            rounds={"news": self.news},
        )

    def settle_draft(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """一天没说明：the photo counts anyway, and the talk stays open for its sentence."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        if row["status"] != Status.DRAFT:
            return UNWANTED
        act.report(db, row["id"], now, self.house.clocks, part=Part.SYSTEM, text="一天没有说明，先记上")
        if row["reporter_id"] is not None:
            talk = conversations.find_conversation(db, row["reporter_id"])
            if talk["step"] == "idle" or talk["about"].get("hazard") == row["id"]:
                facts = {"step": LATE, "about": {"hazard": row["id"]}, "until": now + 3 * AFTER}
                conversations.change_conversation(
                    db, row["reporter_id"], choices={}, choices_at=None, **facts
                )
        return Outcome("done")

    def forget_draft(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """一天没说是隐患：the words are withdrawn; they never were in the ledger."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        if row["status"] != Status.DRAFT:
            return UNWANTED
        act.withdraw(db, row, "没有确认是隐患", now)
        return Outcome("done")

    def tell_officers(self, db: Db, errand: Errand, now: datetime) -> Outcome:
        """两分钟后：whoever looks after the place by now gets a line of news each."""
        row = hazards.find_hazard(db, errand["hazard_id"])
        if row["status"] != Status.REPORTED:
            return UNWANTED
        officers = act.officers_for(db, row)
        if not officers:
            return Outcome("given_up", "还没有安全员")
        told: set[int | None] = set() if row["urgent"] else outbox.told_of(db, row["id"])
        news = [self._line_for(row, o, errand, now) for o in officers if o["id"] not in told]
        if news:
            outbox.post(db, *news)
        return Outcome("done")

    def _line_for(self, row: Row, officer: Row, errand: Errand, now: datetime) -> dict[str, Any]:
        line = outbox.errand(f"news:{errand['id']}:{officer['id']}", "news", now=now, hazard_id=row["id"])
        return line | {"person_id": officer["id"], "stale_at": now + 2 * AFTER}

    def news(self, errands: Sequence[Errand]) -> Mapping[int, Outcome]:
        """新来的：one message for several hazards of one officer; what burns goes first and alone."""
        outcomes: dict[int, Outcome] = {}
        for person_id in dict.fromkeys(errand["person_id"] for errand in errands):
            mine = [errand for errand in errands if errand["person_id"] == person_id]
            rows = self._still_open(mine)
            outcomes |= {e["id"]: UNWANTED for e in mine if e["hazard_id"] not in rows}
            wanted = [e for e in mine if e["hazard_id"] in rows]
            for batch in self._batches(wanted, rows):
                outcome = self._speak_to(
                    person_id, [rows[e["hazard_id"]] for e in batch], f"news{batch[0]['id']}"
                )
                outcomes |= {e["id"]: outcome for e in batch}
        return outcomes

    def _still_open(self, errands: Sequence[Errand]) -> dict[int, Row]:
        def look(db: Db) -> dict[int, Row]:
            rows = (hazards.find_hazard(db, errand["hazard_id"]) for errand in errands)
            return {row["id"]: row for row in rows if row["status"] == Status.REPORTED}

        return self.writer.carry(look)

    def _batches(self, errands: Sequence[Errand], rows: Mapping[int, Row]) -> list[list[Errand]]:
        burning = [[e] for e in errands if rows[e["hazard_id"]]["urgent"]]
        calm = [e for e in errands if not rows[e["hazard_id"]]["urgent"]]
        return burning + ([calm] if calm else [])

    def _speak_to(self, person_id: int, rows: Sequence[Row], once: str) -> Outcome:
        """To an officer: the text where the window is open, the template where not."""
        text = self._burning(rows[0]) if rows[0]["urgent"] else self._new(rows)
        what = f"{'急：' if rows[0]['urgent'] else '新隐患：'}{rows[0]['number']}号{called(rows[0])}"
        told = rows[0]["reported_at"] or self.clock()
        due = told if rows[0]["urgent"] else look_by(told, self.house.clocks)
        lack = f"共{len(rows)}件，回 待办" if len(rows) > 1 else "待核实，回 待办"
        return self._reach(person_id, text, what=what, when=due, lack=lack, once=once)

    def _new(self, rows: Sequence[Row]) -> str:
        named = "、".join(f"{row['number']}{called(row)}" for row in rows[:4])
        more = "等" if len(rows) > 4 else ""
        return lines(f"新来{len(rows)}件：{named}{more}。", "回 待办，半分钟一件。")

    def _burning(self, row: Row) -> str:
        at = (row["reported_at"] or row["recorded_at"]).astimezone(self.house.clocks.zone).strftime("%H:%M")
        return lines(f"【急】{row['number']}号 {at} {whole(row)}", f"先打电话问现场，细的回 {row['number']}")

    def tell_owner(self, errand: Errand) -> Outcome:
        """派给你一件：to the owner."""
        row = self.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))
        if row["status"] != Status.ASSIGNED or row["owner_id"] != errand["person_id"]:
            return UNWANTED
        due = row["due_on"]
        how = f"，{row['measure']}" if row["measure"] else ""
        text = lines(
            f"派给你1件：{row['number']} {whole(row)}{how}，{due.month}/{due.day}前。",
            f"回 {row['number']} 看。",
        )
        what = f"派给你：{row['number']}号{called(row)}"
        when = datetime.combine(due, self.house.clocks.night_look, self.house.clocks.zone)
        return self._reach(
            errand["person_id"],
            text,
            what=what,
            when=when,
            lack=row["measure"] or "待整改",
            once=errand["key"],
        )

    def nudge(self, errand: Errand) -> Outcome:
        """三十分钟：the photo still lacks its sentence."""
        row = self.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))
        if row["status"] != Status.DRAFT or row["description"] or row["reporter_id"] is None:
            return UNWANTED
        said = ("刚才那张照片还差一句：在哪、怎么了？", "说了就有人去弄，语音也行。", "发错了回 删")
        return self._push(row["reporter_id"], lines(*said))

    def photo_gone(self, errand: Errand) -> Outcome:
        """图没取下来：asked for once more, if the window is open."""
        row = self.writer.carry(lambda db: hazards.find_hazard(db, errand["hazard_id"]))
        if row["status"] == Status.WITHDRAWN:
            return UNWANTED
        if row["number"] is None:
            return self._push(errand["to_id"], "刚才有张照片没取下来，方便就重发一下。")
        said = (
            f"{row['number']}号有照片没取下来，话都在。",
            f"方便就把那张重发一下：先回 {row['number']}，选1补充，再发。",
        )
        return self._push(errand["to_id"], lines(*said))

    def tell_rebound(self, errand: Errand) -> Outcome:
        """换了微信：the old account hears of it."""
        at = self.clock().astimezone(self.house.clocks.zone).strftime("%H:%M")
        said = (
            f"你的名字刚绑到另一个微信上（{at}）。",
            "是你换手机，不用管；不是你，回 不是我",
        )
        return self._push(errand["to_id"], lines(*said))

    def _reach(
        self, person_id: int, text: str, *, what: str, when: datetime, lack: str, once: str
    ) -> Outcome:
        """To a person of the roll, by whatever reaches them today."""
        accounts = self.writer.carry(lambda db: conversations.conversations_of(db, person_id))
        if not accounts:
            return Outcome("given_up", "没绑定微信")
        account = accounts[0]
        if conversations.window_is_open(account, self.clock()):
            outcome = self._push(account["id"], text)
            if outcome.state != "given_up":
                return outcome
        if not self.template.id:
            return Outcome("given_up", "48小时内没和公众号说过话，也没有设置模板消息")
        name = self.writer.carry(lambda db: people.find_person(db, person_id)["name"])
        local = when.astimezone(self.house.clocks.zone)
        data = {
            self.template.what: what[:20],
            self.template.who: name[:20],
            self.template.when: local.strftime("%Y-%m-%d %H:%M"),
            self.template.lack: lack[:20],
        }
        return self._say(
            lambda mouth: mouth.send_template(
                account["openid"], self.template.id, data, url=f"{self.house.public_url}/console/", once=once
            ),
            "template",
        )

    def _push(self, account_id: int, text: str) -> Outcome:
        """A customer-service message, if this person's window is open."""
        account = self.writer.carry(lambda db: conversations.find_conversation(db, account_id))
        if not conversations.window_is_open(account, self.clock()):
            return Outcome("given_up", "窗口已关，微信不让发")
        outcome = self._say(lambda mouth: mouth.send_text(account["openid"], text), "custom")
        if outcome.state == "done":
            return Outcome(
                "done", result=outcome.result, and_then=lambda db: conversations.spend_push(db, account_id)
            )
        return outcome

    def _say(self, send: Callable[[Mouth], Mapping[str, Any]], channel: str) -> Outcome:
        if self.mouth is None:
            return Outcome("given_up", "没有设置公众号的密钥")
        try:
            said = send(self.mouth)
        except PlatformDown as down:
            return Outcome(AGAIN, str(down))
        except PlatformError as error:
            return Outcome("given_up", f"{channel}：{error}")
        result = {"channel": channel, "msgid": str(said.get("msgid", ""))}
        return Outcome("done", result=result)
