"""The first tables, and the one unit every report can go to."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_at"), ["at"], unique=False)

    op.create_table(
        "token",
        sa.Column("app_id", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("app_id", name=op.f("pk_token")),
    )
    op.create_table(
        "unit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("home_id", KEY, nullable=True),
        sa.Column("city_id", KEY, nullable=True),
        sa.Column("takes_strangers", sa.Boolean(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind in ('province', 'city', 'unit', 'department', 'team')", name=op.f("ck_unit_kind_is_known")
        ),
        sa.ForeignKeyConstraint(["city_id"], ["unit.id"], name=op.f("fk_unit_city_id_unit")),
        sa.ForeignKeyConstraint(["home_id"], ["unit.id"], name=op.f("fk_unit_home_id_unit")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_home_id"), ["home_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_path"), ["path"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("staff_no", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("home_id", KEY, nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role in ('staff', 'officer', 'union', 'admin')", name=op.f("ck_person_role_is_known")
        ),
        sa.ForeignKeyConstraint(["home_id"], ["unit.id"], name=op.f("fk_person_home_id_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("home_id", "staff_no", name=op.f("uq_person_home_id_staff_no")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_home_id"), ["home_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name"), ["name"], unique=False)
        batch_op.create_index("ix_person_unit_role", ["unit_id", "role"], unique=False)

    op.create_table(
        "place",
        sa.Column("id", KEY, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("home_id", KEY, nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["unit.id"], name=op.f("fk_place_home_id_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_place_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("home_id", "code", name=op.f("uq_place_home_id_code")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_home_id"), ["home_id"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("openid", sa.String(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost_person_id", KEY, nullable=True),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("choices_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("window_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pushes_left", sa.Integer(), nullable=False),
        sa.Column("place_id", KEY, nullable=True),
        sa.Column("place_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bind_tries", sa.Integer(), nullable=False),
        sa.Column("bind_locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("self_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lost_person_id"], ["person.id"], name=op.f("fk_conversation_lost_person_id_person")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conversation_person_id_person")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_conversation_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("channel", "openid", name=op.f("uq_conversation_channel_openid")),
        sa.UniqueConstraint("channel", "person_id", name=op.f("uq_conversation_channel_person_id")),
    )
    op.create_table(
        "login_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_login_link_person_id_person")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_login_link")),
    )
    op.create_table(
        "hazard",
        sa.Column("id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("city_id", KEY, nullable=True),
        sa.Column("department_id", KEY, nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("described_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("brief", sa.String(), nullable=False),
        sa.Column("place_text", sa.String(), nullable=False),
        sa.Column("place_id", KEY, nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("reporter_id", KEY, nullable=True),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("seal", sa.String(), nullable=True),
        sa.Column("receipt_hash", sa.String(), nullable=True),
        sa.Column("owner_id", KEY, nullable=True),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fixed_on_spot", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into", KEY, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(status = 'closed') = (closed_at is not null)", name=op.f("ck_hazard_closed_has_a_time")
        ),
        sa.CheckConstraint(
            "(status = 'merged') = (merged_into is not null)", name=op.f("ck_hazard_merged_has_a_target")
        ),
        sa.CheckConstraint("kind in ('accident', 'occupational')", name=op.f("ck_hazard_kind_is_known")),
        sa.CheckConstraint("level in ('general', 'major')", name=op.f("ck_hazard_level_is_known")),
        sa.CheckConstraint(
            "source in ('staff', 'expert', 'delegate', 'peer', 'inspection', 'report')",
            name=op.f("ck_hazard_source_is_known"),
        ),
        sa.CheckConstraint(
            "status != 'assigned' or (owner_id is not null and due_on is not null)",
            name=op.f("ck_hazard_assigned_has_an_owner"),
        ),
        sa.CheckConstraint(
            "status in ('draft', 'reported', 'assigned', 'fixed', 'closed', 'merged', 'rejected', 'redirected', 'withdrawn')",
            name=op.f("ck_hazard_status_is_known"),
        ),
        sa.CheckConstraint(
            "status in ('draft', 'withdrawn') or number is not null",
            name=op.f("ck_hazard_counted_has_a_number"),
        ),
        sa.CheckConstraint(
            "not anonymous or (reporter_id is null and person_id is null)",
            name=op.f("ck_hazard_nameless_has_no_reporter"),
        ),
        sa.ForeignKeyConstraint(["city_id"], ["unit.id"], name=op.f("fk_hazard_city_id_unit")),
        sa.ForeignKeyConstraint(["department_id"], ["unit.id"], name=op.f("fk_hazard_department_id_unit")),
        sa.ForeignKeyConstraint(["merged_into"], ["hazard.id"], name=op.f("fk_hazard_merged_into_hazard")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_hazard_owner_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hazard_person_id_person")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_hazard_place_id_place")),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["conversation.id"], name=op.f("fk_hazard_reporter_id_conversation")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_hazard_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hazard")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_hazard_receipt_hash")),
        sa.UniqueConstraint("unit_id", "number", name=op.f("uq_hazard_unit_id_number")),
    )
    with op.batch_alter_table("hazard", schema=None) as batch_op:
        batch_op.create_index(
            "ix_hazard_merged_into",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_hazard_owner_id",
            ["owner_id"],
            unique=False,
            sqlite_where=sa.text("owner_id IS NOT NULL"),
            postgresql_where=sa.text("owner_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_hazard_person_id",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.create_index("ix_hazard_reporter", ["reporter_id", "id"], unique=False)
        batch_op.create_index("ix_hazard_unit_status", ["unit_id", "status"], unique=False)

    op.create_table(
        "history",
        sa.Column("id", KEY, nullable=False),
        sa.Column("hazard_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_history_hazard_id_hazard")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_history_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_hazard_id"), ["hazard_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("hazard_id", KEY, nullable=True),
        sa.Column("to_id", KEY, nullable=True),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stale_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'claimed', 'done', 'given_up', 'stale', 'unwanted')",
            name=op.f("ck_outbox_state_is_known"),
        ),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_outbox_hazard_id_hazard")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id_person")),
        sa.ForeignKeyConstraint(["to_id"], ["conversation.id"], name=op.f("fk_outbox_to_id_conversation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_hazard_id"), ["hazard_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_message_id"), ["message_id"], unique=False)
        batch_op.create_index(
            "ix_outbox_open",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state in ('waiting', 'claimed')"),
            postgresql_where=sa.text("state in ('waiting', 'claimed')"),
        )

    op.create_table(
        "photo",
        sa.Column("id", KEY, nullable=False),
        sa.Column("hazard_id", KEY, nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("media_id", sa.String(), nullable=False),
        sa.Column("picture_url", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("original_sha256", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.Column("band_a", sa.Integer(), nullable=True),
        sa.Column("band_b", sa.Integer(), nullable=True),
        sa.Column("band_c", sa.Integer(), nullable=True),
        sa.Column("band_d", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("medium in ('photo', 'cover', 'voice')", name=op.f("ck_photo_medium_is_known")),
        sa.CheckConstraint("stage in ('before', 'after')", name=op.f("ck_photo_stage_is_known")),
        sa.CheckConstraint(
            "state in ('waiting', 'ready', 'gone', 'sealed', 'purged')", name=op.f("ck_photo_state_is_known")
        ),
        sa.ForeignKeyConstraint(["hazard_id"], ["hazard.id"], name=op.f("fk_photo_hazard_id_hazard")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index(
            "ix_photo_band_a",
            ["band_a"],
            unique=False,
            sqlite_where=sa.text("band_a IS NOT NULL"),
            postgresql_where=sa.text("band_a IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_photo_band_b",
            ["band_b"],
            unique=False,
            sqlite_where=sa.text("band_b IS NOT NULL"),
            postgresql_where=sa.text("band_b IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_photo_band_c",
            ["band_c"],
            unique=False,
            sqlite_where=sa.text("band_c IS NOT NULL"),
            postgresql_where=sa.text("band_c IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_photo_band_d",
            ["band_d"],
            unique=False,
            sqlite_where=sa.text("band_d IS NOT NULL"),
            postgresql_where=sa.text("band_d IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_photo_hazard_id"), ["hazard_id"], unique=False)
        batch_op.create_index(
            "ix_photo_original_sha256",
            ["original_sha256"],
            unique=False,
            sqlite_where=sa.text("original_sha256 IS NOT NULL"),
            postgresql_where=sa.text("original_sha256 IS NOT NULL"),
        )

    add_default_unit()


def add_default_unit() -> None:
    """Strangers must be able to report into an empty database."""
    op.execute(
        "INSERT INTO unit (code, name, kind, path, takes_strangers, last_number)"
        " VALUES ('default', '本单位', 'unit', '/', true, 100)"
    )
    op.execute("UPDATE unit SET home_id = id, path = '/' || id || '/' WHERE code = 'default'")


def downgrade() -> None:
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_photo_original_sha256",
            sqlite_where=sa.text("original_sha256 IS NOT NULL"),
            postgresql_where=sa.text("original_sha256 IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_photo_hazard_id"))
        batch_op.drop_index(
            "ix_photo_band_d",
            sqlite_where=sa.text("band_d IS NOT NULL"),
            postgresql_where=sa.text("band_d IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_photo_band_c",
            sqlite_where=sa.text("band_c IS NOT NULL"),
            postgresql_where=sa.text("band_c IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_photo_band_b",
            sqlite_where=sa.text("band_b IS NOT NULL"),
            postgresql_where=sa.text("band_b IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_photo_band_a",
            sqlite_where=sa.text("band_a IS NOT NULL"),
            postgresql_where=sa.text("band_a IS NOT NULL"),
        )

    op.drop_table("photo")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_open",
            sqlite_where=sa.text("state in ('waiting', 'claimed')"),
            postgresql_where=sa.text("state in ('waiting', 'claimed')"),
        )
        batch_op.drop_index(batch_op.f("ix_outbox_message_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_hazard_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_hazard_id"))

    op.drop_table("history")
    with op.batch_alter_table("hazard", schema=None) as batch_op:
        batch_op.drop_index("ix_hazard_unit_status")
        batch_op.drop_index("ix_hazard_reporter")
        batch_op.drop_index(
            "ix_hazard_person_id",
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_hazard_owner_id",
            sqlite_where=sa.text("owner_id IS NOT NULL"),
            postgresql_where=sa.text("owner_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_hazard_merged_into",
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )

    op.drop_table("hazard")
    op.drop_table("login_link")
    op.drop_table("conversation")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_home_id"))
        batch_op.drop_index(batch_op.f("ix_place_code"))

    op.drop_table("place")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("ix_person_unit_role")
        batch_op.drop_index(batch_op.f("ix_person_name"))
        batch_op.drop_index(batch_op.f("ix_person_home_id"))

    op.drop_table("person")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_path"))
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))
        batch_op.drop_index(batch_op.f("ix_unit_home_id"))

    op.drop_table("unit")
    op.drop_table("token")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_at"))

    op.drop_table("receipt")
