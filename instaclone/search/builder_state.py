"""The builder: rows that write a search, and are written by it."""

import asyncio
from itertools import count

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.posts.at_places import search_places
from instaclone.profiles.searching import find_people
from instaclone.search import rows
from instaclone.search.addresses import ALL, LONGEST
from instaclone.search.asking import ask, words_known
from instaclone.search.building import NEAR, PERSON, PLACE, TAG, all_rows, term_of
from instaclone.search.cards import GroupCard, LabelOption
from instaclone.search.counting import count_in_words
from instaclone.search.explaining import explain
from instaclone.search.rows import Row
from instaclone.search.simplifying import simplified
from instaclone.search.state import BoxState, SearchState, languages_of
from instaclone.search.writing import write
from instaclone.settings import settings
from instaclone.tags.completing import find_tags
from instaclone.vision.label_names import label_names

MOST = 20  # rows
FEW = 6  # names offered to a field
REST = 0.3  # seconds without a change before it is counted what is found
FULL = f"A search may have {MOST} rows here; more can be written as text."
TOO_LONG = f"This search is longer than {LONGEST} characters. Remove a row, or ask for less in one."


class BuilderState(rx.State):
    """The rows, the text they write, what that finds in words, and about how many.

    `rev` grows when rows write the text: what was typed into it before then is old.
    """

    groups: list[GroupCard] = []
    labels: list[LabelOption] = []
    options: list[str] = []  # for the field that is typed into
    text: str = ""
    meant: str = ""
    wrong: str = ""
    counted: str = ""
    is_counting: bool = False  # what was counted before may not be so any more
    rev: int = 0
    _rows: list[list[Row]] = []
    _last: int = 0  # the number of the newest row
    _changes: int = 0

    @rx.event
    async def open(self, text: str):
        """Show the rows of what stands in the search box, or a first one to fill in."""
        names = label_names(languages_of(self))
        known = sorted(names.items(), key=lambda each: each[1].casefold())
        self.labels = [LabelOption(label, name) for label, name in known]
        self.rev += 1
        self._take(text if isinstance(text, str) else "")
        if not self._rows:
            self._add_after(0)
            self._show()
        return BuilderState.count

    @rx.event
    async def write(self, text: str):
        """Show the rows of what is typed as text; the search box holds it from now on."""
        self._take(text if isinstance(text, str) else "")
        await self._put_in_box()
        return BuilderState.count

    @rx.event
    async def add(self, row_id: int):
        """Add a row: as another way to meet a row's condition, or for 0 a condition of its own."""
        if sum(map(len, self._rows)) >= MOST:
            self.wrong = FULL
            return
        self._add_after(row_id if isinstance(row_id, int) else 0)
        self._show()

    @rx.event
    async def remove(self, row_id: int):
        """Take a row away."""
        kept = [[row for row in group if row[0] != row_id] for group in self._rows]
        self._rows = [group for group in kept if group]
        await self._written()
        return BuilderState.count

    @rx.event
    async def clear(self):
        """Begin anew with one empty row."""
        self._rows = []
        self._add_after(0)
        await self._written()
        return BuilderState.count

    @rx.event
    async def change(self, row_id: int, field: str, value: str):
        """Fill in a field of a row."""
        if not isinstance(field, str) or not isinstance(value, str):
            return None
        found = [row for group in self._rows for number, row in group if number == row_id]
        if not found:
            return None
        new = rows.changed(found[0], field, value)
        self._rows = [
            [(number, new if number == row_id else row) for number, row in group]
            for group in self._rows
        ]
        await self._written()
        if field == "text":
            self.options = await _names(await viewer_of(self), new.kind, new.text)
        return BuilderState.count

    @rx.event(background=True)
    async def count(self):
        """Count what is found, once nothing was changed for a moment; meanwhile all goes on."""
        async with self:
            self._changes += 1
            change = self._changes
            self.is_counting = True
        await asyncio.sleep(REST)
        async with self:
            if change != self._changes:
                return
            viewer, text, languages = await viewer_of(self), self.text, languages_of(self)
        counted = ""
        try:
            counted = await read_async(count_in_words, viewer, text, languages)
        finally:
            async with self:
                if change == self._changes:
                    self.counted, self.is_counting = counted, False

    @rx.event
    async def search(self):
        """Search for what the rows ask for."""
        return BoxState.search(self.text, ALL)

    def _take(self, text: str) -> None:
        self.text = text[:LONGEST]
        languages = languages_of(self)
        term = ask(self.text, languages).term
        numbers = count(self._last + 1)
        found = all_rows(term, words_known(languages))
        self._rows = [[(next(numbers), row) for row in group] for group in found]
        self._last = next(numbers)
        self.meant = explain(simplified(term)) if term else ""
        self._show()

    def _add_after(self, row_id: int) -> None:
        self._last += 1
        row = (self._last, rows.new_row())
        groups = [list(group) for group in self._rows]
        beside = [group for group in groups if any(number == row_id for number, _ in group)]
        if beside:
            beside[0].append(row)
        else:
            groups.append([row])
        self._rows = groups

    def _show(self) -> None:
        # Rows that a text writes have smaller numbers: they do not take the focus from it.
        self.groups = rows.cards(self._rows, self._last)
        self.wrong = ""
        self.options = []

    async def _written(self) -> None:
        """The rows write the text."""
        term = term_of([[row for _, row in group] for group in self._rows])
        labels = words_known(languages_of(self))
        text = write(term, labels) if term else ""
        self._show()
        if len(text) > LONGEST:
            self.wrong = TOO_LONG
            return
        self.text, self.meant = text, explain(simplified(term)) if term else ""
        self.rev += 1
        await self._put_in_box()

    async def _put_in_box(self) -> None:
        page = await self.get_state(SearchState)
        page.standing = self.text
        page.rev += 1


async def _names(viewer: Viewer | None, kind: str, begin: str) -> list[str]:
    """What the text of a field may become, of what the viewer may see."""
    if not begin or (viewer is None and settings().private_community):
        return []
    if kind == PERSON:
        people = await read_async(find_people, viewer, begin, FEW)
        return [person.username for person in people]
    if kind == TAG:
        return [card.tag for card in await read_async(find_tags, viewer, begin, FEW)]
    if kind in (PLACE, NEAR):
        found = await read_async(search_places, viewer, begin, FEW)
        return list(dict.fromkeys(place.name for place in found))
    return []
