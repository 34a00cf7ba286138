"""The form in which an author changes a post, and the list of what they changed before."""

from dataclasses import dataclass, replace

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.comments.tagging import edit_post
from instaclone.db.session import read_async, transact_async
from instaclone.errors import AppError, Conflict, NotFound
from instaclone.media.cards import PictureCard
from instaclone.posts import editing, own_queries, publishing
from instaclone.posts.cards import EditForm, RevisionCard
from instaclone.posts.choices import ALT_LENGTH
from instaclone.posts.choosing import ChoicesMixin
from instaclone.posts.history import history
from instaclone.shell.state import NoticeState


@dataclass(frozen=True)
class EditPicture:
    """A photo or a video in the form, with its number among those that stay; its `name` is such as
    "video 2". `alt_draft` is what the scanner would say of it."""

    id: int
    number: int
    picture: PictureCard
    alt: str
    alt_draft: str = ""
    name: str = ""
    is_removed: bool = False
    is_first: bool = False
    is_last: bool = False


class EditState(ChoicesMixin, rx.State):
    """One's own post as it shall be. What is typed survives errors and a reload of the page."""

    code: str = ""
    caption: str = ""
    tags: str = ""
    pictures: list[EditPicture] = []
    is_missing: bool = False
    is_open: bool = False
    is_stale: bool = False
    caption_problem: str = ""
    tags_problem: str = ""
    pictures_problem: str = ""
    problem: str = ""
    _version: int = 0
    _is_touched: bool = False

    @rx.event
    async def open(self):
        """Fill the form with the post in the address, unless it is half written already."""
        viewer = await required_viewer(self)
        code = self._address()
        if self.is_open and self._is_touched and self.code == code:
            return
        self.is_open = self.is_missing = False
        yield  # or the form of the one before would stand here until this one is read
        await self._fill(viewer, code)

    @rx.event
    async def load_again(self):
        """Throw away what was typed and show the post as it is now."""
        await self._fill(await required_viewer(self), self._address())

    @rx.event
    def write(self, field: str, text: str):
        """Keep the caption or the tags as they are typed."""
        self._is_touched = True
        if field == "caption":
            self.caption = str(text)[: publishing.CAPTION_LENGTH + 500]
            self.caption_problem = ""
        elif field == "tags":
            self.tags = str(text)[:4000]
            self.tags_problem = ""

    @rx.event
    def describe(self, media_id: int, text: str):
        """Keep what is on a photo as it is typed."""
        self._describe(media_id, str(text)[: ALT_LENGTH + 500])

    @rx.event
    def use_draft(self, media_id: int):
        """Take what the scanner would say of a picture as its author's own words."""
        found = next((each for each in self.pictures if each.id == media_id), None)
        if found and found.alt_draft:
            self._describe(media_id, found.alt_draft)

    @rx.event
    def move(self, media_id: int, step: int):
        """Put a photo one place earlier or later."""
        order = [each for each in self.pictures if not each.is_removed]
        place = next((n for n, each in enumerate(order) if each.id == media_id), None)
        if place is None or step not in (-1, 1) or not 0 <= place + step < len(order):
            return
        order.insert(place + step, order.pop(place))
        self._change([*order, *(each for each in self.pictures if each.is_removed)])

    @rx.event
    def remove(self, media_id: int, wanted: bool):
        """Take a photo out when the form is saved, or keep it after all."""
        changed = [
            replace(each, is_removed=wanted is True) if each.id == media_id else each
            for each in self.pictures
        ]
        if all(each.is_removed for each in changed):
            self.pictures_problem = "A post needs a photo or a video. Delete the post instead."
            return
        self.pictures_problem = ""
        self._change(changed)

    @rx.event
    async def save(self):
        """Save the post and show it; a refusal stands under its field."""
        viewer = await required_viewer(self)
        if not self.is_open or self.code != self._address():
            return
        self._clear_all_problems()
        try:
            changed = await transact_async(edit_post, viewer, self.code, self._changes())
        except AppError as refusal:
            self._mark(refusal)
            return
        self._is_touched = self.is_open = False
        if changed:
            yield NoticeState.say("Saved.")
        yield rx.redirect(f"/p/{self.code}")

    @rx.event
    async def cancel(self):
        """Leave the post as it is."""
        self._is_touched = self.is_open = False
        return rx.redirect(f"/p/{self._address()}")

    async def _fill(self, viewer: Viewer, code: str):
        try:
            form = await read_async(own_queries.edit_form, viewer, code)
        except NotFound:
            self.is_missing, self.is_open = True, False
            return
        self._take(form)
        await self._learn_account(viewer)
        self.is_open, self._is_touched = True, False

    def _take(self, form: EditForm):
        self._unchoose()
        self._clear_all_problems()
        self.code, self._version, self.is_missing = form.code, form.version, False
        self.caption, self.tags, self.place, self.people = (
            form.caption,
            form.tags,
            form.place,
            form.people,
        )
        self.visibility, self.comments_from = form.visibility, form.comments_from
        self.hides_like_count, self.licence = form.hides_like_count, form.licence
        self.place_id, self.warning = form.place_id, form.warning
        self.shows_camera, self.marks = form.shows_camera, form.marks
        self.is_unlisted, self.refuses_scans = form.is_unlisted, form.refuses_scans
        self.pictures = _numbered(
            [
                EditPicture(each.id, 0, each, each.alt, form.alt_drafts.get(each.id, ""))
                for each in form.pictures
            ]
        )

    def _describe(self, media_id: int, alt: str):
        self._change(
            [replace(each, alt=alt) if each.id == media_id else each for each in self.pictures]
        )
        self.alt_text_problem = ""

    def _changes(self) -> editing.Changes:
        return editing.Changes(
            caption=self.caption,
            tags=self.tags,
            pictures=tuple((each.id, each.alt) for each in self.pictures if not each.is_removed),
            version=self._version,
            choices=self._choices(),
        )

    def _change(self, pictures: list[EditPicture]):
        self.pictures = _numbered(pictures)
        self._is_touched = True

    def _clear_all_problems(self):
        self._clear_problems()
        self.caption_problem = self.tags_problem = self.pictures_problem = self.problem = ""
        self.is_stale = False

    def _mark(self, refusal: AppError):
        field = str(getattr(refusal, "field", ""))
        if field in ("caption", "tags", "pictures"):
            setattr(self, field + "_problem", str(refusal))
        elif not self._mark_choice(refusal):
            self.problem, self.is_stale = str(refusal), isinstance(refusal, Conflict)

    async def _chosen(self):
        self._is_touched = True

    def _picture_called(self, key: str) -> tuple[PictureCard, str] | None:
        found = (each for each in self.pictures if str(each.id) == key and not each.is_removed)
        shown = next(found, None)
        return (shown.picture, shown.name) if shown else None

    def _address(self) -> str:
        return _code_in(self.router.url.path)


