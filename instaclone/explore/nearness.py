"""Which places are near those that matter to a viewer."""

from math import cos, degrees, radians

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from instaclone.explore.models import PLACE
from instaclone.explore.tastes import Taste
from instaclone.places.measuring import EARTH, distance
from instaclone.places.models import Place

FAR = 100.0  # km, from where on a place is not near
ORIGINS, AROUND = 5, 60  # places that matter, and places near one of them

# For each place the one that matters, and how near it is, weighed by how much that matters: 0 to 1.
Around = dict[int, tuple[int, float]]


def around(session: Session, taste: Taste) -> Around:
    """The places that matter to the viewer and those near them that people post from, in two
    statements."""
    best = taste.best(PLACE, ORIGINS)
    weights = {int(each): weight for each, weight in best.items() if _is_number(each)}
    found: Around = {place_id: (place_id, weight) for place_id, weight in weights.items()}
    spots = [
        (row.id, (row.latitude, row.longitude))
        for row in session.execute(_spots().where(col(Place.id).in_(list(weights))))
    ]
    if not spots:
        return found
    boxes = or_(*(_box(*spot) for _, spot in spots))
    used = _spots().where(col(Place.post_count) > 0, boxes)
    for row in session.execute(used.order_by(col(Place.post_count).desc()).limit(AROUND)):
        for origin, spot in spots:
            far = distance(spot, (row.latitude, row.longitude))
            near = weights[origin] * (1 - far / FAR)
            if near > found.get(row.id, (0, 0.0))[1]:
                found[row.id] = (origin, near)
    return found


def _spots():
    return select(col(Place.id), col(Place.latitude), col(Place.longitude)).where(
        col(Place.latitude).is_not(None), col(Place.longitude).is_not(None)
    )


def _box(latitude: float, longitude: float):
    """The square around a spot; beyond a pole or the date line it does not go on."""
    height = degrees(FAR / EARTH)
    width = height / max(0.01, cos(radians(latitude)))
    return and_(
        col(Place.latitude).between(latitude - height, latitude + height),
        col(Place.longitude).between(longitude - width, longitude + width),
    )


def _is_number(subject: str) -> bool:
    return subject.removeprefix("-").isdecimal()
