"""Recent searches are the viewer's own, each once, and no more than thirty."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.posts import indexing as posts
from instaclone.search import remembering
from instaclone.search import state as search_state
from instaclone.search.addresses import ALL, PLACES, POSTS, TAGS, address
from instaclone.search.asking import ask
from instaclone.search.state import SearchState
from tests import make


def _queries(session: Session, viewer) -> list[str]:
    return [card.query for card in remembering.recent(session, viewer)]


def test_the_newest_search_is_on_top_and_each_is_there_once(session: Session, monkeypatch):
    ana, start = make.user(session), clock.now()
    for number, query in enumerate(["dog", "Köln  #beach", "DOG", " ", "koln #BEACH"]):
        monkeypatch.setattr(clock, "now", lambda at=number: start + timedelta(seconds=at))
        remembering.remember(session, ana, query)
    assert _queries(session, ana) == ["koln #BEACH", "DOG"]


def test_cat_or_dog_in_capitals_is_another_search(session: Session):
    ana = make.user(session)
    remembering.remember(session, ana, "cat OR dog")
    remembering.remember(session, ana, "cat or dog")
    assert sorted(_queries(session, ana)) == ["cat OR dog", "cat or dog"]


def test_the_oldest_is_forgotten_beyond_thirty(session: Session, monkeypatch):
    ana, start = make.user(session), clock.now()
    for number in range(remembering.MOST + 2):
        monkeypatch.setattr(clock, "now", lambda at=number: start + timedelta(seconds=at))
        remembering.remember(session, ana, f"dog {number}")
    found = _queries(session, ana)
    assert len(found) == remembering.MOST
    assert found[0] == "dog 31"
    assert found[-1] == "dog 2"


def test_nobody_forgets_for_somebody_else(session: Session):
    ana, ben = make.user(session), make.user(session)
    for query in ("dog", "cat"):
        remembering.remember(session, ana, query)
    mine = remembering.recent(session, ana)
    remembering.forget(session, ben, mine[0].id)
    remembering.forget_all(session, ben)
    assert _queries(session, ben) == []
    assert len(_queries(session, ana)) == 2
    remembering.forget(session, ana, mine[0].id)
    assert _queries(session, ana) == [mine[1].query]
    remembering.forget_all(session, ana)
    assert _queries(session, ana) == []


@pytest.mark.parametrize(
    ("query", "tab", "expected"),
    [
        ("dog>=2 #beach", "all", "/search?q=dog%3E%3D2+%23beach"),
        ("a&b", "people", "/search?q=a%26b&tab=people"),
    ],
)
def test_an_address_holds_any_search(query: str, tab: str, expected: str):
    assert address(query, tab) == expected


@pytest.mark.parametrize(
    ("query", "tab", "is_kept"),
    [
        ("dogs", ALL, True),
        ("dogs", PLACES, True),
        ("harb", POSTS, True),
        ("hxrbour", ALL, False),
        ("hxrbour", TAGS, False),
        ("-", ALL, False),
    ],
)
def test_what_finds_nothing_on_any_tab_is_not_remembered(
    database: str, query: str, tab: str, is_kept: bool
):
    def arrange(session: Session) -> Viewer:
        posts.index(session, make.post(session, labels={"dog": 1}))
        make.town(session, "Harbour Grace")
        return make.user(session)

    ana = transact(arrange)
    state = SearchState()
    state.query, state.tab, state._typed = query, tab, query
    state._asked = ask(query, ("en",))
    asyncio.run(state._remember(ana))
    assert read(_queries, ana) == [query] * is_kept


def test_what_one_came_to_by_a_link_is_not_remembered(database: str):
    ana = transact(make.user)
    transact(make.town, "Harbour Grace")
    state = SearchState()
    state.query, state._typed, state._asked = "harbour", "dog", ask("harbour", ("en",))
    asyncio.run(state._remember(ana))
    asyncio.run(state._remember(ana))
    assert read(_queries, ana) == []


@pytest.fixture
def typed(database: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Viewer, SearchState]:
    """Somebody who has typed "dogs", of which there is a post, and the page that is to open."""
    ana = transact(make.user)
    transact(lambda session: posts.index(session, make.post(session, labels={"dog": 1})))

    async def viewer_of(_state: SearchState) -> Viewer:
        return ana

    monkeypatch.setattr(search_state, "viewer_of", viewer_of)
    monkeypatch.setattr(search_state, "asked_by", lambda _state: ("dogs", ALL))
    state = SearchState()
    state._typed = "dogs"
    return ana, state


def test_who_goes_on_before_the_posts_are_counted_has_searched(
    typed: tuple[Viewer, SearchState], monkeypatch: pytest.MonkeyPatch
):
    ana, state = typed

    async def left(_state: SearchState) -> None:
        raise asyncio.CancelledError  # as Reflex does when another page opens

    monkeypatch.setattr(SearchState, "_count", left)
    asyncio.run(_open(state, asyncio.CancelledError))
    assert [post.tile.code for post in state.posts]
    assert read(_queries, ana) == ["dogs"]


def test_what_is_found_stands_also_where_it_cannot_be_remembered(
    typed: tuple[Viewer, SearchState], monkeypatch: pytest.MonkeyPatch
):
    _, state = typed

    def locked(*_: object) -> None:
        raise TimeoutError("database is locked")

    monkeypatch.setattr(search_state.remembering, "remember", locked)
    asyncio.run(_open(state, TimeoutError))
    assert state.posts
    assert not state.has_failed


async def _open(state: SearchState, raised: type[BaseException]) -> None:
    with pytest.raises(raised):
        async for _ in SearchState.open.fn(state):  # pyright: ignore
            pass
