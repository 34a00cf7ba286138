"""Who waits for a new post, and what they are told of it."""

import sqlalchemy as sa

from alembic import op
from instaclone.db import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fresh_post",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", types.UtcDateTime(), nullable=False),
        sa.Column("is_late", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_fresh_post_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_fresh_post")),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_search_seen_key"))
        batch_op.add_column(
            sa.Column("languages", types.Words(length=60), server_default="", nullable=False)
        )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_notification_search", ["search_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_notification_search_id"),
            "saved_search",
            ["search_id"],
            ["id"],
            ondelete="CASCADE",
        )


def downgrade() -> None:
    # Older code knows no words for this kind, and could show nobody who has one their list.
    op.execute("DELETE FROM notification WHERE kind = 'search'")
    op.execute("DELETE FROM notification_wish WHERE kind = 'search'")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_notification_search_id"), type_="foreignkey")
        batch_op.drop_index("ix_notification_search")
        batch_op.drop_column("search_id")
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.drop_column("languages")
        batch_op.create_index(batch_op.f("ix_saved_search_seen_key"), ["seen_key"], unique=False)
    op.drop_table("fresh_post")
