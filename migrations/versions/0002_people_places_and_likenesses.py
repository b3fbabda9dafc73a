"""What a report may lead to: likenesses, several in one sentence, people not on the roll, who answered an alarm."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _add("hazard", _link("like_id", "hazard", "hazard"), _words("likeness"), _list("pieces"))
    _add("hazard", _link("responder_id", "person", "hazard"), _moment("responded_at"))
    _add("conversation", _link("self_unit_id", "unit", "conversation"), _moment("self_said_at"))
    _add("conversation", _link("ward_id", "unit", "conversation"))
    _add("conversation", _words("patrol_source"), _moment("patrol_since"))
    _add("person", _flag("outside"), _flag("on_duty"))
    _add("unit", _words("phone"))
    _add("place", _words("scan_url"))
    _add("photo", _link("copy_of", "photo", "photo"), sa.Column("seconds", sa.Double(), nullable=True))
    not_told = sa.text("state = 'given_up' AND seen_at IS NULL")
    op.create_index("ix_outbox_not_told", "outbox", ["id"], sqlite_where=not_told, postgresql_where=not_told)
    for band in ("band_a", "band_b", "band_c", "band_d"):
        op.drop_index(f"ix_photo_{band}", "photo")
        _index_where_known("photo", band, "id")
    for table, column in (("hazard", "place_id"), ("hazard", "like_id"), ("photo", "copy_of")):
        _index_where_known(table, column)


def _add(table: str, *columns: sa.Column) -> None:
    # SQLite adds a column with its reference in place; a batch would copy the whole table.
    for column in columns:
        op.add_column(table, column, inline_references=True)


def _link(name: str, target: str, table: str) -> sa.Column:
    key = sa.ForeignKey(f"{target}.id", name=op.f(f"fk_{table}_{name}_{target}"))
    return sa.Column(name, KEY, key, nullable=True)


def _words(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def _list(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _index_where_known(table: str, column: str, *more: str) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    op.create_index(
        f"ix_{table}_{column}", table, [column, *more], sqlite_where=known, postgresql_where=known
    )
