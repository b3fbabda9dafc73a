"""What a made province does between two moments: deeds, visits, hazards, exams, and mistakes that are mended.

All of it goes through the actions people use; nothing is counted here.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import bindparam, insert, update

from actions import hazards as ledger
from actions.plan.cadres import caring, inspecting
from actions.plan.doing import deeds
from actions.plan.figures import counting
from models import hazards
from models.base import Db
from models.plan import care
from models.plan.deeds import hold_deed
from models.quiz.sittings import TABLE as SITTINGS
from models.units import find_unit
from tests.plan.moves import CLOCKS, MENDED, NEXT, SESSIONS, SHANGHAI, drawn, some
from tests.plan.province import PEOPLE, Province, Size

HELD_BY = {("union",): 14, ("department",): 4, ("union", "department"): 2, ("administration",): 1}
LEAVES = update(PEOPLE).where(PEOPLE.c.id == bindparam("who")).values(active=False)


@dataclass
class Life:
    """What is going on in a province; ``pool`` are hazards somebody may still do something with, ``at_home`` those that
    were ever reported, by hospital."""

    db: Db
    province: Province
    rng: Random
    size: Size
    pool: list[int] = field(default_factory=list)
    at_home: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    held: list[int] = field(default_factory=list)

    def goes_on(self, since: datetime, until: datetime, share: float) -> None:
        """A stretch of time with its share of the year: everything told in it lies between the two moments, what it tells
        of may be older."""
        todo: list[Callable[[datetime], None]] = []
        for deed, times in self._what().items():
            todo += [deed] * max(1, round(times * share))
        self.rng.shuffle(todo)
        step = (until - since) / (len(todo) + 1)
        for n, deed in enumerate(todo, 1):
            deed(since + step * n)

    def _what(self) -> Mapping[Callable[[datetime], None], int]:
        deeds_, hazards_ = self.size.deeds, self.size.hazards
        return {
            self.a_deed: deeds_,
            self.a_city_deed: deeds_ // 5,
            self.an_inspection: deeds_ // 6,
            self.care_changes: deeds_ // 8,
            self.a_hazard: hazards_,
            self.a_move: hazards_ * 3 // 2,
            self.an_exam: hazards_ // 6,
            self.a_mistake_is_mended: deeds_ // 5,
            self.somebody_leaves: deeds_ // 10,
        }

    def _day(self, now: datetime) -> date:
        """Mostly today; now and then somebody tells late, even of what was before the phase."""
        days = self.rng.choice((0, 0, 0, 0, 0, 1, 3, 9, 40))
        return now.astimezone(SHANGHAI).date() - timedelta(days=days)

    def a_deed(self, now: datetime) -> None:
        """A hospital held something, alone or with others, and named who was there, or how many, or both."""
        rng, unit = self.rng, self.rng.choice(self.province.hospitals)
        beside = self._beside(unit)
        heads = rng.choice((None, None, 3, 8, 30)) if beside or rng.random() < 0.3 else None
        said = deeds.Said(
            kind=drawn(rng, SESSIONS),
            happened_on=self._day(now),
            bodies=drawn(rng, HELD_BY),
            attested=heads,
            beside=beside,
        )
        deed = deeds.record(self.db, unit, said, now, None, today=now.astimezone(SHANGHAI).date())
        self.held.append(deed)
        own = [person for home in (unit, *beside) for person in self.province.people[home]]
        guests = self.province.people[rng.choice(self.province.hospitals)]
        self._come(deed, now, [*some(rng, own, rng.randrange(8)), *some(rng, guests, rng.choice((0, 0, 2)))])

    def _beside(self, unit: int) -> tuple[int, ...]:
        """Another hospital, of the same city or of any; sometimes a city union."""
        chance = self.rng.random()
        if chance > 0.25:
            return ()
        among = [*self.province.cities] if chance < 0.05 else self.province.hospitals
        return tuple({self.rng.choice(among), self.rng.choice(among)} - {unit})

    def a_city_deed(self, now: datetime) -> None:
        """A city union teaches those in charge of its hospitals (some send somebody else), or trains staff."""
        rng, city = self.rng, self.rng.choice(list(self.province.cities))
        below = self.province.cities[city]
        is_class = rng.random() < 0.5
        said = deeds.Said(
            "leader-class" if is_class else "training", self._day(now), attested=rng.choice((None, 2))
        )
        deed = deeds.record(self.db, city, said, now, None, today=now.astimezone(SHANGHAI).date())
        self.held.append(deed)
        sent = some(rng, below, 6)
        people = (
            [self.province.leads[unit] for unit in sent[:4]] if is_class else self.province.people[city][:2]
        )
        others = [rng.choice(self.province.people[unit]) for unit in sent]
        self._come(deed, now, [*people, *others])

    def _come(self, deed: int, now: datetime, people: Sequence[int]) -> None:
        for person in dict.fromkeys(people):
            deeds.come(self.db, deed, person, now, how="typed")

    def an_inspection(self, now: datetime) -> None:
        """Cadres of a city at some of its hospitals, sometimes with an expert of elsewhere."""
        rng, city = self.rng, self.rng.choice(list(self.province.cities))
        units = tuple(some(rng, self.province.cities[city], rng.randint(1, 3)))
        cadres = tuple(some(rng, self.province.people[city], rng.randint(1, 3)))
        visit = inspecting.Visit("inspection", self._day(now), units, cadres)
        union, today = find_unit(self.db, city), now.astimezone(SHANGHAI).date()
        deed = inspecting.record(self.db, union, visit, now, cadres[0], today=today)
        self.held.append(deed)
        if rng.random() < 0.3:
            self._come(deed, now, [rng.choice(self.province.people[rng.choice(self.province.hospitals)])])

    def care_changes(self, now: datetime) -> None:
        """A cadre begins to look after a hospital, or somebody stops."""
        rng, city, today = (
            self.rng,
            self.rng.choice(list(self.province.cities)),
            now.astimezone(SHANGHAI).date(),
        )
        running = care.running(care.care_of(self.db, city), today)
        if running and rng.random() < 0.3:
            caring.end(self.db, city, rng.choice(running)["id"], today)
            return
        cadre, unit = rng.choice(self.province.people[city]), rng.choice(self.province.cities[city])
        if (cadre, unit) not in {(row["cadre_id"], row["unit_id"]) for row in running}:
            day = self._day(now)
            facts = {"from_on": day, "to_on": None, "set_at": now, "set_by_id": cadre}
            care.look_after(self.db, owner_id=city, cadre_id=cadre, unit_id=unit, **facts)

    def a_hazard(self, now: datetime) -> None:
        """Somebody reports, some without a name, some of what makes ill."""
        rng, unit = self.rng, self.rng.choice(self.province.hospitals)
        person = rng.choice(self.province.people[unit]) if rng.random() < 0.85 else None
        reporter = ledger.Reporter(None, person, unit, None)
        hazard = ledger.open_draft(self.db, reporter, now, CLOCKS, nudged=False)
        kind = "occupational" if rng.random() < 0.12 else "accident"
        facts = {
            "anonymous": person is None,
            "kind": kind,
            "level": rng.choice(("general", "general", "major")),
        }
        hazards.change_hazard(self.db, hazard, happened_on=self._day(now), **facts)
        if rng.random() < 0.97:
            ledger.report(self.db, hazard, now, CLOCKS)
            self.pool.append(hazard)
            self.at_home[unit].append(hazard)

    def a_move(self, now: datetime) -> None:
        """The next thing that may happen to one of them; whatever came to its end is not looked at again."""
        while self.pool:
            nth = self.rng.randrange(len(self.pool))
            row = hazards.find_hazard(self.db, self.pool[nth])
            if options := NEXT.get(row["status"]):
                drawn(self.rng, options)(self, row, now)
                return
            self.pool[nth] = self.pool[-1]
            self.pool.pop()

    def an_exam(self, now: datetime) -> None:
        """Somebody hands in a quiz, some of them before midnight and some after; a few leave theirs."""
        unit = self.rng.choice(self.province.hospitals)
        person = self.rng.choice(self.province.people[unit])
        how = self.rng.choice(("person", "person", "clock", "dropped"))
        at = now - timedelta(hours=self.rng.choice((0, 1, 7, 12)))
        facts = {"mode": "practice", "drawn": [], "started_at": at, "handed_in_at": at, "handed_in_by": how}
        self.db.execute(insert(SITTINGS).values(unit_id=unit, person_id=person, **facts))
        if how != "dropped":
            counting.look_again(self.db, person)

    def a_mistake_is_mended(self, now: datetime) -> None:
        """A deed that never was, one that was otherwise, or somebody who was not there."""
        row = hold_deed(self.db, self.rng.choice(self.held)) if self.held else None
        if row and row["voided_at"] is None:
            drawn(self.rng, MENDED)(self, row, now)

    def somebody_leaves(self, now: datetime) -> None:
        """Off the roll; what they took part in stays."""
        unit = self.rng.choice(self.province.hospitals)
        person = self.rng.choice(self.province.people[unit][3:] or self.province.people[unit])
        self.db.execute(LEAVES, {"who": person})
