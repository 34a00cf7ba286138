"""Posts, their ordered pictures, their tags, and what people do with them."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    false,
)
from sqlmodel import Field, SQLModel

from instaclone import clock, ids
from instaclone.db.full_text import Tokens
from instaclone.db.types import BigKey, Handle, LongWords, UtcDateTime, Words

# Who may see a post. Under a private account PUBLIC means FOLLOWERS.
PUBLIC, FOLLOWERS, CLOSE_FRIENDS, ONLY_ME = "public", "followers", "close_friends", "only_me"
VISIBILITIES = (PUBLIC, FOLLOWERS, CLOSE_FRIENDS, ONLY_ME)
# Who may comment: everyone who sees it, the author's followers, whom the author follows, nobody.
EVERYONE, FOLLOWING, NOBODY = "everyone", "following", "nobody"
COMMENTERS = (EVERYONE, FOLLOWERS, FOLLOWING, NOBODY)
# Creative Commons 4.0 by their SPDX names (spdx.org/licenses), "" for all rights reserved.
LICENCES = (
    "",
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-NC-ND-4.0",
)
HIDDEN, NOT_INTERESTED = "hidden", "not_interested"


def _count() -> Column:
    return Column(Integer, nullable=False, server_default="0")


class Post(SQLModel, table=True):
    """A post. It has a `sort_key` once published: when every one of its pictures is ready.

    `place` is what its author calls the place, `place_id` which one it is, where that is known.
    With a `warning` its pictures are covered by these words until somebody wants to see them.
    `is_unlisted`: it is found at its address, with its author and in feeds, but by no search and
    on no page of what others discover. `refuses_scans`: the scanner leaves its pictures alone.

    `hidden_at`: by moderation. `archived_at`: by its author, who alone still sees it. `deleted_at`:
    in its author's recycle bin. The counts equal the rows of PostLike and the comments that are not
    deleted; whoever changes those holds this row first.
    """

    __table_args__ = (
        Index("ix_post_author_sort", "author_id", "sort_key"),
        Index("ix_post_deleted_at", "deleted_at"),
        Index("ix_post_place_sort", "place_id", "sort_key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(
        default_factory=ids.code, sa_column=Column(Handle(11), nullable=False, unique=True)
    )
    author_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    caption: str = Field(default="", sa_column=Column(LongWords(), nullable=False))
    place: str = Field(default="", sa_column=Column(Words(100), nullable=False, server_default=""))
    place_id: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("place.id", ondelete="SET NULL"), nullable=True),
    )
    warning: str = Field(
        default="", sa_column=Column(Words(140), nullable=False, server_default="")
    )
    shows_camera: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    is_unlisted: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    refuses_scans: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    licence: str = Field(
        default="", sa_column=Column(Handle(20), nullable=False, server_default="")
    )
    visibility: str = Field(
        default=PUBLIC, sa_column=Column(Handle(15), nullable=False, server_default=PUBLIC)
    )
    comments_from: str = Field(
        default=EVERYONE, sa_column=Column(Handle(15), nullable=False, server_default=EVERYONE)
    )
    hides_like_count: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    like_count: int = Field(default=0, sa_column=_count())
    comment_count: int = Field(default=0, sa_column=_count())
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sort_key: int | None = Field(
        default=None, sa_column=Column(BigInteger, nullable=True, unique=True)
    )
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    pinned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hidden_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PostMedia(SQLModel, table=True):
    """Picture number `position`, from 0, of a post; `alt_text` is what its author says is on it."""

    __tablename__ = "post_media"  # pyright: ignore[reportAssignmentType]

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    position: int = Field(primary_key=True)
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False, unique=True)
    )
    alt_text: str = Field(
        default="", sa_column=Column(Words(1500), nullable=False, server_default="")
    )


class PostTag(SQLModel, table=True):
    """A tag of a post, folded, without its #.

    From the post's own words, or from a comment by its author (`comment_id`). `sort_key` is the
    post's, so that the newest of a tag are found without looking at the posts.
    """

    __tablename__ = "post_tag"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        Index("ix_post_tag_tag", "tag", "post_id"),
        Index("ix_post_tag_tag_sort", "tag", "sort_key"),
    )

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    tag: str = Field(sa_column=Column(Handle(100), primary_key=True))
    comment_id: int | None = None
    sort_key: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))


class PostWords(SQLModel, table=True):
    """What is said in and about a post that has been shown, as tokens (see `posts.indexing`)."""

    __tablename__ = "post_words"  # pyright: ignore[reportAssignmentType]

    sort_key: int = Field(sa_column=Column(BigKey(), primary_key=True, autoincrement=False))
    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), nullable=False, unique=True)
    )
    words: str = Field(sa_column=Column(Tokens(), nullable=False))


class PostFact(SQLModel, table=True):
    """Something that is so of a post that has been shown, such as has:video or colour:red (see
    `posts.indexing`). `sort_key` is the post's, as in PostTag."""

    __tablename__ = "post_fact"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_post_fact_fact_sort", "fact", "sort_key"),)

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    fact: str = Field(sa_column=Column(Handle(30), primary_key=True))
    sort_key: int = Field(sa_column=Column(BigInteger, nullable=False))


class PostPerson(SQLModel, table=True):
    """`user_id` is in the post's pictures, says its author. `removed_at`: they took the tag off,
    and it does not come back. `is_pending`: they want to be asked first and have not said yes.

    `x` and `y` are where on which picture, as shares of its sides; None where the author did not
    point at them.
    """

    __tablename__ = "post_person"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_post_person_user", "user_id", "post_id"),)

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_pending: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    media_id: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("media.id", ondelete="SET NULL"), nullable=True),
    )
    x: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    y: float | None = Field(default=None, sa_column=Column(Double, nullable=True))


class FreshPost(SQLModel, table=True):
    """A post that is shown, and of which those who wait for such posts are still to be told.

    `is_late`: they were told by what was known of it before all its pictures were scanned, and are
    told of the rest once they are. `attempts` counts before each try; `worker_id` names who holds
    it now.
    """

    __tablename__ = "fresh_post"  # pyright: ignore[reportAssignmentType]

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    shown_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    is_late: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    attempts: int = Field(default=0, sa_column=_count())
    worker_id: int | None = None


class PostRevision(SQLModel, table=True):
    """What a post said before its author changed it; `content` is JSON (see `posts.editing`)."""

    __tablename__ = "post_revision"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    replaced_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    content: str = Field(sa_column=Column(LongWords(), nullable=False))


class PostLike(SQLModel, table=True):
    """`user_id` likes the post."""

    __tablename__ = "post_like"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        Index("ix_post_like_post_created", "post_id", "created_at"),
        Index("ix_post_like_user_created", "user_id", "created_at"),
    )

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class SavedPost(SQLModel, table=True):
    """`user_id` keeps the post for later; nobody else knows."""

    __tablename__ = "saved_post"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_saved_post_user_saved", "user_id", "saved_at"),)

    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    )
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    saved_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class PutAside(SQLModel, table=True):
    """`user_id` does not want the post in their lists; `reason` is HIDDEN or NOT_INTERESTED."""

    __tablename__ = "put_aside"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    post_id: int = Field(
        sa_column=Column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    reason: str = Field(sa_column=Column(Handle(15), nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
