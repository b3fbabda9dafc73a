"""The official plan: documents, signatures, deeds and who was there, sheets, inspections, passes, and the counters."""

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _plan()
    _signing()
    _plan_choice()
    _not_counted()
    _deed()
    _organiser()
    _deed_version()
    _attendance()
    _half_told()
    _deed_department()
    _sheet()
    _sheet_line()
    _evidence()
    _taken_in()
    _care()
    _draw()
    _inspection()
    _finding()
    _pass()
    _pass_look()
    _tally_delta()
    _tally()
    _last_day()
    _columns()


def _columns() -> None:
    """What older tables learn: whose duty an errand is about, and which units, places and people are special."""
    no, yes = sa.false(), sa.true()
    op.add_column("outbox", sa.Column("unit_id", sa.Integer()))
    op.add_column("hazard", sa.Column("tallied", sa.Integer(), server_default="0", nullable=False))
    _marks()
    op.add_column("person", sa.Column("leads", sa.Boolean(), server_default=no, nullable=False))
    op.add_column("place", sa.Column("is_key", sa.Boolean(), server_default=no, nullable=False))
    _people()
    op.add_column("unit", sa.Column("seal_name", sa.String(), server_default="", nullable=False))
    op.add_column("unit", sa.Column("is_legal", sa.Boolean(), server_default=yes, nullable=False))
    op.add_column("unit", sa.Column("is_key", sa.Boolean(), server_default=no, nullable=False))
    op.add_column("unit", sa.Column("on_roll", sa.Integer()))
    op.add_column("unit", sa.Column("plans_since", sa.Date()))
    _from_today()
    op.create_index("ix_unit_kind", "unit", ["kind"])


def _from_today() -> None:
    """Where people are on the roll already, plans begin today; a new house has nobody yet."""
    unit = sa.table("unit", sa.column("plans_since", sa.Date()))
    stands = sa.exists(sa.select(sa.text("1")).select_from(sa.text("person")))
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    op.execute(unit.update().where(stands).values(plans_since=today))


def _people() -> None:
    """SQLite uses such an index only where a question says the very same words."""
    op.drop_index("ix_person_home_active", "person")
    for name, columns, whom in (
        ("ix_person_home_active", ["home_id", "unit_id"], ""),
        ("ix_person_union", ["home_id"], "role = 'union' AND "),
    ):
        lite, post = sa.text(f"{whom}active = 1"), sa.text(f"{whom}active")
        op.create_index(name, "person", columns, sqlite_where=lite, postgresql_where=post)


def _marks() -> None:
    """What counts as found of the ledger so far; the counters themselves are proven against it every night."""
    op.execute(
        sa.text(
            """UPDATE hazard SET tallied = 1
                 + CASE WHEN EXISTS (SELECT 1 FROM listing WHERE listing.hazard_id = hazard.id
                                     AND listing.listed_on IS NOT NULL) THEN 2 ELSE 0 END
                 + CASE WHEN closed_at IS NOT NULL THEN 4 ELSE 0 END
                 + CASE WHEN kind = 'occupational' THEN 8 ELSE 0 END
               WHERE status IN ('assigned', 'closed')
                  OR (status IN ('reported', 'fixed') AND (
                        SELECT line.verb IN ('assign', 'close', 'verify') FROM history AS line
                        WHERE line.hazard_id = hazard.id
                          AND line.verb IN ('assign', 'close', 'verify', 'reject', 'merge', 'redirect')
                        ORDER BY line.seq DESC LIMIT 1))"""
        )
    )


def _key() -> sa.Column[int]:
    return sa.Column("id", KEY, nullable=False)


def _link(name: str, to: str, table: str, *, nullable: bool = True) -> sa.Column[int]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"))
    return sa.Column(name, KEY, key, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable, autoincrement=False)


