"""Everybody of the loop without a plan: hypothesis decides who does what next."""

from collections.abc import Callable
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.edges.loop.deeds import BESIDE, OF_THE_TABLE
from tests.edges.loop.play import REPORTS, Play
from tests.edges.loop.ward import OF_THE_HOUSE, OFFICERS, OWNERS
from tests.edges.people.talk import Deed

PICK = st.integers(0, 63)
NTH = st.integers(0, 23)
ONWARD = ("assign", "fix", "close", "send_back", "hand_up", "ask_longer", "reassign", "extend", "invite")
"""Deeds that carry a hazard along; they come four times as often as the others."""
GRAVE = ("set_level", "fill_in", "fill_in", "propose", "list", "delist", "refuse_to_list")
DEEDS = (*ONWARD * 3, *GRAVE, *sorted(OF_THE_TABLE), *sorted(BESIDE))
HAPPENS = ("passes",) * 12 + ("reports",) + ("opens_chat",) * 3 + ("leaves",) * 2 + ("rests",)
HOURS = (0.0, 0.001, 0.05, 1, 5, 14, 24, 72, 240)
AWAY = (*OFFICERS, *OWNERS)


class Everybody(RuleBasedStateMachine):
    """One rule of many deeds: hypothesis leaves whole rules out of an example, and none of these may be missing."""

    opens: ClassVar[Callable[[], Play]]
    played: ClassVar[list[Deed]] = []
    steps: ClassVar[int] = 0
    done: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.house = Everybody.opens()
        Everybody.played = []

    def teardown(self) -> None:
        Everybody.done += self.house.done
        self.house.close()

    def do(self, what: str, who: str = "", **facts: Any) -> None:
        deed = Deed(who, what, facts)
        Everybody.played.append(deed)
        Everybody.steps += 1
        self.house.play(deed)

    @initialize()
    def there_are_hazards(self) -> None:
        for nth in range(len(REPORTS)):
            self.do("reports", nth=nth)

    @rule(what=st.sampled_from(DEEDS + HAPPENS), pick=PICK, nth=NTH)
    def anything(self, what: str, pick: int, nth: int) -> None:
        if what in OF_THE_TABLE:
            self.do("moves", verb=what, pick=pick, nth=nth)
        elif what in BESIDE:
            self.do("does", verb=what, pick=pick, nth=nth)
        else:
            getattr(self, what)(pick, nth)

    def reports(self, pick: int, nth: int) -> None:
        self.do("reports", nth=nth)

    def passes(self, pick: int, nth: int) -> None:
        self.do("passes", hours=HOURS[nth % len(HOURS)])

    def opens_chat(self, pick: int, nth: int) -> None:
        self.do("opens", OF_THE_HOUSE[pick % len(OF_THE_HOUSE)])

    def leaves(self, pick: int, nth: int) -> None:
        self.do("leaves", AWAY[pick % 4], deputy=AWAY[nth % 4], days=pick % 9)

    def rests(self, pick: int, nth: int) -> None:
        self.do("rests", ahead=pick % 15 - 2, is_rest=nth % 2 == 0, back=nth % 3 == 0)
