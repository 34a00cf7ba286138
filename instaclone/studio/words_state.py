"""The words and choices of a draft on its page, kept on the server while they are written."""

import re
from dataclasses import fields

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.errors import AppError, Conflict, NotFound
from instaclone.posts.cards import MarkCard
from instaclone.posts.choosing import ChoicesMixin
from instaclone.posts.publishing import CAPTION_LENGTH
from instaclone.studio import drafting
from instaclone.studio.cards import DraftCard
from instaclone.studio.drafting import DraftChoices, DraftMark, DraftWords
from instaclone.studio.merging import LABELS, LostWords, merged
from instaclone.studio.queries import draft_card
from instaclone.tags.completing import tags_beginning

TRIES = 3  # of saving while another window saves too
SAVED = "Saved"
LAST_TAG = re.compile(r"#?([^\s,#]+)$")
FOUND = 5  # tags to suggest
# What a draft and its form know by the same names.
CHOSEN = tuple(each.name for each in fields(DraftChoices) if each.name not in ("place_id", "marks"))


class WordsMixin(ChoicesMixin, mixin=True):
    """What is written so far. Every change is saved at once, and shows in other windows.

    `code` is what the draft is called even before it `is_kept`, which it is from its first file or
    word on. `revision` grows when other words stand in the caption than its field has shown.
    """

    code: str = ""
    is_kept: bool = False
    is_open: bool = False
    is_gone: bool = False  # shared or deleted in another window while it was open here
    revision: int = 0
    caption: str = ""
    tags: str = ""
    caption_problem: str = ""
    tags_problem: str = ""
    tags_found: list[str] = []
    saved: str = ""
    save_problem: str = ""
    lost: list[LostWords] = []
    _base: DraftWords = DraftWords()  # what the server has, as far as this tab knows
    _version: int = 0

    @rx.event
    async def write_caption(self, text: str, revision: int):
        """Keep the caption; `revision` is the one that its field showed when it was written."""
        await required_viewer(self)
        text = str(text)[: CAPTION_LENGTH + 500]
        if revision != self.revision and self.is_open:
            self._lose([LostWords("caption", LABELS["caption"], text)])
            return
        if text != self.caption:
            self.caption, self.caption_problem = text, ""
            await self._chosen()

    @rx.event
    async def write_tags(self, text: str):
        """Keep the line of tags."""
        viewer = await required_viewer(self)
        self.tags, self.tags_problem = str(text)[: drafting.TAGS_LENGTH], ""
        begun = LAST_TAG.search(self.tags)
        self.tags_found = await read_async(tags_beginning, viewer, begun[1], FOUND) if begun else []
        await self._chosen()

    @rx.event
    async def add_tag(self, tag: str):
        """Put a tag that was suggested into the line, in the place of its beginning."""
        await required_viewer(self)
        if tag in self.tags_found:
            line = LAST_TAG.sub("", self.tags).rstrip()
            self.tags = f"{line} {tag}, ".lstrip()[: drafting.TAGS_LENGTH]
            self.tags_found = []
            await self._chosen()

    @rx.event
    async def put_back(self, field: str):
        """Write what another window has overwritten after all."""
        await required_viewer(self)
        found = [each for each in self.lost if each.field == field]
        if not found:
            return
        self.lost = [each for each in self.lost if each.field != field]
        if field == "caption":
            self.revision += 1
        elif field == "place":
            self._put_place(found[-1].text, 0)
        setattr(self, found[-1].field, found[-1].text)
        await self._chosen()

    @rx.event
    async def let_go(self, field: str):
        """Leave what another window wrote."""
        await required_viewer(self)
        self.lost = [each for each in self.lost if each.field != field]

    async def _chosen(self):
        """Save; what is wrong stands on the page, and what was written stays there."""
        if not self.is_open or self.is_gone:
            return
        viewer = await required_viewer(self)
        self.save_problem = ""
        try:
            await self._keep(viewer)
        except NotFound:
            self.is_gone, self.saved = True, ""
        except AppError as refusal:
            self.save_problem, self.saved = str(refusal), ""

    async def _read(self):
        """Show the draft as the server has it now."""

    async def _keep(self, viewer: Viewer):
        for _ in range(TRIES):
            words = self._words()
            if words == self._base:
                return
            try:
                self._version = await transact_async(
                    drafting.save_words,
                    viewer,
                    self.code,
                    words,
                    self._version,
                    begins=not self.is_kept,
                )
            except Conflict:
                self._meet(*await read_async(draft_card, viewer, self.code))
            else:
                self._base, self.is_kept, self.saved = words, True, SAVED
                return

    def _meet(self, card: DraftCard, theirs: DraftWords):
        """Another window has written: show what stands there now, and offer what gives way."""
        words, lost = merged(self._base, self._words(), theirs)
        self._lose(lost)
        self._base, self._version = theirs, card.version
        self._show(words)

    def _lose(self, lost: list[LostWords]):
        if lost:
            known = [each for each in self.lost if each.field not in {new.field for new in lost}]
            self.lost = [*known, *lost]

    def _words(self) -> DraftWords:
        """What the form says; its marks name files by their codes."""
        said = {name: getattr(self, name) for name in CHOSEN}
        marks = tuple(DraftMark(each.username, each.picture, each.x, each.y) for each in self.marks)
        choices = DraftChoices(marks=marks, place_id=self.place_id or None, **said)
        return DraftWords(self.caption, self.tags, choices)

    def _show(self, words: DraftWords):
        """Have the form say this."""
        if words.caption != self.caption:
            self.caption = words.caption
            self.revision += 1
        self.tags = words.tags
        choices = words.choices
        if (choices.place, choices.place_id or 0) != (self.place, self.place_id):
            self._put_place(choices.place, choices.place_id or 0)
        for name in CHOSEN:
            setattr(self, name, getattr(choices, name))
        self.marks = [MarkCard(each.username, each.file, each.x, each.y) for each in choices.marks]

    def _begin_anew(self, code: str):
        """Show an empty form for a draft that is not kept yet."""
        self.code, self.is_kept, self.is_gone = code, False, False
        self._base, self._version = DraftWords(), 0
        self.caption_problem = self.tags_problem = self.saved = self.save_problem = ""
        self.lost, self.tags_found = [], []
        self.revision += 1
        self._unchoose()
        self._show(DraftWords())
