"""What may happen next to a hazard of a made province, and to a deed that was recorded wrongly; each with its weight."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from actions import hazards as ledger
from actions import listing
from actions.moving import By, move
from actions.plan.doing import deeds
from models import hazards, listings
from models.base import Db, Row
from models.plan.deeds import there
from rules.clocks import Clocks
from rules.hazard import Part
from tests.plan.province import Province

T = TypeVar("T")
SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOCKS = Clocks(zone=SHANGHAI)
SESSIONS = {"training": 9, "drill": 3, "shift-meeting": 2, "scheme": 1, "leader-class": 1}


class Setting(Protocol):
    """What is going on, as far as a move needs to know it."""

    db: Db
    province: Province
    rng: Random
    pool: list[int]
    at_home: dict[int, list[int]]


def some(rng: Random, among: Sequence[int], count: int) -> list[int]:
    return rng.sample(among, min(count, len(among)))


def drawn(rng: Random, weights: Mapping[T, int]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]


# the next thing that may happen to a hazard


def _by_officer(life: Setting, row: Row, now: datetime, verb: str, **facts: Any) -> None:
    officer = life.province.officers[row["unit_id"]]
    move(life.db, row["id"], verb, Part.OFFICER, now, person_id=officer, **facts)


def _assigned(life: Setting, row: Row, now: datetime) -> None:
    """With all five blocks, so that whatever comes later may come."""
    owner = life.rng.choice(life.province.people[row["unit_id"]])
    facts = {"measure": "换掉", "funds": "无需资金", "contingency": "先围起来", "defaulted": []}
    due = now.astimezone(SHANGHAI).date() + timedelta(days=7)
    _by_officer(life, row, now, "assign", owner_id=owner, due_on=due, assigned_at=now, **facts)


def _fixed(life: Setting, row: Row, now: datetime) -> None:
    _by_officer(life, row, now, "fix", fixed_at=now)


def _closed(life: Setting, row: Row, now: datetime) -> None:
    _by_officer(life, row, now, "close", closed_at=now, fixed_at=now)


def _sent_back(life: Setting, row: Row, now: datetime) -> None:
    _by_officer(life, row, now, "send_back", fixed_at=None)


def _not_theirs(life: Setting, row: Row, now: datetime) -> None:
    move(
        life.db, row["id"], "not_mine", Part.OWNER, now, person_id=row["owner_id"], owner_id=None, due_on=None
    )


def _merged(life: Setting, row: Row, now: datetime) -> None:
    others = [one for one in life.at_home[row["unit_id"]] if one != row["id"]]
    into = hazards.find_hazard(life.db, life.rng.choice(others)) if others else row
    if others and into["status"] not in ("merged", "withdrawn"):
        _by_officer(life, row, now, "merge", merged_into=into["id"])


def _rejected(life: Setting, row: Row, now: datetime) -> None:
    _by_officer(life, row, now, "reject", reason="不是隐患")


def _redirected(life: Setting, row: Row, now: datetime) -> None:
    _by_officer(life, row, now, "redirect")


def _withdrawn(life: Setting, row: Row, now: datetime) -> None:
    ledger.withdraw(life.db, row, "说错了", now)


def _reopened(life: Setting, row: Row, now: datetime) -> None:
    """Put right, and it was not: only what had been somebody's, as most are."""
    if row["assigned_at"]:
        ledger.reopen(life.db, row, now, CLOCKS, by=By(Part.OFFICER, life.province.officers[row["unit_id"]]))


def _listed(life: Setting, row: Row, now: datetime) -> None:
    """提请, then 挂牌 or not, then 摘牌: one step further each time. What is not grave is put right instead."""
    if row["level"] != "major" and row["status"] == "assigned":
        _fixed(life, row, now)
    stands = listing.stands(listings.listing_of(life.db, row["id"]))
    if row["level"] != "major" or (row["status"] == "closed" and stands != "已挂牌"):
        return
    by, today = By(Part.OFFICER, life.province.officers[row["unit_id"]]), now.astimezone(SHANGHAI).date()
    if not stands:
        listing.propose(life.db, row, "安监局", today, now, by=by)
    elif stands == "提请中" and life.rng.random() < 0.2:
        listing.refuse_to_list(life.db, row, "不够重大", today, now, by=by)
    elif stands == "提请中":
        listing.put_on_list(life.db, row, "1号", today, now, by=by)
    elif stands == "已挂牌":
        listing.take_off_list(life.db, row, today, now, by=by)


def _left_alone(life: Setting, row: Row, now: datetime) -> None:
    """Most of what was put right stays so, and nobody looks at it again."""
    life.pool.remove(row["id"])


Step = Callable[[Setting, Row, datetime], None]
NEXT: Mapping[str, Mapping[Step, int]] = {
    "reported": {_assigned: 30, _rejected: 2, _redirected: 1, _merged: 5, _withdrawn: 1},
    "assigned": {_fixed: 9, _listed: 12, _not_theirs: 1, _rejected: 1},
    "fixed": {_closed: 9, _sent_back: 1, _listed: 6},
    "closed": {_reopened: 2, _left_alone: 6, _listed: 4},
}


# the mistakes of a record


def _voided(life: Setting, row: Row, now: datetime) -> None:
    deeds.void(life.db, row["id"], "记错了", now, by_id=None)


def _told_otherwise(life: Setting, row: Row, now: datetime) -> None:
    """Another head-count, or another kind of thing, or the next day."""
    said = deeds.as_said(life.db, row)
    other = life.rng.choice(
        (
            replace(said, attested=life.rng.choice((None, 4, 12))),
            replace(said, happened_on=said.happened_on - timedelta(days=2)),
            replace(said, bodies=("union",)),
            replace(said, kind="training") if said.kind in SESSIONS else replace(said, title="另一个名字"),
        )
    )
    deeds.correct(life.db, row["id"], other, "看错了", now, by_id=None, today=now.astimezone(SHANGHAI).date())


def _not_there(life: Setting, row: Row, now: datetime) -> None:
    came = there(life.db, row["id"])
    if came and row["kind"] != "inspection":
        deeds.not_there(life.db, row["id"], life.rng.choice(came)["person_id"])


def _one_more(life: Setting, row: Row, now: datetime) -> None:
    """Somebody who had been forgotten."""
    people = life.province.people[life.rng.choice(life.province.hospitals)]
    deeds.come(life.db, row["id"], life.rng.choice(people), now, how="typed")


MENDED: Mapping[Step, int] = {_voided: 2, _told_otherwise: 4, _not_there: 2, _one_more: 3}
