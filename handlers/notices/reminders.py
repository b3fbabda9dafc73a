"""What official documents ask for soon, in the words of the document's file: one message a person, however many duties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial

from actions.plan import standings
from actions.plan.book import due_around
from actions.plan.doing import preparing
from actions.plan.doing.headless import session_kinds, without_heads
from actions.plan.figures.frames import Asked, asked_on
from bot.courier import AGAIN, UNWANTED, Errand, Outcome
from handlers.notices.speaking import Speaker
from models import outbox, units
from models.base import Db
from models.plan import beginnings, sheets
from rules.plan.dues import Due, is_before
from rules.plan.duty import To
from rules.plan.standing import Standing
from rules.plan.wording import LACK, filled

LISTED = 2
END_OF_WORK = time(17)
MINE, SHEETS = "/console/plans/mine", "/console/sheets"


@dataclass(frozen=True)
class Line:
    """One reminder as it would be said alone."""

    errand: Errand
    what: str
    lack: str
    chat: str
    by: datetime
    page: str = ""
    """Where the thing is done, if that is not the page of the duty."""
    unit: str = ""
    """Whose duty it is; empty of what is said to each person for themselves."""


@dataclass(frozen=True)
class Reminders:
    """Reminders of days that stand in a document."""

    speaker: Speaker

    def remind(self, errands: Sequence[Errand]) -> Mapping[int, Outcome]:
        """到日子了：what is not done yet, all of one person's at once."""
        if self.speaker.is_night:
            return {errand["id"]: self.speaker.in_the_morning() for errand in errands}
        outcomes: dict[int, Outcome] = {}
        for person_id in dict.fromkeys(errand["person_id"] for errand in errands):
            mine = [errand for errand in errands if errand["person_id"] == person_id]
            outcomes |= self._to(person_id, mine)
        return outcomes

    def _to(self, person_id: int, mine: Sequence[Errand]) -> dict[int, Outcome]:
        """One person: with what the courier brought, whatever else waits for them now."""
        carry, now = self.speaker.writer.carry, self.speaker.clock()
        ids = [errand["id"] for errand in mine]
        more = carry(lambda db: outbox.take_along(db, mine[0], ids, now))
        said = carry(lambda db: self._lines(db, [*mine, *more]))
        outcome = self._say(person_id, said) if said else UNWANTED
        told = {line.errand["id"] for line in said}
        ends = {errand["id"]: outcome if errand["id"] in told else UNWANTED for errand in (*mine, *more)}
        for errand in more:
            carry(partial(_sign_off, errand=errand, outcome=ends[errand["id"]], now=now))
        return {key: ends[key] for key in ids}

    def _lines(self, db: Db, errands: Sequence[Errand]) -> list[Line]:
        """What is still wanted, the nearest first."""
        found = [line for errand in errands if (line := self._line(db, errand))]
        return sorted(found, key=lambda line: (line.by, line.errand["id"]))

    def _line(self, db: Db, errand: Errand) -> Line | None:
        said, now = errand["payload"], self.speaker.clock()
        today = now.astimezone(self.speaker.house.clocks.zone).date()
        formal, target = date.fromisoformat(said["formal"]), date.fromisoformat(said["target"])
        due = Due(formal, target, said["guessed"], formal, formal)
        if _was_before(db, errand, due, today):
            return None
        standing, unit, asked = self._stands(db, errand, formal)
        if (standing is not None and standing.is_done and said.get("to") != To.MISSING) or asked == []:
            return None
        facts = {
            "needs": said.get("needs", ""),
            "unit": unit,
            "lack": "、".join(asked or ()) or (standing.lack if standing else "") or "看看还缺什么",
        }
        short = facts | {"lack": facts["lack"][:LACK]}
        line = Line(
            errand,
            filled(said["what"], due, today, **short),
            filled(said["lack"], due, today, **short),
            filled(said["chat"], due, today, **facts),
            _not_over(datetime.fromisoformat(said["by"]), formal, now),
            unit="" if said.get("to") == To.MISSING else unit,
        )
        sheet = self._sheet_of(db, errand, formal)
        return _of_sheet(db, line, sheet, today) if sheet else line

    def _sheet_of(self, db: Db, errand: Errand, formal: date) -> Asked | None:
        """The sheet whoever fills it in is reminded of; None of everything else."""
        said = errand["payload"]
        plan = self.speaker.house.plans.find(db, said["plan"])
        duty = plan.duty(said["duty"]) if plan and "duty" in said else None
        found = self.speaker.house.plans.form(db, duty.goal.form) if duty and duty.goal.form else None
        if found is None or errand["unit_id"] is None or said.get("to") != To.OWNER:
            return None
        return asked_on(*found, formal)

    def _stands(self, db: Db, errand: Errand, formal: date) -> tuple[Standing | None, str, list[str] | None]:
        """How the duty stands in this unit now, its name, and what this very step asks for that is not there yet.

        None where the document asks for it no more, or the step for nothing of its own.
        """
        said = errand["payload"]
        plan = self.speaker.house.plans.find(db, said["plan"])
        duty = plan.duty(said["duty"]) if plan and "duty" in said else None
        due = due_around(duty, formal) if duty else None
        if duty is None or due is None or errand["unit_id"] is None:
            return None, "", None
        unit = units.find_unit(db, errand["unit_id"])
        step = next((step for step in duty.steps if step.code == said.get("step") and step.asks), None)
        missing = preparing.is_settled(db, unit["id"], duty, due, step)[1] if step else None
        return standings.stand(db, duty, due, unit), unit["name"], missing

    def _say(self, person_id: int, said: Sequence[Line]) -> Outcome:
        first = said[0]
        if len(said) == 1:
            text, what, lack = first.chat, first.what, first.lack
        else:
            text, what, lack = _digest(said), f"方案里{len(said)}件到日子了", first.what
        once = f"remind{first.errand['id']}"
        return self.speaker.reach(
            person_id, text, what=what, when=first.by, lack=lack, once=once, to=_page(said), of=_units(said)
        )


