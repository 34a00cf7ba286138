"""The studio: videos, edits, drafts, places."""

import sqlalchemy as sa

from alembic import op
from instaclone.db import types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", types.Words(length=120), nullable=False),
        sa.Column("folded", types.Handle(length=120), nullable=False),
        sa.Column("region", types.Words(length=120), nullable=False),
        sa.Column("country", types.Handle(length=2), nullable=False),
        sa.Column("country_name", types.Words(length=60), nullable=False),
        sa.Column("within", types.Handle(length=250), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("population", sa.Integer(), server_default="0", nullable=False),
        sa.Column("post_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_of_gazetteer", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(
            "ix_place_latitude_longitude", ["latitude", "longitude"], unique=False
        )
        batch_op.create_index("ix_place_post_count", ["post_count"], unique=False)
        batch_op.create_index(
            "ix_place_search",
            ["is_of_gazetteer", "folded", "population", "post_count"],
            unique=False,
        )

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", types.Handle(length=11), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("caption", types.LongWords(), nullable=False),
        sa.Column("tags", types.LongWords(), nullable=False),
        sa.Column("choices", types.LongWords(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("publish_at", types.UtcDateTime(), nullable=True),
        sa.Column("zone", types.Handle(length=64), nullable=False),
        sa.Column("failure", types.Words(length=300), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_draft_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("code", name=op.f("uq_draft_code")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_owner_changed", ["owner_id", "changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_publish_at"), ["publish_at"], unique=False)

    op.create_table(
        "draft_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", types.Handle(length=22), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", types.Words(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("modified", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=True),
        sa.Column("failure", types.Words(length=300), nullable=False),
        sa.Column("alt_text", types.Words(length=1500), nullable=False),
        sa.Column("recipe", types.LongWords(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_file_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_draft_file_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_file")),
        sa.UniqueConstraint("code", name=op.f("uq_draft_file_code")),
        sa.UniqueConstraint("media_id", name=op.f("uq_draft_file_media_id")),
    )
    with op.batch_alter_table("draft_file", schema=None) as batch_op:
        batch_op.create_index(
            "ix_draft_file_draft_position", ["draft_id", "position"], unique=False
        )

    with op.batch_alter_table("detection", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at_ms", sa.Integer(), nullable=True))

    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", types.Handle(length=5), server_default="photo", nullable=False)
        )
        batch_op.add_column(sa.Column("progress", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("facts", types.LongWords(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("latitude", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Double(), nullable=True))
        batch_op.add_column(
            sa.Column("duration_ms", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("has_audio", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("recipe", types.LongWords(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("wanted_recipe", types.LongWords(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("bake_asked_at", types.UtcDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("bake_failure", types.Words(length=300), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("burn_asked_at", types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("strays_since", types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("covered", sa.Integer(), server_default="0", nullable=False))
        batch_op.alter_column(
            "source_bytes",
            existing_type=sa.INTEGER(),
            type_=sa.BigInteger(),
            existing_nullable=False,
        )
        batch_op.alter_column(
            "master_bytes",
            existing_type=sa.INTEGER(),
            type_=sa.BigInteger(),
            existing_nullable=False,
        )
        batch_op.create_index(batch_op.f("ix_media_bake_asked_at"), ["bake_asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_media_burn_asked_at"), ["burn_asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_media_strays_since"), ["strays_since"], unique=False)

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("warning", types.Words(length=140), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("shows_camera", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.create_index("ix_post_place_sort", ["place_id", "sort_key"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_post_place_id"), "place", ["place_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("post_person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_pending", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("media_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("x", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("y", sa.Double(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_post_person_media_id"),
            "media",
            ["media_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("approves_tags", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("variant", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("role", types.Handle(length=8), server_default="", nullable=False)
        )
        batch_op.alter_column(
            "bytes", existing_type=sa.INTEGER(), type_=sa.BigInteger(), existing_nullable=False
        )
        # First the new one: MariaDB keeps a foreign key's index.
        batch_op.create_unique_constraint(
            batch_op.f("uq_variant_media_id_role_content_type_width"),
            ["media_id", "role", "content_type", "width"],
        )
        batch_op.drop_constraint(batch_op.f("uq_variant_media_id_width"), type_="unique")


# What the tables of before cannot tell apart: renditions that only the owner of a picture may see,
# with what they covered or cut away, films, and people who have not said yes to being tagged. And a
# post that waits for an edit would be shown without it.
UNSAYABLE = (
    "DELETE FROM variant WHERE role <> '' OR content_type = 'video/mp4'",
    "DELETE FROM variant WHERE id NOT IN (SELECT id FROM"
    " (SELECT MIN(id) AS id FROM variant GROUP BY media_id, width) AS kept)",
    "DELETE FROM post_person WHERE is_pending = 1",
    "UPDATE media SET state = 'failed', failure = 'This photo was not edited yet. Choose it again.'"
    " WHERE bake_asked_at IS NOT NULL AND id IN (SELECT media_id FROM post_media"
    " JOIN post ON post.id = post_media.post_id WHERE post.sort_key IS NULL)",
)


def downgrade() -> None:
    for sentence in UNSAYABLE:
        op.execute(sentence)
    with op.batch_alter_table("variant", schema=None) as batch_op:
        batch_op.create_unique_constraint(
            batch_op.f("uq_variant_media_id_width"), ["media_id", "width"]
        )
        batch_op.drop_constraint(
            batch_op.f("uq_variant_media_id_role_content_type_width"), type_="unique"
        )
        batch_op.alter_column(
            "bytes", existing_type=sa.BigInteger(), type_=sa.INTEGER(), existing_nullable=False
        )
        batch_op.drop_column("role")

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_column("approves_tags")

    with op.batch_alter_table("post_person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_post_person_media_id"), type_="foreignkey")
        batch_op.drop_column("y")
        batch_op.drop_column("x")
        batch_op.drop_column("media_id")
        batch_op.drop_column("is_pending")

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_post_place_id"), type_="foreignkey")
        batch_op.drop_index("ix_post_place_sort")
        batch_op.drop_column("shows_camera")
        batch_op.drop_column("warning")
        batch_op.drop_column("place_id")

    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_strays_since"))
        batch_op.drop_index(batch_op.f("ix_media_burn_asked_at"))
        batch_op.drop_index(batch_op.f("ix_media_bake_asked_at"))
        batch_op.alter_column(
            "master_bytes",
            existing_type=sa.BigInteger(),
            type_=sa.INTEGER(),
            existing_nullable=False,
        )
        batch_op.alter_column(
            "source_bytes",
            existing_type=sa.BigInteger(),
            type_=sa.INTEGER(),
            existing_nullable=False,
        )
        batch_op.drop_column("covered")
        batch_op.drop_column("revision")
        batch_op.drop_column("strays_since")
        batch_op.drop_column("burn_asked_at")
        batch_op.drop_column("bake_failure")
        batch_op.drop_column("bake_asked_at")
        batch_op.drop_column("wanted_recipe")
        batch_op.drop_column("recipe")
        batch_op.drop_column("has_audio")
        batch_op.drop_column("duration_ms")
        batch_op.drop_column("longitude")
        batch_op.drop_column("latitude")
        batch_op.drop_column("facts")
        batch_op.drop_column("progress")
        batch_op.drop_column("kind")

    with op.batch_alter_table("detection", schema=None) as batch_op:
        batch_op.drop_column("at_ms")

    op.drop_table("draft_file")
    op.drop_table("draft")
    op.drop_table("place")
