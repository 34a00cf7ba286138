"""A post on its page, which goes on while it is opened."""

import asyncio

import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.posts import state as post_state
from instaclone.posts.reactions import ReactionState
from instaclone.posts.state import PostState
from instaclone.settings import Settings
from tests import make


def test_what_becomes_of_a_post_until_its_page_hears_of_it_shows(
    database: Settings, monkeypatch: pytest.MonkeyPatch
):
    ana = transact(make.user)
    code = transact(lambda session: make.post(session, ana, "Before").code)
    followed: list[str] = []
    reactions = ReactionState()

    async def viewer_of(_state: PostState) -> Viewer:
        return ana

    async def get_state(_self: PostState, _which: type) -> ReactionState:
        return reactions

    async def show(_self: ReactionState, _ids: object) -> None:
        return None

    def follow(_state: PostState, _refresh: object, *topics: str) -> None:
        followed.extend(topics)
        transact(_change, code)

    monkeypatch.setattr(post_state, "viewer_of", viewer_of)
    monkeypatch.setattr(post_state, "follow", follow)
    monkeypatch.setattr(PostState, "_code", lambda _self: code)
    monkeypatch.setattr(PostState, "get_state", get_state)
    monkeypatch.setattr(ReactionState, "_show", show)
    state = PostState()

    async def open_it() -> None:
        async for _ in PostState.open.fn(state):  # pyright: ignore
            pass

    asyncio.run(open_it())
    assert state.card
    assert state.card.caption == "After"
    assert followed == [f"post:{state.card.id}", f"media:{state.card.picture.id}"]


def _change(session: Session, code: str) -> None:
    session.exec(make.select_post(code)).one().caption = "After"
