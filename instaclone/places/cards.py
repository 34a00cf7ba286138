"""What a screen shows of a place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceCard:
    """A place in a list. `detail` tells it from others of its name: "Texas, United States", or ""
    for one that people named themselves. `label` is all of it, as it stands on a post."""

    id: int
    name: str
    detail: str
    label: str
    is_town: bool = True


@dataclass(frozen=True)
class SpotCard:
    """Where a place is drawn among others: on a map by its coordinates, and on blank paper at
    `left` and `top`, CSS of the point; `on_small` and `on_large` paper its name is beside it on the
    side that `places.labelling` says."""

    place_id: int
    name: str
    latitude: float
    longitude: float
    left: str
    top: str
    on_small: str
    on_large: str


@dataclass(frozen=True)
class PlaceHead:
    """The head of a place's page; `post_count` is said as people say it: "12 posts".

    `coordinates` are for people, "48.85° N, 2.35° E"; "" where nobody knows them, and then
    `latitude` and `longitude` mean nothing.
    """

    id: int
    name: str
    detail: str
    post_count: str
    coordinates: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
