"""How a command refuses: one sentence on stderr and exit code 1."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from rules.refusal import Refused
from suishoupai.settings import Misconfigured

P = ParamSpec("P")
R = TypeVar("R")


def refuses(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what the rules or the configuration refuse into one sentence and exit code 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Misconfigured as error:
            raise click.ClickException("\n".join(error.mistakes)) from None
        except Refused as error:
            raise click.ClickException(str(error)) from None

    return run
