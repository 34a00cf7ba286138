"""The comments of the post a tab shows, and the boxes in which comments are written."""

from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.comments import deleting, editing, liking, pinning, queries
from instaclone.comments.cards import BoxCard, CommentCard, CommentPage, ReplyCard
from instaclone.comments.commenting import comment
from instaclone.comments.wording import LENGTH
from instaclone.db.session import read_async, transact_async
from instaclone.errors import AppError, NotFound
from instaclone.live.tabs import follow
from instaclone.shell.state import say_kindly

REPLIES = 10  # that a press of "View replies" opens
MOST_BOXES = 300  # more cards than a feed ever shows
MOST_REVEALED = 200
BIGGEST_ID = 2**31 - 1
LAST_PRESS = 2**53 - 1  # the largest whole number a browser counts to


class CommentState(rx.State):
    """The comments on a post's page. On the feed only its boxes are used."""

    cards: list[CommentCard] = []
    refusal: str = ""
    is_open: bool = False
    has_more: bool = False
    is_cut: bool = False  # at its beginning
    boxes: dict[str, BoxCard] = {}
    answering_id: int = 0
    answering: str = ""
    target: int = 0  # the comment that the address names
    focus: int = 0  # grows when the box should take the focus
    editing_id: int = 0
    edit_problem: str = ""
    liked: int = 0  # answers to likes: what a button showed meanwhile ends with the answer
    _code: str = ""
    _next_before: int | None = None
    _top: int | None = None  # comments are shown from below this id, None: from the newest
    _threads: dict[int, int] = {}
    _revealed: list[int] = []

    @rx.event
    async def open(self):
        """Show the comments of the post in the address, and hear when they change."""
        code = str(self.router.url.path).rstrip("/").rsplit("/", 1)[-1][:20]
        named = self.router.url.query_parameters.get("comment", "")
        # Who comes back, or whose connection does, finds them as they were, and what they write.
        stays = code == self._code and self.is_open and not self.is_cut
        stays = stays and named == (str(self.target) if self.target else "")
        if not stays:
            self._forget()
            self._code = code
            yield  # or those of the post before would stand here until the new ones are read
        viewer = await viewer_of(self)
        try:
            post_id = await read_async(queries.post_id, viewer, self._code)
        except NotFound:
            self._forget()
            return  # the page says so
        topics = [f"comments:{post_id}", f"post:{post_id}"]
        if viewer:
            topics.append(f"relations:{viewer.id}")
        follow(self, CommentState.heard, *topics)
        await self._read(None if stays else await self._aim(named))

    @rx.event
    async def heard(self):
        """Somebody wrote, changed, liked or deleted a comment."""
        await self._read()

    @rx.event
    async def more(self, in_view: bool):
        """Fetch older comments when the end of the list draws near."""
        if in_view is not True or self._next_before is None:
            return
        page = await self._page(self._next_before)
        known = {card.id for card in self.cards}
        longer = [*self.cards, *(card for card in page.cards if card.id not in known)]
        if len(longer) > queries.LONGEST:
            longer = longer[-queries.LONGEST :]
            self.is_cut, self._top = True, longer[0].id + 1
        self.cards = longer
        self._turn(page.next_before)

    @rx.event
    async def show_replies(self, comment_id: int):
        """Open the thread under a comment, or more of it."""
        number = _id(comment_id)
        if any(card.id == number for card in self.cards):
            shown = min(self._threads.get(number, 0) + REPLIES, queries.LONGEST)
            self._threads = {**self._threads, number: shown}
        await self._read()

    @rx.event
    async def hide_replies(self, comment_id: int):
        """Close the thread under a comment."""
        kept = {each: shown for each, shown in self._threads.items() if each != _id(comment_id)}
        self._threads = kept
        await self._read()

    @rx.event
    async def reveal(self, comment_id: int):
        """Send the words of a comment that the viewer's or the author's filter hides."""
        self._revealed = [*self._revealed, _id(comment_id)][-MOST_REVEALED:]
        await self._read()

    @rx.event
    async def answer(self, comment_id: int):
        """The next words in the box answer this comment."""
        await required_viewer(self)
        card = self._card(comment_id)
        if card is not None:
            self.answering_id, self.answering = card.id, card.author
            self.focus += 1

    @rx.event
    def stop_answering(self):
        """The next words in the box answer nobody."""
        self.answering_id, self.answering = 0, ""

    @rx.event
    async def post(self, code: str, body: str, number: int):
        """Post what stands in the box of a post.

        `number` counts the presses: two with the same are one comment.
        """
        return await self._post(str(code)[:20], body, 0, number)

    @rx.event
    async def reply(self, comment_id: int, body: str, number: int):
        """The same, as an answer to a comment of this page."""
        return await self._post(self._code, body, _id(comment_id), number)

    @rx.event
    async def like(self, comment_id: int, wanted: bool):
        """Like a comment, or take the like back."""
        viewer = await required_viewer(self)
        act = liking.like if wanted is True else liking.unlike
        try:
            await transact_async(act, viewer, _id(comment_id))
            await self._read()
        finally:
            self.liked += 1

    @rx.event
    async def start_editing(self, comment_id: int):
        """Put a comment of the viewer's own into a box."""
        await required_viewer(self)
        card = self._card(comment_id)
        self.editing_id = card.id if card is not None and card.may_edit else 0
        self.edit_problem = ""

    @rx.event
    def stop_editing(self):
        """Leave the comment as it was."""
        self.editing_id, self.edit_problem = 0, ""

    @rx.event
    async def edit(self, form: dict[str, Any]):
        """Change the comment in the box; what was written stays there when it is refused."""
        viewer = await required_viewer(self)
        words = str(form.get("body", ""))[: 2 * LENGTH] if isinstance(form, dict) else ""
        try:
            await transact_async(editing.edit, viewer, self.editing_id, words)
        except AppError as refused:
            self.edit_problem = str(refused)
            return
        self.stop_editing()
        await self._read()

    @rx.event
    async def delete(self, comment_id: int):
        """Delete a comment with its replies."""
        viewer = await required_viewer(self)
        await transact_async(deleting.delete, viewer, _id(comment_id))
        await self._read()

    @rx.event
    async def pin(self, comment_id: int, wanted: bool):
        """Keep a comment at the top, or let it go."""
        viewer = await required_viewer(self)
        act = pinning.pin if wanted is True else pinning.unpin
        await transact_async(act, viewer, _id(comment_id))
        await self._read()

    async def _post(self, code: str, body: Any, parent: int, number: Any):
        viewer = await required_viewer(self)
        box = self.boxes.get(code, BoxCard())
        if type(number) is not int or not box.answers < number <= LAST_PRESS:
            return None
        words = self._addressed(str(body)[: 2 * LENGTH], parent)
        try:
            await transact_async(comment, viewer, code, words, parent or None)
        except Exception as failure:
            sentence = str(failure) if isinstance(failure, AppError) else ""
            self._answer(code, BoxCard(number, box.posted, sentence))
            return None if sentence else say_kindly(failure)
        self._answer(code, BoxCard(number, number))
        if self.router.url.path == f"/p/{self._code}" and code == self._code:
            self._open_thread_of(parent)
            self.stop_answering()
            await self._read()
        return None

    async def _aim(self, named: str) -> int | None:
        """Open the thread of the comment that the address names; what to read down to."""
        number = int(named) if named.isdecimal() and len(named) < 11 else 0
        viewer = await viewer_of(self)
        top, place = await read_async(queries.place_of, viewer, self._code, number)
        if not top:
            return None
        self.target = number
        self._threads = {top: min(place, queries.LONGEST)} if place else {}
        return top

    async def _read(self, aim: int | None = None):
        """Read again what is on the screen, down to where it reaches, or for the first time."""
        if not self._code:
            return
        reaches = [card.id for card in self.cards if not card.is_pinned]
        down_to = reaches[-1] if reaches else aim
        try:
            page = await self._page(self._top, down_to)
            if aim and all(card.id != aim for card in page.cards):
                # Too far down to be reached from the newest: the list begins with it.
                self.is_cut, self._top = True, aim + 1
                page = await self._page(self._top)
        except NotFound:
            code = self._code
            self._forget()
            self._code = code  # the post may be back
            return
        self.cards, self.refusal, self.is_open = page.cards, page.refusal, True
        if down_to is None or page.next_before is not None:
            self._turn(page.next_before)
        elif aim:
            self._turn(aim)

    async def _page(self, before: int | None, down_to: int | None = None) -> CommentPage:
        viewer = await viewer_of(self)
        return await read_async(
            queries.comments_page,
            viewer,
            self._code,
            before,
            down_to=down_to,
            threads=dict(self._threads),
            revealed=list(self._revealed),
        )

    def _addressed(self, words: str, parent: int) -> str:
        """An answer to a reply names whom it answers: all of a thread stand at one level."""
        replies = (each for card in self.cards for each in card.replies)
        answered = next((each.author for each in replies if each.id == parent), "")
        is_named = not answered or f"@{answered}" in words or not words.strip()
        return words if is_named else f"@{answered} {words}"

    def _open_thread_of(self, parent: int):
        """Who has answered sees the answer where it stands: at the end of its thread."""
        for card in self.cards:
            if parent in (card.id, *(each.id for each in card.replies)):
                shown = min(card.reply_count + 1, queries.LONGEST)
                self._threads = {**self._threads, card.id: shown}

    def _card(self, comment_id: Any) -> ReplyCard | None:
        number = _id(comment_id)
        shown = [each for card in self.cards for each in (card, *card.replies)]
        return next((card for card in shown if card.id == number), None)

    def _answer(self, code: str, box: BoxCard):
        others = {each: value for each, value in self.boxes.items() if each != code}
        self.boxes = dict([*list(others.items())[-MOST_BOXES:], (code, box)])

    def _turn(self, next_before: int | None):
        self._next_before, self.has_more = next_before, next_before is not None

    def _forget(self):
        self.cards, self.refusal, self.is_open = [], "", False
        self.is_cut, self._top = False, None
        self._turn(None)
        self._code, self._threads, self._revealed = "", {}, []
        self.answering_id, self.answering, self.focus, self.target = 0, "", 0, 0
        self.editing_id, self.edit_problem = 0, ""


def _id(value: Any) -> int:
    """A number from the client as an id; 0, which is nobody's, for anything else."""
    return value if type(value) is int and 0 < value <= BIGGEST_ID else 0
