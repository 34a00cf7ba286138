"""The search page: what is asked in the address, and what is found."""

from typing import Any

import reflex as rx

from instaclone import caller
from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.places.cards import PlaceCard
from instaclone.posts.tile_paging import PagingMixin
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.state import RelationState
from instaclone.search import addresses, remembering
from instaclone.search.addresses import ALL, LONGEST, POSTS, TABS
from instaclone.search.asking import ask, names_in, notes_on
from instaclone.search.cards import FoundCard, NoteCard, Suggestion
from instaclone.search.counting import COUNTED
from instaclone.search.explaining import explain
from instaclone.search.finding import count_up_to
from instaclone.search.namesakes import namesakes
from instaclone.search.questions import Question
from instaclone.search.results import RARE, is_anything_found, result_page
from instaclone.search.suggesting import suggest
from instaclone.settings import settings
from instaclone.shell.state import say_kindly
from instaclone.tags.cards import PopularTagCard
from instaclone.text import count_of


class BoxState(rx.State):
    """What is suggested for the words `asked`, and the search that is made of them."""

    found: list[Suggestion] = []
    asked: str = ""

    @rx.event
    async def suggest(self, text: str):
        """Suggest how the text may go on."""
        typed = _text(text)
        viewer = await viewer_of(self)
        self.found = await read_async(suggest, viewer, typed, languages_of(self))
        self.asked = typed

    @rx.event
    async def search(self, text: str, tab: str):
        """Search for the text on a tab. For who is signed in it is remembered once it has found."""
        query = addresses.cleaned(_text(text))
        self.found, self.asked = [], ""
        tab = tab if tab in TABS else ALL
        page = await self.get_state(SearchState)
        page._typed = query
        if page._shown == (query, tab):
            await page._remember(await viewer_of(self))  # it stands there already
        return rx.redirect(addresses.address(query, tab) if query else addresses.PAGE)


class SearchState(PagingMixin, rx.State):
    """What the address asks for and what is found, of posts page by page.

    `standing` is what stands in the box before somebody types. `rev` grows when another search is
    shown or built: what was typed before then is old.
    """

    query: str = ""
    standing: str = ""
    tab: str = ALL
    rev: int = 0
    title: str = "Search · Instaclone"
    base: str = addresses.PAGE  # the address of the tab All
    meant: str = ""  # what is asked for, in words
    counted: str = ""
    notes: list[NoteCard] = []
    posts: list[FoundCard] = []
    has_outlines: bool = False
    people: list[PersonCard] = []
    tags: list[PopularTagCard] = []
    places: list[PlaceCard] = []
    is_reading: bool = True
    is_closed: bool = False  # to guests of a private community
    has_failed: bool = False
    _shown: tuple[str, str] | None = None
    _asked: Question | None = None
    _typed: str | None = None  # what was searched for by hand, until its page is opened

    @rx.event
    async def open(self):
        """Show what the address asks for and nothing of the search before."""
        query, tab = asked_by(self)
        # Who goes back at once is faster than the page of what was typed, which never opens.
        if query != self.query or self._typed not in (None, query):
            self.rev += 1
            self.standing = query
        # Who comes back, or whose connection does, finds the list as long as it was.
        is_other = self._shown != (query, tab) or self.is_cut
        if is_other:
            self._begin(query, tab)
            yield
        try:
            await self._read(len(self.posts))
        except Exception as refusal:
            self.has_failed, self.is_reading = True, False
            yield say_kindly(refusal)
            return
        yield
        # Before the count: who goes on to what was found ends what is still being read.
        await self._remember(await viewer_of(self))
        await self._count()

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page of posts."""
        viewer = await viewer_of(self)
        term = self._asked.term if self._asked else None
        if in_view is not True or self._next_before is None or term is None:
            return
        page = await read_async(result_page, viewer, term, self._next_before)
        self.posts = self._longer(self.posts, (page.cards, page.next_before))
        self.has_outlines = self.has_outlines or any(card.boxes for card in page.cards)

    def _begin(self, query: str, tab: str):
        self.query, self.tab, self._shown = query, tab, None
        self.base = addresses.address(query) if query else addresses.PAGE
        self.title = f"{query} · Search · Instaclone" if query else "Search · Instaclone"
        self.posts, self.has_outlines = self._newest(([], None)), False
        self.people, self.tags, self.places, self.notes = [], [], [], []
        self.meant = self.counted = ""
        self.is_reading, self.has_failed = bool(query), False

    async def _read(self, size: int):
        viewer = await viewer_of(self)
        self.is_closed = viewer is None and settings().private_community
        languages = languages_of(self)
        self._asked = question = ask(self.query, languages)
        if question.term is not None and not self.is_closed:
            await self._read_names(viewer, question)
            await self._read_posts(viewer, question, size)
        elif not self.is_closed:
            self.notes = self._notes((), is_rare=True)
        self.is_reading, self.has_failed, self._shown = False, False, (self.query, self.tab)

    async def _read_names(self, viewer: Viewer | None, question: Question):
        found = await read_async(namesakes, viewer, names_in(question.term), self.tab)
        self.people, self.tags, self.places = found.people, found.tags, found.places
        if found.people:
            await (await self.get_state(RelationState))._show(found.people)

    async def _read_posts(self, viewer: Viewer | None, question: Question, size: int):
        assert question.term
        self.meant = explain(question.term)
        if self.tab not in (ALL, POSTS):
            self.notes = self._notes((), is_rare=False)
            return
        how: dict[str, Any] = {"size": size} if size else {}
        page = await read_async(result_page, viewer, question.term, **how)
        self.posts = self._newest((page.cards, page.next_before))
        is_rare = len(page.cards) < RARE and page.next_before is None
        self.has_outlines = any(card.boxes for card in page.cards)
        self.notes = self._notes(page.notes, is_rare=is_rare)

    def _notes(self, unknown: tuple[str, ...], *, is_rare: bool) -> list[NoteCard]:
        said = notes_on(self.query, languages_of(self), is_rare)
        return [*said, *(NoteCard(sentence) for sentence in unknown)]

    async def _count(self):
        if not self.posts or self._asked is None or self._asked.term is None:
            return
        number, is_all = len(self.posts), self._next_before is None
        if not is_all:
            viewer = await viewer_of(self)
            number, is_all = await read_async(count_up_to, viewer, self._asked.term, COUNTED)
        self.counted = count_of(number, "post", "posts") if is_all else f"{number:,}+ posts"

    async def _remember(self, viewer: Viewer | None):
        """Remember what was typed, unless nothing at all is found by it: then it was a slip. What
        one came to by a link is no search of one's own."""
        typed, term = self._typed, self._asked.term if self._asked else None
        if viewer is None or term is None or not typed or typed != self.query:
            self._typed = None
            return
        if self.posts or await read_async(is_anything_found, viewer, term):
            await transact_async(remembering.remember, viewer, typed)
        self._typed = None  # not earlier: who leaves meanwhile may come back


def asked_by(state: rx.State) -> tuple[str, str]:
    """The search in the address of a tab's page, and which of the page's tabs it is on."""
    asked = state.router.url.query_parameters
    query, tab = addresses.cleaned(str(asked.get("q", ""))), str(asked.get("tab", ALL))
    return query, tab if tab in TABS else ALL


def languages_of(state: rx.State) -> list[str]:
    """The languages that the browser of a tab asks for, the dearest first."""
    return caller.languages(state.router.headers.accept_language)


def _text(text: Any) -> str:
    return text[:LONGEST] if isinstance(text, str) else ""
