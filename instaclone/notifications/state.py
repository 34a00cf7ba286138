"""What happened, live: the badge of every page, what pops up, and the list."""

import asyncio
import itertools
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import reflex as rx

from instaclone import clock
from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.errors import Invalid
from instaclone.live.tabs import follow
from instaclone.notifications import preferring, queries, reading
from instaclone.notifications.cards import NotificationCard, QuietCard, WishCard
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.state import RelationState
from instaclone.shell.state import NoticeState

SECONDS = 8  # that something stays popped up
MOST = 3  # that pop up at once; more become one
# A transaction that began before a look may be committed after it.
GRACE = timedelta(seconds=30)
KNOWN = 300  # that a tab remembers to have popped up
LIST = "/notifications"

_number = itertools.count(1)


@dataclass(frozen=True)
class Toast:
    """Something that just happened; `count` notifications in one sentence. `is_many` says only how
    many there are."""

    id: int
    sentence: str
    href: str
    count: int = 1
    is_many: bool = False


class BadgeState(rx.State):
    """How much a person has not read, in the frame and in the title, and what just happened."""

    unread: int = 0
    label: str = ""  # 3, or 99+
    in_title: str = ""
    toasts: list[Toast] = []
    _looked_at: datetime | None = None
    _known: list[str] = []

    @rx.event
    async def open(self):
        """Hear of what comes, and count what is unread."""
        viewer = await viewer_of(self)
        if viewer is None:
            self.unread, self.label, self.in_title, self.toasts = 0, "", "", []
            return None
        follow(self, BadgeState.refresh, f"notifications:{viewer.id}")
        await self._look(viewer)
        # Also what popped up as another page opened: that page's end stopped it from fading.
        return BadgeState.fade([toast.id for toast in self.toasts]) if self.toasts else None

    @rx.event
    async def refresh(self):
        """Something happened."""
        viewer = await viewer_of(self)
        return await self._look(viewer) if viewer else None

    @rx.event
    def dismiss(self, toast_id: int):
        """Take away what popped up."""
        self.toasts = [toast for toast in self.toasts if toast.id != toast_id]

    @rx.event(background=True)
    async def fade(self, toast_ids: list[int]):
        """Take away what popped up after a while."""
        gone = set(toast_ids[:100]) if isinstance(toast_ids, list) else set()
        await asyncio.sleep(SECONDS)
        async with self:
            self.toasts = [toast for toast in self.toasts if toast.id not in gone]

    async def _look(self, viewer: Viewer):
        """Read again. What arrived since this tab looked last pops up, each once."""
        now = clock.now()
        since = (self._looked_at or now) - GRACE
        news = await read_async(queries.news, viewer, since)
        known = set(self._known)
        new = {mark: each for mark, each in news.arrived.items() if mark not in known}
        is_first = self._looked_at is None
        self.unread = news.unread
        self.label = "99+" if news.unread >= queries.COUNTED else str(news.unread or "")
        self.in_title = f"({self.label}) " if self.label and not news.is_quiet else ""
        is_said = not is_first and not news.is_quiet and new
        fading = await self._pop_up(viewer, new) if is_said else None
        # Also what is hidden now and may be back soon. Not earlier: who leaves the page meanwhile
        # has not been told.
        self._looked_at, self._known = now, [*self._known, *new][-KNOWN:]
        return fading

    async def _pop_up(self, viewer: Viewer, new: dict[str, int]):
        cards = await read_async(queries.cards_of, viewer, list(new.values()))
        made = [
            Toast(next(_number), card.sentence, card.href or LIST, card.count)
            for card in reversed(cards)
        ]
        # What was taken back and done again is said once.
        again = {(toast.sentence, toast.href) for toast in made}
        before = [toast for toast in self.toasts if (toast.sentence, toast.href) not in again]
        shown = [*before, *made]
        if len(shown) > MOST or any(toast.is_many for toast in before):
            count = sum(toast.count for toast in shown)
            sentence = f"{count} new notifications"
            made = shown = [Toast(next(_number), sentence, LIST, count, is_many=True)]
        self.toasts = shown
        return BadgeState.fade([toast.id for toast in made])


