"""The grid of a profile, read again for who has it open."""

import asyncio

import reflex as rx

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.posts import archiving
from instaclone.posts.queries import TILES
from instaclone.profiles.queries import profile_card
from instaclone.profiles.visiting import ProfileState
from instaclone.settings import Settings
from tests import make, people


def _opened(viewer: Viewer, username: str) -> ProfileState:
    state = rx.State().get_substate(ProfileState.get_full_name().split("."))
    assert isinstance(state, ProfileState)
    state.card = read(profile_card, viewer, username)
    asyncio.run(state._read_tiles(viewer))
    return state


def _codes(state: ProfileState) -> list[str]:
    return [tile.code for tile in state.tiles]


def test_the_oldest_posts_that_are_gone_do_not_stay(database: Settings):
    cast = transact(people.cast)
    posts = [transact(make.post, cast.ana).code for _ in range(3)]
    state = _opened(cast.ben, "ana")
    assert _codes(state) == posts[::-1]
    for gone in posts[:2]:
        transact(archiving.archive, cast.ana, gone)
    asyncio.run(state._read_tiles(cast.ben))
    assert _codes(state) == posts[2:]


def test_what_was_fetched_after_the_first_page_stays_while_more_is_there(database: Settings):
    cast = transact(people.cast)
    posts = [transact(make.post, cast.ana).code for _ in range(TILES + 3)]
    state = _opened(cast.ben, "ana")
    page, following = asyncio.run(state._page(cast.ben, state._next_before))
    state.tiles = state._longer(state.tiles, (page, following))
    transact(archiving.archive, cast.ana, posts[-2])
    asyncio.run(state._read_tiles(cast.ben))
    assert _codes(state) == [code for code in posts[::-1] if code != posts[-2]]
    for gone in posts[:3]:
        transact(archiving.archive, cast.ana, gone)
    asyncio.run(state._read_tiles(cast.ben))
    assert _codes(state) == [code for code in posts[:2:-1] if code != posts[-2]]
    assert not state.has_more
