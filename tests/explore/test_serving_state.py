"""What the page of explore remembers of what it showed."""

import asyncio

import pytest
from sqlmodel import Session, select

from instaclone.db.session import read, transact
from instaclone.explore.models import Shown
from instaclone.explore.state import ExploreState
from instaclone.explore.switching import switch_all
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
