"""The covered parts of a picture: boxes in parts of its width and height."""

from collections.abc import Iterable, Sequence

from rules.refusal import Refused

Box = tuple[float, float, float, float]
"""Left, top, right, bottom; 0 to 1 each."""

MOST = 20
SMALLEST = 0.005
"""A box narrower than this is a slip of the finger."""


def read_boxes(fields: Iterable[Sequence[str]]) -> list[Box]:
    """Boxes from what four fields each say, in percent; rows left empty are no boxes."""
    rows = [row for row in fields if any(text.strip() for text in row)]
    if len(rows) > MOST:
        raise Refused(f"最多遮{MOST}处，挨着的并成一处。")
    return [_read(row) for row in rows]


def _read(row: Sequence[str]) -> Box:
    try:
        first_x, first_y, last_x, last_y = (float(text) / 100 for text in row)
    except ValueError:
        raise Refused("有一处没写全：左、上、右、下都要写，0到100。") from None
    left, right = sorted((_within(first_x), _within(last_x)))
    top, bottom = sorted((_within(first_y), _within(last_y)))
    if right - left < SMALLEST or bottom - top < SMALLEST:
        raise Refused("有一处太小了，盖不住什么，拉大一点。")
    return left, top, right, bottom


def _within(part: float) -> float:
    """Inside the picture; what is no number at all lies at its edge."""
    return round(min(max(part, 0.0), 1.0), 4) if part == part else 0.0
