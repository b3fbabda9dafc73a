"""Questions of one paper and many people: who could sit, who sat, who did not yet, and what was answered lately.

``path`` is the node of the tree that is looked at, with all below it. Percentages and pictures are made elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, RowMapping, Select, and_, exists, func, or_, select, text, true
from sqlalchemy.orm import aliased

from models.base import Db, table_of
from models.leaves import TABLE as LEAVES
from models.people import Person
from models.quiz.results import EVERYWHERE, SCORES, TURNOUTS
from models.quiz.results import TABLE as RESULTS
from models.quiz.sittings import ANSWERS
from models.quiz.sittings import TABLE as SITTINGS
from models.units import Unit

PEOPLE = table_of(Person)
NODE = aliased(Unit)
COUNTED = ("people", "passed", "shares")


def homes_under(path: str) -> Select[int]:
    """The hospitals of a part of the tree."""
    return select(NODE.id).where(NODE.path.startswith(path, autoescape=True), NODE.kind == "unit")


def nodes_under(path: str) -> Select[int]:
    return select(NODE.id).where(NODE.path.startswith(path, autoescape=True)).correlate(None)


def _is_for(posts: Sequence[str]) -> ColumnElement[bool]:
    """Who works here and whom the paper is for; no posts: everybody."""
    fits = or_(*(PEOPLE.c.post.contains(post, autoescape=True) for post in posts)) if posts else true()
    return and_(PEOPLE.c.active, fits)


def staff_by_home(db: Db, path: str, posts: Sequence[str] = ()) -> dict[int, int]:
    """How many people of each hospital could sit. The whole roll is counted: keep what comes of it for a while."""
    query = select(PEOPLE.c.home_id, func.count()).where(_is_for(posts)).group_by(PEOPLE.c.home_id)
    homes = set(db.execute(homes_under(path)).scalars())
    return {home: int(number) for home, number in db.execute(query) if home in homes}


def staff_by_unit(db: Db, home_id: int, posts: Sequence[str] = ()) -> dict[int, int]:
    """How many people of each department and team of a hospital could sit."""
    query = select(PEOPLE.c.unit_id, func.count()).where(PEOPLE.c.home_id == home_id, _is_for(posts))
    return {unit: int(number) for unit, number in db.execute(query.group_by(PEOPLE.c.unit_id))}


def turnout_by_home(db: Db, paper_id: int, path: str) -> Mapping[int, RowMapping]:
    """How many of each hospital sat and passed, and the sum of their best shares in thousandths."""
    sums = (func.sum(TURNOUTS.c[name]).label(name) for name in COUNTED)
    query = select(TURNOUTS.c.unit_id, *sums).where(
        TURNOUTS.c.paper_id == paper_id, TURNOUTS.c.unit_id.in_(homes_under(path))
    )
    found = db.execute(query.group_by(TURNOUTS.c.unit_id)).mappings()
    return {row["unit_id"]: row for row in found}


def turnout_by_unit(db: Db, paper_id: int, home_id: int) -> Mapping[int, RowMapping]:
    """The same by department and team of one hospital; 0 are those of none."""
    query = select(TURNOUTS).where(TURNOUTS.c.paper_id == paper_id, TURNOUTS.c.unit_id == home_id)
    return {row["department_id"]: row for row in db.execute(query).mappings()}


def shares_of_homes(db: Db, paper_id: int, path: str) -> dict[int, int]:
    """How many people of these hospitals have which share in thousandths as their best."""
    return _shares(
        db,
        select(SCORES.c.share, func.sum(SCORES.c.people))
        .where(
            SCORES.c.paper_id == paper_id,
            SCORES.c.unit_id != EVERYWHERE,
            SCORES.c.unit_id.in_(homes_under(path)),
        )
        .group_by(SCORES.c.share),
    )


def shares_of_units(db: Db, paper_id: int, home_id: int, units: Sequence[int]) -> dict[int, int]:
    """The same of some departments of one hospital, counted from its results."""
    theirs = and_(
        RESULTS.c.paper_id == paper_id, RESULTS.c.unit_id == home_id, RESULTS.c.department_id.in_(units)
    )
    return _shares(db, select(RESULTS.c.share, func.count()).where(theirs).group_by(RESULTS.c.share))


def _shares(db: Db, query: Any) -> dict[int, int]:
    return {int(share): int(people) for share, people in db.execute(query) if people}


_SAT = exists().where(RESULTS.c.person_id == PEOPLE.c.id)


def not_yet(
    db: Db, paper_id: int, path: str, home_id: int, posts: Sequence[str], limit: int
) -> Sequence[RowMapping]:
    """Who of a part of a hospital could sit and has not handed anything in: id, name, department; by department."""
    sat = _SAT.where(RESULTS.c.paper_id == paper_id)
    query = (
        select(PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.unit_id, Unit.name.label("unit_name"))
        .join(Unit, Unit.id == PEOPLE.c.unit_id)
        .where(PEOPLE.c.home_id == home_id, _is_for(posts), Unit.path.startswith(path, autoescape=True), ~sat)
    )
    return db.execute(query.order_by(Unit.path, PEOPLE.c.name, PEOPLE.c.id).limit(limit)).mappings().all()


def away(db: Db, home_id: int, today: Any) -> set[int]:
    """Who of a hospital is on leave today."""
    query = select(LEAVES.c.person_id).join(PEOPLE, PEOPLE.c.id == LEAVES.c.person_id)
    now = (LEAVES.c.from_on <= today, LEAVES.c.until_on >= today)
    return set(db.execute(query.where(PEOPLE.c.home_id == home_id, *now)).scalars())


def everybody(
    db: Db, paper_id: int, path: str, home_id: int, posts: Sequence[str], limit: int
) -> Sequence[RowMapping]:
    """A part of a hospital's roll with what each reached, by department; those who sat and left since, too."""
    mine = and_(RESULTS.c.person_id == PEOPLE.c.id, RESULTS.c.paper_id == paper_id)
    facts = (
        RESULTS.c[name] for name in ("sittings", "share", "points", "total", "seconds", "passed", "best_at")
    )
    query = (
        select(PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.staff_no, Unit.name.label("unit_name"), *facts)
        .join(Unit, Unit.id == PEOPLE.c.unit_id)
        .outerjoin(RESULTS, mine)
        .where(
            PEOPLE.c.home_id == home_id,
            Unit.path.startswith(path, autoescape=True),
            or_(_is_for(posts), RESULTS.c.sittings.is_not(None)),
        )
    )
    return db.execute(query.order_by(Unit.path, PEOPLE.c.id).limit(limit)).mappings().all()


