"""A city that sits an examination: so many people in hospitals of three thousand, six of ten have handed in. What is asked of it stands elsewhere."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, text

from actions.quiz.bank import ship
from models.conversations import Conversation
from models.database import open_writing
from models.people import Person
from models.quiz import papers
from models.quiz.questions import TABLE as QUESTIONS
from models.units import Unit
from plans.questions import the_bank

NOW = datetime(2026, 6, 20, 4, 0, tzinfo=UTC)
CITY, FIRST_HOME, FIRST_DEPARTMENT, FIRST_PERSON = 1000, 1001, 10_001, 2_001
HOSPITAL, DEPARTMENTS = 3_000, 40
"""People of a hospital, and its departments."""
CITY_UNION, UNION, WARD = 1_001, 1_002, 1_003
LEARNERS = 40
"""People with a telephone; they have not sat yet."""
ASKED = 20
ANSWERED = 6_000
"""So many of the newest sittings have their answers, and all of the first hospital; of others only the results are looked at."""

NUMBERS = {
    "sqlite": "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {size}) SELECT i FROM c",
    "postgresql": "SELECT generate_series(1, {size})",
}
HOME = f"{FIRST_HOME} + (i - 1) / {HOSPITAL}"
DEPARTMENT = f"{FIRST_DEPARTMENT} + (i - 1) / {HOSPITAL} * {DEPARTMENTS} + i % {DEPARTMENTS}"
SHARE = "(i % 1000 * 7919) % 21 * 50"
AT = "'2026-06-19 04:00:00'"
FILLED = {
    "people": f"INSERT INTO person (id, name, staff_no, unit_id, home_id, post, role, active, outside, on_duty) "
    f"SELECT {FIRST_PERSON} + i, '职工' || i, 'S' || i, {DEPARTMENT}, {HOME}, '临床', 'staff', TRUE, FALSE, FALSE FROM n",
    "sittings": "INSERT INTO sitting (id, mode, paper_id, attempt, person_id, unit_id, department_id, drawn, started_at, "
    "handed_in_at, handed_in_by, \"right\", points, total, share, seconds, passed) "
    f"SELECT i, 'formal', 1, 1, {FIRST_PERSON} + i, {HOME}, {DEPARTMENT}, '{{drawn}}', {AT}, {AT}, 'person', "
    f"{SHARE} / 50, {SHARE} / 50, 20, {SHARE}, 600, {SHARE} >= 600 FROM n WHERE i % 10 < 6 AND i > {LEARNERS}",
    "results": "INSERT INTO result (paper_id, person_id, unit_id, department_id, sittings, share, points, total, seconds, "
    "passed, first_at, best_at, shows_name) SELECT 1, person_id, unit_id, department_id, 1, share, points, total, seconds, "
    "passed, handed_in_at, handed_in_at, FALSE FROM sitting",
    "answers": "INSERT INTO answer (sitting_id, position, question_id, given, \"right\", answered_at) "
    f"SELECT s.id, n.i, n.i, CASE WHEN (s.id + n.i) % 3 = 0 THEN 'B' ELSE 'A' END, (s.id + n.i) % 3 != 0, {AT} "
    f"FROM (SELECT id FROM sitting WHERE id <= {HOSPITAL} UNION SELECT id FROM (SELECT id FROM sitting ORDER BY id DESC "
    f"LIMIT {ANSWERED}) newest) s, n WHERE n.i <= {ASKED}",
    "turnout": "INSERT INTO turnout SELECT paper_id, unit_id, department_id, count(*), "
    "sum(CASE WHEN passed THEN 1 ELSE 0 END), sum(share) FROM result GROUP BY paper_id, unit_id, department_id",
    "scores": "INSERT INTO score SELECT paper_id, unit_id, share, count(*) FROM result GROUP BY paper_id, unit_id, share",
    "all scores": "INSERT INTO score SELECT paper_id, 0, share, count(*) FROM result GROUP BY paper_id, share",
}  # fmt: skip


def fill(url: str, size: int) -> None:
    """Put so many people and their results into a database of this version."""
    engine = open_writing(url)
    with engine.begin() as db:
        if db.dialect.name == "postgresql":  # no foreign key is looked up meanwhile
            db.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        _house(db, size)
        drawn = str([[key, "", 1] for key in range(1, ASKED + 1)]).replace("'", '"')
        db.exec_driver_sql("CREATE TEMPORARY TABLE n (i INTEGER)")
        db.exec_driver_sql(f"INSERT INTO n {NUMBERS[db.dialect.name].format(size=size)}")
        for statement in FILLED.values():
            db.execute(text(statement.replace("{drawn}", drawn)))
        db.exec_driver_sql("DROP TABLE n")
        if db.dialect.name == "postgresql":
            for table in ("sitting", "person"):
                db.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {2 * size + 9999})"
                )
    _settle(engine)


def _house(db: Connection, size: int) -> None:
    hospitals = -(-size // HOSPITAL)
    db.execute(insert(Unit), list(_units(hospitals)))
    db.execute(insert(Person), list(_readers()))
    telephones = [
        {
            "id": n,
            "channel": "mp",
            "openid": f"o{n}",
            "person_id": FIRST_PERSON + n,
            "about": {},
            "choices": {},
        }
        for n in range(1, LEARNERS + 1)
    ]
    db.execute(insert(Conversation), telephones)
    ship(db, the_bank(), NOW)
    fixed = list(db.execute(select(QUESTIONS.c.id).order_by(QUESTIONS.c.id).limit(ASKED)).scalars())
    assert fixed == list(range(1, ASKED + 1))
    papers.add_paper(
        db, unit_id=CITY, title="全市安全知识考试", state=papers.PUBLISHED, opens_at=NOW - timedelta(days=5),
        closes_at=NOW + timedelta(days=5), minutes=None, fixed=[], parts=[{"count": ASKED, "levels": [1]}],
        made_at=NOW, made_by_id=None, frozen_at=None,
    )  # fmt: skip


def _units(hospitals: int) -> Iterator[dict[str, Any]]:
    yield _unit(CITY, "淄博市", "city", None, f"/{CITY}/", None)
    for n in range(hospitals):
        home = FIRST_HOME + n
        yield _unit(home, f"第{n + 1}医院", "unit", CITY, f"/{CITY}/{home}/", home)
        for at in range(DEPARTMENTS):
            own = FIRST_DEPARTMENT + n * DEPARTMENTS + at
            yield _unit(own, f"内科{at + 1}病区", "department", home, f"/{CITY}/{home}/{own}/", home)


def _unit(own: int, name: str, kind: str, parent: int | None, path: str, home: int | None) -> dict[str, Any]:
    facts = {"id": own, "code": f"B{own}", "name": name, "kind": kind, "parent_id": parent, "path": path}
    return facts | {"home_id": home, "city_id": CITY if kind == "unit" else None}


def _readers() -> Iterator[dict[str, Any]]:
    """Who looks at the pages."""
    for own, unit, role in (
        (CITY_UNION, CITY, "union"),
        (UNION, FIRST_HOME, "union"),
        (WARD, FIRST_DEPARTMENT, "officer"),
    ):
        home = CITY if unit == CITY else FIRST_HOME
        yield {"id": own, "name": f"读者{own}", "unit_id": unit, "home_id": home, "role": role}


def _settle(engine: Any) -> None:
    """What PostgreSQL does by itself within minutes."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()
