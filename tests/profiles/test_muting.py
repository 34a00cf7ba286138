"""Mutes last as long as wished, and close friends are a list of one's own."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from instaclone import clock
from instaclone.errors import Invalid, NotFound
from instaclone.profiles import befriending, lists, muting
from instaclone.profiles.queries import profile_card
from instaclone.relations.models import CloseFriend, Mute
from tests import people


def test_a_mute_says_how_long_it_lasts(session: Session):
    cast = people.cast(session)
    muting.mute(session, cast.ana, "ben")
    assert profile_card(session, cast.ana, "ben").mute == "Posts muted"
    muting.mute(session, cast.ana, "ben", with_notifications=True, days=7)
    card = profile_card(session, cast.ana, "ben")
    assert card.is_muted
    assert card.mute.startswith("Posts and notifications muted until ")
    assert not profile_card(session, cast.cleo, "ben").is_muted
    muting.unmute(session, cast.ana, "ben")
    assert not profile_card(session, cast.ana, "ben").is_muted


def test_a_mute_ends_by_itself(session: Session):
    cast = people.cast(session)
    muting.mute(session, cast.ana, "ben", days=1)
    muting.mute(session, cast.ana, "cleo")
    session.execute(
        update(Mute).where(Mute.ends_at.is_not(None)).values(ends_at=clock.now() - timedelta(1))  # pyright: ignore
    )
    session.expire_all()
    assert not profile_card(session, cast.ana, "ben").is_muted
    found, _ = lists.muted_people(session, cast.ana)
    assert [(card.username, card.reason) for card in found] == [("cleo", "Posts muted")]
    muting.prune(session)
    assert len(session.exec(select(Mute)).all()) == 1


@pytest.mark.parametrize("days", [0, 2, -1])
def test_a_mute_has_one_of_three_lengths(session: Session, days: int):
    cast = people.cast(session)
    with pytest.raises(Invalid):
        muting.mute(session, cast.ana, "ben", days=days)


def test_close_friends_are_known_to_their_owner_alone(session: Session):
    cast = people.cast(session)
    befriending.add(session, cast.ana, "ben")
    befriending.add(session, cast.ana, "ben")
    assert profile_card(session, cast.ana, "ben").is_close_friend
    assert not profile_card(session, cast.ben, "ana").is_close_friend
    assert [card.username for card in lists.close_friends(session, cast.ana)[0]] == ["ben"]
    befriending.remove(session, cast.ana, "ben")
    assert session.exec(select(CloseFriend)).all() == []


@pytest.mark.parametrize("act", [muting.mute, muting.unmute, befriending.add, befriending.remove])
def test_not_oneself_and_nobody_who_is_not_here(session: Session, act):
    cast = people.cast(session)
    with pytest.raises(Invalid):
        act(session, cast.ana, "ana")
    with pytest.raises(NotFound):
        act(session, cast.ana, "nobody")
