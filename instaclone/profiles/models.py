"""What a person shows of themselves, and how they want to be met."""

import unicodedata
from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Integer, false
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.full_text import Tokens
from instaclone.db.types import Handle, UtcDateTime, Words


def fold_name(display_name: str) -> str:
    """A display name as it is searched: NFKC, without regard to case."""
    return unicodedata.normalize("NFKC", display_name).casefold().strip()[:60]


def _switch() -> Column:
    return Column(Boolean, nullable=False, server_default=false())


class Profile(SQLModel, table=True):
    """The public face of a user; made with the account.

    `is_private`: followers must be approved, and only they see the posts. `approves_followers`
    without `is_private`: followers must be approved, posts are as public as each says.
    `approves_tags`: who tags them in a post asks them first. `is_unlisted`: who does not follow
    them finds neither them nor their posts by searching and discovering. `refuses_scans`: the
    scanner leaves their pictures alone.
    The counts equal the rows of Follow; whoever changes those holds this row first.
    `folded_name` is the display name folded by `fold_name`, in which people are searched.
    """

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    display_name: str = Field(default="", sa_column=Column(Words(30), nullable=False))
    folded_name: str = Field(
        default="", sa_column=Column(Handle(60), nullable=False, server_default="", index=True)
    )
    bio: str = Field(default="", sa_column=Column(Words(150), nullable=False))
    pronouns: str = Field(
        default="", sa_column=Column(Words(30), nullable=False, server_default="")
    )
    is_private: bool = Field(default=False, sa_column=_switch())
    approves_followers: bool = Field(default=False, sa_column=_switch())
    approves_tags: bool = Field(default=False, sa_column=_switch())
    is_unlisted: bool = Field(default=False, sa_column=_switch())
    refuses_scans: bool = Field(default=False, sa_column=_switch())
    # What this person sees, not what others see of them.
    hides_like_counts: bool = Field(default=False, sa_column=_switch())
    follower_count: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default="0")
    )
    following_count: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default="0")
    )


class PersonWords(SQLModel, table=True):
    """A person's username and display name as tokens (see `profiles.indexing`)."""

    __tablename__ = "person_words"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(
            ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        )
    )
    words: str = Field(sa_column=Column(Tokens(), nullable=False))


class ProfileLink(SQLModel, table=True):
    """Link number `position`, from 0, on a person's profile."""

    __tablename__ = "profile_link"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    position: int = Field(primary_key=True)
    title: str = Field(default="", sa_column=Column(Words(40), nullable=False))
    url: str = Field(sa_column=Column(Words(300), nullable=False))


class Avatar(SQLModel, table=True):
    """A person's picture. Everybody who may know of the person sees it: it must be square already.

    The worker makes it from the uploaded picture; what lay outside the square is never served.
    """

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False, unique=True)
    )
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class AvatarWish(SQLModel, table=True):
    """The square `user_id` wants as their picture, out of an uploaded one; gone once it is cut.

    `left` and `top` are shares of the picture's width and height, `side` one of its shorter side.
    `attempts` counts before each try. `failure` says why it was given up.
    """

    __tablename__ = "avatar_wish"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    media_id: int = Field(
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    left: float
    top: float
    side: float
    attempts: int = 0
    failure: str = Field(default="", sa_column=Column(Words(300), nullable=False))
    wished_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class FormerUsername(SQLModel, table=True):
    """A name somebody had: links with it lead to them, and nobody else may take it, for a while."""

    __tablename__ = "former_username"  # pyright: ignore[reportAssignmentType]

    username: str = Field(sa_column=Column(Handle(30), primary_key=True))
    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    ends_at: datetime = Field(sa_type=UtcDateTime)


class SuggestionRefusal(SQLModel, table=True):
    """`user_id` does not want `refused_id` suggested again."""

    __tablename__ = "suggestion_refusal"  # pyright: ignore[reportAssignmentType]

    user_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    )
    refused_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
