"""Moderators are appointed and dismissed."""

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.appointing import appoint, dismiss
from instaclone.accounts.models import User
from instaclone.errors import NotFound
from tests import people


def test_a_moderator_is_one_until_dismissed(session: Session):
    cast = people.cast(session)
    row = session.get(User, cast.ana.id)
    assert row
    assert appoint(session, " ANA ") == "ana"
    since = row.moderator_since
    assert since is not None
    assert since <= clock.now()
    appoint(session, "ana")
    assert row.moderator_since == since
    dismiss(session, "ana")
    assert row.moderator_since is None


@pytest.mark.parametrize("act", [appoint, dismiss])
def test_nobody_is_appointed_who_is_not_here(session: Session, act):
    with pytest.raises(NotFound):
        act(session, "nobody")
