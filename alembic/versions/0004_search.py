"""Search and explore: words, facts and verdicts, interests and what was shown."""

import sqlalchemy as sa

from alembic import op
from instaclone.db import full_text, types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


# What is searched, and by which key.
SEARCHED = (
    ("post_words", "sort_key"),
    ("comment_words", "comment_id"),
    ("person_words", "user_id"),
)
# SQLite keeps its full text beside the table. detail=none: which rows hold a token, not where; the
# prefixes are of two and three letters, behind the two before every token.
FTS5 = (
    "CREATE VIRTUAL TABLE ft_{0} USING fts5(words, content='{0}', content_rowid='{1}',"
    " tokenize=\"ascii tokenchars '_'\", detail=none, columnsize=0, prefix='4 5')",
    "CREATE TRIGGER ft_{0}_added AFTER INSERT ON {0} BEGIN"
    " INSERT INTO ft_{0}(rowid, words) VALUES (new.{1}, new.words); END",
    "CREATE TRIGGER ft_{0}_removed AFTER DELETE ON {0} BEGIN"
    " INSERT INTO ft_{0}(ft_{0}, rowid, words) VALUES ('delete', old.{1}, old.words); END",
    "CREATE TRIGGER ft_{0}_changed AFTER UPDATE ON {0} BEGIN"
    " INSERT INTO ft_{0}(ft_{0}, rowid, words) VALUES ('delete', old.{1}, old.words);"
    " INSERT INTO ft_{0}(rowid, words) VALUES (new.{1}, new.words); END",
)
FULLTEXT = ("CREATE FULLTEXT INDEX ft_{0} ON {0} (words)",)

# Of the posts that are shown, each of whose pictures is in that one alone.
KEY_OF_POST = (
    "UPDATE {0} SET sort_key = (SELECT post.sort_key FROM post JOIN post_media"
    " ON post_media.post_id = post.id WHERE post_media.media_id = {0}.media_id)"
)


