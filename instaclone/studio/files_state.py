"""The files of a draft on its page: how far each has come, their order and what is on them."""

import contextlib
import json

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.db.session import transact_async
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.media import limits
from instaclone.media.cards import PictureCard
from instaclone.posts.choices import ALT_LENGTH
from instaclone.studio import drafting, file_editing
from instaclone.studio.cards import FileCard
from instaclone.studio.editing_state import EditorState
from instaclone.studio.scheduling import unschedule
from instaclone.studio.words_state import WordsMixin

LONGEST_LIST = 100  # names the browser may announce at once
LONGEST_SENTENCE = 300
SAID_OF = 3  # files of which each is named


class FilesMixin(WordsMixin, mixin=True):
    """The files in their order. `moved` is the one whose button keeps the focus: its code and
    direction; `moves` counts, so that the button is drawn anew and asks for the focus again.

    `alt_revisions` counts for each file how often other words came to stand in its field than were
    written there; `alt_lost` are words that another window has overwritten.
    """

    files: list[FileCard] = []
    file_problem: str = ""
    alt_problems: dict[str, str] = {}
    alt_revisions: dict[str, int] = {}
    alt_lost: dict[str, str] = {}
    moved: str = ""
    moves: int = 0
    to_edit: str = ""  # the file whose edit would call the schedule off
    scheduled: str = ""
    _expected: list[str] = []
    _stopped: list[str] = []  # what was said of files chosen together
    _alts: dict[str, str] = {}  # what the server has, as far as this tab knows

    def _picture_called(self, key: str) -> tuple[PictureCard, str] | None:
        found = next((each for each in self.files if each.code == key and each.picture), None)
        return (found.picture, found.file_name) if found and found.picture else None

    @rx.event
    async def expect(self, names: list[str]):
        """Files are on their way, says the browser: Share may be pressed before they are known."""
        await required_viewer(self)
        if isinstance(names, list):
            self._expected = [limits.clean_name(str(name)) for name in names[:LONGEST_LIST]]
            self._stopped, self.file_problem = [], ""

    @rx.event
    async def stop(self, name: str, status: int, answer: str):
        """The browser has given an upload up; `answer` is the server's, in JSON, if it gave one."""
        await required_viewer(self)
        self._expected = [each for each in self._expected if name and each != name]
        status = status if isinstance(status, int) else 0
        said = stopped(str(name or ""), status, str(answer or ""))
        if said and said not in self._stopped:
            self._stopped = [*self._stopped, said]
            self.file_problem = all_stopped(self._stopped)

    @rx.event
    async def remove(self, file: str):
        """Take a file out; the others and the words stay."""
        viewer = await required_viewer(self)
        with contextlib.suppress(NotFound):  # removed in another window, as was wanted here
            await transact_async(drafting.remove_file, viewer, str(file))
        self.files = [each for each in self.files if each.code != file]
        self._stopped, self.file_problem = [], ""

    @rx.event
    async def move(self, file: str, step: int):
        """Put a file one place earlier or later; the focus goes with it."""
        await required_viewer(self)
        order = [each.code for each in self.files]
        if file not in order or step not in (-1, 1):
            return
        place = order.index(file)
        self.moved, self.moves = f"{file}{step}", self.moves + 1
        if 0 <= place + step < len(order):
            order.insert(place + step, order.pop(place))
            await self._arrange(order)

    @rx.event
    async def drop_on(self, file: str, target: str):
        """Put a file that was dragged where another one is."""
        await required_viewer(self)
        order = [each.code for each in self.files]
        if file in order and target in order and file != target:
            place = order.index(target)
            order.remove(file)
            order.insert(place, file)
            await self._arrange(order)

    @rx.event
    async def describe(self, file: str, revision: int, text: str):
        """Keep what is on a file as it is written; `revision` is the one that its field showed."""
        viewer = await required_viewer(self)
        text = str(text)[: ALT_LENGTH + 500]
        if revision != self.alt_revisions.get(file, 0):
            self._lose_alt(str(file), text)
        elif text != self._alts.get(file):
            await self._describe(viewer, str(file), text)

    @rx.event
    async def use_draft(self, file: str):
        """Take what the scanner would say of a file as its author's own words."""
        viewer = await required_viewer(self)
        drafted = [each.alt_draft for each in self.files if each.code == file and each.alt_draft]
        if drafted:
            await self._describe(viewer, str(file), drafted[0], is_typed=False)

    @rx.event
    async def put_back_alt(self, file: str):
        """Write what another window has overwritten about a file after all."""
        viewer = await required_viewer(self)
        if text := self.alt_lost.get(file):
            self.alt_lost = {code: said for code, said in self.alt_lost.items() if code != file}
            await self._describe(viewer, str(file), text, is_typed=False)

    @rx.event
    async def let_go_alt(self, file: str):
        """Leave what another window wrote about a file."""
        await required_viewer(self)
        self.alt_lost = {code: said for code, said in self.alt_lost.items() if code != file}

    @rx.event
    async def edit(self, file: str):
        """Open a file in the editor; ask first where that calls a schedule off."""
        await required_viewer(self)
        if not self.scheduled:
            return EditorState.open(str(file))
        self.to_edit = str(file)
        return None

    @rx.event
    async def edit_anyway(self):
        """Yes, call the schedule off and open the editor."""
        viewer = await required_viewer(self)
        file, self.to_edit = self.to_edit, ""
        if not file or not self.is_open:
            return None
        await transact_async(unschedule, viewer, self.code)
        await self._read()
        return EditorState.open(file)

    @rx.event
    async def keep_schedule(self):
        """No: the draft stays scheduled as it is."""
        await required_viewer(self)
        self.to_edit = ""

    async def _describe(self, viewer, file: str, text: str, *, is_typed: bool = True):
        """Keep words about a file; those that are not `is_typed` do not stand in its field yet."""
        try:
            await transact_async(file_editing.describe, viewer, file, text, self._alts.get(file))
        except Invalid as refusal:
            self.alt_problems = {**self.alt_problems, file: str(refusal)}
            return
        except Conflict:
            self._lose_alt(file, text)
            await self._read()
            return
        self.alt_problems = {code: said for code, said in self.alt_problems.items() if code != file}
        if is_typed:
            self._alts[file] = text
        else:
            await self._read()

    async def _arrange(self, order: list[str]):
        viewer = await required_viewer(self)
        await transact_async(drafting.arrange, viewer, self.code, order)
        await self._read()

    def _photo_ids(self) -> list[int]:
        return [each.media_id for each in self.files if each.media_id]

    def _show_files(self, files: list[FileCard]):
        """Show these, unless they are shown already: a list goes to the browser whole."""
        if files != self.files:
            self.files = files
        others = [each for each in files if each.alt_text != self._alts.get(each.code, "")]
        if others:
            counts = {each.code: self.alt_revisions.get(each.code, 0) + 1 for each in others}
            self.alt_revisions = {**self.alt_revisions, **counts}
        self._alts = {each.code: each.alt_text for each in files}
        names = [each.file_name for each in files]
        self._expected = [name for name in self._expected if name not in names]

    def _lose_alt(self, file: str, text: str):
        if text and text != self._alts.get(file):
            self.alt_lost = {**self.alt_lost, file: text}

    def _coming(self) -> list[str]:
        """The names of the files that have not arrived."""
        known = [each.file_name for each in self.files if each.state == "uploading"]
        return known + [name for name in self._expected if name not in known]


def all_stopped(said: list[str]) -> str:
    """What was said of each file that does not go on, as one text that is not too long."""
    more = len(said) - SAID_OF
    if more <= 0:
        return " ".join(said)
    others = "One more file" if more == 1 else f"{more} more files"
    return f"{' '.join(said[:SAID_OF])} {others} could not be added either."


def stopped(name: str, status: int, answer: str) -> str:
    """What is said of an upload that does not go on; "" for one that was taken back, and for one
    whose file stands in the list with its own sentence."""
    try:
        said = dict(json.loads(answer))
    except (ValueError, TypeError):
        said = {}
    if status in (404, 410) or said.get("file"):
        return ""
    if not name:
        return "These files could not be sent. Choose them again when you are online."
    if status and 400 <= status < 500 and said.get("error"):
        return str(said["error"])[:LONGEST_SENTENCE]
    return f"{limits.shown(name)} stopped on its way. Choose it again: it goes on where it stopped."
