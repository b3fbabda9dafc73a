"""A house below a city, and somebody who does one thing after another in it: for proofs of the counters."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import update

from actions import binding
from actions.hazards import set_kind
from actions.moving import By
from actions.plan.doing import deeds
from actions.plan.doing.deeds import Said
from actions.plan.figures import counting, proving
from actions.plan.figures.proving import Difference
from actions.quiz import practising
from actions.quiz.bank import ship
from actions.quiz.learner import learner
from models import hazards as ledger
from models.base import Db
from models.conversations import find_conversation
from models.people import Person
from models.quiz.sittings import PRACTICE
from models.units import Unit
from plans.questions import the_bank
from rules.hazard import MOVES, Part
from rules.refusal import Refused
from tests.edges.loop import deeds as loop
from tests.edges.loop.making import assign, find, report
from tests.edges.loop.ward import OF_THE_HOUSE, Ward

BANK = the_bank()
STAFF = ("张敏", "周兰", "刘军", "王强", "孙丽", "陈静")
PARTS = {Part.OFFICER: "孙丽", Part.OWNER: "王强", Part.UNION: "陈静", Part.REPORTER: "张敏"}
GRAVE = 7
"""The way of each deed that ends on an authority's list."""
FORWARD = ("assign", "fix", "close")
KINDS = ("training", "drill", "meeting")
BODIES = (("union",), ("department",), ("union", "administration"), ("above",))


def build_city(db: Db, ward: Ward) -> None:
    home, ids = ward.ids["市一院"], ward.ids
    ids["省"] = ward.add(db, Unit, code="P", name="省", kind="province", path="/")
    ids["市"] = ward.add(db, Unit, code="C", name="市", kind="city", parent_id=ids["省"], path="/")
    ids["市二院"] = ward.add(db, Unit, code="E", name="市二院", kind="unit", parent_id=ids["市"], path="/")
    paths = {"省": [], "市": ["省"], "市一院": ["省", "市"], "市二院": ["省", "市"]}
    for name, above in paths.items():
        path = "".join(f"/{ids[one]}" for one in (*above, name)) + "/"
        db.execute(update(Unit).where(Unit.id == ids[name]).values(path=path, home_id=ids[name]))
    db.execute(update(Unit).where(Unit.id == home).values(parent_id=ids["市"]))
    ship(db, BANK, ward.now)
    ids["郑工"] = ward.add(db, Person, name="郑工", unit_id=ids["市二院"], home_id=ids["市二院"])


