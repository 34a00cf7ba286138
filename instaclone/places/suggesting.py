"""Suggests towns near where photos were taken: to their owner, who asks for it, and coarsely."""

from math import cos, degrees, radians

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.media.models import Media
from instaclone.places.cards import PlaceCard
from instaclone.places.measuring import EARTH, Spot, distance
from instaclone.places.models import Place
from instaclone.places.naming import place_card

MOST = 3  # towns that are suggested
SPOTS = 3  # places on the map that are looked at: the photos of one walk are one
NEAR, FAR = 30.0, 250.0  # km: where no town is near, one that is far is better than none
# km within which nearness does not count: who stands in a city means it, not the quarter of it
# whose centre happens to be closest.
CLOSE = 3.0
SMALLEST = 100  # people, of places of whom nobody knows how many live there


def has_position(session: Session, owner: Viewer, media_ids: list[int]) -> bool:
    """Whether one of these photos of the owner's knows where it was taken: none that is posted."""
    return bool(_spots(session, owner, media_ids))


def suggest(session: Session, owner: Viewer, media_ids: list[int]) -> list[PlaceCard]:
    """The towns the owner's own photos, which are not posted yet, were taken in or near, the
    likeliest first. At most SPOTS statements and one, or twice as many in the wild."""
    found: dict[int, tuple[float, Place]] = {}
    for spot in _spots(session, owner, media_ids):
        for place in _around(session, spot, NEAR) or _around(session, spot, FAR):
            pull = _pull(spot, place)
            if place.id and pull > found.get(place.id, (0.0, place))[0]:
                found[place.id] = (pull, place)
    likeliest = sorted(found.values(), key=lambda each: each[0], reverse=True)
    return [place_card(place) for _, place in likeliest[:MOST]]


def _spots(session: Session, owner: Viewer, media_ids: list[int]) -> list[Spot]:
    """Where photos were taken, those within some 10 km as one; a post's photos forgot it."""
    rows = session.execute(
        select(Media.latitude, Media.longitude)
        .where(
            col(Media.id).in_(media_ids),
            Media.owner_id == owner.id,
            col(Media.deleted_at).is_(None),
            col(Media.latitude).is_not(None),
            col(Media.longitude).is_not(None),
        )
        .order_by(col(Media.id))
    )
    apart: dict[tuple[float, float], Spot] = {}
    for latitude, longitude in rows:
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            apart.setdefault((round(latitude, 1), round(longitude, 1)), (latitude, longitude))
    return list(apart.values())[:SPOTS]


def _around(session: Session, spot: Spot, radius: float) -> list[Place]:
    """The towns in the square of this radius; beyond a pole and the date line it goes on."""
    latitude, longitude = spot
    height = degrees(radius / EARTH)
    width = height / max(0.01, cos(radians(latitude)))
    west, east = longitude - width, longitude + width
    column = col(Place.longitude)
    within: ColumnElement[bool] = column.between(west, east)
    if width >= 180:
        within = true()
    elif west < -180:
        within = or_(column >= west + 360, column <= east)
    elif east > 180:
        within = or_(column >= west, column <= east - 360)
    statement = select(Place).where(
        col(Place.latitude).between(latitude - height, latitude + height),
        within,
        col(Place.is_of_gazetteer) == true(),
    )
    return list(session.exec(statement))


def _pull(spot: Spot, place: Place) -> float:
    """How much a town draws a spot: people by the square of the distance, like gravity."""
    far = max(CLOSE, distance(spot, (place.latitude or 0.0, place.longitude or 0.0)))
    return max(place.population, SMALLEST) / far**2
