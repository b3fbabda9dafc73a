"""Quizzes: the question bank, papers and exemptions, sittings and answers, memories, results with their counters, live stages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("handed_in_at IS NULL")


def upgrade() -> None:
    _question()
    _doubt()
    _paper()
    _exemption()
    _sitting()
    _answer()
    _memory()
    _result()
    _counters()
    _stage()
    active = sa.text("active")
    names = ["home_id", "unit_id"]
    op.create_index("ix_person_home_active", "person", names, sqlite_where=active, postgresql_where=active)


def _question() -> None:
    op.create_table(
        "question",
        _key(),
        _link("unit_id", "unit", "question"),
        _text("code"),
        _number("version"),
        _text("digest"),
        _text("state"),
        _text("source"),
        _text("kind"),
        _text("asks"),
        _facts("options"),
        _text("right"),
        _facts("accepted"),
        _text("why"),
        _text("law"),
        _text("article"),
        _text("law_version"),
        _text("fact"),
        _facts("topics"),
        _facts("posts"),
        _number("level"),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_until", sa.Date()),
        _link("hazard_id", "hazard", "question"),
        _link("photo_id", "photo", "question"),
        _moment("made_at", nullable=False),
        _link("made_by_id", "person", "question"),
        _moment("approved_at"),
        _link("approved_by_id", "person", "question"),
        _one_of("question", "kind", "single", "multiple", "judge", "fill"),
        _one_of("question", "state", "draft", "live", "retired"),
        _one_of("question", "source", "shipped", "imported", "written", "hazard"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_question_code_version")),
    )
    _index_where_known("question", "unit_id", "id")
    _index_where_known("question", "hazard_id")


def _doubt() -> None:
    op.create_table(
        "doubt",
        _key(),
        _link("question_id", "question", "doubt", nullable=False),
        _link("account_id", "conversation", "doubt", nullable=False),
        _link("unit_id", "unit", "doubt", nullable=False),
        _text("said"),
        _moment("at", nullable=False),
        _moment("settled_at"),
        _link("settled_by_id", "person", "doubt"),
        _text("settled"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubt")),
        sa.UniqueConstraint("question_id", "account_id", name=op.f("uq_doubt_question_id_account_id")),
    )
    op.create_index(op.f("ix_doubt_unit_id"), "doubt", ["unit_id"])


def _paper() -> None:
    op.create_table(
        "paper",
        _key(),
        _link("unit_id", "unit", "paper", nullable=False),
        _text("purpose"),
        _text("title"),
        _text("state"),
        _moment("opens_at", nullable=False),
        _moment("closes_at", nullable=False),
        sa.Column("minutes", sa.Integer()),
        _number("attempts"),
        _number("per_day"),
        _number("resits"),
        _number("pass_mark"),
        _text("review"),
        _text("ranking"),
        _facts("parts"),
        _facts("fixed"),
        _flag("shuffled"),
        _facts("posts"),
        _flag("is_training"),
        _moment("made_at", nullable=False),
        _link("made_by_id", "person", "paper"),
        _moment("frozen_at"),
        _moment("withdrawn_at"),
        _link("withdrawn_by_id", "person", "paper"),
        _text("withdrawn_why"),
        _one_of("paper", "purpose", "exam", "contest", "live"),
        _one_of("paper", "state", "draft", "published", "withdrawn"),
        _one_of("paper", "review", "after", "closed", "never"),
        _one_of("paper", "ranking", "off", "own", "open"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_index("ix_paper_unit_closes", "paper", ["unit_id", "closes_at"])


def _exemption() -> None:
    op.create_table(
        "exemption",
        _key(),
        _link("paper_id", "paper", "exemption", nullable=False),
        _link("person_id", "person", "exemption"),
        _link("unit_id", "unit", "exemption"),
        _moment("opens_at"),
        _moment("closes_at"),
        sa.Column("minutes", sa.Integer()),
        sa.Column("attempts", sa.Integer()),
        _text("note"),
        _moment("made_at", nullable=False),
        _link("made_by_id", "person", "exemption"),
        sa.CheckConstraint("(person_id is null) != (unit_id is null)", name=op.f("ck_exemption_one_of_two")),
        sa.CheckConstraint("note != ''", name=op.f("ck_exemption_has_a_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    op.create_index(op.f("ix_exemption_paper_id"), "exemption", ["paper_id"])


def _sitting() -> None:
    op.create_table(
        "sitting",
        _key(),
        _text("mode"),
        _link("paper_id", "paper", "sitting"),
        sa.Column("attempt", sa.Integer()),
        _link("account_id", "conversation", "sitting"),
        _link("person_id", "person", "sitting"),
        _link("unit_id", "unit", "sitting", nullable=False),
        _link("department_id", "unit", "sitting"),
        _facts("drawn"),
        _moment("started_at", nullable=False),
        _moment("ends_at"),
        _moment("handed_in_at"),
        _text("handed_in_by"),
        *(_number(name) for name in ("right", "points", "total", "share")),
        sa.Column("seconds", sa.Integer()),
        sa.Column("passed", sa.Boolean()),
        _one_of("sitting", "mode", "practice", "wrong", "easy", "formal"),
        sa.CheckConstraint(
            "(mode = 'formal') = (paper_id is not null)", name=op.f("ck_sitting_formal_has_a_paper")
        ),
        sa.CheckConstraint(
            "mode != 'formal' or person_id is not null", name=op.f("ck_sitting_formal_has_a_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint(
            "paper_id", "person_id", "attempt", name=op.f("uq_sitting_paper_id_person_id_attempt")
        ),
    )
    some = {"sqlite_where": OPEN, "postgresql_where": OPEN}
    op.create_index("ix_sitting_account_open", "sitting", ["account_id", "id"], **some)
    op.create_index("uq_sitting_person_open", "sitting", ["paper_id", "person_id"], unique=True, **some)
    op.create_index("ix_sitting_account", "sitting", ["account_id", "id"])
    _index_where_known("sitting", "person_id", "id")
    op.create_index("ix_sitting_unit_started", "sitting", ["unit_id", "started_at"])
    op.create_index("ix_sitting_ends", "sitting", ["ends_at"], **some)


def _answer() -> None:
    op.create_table(
        "answer",
        _part_of_key("sitting_id", "sitting", "answer", sa.BigInteger()),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        _link("question_id", "question", "answer", nullable=False),
        _text("given"),
        _flag("right"),
        _moment("answered_at", nullable=False),
        sa.Column("took_ms", sa.Integer()),
        sa.PrimaryKeyConstraint("sitting_id", "position", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )


def _memory() -> None:
    op.create_table(
        "memory",
        _part_of_key("account_id", "conversation", "memory"),
        _part_of_key("question_id", "question", "memory"),
        _moment("due_at", nullable=False),
        _moment("seen_at", nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("step", sa.SmallInteger()),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("lapses", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "question_id", name=op.f("pk_memory")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_memory_due", "memory", ["account_id", "due_at"])


def _result() -> None:
    op.create_table(
        "result",
        _part_of_key("paper_id", "paper", "result"),
        _part_of_key("person_id", "person", "result"),
        _link("unit_id", "unit", "result", nullable=False),
        _link("department_id", "unit", "result"),
        sa.Column("sittings", sa.SmallInteger(), nullable=False),
        sa.Column("share", sa.SmallInteger(), nullable=False),
        _number("points"),
        _number("total"),
        sa.Column("seconds", sa.Integer()),
        _flag("passed"),
        _moment("first_at", nullable=False),
        _moment("best_at", nullable=False),
        _flag("shows_name"),
        sa.Column("code", sa.String()),
        sa.PrimaryKeyConstraint("paper_id", "person_id", name=op.f("pk_result")),
        sa.UniqueConstraint("code", name=op.f("uq_result_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_result_person", "result", ["person_id", "paper_id"])
    op.create_index("ix_result_share", "result", ["paper_id", "share", "person_id"])
    covered = ["paper_id", "unit_id", "share", "person_id", "department_id", "passed"]
    op.create_index("ix_result_unit", "result", covered)


def _counters() -> None:
    op.create_table(
        "score",
        _part_of_key("paper_id", "paper", "score"),
        sa.Column("unit_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("share", sa.SmallInteger(), nullable=False, autoincrement=False),
        _number("people"),
        sa.PrimaryKeyConstraint("paper_id", "unit_id", "share", name=op.f("pk_score")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turnout",
        _part_of_key("paper_id", "paper", "turnout"),
        _part_of_key("unit_id", "unit", "turnout"),
        sa.Column("department_id", sa.Integer(), nullable=False, autoincrement=False),
        *(_number(name) for name in ("people", "passed", "shares")),
        sa.PrimaryKeyConstraint("paper_id", "unit_id", "department_id", name=op.f("pk_turnout")),
        sqlite_with_rowid=False,
    )


def _stage() -> None:
    op.create_table(
        "stage",
        _part_of_key("paper_id", "paper", "stage"),
        _text("code"),
        _text("scan_url"),
        _text("phase"),
        _number("position"),
        _number("seconds"),
        _moment("asked_at"),
        _moment("closes_at"),
        _link("host_id", "person", "stage"),
        _one_of("stage", "phase", "lobby", "asking", "shown", "over"),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_stage")),
        sa.UniqueConstraint("code", name=op.f("uq_stage_code")),
    )


def _key() -> sa.Column:
    return sa.Column("id", KEY, nullable=False)


def _part_of_key(name: str, target: str, table: str, kind: sa.types.TypeEngine | None = None) -> sa.Column:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, kind or KEY, key, nullable=False)


def _link(name: str, target: str, table: str, *, nullable: bool = True) -> sa.Column:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, KEY, key, nullable=nullable)


def _one_of(table: str, column: str, *known: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} in {known}", name=op.f(f"ck_{table}_{column}_is_known"))


def _index_where_known(table: str, column: str, *more: str) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    names = [column, *more]
    op.create_index(f"ix_{table}_{column}", table, names, sqlite_where=known, postgresql_where=known)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _facts(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
