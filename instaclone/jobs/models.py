"""Which worker processes live: what they hold when they die is given back."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from instaclone import clock
from instaclone.db.types import UtcDateTime, Words


class Worker(SQLModel, table=True):
    """A worker process; `beat_at` moves every few seconds while it lives.

    No id is given twice: a row may still name a worker that resigned.
    """

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    host: str = Field(sa_column=Column(Words(255), nullable=False))
    pid: int
    model: str = Field(default="", sa_column=Column(Words(300), nullable=False))
    started_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    beat_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
