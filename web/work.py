"""How pages change anything: through the one writer, and what they show afterwards is what then stands there."""

from typing import TypeVar

from bot.writer import Work
from web.desk import this_desk
from web.reading import put_back

T = TypeVar("T")


def carry(work: Work[T]) -> T:
    """Do the work and commit. What was read before belongs to an older moment, so its connection is put back."""
    put_back()
    return this_desk().writer.carry(work)
