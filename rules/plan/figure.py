"""A figure of a sheet: both numbers, what they are made of, and how it is printed. 0, unknown and not asked differ."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rules.plan.cells import Frame, LeftOut, Told


@dataclass(frozen=True)
class Figure:
    """One cell. ``total`` since the phase began, ``period`` since the last sheet; ``attested`` heads without names.

    ``late`` of the period's records happened before the last sheet was cut (上期补录), ``gone`` stood in the last sheet
    and do not any more. ``capped`` people were over the roll and are not counted.
    """

    total: int
    period: int
    attested: int = 0
    capped: int = 0
    late: int = 0
    gone: int = 0

    def plain(self) -> dict[str, int]:
        return asdict(self)


Cells = Mapping[str, Figure | None]
"""Cell to figure; None: not for this kind of unit to fill in."""


def figure(
    told: Told, before: Iterable[str] = (), is_late: Callable[[str], bool] = lambda ref: False
) -> Figure:
    """The figure of what was found now, against what the last sheet was made of."""
    was = set(before)
    fresh = [ref for ref in told.counted if ref not in was]
    gone = len(was.difference(told.counted))
    late = sum(map(is_late, fresh))
    return Figure(told.figure, len(fresh), told.attested, told.capped, late, gone)


def added(figures: Iterable[Figure]) -> Figure:
    """The figures of several units together."""
    some = list(figures)
    return Figure(
        total=sum(one.total for one in some),
        period=sum(one.period for one in some),
        attested=sum(one.attested for one in some),
        capped=sum(one.capped for one in some),
        late=sum(one.late for one in some),
        gone=sum(one.gone for one in some),
    )


def as_kept(cells: Cells) -> dict[str, Any]:
    """Figures as a sheet keeps them."""
    return {cell: figure.plain() if figure else None for cell, figure in cells.items()}


def as_read(kept: Mapping[str, Any]) -> dict[str, Figure | None]:
    """Figures out of a sheet that was kept."""
    return {cell: Figure(**facts) if facts is not None else None for cell, facts in kept.items()}


def printed(cells: Cells, frame: Frame) -> dict[str, str]:
    """Each cell as it is printed: the number that was chosen, 0 as 0, and what is not asked for as chosen."""
    empty = "／" if frame.option("empty") == "slash" else ""
    which = frame.option("print")
    return {
        cell: empty if figure is None else str(figure.total if which == "total" else figure.period)
        for cell, figure in cells.items()
    }


@dataclass(frozen=True)
class Opened:
    """A cell that was opened: its figure, the rule in a sentence, what is counted and what is not and why."""

    figure: Figure | None
    say: str
    counted: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
