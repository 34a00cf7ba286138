"""What pops up in a tab whose person goes on at once."""

import asyncio

import pytest

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import notify
from instaclone.db.session import transact
from instaclone.notifications.state import BadgeState
from instaclone.settings import Settings
from tests import people


def test_what_happened_pops_up_later_for_who_left_before_it_did(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    cast = transact(people.cast)
    state, pop_up = BadgeState(), BadgeState._pop_up
    state._looked_at = clock.now()
    transact(lambda session: notify(session, kinds.FOLLOW, cast.ben, cast.ana.id))

    async def left(_state: BadgeState, _viewer: Viewer, _new: dict[str, int]) -> None:
        raise asyncio.CancelledError  # as Reflex does when another page opens

    monkeypatch.setattr(BadgeState, "_pop_up", left)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(state._look(cast.ana))
    monkeypatch.setattr(BadgeState, "_pop_up", pop_up)
    for _ in range(2):
        asyncio.run(state._look(cast.ana))
    assert [toast.sentence for toast in state.toasts] == ["ben started following you"]
