"""Drawing units by lot before an inspection: the list is said first, then the seed, and the log stays for good."""

from datetime import datetime

from sqlalchemy import select, update

from models.base import Db, Row
from models.plan import below, inspections
from models.plan.inspections import DRAWS
from models.units import Unit
from rules.plan.draw import KEY_UNIT, Candidate, Ticket, explained, list_digest
from rules.refusal import Refused

LONGEST_SEED, LONGEST_TITLE = 60, 60


def announce(db: Db, union: Row, title: str, now: datetime, by_id: int) -> int:
    """The list of a draw, said before the seed is known: every unit below with its lots. The id of the draw."""
    units = below.units_below(db, union["path"])
    if not units:
        raise Refused("下面还没有单位，没什么可抽的。")
    listed = [
        {"id": unit["id"], "weight": KEY_UNIT if unit["is_key"] else 1, "name": unit["name"]}
        for unit in units
    ]
    return inspections.add_draw(
        db,
        unit_id=union["id"],
        title=title.strip()[:LONGEST_TITLE] or "督导抽签",
        seed="",
        candidates=listed,
        drawn=[],
        at=now,
        by_id=by_id,
    )


def draw(db: Db, draw_id: int, seed: str, count: int) -> tuple[int, ...]:
    """Draw so many with a seed; the units in the order they came out. A draw is made once and stays as it is."""
    row = find_draw(db, draw_id)
    if row is None or row["seed"]:
        raise Refused("这次已经抽过了，结果不能改；要再抽就另开一次。")
    seed = " ".join(seed.split())[:LONGEST_SEED]
    if not seed:
        raise Refused("种子写几个数，最好现场每人报一个。")
    if not 1 <= count <= len(row["candidates"]):
        raise Refused(f"抽几家？写1到{len(row['candidates'])}。")
    drawn = tuple(ticket.id for ticket in explained(candidates_of(row), count, seed) if ticket.drawn)
    this = update(DRAWS).where(DRAWS.c.id == draw_id, DRAWS.c.seed == "")
    if db.execute(this.values(seed=seed, drawn=list(drawn))).rowcount != 1:
        raise Refused("刚才有人先抽了，刷新看看。")
    return drawn


def find_draw(db: Db, draw_id: int) -> Row | None:
    """One draw, with the name and the place in the tree of the union that made it."""
    query = select(DRAWS, Unit.name.label("unit_name"), Unit.path).join(Unit, Unit.id == DRAWS.c.unit_id)
    row = db.execute(query.where(DRAWS.c.id == draw_id)).mappings().one_or_none()
    return dict(row) if row else None


def candidates_of(draw_row: Row) -> list[Candidate]:
    """Who stood on the list of a draw."""
    return [Candidate(one["id"], one["weight"]) for one in draw_row["candidates"]]


def digest_of(draw_row: Row) -> str:
    """What was published before the draw, found out anew from the list as it is kept."""
    return list_digest(candidates_of(draw_row))


def log_of(draw_row: Row) -> tuple[Ticket, ...]:
    """The whole draw, line by line; nothing before it was made."""
    if not draw_row["seed"]:
        return ()
    return explained(candidates_of(draw_row), len(draw_row["drawn"]), draw_row["seed"])
