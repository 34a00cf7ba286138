"""What the scanner found of each label, and what a change of a threshold did."""

import sqlalchemy as sa

from alembic import op
from instaclone.db import types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "label_tally",
        sa.Column("label", types.Handle(length=64), nullable=False),
        sa.Column("boxes", types.LongWords(), nullable=False),
        sa.Column("pictures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("label", name=op.f("pk_label_tally")),
    )
    with op.batch_alter_table("label_threshold", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pictures_before", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("recounted_at", types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("label_threshold", schema=None) as batch_op:
        batch_op.drop_column("recounted_at")
        batch_op.drop_column("pictures_before")
    op.drop_table("label_tally")
