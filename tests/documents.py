"""The official documents, read once a process: nothing can change in them, and reading them takes longer than most tests."""

from functools import cache

from plans.kinds import load_kinds
from plans.loading import load_plans
from plans.major import load_major

READ_ONCE = {loads.__name__: cache(loads) for loads in (load_kinds, load_plans, load_major)}
KINDS = READ_ONCE["load_kinds"]