def _facts(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _day(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _plan() -> None:
    op.create_table(
        "plan",
        _key(),
        _text("code"),
        _number("version"),
        _link("unit_id", "unit", "plan"),
        _text("state"),
        _text("number"),
        _text("title"),
        _facts("body"),
        _text("digest"),
        _moment("loaded_at", nullable=False),
        _link("loaded_by_id", "person", "plan"),
        _moment("retired_at"),
        sa.CheckConstraint("state in ('live', 'retired')", name=op.f("ck_plan_ck_plan_state_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index("ix_plan_code_version", "plan", ["code", "version"], unique=True)


def _signing() -> None:
    op.create_table(
        "signing",
        _text("plan"),
        _link("unit_id", "unit", "signing", nullable=False),
        _moment("signed_at", nullable=False),
        _link("signed_by_id", "person", "signing"),
        _link("leader_id", "person", "signing"),
        _link("deputy_id", "person", "signing"),
        _link("stand_in_id", "person", "signing"),
        sa.PrimaryKeyConstraint("plan", "unit_id", name=op.f("pk_signing")),
        sqlite_with_rowid=False,
    )


def _plan_choice() -> None:
    op.create_table(
        "plan_choice",
        _key(),
        _link("unit_id", "unit", "plan_choice", nullable=False),
        _text("plan"),
        _text("duty"),
        _text("name"),
        _text("value"),
        _text("note"),
        _moment("at", nullable=False),
        _link("by_id", "person", "plan_choice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_choice")),
    )
    op.create_index("ix_plan_choice_unit", "plan_choice", ["unit_id", "plan", "duty", "name", "id"])


def _not_counted() -> None:
    op.create_table(
        "not_counted",
        _key(),
        _link("unit_id", "unit", "not_counted", nullable=False),
        _link("person_id", "person", "not_counted"),
        _link("department_id", "unit", "not_counted"),
        _text("reason"),
        _day("from_on", nullable=False),
        _day("to_on"),
        _moment("set_at", nullable=False),
        _link("set_by_id", "person", "not_counted"),
        _moment("ended_at"),
        _link("ended_by_id", "person", "not_counted"),
        sa.CheckConstraint("reason != ''", name=op.f("ck_not_counted_ck_not_counted_has_a_reason")),
        sa.CheckConstraint(
            "(person_id is null) != (department_id is null)",
            name=op.f("ck_not_counted_ck_not_counted_one_of_two"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_counted")),
    )
    op.create_index("ix_not_counted_unit_id", "not_counted", ["unit_id"])


def _deed() -> None:
    op.create_table(
        "deed",
        _key(),
        _link("unit_id", "unit", "deed", nullable=False),
        _link("department_id", "unit", "deed"),
        _text("kind"),
        _text("title"),
        _day("happened_on", nullable=False),
        _moment("starts_at"),
        _text("place"),
        _facts("topics"),
        _facts("bodies"),
        _number("attested", nullable=True),
        _facts("details"),
        _moment("recorded_at", nullable=False),
        _link("recorded_by_id", "person", "deed"),
        _number("version"),
        _moment("voided_at"),
        _link("voided_by_id", "person", "deed"),
        _text("voided_why"),
        _text("code_key"),
        _moment("code_until"),
        sa.CheckConstraint(
            "attested is null or attested >= 0", name=op.f("ck_deed_ck_deed_attested_is_a_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
    )
    stands = sa.text("voided_at IS NULL")
    op.create_index(
        "ix_deed_unit_day",
        "deed",
        ["unit_id", "happened_on", "kind"],
        sqlite_where=stands,
        postgresql_where=stands,
    )


def _organiser() -> None:
    op.create_table(
        "organiser",
        _link("deed_id", "deed", "organiser", nullable=False),
        _link("unit_id", "unit", "organiser", nullable=False),
        sa.PrimaryKeyConstraint("deed_id", "unit_id", name=op.f("pk_organiser")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_organiser_unit", "organiser", ["unit_id", "deed_id"])


def _deed_version() -> None:
    op.create_table(
        "deed_version",
        _link("deed_id", "deed", "deed_version", nullable=False),
        _number("version"),
        _facts("facts"),
        _text("why"),
        _moment("at", nullable=False),
        _link("by_id", "person", "deed_version"),
        sa.PrimaryKeyConstraint("deed_id", "version", name=op.f("pk_deed_version")),
        sqlite_with_rowid=False,
    )


def _attendance() -> None:
    op.create_table(
        "attendance",
        _link("deed_id", "deed", "attendance", nullable=False),
        _link("person_id", "person", "attendance", nullable=False),
        _link("home_id", "unit", "attendance", nullable=False),
        _link("department_id", "unit", "attendance"),
        _text("how"),
        _moment("at", nullable=False),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "how in ('scan', 'list', 'typed', 'import')",
            name=op.f("ck_attendance_ck_attendance_how_is_known"),
        ),
        sa.PrimaryKeyConstraint("deed_id", "person_id", name=op.f("pk_attendance")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attendance_person", "attendance", ["person_id", "deed_id"])


def _half_told() -> None:
    op.create_table(
        "half_told",
        _link("person_id", "person", "half_told", nullable=False),
        _number("number"),
        _moment("kept_at", nullable=False),
        _facts("told"),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_half_told")),
    )


def _deed_department() -> None:
    op.create_table(
        "deed_department",
        _link("deed_id", "deed", "deed_department", nullable=False),
        _link("department_id", "unit", "deed_department", nullable=False),
        sa.PrimaryKeyConstraint("deed_id", "department_id", name=op.f("pk_deed_department")),
        sqlite_with_rowid=False,
    )


def _sheet() -> None:
    op.create_table(
        "sheet",
        _key(),
        _text("form"),
        _link("unit_id", "unit", "sheet", nullable=False),
        _day("formal", nullable=False),
        _number("number"),
        _text("state"),
        _moment("opened_at", nullable=False),
        _moment("cut_at"),
        _moment("came_at"),
        _text("how"),
        _text("to_whom"),
        _day("filled_on"),
        _facts("cells"),
        _facts("trace"),
        _facts("reasons"),
        _link("filled_by_id", "person", "sheet"),
        _link("checked_by_id", "person", "sheet"),
        _moment("checked_at"),
        _link("sent_by_id", "person", "sheet"),
        _link("accepted_by_id", "person", "sheet"),
        _moment("accepted_at"),
        _text("note"),
        sa.CheckConstraint(
            "state = 'draft' or cut_at is not null", name=op.f("ck_sheet_ck_sheet_sent_has_a_cut")
        ),
        sa.CheckConstraint(
            "state in ('draft', 'sent', 'returned', 'accepted', 'replaced')",
            name=op.f("ck_sheet_ck_sheet_state_is_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint(
            "form", "unit_id", "formal", "number", name=op.f("uq_sheet_form_unit_id_formal_number")
        ),
    )
    op.create_index("ix_sheet_unit_id", "sheet", ["unit_id"])


def _sheet_line() -> None:
    op.create_table(
        "sheet_line",
        _key(),
        _link("sheet_id", "sheet", "sheet_line", nullable=False),
        _moment("at", nullable=False),
        _text("verb"),
        _link("by_id", "person", "sheet_line"),
        _text("text"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_line")),
    )
    op.create_index("ix_sheet_line_sheet_id", "sheet_line", ["sheet_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        _key(),
        _link("deed_id", "deed", "evidence"),
        _link("sheet_id", "sheet", "evidence"),
        _text("what"),
        _text("state"),
        _text("name"),
        _text("media_id"),
        _text("picture_url"),
        sa.Column("is_picture", sa.Boolean(), nullable=False),
        _text("sha256"),
        _number("bytes", nullable=True),
        _text("reason"),
        _moment("added_at", nullable=False),
        _link("added_by_id", "person", "evidence"),
        sa.CheckConstraint(
            "(deed_id is null) != (sheet_id is null)", name=op.f("ck_evidence_ck_evidence_one_of_two")
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'ready', 'gone', 'removed')",
            name=op.f("ck_evidence_ck_evidence_state_is_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_deed_id", "evidence", ["deed_id"])
    op.create_index("ix_evidence_sheet_id", "evidence", ["sheet_id"])


def _taken_in() -> None:
    op.create_table(
        "taken_in",
        _key(),
        _text("form"),
        _link("unit_id", "unit", "taken_in", nullable=False),
        _day("formal", nullable=False),
        _number("number"),
        _facts("body"),
        _text("digest"),
        _moment("taken_at", nullable=False),
        _link("taken_by_id", "person", "taken_in"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_in")),
        sa.UniqueConstraint(
            "form", "unit_id", "formal", "number", name=op.f("uq_taken_in_form_unit_id_formal_number")
        ),
        sa.UniqueConstraint("digest", name=op.f("uq_taken_in_digest")),
    )


def _care() -> None:
    op.create_table(
        "care",
        _key(),
        _link("owner_id", "unit", "care", nullable=False),
        _link("cadre_id", "person", "care", nullable=False),
        _link("unit_id", "unit", "care"),
        _link("place_id", "place", "care"),
        _day("from_on", nullable=False),
        _day("to_on"),
        _moment("set_at", nullable=False),
        _link("set_by_id", "person", "care"),
        sa.CheckConstraint(
            "(unit_id is null) != (place_id is null)", name=op.f("ck_care_ck_care_one_of_two")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care")),
    )
    op.create_index("ix_care_owner_id", "care", ["owner_id"])


def _draw() -> None:
    op.create_table(
        "draw",
        _key(),
        _link("unit_id", "unit", "draw", nullable=False),
        _text("title"),
        _text("seed"),
        _facts("candidates"),
        _facts("drawn"),
        _moment("at", nullable=False),
        _link("by_id", "person", "draw"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
    )
    op.create_index("ix_draw_unit_id", "draw", ["unit_id"])


def _inspection() -> None:
    op.create_table(
        "inspection",
        _key(),
        _link("deed_id", "deed", "inspection", nullable=False),
        _link("unit_id", "unit", "inspection", nullable=False),
        _link("draw_id", "draw", "inspection"),
        _facts("methods"),
        _facts("points"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    op.create_index("ix_inspection_deed_id", "inspection", ["deed_id"])
    op.create_index("ix_inspection_unit", "inspection", ["unit_id", "deed_id"])


def _finding() -> None:
    op.create_table(
        "finding",
        _key(),
        _link("inspection_id", "inspection", "finding", nullable=False),
        _link("unit_id", "unit", "finding", nullable=False),
        _text("kind"),
        _text("opinion"),
        _day("due_on", nullable=False),
        _text("state"),
        _text("answer"),
        _moment("answered_at"),
        _link("answered_by_id", "person", "finding"),
        _text("note"),
        _moment("closed_at"),
        _link("closed_by_id", "person", "finding"),
        _moment("found_at", nullable=False),
        _link("found_by_id", "person", "finding"),
        sa.CheckConstraint("opinion != ''", name=op.f("ck_finding_ck_finding_has_an_opinion")),
        sa.CheckConstraint(
            "state in ('open', 'answered', 'closed')", name=op.f("ck_finding_ck_finding_state_is_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index("ix_finding_inspection_id", "finding", ["inspection_id"])
    op.create_index("ix_finding_unit", "finding", ["unit_id", "state", "due_on"])


def _pass() -> None:
    op.create_table(
        "pass",
        _key(),
        _link("unit_id", "unit", "pass", nullable=False),
        _text("digest"),
        _text("holder"),
        _moment("made_at", nullable=False),
        _link("made_by_id", "person", "pass"),
        _moment("valid_until", nullable=False),
        _moment("ended_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass")),
        sa.UniqueConstraint("digest", name=op.f("uq_pass_digest")),
    )
    op.create_index("ix_pass_unit_id", "pass", ["unit_id"])


def _pass_look() -> None:
    op.create_table(
        "pass_look",
        _key(),
        _link("pass_id", "pass", "pass_look", nullable=False),
        _moment("at", nullable=False),
        _text("what"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_look")),
    )
    op.create_index("ix_pass_look_pass_id", "pass_look", ["pass_id"])


def _tally_delta() -> None:
    op.create_table(
        "tally_delta",
        _key(),
        _number("unit_id"),
        _text("cell"),
        _day("day", nullable=False),
        _number("by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally_delta")),
    )


def _tally() -> None:
    op.create_table(
        "tally",
        _number("node_id"),
        _text("cell"),
        _day("day", nullable=False),
        _number("n"),
        sa.PrimaryKeyConstraint("node_id", "cell", "day", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )


def _last_day() -> None:
    op.create_table(
        "last_day",
        _text("measure"),
        _number("who_id"),
        _link("unit_id", "unit", "last_day", nullable=False),
        _day("last_on", nullable=False),
        _day("counted_on", nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "who_id", name=op.f("pk_last_day")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_last_day_unit", "last_day", ["unit_id", "measure", "last_on"])
    op.create_index(
        "ix_last_day_waiting",
        "last_day",
        ["unit_id"],
        sqlite_where=sa.text("waits = 1"),
        postgresql_where=sa.text("waits"),
    )
