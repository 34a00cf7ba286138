"""Towns near a photo: coarse, its owner's alone, and only while it is not posted."""

import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.clock import now
from instaclone.places.measuring import distance
from instaclone.places.suggesting import has_position, suggest
from tests import make


@pytest.fixture
def ana(session: Session) -> Viewer:
    make.town(session, "Paris", "", "France", latitude=48.853, longitude=2.349, population=2138551)
    make.town(session, "Quarter", "", "France", latitude=48.85, longitude=2.30, population=238000)
    make.town(session, "Versailles", "", "France", latitude=48.80, longitude=2.13, population=85000)
    make.town(session, "Suva", "", "Fiji", latitude=-18.14, longitude=178.44, population=77000)
    make.town(session, "Taveuni", "", "Fiji", latitude=-16.8, longitude=-179.95, population=9000)
    return make.user(session, "ana")


def _photo(session: Session, owner: Viewer, latitude: float, longitude: float, **more) -> list[int]:
    row = make.media(session, owner, latitude=latitude, longitude=longitude, **more)
    return [row.id or 0]


def _names(session: Session, owner: Viewer, photos: list[int]) -> list[str]:
    return [card.name for card in suggest(session, owner, photos)]


def test_the_city_comes_before_its_nearest_quarter(session: Session, ana: Viewer):
    photo = _photo(session, ana, 48.8584, 2.2945)  # by the tower
    assert _names(session, ana, photo) == ["Paris", "Quarter", "Versailles"]
    assert has_position(session, ana, photo)
    assert _names(session, ana, _photo(session, ana, 48.8049, 2.1204))[0] == "Versailles"


def test_where_no_town_is_near_one_that_is_far_will_do(session: Session, ana: Viewer):
    assert _names(session, ana, _photo(session, ana, 48.0, 3.5))[0] == "Paris"
    assert _names(session, ana, _photo(session, ana, 0.0, -140.0)) == []


def test_the_date_line_and_the_poles_are_no_edge(session: Session, ana: Viewer):
    assert _names(session, ana, _photo(session, ana, -16.8, 179.99)) == ["Taveuni"]
    assert _names(session, ana, _photo(session, ana, -16.8, -179.99)) == ["Taveuni"]
    assert _names(session, ana, _photo(session, ana, 90.0, 0.0)) == []
    assert distance((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)


def test_only_of_ones_own_photos_that_are_not_posted(session: Session, ana: Viewer):
    photo = _photo(session, ana, 48.85, 2.35)
    other = make.user(session, "other")
    assert suggest(session, other, photo) == []
    assert not has_position(session, other, photo)
    assert suggest(session, ana, _photo(session, ana, 48.85, 2.35, deleted_at=now())) == []
    assert not has_position(session, ana, [make.media(session, ana).id or 0])
    assert not has_position(session, ana, [])


def test_nonsense_in_a_photo_is_passed_over(session: Session, ana: Viewer):
    assert suggest(session, ana, _photo(session, ana, 948.85, 2.35)) == []
