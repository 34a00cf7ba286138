"""The map of who leaves before it is read."""

import asyncio

import pytest

from instaclone.explore import map_state
from instaclone.explore.map_state import MapState


def test_a_map_that_was_left_unread_does_not_say_that_there_is_nothing(
    monkeypatch: pytest.MonkeyPatch,
):
    async def nobody(_state: MapState) -> None:
        return None

    async def left(*_: object) -> None:
        raise asyncio.CancelledError  # as Reflex does when another page opens

    monkeypatch.setattr(map_state, "viewer_of", nobody)
    monkeypatch.setattr(map_state, "read_async", left)
    state = MapState()
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(MapState.open.fn(state))  # pyright: ignore
    assert not state.is_open
