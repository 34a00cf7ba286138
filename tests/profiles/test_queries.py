"""Profiles as cards."""

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.errors import NotFound
from instaclone.profiles.queries import profile_card, profile_head
from tests import people


def test_a_profile_counts_followers_and_followed(session: Session):
    people.cast(session)
    assert profile_card(session, None, "ana").follower_count == 1
    assert profile_card(session, None, "ben").following_count == 1


def test_a_name_is_found_however_it_is_written(session: Session):
    cast = people.cast(session)
    assert profile_card(session, cast.ana, "ANA").is_own


@pytest.mark.parametrize("name", ["nobody", "", "ana "])
def test_an_unknown_name_is_not_found(session: Session, name: str):
    people.cast(session)
    with pytest.raises(NotFound):
        profile_card(session, None, name)
    assert profile_head(session, None, name) is None


def test_a_suspended_person_is_not_found(session: Session):
    cast = people.cast(session)
    row = session.get(User, cast.ana.id)
    assert row
    row.suspended_at = clock.now()
    session.flush()
    with pytest.raises(NotFound):
        profile_card(session, cast.ben, "ana")
