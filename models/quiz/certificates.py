"""Certificates are results that were given a code: who passed what where, found by sitting or by code."""

from sqlalchemy import bindparam, exists, select, update

from models.base import Db, Row, table_of
from models.people import Person
from models.prepared import Prepared
from models.quiz.papers import PaperRow
from models.quiz.results import TABLE
from models.quiz.sittings import TABLE as SITTINGS
from models.units import Unit

PAPERS, PEOPLE = table_of(PaperRow), table_of(Person)
HOMES, ISSUERS = table_of(Unit).alias("homes"), table_of(Unit).alias("issuers")
OTHERS = TABLE.alias("others")

_passed = (
    select(
        *(TABLE.c[name] for name in ("paper_id", "person_id", "share", "best_at", "code")),
        PEOPLE.c.name,
        HOMES.c.name.label("hospital"),
        ISSUERS.c.name.label("issuer"),
        *(PAPERS.c[name] for name in ("title", "purpose", "state", "frozen_at", "attempts")),
    )
    .join(PAPERS, PAPERS.c.id == TABLE.c.paper_id)
    .join(PEOPLE, PEOPLE.c.id == TABLE.c.person_id)
    .join(HOMES, HOMES.c.id == TABLE.c.unit_id)
    .join(ISSUERS, ISSUERS.c.id == PAPERS.c.unit_id)
    .where(TABLE.c.passed)
)
_of_sitting = (SITTINGS.c.paper_id == TABLE.c.paper_id) & (SITTINGS.c.person_id == TABLE.c.person_id)
BY_SITTING = Prepared(_passed.join(SITTINGS, _of_sitting).where(SITTINGS.c.id == bindparam("sitting")))
BY_CODE = Prepared(_passed.where(TABLE.c.code == bindparam("wanted")))
GIVE = Prepared(
    update(TABLE)
    .where(
        TABLE.c.paper_id == bindparam("paper"),
        TABLE.c.person_id == bindparam("person"),
        TABLE.c.passed,
        TABLE.c.code.is_(None),
        ~exists(select(OTHERS.c.code).where(OTHERS.c.code == bindparam("given"))),
    )
    .values(code=bindparam("given"))
)


def passed_in(db: Db, sitting_id: int) -> Row | None:
    """What a sitting's person reached in its paper; None when there is none or they have not passed."""
    return BY_SITTING.first(db, sitting=sitting_id)


def with_code(db: Db, code: str) -> Row | None:
    """The result that was given this code."""
    return BY_CODE.first(db, wanted=code)


def give_code(db: Db, paper_id: int, person_id: int, code: str) -> bool:
    """Give a passed result its code, unless it has one or another has this one."""
    return GIVE.run(db, paper=paper_id, person=person_id, given=code) == 1
