"""What is usually done about a class of hazards, and which of the three causes it mostly has; the words are data."""

from dataclasses import dataclass
from enum import StrEnum

A_WORKING_WEEK = 5


class Cause(StrEnum):
    """The three lenses of 透视镜: what people do, what state things are in, how it is organised."""

    UNSAFE = "unsafe"
    UNSTABLE = "unstable"
    UNCOORDINATED = "uncoordinated"


CAUSE_NAMES = {Cause.UNSAFE: "不安全", Cause.UNSTABLE: "不稳定", Cause.UNCOORDINATED: "不协调"}
"""As the official document writes them: 人的不安全行为, 物的不稳定状态, 管理不协调."""


@dataclass(frozen=True)
class Usual:
    """Defaults for four of the five blocks (the owner is the fifth); "" means nothing is usual. ``days`` are working days."""

    measure: str = ""
    funds: str = ""
    contingency: str = ""
    days: int = A_WORKING_WEEK
    measure_when: tuple[tuple[str, str], ...] = ()


NOTHING_USUAL = Usual()


def measure_for(text: str, usual: Usual) -> str:
    """The usual measure for ``text``: the first exact one that fits, else the general one."""
    return next((measure for word, measure in usual.measure_when if word in text), usual.measure)
