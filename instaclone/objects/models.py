"""Which objects are seen most in public."""

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from instaclone.db.types import Handle


class PopularObject(SQLModel, table=True):
    """About how many public posts show one, counted by the worker now and then."""

    __tablename__ = "popular_object"  # pyright: ignore[reportAssignmentType]

    label: str = Field(sa_column=Column(Handle(64), primary_key=True))
    post_count: int
