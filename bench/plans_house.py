"""A province of any size for the official plan, filled in SQL: nodes, staff, a year of records and their counters."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text

from actions.quiz.bank import ship
from models.database import open_writing
from models.people import Person
from models.plan.care import Care
from models.quiz.questions import TABLE as QUESTIONS
from models.units import Unit
from plans.questions import the_bank

NOW = datetime(2026, 4, 25, 4, 0, tzinfo=UTC)
TODAY = date(2026, 4, 25)
PROVINCE, FIRST_CITY, CITIES = 100, 101, 17
FIRST_HOME, FIRST_DEPARTMENT, FIRST_CADRE = 1_000, 10_000_000, 20_000_000
STAFF, DEPARTMENTS, DEEDS = 1_000, 79, 60
"""Of one hospital: people, departments, and what it held in a year."""
CLASSES, VISITS = 10, 40
"""Of one city: classes for leaders, and inspections."""
FIRST_CLASS = 50_000_000
ASKED = 20
"""Questions of a sitting; three of four are answered rightly."""

BEGIN = "2025-04-26"
DAYS = 360
WORDS: Mapping[str, Mapping[str, str]] = {
    "sqlite": {
        "numbers": "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {size}) SELECT i FROM c",
        "day": f"date('{BEGIN}', '+' || ({{}}) || ' day')",
        "at": f"datetime('{BEGIN} 02:00:00', '+' || ({{}}) || ' day') || '.000000'",
        "date_of": "date({}, '+8 hours')",
        "json": "'{}'",
    },
    "postgresql": {
        "numbers": "SELECT generate_series(1, {size})",
        "day": f"date '{BEGIN}' + ({{}})::int",
        "at": f"timestamptz '{BEGIN} 02:00:00Z' + ({{}}) * interval '1 day'",
        "date_of": "({} AT TIME ZONE 'Asia/Shanghai')::date",
        "json": "'{}'::json",
    },
}
KIND = "CASE ({} / {homes}) % 4 WHEN 0 THEN 'training' WHEN 1 THEN 'drill' WHEN 2 THEN 'training' ELSE 'meeting' END"
FOUND = "status IN ('assigned', 'fixed', 'closed')"
APART = "CASE WHEN tallied >= 8 THEN ':occupational' ELSE '' END"
BY_UNION = """(CAST(bodies AS VARCHAR) LIKE '%"union"%')"""
BODIES = """CASE WHEN (i - 1) / {homes} % 5 = 4 THEN {department} ELSE {union} END"""
STANDS = "CASE i % 20 WHEN 14 THEN 'assigned' WHEN 15 THEN 'assigned' WHEN 16 THEN 'reported' WHEN 17 THEN 'fixed' WHEN 18 THEN 'rejected' WHEN 19 THEN 'redirected' ELSE 'closed' END"
WHO = f"((i - 1) % {{homes}}) * {STAFF} + 1 + (i * 7919) % {STAFF}"
MASK = (
    f"CASE WHEN {FOUND} THEN 1 + CASE WHEN EXISTS (SELECT 1 FROM listing l WHERE l.hazard_id = hazard.id) THEN 2 ELSE 0 END "
    "+ CASE WHEN status = 'closed' THEN 4 ELSE 0 END + CASE WHEN kind = 'occupational' THEN 8 ELSE 0 END ELSE 0 END"
)
RECORDS = {
    "people": "INSERT INTO person (id, name, staff_no, unit_id, home_id, post, role, active, outside, on_duty) "
    f"SELECT i, '职工' || i, 'S' || i, {FIRST_DEPARTMENT} + (i - 1) / {STAFF} * {DEPARTMENTS} + i % {DEPARTMENTS}, "
    f"{FIRST_HOME} + (i - 1) / {STAFF}, '临床', 'staff', TRUE, FALSE, FALSE FROM n WHERE i <= {{staff}}",
    "rolls": f"UPDATE unit SET on_roll = {STAFF} WHERE kind = 'unit'",
    "hazards": "INSERT INTO hazard (id, unit_id, city_id, number, status, kind, category, level, urgent, source, happened_on, "
    "recorded_at, reported_at, description, plain, brief, place_text, person_id, anonymous, owner_id, measure, due_on, "
    "assigned_at, closed_at, reason, likeness, pieces, fixed_on_spot, tallied) "
    f"SELECT i, {FIRST_HOME} + (i - 1) % {{homes}}, {FIRST_CITY} + (i - 1) % {{homes}} % {CITIES}, 1000 + i, {STANDS}, "
    "CASE WHEN i % 10 = 0 THEN 'occupational' ELSE 'accident' END, 'ELEC', 'general', FALSE, 'staff', {day}, {at}, {at}, "
    f"'插座松动发烫', '', '插座松动', '3号楼', CASE WHEN i % 5 < 3 THEN {WHO} END, FALSE, {WHO}, '', {{day}}, "
    "CASE WHEN i % 20 < 16 THEN {at} END, CASE WHEN i % 20 < 14 THEN {at} END, '', '', '[]', FALSE, 0 FROM n",
    "listings": "INSERT INTO listing (id, hazard_id, proposed_on, listed_on) "
    "SELECT id, id, happened_on, happened_on FROM hazard WHERE id % 50 = 0 AND status = 'closed'",
    "masks": f"UPDATE hazard SET tallied = {MASK}",
    "deeds": "INSERT INTO deed (id, unit_id, kind, title, happened_on, place, topics, bodies, attested, details, recorded_at, "
    "version, voided_why, code_key) "
    f"SELECT i, {FIRST_HOME} + (i - 1) % {{homes}}, {KIND.format('(i - 1)', homes='{homes}')}, '', {{day}}, '', '[]', {BODIES}, "
    f"CASE WHEN i % 7 = 0 THEN 20 END, '{{none}}', {{at}}, 1, '', '' FROM n WHERE i <= {DEEDS} * {{homes}}",
    "classes": "INSERT INTO deed (id, unit_id, kind, title, happened_on, place, topics, bodies, details, recorded_at, version, "
    f"voided_why, code_key) SELECT {FIRST_CLASS} + i, {FIRST_CITY} + i % {CITIES}, "
    f"CASE WHEN i % {CLASSES + VISITS} < {CLASSES} THEN 'leader-class' ELSE 'inspection' END, '', {{day}}, '', '[]', '[\"union\"]', "
    f"'{{none}}', {{at}}, 1, '', '' FROM n WHERE i <= {CITIES * (CLASSES + VISITS)}",
    "attendances": "INSERT INTO attendance (deed_id, person_id, home_id, how, at, is_leader, late) "
    f"SELECT 1 + (i - 1) % {{staff}} / {STAFF} + (((i - 1) % {{staff}} + 1) * 13 + (i - 1) / {{staff}} * 31) % {DEEDS} * {{homes}}, "
    f"1 + (i - 1) % {{staff}}, {FIRST_HOME} + (i - 1) % {{staff}} / {STAFF}, 'scan', {{at}}, FALSE, FALSE FROM n",
    "leaders": "INSERT INTO attendance (deed_id, person_id, home_id, how, at, is_leader, late) "
    f"SELECT id, (id * 7919) % {{homes}} * {STAFF} + 1, {FIRST_HOME} + (id * 7919) % {{homes}}, 'list', recorded_at, TRUE, FALSE "
    "FROM deed WHERE kind = 'leader-class'",
    "cadres": "INSERT INTO attendance (deed_id, person_id, home_id, how, at, is_leader, late) "
    f"SELECT id, {FIRST_CADRE} + unit_id, unit_id, 'list', recorded_at, FALSE, FALSE FROM deed WHERE kind = 'inspection'",
    "visits": "INSERT INTO inspection (id, deed_id, unit_id, methods, points) "
    f"SELECT id, id, {FIRST_HOME} + (id * 31) % {{homes}}, '[]', '{{none}}' FROM deed WHERE kind = 'inspection'",
    "sittings": "INSERT INTO sitting (id, mode, person_id, unit_id, drawn, started_at, handed_in_at, handed_in_by, \"right\", "
    f"points, total, share, passed) SELECT i, 'practice', i, {FIRST_HOME} + (i - 1) / {STAFF}, '{{drawn}}', {{at}}, {{at}}, 'person', "
    f"{ASKED} * 3 / 4, {ASKED} * 3 / 4, {ASKED}, 750, TRUE FROM n WHERE i <= {{staff}} AND i % 2 = 0",
    # Sitting by sitting, as the key is; what has a LIMIT is looked up once.
    "answers": "INSERT INTO answer (sitting_id, position, question_id, given, \"right\", answered_at) "
    "SELECT s.id, asked.i, asked.i, CASE WHEN (s.id / 2 + asked.i) % 4 = 0 THEN 'B' ELSE 'A' END, "
    f"(s.id / 2 + asked.i) % 4 != 0, s.handed_in_at FROM sitting s CROSS JOIN (SELECT i FROM n WHERE i <= {ASKED} LIMIT {ASKED}) asked",
}  # fmt: skip
"""Two hazards a head, three of five with a name; two attendances a head; of every other one a sitting that was handed in,
which makes ten answers a head."""

ACTS = (
    "SELECT person_id AS who, happened_on AS day FROM hazard WHERE person_id IS NOT NULL AND status NOT IN ('draft', 'withdrawn') "
    "UNION ALL SELECT person_id, happened_on FROM attendance JOIN deed ON deed.id = deed_id "
    "UNION ALL SELECT person_id, {date_of} FROM sitting WHERE handed_in_at IS NOT NULL"
)
COUNTERS = {
    "any": "INSERT INTO last_day (measure, who_id, unit_id, last_on, counted_on, waits) SELECT 'any', who, home_id, max(day), max(day), FALSE "
    f"FROM ({ACTS}) acts JOIN person ON person.id = who GROUP BY who, home_id",
    "at": "INSERT INTO last_day (measure, who_id, unit_id, last_on, counted_on, waits) SELECT 'at:' || kind, person_id, person.home_id, max(happened_on), max(happened_on), FALSE "
    f"FROM attendance JOIN deed ON deed.id = deed_id JOIN person ON person.id = person_id WHERE {BY_UNION} "
    "GROUP BY kind, person_id, person.home_id",
    "acting": "INSERT INTO last_day (measure, who_id, unit_id, last_on, counted_on, waits) "
    "SELECT 'acting', unit_id, unit_id, max(happened_on), max(happened_on), FALSE FROM deed GROUP BY unit_id",
    "last days": "INSERT INTO tally (node_id, cell, day, n) SELECT unit_id, measure, last_on, count(*) FROM last_day GROUP BY 1, 2, 3",
    **{
        name: f"INSERT INTO tally (node_id, cell, day, n) SELECT unit_id, '{name}' || {APART}, happened_on, count(*) "
        f"FROM hazard WHERE (tallied & {bit}) > 0 GROUP BY 1, 2, 3"
        for bit, name in ((1, "found"), (2, "listed"), (4, "closed"))
    },
    "held": "INSERT INTO tally (node_id, cell, day, n) "
    f"SELECT unit_id, 'held:' || kind || CASE WHEN {BY_UNION} THEN ':union' ELSE ':wards' END, happened_on, count(*) "
    "FROM deed GROUP BY 1, 2, 3",
    "heads": "INSERT INTO tally (node_id, cell, day, n) "
    "SELECT unit_id, 'heads', happened_on, sum(attested) FROM deed WHERE attested > 0 GROUP BY 1, 2, 3",
    "heads by kind": "INSERT INTO tally (node_id, cell, day, n) "
    f"SELECT unit_id, 'heads:' || kind || CASE WHEN {BY_UNION} THEN ':union' ELSE ':wards' END, happened_on, sum(attested) "
    "FROM deed WHERE attested > 0 GROUP BY 1, 2, 3",
    "cities": "INSERT INTO tally (node_id, cell, day, n) SELECT parent_id, cell, day, sum(n) FROM tally "
    "JOIN unit ON unit.id = node_id WHERE unit.kind = 'unit' GROUP BY 1, 2, 3 {again}",
    "province": "INSERT INTO tally (node_id, cell, day, n) SELECT parent_id, cell, day, sum(n) FROM tally "
    "JOIN unit ON unit.id = node_id WHERE unit.kind = 'city' GROUP BY 1, 2, 3",
}  # fmt: skip
"""What folding every single line leaves behind; a sample is counted anew from the records beside it."""


def homes_of(staff: int) -> int:
    """How many hospitals so many people work in."""
    return max(1, staff // STAFF)


def fill(url: str, staff: int) -> None:
    """Put a province of so many people into a database of this version; ``staff`` in whole thousands."""
    engine = open_writing(url)
    with engine.begin() as db:
        unguarded(db)
        _house(db, homes_of(staff))
        numbers(db, 2 * staff)
        plain = db.execution_options(no_parameters=True)  # psycopg takes a bare % for one
        for statement in (*RECORDS.values(), *COUNTERS.values()):
            plain.exec_driver_sql(_said(statement, db.dialect.name, staff))
        db.exec_driver_sql("DROP TABLE n")
        if db.dialect.name == "postgresql":
            for table in ("hazard", "deed"):
                above = f"(SELECT max(id) FROM {table})"
                db.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {above})")
    settle(engine)


def unguarded(db: Connection) -> None:
    """No foreign key is looked up until the commit."""
    if db.dialect.name == "postgresql":
        db.exec_driver_sql("SET LOCAL session_replication_role = replica")
    else:
        db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def numbers(db: Connection, size: int) -> None:
    """A passing table of the numbers from 1 on."""
    db.exec_driver_sql("CREATE TEMPORARY TABLE n (i BIGINT)")
    db.execute(text("INSERT INTO n " + WORDS[db.dialect.name]["numbers"].format(size=size)))


def _said(statement: str, dialect: str, staff: int) -> str:
    words = WORDS[dialect]
    spread = f"(i * 97) % {DAYS}"
    return (
        statement.replace("{homes}", str(homes_of(staff)))
        .replace("{staff}", str(staff))
        .replace("{day}", words["day"].format(spread))
        .replace("{at}", words["at"].format(spread))
        .replace("{date_of}", words["date_of"].format("handed_in_at"))
        .replace("{department}", words["json"].format('["department"]'))
        .replace("{union}", words["json"].format('["union"]'))
        .replace("{drawn}", json.dumps([[key, "", 1] for key in range(1, ASKED + 1)]))
        .replace("{none}", "{}")
        .replace("{again}", "ON CONFLICT (node_id, cell, day) DO UPDATE SET n = tally.n + excluded.n")
    )


def _house(db: Connection, homes: int) -> None:
    db.execute(insert(Unit), list(_units(homes)))
    cities = range(FIRST_CITY, FIRST_CITY + CITIES)
    db.execute(insert(Person), [_cadre(city) for city in cities])
    db.execute(insert(Care), [_care(n) for n in range(homes)])
    ship(db, the_bank(), NOW)
    first = list(db.execute(select(QUESTIONS.c.id).order_by(QUESTIONS.c.id).limit(ASKED)).scalars())
    assert first == list(range(1, ASKED + 1))


def _units(homes: int) -> Iterator[dict[str, Any]]:
    yield _unit(PROVINCE, "province", None, f"/{PROVINCE}/", None)
    for n in range(CITIES):
        yield _unit(FIRST_CITY + n, "city", PROVINCE, f"/{PROVINCE}/{FIRST_CITY + n}/", None)
    for n in range(homes):
        home, city = FIRST_HOME + n, FIRST_CITY + n % CITIES
        path = f"/{PROVINCE}/{city}/{home}/"
        yield _unit(home, "unit", city, path, home)
        for at in range(DEPARTMENTS):
            own = FIRST_DEPARTMENT + n * DEPARTMENTS + at
            yield _unit(own, "department", home, f"{path}{own}/", home)


def _unit(own: int, kind: str, parent: int | None, path: str, home: int | None) -> dict[str, Any]:
    facts = {
        "id": own,
        "code": f"B{own}",
        "name": f"单位{own}",
        "kind": kind,
        "parent_id": parent,
        "path": path,
    }
    return facts | {"home_id": home, "city_id": parent if kind == "unit" else None}


def _cadre(city: int) -> dict[str, Any]:
    facts = {"id": FIRST_CADRE + city, "name": f"干部{city}", "unit_id": city, "home_id": city}
    return facts | {"role": "union"}


def _care(n: int) -> dict[str, Any]:
    city = FIRST_CITY + n % CITIES
    facts = {"owner_id": city, "cadre_id": FIRST_CADRE + city, "unit_id": FIRST_HOME + n}
    return facts | {"from_on": date(2026, 1, 5), "set_at": NOW}


def settle(engine: Engine) -> None:
    """What PostgreSQL does by itself within minutes."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()