class NotificationsState(rx.State):
    """The list of what happened, page by page."""

    cards: list[NotificationCard] = []
    only: str = "all"
    has_more: bool = False
    is_open: bool = False
    is_cut: bool = False  # at its beginning
    who_key: str = ""  # the line whose people are shown
    who: list[PersonCard] = []
    _next_before: int | None = None

    @rx.event
    async def open(self):
        """Show the newest, and hear of what comes."""
        viewer = await required_viewer(self)
        chosen = self.router.url.query_parameters.get("only", "all")
        chosen = chosen if chosen in queries.FILTERS else "all"
        if chosen != self.only:
            self.cards, self.has_more, self.is_open, self.only = [], False, False, chosen
            self.who_key, self.who = "", []
            yield  # or what another filter showed would stand here until this one is read
        follow(self, NotificationsState.refresh, f"notifications:{viewer.id}")
        # Who comes back, or whose connection does, finds the list as long as it was.
        await self._read(viewer, queries.PAGE if self.is_cut else len(self.cards))

    @rx.event
    async def refresh(self):
        """Something happened: what is shown is read again, as long as it is."""
        viewer = await required_viewer(self)
        if not self.is_cut:
            await self._read(viewer, len(self.cards))

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page when the end of the list draws near."""
        if in_view is not True or self._next_before is None:
            return
        viewer = await required_viewer(self)
        page = await read_async(queries.notification_page, viewer, self.only, self._next_before)
        known = {card.key for card in self.cards}
        longer = [*self.cards, *(card for card in page.cards if card.key not in known)]
        self.is_cut = self.is_cut or len(longer) > queries.LONGEST
        self.cards = longer[-queries.LONGEST :]
        await self._show_standing(page.cards)
        self._turn(page.next_before)

    @rx.event
    async def mark_read(self, key: str):
        """Mark one line as read."""
        viewer = await required_viewer(self)
        key = str(key)[:60]
        await transact_async(reading.mark_read, viewer, key)
        # The rest follows with the news of it, and without a jump where the beginning is let go.
        self.cards = [
            replace(card, is_unread=False) if card.key == key else card for card in self.cards
        ]

    @rx.event
    async def mark_all(self):
        """Mark everything as read."""
        viewer = await required_viewer(self)
        await transact_async(reading.mark_all, viewer)
        self.cards = [replace(card, is_unread=False) for card in self.cards]

    @rx.event
    async def show_people(self, key: str):
        """Show who all did this, or hide them again."""
        viewer = await required_viewer(self)
        key = str(key)[:60]
        if key == self.who_key:
            self.who_key, self.who = "", []
            return
        self.who = await read_async(queries.bundle_people, viewer, key)
        self.who_key = key

    async def _read(self, viewer: Viewer, size: int):
        page = await read_async(
            queries.notification_page,
            viewer,
            self.only,
            size=min(max(size, queries.PAGE), queries.LONGEST),
        )
        self.cards, self.is_cut = page.cards, False
        await self._show_standing(page.cards)
        self._turn(page.next_before)
        self.is_open = True

    async def _show_standing(self, cards: list[NotificationCard]):
        relations = await self.get_state(RelationState)
        await relations._show(card.people[0] for card in cards if card.is_follow)

    def _turn(self, next_before: int | None):
        self._next_before = next_before
        self.has_more = next_before is not None


class WishState(rx.State):
    """From whom a person wants notifications, and their quiet hours."""

    wishes: list[WishCard] = []
    quiet: QuietCard = QuietCard()
    is_open: bool = False
    wrong_field: str = ""
    wrong: str = ""

    @rx.event
    async def open(self):
        """Show what is chosen."""
        viewer = await required_viewer(self)
        self.wrong_field, self.wrong = "", ""
        self.wishes = await read_async(preferring.wishes, viewer)
        self.quiet = await read_async(preferring.quiet_hours, viewer)
        self.is_open = True

    @rx.event
    async def wish(self, kind: str, senders: str):
        """Choose from whom."""
        viewer = await required_viewer(self)
        await transact_async(preferring.wish, viewer, str(kind)[:15], str(senders)[:15])
        self.wishes = await read_async(preferring.wishes, viewer)

    @rx.event
    async def keep_quiet(self, form: dict):
        """Have quiet hours."""
        viewer = await required_viewer(self)
        begins, ends, zone = (str(form.get(name, ""))[:60] for name in ("begins", "ends", "zone"))
        try:
            await transact_async(preferring.keep_quiet, viewer, begins, ends, zone)
        except Invalid as refusal:
            self.wrong_field, self.wrong = refusal.field, str(refusal)
            return None
        return await self._turned(viewer, f"Quiet from {begins[:5]} to {ends[:5]}, {zone}.")

    @rx.event
    async def end_quiet(self):
        """Have no quiet hours."""
        viewer = await required_viewer(self)
        await transact_async(preferring.end_quiet, viewer)
        return await self._turned(viewer, "Quiet hours are off.")

    async def _turned(self, viewer: Viewer, sentence: str):
        self.wrong_field, self.wrong = "", ""
        self.quiet = await read_async(preferring.quiet_hours, viewer)
        return NoticeState.say(sentence)
