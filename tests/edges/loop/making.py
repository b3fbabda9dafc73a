"""Hazards in every stage, brought there by the deeds of the house; for tests that begin in the middle."""

from collections.abc import Callable
from typing import Any

from actions import assigning, deciding, hazards, nameless, owning, verdicts, verifying
from actions.assigning import Order
from actions.hazards import Reporter, Sentence
from actions.moving import By
from actions.places import Where
from models import hazards as ledger
from models import people
from models.base import Db, Row
from rules.blocks import Block
from rules.hazard import Part, Status
from rules.workdays import Calendar
from tests.edges.loop.ward import NAMELESS, Ward

PAPER = "三楼东楼梯口堆着纸箱"
GAS = "食堂燃气没装报警器"
"""Sounds grave."""


def report(ward: Ward, words: str = PAPER, who: str = "张敏", *, named: bool = True) -> int:
    """Somebody reports; the id of the hazard."""
    account, house, now = ward.account(who), ward.product.house, ward.now

    def work(db: Db) -> int:
        home, department = ward.ids["市一院"], ward.ids["内科二病区"]
        by = Reporter(account, ward.ids[who], home, department)
        hazard_id = hazards.open_draft(db, by, now, house.clocks)
        if not named:
            line = nameless.Line(account, ward.ids[who])
            nameless.take_name_off(db, hazard_id, line, house.seal, now)
        hazards.describe(db, hazard_id, Sentence(words, Where("内科楼3楼"), now), house.kinds)
        hazards.report(db, hazard_id, now, house.clocks)
        return hazard_id

    return int(ward.carry(work))


def draft(ward: Ward) -> int:
    """A photo without a sentence."""
    account, clocks, now = ward.account("张敏"), ward.product.house.clocks, ward.now
    by = Reporter(account, ward.ids["张敏"], ward.ids["市一院"], ward.ids["内科二病区"])
    return int(ward.carry(lambda db: hazards.open_draft(db, by, now, clocks)))


def find(ward: Ward, hazard_id: int) -> Any:
    return ward.carry(lambda db: ledger.find_hazard(db, hazard_id))


def order(db: Db, ward: Ward, owner: str = "王强", days: int = 3) -> Order:
    """Somebody, so many working days."""
    found = people.find_person(db, ward.ids[owner])
    today = ward.now.astimezone(ward.product.house.clocks.zone).date()
    return Order(found, Calendar().after(today, days), measure="清走")


def assign(ward: Ward, hazard_id: int, owner: str = "王强", by: str = "李红") -> None:
    house, now = ward.product.house, ward.now
    who = By(Part.OFFICER, ward.ids[by])

    def work(db: Db) -> None:
        row = ledger.find_hazard(db, hazard_id)
        assigning.assign(db, row, order(db, ward, owner), house.kinds, now, house.clocks, by=who)

    ward.carry(work)


def fill_in(ward: Ward, hazard_id: int, *blocks: Block) -> None:
    """An officer writes these blocks."""
    who, now = By(Part.OFFICER, ward.ids["李红"]), ward.now
    words = {block: f"{block.name}写好了" for block in blocks}
    ward.carry(lambda db: deciding.fill_in(db, ledger.find_hazard(db, hazard_id), words, now, by=who))


def fix(ward: Ward, hazard_id: int) -> None:
    _owner(ward, hazard_id, lambda db, row, by: owning.fix(db, row, "清走了", *_when(ward), by=by))


def close(ward: Ward, hazard_id: int, by: str = "孙丽") -> None:
    who = By(Part.OFFICER, ward.ids[by])
    ward.carry(lambda db: verifying.close(db, ledger.find_hazard(db, hazard_id), *_when(ward), by=who))


def _owner(ward: Ward, hazard_id: int, deed: Callable[[Db, Row, By], object]) -> None:
    def work(db: Db) -> None:
        row = ledger.find_hazard(db, hazard_id)
        deed(db, row, By(Part.OWNER, row["owner_id"]))

    ward.carry(work)


def _when(ward: Ward) -> tuple[Any, Any]:
    return ward.now, ward.product.house.clocks


def standing(ward: Ward, status: Status) -> int:
    """A hazard that stands there; its id."""
    if status is Status.DRAFT:
        return draft(ward)
    hazard_id = report(ward)
    for step in ROADS[status]:
        step(ward, hazard_id)
    return hazard_id


def merge(ward: Ward, hazard_id: int) -> None:
    """Into another one, of its own."""
    into_id, officer = report(ward), ward.ids["李红"]

    def work(db: Db) -> None:
        row, into = ledger.find_hazard(db, hazard_id), ledger.find_hazard(db, into_id)
        verdicts.merge(db, row, into, *_when(ward), part=Part.OFFICER, person_id=officer)

    ward.carry(work)


def reject(ward: Ward, hazard_id: int) -> None:
    officer = ward.ids["李红"]
    ward.carry(
        lambda db: verdicts.reject(
            db, ledger.find_hazard(db, hazard_id), "现场没有", *_when(ward), officer_id=officer
        )
    )


def redirect(ward: Ward, hazard_id: int) -> None:
    officer = ward.ids["李红"]
    ward.carry(
        lambda db: verdicts.redirect(db, ledger.find_hazard(db, hazard_id), *_when(ward), officer_id=officer)
    )


def withdraw(ward: Ward, hazard_id: int) -> None:
    ward.carry(lambda db: hazards.withdraw(db, ledger.find_hazard(db, hazard_id), "发错了", ward.now))


ROADS: dict[Status, tuple[Callable[[Ward, int], None], ...]] = {
    Status.REPORTED: (),
    Status.ASSIGNED: (assign,),
    Status.FIXED: (assign, fix),
    Status.CLOSED: (assign, fix, close),
    Status.MERGED: (merge,),
    Status.REJECTED: (reject,),
    Status.REDIRECTED: (redirect,),
    Status.WITHDRAWN: (withdraw,),
}
"""How a report gets where it stands."""


def nameless_report(ward: Ward) -> int:
    """Reported without a name."""
    return report(ward, who=NAMELESS, named=False)