@dataclass(frozen=True)
class Sample:
    """The last ``limit`` sittings of a paper that were handed in: of one hospital, of some of its departments, of all.

    ``homes`` are several hospitals; those of a whole city come in the order of their ids.
    """

    paper_id: int
    limit: int
    home_id: int | None = None
    units: Sequence[int] | None = None
    homes: Sequence[int] | None = None

    def newest(self, dialect: str) -> CTE:
        """Their ids and shares."""
        # A plain column would let SQLite sort all sittings of the paper; so it walks back along another index.
        paper = SITTINGS.c.paper_id + text("0") if dialect == "sqlite" else SITTINGS.c.paper_id
        wanted = [paper == self.paper_id, SITTINGS.c.handed_in_at.is_not(None), *self._whose()]
        order = (SITTINGS.c.id,) if self.home_id is None else (SITTINGS.c.started_at, SITTINGS.c.id)
        query = select(SITTINGS.c.id, SITTINGS.c.share).where(*wanted)
        return query.order_by(*(column.desc() for column in order)).limit(self.limit).cte("newest")

    def _whose(self) -> Iterator[ColumnElement[bool]]:
        if self.home_id is not None:
            yield SITTINGS.c.unit_id == self.home_id
        if self.units is not None:
            yield SITTINGS.c.department_id.in_(self.units)
        if self.homes is not None:
            yield SITTINGS.c.unit_id.in_(self.homes)


def count_sample(db: Db, sample: Sample) -> int:
    newest = sample.newest(db.dialect.name)
    return int(db.execute(select(func.count()).select_from(newest)).scalar_one())


def answers_of(db: Db, sample: Sample) -> Sequence[Any]:
    """Question, share of the sitting, what was given, whether right, how many times; the worst sittings first."""
    newest = sample.newest(db.dialect.name)
    facts = (ANSWERS.c.question_id, newest.c.share, ANSWERS.c.given, ANSWERS.c.right)
    query = select(*facts, func.count()).join(newest, newest.c.id == ANSWERS.c.sitting_id)
    return db.execute(query.group_by(*facts).order_by(newest.c.share)).all()


def left_open(db: Db, sample: Sample) -> Sequence[tuple[int, int]]:
    """Question and share of the sitting, once for each question that was drawn and not answered."""
    newest = sample.newest(db.dialect.name)
    given = select(func.count()).where(ANSWERS.c.sitting_id == newest.c.id).scalar_subquery()
    gaps = (
        select(SITTINGS.c.id, SITTINGS.c.share, SITTINGS.c.drawn)
        .join(newest, newest.c.id == SITTINGS.c.id)
        .where(func.json_array_length(SITTINGS.c.drawn) > given)
    )
    rows = {row["id"]: row for row in db.execute(gaps).mappings()}
    there = select(ANSWERS.c.sitting_id, ANSWERS.c.position).where(ANSWERS.c.sitting_id.in_(rows))
    answered = {(row[0], row[1]) for row in db.execute(there)} if rows else set()
    return [
        (key, row["share"])
        for row in rows.values()
        for position, (key, _, _) in enumerate(row["drawn"], 1)
        if (row["id"], position) not in answered
    ]


def open_sittings(db: Db, paper_id: int) -> int:
    """How many are in the middle of it."""
    query = select(func.count()).where(SITTINGS.c.paper_id == paper_id, SITTINGS.c.handed_in_at.is_(None))
    return int(db.execute(query).scalar_one())


def people_sat(db: Db, papers: Sequence[int]) -> dict[int, int]:
    """How many people sat each of these papers, everywhere; read from the few rows of the scores."""
    everywhere = and_(SCORES.c.paper_id.in_(papers), SCORES.c.unit_id == EVERYWHERE)
    query = select(SCORES.c.paper_id, func.sum(SCORES.c.people)).where(everywhere)
    return {paper: int(people) for paper, people in db.execute(query.group_by(SCORES.c.paper_id))}