class Walk:
    """Somebody does something, again and again; the same for the same seed."""

    def __init__(self, ward: Ward, seed: int) -> None:
        self.ward, self.chance = ward, Random(seed)
        self.accounts = {name: ward.account(name) for name in OF_THE_HOUSE}
        self.told: list[str] = []
        self.hazards: list[int] = []
        self.deeds: list[int] = []
        self.ways: dict[str, tuple[int, Callable[[], object]]] = {
            "report": (4, self.reports),
            "move": (12, self.moves),
            "list": (3, self.lists),
            "finish": (2, self.finishes),
            "kind": (1, self.says_kind),
            "deed": (3, self.holds),
            "correct": (2, self.corrects),
            "void": (1, self.voids),
            "come": (6, self.comes),
            "not there": (2, self.was_not_there),
            "bind": (2, self.binds),
            "unbind": (1, self.unbinds),
            "practise": (1, self.practises),
            "fold": (2, lambda: fold(ward)),
            "time": (3, self.waits),
        }

    @property
    def today(self) -> date:
        return self.ward.now.astimezone(self.ward.product.house.clocks.zone).date()

    def step(self) -> None:
        """One thing; what the rules refuse is not done."""
        names = list(self.ways)
        name = self.chance.choices(names, [self.ways[one][0] for one in names])[0]
        try:
            said = self.ways[name][1]()
        except Refused as refused:
            said = f"refused: {refused}"
        self.told.append(f"{name} {said}")

    def reports(self) -> str:
        who = self.chance.choice(("张敏", "周兰"))
        named = self.chance.random() < 0.8
        self.hazards.append(
            report(self.ward, self.chance.choice(("三楼堆着纸箱", "插座发烫")), who, named=named)
        )
        return f"{self.hazards[-1]} {who} {named}"

    def moves(self) -> str:
        """A verb the table knows at that stage, by somebody the table lets do it."""
        if not self.hazards:
            return "nothing yet"
        hazard_id = self.chance.choice(self.hazards[-6:])
        status = self.ward.carry(lambda db: ledger.find_hazard(db, hazard_id)["status"])
        verbs = [one for one in loop.OF_THE_TABLE if status in MOVES[one].starts]
        verbs += [one for one in FORWARD if one in verbs]
        return self.does(self.chance.choice(verbs), hazard_id) if verbs else f"{hazard_id} rests"

    def does(self, verb: str, hazard_id: int, nth: int | None = None) -> str:
        parts = [one for one in PARTS if one in MOVES[verb].parts]
        part = self.chance.choice(parts)
        by, way = By(part, self.ward.ids[PARTS[part]]), self.chance.randrange(100) if nth is None else nth

        def work(db: Db) -> None:
            loop.OF_THE_TABLE[verb](loop.Hand(db, ledger.find_hazard(db, hazard_id), by, self.ward, way))

        self.ward.carry(work)
        return f"{verb} {hazard_id} {part}"

    def finishes(self) -> str:
        if not self.hazards:
            return "nothing yet"
        hazard_id = self.chance.choice(self.hazards[-6:])
        for verb in FORWARD:
            self.does(verb, hazard_id, GRAVE)
        return str(hazard_id)

    def lists(self) -> str:
        """Everything an authority wants to see, and then its number."""
        if not self.hazards:
            return "nothing yet"
        hazard_id = self.chance.choice(self.hazards[-6:])
        for verb in ("fill_in", "set_level", "propose", "list"):
            self.does(verb, hazard_id, GRAVE)
        return str(hazard_id)

    def says_kind(self) -> str:
        """The reporter knows better, before anybody has looked."""
        fresh = [one for one in self.hazards if find(self.ward, one)["tallied"] == 0]
        if not fresh:
            return "nothing yet"
        hazard_id, kind = self.chance.choice(fresh), self.chance.choice(self.ward.product.house.kinds)
        self.ward.carry(lambda db: set_kind(db, hazard_id, kind, self.ward.now))
        return f"{hazard_id} {kind.code}"

    def said(self) -> Said:
        return Said(
            kind=self.chance.choice(KINDS),
            happened_on=self.today - timedelta(days=self.chance.randrange(9)),
            bodies=self.chance.choice(BODIES),
            attested=self.chance.choice((None, 0, 12, 30)),
            beside=(self.ward.ids["市二院"],) if self.chance.random() < 0.3 else (),
        )

    def holds(self) -> str:
        unit = self.ward.ids[self.chance.choice(("市一院", "市一院", "市二院", "市"))]
        said, now = self.said(), self.ward.now
        work = partial(deeds.record, unit_id=unit, said=said, now=now, by_id=None, today=self.today)
        self.deeds.append(self.ward.carry(work))
        return f"{self.deeds[-1]} {said}"

    def corrects(self) -> str:
        if not self.deeds:
            return "nothing yet"
        deed_id, said, now = self.chance.choice(self.deeds), self.said(), self.ward.now
        facts: dict[str, Any] = {"why": "记错了", "now": now, "by_id": None, "today": self.today}
        self.ward.carry(lambda db: deeds.correct(db, deed_id, said, **facts) and None)
        return f"{deed_id} {said}"

    def voids(self) -> str:
        if not self.deeds:
            return "nothing yet"
        deed_id = self.chance.choice(self.deeds)
        self.ward.carry(lambda db: deeds.void(db, deed_id, "记重了", self.ward.now, by_id=None))
        return str(deed_id)

    def comes(self) -> str:
        if not self.deeds:
            return "nothing yet"
        deed_id, who = self.chance.choice(self.deeds), self.ward.ids[self.chance.choice((*STAFF, "郑工"))]
        self.ward.carry(lambda db: deeds.come(db, deed_id, who, self.ward.now, how="list"))
        return f"{deed_id} {who}"

    def was_not_there(self) -> str:
        if not self.deeds:
            return "nothing yet"
        deed_id, who = self.chance.choice(self.deeds), self.ward.ids[self.chance.choice(STAFF)]
        self.ward.carry(lambda db: deeds.not_there(db, deed_id, who))
        return f"{deed_id} {who}"

    def binds(self) -> str:
        """Only whose account is nobody's, as the chat asks it."""
        who = self.chance.choice(STAFF)
        account, person = self.accounts[who], self.ward.ids[who]

        def work(db: Db) -> bool:
            is_free = _person_of(db, account) is None
            if is_free:
                binding.bind(db, account, person, "mp", self.ward.now)
            return is_free

        return f"{account} {person} {self.ward.carry(work)}"

    def unbinds(self) -> str:
        account = self.account()

        def work(db: Db) -> bool:
            is_bound = _person_of(db, account) is not None
            if is_bound:
                binding.unbind(db, account)
            return is_bound

        return f"{account} {self.ward.carry(work)}"

    def account(self) -> int:
        return self.accounts[self.chance.choice(STAFF)]

    def practises(self) -> str:
        """Five questions, handed in; perhaps before anybody knows whose account it is."""
        account, house, now = (
            self.accounts[self.chance.choice(STAFF)],
            self.ward.product.house,
            self.ward.now,
        )

        def work(db: Db) -> str:
            person = _person_of(db, account)
            who = learner(db, account, person, self.ward.ids["市一院"], None)
            facts: dict[str, Any] = {"day": self.today, "now": now, "chance": Random(self.chance.random())}
            sitting = practising.begin(db, who, PRACTICE, house.bank, **facts)
            assert sitting is not None
            practising.close(db, sitting, now)
            return f"{account} {person}"

        return str(self.ward.carry(work))

    def waits(self) -> str:
        hours = self.chance.choice((1, 5, 24, 50))
        self.ward.product.clock.forward(hours=hours)  # type: ignore[attr-defined]
        return f"{hours} h"


def _person_of(db: Db, account: int) -> int | None:
    return find_conversation(db, account)["person_id"]  # type: ignore[no-any-return]


def fold(ward: Ward) -> None:
    """The clock's beat, until there is nothing left to fold."""
    zone = ward.product.house.clocks.zone
    while ward.carry(lambda db: counting.fold(db, zone)):
        continue


def off(ward: Ward) -> list[Difference]:
    """What is not as the records say, in any node."""

    def look(db: Db) -> list[Difference]:
        zone = ward.product.house.clocks.zone
        return [one for nodes in proving.chunks(db, 2) for one in proving.differences(db, zone, nodes)]

    return ward.carry(look)  # type: ignore[no-any-return]


def works(ward: Ward, work: Callable[[Db], object]) -> None:
    """Something is done, and everything folded."""
    ward.carry(lambda db: work(db) and None)
    fold(ward)


def listed(ward: Ward) -> int:
    """A hazard on an authority's list."""
    walk = Walk(ward, 1)
    hazard_id = report(ward)
    assign(ward, hazard_id)
    walk.hazards = [hazard_id]
    walk.lists()
    fold(ward)
    return hazard_id
