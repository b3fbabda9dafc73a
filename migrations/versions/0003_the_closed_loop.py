"""From report to 销号: blocks, tiers, extensions, 挂牌督办, 通知书, deputies, the routing table, and a chained history."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_ONCE = 5_000


def upgrade() -> None:
    _add("hazard", _words("tier", "post"), _moment("tier_since"), _words("funds"), _words("contingency"))
    _add("hazard", _list("defaulted"), _day("asked_due_on"), _words("asked_why"), _moment("progress_at"))
    _add("hazard", _words("cause"), _words("contractor"), _words("major_item"))
    _add("hazard", _link("level_by_id", "person", "hazard"), _link("closed_by_id", "person", "hazard"))
    _add("unit", _link("head_id", "person", "unit"))
    _add("person", sa.Column("password", sa.String(), nullable=True))
    _add("photo", _list("boxes"), _moment("redacted_at"), _link("redacted_by_id", "person", "photo"))
    _add("history", sa.Column("seq", sa.Integer(), nullable=True), _words("digest"))
    _add("history", sa.Column("status", sa.String(), nullable=True), _facts("facts"))
    _listing()
    _letter()
    _leave()
    _routing()
    _calendar()
    _anchor()
    _publication()
    _chain()
    op.drop_index("ix_history_hazard_id", "history")
    op.create_index("uq_history_hazard_id_seq", "history", ["hazard_id", "seq"], unique=True)
    _lists()


def _lists() -> None:
    """What lists and figures ask of very many hazards is answered within an index."""
    ledger = ("unit_id", "id", "status", "category", "department_id", "source", "tier", "kind")
    standing = ("unit_id", "id", "status", "number", "recorded_at", "urgent", "owner_id", "due_on", "level")
    found = ("unit_id", "happened_on", "status", "category", "source", "cause", "likeness", "department_id")
    closed = ("unit_id", "closed_at", "reported_at", "department_id")
    is_open, is_closed = "status in ('assigned', 'draft', 'fixed', 'reported')", "closed_at IS NOT NULL"
    op.create_index("ix_hazard_ledger", "hazard", ledger)
    _index_where("ix_hazard_open", (*standing, "department_id", "tier"), is_open)
    op.create_index("ix_hazard_found", "hazard", found)
    _index_where("ix_hazard_closed", closed, is_closed)


def _index_where(name: str, columns: Sequence[str], condition: str) -> None:
    some = sa.text(condition)
    op.create_index(name, "hazard", columns, sqlite_where=some, postgresql_where=some)


def _listing() -> None:
    op.create_table(
        "listing",
        _key(),
        _link("hazard_id", "hazard", "listing", nullable=False),
        _words("authority"),
        _words("reference"),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        _day("listed_on"),
        _day("delisted_on"),
        _day("refused_on"),
        _words("note"),
        _link("proposed_by_id", "person", "listing"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("hazard_id", name=op.f("uq_listing_hazard_id")),
    )


def _letter() -> None:
    op.create_table(
        "letter",
        _key(),
        _link("unit_id", "unit", "letter", nullable=False),
        _link("hazard_id", "hazard", "letter", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        _words("tier"),
        _words("why"),
        _link("addressee_id", "person", "letter"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        _link("written_by_id", "person", "letter"),
        _moment("delivered_at"),
        _link("delivered_by_id", "person", "letter"),
        _words("received_by"),
        sa.Column("scheme_due_on", sa.Date(), nullable=False),
        _words("scheme"),
        _moment("scheme_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("unit_id", "year", "seq", name=op.f("uq_letter_unit_id_year_seq")),
    )
    op.create_index(op.f("ix_letter_hazard_id"), "letter", ["hazard_id"])


def _leave() -> None:
    op.create_table(
        "leave",
        _key(),
        _link("person_id", "person", "leave", nullable=False),
        _link("deputy_id", "person", "leave", nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index(op.f("ix_leave_person_id"), "leave", ["person_id"])
    op.create_index(op.f("ix_leave_deputy_id"), "leave", ["deputy_id"])


def _routing() -> None:
    op.create_table(
        "routing",
        _key(),
        _link("home_id", "unit", "routing", nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        _words("building"),
        _link("owner_id", "person", "routing", nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        _words("measure"),
        sa.Column("times", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing")),
        sa.UniqueConstraint(
            "home_id", "category", "building", name=op.f("uq_routing_home_id_category_building")
        ),
    )


def _calendar() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_rest", sa.Boolean(), nullable=False),
        _words("note"),
        _link("set_by_id", "person", "calendar_day"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )


def _anchor() -> None:
    op.create_table(
        "anchor",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("last_id", KEY, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_anchor")),
    )


def _publication() -> None:
    op.create_table(
        "publication",
        _key(),
        _link("hazard_id", "hazard", "publication", nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _words("title"),
        _words("wrong"),
        _words("right"),
        sa.Column("shows_place", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        _link("drafted_by_id", "person", "publication"),
        _moment("approved_at"),
        _link("approved_by_id", "person", "publication"),
        _moment("refused_at"),
        _words("reason"),
        _moment("published_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("hazard_id", "kind", name=op.f("uq_publication_hazard_id_kind")),
    )


def _chain() -> None:
    """Lines written before today get their place in the chain of their hazard, some thousand hazards at a time."""
    db = op.get_bind()
    last = db.execute(sa.text("SELECT max(hazard_id) FROM history")).scalar() or 0
    for first in range(0, last + 1, AT_ONCE):
        _chain_some(db, first)


def _chain_some(db: sa.Connection, first: int) -> None:
    history = sa.table(
        "history",
        *(sa.column(name) for name in ("id", "hazard_id", "verb", "part", "person_id", "text")),
        sa.column("at", sa.DateTime(timezone=True)),
    )
    some = history.c.hazard_id.between(first, first + AT_ONCE - 1)
    rows = db.execute(sa.select(history).where(some).order_by(history.c.hazard_id, history.c.id)).mappings()
    last: dict[int, tuple[int, str]] = {}
    chained = []
    for row in rows.all():
        seq, before = last.get(row["hazard_id"], (0, ""))
        last[row["hazard_id"]] = (seq + 1, _digest(row, seq + 1, before))
        chained.append({"seq": seq + 1, "digest": last[row["hazard_id"]][1], "line": row["id"]})
    if chained:
        db.execute(sa.text("UPDATE history SET seq = :seq, digest = :digest WHERE id = :line"), chained)


def _digest(row: Mapping[Any, Any], seq: int, before: str) -> str:
    at = row["at"].replace(tzinfo=UTC) if row["at"].tzinfo is None else row["at"].astimezone(UTC)
    said = [before, row["hazard_id"], seq, at.isoformat(timespec="microseconds"), row["verb"]]
    person_id = None if row["part"] == "reporter" else row["person_id"]  # a digest must not betray a name
    said += [row["part"], person_id, row["text"], None, {}]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _add(table: str, *columns: sa.Column) -> None:
    # SQLite adds a column with its reference in place; a batch would copy the whole table.
    for column in columns:
        op.add_column(table, column, inline_references=True)


def _key() -> sa.Column:
    return sa.Column("id", KEY, nullable=False)


def _link(name: str, target: str, table: str, *, nullable: bool = True) -> sa.Column:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, KEY, key, nullable=nullable)


def _words(name: str, default: str = "") -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _list(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _facts(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="{}")


def _day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=True)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
