"""The first tables."""

import sqlalchemy as sa

from alembic import op
from instaclone.db import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "failed_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", types.Handle(length=300), nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_attempt")),
    )
    with op.batch_alter_table("failed_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_failed_attempt_subject_at", ["subject", "at"], unique=False)

    op.create_table(
        "stored_object",
        sa.Column("key", types.Handle(length=120), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("stored_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_stored_object")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", types.Handle(length=30), nullable=False),
        sa.Column("email", types.Handle(length=254), nullable=False),
        sa.Column("password_hash", types.Words(length=255), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("suspended_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("username", name=op.f("uq_user_username")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_suspended_at"), ["suspended_at"], unique=False)

    op.create_table(
        "worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host", types.Words(length=255), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("model", types.Words(length=300), nullable=False),
        sa.Column("started_at", types.UtcDateTime(), nullable=False),
        sa.Column("beat_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("worker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_worker_beat_at"), ["beat_at"], unique=False)

    op.create_table(
        "follow",
        sa.Column("follower_id", sa.Integer(), nullable=False),
        sa.Column("followed_id", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["followed_id"], ["user.id"], name=op.f("fk_follow_followed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["follower_id"], ["user.id"], name=op.f("fk_follow_follower_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("follower_id", "followed_id", name=op.f("pk_follow")),
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_followed_id"), ["followed_id"], unique=False)

    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", types.Handle(length=22), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("state", types.Handle(length=12), nullable=False),
        sa.Column("failure", types.Words(length=300), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("file_name", types.Words(length=255), nullable=False),
        sa.Column("source_format", types.Words(length=8), nullable=False),
        sa.Column("source_bytes", sa.Integer(), nullable=False),
        sa.Column("upload_key", types.Handle(length=120), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("blurhash", types.Words(length=64), nullable=False),
        sa.Column("placeholder", types.LongWords(), nullable=False),
        sa.Column("perceptual_hash", types.Handle(length=16), nullable=False),
        sa.Column("master_key", types.Handle(length=120), nullable=True),
        sa.Column("master_bytes", sa.Integer(), nullable=False),
        sa.Column("master_sha256", types.Words(length=64), nullable=False),
        sa.Column("master_expires_at", types.UtcDateTime(), nullable=True),
        sa.Column("received_at", types.UtcDateTime(), nullable=False),
        sa.Column("ready_at", types.UtcDateTime(), nullable=True),
        sa.Column("deleted_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_media_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("code", name=op.f("uq_media_code")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_deleted_at"), ["deleted_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_media_master_expires_at"), ["master_expires_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_media_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_media_perceptual_hash"), ["perceptual_hash"], unique=False
        )
        batch_op.create_index("ix_media_state_upload_key", ["state", "upload_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_media_worker_id"), ["worker_id"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", types.Handle(length=11), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("caption", types.LongWords(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("published_at", types.UtcDateTime(), nullable=True),
        sa.Column("sort_key", sa.BigInteger(), nullable=True),
        sa.Column("hidden_at", types.UtcDateTime(), nullable=True),
        sa.Column("deleted_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_post_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("code", name=op.f("uq_post_code")),
        sa.UniqueConstraint("sort_key", name=op.f("uq_post_sort_key")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index("ix_post_author_sort", ["author_id", "sort_key"], unique=False)

    op.create_table(
        "profile",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("display_name", types.Words(length=30), nullable=False),
        sa.Column("bio", types.Words(length=150), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_profile_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_profile")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", types.Handle(length=64), nullable=False),
        sa.Column("user_agent", types.Words(length=255), nullable=False),
        sa.Column("address", types.Words(length=45), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "stored_piece",
        sa.Column("key", types.Handle(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", types.Bytes(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["stored_object.key"], name=op.f("fk_stored_piece_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "position", name=op.f("pk_stored_piece")),
    )
    op.create_table(
        "detection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", types.Handle(length=64), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("left", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_detection_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detection")),
        sa.UniqueConstraint("media_id", "position", name=op.f("uq_detection_media_id_position")),
    )
    with op.batch_alter_table("detection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_detection_label"), ["label"], unique=False)

    op.create_table(
        "label_count",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("label", types.Handle(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_label_count_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", "label", name=op.f("pk_label_count")),
    )
    with op.batch_alter_table("label_count", schema=None) as batch_op:
        batch_op.create_index(
            "ix_label_count_label_count", ["label", "count", "media_id"], unique=False
        )

    op.create_table(
        "label_rejection",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("label", types.Handle(length=64), nullable=False),
        sa.Column("rejected_by", sa.Integer(), nullable=False),
        sa.Column("rejected_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_label_rejection_media_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["rejected_by"],
            ["user.id"],
            name=op.f("fk_label_rejection_rejected_by"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("media_id", "label", name=op.f("pk_label_rejection")),
    )
    op.create_table(
        "post_media",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_post_media_media_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_media_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "position", name=op.f("pk_post_media")),
        sa.UniqueConstraint("media_id", name=op.f("uq_post_media_media_id")),
    )
    op.create_table(
        "post_tag",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("tag", types.Handle(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_tag_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "tag", name=op.f("pk_post_tag")),
    )
    with op.batch_alter_table("post_tag", schema=None) as batch_op:
        batch_op.create_index("ix_post_tag_tag", ["tag", "post_id"], unique=False)

    op.create_table(
        "scan",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("state", types.Handle(length=12), nullable=False),
        sa.Column("failure", types.Words(length=300), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("model", types.Words(length=120), nullable=False),
        sa.Column("weights_hash", types.Words(length=64), nullable=False),
        sa.Column("input_size", sa.Integer(), nullable=False),
        sa.Column("took_ms", sa.Double(), nullable=False),
        sa.Column("scanned_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_scan_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", name=op.f("pk_scan")),
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_worker_id"), ["worker_id"], unique=False)

    op.create_table(
        "variant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("key", types.Handle(length=120), nullable=False),
        sa.Column("content_type", types.Words(length=40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", types.Words(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_variant_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variant")),
        sa.UniqueConstraint("key", name=op.f("uq_variant_key")),
        sa.UniqueConstraint("media_id", "width", name=op.f("uq_variant_media_id_width")),
    )


def downgrade() -> None:
    op.drop_table("variant")
    op.drop_table("scan")
    op.drop_table("post_tag")
    op.drop_table("post_media")
    op.drop_table("label_rejection")
    op.drop_table("label_count")
    op.drop_table("detection")
    op.drop_table("stored_piece")
    op.drop_table("sign_in")
    op.drop_table("profile")
    op.drop_table("post")
    op.drop_table("media")
    op.drop_table("follow")
    op.drop_table("worker")
    op.drop_table("user")
    op.drop_table("stored_object")
    op.drop_table("failed_attempt")
