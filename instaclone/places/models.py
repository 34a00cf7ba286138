"""Places: the towns of a gazetteer, and what people call places of their own."""

from sqlalchemy import Boolean, Column, Double, Index, Integer, false
from sqlmodel import Field, SQLModel

from instaclone.db.types import Handle, Words


class Place(SQLModel, table=True):
    """Somewhere. `folded` is the name without accents and case, in which it is searched.

    `country` is its ISO 3166-1 code of two letters, `region` the state or province. A place that
    people named themselves has neither, and no coordinates (degrees, WGS 84).
    """

    __table_args__ = (
        Index("ix_place_folded_population", "folded", "population"),
        Index("ix_place_latitude_longitude", "latitude", "longitude"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_column=Column(Words(120), nullable=False))
    folded: str = Field(sa_column=Column(Handle(120), nullable=False))
    region: str = Field(default="", sa_column=Column(Words(120), nullable=False))
    country: str = Field(default="", sa_column=Column(Handle(2), nullable=False))
    latitude: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    longitude: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    population: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default="0")
    )
    is_of_gazetteer: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
