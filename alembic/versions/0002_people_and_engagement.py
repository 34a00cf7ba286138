"""People and engagement."""

import sqlalchemy as sa

from alembic import op
from instaclone.db import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "popular_tag",
        sa.Column("tag", types.Handle(length=100), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_popular_tag")),
    )
    op.create_table(
        "block",
        sa.Column("blocker_id", sa.Integer(), nullable=False),
        sa.Column("blocked_id", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["blocked_id"], ["user.id"], name=op.f("fk_block_blocked_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["blocker_id"], ["user.id"], name=op.f("fk_block_blocker_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("blocker_id", "blocked_id", name=op.f("pk_block")),
    )
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_blocked_id"), ["blocked_id"], unique=False)

    op.create_table(
        "close_friend",
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("friend_id", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["friend_id"], ["user.id"], name=op.f("fk_close_friend_friend_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_close_friend_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "friend_id", name=op.f("pk_close_friend")),
    )
    with op.batch_alter_table("close_friend", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_close_friend_friend_id"), ["friend_id"], unique=False)

    op.create_table(
        "filtered_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("phrase", types.Words(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_filtered_word_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filtered_word")),
    )
    with op.batch_alter_table("filtered_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_filtered_word_user_id"), ["user_id"], unique=False)

    op.create_table(
        "follow_request",
        sa.Column("requester_id", sa.Integer(), nullable=False),
        sa.Column("requested_id", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["requested_id"],
            ["user.id"],
            name=op.f("fk_follow_request_requested_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["requester_id"],
            ["user.id"],
            name=op.f("fk_follow_request_requester_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("requester_id", "requested_id", name=op.f("pk_follow_request")),
    )
    with op.batch_alter_table("follow_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_follow_request_requested_id"), ["requested_id"], unique=False
        )

    op.create_table(
        "former_username",
        sa.Column("username", types.Handle(length=30), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("ends_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_former_username_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_former_username")),
    )
    with op.batch_alter_table("former_username", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_username_user_id"), ["user_id"], unique=False)

    op.create_table(
        "mute",
        sa.Column("muter_id", sa.Integer(), nullable=False),
        sa.Column("muted_id", sa.Integer(), nullable=False),
        sa.Column("with_notifications", sa.Boolean(), nullable=False),
        sa.Column("ends_at", types.UtcDateTime(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["muted_id"], ["user.id"], name=op.f("fk_mute_muted_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["muter_id"], ["user.id"], name=op.f("fk_mute_muter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("muter_id", "muted_id", name=op.f("pk_mute")),
    )
    with op.batch_alter_table("mute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mute_muted_id"), ["muted_id"], unique=False)

    op.create_table(
        "notification_wish",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", types.Handle(length=15), nullable=False),
        sa.Column("senders", types.Handle(length=15), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_notification_wish_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "kind", name=op.f("pk_notification_wish")),
    )
    op.create_table(
        "profile_link",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", types.Words(length=40), nullable=False),
        sa.Column("url", types.Words(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_profile_link_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "position", name=op.f("pk_profile_link")),
    )
    op.create_table(
        "quiet_hours",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("zone", types.Handle(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_quiet_hours_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_quiet_hours")),
    )
    op.create_table(
        "suggestion_refusal",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("refused_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["refused_id"],
            ["user.id"],
            name=op.f("fk_suggestion_refusal_refused_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_suggestion_refusal_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "refused_id", name=op.f("pk_suggestion_refusal")),
    )
    with op.batch_alter_table("suggestion_refusal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suggestion_refusal_refused_id"), ["refused_id"], unique=False
        )

    op.create_table(
        "tag_follow",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("tag", types.Handle(length=100), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_tag_follow_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "tag", name=op.f("pk_tag_follow")),
    )
    with op.batch_alter_table("tag_follow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tag_follow_tag"), ["tag"], unique=False)

    op.create_table(
        "avatar",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_avatar_media_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_avatar_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_avatar")),
        sa.UniqueConstraint("media_id", name=op.f("uq_avatar_media_id")),
    )
    op.create_table(
        "avatar_wish",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("left", sa.Float(), nullable=False),
        sa.Column("top", sa.Float(), nullable=False),
        sa.Column("side", sa.Float(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failure", types.Words(length=300), nullable=False),
        sa.Column("wished_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_avatar_wish_media_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_avatar_wish_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_avatar_wish")),
    )
    with op.batch_alter_table("avatar_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_avatar_wish_media_id"), ["media_id"], unique=False)

    op.create_table(
        "collection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", types.Words(length=50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("cover_post_id", sa.Integer(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cover_post_id"],
            ["post.id"],
            name=op.f("fk_collection_cover_post_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_collection_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
    )
    with op.batch_alter_table("collection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_collection_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("body", types.LongWords(), nullable=False),
        sa.Column("like_count", sa.Integer(), nullable=False),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("edited_at", types.UtcDateTime(), nullable=True),
        sa.Column("pinned_at", types.UtcDateTime(), nullable=True),
        sa.Column("hidden_at", types.UtcDateTime(), nullable=True),
        sa.Column("deleted_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_comment_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_comment_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_author", ["author_id", "post_id"], unique=False)
        batch_op.create_index(
            "ix_comment_author_created", ["author_id", "created_at"], unique=False
        )
        batch_op.create_index("ix_comment_post_hidden", ["post_id", "hidden_at"], unique=False)
        batch_op.create_index("ix_comment_post_pinned", ["post_id", "pinned_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(
            "ix_comment_post_parent", ["post_id", "parent_id", "id"], unique=False
        )

    op.create_table(
        "post_like",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_like_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_post_like_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "user_id", name=op.f("pk_post_like")),
    )
    with op.batch_alter_table("post_like", schema=None) as batch_op:
        batch_op.create_index("ix_post_like_post_created", ["post_id", "created_at"], unique=False)
        batch_op.create_index("ix_post_like_user_created", ["user_id", "created_at"], unique=False)

    op.create_table(
        "post_person",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_person_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_post_person_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "user_id", name=op.f("pk_post_person")),
    )
    with op.batch_alter_table("post_person", schema=None) as batch_op:
        batch_op.create_index("ix_post_person_user", ["user_id", "post_id"], unique=False)

    op.create_table(
        "post_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", types.UtcDateTime(), nullable=False),
        sa.Column("content", types.LongWords(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_revision")),
    )
    with op.batch_alter_table("post_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_revision_post_id"), ["post_id"], unique=False)

    op.create_table(
        "put_aside",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("reason", types.Handle(length=15), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_put_aside_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_put_aside_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "post_id", name=op.f("pk_put_aside")),
    )
    with op.batch_alter_table("put_aside", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_put_aside_post_id"), ["post_id"], unique=False)

    op.create_table(
        "saved_post",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_saved_post_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_saved_post_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "user_id", name=op.f("pk_saved_post")),
    )
    with op.batch_alter_table("saved_post", schema=None) as batch_op:
        batch_op.create_index("ix_saved_post_user_saved", ["user_id", "saved_at"], unique=False)

    op.create_table(
        "collected_post",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("added_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collection.id"],
            name=op.f("fk_collected_post_collection_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id", "owner_id"],
            ["saved_post.post_id", "saved_post.user_id"],
            name=op.f("fk_collected_post_post_id_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("collection_id", "post_id", name=op.f("pk_collected_post")),
    )
    with op.batch_alter_table("collected_post", schema=None) as batch_op:
        batch_op.create_index("ix_collected_post_saved", ["post_id", "owner_id"], unique=False)

    op.create_table(
        "comment_like",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_like_comment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_comment_like_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", "user_id", name=op.f("pk_comment_like")),
    )
    with op.batch_alter_table("comment_like", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_like_user_id"), ["user_id"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("kind", types.Handle(length=15), nullable=False),
        sa.Column("cause", types.Handle(length=60), nullable=False),
        sa.Column("bundle", types.Handle(length=60), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("read_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_notification_actor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_notification_comment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_notification_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["user.id"],
            name=op.f("fk_notification_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint(
            "recipient_id",
            "actor_id",
            "cause",
            name=op.f("uq_notification_recipient_id_actor_id_cause"),
        ),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notification_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            "ix_notification_bundle", ["recipient_id", "bundle", "id"], unique=False
        )
        batch_op.create_index("ix_notification_comment", ["comment_id"], unique=False)
        batch_op.create_index("ix_notification_post", ["post_id"], unique=False)
        batch_op.create_index("ix_notification_recipient", ["recipient_id", "id"], unique=False)
        batch_op.create_index("ix_notification_unread", ["recipient_id", "read_at"], unique=False)

    # The new ones first: MariaDB keeps an index for each foreign key.
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index(
            "ix_follow_followed_created", ["followed_id", "created_at", "follower_id"], unique=False
        )
        batch_op.create_index(
            "ix_follow_follower_created", ["follower_id", "created_at", "followed_id"], unique=False
        )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_followed_id")

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("place", types.Words(length=100), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("licence", types.Handle(length=20), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "visibility", types.Handle(length=15), server_default="public", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "comments_from", types.Handle(length=15), server_default="everyone", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("hides_like_count", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("like_count", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("comment_count", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("edited_at", types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("pinned_at", types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("archived_at", types.UtcDateTime(), nullable=True))
        batch_op.create_index("ix_post_deleted_at", ["deleted_at"], unique=False)

    with op.batch_alter_table("post_media", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("alt_text", types.Words(length=1500), server_default="", nullable=False)
        )

    with op.batch_alter_table("post_tag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("comment_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sort_key", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_post_tag_tag_sort", ["tag", "sort_key"], unique=False)

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("folded_name", types.Handle(length=60), server_default="", nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_profile_folded_name"), ["folded_name"], unique=False)
        batch_op.add_column(
            sa.Column("pronouns", types.Words(length=30), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("is_private", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "approves_followers", sa.Boolean(), server_default=sa.text("0"), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "hides_like_counts", sa.Boolean(), server_default=sa.text("0"), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("follower_count", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("following_count", sa.Integer(), server_default="0", nullable=False)
        )

    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moderator_since", types.UtcDateTime(), nullable=True))

    fill_in()


def fill_in() -> None:
    """What the new columns repeat of older rows."""
    op.execute(
        "UPDATE profile SET folded_name = LOWER(display_name),"
        " follower_count = (SELECT COUNT(*) FROM follow WHERE followed_id = profile.user_id),"
        " following_count = (SELECT COUNT(*) FROM follow WHERE follower_id = profile.user_id)"
    )
    op.execute(
        "UPDATE post_tag SET"
        " sort_key = (SELECT post.sort_key FROM post WHERE post.id = post_tag.post_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("moderator_since")

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_folded_name"))
        batch_op.drop_column("folded_name")
        batch_op.drop_column("following_count")
        batch_op.drop_column("follower_count")
        batch_op.drop_column("hides_like_counts")
        batch_op.drop_column("approves_followers")
        batch_op.drop_column("is_private")
        batch_op.drop_column("pronouns")

    with op.batch_alter_table("post_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_post_tag_tag_sort")
        batch_op.drop_column("sort_key")
        batch_op.drop_column("comment_id")

    with op.batch_alter_table("post_media", schema=None) as batch_op:
        batch_op.drop_column("alt_text")

    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index("ix_follow_followed_id", ["followed_id"], unique=False)
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_follower_created")
        batch_op.drop_index("ix_follow_followed_created")

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index("ix_post_deleted_at")
        batch_op.drop_column("archived_at")
        batch_op.drop_column("pinned_at")
        batch_op.drop_column("edited_at")
        batch_op.drop_column("comment_count")
        batch_op.drop_column("like_count")
        batch_op.drop_column("hides_like_count")
        batch_op.drop_column("comments_from")
        batch_op.drop_column("visibility")
        batch_op.drop_column("licence")
        batch_op.drop_column("place")

    op.drop_table("notification")
    op.drop_table("comment_like")
    op.drop_table("collected_post")
    op.drop_table("saved_post")
    op.drop_table("put_aside")
    op.drop_table("post_revision")
    op.drop_table("post_person")
    op.drop_table("post_like")
    op.drop_table("comment")
    op.drop_table("collection")
    op.drop_table("avatar_wish")
    op.drop_table("avatar")
    op.drop_table("tag_follow")
    op.drop_table("suggestion_refusal")
    op.drop_table("quiet_hours")
    op.drop_table("profile_link")
    op.drop_table("notification_wish")
    op.drop_table("mute")
    op.drop_table("former_username")
    op.drop_table("follow_request")
    op.drop_table("filtered_word")
    op.drop_table("close_friend")
    op.drop_table("block")
    op.drop_table("popular_tag")
