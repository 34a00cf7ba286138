"""Posts in the making: what their authors have so far, kept until they are shared."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel

from instaclone import clock, ids
from instaclone.db.types import Handle, LongWords, UtcDateTime, Words


class Draft(SQLModel, table=True):
    """A post in the making. `choices` is JSON as `studio.drafting` writes it.

    `version` grows with each change of its words, so that of two windows neither overwrites what
    it has not seen. `publish_at`: it publishes itself then; `zone` is the author's, by its IANA
    name. `attempts` are the tries to publish it since then. `failure` says why that did not work.
    """

    __table_args__ = (Index("ix_draft_owner_changed", "owner_id", "changed_at"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(
        default_factory=ids.code, sa_column=Column(Handle(11), nullable=False, unique=True)
    )
    owner_id: int = Field(
        sa_column=Column(ForeignKey("user.id", ondelete="CASCADE"), nullable=False)
    )
    caption: str = Field(default="", sa_column=Column(LongWords(), nullable=False))
    tags: str = Field(default="", sa_column=Column(LongWords(), nullable=False))
    choices: str = Field(default="{}", sa_column=Column(LongWords(), nullable=False))
    version: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    publish_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    zone: str = Field(default="", sa_column=Column(Handle(64), nullable=False))
    attempts: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    failure: str = Field(default="", sa_column=Column(Words(300), nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class DraftFile(SQLModel, table=True):
    """A file of a draft, on its way up until it has a `media_id`, or refused with a `failure`.

    `code` is what its upload is called by. `size` is in bytes, as announced; how many have arrived
    is the length of the file in the staging folder. Name, size and `modified`, when its device says
    that it was changed, in ms since 1970, tell whether a file that is chosen is this one again.
    `position` orders the files of a draft and may
    have gaps. `recipe` is the edit its author wants, see `retouching.recipes`.
    """

    __tablename__ = "draft_file"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (Index("ix_draft_file_draft_position", "draft_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(
        default_factory=lambda: ids.code(22),
        sa_column=Column(Handle(22), nullable=False, unique=True),
    )
    draft_id: int = Field(
        sa_column=Column(ForeignKey("draft.id", ondelete="CASCADE"), nullable=False)
    )
    position: int
    file_name: str = Field(sa_column=Column(Words(255), nullable=False))
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    modified: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default="0")
    )
    media_id: int | None = Field(
        default=None,
        sa_column=Column(ForeignKey("media.id", ondelete="CASCADE"), nullable=True, unique=True),
    )
    failure: str = Field(default="", sa_column=Column(Words(300), nullable=False))
    alt_text: str = Field(default="", sa_column=Column(Words(1500), nullable=False))
    recipe: str = Field(default="", sa_column=Column(LongWords(), nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
