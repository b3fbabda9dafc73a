"""Pictures of figures as SVG, drawn here and without a script. What they show is counted elsewhere."""

from collections.abc import Sequence
from importlib import import_module
from math import ceil
from typing import Any

WIDTH, LINE = 340, 30
"""Dots. A narrow phone shows the picture about as wide as it is drawn, so that its letters stay letters."""
UPRIGHT, EDGE = 200, 22
LETTERS = "PingFang SC, HarmonyOS Sans SC, MiSans, Microsoft YaHei, Noto Sans CJK SC, WenQuanYi Micro Hei, sans-serif"
GREEN, PALE, RED, AMBER = "#07763a", "#a9c9b6", "#b4231a", "#b77a00"
INK, SOFT, LINES = "#1a201d", "#5a6660", "#dde3e0"
LETTER = 13
NARROWED = 0.5
"""pygal takes letters for Latin ones; a Chinese one needs so much more of its height."""

DRESS = """inline:.axis .line { stroke: none !important } .reactive { stroke-width: 0 !important }
.axis .guide.line { stroke: %s !important; stroke-dasharray: none !important }
@media (prefers-color-scheme: dark) {
.axis text, text.value { fill: #a0aca6 !important }
.axis .guide.line { stroke: #323a36 !important }
}"""
"""A picture stands alone, so its rules need no name of it; they must be louder than those of pygal, which have one."""
BESIDE = "inline:text.value { text-anchor: start !important; transform: translateX(-2px) }"
"""The number stands behind the end of its bar, not across it."""
LONGEST = 9
"""Characters of a name that have room beside a bar."""
STEPS = 4
"""So many lines at most stand above the ground of a picture of columns."""

Series = Sequence[tuple[str, Sequence[float | None]]]


def lying(names: Sequence[str], series: Series, colours: Sequence[str]) -> bytes:
    """Bars from left to right, the first one on top, each with its number."""
    chart = _chart("HorizontalBar", colours, EDGE + LINE * max(1, len(names)), print_values=True)
    shown = [_short(name) for name in reversed(names)]
    chart.config.show_x_labels, chart.config.margin_right = False, 4 * LETTER
    chart.config.margin_left = LETTER + int(max(map(len, shown), default=0) * LETTER * NARROWED)
    chart.config.css = [*chart.config.css, BESIDE]
    return _drawn(chart, shown, [(name, values[::-1]) for name, values in series])


def standing(names: Sequence[str], series: Series, colours: Sequence[str]) -> bytes:
    """Columns side by side, for months."""
    chart = _chart("Bar", colours, UPRIGHT, print_values=False)
    chart.y_labels = ticks(max((value or 0 for _, values in series for value in values), default=0))
    return _drawn(chart, names, series)


def ticks(most: float) -> list[int]:
    """Whole numbers from nothing to the first line not below ``most``, in steps of 1, 2 or 5 and their tens."""
    step = next(
        size * 10**tens for tens in range(12) for size in (1, 2, 5) if size * 10**tens * STEPS >= most
    )
    return list(range(0, max(1, ceil(most / step)) * step + 1, step))


def _chart(kind: str, colours: Sequence[str], height: int, *, print_values: bool) -> Any:
    pygal, style = import_module("pygal"), import_module("pygal.style")
    look = style.Style(
        font_family=LETTERS, background="transparent", plot_background="transparent", colors=tuple(colours),
        foreground=SOFT, foreground_strong=SOFT, foreground_subtle=LINES, label_font_size=LETTER, opacity="1",
        major_label_font_size=LETTER, value_font_size=LETTER, value_colors=(INK,) * len(colours), transition="none",
    )  # fmt: skip
    facts = {"width": WIDTH, "height": height, "show_legend": False, "print_values": print_values}
    chart = getattr(pygal, kind)(style=look, js=(), min_scale=2, max_scale=4, margin=6, spacing=6, **facts)
    chart.config.css = [*chart.config.css, DRESS % LINES]
    chart.config.print_values_position, chart.config.value_formatter = "top", _number
    chart.add_xml_filter(_without_scripts)
    return chart


def _drawn(chart: Any, names: Sequence[str], series: Series) -> bytes:
    chart.x_labels = list(names)
    for name, values in series:
        chart.add(name, list(values))
    drawn: bytes = chart.render()
    return drawn


def _without_scripts(root: Any) -> Any:
    """Nor comments: a picture says nothing about who drew it when."""
    for each in [
        each for each in root.iter() if not isinstance(each.tag, str) or each.tag.endswith("script")
    ]:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    return root


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
