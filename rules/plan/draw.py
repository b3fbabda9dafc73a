"""Drawing units or rows by lot (随机抽查, 抽5条) so that anybody can repeat it. Who asks for the draw is kept elsewhere.

Everybody has as many lots as their weight. The number of a lot is SHA-256 of ``seed:id:lot`` with lots counted from
1, in hexadecimal as ``printf %s "seed:7:1" | sha256sum`` prints it; a candidate's ticket is the highest of its lots,
and the highest tickets win. That is weighted sampling without replacement as Efraimidis and Spirakis describe it,
in whole numbers only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

KEY_UNIT = 3
"""The weight of a key unit (重点单位) unless a union sets another; everybody else weighs 1."""


@dataclass(frozen=True)
class Candidate:
    """Who may be drawn; ``weight`` is the number of lots, 1 or more."""

    id: int
    weight: int = 1

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError(f"a candidate needs a lot: {self}")


@dataclass(frozen=True)
class Ticket:
    """One line of the published log: the place from 1, the highest lot in hexadecimal, and whether it was drawn."""

    place: int
    id: int
    weight: int
    number: str
    drawn: bool


def draw(candidates: Iterable[Candidate], count: int, seed: str) -> tuple[int, ...]:
    """The ids drawn, first drawn first; all of them when ``count`` is as many or more.

    One more than before adds one at the end, so the next in the row is the substitute.
    Raises ``ValueError`` for an empty seed, a negative count or an id given twice.
    """
    return tuple(ticket.id for ticket in explained(candidates, count, seed) if ticket.drawn)


def explained(candidates: Iterable[Candidate], count: int, seed: str) -> tuple[Ticket, ...]:
    """The whole draw as a log: every candidate, drawn or not, from the highest ticket down."""
    listed = _checked(candidates, count, seed)
    tickets = sorted(
        ((_highest(each, seed), each) for each in listed), key=lambda pair: pair[0], reverse=True
    )
    return tuple(
        Ticket(place, each.id, each.weight, number, drawn=place <= count)
        for place, (number, each) in enumerate(tickets, start=1)
    )


def pick(ids: Iterable[int], count: int, seed: str) -> tuple[int, ...]:
    """So many of the ids, each as likely as the others; same seed, same rows."""
    return draw(map(Candidate, ids), count, seed)


def list_digest(candidates: Iterable[Candidate]) -> str:
    """SHA-256 (hex) of the list in order of ids: said before the draw, it proves that nobody was added or taken off."""
    lines = sorted((each.id, each.weight) for each in candidates)
    return sha256("".join(f"{id_}:{weight}\n" for id_, weight in lines).encode()).hexdigest()


def _highest(candidate: Candidate, seed: str) -> str:
    lots = (f"{seed}:{candidate.id}:{lot}" for lot in range(1, candidate.weight + 1))
    return max(sha256(lot.encode()).hexdigest() for lot in lots)


def _checked(candidates: Iterable[Candidate], count: int, seed: str) -> Sequence[Candidate]:
    """A draw that nobody could repeat, or in which somebody stands twice, is a mistake of the caller."""
    listed = list(candidates)
    if not seed.strip() or count < 0:
        raise ValueError("a draw needs a seed and a count that is not negative")
    if len({each.id for each in listed}) < len(listed):
        raise ValueError("somebody stands on the list twice")
    return listed
