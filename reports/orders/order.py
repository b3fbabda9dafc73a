"""What the letter says about one hazard that cannot be put right in time. How it looks is not known here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

BASIS = (
    "《中华人民共和国安全生产法》第四十六条、第六十条和“查保促”活动方案"
    "“对不能及时整改的安全隐患要通知单位行政，并督促单位行政制定整改方案”的要求"
)
"""第四十六条: what cannot be handled at once is reported and must be handled; 第六十条: the union may propose, the unit answers."""


@dataclass(frozen=True)
class Order:
    """One letter. ``number`` is the whole official one (市一院工隐通〔2026〕3号); ``photos`` are at most two JPEGs.

    ``why`` it cannot be put right in time, what was done ``so_far``, what keeps it safe in the ``interim``.
    """

    hospital: str
    union: str
    number: str
    hazard_number: int
    place: str
    description: str
    found_on: date
    kind_name: str
    level_name: str
    why: str
    so_far: str
    interim: str
    tier_name: str
    addressee: str
    plan_due_on: date
    written_on: date
    written_by: str
    photos: Sequence[bytes] = ()
    basis: str = BASIS


def chinese_day(day: date) -> str:
    """A date as official letters write it."""
    return f"{day.year}年{day.month}月{day.day}日"
