"""The cells of the official table as a table inside a report. Which cells there are is the plan's affair."""

from collections.abc import Mapping

from reports.narrative.facts import Figure
from reports.narrative.report import Figures
from reports.narrative.words import NOT_ASKED, Words, cell, line

HEADS = {
    "in_period": ("指标", "本期"),
    "so_far": ("指标", "累计"),
    "both": ("指标", "本期", "累计"),
}


def figure_table(figures: Mapping[str, Figure], which: str) -> tuple[list[Figures], Words]:
    """The table with ``in_period``, ``so_far`` or ``both``, and the labels of what nobody knows."""
    rows = [(line(figure.label), *_cells(figure, which)) for figure in figures.values()]
    unknown = tuple(
        f"“{line(figure.label)}”"
        for figure in figures.values()
        if figure.applies and None in _values(figure, which)
    )
    return ([Figures(HEADS[which], rows)] if rows else []), Words("", unknown)


def _values(figure: Figure, which: str) -> tuple[int | None, ...]:
    both = (figure.in_period, figure.so_far)
    return both if which == "both" else (both[which == "so_far"],)


def _cells(figure: Figure, which: str) -> list[str]:
    return [cell(value) if figure.applies else NOT_ASKED for value in _values(figure, which)]
