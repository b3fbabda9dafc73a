"""What the people of the loop do, one function per deed: each calls the action that a phone or a page would call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions import (
    assigning,
    calling,
    deciding,
    deputies,
    hazards,
    letters,
    listing,
    owning,
    verdicts,
    verifying,
)
from actions.assigning import Order
from actions.moving import By
from models import calendar, people
from models import hazards as ledger
from models import letters as papers
from models.base import Db, Row
from rules.blocks import Block
from rules.clocks import Clocks, day_of
from rules.hazard import Part
from rules.kinds import Kind
from tests.edges.loop.ward import HEAD, LEADER, OFFICERS, OWNERS, Ward

WHO_MAY_MEND = (*OWNERS, *OFFICERS, HEAD, LEADER, "张敏")
WRITTEN = (Block.MEASURE, Block.FUNDS, Block.CONTINGENCY)


@dataclass(frozen=True)
class Hand:
    """One deed at one hazard: by whom, when, and a number that chooses among several ways."""

    db: Db
    row: Row
    by: By
    ward: Ward
    nth: int

    @property
    def now(self) -> datetime:
        return self.ward.now

    @property
    def clocks(self) -> Clocks:
        return self.ward.product.house.clocks

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return self.ward.product.house.kinds

    @property
    def today(self) -> date:
        return day_of(self.now, self.clocks)

    def days(self, number: int) -> date:
        return self.today + timedelta(days=number)


def assign(do: Hand) -> None:
    """Nothing but who and when, or with all the words."""
    owner = people.find_person(do.db, do.ward.ids[WHO_MAY_MEND[do.nth % len(WHO_MAY_MEND)]])
    words = {"measure": "清走", "funds": "不用花钱", "contingency": "派人看住"} if do.nth % 3 == 0 else {}
    order = Order(owner, do.days(do.nth % 9), **words)
    assigning.assign(do.db, do.row, order, do.kinds, do.now, do.clocks, by=do.by)


def fix(do: Hand) -> None:
    owning.fix(do.db, do.row, "清走了", do.now, do.clocks, by=do.by)


def progress(do: Hand) -> None:
    owning.progress(do.db, do.row, "在弄", do.now, do.clocks, by=do.by)


def ask_longer(do: Hand) -> None:
    owning.ask_longer(do.db, do.row, do.days(do.nth), "等配件", do.now, do.clocks, by=do.by)


def not_mine(do: Hand) -> None:
    owning.not_mine(do.db, do.row, "不归我，归设备科", do.now, do.clocks, by=do.by)


def hand_up(do: Hand) -> None:
    owning.hand_up(do.db, do.row, "缺钱", do.now, do.clocks, by=do.by)


def send_back(do: Hand) -> None:
    """From where somebody said it was right; or, by the union, from where it was closed."""
    verifying.send_back(do.db, do.row, "没弄完", do.now, do.clocks, by=do.by)


def close(do: Hand) -> None:
    """By an officer; by the reporter it is called verifying."""
    verifying.close(do.db, do.row, do.now, do.clocks, by=do.by)


def invite(do: Hand) -> None:
    verifying.invite(do.db, do.row, do.now, do.clocks, by=do.by)


def reopen(do: Hand) -> None:
    hazards.reopen(do.db, do.row, do.now, do.clocks, by=do.by, text="没弄好")


def extend(do: Hand) -> None:
    deciding.extend(do.db, do.row, do.days(do.nth % 12), do.now, do.clocks, by=do.by)


def keep_day(do: Hand) -> None:
    deciding.keep_day(do.db, do.row, do.now, do.clocks, by=do.by)


def fill_in(do: Hand) -> None:
    """One block in words, or what stands as usual looked at, or all of them."""
    if do.nth % 4 == 0:
        deciding.fill_in(do.db, do.row, {}, do.now, by=do.by, accepted=WRITTEN)
        return
    words = dict.fromkeys(WRITTEN if do.nth % 2 else (WRITTEN[do.nth % 3],), "写好了")
    deciding.fill_in(do.db, do.row, words, do.now, by=do.by)


def set_level(do: Hand) -> None:
    level = "general" if do.nth % 3 == 0 else "major"
    deciding.set_level(do.db, do.row, level, do.now, do.clocks, by=do.by, item="第4条")


def set_facts(do: Hand) -> None:
    facts: Mapping[str, object] = {"urgent": do.nth % 2 == 0, "source": "expert"}
    deciding.set_facts(do.db, do.row, facts, do.now, by=do.by)


def propose(do: Hand) -> None:
    why = "又有人受伤" if do.nth % 2 else ""
    listing.propose(do.db, do.row, "市总工会", do.days(-(do.nth % 3)), do.now, by=do.by, why=why)


def put_on_list(do: Hand) -> None:
    listing.put_on_list(do.db, do.row, "〔2026〕5号", do.days(do.nth % 5 - 3), do.now, by=do.by)


def refuse_to_list(do: Hand) -> None:
    listing.refuse_to_list(do.db, do.row, "先自己弄", do.today, do.now, by=do.by)


def take_off_list(do: Hand) -> None:
    listing.take_off_list(do.db, do.row, do.days(do.nth % 5 - 2), do.now, by=do.by)


def write(do: Hand) -> None:
    letters.write(do.db, do.row, "三天没动静", do.now, do.clocks, by=do.by)


def deliver(do: Hand) -> None:
    letters.deliver(do.db, do.row, _letter(do), HEAD, do.now, by=do.by)


def file_scheme(do: Hand) -> None:
    letters.file_scheme(do.db, do.row, _letter(do), "月底前换完", do.now, by=do.by)


def _letter(do: Hand) -> int:
    """One of its letters, or one that is not its own."""
    own = papers.letters_of(do.db, do.row["id"])
    return int(own[do.nth % len(own)]["id"]) if own else do.nth


def merge(do: Hand) -> None:
    rows = do.db.execute(ledger.TABLE.select().where(ledger.TABLE.c.number.is_not(None))).mappings().all()
    into = rows[do.nth % len(rows)]
    verdicts.merge(do.db, do.row, into, do.now, do.clocks, part=do.by.part, person_id=do.by.person_id)


def reject(do: Hand) -> None:
    verdicts.reject(do.db, do.row, "现场没有", do.now, do.clocks, officer_id=do.by.person_id or 0)


def redirect(do: Hand) -> None:
    verdicts.redirect(do.db, do.row, do.now, do.clocks, officer_id=do.by.person_id or 0)


def withdraw(do: Hand) -> None:
    hazards.withdraw(do.db, do.row, "发错了", do.now)


def fix_on_spot(do: Hand) -> None:
    hazards.fix_on_spot(do.db, do.row, "顺手搬走了", do.now)


def urge(do: Hand) -> None:
    hazards.urge(do.db, do.row, do.now, do.clocks, by=do.by)


def say_good(do: Hand) -> None:
    verifying.say_good(do.db, do.row, do.now, by=do.by)


def ask_to_look(do: Hand) -> None:
    if (other := verifying.can_look(do.db, do.row)) is not None:
        verifying.ask_to_look(do.db, do.row, other, do.now, do.clocks)


def hand_to_decider(do: Hand) -> None:
    deciding.hand_to_decider(do.db, do.row, do.now, do.clocks, by=do.by)


def note_call(do: Hand) -> None:
    who = people.find_person(do.db, do.row["owner_id"] or do.ward.ids["王强"])
    calling.note_call(do.db, do.row, who, do.now, by=do.by)


OF_THE_TABLE: dict[str, Callable[[Hand], None]] = {
    "assign": assign,
    "reassign": assign,
    "fix": fix,
    "progress": progress,
    "ask_longer": ask_longer,
    "not_mine": not_mine,
    "hand_up": hand_up,
    "send_back": send_back,
    "close": close,
    "verify": close,
    "refuse": send_back,
    "reopen": reopen,
    "invite": invite,
    "extend": extend,
    "keep_day": keep_day,
    "fill_in": fill_in,
    "set_level": set_level,
    "set_facts": set_facts,
    "propose": propose,
    "list": put_on_list,
    "delist": take_off_list,
    "notify": write,
    "merge": merge,
    "reject": reject,
    "redirect": redirect,
    "withdraw": withdraw,
    "fix_on_spot": fix_on_spot,
}
"""By the verb of the table of moves."""

BESIDE: dict[str, tuple[Part, Callable[[Hand], None]]] = {
    "refuse_to_list": (Part.UNION, refuse_to_list),
    "deliver": (Part.OFFICER, deliver),
    "file_scheme": (Part.UNION, file_scheme),
    "urge": (Part.REPORTER, urge),
    "say_good": (Part.REPORTER, say_good),
    "ask_to_look": (Part.OFFICER, ask_to_look),
    "hand_to_decider": (Part.OFFICER, hand_to_decider),
    "note_call": (Part.OFFICER, note_call),
}
"""What moves nothing, and by whom."""


def goes_away(db: Db, ward: Ward, who: int, deputy: int, days: int) -> None:
    """请假."""
    today = day_of(ward.now, ward.product.house.clocks)
    deputies.take_leave(db, who, deputy, today, today + timedelta(days=days))


def comes_back(db: Db, ward: Ward, who: int) -> None:
    deputies.come_back(db, who, day_of(ward.now, ward.product.house.clocks))


def sets_day(db: Db, ward: Ward, ahead: int, *, is_rest: bool, back: bool) -> None:
    """The hospital's own calendar changes."""
    day = day_of(ward.now, ward.product.house.clocks) + timedelta(days=ahead)
    if back:
        calendar.forget_day(db, day)
    else:
        calendar.set_day(db, day, is_rest=is_rest, note="院庆", by_id=ward.ids["陈静"])
