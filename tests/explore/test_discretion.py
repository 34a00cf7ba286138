"""What explore does not give away by what it shows: secret likes, and people one has muted
or hidden."""

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.explore import candidates, signals
from instaclone.explore.serving import explore_page
from instaclone.explore.wishing import hide_person
from instaclone.relations.models import Mute
from tests import people
from tests.explore import scene
from tests.explore.scene import like, only, shown

SIGNALS = (signals.FRIENDS, signals.KINDRED, signals.POPULAR)


@pytest.fixture
def cast(session: Session) -> people.Cast:
    """The cast, who joined long ago."""
    made = people.cast(session)
    for each in (made.ana, made.ben, made.cleo):
        scene.joined(session, each, 100)
    return made


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_secret_like_brings_a_post_nowhere(
    session: Session, cast: people.Cast, signal: str, monkeypatch: pytest.MonkeyPatch
):
    """Not even where another signal then gives the reason: that it is there at all would tell."""
    monkeypatch.setattr(candidates, "FRESH", 1)
    only(session, cast.ben, signal, signals.FRESH)
    scene.kin(session, cast.ben, cast.ana)
    old = scene.post(session, cast.cleo, days_old=3)
    fresh = scene.post(session, cast.cleo)
    old.hides_like_count = True
    like(session, cast.ana, old)
    assert shown(session, cast.ben) == [fresh.id]
    old.hides_like_count = False
    session.flush()
    assert set(shown(session, cast.ben)) == {fresh.id, old.id}


@pytest.mark.parametrize("signal", [signals.FRIENDS, signals.KINDRED])
def test_what_the_muted_like_is_no_reason(session: Session, cast: people.Cast, signal: str):
    only(session, cast.ben, signal)
    scene.kin(session, cast.ben, cast.ana)
    liked = scene.post(session, cast.cleo)
    like(session, cast.ana, liked)
    mute = Mute(muter_id=cast.ben.id, muted_id=cast.ana.id)
    session.add(mute)
    session.flush()
    assert explore_page(session, cast.ben).cards == []
    mute.ends_at = clock.now()
    session.flush()
    assert shown(session, cast.ben) == [liked.id]


@pytest.mark.parametrize("signal", [signals.FRIENDS, signals.KINDRED])
def test_what_somebody_likes_who_is_hidden_in_explore_is_no_reason(
    session: Session, cast: people.Cast, signal: str
):
    only(session, cast.ben, signal)
    scene.kin(session, cast.ben, cast.ana)
    like(session, cast.ana, scene.post(session, cast.cleo))
    assert len(shown(session, cast.ben)) == 1
    hide_person(session, cast.ben, "ana")
    assert shown(session, cast.ben) == []
