"""A block ends what was between two people and hides each from the other."""

import pytest
from sqlmodel import Session, select

from instaclone.errors import Invalid, NotFound
from instaclone.profiles import blocking, following
from instaclone.profiles.queries import profile_card, profile_head
from instaclone.relations.models import Block, CloseFriend, Follow, FollowRequest
from tests import make, people
from tests.profiles.test_following import counts, make_private, told


def test_a_block_ends_everything_between_the_two(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ben)
    following.follow(session, cast.ana, "ben")
    session.add(CloseFriend(owner_id=cast.ana.id, friend_id=cast.ben.id))
    session.add(CloseFriend(owner_id=cast.ben.id, friend_id=cast.ana.id))
    session.flush()
    blocking.block(session, cast.ana, "ben")
    blocking.block(session, cast.ana, "ben")
    for table in (Follow, FollowRequest, CloseFriend):
        assert session.exec(select(table)).all() == []
    assert counts(session, cast.ana) == counts(session, cast.ben) == (0, 0)
    assert told(session) == []
    assert len(session.exec(select(Block)).all()) == 1


def test_the_blocked_person_finds_nobody_and_the_blocker_a_name(session: Session):
    cast = people.cast(session)
    blocking.block(session, cast.ana, "ben")
    with pytest.raises(NotFound):
        profile_card(session, cast.ben, "ana")
    assert profile_head(session, cast.ben, "ana") is None
    card = profile_card(session, cast.ana, "ben")
    assert (card.username, card.standing, card.may_see_posts) == ("ben", "blocked", False)
    assert (card.bio, card.follower_count, card.avatar) == ("", 0, "")


def test_who_is_blocked_is_missing_from_the_counts_of_others(session: Session):
    cast = people.cast(session)  # ben follows ana
    make.follow(session, cast.cleo, cast.ana)
    make.follow(session, cast.ana, cast.ben)
    blocking.block(session, cast.cleo, "ben")
    card = profile_card(session, cast.cleo, "ana")
    assert (card.follower_count, card.following_count) == (1, 0)
    card = profile_card(session, None, "ana")
    assert (card.follower_count, card.following_count) == (2, 1)


def test_only_who_blocked_ends_the_block(session: Session):
    cast = people.cast(session)
    blocking.block(session, cast.ana, "ben")
    with pytest.raises(NotFound):
        blocking.unblock(session, cast.ben, "ana")
    blocking.unblock(session, cast.ana, "ben")
    with pytest.raises(NotFound):
        blocking.unblock(session, cast.ana, "ben")
    assert profile_card(session, cast.ben, "ana").standing == "none"


def test_who_is_blocked_cannot_block_back_nor_anybody_themselves(session: Session):
    cast = people.cast(session)
    blocking.block(session, cast.ana, "ben")
    with pytest.raises(NotFound):
        blocking.block(session, cast.ben, "ana")
    with pytest.raises(Invalid):
        blocking.block(session, cast.ana, "ana")
