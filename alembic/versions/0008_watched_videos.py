"""Which videos were watched in the viewer, apart from those that passed in the grid."""

import sqlalchemy as sa

from alembic import op
from instaclone.db import types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.add_column(sa.Column("watched_at", types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.drop_column("watched_at")
