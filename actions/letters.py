"""整改通知书: written when something cannot be put right in time, delivered, and answered with a 整改方案."""

from datetime import date, datetime

from actions.chasing import calendar_of
from actions.looking import head_of
from actions.moving import By, done
from models import history, letters, outbox, units
from models.base import Db, Row
from rules.clocks import Clocks, day_of
from rules.hazard import WrongMoment
from rules.pace import in_the_morning_of


def write(db: Db, row: Row, why: str, now: datetime, clocks: Clocks, *, by: By) -> int:
    """A numbered letter to the administration; it asks for the 整改方案 in some working days. Its id."""
    today = day_of(now, clocks)
    due = calendar_of(db).after(today, clocks.pace.scheme)
    units.hold_unit(db, row["unit_id"])
    head = head_of(db, row["unit_id"])
    facts = {"tier": row["tier"], "why": why, "written_at": now, "written_by_id": by.person_id}
    facts |= {"scheme_due_on": due, "addressee_id": head["id"] if head else None}
    letter_id = letters.add_letter(db, row["unit_id"], today.year, hazard_id=row["id"], **facts)
    letter = letters.find_letter(db, letter_id)
    assert letter is not None
    done(db, row, "notify", by, now, text=f"整改通知书{number_of(letter)}：{why}")
    _remind(db, row, letter_id, due, now, clocks)
    return letter_id


def number_of(letter: Row) -> str:
    """``〔2026〕3号``."""
    return f"〔{letter['year']}〕{letter['seq']}号"


def deliver(db: Db, row: Row, letter_id: int, received_by: str, now: datetime, *, by: By) -> None:
    """送达：who took it, and when."""
    letter = _letter_of(db, row, letter_id)
    if letter["delivered_at"]:
        raise WrongMoment(f"通知书{number_of(letter)}已经送达了，{letter['received_by']}收的。")
    facts = {"delivered_at": now, "delivered_by_id": by.person_id, "received_by": received_by}
    letters.change_letter(db, letter_id, **facts)
    text = f"通知书{number_of(letter)}，{received_by}签收"
    history.add_line(db, row["id"], "deliver", now, part=by.part, person_id=by.person_id, text=text)


def file_scheme(db: Db, row: Row, letter_id: int, scheme: str, now: datetime, *, by: By) -> None:
    """整改方案来了：what it says, in a few words; nobody asks for it any more, but for that of another letter."""
    letter = _letter_of(db, row, letter_id)
    letters.change_letter(db, letter_id, scheme=scheme, scheme_at=now)
    text = f"通知书{number_of(letter)}的整改方案：{scheme}"
    history.add_line(db, row["id"], "scheme", now, part=by.part, person_id=by.person_id, text=text)


def _letter_of(db: Db, row: Row, letter_id: int) -> Row:
    letter = letters.find_letter(db, letter_id)
    if letter is None or letter["hazard_id"] != row["id"]:
        raise WrongMoment("没有这张通知书。")
    return letter


def _remind(db: Db, row: Row, letter_id: int, due: date, now: datetime, clocks: Clocks) -> None:
    """On the day the scheme is due; whoever carries it looks whether it came."""
    at = in_the_morning_of(due, clocks.pace, clocks.zone)
    errand = outbox.errand(f"scheme:{letter_id}:{due}", "ask_scheme", now=now, due_at=at, hazard_id=row["id"])
    outbox.post(db, errand | {"payload": {"letter": letter_id}})
