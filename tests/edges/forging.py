"""A hazard with a history, and the ways to tamper with it behind the house's back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from actions import auditing
from actions import hazards as act
from actions.moving import move
from models import anchors as kept
from models import chains, history
from models.base import Db
from rules.chain import BEGINNING, digest
from rules.hazard import Part
from suishoupai.anchors import anchors
from suishoupai.product import Product
from tests.hospital import Hospital

SHANGHAI = ZoneInfo("Asia/Shanghai")
LINE = "WHERE hazard_id = :hazard AND seq = :seq"
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def a_hazard(hospital: Hospital) -> int:
    """Reported, given to 王强 until the 6th, put right by him: five lines."""
    house, now, wang = hospital.product.house, hospital.now, hospital.ids["王强"]
    reporter = act.Reporter(None, hospital.ids["张敏"], hospital.ids["市一院"], None)
    due = (now + timedelta(days=4)).astimezone(SHANGHAI).date()

    def work(db: Db) -> int:
        hazard_id = act.open_draft(db, reporter, now, house.clocks)
        act.report(db, hazard_id, now, house.clocks)
        facts = {"owner_id": wang, "due_on": due, "assigned_at": now}
        officer = hospital.ids["李红"]
        move(db, hazard_id, "assign", Part.OFFICER, now, person_id=officer, text="王强", **facts)
        history.add_line(db, hazard_id, "urge", now, part=Part.OFFICER, person_id=officer, text="快点")
        move(db, hazard_id, "fix", Part.OWNER, now, person_id=wang, text="搬走了", fixed_at=now)
        return hazard_id

    return int(hospital.carry(work))


def reread(hospital: Hospital) -> list[tuple[str, int | None]]:
    """What an audit finds: what is wrong, and in which line (or of which hazard or day)."""
    with hospital.product.stores.reading.connect() as db:
        return [(each.flaw.wrong.value, each.flaw.line) for each in auditing.findings(db, lambda _: None)]


def is_intact(hospital: Hospital, hazard_id: int) -> bool:
    with hospital.product.stores.reading.connect() as db:
        return auditing.intact(db, hazard_id)


def tamper(hospital: Hospital, *statements: str, **values: Any) -> None:
    """Somebody with the database's password writes past the house."""
    hospital.carry(lambda db: [db.execute(text(one), values) for one in statements])


def beat(product: Product, now: datetime | None = None) -> None:
    """One beat of the duty of a scheduler that has just started."""
    anchors(product.stores, product.house.clocks)(now or product.clock())


def sealed(hospital: Hospital) -> list[tuple[date, int]]:
    """The anchors in the order they were made: day and lines."""
    rows = hospital.carry(lambda db: list(kept.all_anchors(db)))
    return [(row["day"], row["lines"]) for row in rows]


def forge(db: Db, hazard_id: int, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Somebody who knows how the chain is made changes the lines of a hazard and computes all of it anew."""
    lines = [dict(line) for line in chains.chain_of(db, hazard_id)[1]]
    change(lines)
    db.execute(text("UPDATE history SET seq = -seq WHERE hazard_id = :hazard"), {"hazard": hazard_id})
    before = BEGINNING
    for seq, line in enumerate(lines, 1):
        before = line["digest"] = digest(before, line | {"seq": seq})
        values = {"seq": seq, "digest": before, "words": line["text"]}
        db.execute(
            text("UPDATE history SET seq = :seq, digest = :digest, text = :words WHERE id = :line"),
            values | {"line": line["id"]},
        )


def next_day(hospital: Hospital) -> None:
    hospital.product.clock.now = hospital.now.replace(hour=16, minute=10) + timedelta(days=1)  # type: ignore[attr-defined]
    beat(hospital.product)


def on(hospital: Hospital, year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """The wall in Shanghai shows this now."""
    now = datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)
    hospital.product.clock.now = now  # type: ignore[attr-defined]
    return now
