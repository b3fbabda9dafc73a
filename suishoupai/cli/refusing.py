"""How a command refuses: one sentence on stderr and exit code 1."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from sqlalchemy.exc import DBAPIError

from rules.refusal import Refused
from suishoupai.broken_database import ailment_of
from suishoupai.settings import Misconfigured

P = ParamSpec("P")
R = TypeVar("R")


def refuses(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what the rules, the configuration or a database that cannot go on refuse into one sentence."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Misconfigured as error:
            raise click.ClickException("\n".join(error.mistakes)) from None
        except Refused as error:
            raise click.ClickException(str(error)) from None
        except (DBAPIError, OSError) as error:
            found = ailment_of(error)
            if found is None:
                raise  # nobody knows it: whoever mends it wants all of it
            raise click.ClickException(f"没有办成：{found.said}。{found.cure}") from None

    return run
