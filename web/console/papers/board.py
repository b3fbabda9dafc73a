"""How a paper went, as values: who could sit and who sat, by hospital or department, fairly compared; and the points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from models.base import Db, Row
from models.quiz import figures
from models.units import Unit
from rules.quiz.standing import Turnout, fair_averages
from web.console.papers.kept import kept
from web.rights import ABOVE_HOSPITALS

COUNTED_EVERY = timedelta(minutes=10)
"""A roll of a million takes a moment to count."""
FEWEST = 3
STEP, WHOLE = 100, 1000
"""Points are counted in tens: shares are thousandths."""


@dataclass(frozen=True)
class Line:
    """One hospital or department. ``average`` is drawn towards that of all; None where nobody sat."""

    id: int
    name: str
    turnout: Turnout
    average: float | None = None

    @property
    def mean(self) -> float | None:
        """Of those who sat; None where they are so few that it would be somebody's own mark."""
        turnout = self.turnout
        return turnout.points / turnout.people if turnout.people >= FEWEST else None

    @property
    def took_part(self) -> int:
        """Whole percents; a hundred only when it is everybody."""
        return percent(self.turnout.people, self.turnout.staff)

    @property
    def passed(self) -> int:
        return percent(self.turnout.passed, self.turnout.people)


@dataclass(frozen=True)
class Board:
    """All lines, all together, and how many people have how many points."""

    by_hospital: bool
    lines: Sequence[Line]
    total: Turnout
    bins: Sequence[tuple[str, int]]

    @property
    def average(self) -> float | None:
        return self.total.points / self.total.people if self.total.people else None


def percent(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0


def board_of(db: Db, row: Row, path: str) -> Board:
    """The figures of a paper for one part of the tree."""
    node = db.execute(select(Unit.id, Unit.kind, Unit.home_id).where(Unit.path == path)).mappings().one()
    if node["kind"] in ABOVE_HOSPITALS:
        return _of_hospitals(db, row, path)
    return _of_departments(db, row, path, node)


def _of_hospitals(db: Db, row: Row, path: str) -> Board:
    posts = tuple(row["posts"])
    staff = kept(("staff", path, posts), COUNTED_EVERY, lambda: figures.staff_by_home(db, path, posts))
    below = Unit.path.startswith(path, autoescape=True)
    names = dict(db.execute(select(Unit.id, Unit.name).where(below, Unit.kind == "unit")).all())
    sat = figures.turnout_by_home(db, row["id"], path)
    turnouts = [_turnout(home, staff.get(home, 0), sat.get(home)) for home in names]
    return _board(turnouts, names, figures.shares_of_homes(db, row["id"], path), by_hospital=True)


def _of_departments(db: Db, row: Row, path: str, node: Row) -> Board:
    home_id = node["home_id"]
    nodes = nodes_of(db, home_id, path)
    tops = {each["id"]: top_of(each, nodes) for each in nodes}
    staff, sat = (
        figures.staff_by_unit(db, home_id, row["posts"]),
        figures.turnout_by_unit(db, row["id"], home_id),
    )
    names = {each["id"]: "院本部" if each["id"] == home_id else each["name"] for each in nodes}
    whole = node["id"] == home_id
    if whole and 0 in sat:
        tops[0], names[0] = 0, "没说科室"
    turnouts = _together(tops, staff, sat)
    shares = (
        figures.shares_of_homes(db, row["id"], path)
        if whole
        else figures.shares_of_units(db, row["id"], home_id, list(tops))
    )
    return _board(turnouts, names, shares, by_hospital=False)


def nodes_of(db: Db, home_id: int, path: str) -> Sequence[Row]:
    """A part of a hospital: id, name, kind, path; as the tree goes."""
    query = select(Unit.id, Unit.name, Unit.kind, Unit.path).where(
        Unit.home_id == home_id, Unit.path.startswith(path, autoescape=True)
    )
    return db.execute(query.order_by(Unit.path)).mappings().all()


def top_of(node: Row, nodes: Sequence[Row]) -> int:
    """The department a team stands under; itself for everything else."""
    if node["kind"] != "team":
        return int(node["id"])
    above = [each for each in nodes if each["kind"] == "department" and node["path"].startswith(each["path"])]
    return int(above[0]["id"]) if above else int(node["id"])


def _together(tops: Mapping[int, int], staff: Mapping[int, int], sat: Mapping[int, Row]) -> list[Turnout]:
    """Teams counted with their departments; what has nobody on the roll is left out."""
    sums: dict[int, list[int]] = {}
    for unit, top in tops.items():
        kept, row = sums.setdefault(top, [0, 0, 0, 0]), sat.get(unit)
        more = (staff.get(unit, 0), *((row["people"], row["passed"], row["shares"]) if row else (0, 0, 0)))
        sums[top] = [one + other for one, other in zip(kept, more, strict=True)]
    return [
        Turnout(unit, max(many, people), people, passed, shares / 10)
        for unit, (many, people, passed, shares) in sums.items()
        if many or people
    ]


def _turnout(unit: int, staff: int, row: Row | None) -> Turnout:
    """Who sat and left the roll since still counts among those who could."""
    if row is None:
        return Turnout(unit, staff, 0, 0, 0.0)
    people = int(row["people"])
    return Turnout(unit, max(staff, people), people, int(row["passed"]), int(row["shares"]) / 10)


def _board(
    turnouts: Sequence[Turnout], names: Mapping[int, str], shares: Mapping[int, int], *, by_hospital: bool
) -> Board:
    averages = fair_averages(turnouts)
    lines = [Line(each.unit_id, names[each.unit_id], each, averages.get(each.unit_id)) for each in turnouts]
    lines.sort(key=lambda line: (-line.turnout.took_part, -line.turnout.people, line.id))
    total = Turnout(
        unit_id=0,
        staff=sum(each.staff for each in turnouts),
        people=sum(each.people for each in turnouts),
        passed=sum(each.passed for each in turnouts),
        points=sum(each.points for each in turnouts),
    )
    return Board(by_hospital, lines, total, bins(shares))


def bins(shares: Mapping[int, int]) -> list[tuple[str, int]]:
    """How many people have 0–9 points, 10–19, … 90–100."""
    counts = [0] * (WHOLE // STEP)
    for share, people in shares.items():
        counts[min(share // STEP, len(counts) - 1)] += people
    names = [f"{at * 10}–{at * 10 + 9}" for at in range(len(counts) - 1)]
    return list(zip([*names, "90–100"], counts, strict=True))
