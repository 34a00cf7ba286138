"""The create page of who comes back to it, or whose connection does."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from reflex.event import Event
from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.posts.models import Post
from instaclone.settings import Settings
from instaclone.studio import sharing_state
from instaclone.studio import state as studio_state
from instaclone.studio.cards import FileCard
from instaclone.studio.state import StudioState
from tests import make
from tests.studio import scenes

ARRIVED: list[str] = []
COMING = ["dog.jpg"]
WAITS = "Sharing as soon as dog.jpg has arrived"


async def _as_it_is(_state: StudioState, _viewer: Viewer) -> None:
    return None


def _waiting(monkeypatch: pytest.MonkeyPatch, viewer: Viewer, code: str) -> StudioState:
    """The page of a draft on which Share waits, and its only file has come."""

    async def required_viewer(_state: StudioState) -> Viewer:
        return viewer

    for each in (studio_state, sharing_state):
        monkeypatch.setattr(each, "required_viewer", required_viewer)
    monkeypatch.setattr(StudioState, "_learn_account", _as_it_is)
    monkeypatch.setattr(StudioState, "_follow_and_read", _as_it_is)
    monkeypatch.setattr(StudioState, "_address", lambda _self: code)
    state = StudioState()
    state.code, state.is_open, state.waits = code, True, WAITS
    state.files = [FileCard("file", "dog.jpg", "ready", "Ready")]
    return state


def _opened(state: StudioState) -> list[str]:
    """The names of the events that opening the page has follow."""

    async def open_it() -> list[Any]:
        return [each async for each in StudioState.open.fn(state)]  # pyright: ignore

    events = [Event.from_event_type(each) for each in asyncio.run(open_it()) if each]
    return [event.name.rsplit(".", 1)[-1] for each in events for event in each]


@pytest.mark.parametrize(("expected", "is_shared"), [(ARRIVED, True), (COMING, False)])
def test_what_share_waited_for_and_came_while_nobody_heard_is_shared(
    expected: list[str], is_shared: bool, monkeypatch: pytest.MonkeyPatch
):
    state = _waiting(monkeypatch, Viewer(1, "ana"), "draft")
    state._expected = expected
    assert _opened(state) == ["share"] * is_shared


async def _before(*_: Any, **__: Any) -> None:
    raise asyncio.CancelledError


async def _after(act: Callable[..., Any], *said: Any, **more: Any) -> None:
    transact(act, *said, **more)
    raise asyncio.CancelledError


@pytest.mark.parametrize("drop", [_before, _after])
def test_a_connection_that_drops_while_it_is_shared_has_it_shared_once_all_the_same(
    drop: Callable[..., Any], database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana = transact(make.user)
    code = transact(lambda session: scenes.draft(session, ana, "dog.jpg"))
    state = _waiting(monkeypatch, ana, code)
    with monkeypatch.context() as dropping:
        dropping.setattr(sharing_state, "transact_async", drop)
        with pytest.raises(asyncio.CancelledError):
            _share(state)
    assert _opened(state) == ["share"]
    _share(state)
    assert len(read(_posts)) == 1
    assert _opened(state) == []


def _share(state: StudioState) -> None:
    asyncio.run(StudioState.share.fn(state))  # pyright: ignore


def _posts(session: Session) -> list[Post]:
    return list(session.exec(select(Post)))
