"""What the dashboard says: tables of numbers, each of which opens the rows it counts."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from models import figures
from models.base import Db, Row
from web.console.chips import View
from web.console.filters import NO_CAUSE, NOWHERE, address, instant
from web.console.ledger.official import CAUSES, SOURCES, STATUS_NAMES, TIER_NAMES

MOST_PLACES = 10
NO_NAME = "没说清"


@dataclass(frozen=True)
class Cell:
    """One number, and the address of the rows it counts."""

    number: float | None
    link: str = ""

    @property
    def words(self) -> str:
        return "" if self.number is None else f"{self.number:g}"


@dataclass(frozen=True)
class Table:
    """Numbers by name. ``drawn`` are the columns that stand in the picture."""

    title: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    drawn: Sequence[int] = (0,)

    @property
    def is_empty(self) -> bool:
        return not any(cell.number for _, cells in self.rows for cell in cells)


@dataclass(frozen=True)
class Board:
    """What one guest sees in so many months, and where to ask."""

    db: Db
    view: View
    branches: Sequence[Row]
    kinds: Mapping[str, str]
    months: Sequence[date]
    many_hospitals: bool

    @property
    def edges(self) -> Sequence[date]:
        """The first days of the months, and of the month after."""
        return [*self.months, _next(self.months[-1])]

    @property
    def instants(self) -> Sequence[datetime]:
        return [instant(day) for day in self.edges]

    @property
    def days(self) -> tuple[date, date]:
        return self.months[0], self.edges[-1] - timedelta(days=1)

    @cached_property
    def facts(self) -> Sequence[tuple[str, str, str, int]]:
        return figures.found_by_facts(self.db, self.view.rows, *self.days)

    @cached_property
    def took(self) -> Sequence[tuple[int, int, int]]:
        """What was closed: month, tenths of days it took, how many."""
        return figures.days_to_close(self.db, self.view.rows, self.instants)

    @cached_property
    def again(self) -> Sequence[tuple[str, str, int]]:
        """Recurrences: place, cause, how many."""
        return figures.come_back(self.db, self.view.rows, *self.days)

    def found(self, **more: str) -> str:
        """The address of what was found in these months and is a hazard."""
        return self.opens(status="counted", found=span(*self.days), **more)

    def opens(self, **kept: str) -> str:
        return address("console.ledger", kept if "show" in kept else {"show": "all", **kept})

    def counted(self, at: int) -> Counter[str]:
        """What was found, by category (0), source (1) or cause (2)."""
        counts: Counter[str] = Counter()
        for fact in self.facts:
            counts[str(fact[at])] += fact[3]
        return counts


def span(first: date, last: date) -> str:
    return f"{first.isoformat()}_{last.isoformat()}"


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def last_months(today: date, number: int) -> list[date]:
    """The first days of so many months, this one last."""
    months = [today.replace(day=1)]
    while len(months) < number:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[::-1]


def flow(board: Board) -> Table:
    """Found and closed by month, and how long the closed ones took."""
    found = figures.found_by_month(board.db, board.view.rows, board.edges)
    rows = []
    for at, month in enumerate(board.months):
        days = span(month, _next(month) - timedelta(days=1))
        closed = [(tenths, n) for when, tenths, n in board.took if when == at]
        cells = [
            Cell(found[at], board.opens(status="counted", found=days)),
            Cell(sum(n for _, n in closed), board.opens(closed=days)),
            Cell(median_days(closed)),
        ]
        rows.append((f"{month:%Y}年{month.month}月", cells))
    return Table("发现和销号", ("发现", "销号", "中位天数"), rows, (0, 1))


def median_days(took: Sequence[tuple[int | None, int]]) -> float | None:
    """The middle one of durations, which come in tenths of days with their numbers."""
    known = sorted((tenths, n) for tenths, n in took if tenths is not None)
    left = (sum(n for _, n in known) + 1) // 2
    for tenths, n in known:
        left -= n
        if left <= 0:
            return tenths / figures.TENTHS
    return None


def categories(board: Board) -> Table:
    named = [(board.kinds.get(code, code), n, code) for code, n in board.counted(0).most_common()]
    rows = [(name, [Cell(n, board.found(category=code))]) for name, n, code in named]
    return Table("什么类别", ("发现",), rows)


def overdue(board: Board) -> Table:
    """By department, or for those above by hospital."""
    counts: Counter[int | None] = Counter()
    for hospital, department, n in figures.overdue_by_unit(board.db, board.view.rows, board.view.today):
        counts[hospital if board.many_hospitals else board_unit(board.branches, department)] += n
    names = {branch["id"]: branch["name"] for branch in board.branches}
    rows = [
        (names.get(unit, "没说科室"), [Cell(n, board.opens(show="overdue", unit=str(unit or NOWHERE)))])
        for unit, n in counts.most_common()
    ]
    return Table("哪里超期", ("超期",), rows)


def board_unit(branches: Sequence[Row], unit: int | None) -> int | None:
    """The department a unit belongs to: a team stands under its department."""
    own = next((branch for branch in branches if branch["id"] == unit), None)
    if own is None:
        return None
    above = [b["id"] for b in branches if own["path"].startswith(b["path"]) and b["kind"] == "department"]
    return above[0] if above else unit


def tiers(board: Board) -> Table:
    counts = figures.open_by_tier(board.db, board.view.rows)
    rows = [
        (name, [Cell(counts.get(tier, 0), board.opens(status="open", tier=tier))])
        for tier, name in TIER_NAMES.items()
    ]
    return Table("没办完的在哪一层", ("没办完",), rows)


def sources(board: Board) -> Table:
    """The four ways side by side with what inspectors found."""
    counts = board.counted(1)
    rows = [(name, [Cell(counts[source], board.found(source=source))]) for source, name in SOURCES.items()]
    return Table("谁查出来的", ("发现",), rows)


def lenses(board: Board) -> Table:
    """透视镜: the three causes, and how many of each have come back."""
    counts = board.counted(2)
    again: Counter[str] = Counter()
    for _, cause, n in board.again:
        again[cause] += n
    rows = []
    for cause, name in [*CAUSES.items(), ("", NO_NAME)]:
        kept = cause or NO_CAUSE
        cells = [
            Cell(counts[cause], board.found(cause=kept)),
            Cell(again[cause], board.found(cause=kept, again="1")),
        ]
        if cause or counts[cause]:
            rows.append((name, cells))
    return Table("透视镜", ("发现", "又犯"), rows, (0, 1))


def places(board: Board) -> Table:
    """Where it keeps coming back, the worst first."""
    again: Counter[str] = Counter()
    for place, _, n in board.again:
        again[place] += n if place else 0
    rows = [
        (place, [Cell(n, board.found(spot=place, again="1"))])
        for place, n in again.most_common(MOST_PLACES)
        if n
    ]
    return Table("哪里又犯", ("又犯",), rows)


TABLES: Mapping[str, Callable[[Board], Table]] = {
    "flow": flow,
    "overdue": overdue,
    "tiers": tiers,
    "categories": categories,
    "sources": sources,
    "lenses": lenses,
    "places": places,
}


def headline(board: Board, tables: Mapping[str, Table]) -> list[tuple[str, Cell]]:
    """The few numbers on top; what became a repair or no hazard is counted apart."""
    apart = figures.set_apart(board.db, board.view.rows, *board.days)
    days = span(*board.days)

    def total(name: str, at: int = 0) -> int:
        return int(sum(cells[at].number or 0 for _, cells in tables[name].rows))

    return [
        ("发现", Cell(total("flow"), board.found())),
        ("销号", Cell(total("flow", 1), board.opens(closed=days))),
        ("没办完", Cell(total("tiers"), board.opens(status="open"))),
        ("超期", Cell(total("overdue"), board.opens(show="overdue"))),
        ("从报到销号，中位天数", Cell(median_days([(tenths, n) for _, tenths, n in board.took]))),
        *(
            (STATUS_NAMES[status], Cell(apart.get(status, 0), board.opens(status=status, found=days)))
            for status in figures.APART
        ),
    ]
