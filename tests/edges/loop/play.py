"""One house of the loop in which deeds are played one by one, with all that must hold asked after each."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Any

from structlog.testing import capture_logs

from actions.moving import By
from models import conversations
from models import hazards as ledger
from models.base import Db
from rules.hazard import MOVES, Part, allowed
from rules.refusal import Refused
from tests.edges.loop import deeds, standing, telling
from tests.edges.loop.making import GAS, PAPER, nameless_report, report
from tests.edges.loop.tables import read
from tests.edges.loop.ward import NAMELESS, OF_THE_HOUSE, OFFICERS, UNION, Ward
from tests.edges.people.tables import Tables
from tests.edges.people.talk import Deed
from tests.sentences import is_fit

REPORTS: Sequence[Callable[[Ward], int]] = (
    report,
    lambda ward: report(ward, GAS),
    lambda ward: report(ward, PAPER, "王强"),
    lambda ward: report(ward, GAS, "李红"),
    nameless_report,
)
WILD = 8
"""One deed of so many is tried at any hazard and by anybody, whether it fits or not."""


class Play:
    """A house, its clock, and the deeds so far as one would read them."""

    def __init__(self, opens: AbstractContextManager[Ward]) -> None:
        self.ends = ExitStack()
        self.ward = self.ends.enter_context(opens)
        for name in OF_THE_HOUSE:
            self.ward.phone(name)
        self.told: list[str] = []
        self.done = self.refused = self.last = 0
        self.ward.mouth.said.clear()
        self.tables: Tables = self.ward.carry(read)

    def close(self) -> None:
        self.ends.close()

    def play(self, deed: Deed) -> None:
        """Do it, and ask everything that must hold."""
        before, self.told = self.tables, [*self.told, str(deed)]
        self.ward.product.clock.forward(milliseconds=1)  # type: ignore[attr-defined]
        with capture_logs() as lines:
            getattr(self, deed.what)(deed.who, **deed.facts)
        wrong = [line for line in lines if line["log_level"] in ("error", "critical")]
        assert not wrong, f"stumbled {wrong}"
        self.tables = self.ward.carry(read)
        standing.after_a_deed(self.ward, before, self.tables)
        said, self.ward.mouth.said[:] = list(self.ward.mouth.said), []
        telling.after_a_deed(self.ward, before, self.tables, said)

    # What people do.

    def reports(self, who: str, nth: int) -> None:
        hazard_id = REPORTS[nth % len(REPORTS)](self.ward)
        self.told.append(f"    → {hazard_id}")

    def moves(self, who: str, verb: str, pick: int, nth: int) -> None:
        """A deed of the table of moves, mostly where it fits; where it fits nowhere, another one that does."""
        wild = pick % WILD == WILD - 1
        rows = [row for row in self._numbered() if wild or row.status in MOVES[verb].starts]
        row = self._one(rows or self._numbered(), pick)
        if not rows:
            fitting = [each for each in allowed(row.status, set(Part)) if each in deeds.OF_THE_TABLE]
            verb = fitting[nth % len(fitting)] if fitting else verb
        parts = tuple(Part) if wild and nth % 2 else tuple(p for p in Part if p in MOVES[verb].parts)
        self._tries(verb, deeds.OF_THE_TABLE[verb], row, parts[nth % len(parts)], nth)

    def does(self, who: str, verb: str, pick: int, nth: int) -> None:
        """A deed beside the table."""
        part, deed = deeds.BESIDE[verb]
        self._tries(verb, deed, self._one(self._numbered(), pick), part, nth)

    def _one(self, rows: Sequence[Any], pick: int) -> Any:
        """Rather the one that was touched last: what happens to a single hazard is a long tale."""
        same = [row for row in rows if row.id == self.last]
        found = same[0] if same and pick % 4 else rows[pick % len(rows)]
        self.last = found.id
        return found

    def _numbered(self) -> list[Any]:
        return [row for row in self.tables["hazard"].values() if row.number is not None]

    def _tries(self, verb: str, deed: Callable[[deeds.Hand], None], row: Any, part: Part, nth: int) -> None:
        by = By(part, self._person(row, part, nth))

        def work(db: Db) -> None:
            deed(deeds.Hand(db, ledger.find_hazard(db, row.id), by, self.ward, nth))

        said = self._refusal(work)
        self.told.append(f"    → {row.number} {verb} by {part} {said}")
        if said:
            assert is_fit(said), f"unfit words: {said}"
            assert self.ward.carry(read) == self.tables, f"refused and changed: {verb}"

    def _refusal(self, work: Callable[[Db], None]) -> str:
        """Why the house would not; empty when it did."""
        try:
            self.ward.carry(work)
        except Refused as refused:
            self.refused += 1
            return str(refused)
        self.done += 1
        return ""

    def _person(self, row: Any, part: Part, nth: int) -> int | None:
        """Who acts in this part at this hazard."""
        ids: Mapping[str, int] = self.ward.ids
        return {
            Part.REPORTER: row.person_id or ids[NAMELESS],
            Part.OFFICER: ids[OFFICERS[nth % len(OFFICERS)]],
            Part.OWNER: row.owner_id or ids["王强"],
            Part.UNION: ids[UNION],
            Part.SYSTEM: None,
        }[part]

    # What happens.

    def passes(self, who: str, hours: float) -> None:
        """Time, and the courier carries what came due."""
        self.ward.forward(hours=hours)
        self.told.append(f"    → {self.ward.now:%m-%d %H:%M}")

    def opens(self, who: str) -> None:
        """Somebody writes, so that the platform lets us speak for two days."""
        openid = self.ward.phone(who).openid
        now = self.ward.now
        self.ward.carry(lambda db: _hold(db, openid, now))

    def leaves(self, who: str, deputy: str, days: int) -> None:
        """请假, or back again where one is one's own deputy."""
        ids, ward = self.ward.ids, self.ward
        if who == deputy:
            ward.carry(lambda db: deeds.comes_back(db, ward, ids[who]))
        else:
            ward.carry(lambda db: deeds.goes_away(db, ward, ids[who], ids[deputy], days))

    def rests(self, who: str, ahead: int, is_rest: bool, back: bool) -> None:
        """The calendar of the hospital changes."""
        self.ward.carry(lambda db: deeds.sets_day(db, self.ward, ahead, is_rest=is_rest, back=back))


def _hold(db: Db, openid: str, now: Any) -> None:
    conversations.hold_conversation(db, conversations.CHANNEL, openid, now, opens_window=True)