def _was_before(db: Db, errand: Errand, due: Due, today: date) -> bool:
    """What was over before the unit began here is no news; whoever asks by hand (催) is heard all the same."""
    by_clock = errand["unit_id"] is not None and "step" in errand["payload"]
    return by_clock and due.formal < today and is_before(due, beginnings.began(db, errand["unit_id"]))


def _units(said: Sequence[Line]) -> str:
    """``市一院``, ``市一院等3家``: whose duties are meant."""
    names = list(dict.fromkeys(line.unit for line in said if line.unit))
    return f"{names[0]}等{len(names)}家" if len(names) > 1 else "".join(names)


def _sign_off(db: Db, errand: Errand, outcome: Outcome, now: datetime) -> None:
    """What was taken along ends as the message it was said in; one that is tried again waits as if it had not been."""
    again = outcome.state == AGAIN
    facts = {
        "state": "waiting" if again else outcome.state,
        "reason": outcome.reason,
        "result": dict(outcome.result),
        "lease_until": None,
        "done_at": None if again else now,
    }
    outbox.sign_off(db, errand["id"], errand["claimed_by"], **facts)


def _of_sheet(db: Db, line: Line, asked: Asked, today: date) -> Line:
    """What a sheet lacks is said instead of what one usually looks at; the link opens the draft, where there is one."""
    unit_id = line.errand["unit_id"]
    row = sheets.newest_sheet(db, asked.form.key, unit_id, asked.due.formal)
    line = replace(line, page=f"{SHEETS}/{row['id']}" if row else SHEETS)
    kinds, first = session_kinds(asked.form), asked.form.since.in_year(asked.year)
    headless = len(without_heads(db, unit_id, kinds, first, today)) if kinds else 0
    if not headless:
        return line
    lack = f"{headless}场培训没填人数"
    chat = "\n".join([line.chat.splitlines()[0], f"差一样：{lack}。", "回 统计表 补上就能报。"])
    return replace(line, lack=f"缺：{lack}", chat=chat)


def _digest(said: Sequence[Line]) -> str:
    """What is near in three lines at most, and where the rest stands; how much there is in all, 方案 says."""
    listed = [f"{line.what}（{line.lack}）" if line.lack else line.what for line in said[:LISTED]]
    more = f"还有{len(said) - LISTED}件。" if len(said) > LISTED else ""
    return "\n".join([f"方案里{len(said)}件到日子了：", *listed, f"{more}回 方案 看全部。"])


def _page(said: Sequence[Line]) -> str:
    """The page where the thing is done; of several the list."""
    payload = said[0].errand["payload"]
    if len(said) > 1 or "duty" not in payload:
        return MINE
    return said[0].page or f"/console/plans/{payload['plan']}/{payload['duty']}"


def _not_over(by: datetime, formal: date, now: datetime) -> datetime:
    """Said so late that its own hour is over, a reminder names the last day; on that day itself the end of work."""
    last = datetime.combine(formal, by.timetz())
    if by > now or last > now:
        return by if by > now else last
    return max(last, datetime.combine(formal, END_OF_WORK, by.tzinfo))
