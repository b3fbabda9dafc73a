"""What every application of the tests has in common and nobody can change: compiled once a process, not once a test."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Templates(BytecodeCache):
    """The templates this process has compiled."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of this template, unless it is the first time."""
        bucket.code = self.kept.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """From now on it is known."""
        self.kept[bucket.key] = bucket.code


Builder = Callable[..., tuple[str, str]]


def routes_built_once(build: Callable[[Rule, bool], Builder]) -> Callable[[Rule, bool], Builder]:
    """For ``Rule._compile_builder``: two rules of the same parts and defaults build their addresses by the same code."""
    kept: dict[Any, Builder] = {}

    @wraps(build)
    def once(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (rule.rule, *rule._trace, append_unknown, *sorted((rule.defaults or {}).items()))
        if key not in kept:
            kept[key] = build(rule, append_unknown)
        return kept[key]

    return once
