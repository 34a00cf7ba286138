"""Places: the towns of a gazetteer, and what people call places of their own."""

from sqlalchemy import Boolean, Column, Double, Index, Integer, false
from sqlmodel import Field, SQLModel

from instaclone.db.types import Handle, Words


class Place(SQLModel, table=True):
    """Somewhere. `folded` is the name without accents and case, in which it is searched, and
    `within`, with a blank before each word, what it lies in: region, country and their short names.

    `country` is its ISO 3166-1 code of two letters, `region` the state or province. A place that
    people named themselves has neither, and no coordinates (degrees, WGS 84). `post_count` is about
    how many public posts are from there lately: the worker counts them now and then.

    The id of a town is its number in the gazetteer, from 1; that of another place tells nothing
    about when, or whether, somebody first named it (see `places.naming`).
    """

    __table_args__ = (
        Index("ix_place_search", "is_of_gazetteer", "folded", "population", "post_count"),
        Index("ix_place_latitude_longitude", "latitude", "longitude"),
        Index("ix_place_post_count", "post_count"),
    )

    id: int | None = Field(
        default=None, sa_column=Column(Integer, primary_key=True, autoincrement=False)
    )
    name: str = Field(sa_column=Column(Words(120), nullable=False))
    folded: str = Field(sa_column=Column(Handle(120), nullable=False))
    region: str = Field(default="", sa_column=Column(Words(120), nullable=False))
    country: str = Field(default="", sa_column=Column(Handle(2), nullable=False))
    country_name: str = Field(default="", sa_column=Column(Words(60), nullable=False))
    within: str = Field(default="", sa_column=Column(Handle(250), nullable=False))
    latitude: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    longitude: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    population: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default="0")
    )
    post_count: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default="0")
    )
    is_of_gazetteer: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
