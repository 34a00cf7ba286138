"""A page of what posts have in common, for who comes back: as it was, but for what is gone."""

import asyncio
from collections.abc import Callable

import pytest
from sqlmodel import Session, delete

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.objects.state import ObjectState
from instaclone.posts import archiving, subject_state
from instaclone.posts.indexing import index
from instaclone.posts.models import Post
from instaclone.posts.queries import TILES
from instaclone.posts.subject_state import SubjectMixin
from instaclone.profiles import blocking
from instaclone.profiles.editing import set_private
from instaclone.profiles.opting_out import set_unlisted
from instaclone.settings import Settings
from instaclone.tags.state import TagState
from instaclone.vision.models import LabelCount
from tests import make, people
from tests.people import Cast

POSTS = TILES + 6
PAGES = {"walk": TagState, "dog": ObjectState}


@pytest.fixture
def cast(database: Settings, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(subject_state, "follow", lambda *_: None)
    for address, page in PAGES.items():
        monkeypatch.setattr(page, "_address", lambda _, address=address: address)
    return transact(people.cast)


@pytest.fixture(params=list(PAGES))
def page(cast: Cast, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """A page that cleo has open, grown to its end: posts of ana, and the last one of ben."""

    async def cleo(_state: SubjectMixin) -> Viewer:
        return cast.cleo

    monkeypatch.setattr(subject_state, "viewer_of", cleo)
    monkeypatch.setattr(PAGES[request.param], "_who", cleo)
    for number in range(POSTS):
        post(cast.ben if number == 0 else cast.ana)
    state = PAGES[request.param]()
    visit(state)
    asyncio.run(state.more(True))
    assert len(state.tiles) == POSTS
    return state


def post(author: Viewer) -> Post:
    return transact(_post, author)


def _post(session: Session, author: Viewer) -> Post:
    made = make.tag(session, make.post(session, author, labels={"dog": 1}), "walk")
    index(session, made)
    return made


def visit(state: SubjectMixin) -> None:
    """Open the page, or open it again: after a reload the tab's state is what it was."""

    async def through() -> None:
        async for _ in state.open():
            pass

    asyncio.run(through())


def codes(state: SubjectMixin) -> list[str]:
    return [tile.code for tile in state.tiles]


GONE: dict[str, Callable[[Cast], object]] = {
    "private": lambda cast: transact(set_private, cast.ana, True),
    "unlisted": lambda cast: transact(set_unlisted, cast.ana, True),
    "blocked": lambda cast: transact(blocking.block, cast.ana, cast.cleo.username),
}


@pytest.mark.parametrize("how", list(GONE))
def test_who_loads_it_again_finds_nothing_of_whom_they_may_not_find(
    cast: Cast, page: SubjectMixin, how: str
):
    last = codes(page)[-1]
    GONE[how](cast)
    visit(page)
    assert codes(page) == [last]


def test_it_stays_as_long_as_it_was_without_the_post_that_is_gone_until_it_is_back(
    cast: Cast, page: SubjectMixin
):
    before = codes(page)
    gone = (3, TILES + 2)
    for at in gone:
        transact(archiving.archive, cast.ana, before[at])
    visit(page)
    assert codes(page) == [code for at, code in enumerate(before) if at not in gone]
    assert not page.has_more
    for at in gone:
        transact(archiving.unarchive, cast.ana, before[at])
    visit(page)
    assert codes(page) == before


def test_the_last_one_that_is_gone_and_back_is_there_again(cast: Cast, page: SubjectMixin):
    last = codes(page)[-1]
    transact(set_unlisted, cast.ana, True)
    for archived, left in ((True, []), (False, [last])):
        transact(archiving.archive if archived else archiving.unarchive, cast.ben, last)
        visit(page)
        assert (codes(page), page.has_news) == (left, False)


def test_what_has_come_is_offered_and_moves_nothing_until_it_is_asked_for(
    cast: Cast, page: SubjectMixin
):
    before = codes(page)
    new = post(cast.ana)
    asyncio.run(page.refresh())
    assert (codes(page), page.has_news) == (before, True)
    visit(page)
    assert codes(page)[:2] == [new.code, before[0]]


def test_what_has_come_unheard_is_offered_to_who_loads_the_page_again(
    cast: Cast, page: SubjectMixin
):
    before = codes(page)
    post(cast.ana)
    visit(page)
    assert (codes(page), page.has_news) == (before, True)


def test_who_comes_back_has_each_page_read_once(
    page: SubjectMixin, monkeypatch: pytest.MonkeyPatch
):
    read, cursors = type(page)._page, []

    async def counted(state: SubjectMixin, viewer: Viewer, before: object):
        cursors.append(before)
        return await read(state, viewer, before)

    monkeypatch.setattr(type(page), "_page", counted)
    visit(page)
    assert len(cursors) == len(set(cursors)) == 2


def test_where_much_has_come_unheard_it_begins_anew(cast: Cast, page: SubjectMixin):
    new = [post(cast.ana).code for _ in range(3 * TILES)]
    visit(page)
    assert codes(page) == new[: -TILES - 1 : -1]
    assert (page.has_more, page.has_news) == (True, False)


@pytest.mark.parametrize("page", ["dog"], indirect=True)
def test_a_picture_the_scanner_is_asked_to_forget_is_gone_from_the_page_of_its_object(
    page: SubjectMixin,
):
    transact(lambda session: session.exec(delete(LabelCount)))
    visit(page)
    assert codes(page) == []
