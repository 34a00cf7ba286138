"""Pictures that the scanner leaves alone because the draft they are in says so."""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# What drafts said before it counted. Quotes that somebody typed have a backslash before them there.
HEED = (
    "UPDATE media SET refuses_scans = 1 WHERE id IN (SELECT draft_file.media_id FROM draft_file"
    " JOIN draft ON draft.id = draft_file.draft_id"
    """ WHERE draft.choices LIKE '%"refuses_scans": true%')""",
    "DELETE FROM scan WHERE media_id IN (SELECT id FROM media WHERE refuses_scans = 1)",
    "DELETE FROM detection WHERE media_id IN (SELECT id FROM media WHERE refuses_scans = 1)",
    "DELETE FROM label_count WHERE media_id IN (SELECT id FROM media WHERE refuses_scans = 1)",
    "DELETE FROM label_rejection WHERE media_id IN (SELECT id FROM media WHERE refuses_scans = 1)",
    "DELETE FROM box_verdict WHERE media_id IN (SELECT id FROM media WHERE refuses_scans = 1)",
)


def upgrade() -> None:
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("refuses_scans", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
    for sentence in HEED:
        op.execute(sentence)


def downgrade() -> None:
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_column("refuses_scans")
