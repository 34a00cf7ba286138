"""A post on its page, which goes on while it is opened."""

import asyncio

import pytest
from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.posts import state as post_state
from instaclone.posts.reactions import ReactionState
from instaclone.posts.state import PostState
from instaclone.settings import Settings
from instaclone.vision.models import DONE, WAITING, Scan
from tests import make


def _scans_are(session: Session, state: str) -> None:
    for scan in session.exec(select(Scan)):
        scan.state = state


def test_what_is_done_with_a_picture_until_its_page_hears_of_it_shows(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana = transact(make.user)
    code = transact(lambda session: make.post(session, ana, labels={"dog": 1}).code)
    transact(_scans_are, WAITING)
    reactions = ReactionState()

    async def viewer_of(_state: PostState) -> Viewer:
        return ana

    async def get_state(_self: PostState, _which: type) -> ReactionState:
        return reactions

    async def show(_self: ReactionState, _ids: object) -> None:
        return None

    monkeypatch.setattr(post_state, "viewer_of", viewer_of)
    monkeypatch.setattr(post_state, "follow", lambda *_: transact(_scans_are, DONE))
    monkeypatch.setattr(PostState, "_code", lambda _self: code)
    monkeypatch.setattr(PostState, "get_state", get_state)
    monkeypatch.setattr(ReactionState, "_show", show)
    state = PostState()

    async def open_it() -> None:
        async for _ in PostState.open.fn(state):  # pyright: ignore
            pass

    asyncio.run(open_it())
    assert [scanner.is_working for scanner in state.scanners] == [False]
