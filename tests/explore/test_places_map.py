"""The map of explore: places of the latest public posts."""

from sqlmodel import Session

from instaclone.explore.places_map import recent_places
from instaclone.places.labelling import BELOW
from instaclone.posts.indexing import index
from instaclone.posts.models import FOLLOWERS, Post
from tests import make, people
from tests.statements import counted


def _from(session: Session, author, town, **values) -> Post:
    post = make.post(session, author)
    post.place, post.place_id = town.name, town.id
    for name, value in values.items():
        setattr(post, name, value)
    session.flush()
    index(session, post)
    return post


def test_each_place_has_its_newest_post_and_how_many(session: Session):
    cast = people.cast(session)
    bern = make.town(session, "Bern", latitude=46.9, longitude=7.4)
    jaca = make.town(session, "Jaca", latitude=42.6, longitude=-0.5)
    _from(session, cast.ana, bern)
    there = _from(session, cast.ben, jaca)
    latest = _from(session, cast.ben, bern)
    for viewer in (cast.cleo, None):
        pins = recent_places(session, viewer)
        assert [(pin.name, pin.count, pin.tile.code) for pin in pins] == [
            ("Bern", 2, latest.code),
            ("Jaca", 1, there.code),
        ]
    assert (pins[0].latitude, pins[0].longitude) == (46.9, 7.4)
    assert [pin.posts for pin in pins] == ["2 posts", "1 post"]
    assert [(pin.left, pin.top) for pin in pins] == [("86.0%", "14.0%"), ("14.0%", "86.0%")]
    assert {(pin.on_small, pin.on_large) for pin in pins} == {(BELOW, BELOW)}


def test_what_is_not_for_everybody_is_not_on_it(session: Session):
    cast = people.cast(session)
    bern = make.town(session, "Bern", latitude=46.9, longitude=7.4)
    _from(session, cast.ana, bern, visibility=FOLLOWERS)
    _from(session, cast.ana, bern, warning="Blood")
    _from(session, cast.ana, bern, is_unlisted=True)
    make.own_place(session, make.post(session, cast.ana), "Behind the shed")
    assert recent_places(session, cast.ben) == []
    assert recent_places(session, None) == []


def test_it_costs_the_same_statements_however_many(session: Session):
    cast = people.cast(session)
    costs = []
    for number in range(4):
        town = make.town(session, f"Town {number}", latitude=40.0 + number, longitude=7.0)
        _from(session, cast.ana, town)
        with counted(session) as sent:
            recent_places(session, cast.cleo)
        costs.append(len(sent))
    assert costs[0] == costs[-1]
