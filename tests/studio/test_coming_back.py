"""The create page of who comes back to it, or whose connection does."""

import asyncio
from typing import Any

import pytest
from reflex.event import Event

from instaclone.accounts.viewer import Viewer
from instaclone.studio import state as studio_state
from instaclone.studio.state import StudioState

ARRIVED: list[str] = []
COMING = ["dog.jpg"]


@pytest.mark.parametrize(("expected", "is_shared"), [(ARRIVED, True), (COMING, False)])
def test_what_share_waited_for_and_came_while_nobody_heard_is_shared(
    expected: list[str], is_shared: bool, monkeypatch: pytest.MonkeyPatch
):
    async def required_viewer(_state: StudioState) -> Viewer:
        return Viewer(1, "ana")

    async def as_it_is(_state: StudioState, _viewer: Viewer) -> None:
        return None

    monkeypatch.setattr(studio_state, "required_viewer", required_viewer)
    monkeypatch.setattr(StudioState, "_learn_account", as_it_is)
    monkeypatch.setattr(StudioState, "_follow_and_read", as_it_is)
    monkeypatch.setattr(StudioState, "_address", lambda _self: "draft")
    state = StudioState()
    state.code, state.is_open, state._expected = "draft", True, expected
    state.waits = "Sharing as soon as dog.jpg arrived"

    async def open_it() -> list[Any]:
        return [each async for each in StudioState.open.fn(state)]  # pyright: ignore

    events = [Event.from_event_type(each) for each in asyncio.run(open_it()) if each]
    names = [event.name for each in events for event in each]
    assert [name.endswith(".share") for name in names] == [True] * is_shared
