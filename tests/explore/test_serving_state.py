"""What the page of explore remembers of what it showed."""

import asyncio

import pytest
from sqlmodel import Session, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.explore.cards import WishCard
from instaclone.explore.models import Shown
from instaclone.explore.state import ExploreState
from instaclone.explore.switching import switch_all
from instaclone.explore.wishing import less_like
from instaclone.explore.wishing_state import LESS
from instaclone.posts import deleting
from instaclone.posts.models import Post
from tests import people
from tests.explore import scene


def _opened(viewer) -> list[str]:
    """The codes on the first screen of a new tab, which is closed then."""
    state = ExploreState()
    asyncio.run(state._begin(viewer))
    return [tile.code for tile in state.tiles]


def _shown(session: Session) -> set[int]:
    return set(session.exec(select(Shown.post_id)))


@pytest.fixture
def cast(database) -> people.Cast:
    """The cast, and three posts that explore shows ben."""

    def arrange(session: Session) -> people.Cast:
        made = people.cast(session)
        for author in (made.ana, made.cleo, made.cleo):
            scene.post(session, author)
        return made

    return transact(arrange)


def test_who_opens_explore_and_closes_the_tab_is_not_shown_the_same_tomorrow(cast: people.Cast):
    assert len(_opened(cast.ben)) == 3
    assert len(read(_shown)) == 3
    assert _opened(cast.ben) == []


def test_in_the_order_of_time_all_of_it_stays_and_nothing_is_remembered(cast: people.Cast):
    transact(switch_all, cast.ben, is_on=False)
    assert len(_opened(cast.ben)) == len(_opened(cast.ben)) == 3
    assert read(_shown) == set()


@pytest.mark.parametrize("is_gone", [False, True])
def test_what_somebody_put_away_stays_only_while_they_may_see_it(cast: people.Cast, is_gone: bool):
    """They may take it back; but a list that is read again brings back nothing that was deleted."""
    state = ExploreState()
    asyncio.run(state._begin(cast.ben))
    code = state.tiles[0].code
    transact(less_like, cast.ben, code)
    state.asked = {code: WishCard(LESS, "Less like this.")}
    if is_gone:
        transact(_delete, code)
    asyncio.run(state._read_again(cast.ben))
    assert len(state.tiles) == 3 - is_gone
    assert (code in [tile.code for tile in state.tiles]) is not is_gone


def _delete(session: Session, code: str) -> None:
    post = session.exec(select(Post).where(Post.code == code)).one()
    author = session.get_one(User, post.author_id)
    deleting.delete(session, Viewer(post.author_id, author.username), code)