def upgrade() -> None:
    op.create_table(
        "popular_object",
        sa.Column("label", types.Handle(length=64), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("label", name=op.f("pk_popular_object")),
    )
    op.create_table(
        "exposure",
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_exposure_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("author_id", name=op.f("pk_exposure")),
    )
    with op.batch_alter_table("exposure", schema=None) as batch_op:
        batch_op.create_index("ix_exposure_shown_at", ["shown_at"], unique=False)

    op.create_table(
        "interest",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", types.Handle(length=8), nullable=False),
        sa.Column("subject", types.Handle(length=100), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_interest_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "kind", "subject", name=op.f("pk_interest")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index("ix_interest_kind_subject", ["kind", "subject"], unique=False)

    op.create_table(
        "kinship",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["user.id"], name=op.f("fk_kinship_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_kinship_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "other_id", name=op.f("pk_kinship")),
    )
    with op.batch_alter_table("kinship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kinship_other_id"), ["other_id"], unique=False)

    op.create_table(
        "label_threshold",
        sa.Column("label", types.Handle(length=64), nullable=False),
        sa.Column("least", sa.Double(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_label_threshold_changed_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("label", name=op.f("pk_label_threshold")),
    )
    op.create_table(
        "leaning",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", types.Handle(length=8), nullable=False),
        sa.Column("subject", types.Handle(length=100), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("said_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_leaning_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "kind", "subject", name=op.f("pk_leaning")),
    )
    op.create_table(
        "learning",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("learned_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_learning_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_learning")),
    )
    op.create_table(
        "person_words",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", full_text.Tokens(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_person_words_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_person_words")),
    )
    op.create_table(
        "recent_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("query", types.Words(length=500), nullable=False),
        sa.Column("folded", types.Handle(length=500), nullable=False),
        sa.Column("searched_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_recent_search_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recent_search")),
        sa.UniqueConstraint("user_id", "folded", name=op.f("uq_recent_search_user_id_folded")),
    )
    with op.batch_alter_table("recent_search", schema=None) as batch_op:
        batch_op.create_index(
            "ix_recent_search_user_searched", ["user_id", "searched_at"], unique=False
        )

    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("query", types.Words(length=500), nullable=False),
        sa.Column("folded", types.Handle(length=500), nullable=False),
        sa.Column("notifies", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("seen_key", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_saved_search_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("user_id", "folded", name=op.f("uq_saved_search_user_id_folded")),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_search_seen_key"), ["seen_key"], unique=False)

    op.create_table(
        "signal_off",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("signal", types.Handle(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_signal_off_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "signal", name=op.f("pk_signal_off")),
    )
    op.create_table(
        "box_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("verdict", types.Handle(length=12), nullable=False),
        sa.Column("label", types.Handle(length=64), nullable=False),
        sa.Column("said", types.Handle(length=64), nullable=False),
        sa.Column("left", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by"], ["user.id"], name=op.f("fk_box_verdict_given_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_box_verdict_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_verdict")),
    )
    with op.batch_alter_table("box_verdict", schema=None) as batch_op:
        batch_op.create_index("ix_box_verdict_label_verdict", ["label", "verdict"], unique=False)
        batch_op.create_index("ix_box_verdict_media", ["media_id"], unique=False)

    op.create_table(
        "hash_band",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("value", types.Handle(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_hash_band_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("media_id", "band", name=op.f("pk_hash_band")),
    )
    with op.batch_alter_table("hash_band", schema=None) as batch_op:
        batch_op.create_index("ix_hash_band_value", ["band", "value", "media_id"], unique=False)

    op.create_table(
        "post_fact",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("fact", types.Handle(length=30), nullable=False),
        sa.Column("sort_key", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_fact_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "fact", name=op.f("pk_post_fact")),
    )
    with op.batch_alter_table("post_fact", schema=None) as batch_op:
        batch_op.create_index("ix_post_fact_fact_sort", ["fact", "sort_key"], unique=False)

    op.create_table(
        "post_words",
        sa.Column("sort_key", types.BigKey(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("words", full_text.Tokens(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_words_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sort_key", name=op.f("pk_post_words")),
        sa.UniqueConstraint("post_id", name=op.f("uq_post_words_post_id")),
    )
    op.create_table(
        "shown",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("signals", types.Handle(length=150), nullable=False),
        sa.Column("shown_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_shown_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_shown_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "post_id", name=op.f("pk_shown")),
    )
    with op.batch_alter_table("shown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shown_post_id"), ["post_id"], unique=False)
        batch_op.create_index("ix_shown_shown_at", ["shown_at"], unique=False)

    op.create_table(
        "comment_words",
        sa.Column("comment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", full_text.Tokens(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_words_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_comment_words")),
    )
    with op.batch_alter_table("label_count", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sort_key", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_label_count_label_sort", ["label", "sort_key", "count"], unique=False
        )

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_unlisted", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("refuses_scans", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_unlisted", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("refuses_scans", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )

    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sort_key", sa.BigInteger(), nullable=True))

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, key in SEARCHED:
        for sentence in FTS5 if is_sqlite else FULLTEXT:
            op.execute(sentence.format(table, key))
    for table in ("scan", "label_count"):
        op.execute(KEY_OF_POST.format(table))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, _ in SEARCHED:
            for change in ("added", "removed", "changed"):
                op.execute(f"DROP TRIGGER ft_{table}_{change}")
            op.execute(f"DROP TABLE ft_{table}")
    op.execute("DELETE FROM notification WHERE kind = 'search'")
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.drop_column("sort_key")

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_column("refuses_scans")
        batch_op.drop_column("is_unlisted")

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_column("refuses_scans")
        batch_op.drop_column("is_unlisted")

    with op.batch_alter_table("label_count", schema=None) as batch_op:
        batch_op.drop_index("ix_label_count_label_sort")
        batch_op.drop_column("sort_key")

    op.drop_table("comment_words")
    op.drop_table("shown")
    op.drop_table("post_words")
    op.drop_table("post_fact")
    op.drop_table("hash_band")
    op.drop_table("box_verdict")
    op.drop_table("signal_off")
    op.drop_table("saved_search")
    op.drop_table("recent_search")
    op.drop_table("person_words")
    op.drop_table("learning")
    op.drop_table("leaning")
    op.drop_table("label_threshold")
    op.drop_table("kinship")
    op.drop_table("interest")
    op.drop_table("exposure")
    op.drop_table("popular_object")
