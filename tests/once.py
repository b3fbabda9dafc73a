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


def routes_compiled_once(compile_rule: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """For ``Rule.compile``: two rules of the same words and defaults are matched and built by the same code."""
    kept: dict[Any, dict[str, Any]] = {}

    @wraps(compile_rule)
    def once(rule: Rule) -> None:
        defaults = tuple(sorted((rule.defaults or {}).items()))
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, defaults)
        if key not in kept:
            compile_rule(rule)
            kept[key] = {name: vars(rule)[name] for name in COMPILED}
            return
        vars(rule).update(kept[key])
        for name in ("_build", "_build_unknown"):
            setattr(rule, name, kept[key][name].__func__.__get__(rule))

    return once


COMPILED = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")
"""What compiling leaves behind in a rule."""
