"""How a duty stands: how much of it is done, and what is still missing, in words. A question, never a stored flag."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.plan.dues import Due
from rules.plan.duty import Duty, Measure

NAMED = 3
"""So many of those missing are called by name."""
COUNTED_IN = {
    Measure.DEEDS: "次",
    Measure.PEOPLE: "人",
    Measure.DEPARTMENTS: "个科室",
    Measure.UNITS: "家",
}


@dataclass(frozen=True)
class Done:
    """One deed as a duty looks at it: what it covers and what proves it."""

    deed_id: int
    kind: str
    day: date
    topics: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """``done`` of ``needed``; ``missing`` are names of departments or units, ``deeds`` what counted (the trace).

    ``asks`` is false for what nobody can do or leave undone.
    """

    done: int
    needed: int
    counted_in: str = "次"
    missing: tuple[str, ...] = ()
    deeds: tuple[int, ...] = ()
    left_out: tuple[tuple[int, str], ...] = ()
    asks: bool = True

    @property
    def is_done(self) -> bool:
        return self.asks and self.done >= self.needed

    @property
    def lack(self) -> str:
        """``还差1次``, ``检验、药剂等3个科室``; empty when nothing is missing."""
        if not self.asks or self.is_done:
            return ""
        if self.missing:
            return (
                f"{few(self.missing)}{self.counted_in}"
                if len(self.missing) > NAMED
                else "、".join(self.missing)
            )
        return f"还差{self.needed - self.done}{self.counted_in}"


NOTHING = Standing(0, 0, asks=False)


def few(names: Sequence[str]) -> str:
    """``检验、药剂、病案等12``."""
    return f"{'、'.join(names[:NAMED])}等{len(names)}"


def counts(duty: Duty, done: Done) -> str:
    """Why a deed does not count for a duty; empty when it does."""
    goal = duty.goal
    if missing := [topic for topic in goal.topics if topic not in done.topics]:
        return f"没讲到规定的{len(missing)}项内容"
    if missing := [what for what in goal.evidence if what not in done.evidence]:
        return f"少{len(missing)}样佐证"
    return ""


def of_deeds(duty: Duty, due: Due, deeds: Iterable[Done], quota: int | None = None) -> Standing:
    """How often something was done in the window."""
    mine = [deed for deed in deeds if deed.kind in duty.goal.kinds and due.opens <= deed.day <= due.closes]
    judged = [(deed, counts(duty, deed)) for deed in mine]
    counted = tuple(deed.deed_id for deed, why in judged if not why)
    left = tuple((deed.deed_id, why) for deed, why in judged if why)
    return Standing(len(counted), quota or duty.goal.at_least, "次", deeds=counted, left_out=left)


def of_all(
    reached: int, whole: int, missing: Sequence[str], counted_in: str, deeds: Sequence[int] = ()
) -> Standing:
    """How many of all were reached: people, departments, units."""
    return Standing(reached, whole, counted_in, tuple(missing), tuple(deeds))


def of_one(*, is_done: bool, lack: str) -> Standing:
    """Something that is done or not: a sheet, a signature."""
    return Standing(int(is_done), 1, "", () if is_done else (lack,))
