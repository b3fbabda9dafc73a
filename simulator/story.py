"""A story as data: who does what, and what the teller says in between. Plays nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Deed = Literal["says", "shows", "speaks", "scans", "follows", "taps", "taps_link", "jump", "tells", "pauses"]


@dataclass(frozen=True)
class Step:
    """``who`` (a phone's name) does ``deed`` with ``what``: words, picture names, a scene, or minutes to jump.

    ``{号}`` in words stands for the last number of three digits or more that this phone was told.
    """

    who: str
    deed: Deed
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """Steps, and the sentence that hands over to whoever watches."""

    name: str
    steps: tuple[Step, ...]
    handover: str = "轮到你了：在任何一部手机上点一张照片，再点一句话。"
    newcomers: Mapping[str, str] = field(default_factory=dict)  # name → title of people who do not follow yet


def tells(words: str) -> Step:
    """The teller speaks."""
    return Step("", "tells", (words,))


def jumps(minutes: int) -> Step:
    """Time passes."""
    return Step("", "jump", (str(minutes),))
