"""Papers are made here: drafted, changed, published, prolonged, withdrawn, frozen. Who may is decided elsewhere.

What is published is asked as it was published: afterwards the window may close later, nothing else changes.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from actions.quiz import results as counting
from actions.quiz.bank import Bank
from actions.quiz.examining import recipe_of
from actions.quiz.filling import narrowest_first, pool_of, shortages
from models.base import Db, Row
from models.quiz import figures, papers, sittings
from models.quiz.papers import DRAFT, PUBLISHED, WITHDRAWN
from models.quiz.results import TABLE as RESULTS
from rules.clocks import Clocks, day_of
from rules.days import FURTHEST
from rules.quiz.paper import Part, Purpose, Ranking, Recipe, Review
from rules.refusal import Refused

LONGEST_TITLE, LONGEST_REASON = 20, 100
"""Characters; a title stands in one line of the chat with how many questions and how long."""
MOST_QUESTIONS, MOST_PARTS = 100, 12
MINUTES, ATTEMPTS, RESITS = (5, 240), (1, 20), (0, 3)
USUAL_DAYS, OPENS, CLOSES = 7, time(8), time(18)
RECOUNTED = 20_000
"""Results that are counted once more before they stand; of more the counters are believed."""

NONE_SUCH = "没有这份卷子。"
FROZEN = "成绩已经定稿，不能再动。"


@dataclass(frozen=True)
class Wish:
    """When and how a paper is sat, as its maker wishes it. ``minutes`` None: no clock."""

    opens_at: datetime
    closes_at: datetime
    minutes: int | None = None
    attempts: int = 1
    per_day: int = 0
    resits: int = 1
    pass_mark: int = 60
    review: Review = Review.CLOSED
    ranking: Ranking = Ranking.OFF
    posts: tuple[str, ...] = ()
    is_training: bool = False


def held(db: Db, paper_id: int, *states: str) -> Row:
    """A paper, locked until the commit; refused when it is not in one of these states any more."""
    query = select(papers.TABLE).where(papers.TABLE.c.id == paper_id).with_for_update()
    row = db.execute(query).mappings().one_or_none()
    if row is None:
        raise Refused(NONE_SUCH)
    if states and row["state"] not in states:
        raise Refused(
            {DRAFT: "还没发布。", PUBLISHED: "已经发布，不能再改。", WITHDRAWN: "已经撤回。"}[row["state"]]
        )
    return row


def make(
    db: Db, unit_id: int, title: str, purpose: Purpose, *, by_id: int, now: datetime, clocks: Clocks
) -> int:
    """A new draft with the usual terms: it opens tomorrow and closes in a week, without a clock."""
    first = day_of(now, clocks) + timedelta(days=1)
    last = first if purpose is Purpose.LIVE else first + timedelta(days=USUAL_DAYS - 1)
    return papers.add_paper(
        db,
        unit_id=unit_id,
        title=_title(title),
        purpose=purpose.value,
        opens_at=datetime.combine(first, OPENS, clocks.zone),
        closes_at=datetime.combine(last, CLOSES, clocks.zone),
        attempts=3 if purpose is Purpose.CONTEST else 1,
        resits=0 if purpose is Purpose.LIVE else 1,
        made_at=now,
        made_by_id=by_id,
        minutes=None,
        frozen_at=None,
    )


def rename(db: Db, paper_id: int, title: str, purpose: Purpose, unit_id: int) -> None:
    """What it is for, what it is called, and for whom; only a draft."""
    held(db, paper_id, DRAFT)
    papers.change_paper(db, paper_id, title=_title(title), purpose=purpose.value, unit_id=unit_id)


def _title(title: str) -> str:
    if not title:
        raise Refused("给卷子起个名字，比如“六月消防知识考试”。")
    if len(title) > LONGEST_TITLE:
        raise Refused(f"名字最多{LONGEST_TITLE}个字，现在{len(title)}个。")
    return title


def set_recipe(db: Db, paper_id: int, recipe: Recipe, bank: Bank, *, now: datetime, clocks: Clocks) -> None:
    """What it is made of; only a draft. The narrowest part draws first."""
    row = held(db, paper_id, DRAFT)
    if recipe.count > MOST_QUESTIONS:
        raise Refused(f"一份最多{MOST_QUESTIONS}道，现在{recipe.count}道。人在手机上答，20到30道正好。")
    day = day_of(row["opens_at"], clocks)
    parts = narrowest_first(recipe.parts, pool_of(db, row["unit_id"], bank, now), day)
    papers.change_paper(
        db,
        paper_id,
        fixed=list(recipe.fixed),
        parts=[] if recipe.fixed else [_kept(part) for part in parts],
        shuffled=recipe.shuffled,
    )


def _kept(part: Part) -> dict[str, Any]:
    """A part as the row keeps it."""
    kinds = [kind.value for kind in part.kinds]
    facts = {"count": part.count, "kinds": kinds, "topics": list(part.topics), "levels": list(part.levels)}
    return facts | {"points": part.points}


def set_terms(db: Db, paper_id: int, wish: Wish, now: datetime) -> None:
    """When and how it is sat; only a draft."""
    held(db, paper_id, DRAFT)
    _check_window(wish.opens_at, wish.closes_at, now)
    if wish.minutes is not None:
        _within("限时", wish.minutes, MINUTES, "分钟")
    _within("能考", wish.attempts, ATTEMPTS, "次")
    _within("每天", wish.per_day, (0, ATTEMPTS[1]), "次")
    _within("超时补考", wish.resits, RESITS, "次")
    _within("及格线", wish.pass_mark, (1, 100), "分")
    facts = {**vars(wish), "posts": list(wish.posts)}
    facts |= {"review": wish.review.value, "ranking": wish.ranking.value}
    papers.change_paper(db, paper_id, **facts)


def _within(what: str, number: int, bounds: tuple[int, int], unit: str) -> None:
    if not bounds[0] <= number <= bounds[1]:
        raise Refused(f"{what}写{bounds[0]}到{bounds[1]}{unit}。")


def _check_window(opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    if closes_at <= opens_at:
        raise Refused("截止要在开考以后。")
    if closes_at <= now:
        raise Refused("截止时间已经过去了。")
    if closes_at > now + timedelta(days=FURTHEST):
        raise Refused(f"截止太远了，最远{FURTHEST}天以后。")


def obstacles(db: Db, row: Row, bank: Bank, *, now: datetime, clocks: Clocks) -> list[str]:
    """Why a draft cannot be published yet, in sentences; empty when it can."""
    recipe = recipe_of(row)
    if not recipe.count:
        return ["还没定题目"]
    said = ["截止时间已经过去了"] if row["closes_at"] <= now else []
    days = {day_of(max(row["opens_at"], now), clocks), day_of(max(row["closes_at"], now), clocks)}
    return said + shortages(recipe, pool_of(db, row["unit_id"], bank, now), *sorted(days))


def publish(db: Db, paper_id: int, bank: Bank, *, now: datetime, clocks: Clocks) -> None:
    """From now on people are offered it, and nobody changes it any more."""
    row = held(db, paper_id, DRAFT)
    if missing := obstacles(db, row, bank, now=now, clocks=clocks):
        raise Refused("还不能发布：" + "；".join(missing) + "。")
    papers.change_paper(db, paper_id, state=PUBLISHED)


def throw_away(db: Db, paper_id: int) -> None:
    """A draft nobody saw is simply gone."""
    held(db, paper_id, DRAFT)
    db.execute(delete(papers.TABLE).where(papers.TABLE.c.id == paper_id))


def close_later(db: Db, paper_id: int, closes_at: datetime, now: datetime) -> None:
    """The window closes later, also for those in the middle of it; earlier it never does."""
    row = held(db, paper_id, PUBLISHED)
    refuse_frozen(row)
    if closes_at <= row["closes_at"]:
        raise Refused("只能往后延，不能提前：有人照原来的时间安排了。")
    _check_window(row["opens_at"], closes_at, now)
    papers.change_paper(db, paper_id, closes_at=closes_at)
    _prolong(db, row, closes_at)


def _prolong(db: Db, row: Row, closes_at: datetime) -> None:
    """Sittings that would have ended with the window: now with its new end, or when their own time is up."""
    table = sittings.TABLE
    cut_off = (
        table.c.paper_id == row["id"],
        table.c.handed_in_at.is_(None),
        table.c.ends_at == row["closes_at"],
    )
    if row["minutes"] is None:
        db.execute(update(table).where(*cut_off).values(ends_at=closes_at))
        return
    limit = timedelta(minutes=row["minutes"])
    for sitting in db.execute(select(table.c.id, table.c.started_at).where(*cut_off)).mappings().all():
        sittings.change_sitting(db, sitting["id"], ends_at=min(closes_at, sitting["started_at"] + limit))


def withdraw(db: Db, paper_id: int, reason: str, *, by_id: int, now: datetime) -> None:
    """Nobody is offered it any more; what was handed in stays, and who is in the middle hands in now."""
    row = held(db, paper_id, PUBLISHED)
    refuse_frozen(row)
    if not reason:
        raise Refused("为什么撤？写一句，大家看得到。")
    facts = {"withdrawn_at": now, "withdrawn_by_id": by_id, "withdrawn_why": reason[:LONGEST_REASON]}
    papers.change_paper(db, paper_id, state=WITHDRAWN, **facts)
    table = sittings.TABLE
    middle = (table.c.paper_id == paper_id, table.c.handed_in_at.is_(None))
    db.execute(update(table).where(*middle).values(ends_at=now))


def freeze(db: Db, paper_id: int, now: datetime) -> None:
    """The results stand from now on. Only after the last window closed and everything is handed in."""
    row = held(db, paper_id, PUBLISHED, WITHDRAWN)
    refuse_frozen(row)
    if row["state"] == PUBLISHED and last_close(db, row) > now:
        raise Refused("还有人能考，截止以后才能定稿。")
    if left := figures.open_sittings(db, paper_id):
        raise Refused(f"还有{left}份正在自动收，过一分钟再点。")
    if db.execute(select(RESULTS.c.person_id).where(RESULTS.c.paper_id == paper_id).limit(1)).first() is None:
        raise Refused("还没有人交卷，没有成绩可定。")
    if figures.people_sat(db, [paper_id]).get(paper_id, 0) <= RECOUNTED:
        counting.recount(db, paper_id)
    papers.change_paper(db, paper_id, frozen_at=now)


def last_close(db: Db, row: Row) -> datetime:
    """When the last person's window closes."""
    others = papers.exemptions_of(db, row["id"])
    windows: list[datetime] = [row["closes_at"], *(one["closes_at"] for one in others if one["closes_at"])]
    return max(windows)


def refuse_frozen(row: Row) -> None:
    if row["frozen_at"] is not None:
        raise Refused(FROZEN)
