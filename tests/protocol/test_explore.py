"""Explore as a browser opens it."""

import asyncio

from sqlmodel import Session, col, select

from instaclone.explore.models import Shown
from instaclone.explore.settings_state import ExploreSettingsState
from instaclone.explore.state import ExploreState
from instaclone.posts.models import Post
from tests.protocol.conftest import Scene
from tests.protocol.tabs import tab


def test_who_opens_explore_and_closes_the_tab_is_not_shown_the_same_tomorrow(scene: Scene):
    viewer = scene.site.person("passer-by")

    async def look() -> str:
        async with tab(scene.site.url, viewer.token) as opened:
            return await opened.call(f"{ExploreState.get_full_name()}.open")

    assert scene.shown in asyncio.run(look())
    assert scene.shown in scene.site.transact(_shown_to, viewer.viewer.id)
    assert scene.shown not in asyncio.run(look())


def test_all_signals_off_is_everything_again_and_remembers_nothing(scene: Scene):
    viewer = scene.site.person("chronologist")

    async def look() -> str:
        state, settings = (each.get_full_name() for each in (ExploreState, ExploreSettingsState))
        async with tab(scene.site.url, viewer.token) as opened:
            await opened.call(f"{settings}.switch_all", {"wanted": False})
            return await opened.call(f"{state}.open")

    for _ in range(2):
        assert scene.shown in asyncio.run(look())
    assert scene.site.transact(_shown_to, viewer.viewer.id) == set()


def _shown_to(session: Session, user_id: int) -> set[str]:
    codes = select(Post.code).join(Shown, col(Shown.post_id) == Post.id)
    return set(session.exec(codes.where(Shown.user_id == user_id)))
