"""The official nouns of a hazard's facts, as lists, filters and figures of officers and unions write them."""

from collections.abc import Mapping

from actions.deciding import LEVELS
from rules.hazard import OFFICIAL as STATUSES
from rules.hazard import Status
from rules.pace import OFFICIAL as TIERS
from rules.words.usual import CAUSE_NAMES
from web.words.facts import KINDS, SOURCES

__all__ = ["CAUSES", "KINDS", "LEVELS", "SOURCES", "STANDINGS", "STATUS_NAMES", "TIER_NAMES"]

CAUSES: Mapping[str, str] = {str(cause): name for cause, name in CAUSE_NAMES.items()}
TIER_NAMES: Mapping[str, str] = {str(tier): name for tier, name in TIERS.items()}
STATUS_NAMES: Mapping[str, str] = {str(s): name for s, name in STATUSES.items() if s is not Status.DRAFT}
STANDINGS: Mapping[str, str] = {"open": "没办完", "counted": "算隐患的", **STATUS_NAMES}
"""What can be asked for as a status: the single ones, and two groups of them."""
