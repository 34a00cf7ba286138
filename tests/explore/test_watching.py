"""The viewer for videos remembers what it showed, apart from what passed in the grid."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.explore.models import Shown
from instaclone.explore.recording import record_shown, record_watched
from instaclone.explore.serving import explore_films, explore_page
from tests import people
from tests.explore import scene
from tests.explore.scene import film, key, like, shown


@pytest.fixture
def cast(session: Session) -> people.Cast:
    """The cast, who joined long ago."""
    made = people.cast(session)
    for each in (made.ana, made.ben, made.cleo):
        scene.joined(session, each, 100)
    return made


def test_a_video_that_passed_in_the_grid_still_plays_in_the_viewer_once_a_week(
    session: Session, cast: people.Cast
):
    films = [film(session, cast.ana), film(session, cast.cleo)]
    like(session, cast.ana, films[1])  # whom ben follows: it is found by its people too
    page = explore_page(session, cast.ben)
    record_shown(session, cast.ben, {card.post_id: card.line for card in page.cards})
    assert shown(session, cast.ben) == []
    found = explore_films(session, cast.ben).films
    assert {film.post.id for film in found} == {key(each) for each in films}
    watched, left = found[0].post.id, found[1].post.id
    record_watched(session, cast.ben, {watched: found[0].line})
    page = explore_films(session, cast.ben)
    assert [film.post.id for film in page.films] == [left]
    record_watched(session, cast.ben, {left: ""})
    page = explore_films(session, cast.ben)
    assert (page.films, page.is_caught_up) == ([], True)
    assert len(explore_films(session, cast.ben, seen_since=clock.now()).films) == 2
    long_ago = clock.now() - timedelta(days=8)
    session.get_one(Shown, (cast.ben.id, left)).watched_at = long_ago
    session.flush()
    assert [film.post.id for film in explore_films(session, cast.ben).films] == [left]


def test_what_was_watched_is_no_news_to_the_grid(session: Session, cast: people.Cast):
    watched, other = film(session, cast.ana), film(session, cast.cleo)
    record_watched(session, cast.ben, {key(watched): ""})
    assert shown(session, cast.ben) == [key(other)]


def test_where_nothing_was_watched_and_there_is_none_no_end_is_reached(
    session: Session, cast: people.Cast
):
    record_shown(session, cast.ben, {key(scene.post(session, cast.ana)): ""})
    page = explore_films(session, cast.ben)
    assert (page.films, page.is_caught_up) == ([], False)
