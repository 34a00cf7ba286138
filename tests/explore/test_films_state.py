"""The viewer for videos begins where one is led to, and remembers what was watched."""

import asyncio

import pytest
import reflex as rx
from sqlmodel import Session, col, select

from instaclone.db.session import read, transact
from instaclone.explore.films_state import FilmsState
from instaclone.explore.models import Shown
from instaclone.explore.switching import switch_all
from instaclone.posts.models import Post
from tests import people
from tests.explore import scene

Made = tuple[people.Cast, list[str]]


@pytest.fixture
def made(database) -> Made:
    """The cast, and the codes of three videos that explore shows ben, the oldest first."""

    def arrange(session: Session) -> Made:
        cast = people.cast(session)
        authors = (cast.ana, cast.cleo, cast.cleo)
        return cast, [scene.film(session, each).code for each in authors]

    return transact(arrange)


def _begun(viewer, first: str = "") -> FilmsState:
    state = rx.State().get_substate(FilmsState.get_full_name().split("."))
    assert isinstance(state, FilmsState)
    state._first = first
    asyncio.run(state._begin(viewer))
    return state


def _codes(state: FilmsState) -> list[str]:
    return [each.post.code for each in state.films]


def _watched(session: Session) -> set[str]:
    mine = select(Post.code).join(Shown).where(col(Shown.watched_at).is_not(None))
    return set(session.exec(mine))


def test_the_list_begins_with_the_video_one_is_led_to_and_holds_it_once(made: Made):
    cast, codes = made
    for viewer in (cast.ben, None):
        for first in codes:
            listed = _codes(_begun(viewer, first))
            assert listed[0] == first
            assert sorted(listed) == sorted(codes)


def test_what_is_not_there_begins_no_list(made: Made):
    cast, codes = made
    assert sorted(_codes(_begun(cast.ben, "nothing"))) == sorted(codes)


def test_what_one_was_led_to_counts_as_watched_and_comes_once(made: Made):
    cast, codes = made
    state = _begun(cast.ben, codes[0])
    asyncio.run(state._pass(cast.ben, codes[:1]))
    assert read(_watched) == set(codes[:1])
    assert codes[0] not in _codes(_begun(cast.ben))
    again = _begun(cast.ben, codes[0])  # but whoever asks for it has it
    assert _codes(again)[0] == codes[0]


def test_in_the_order_of_time_nothing_is_remembered(made: Made):
    cast, codes = made
    transact(switch_all, cast.ben, is_on=False)
    state = _begun(cast.ben, codes[0])
    asyncio.run(state._pass(cast.ben, codes))
    assert read(_watched) == set()
    assert _codes(_begun(cast.ben)) == codes[::-1]
