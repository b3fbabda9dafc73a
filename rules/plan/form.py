"""An official form as it is printed: its words, its rows, and which cell stands where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """One label of the form and the cell beside it; the label breaks where the source breaks."""

    cell: str
    label: str


@dataclass(frozen=True)
class Layout:
    """The form without figures. ``header`` is what stands left and right above the table, with room to write."""

    title: str
    header: tuple[str, str]
    rows: tuple[tuple[Box, ...], ...]
    notes: tuple[str, ...]
