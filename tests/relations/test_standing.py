"""The conditions every gate is built from: each way two people may stand, seen from both sides."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import literal, select
from sqlmodel import Session, col

from instaclone import clock
from instaclone import settings as settings_module
from instaclone.accounts.models import User
from instaclone.relations.models import Block, CloseFriend, Follow, FollowRequest, Mute
from instaclone.relations.standing import (
    blocked_between,
    follows,
    is_close_friend_of,
    mutes,
    visible_people,
)
from instaclone.settings import settings
from tests import make

DAY = timedelta(days=1)
# What is between ana and ben -> what holds from ana to ben: follows, mutes, mutes notifications,
# blocked, ben is a close friend of hers, ben may be known of.
ROWS = {
    "nothing": (None, {}, (False, False, False, False, False, True)),
    "follows": (
        Follow,
        {"follower_id": 1, "followed_id": 2},
        (True, False, False, False, False, True),
    ),
    "is followed": (Follow, {"follower_id": 2, "followed_id": 1}, (False,) * 5 + (True,)),
    "asks": (FollowRequest, {"requester_id": 1, "requested_id": 2}, (False,) * 5 + (True,)),
    "blocks": (
        Block,
        {"blocker_id": 1, "blocked_id": 2},
        (False, False, False, True, False, False),
    ),
    "is blocked": (
        Block,
        {"blocker_id": 2, "blocked_id": 1},
        (False, False, False, True, False, False),
    ),
    "mutes": (Mute, {"muter_id": 1, "muted_id": 2}, (False, True, False, False, False, True)),
    "mutes all": (
        Mute,
        {"muter_id": 1, "muted_id": 2, "with_notifications": True, "ends_at": DAY},
        (False, True, True, False, False, True),
    ),
    "muted once": (
        Mute,
        {"muter_id": 1, "muted_id": 2, "with_notifications": True, "ends_at": -DAY},
        (False,) * 5 + (True,),
    ),
    "is muted": (Mute, {"muter_id": 2, "muted_id": 1}, (False,) * 5 + (True,)),
    "befriends": (
        CloseFriend,
        {"owner_id": 1, "friend_id": 2},
        (False, False, False, False, True, True),
    ),
    "is befriended": (CloseFriend, {"owner_id": 2, "friend_id": 1}, (False,) * 5 + (True,)),
}


@pytest.mark.parametrize("between", ROWS)
def test_each_condition_holds_for_its_row_alone(session: Session, between: str):
    table, values, expected = ROWS[between]
    ana, ben = make.user(session, "ana"), make.user(session, "ben")
    ids = {1: ana.id, 2: ben.id}
    if table:
        filled: dict[str, Any] = {
            name: ids[value] if name.endswith("_id") else value for name, value in values.items()
        }
        if isinstance(filled.get("ends_at"), timedelta):
            filled["ends_at"] = clock.now() + filled["ends_at"]
        session.add(table(**filled))
        session.flush()
    conditions = (
        follows(ana.id, ben.id),
        mutes(ana.id, ben.id),
        mutes(ana.id, ben.id, notifications=True),
        blocked_between(ana.id, ben.id),
        is_close_friend_of(ben.id, ana.id),
        select(literal(1)).where(col(User.id) == ben.id, visible_people(ana)).exists(),
    )
    found = session.execute(select(*conditions)).one()
    assert tuple(bool(each) for each in found) == expected


def test_the_suspended_are_nowhere_and_a_private_community_shows_guests_nobody(session: Session):
    ana, ben = make.user(session, "ana"), make.user(session, "ben")

    def seen(viewer) -> list[str]:
        return sorted(session.scalars(select(col(User.username)).where(visible_people(viewer))))

    assert seen(None) == seen(ana) == ["ana", "ben"]
    row = session.get(User, ben.id)
    assert row
    row.suspended_at = clock.now()
    session.flush()
    assert seen(None) == seen(ana) == ["ana"]
    with settings_module.using(replace(settings(), private_community=True)):
        assert seen(None) == []
        assert seen(ana) == ["ana"]
