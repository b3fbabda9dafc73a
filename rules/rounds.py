"""A round (查): one of the four ways of finding, and on a check between departments the one that is checked."""

from dataclasses import dataclass

from rules.hazard import Source

WAYS = {
    Source.STAFF: "职工排查",
    Source.EXPERT: "专家查找",
    Source.DELEGATE: "职工代表巡查",
    Source.PEER: "班组科室互查",
}
"""The four, in the order of their digits."""


@dataclass(frozen=True)
class Round:
    """Which way, and the department that is checked (on 互查 alone)."""

    source: Source
    unit_id: int | None = None

    def __str__(self) -> str:
        """As the account keeps it: ``expert``, ``peer:12``."""
        return f"{self.source}:{self.unit_id}" if self.unit_id is not None else str(self.source)


def read_round(kept: str) -> Round | None:
    """What the account kept; None for nothing."""
    source, _, unit = kept.partition(":")
    return Round(Source(source), int(unit) if unit else None) if source else None