class HistoryState(rx.State):
    """What an author changed in one of their posts."""

    code: str = ""
    revisions: list[RevisionCard] = []
    is_open: bool = False
    is_missing: bool = False

    @rx.event
    async def open(self):
        """Show the history of the post in the address and nothing of the one before."""
        self.is_open, self.is_missing, self.revisions = False, False, []
        yield
        viewer = await required_viewer(self)
        self.code = _code_in(self.router.url.path)
        try:
            self.revisions = await read_async(history, viewer, self.code)
        except NotFound:
            self.is_missing = True
        self.is_open = True


def _code_in(path: str) -> str:
    """The post's code in /p/CODE/edit or /p/CODE/history."""
    parts = str(path).strip("/").split("/")
    return parts[1][:64] if len(parts) > 1 else ""


def _numbered(pictures: list[EditPicture]) -> list[EditPicture]:
    """Photos that stay in their order, then those that go; each knows its place."""
    kept = [each for each in pictures if not each.is_removed]
    gone = [each for each in pictures if each.is_removed]
    last = len(kept)
    return [
        replace(_named(each, number), is_first=number == 1, is_last=number == last)
        for number, each in enumerate(kept, 1)
    ] + [_named(each, last + number) for number, each in enumerate(gone, 1)]


def _named(picture: EditPicture, number: int) -> EditPicture:
    return replace(picture, number=number, name=f"{picture.picture.kind} {number}")
