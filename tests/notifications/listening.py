"""Open tabs without a browser: they follow through `live.tabs` and look as the states do."""

import asyncio
import secrets
from types import SimpleNamespace
from typing import Any

from reflex.event import Event

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async
from instaclone.live import tabs
from instaclone.notifications import queries
from instaclone.notifications.cards import NotificationCard
from instaclone.notifications.state import BadgeState, NotificationsState

IDLE_CHECKS = 4


class Browser:
    """What `live.tabs` knows of Reflex's app: which tabs are connected, and how to tell them."""

    def __init__(self) -> None:
        self.open: dict[str, Tab] = {}
        self.event_namespace = SimpleNamespace(token_to_sid=self.open)
        self.event_processor = SimpleNamespace(enqueue=self._enqueue)

    async def _enqueue(self, token: str, event: Event) -> asyncio.Future[None]:
        return self.open[token].queue(event.name)

    async def settled(self, every: list["Tab"]) -> None:
        """Wait until no news are on their way."""
        idle = 0
        while idle < IDLE_CHECKS:
            for tab in every:
                tab.check()
            await asyncio.sleep(0.02)
            is_busy = tabs._waiting or tabs._tasks or any(tab.is_busy for tab in every)
            idle = 0 if is_busy else idle + 1


class Tab:
    """A tab of one person on the page of notifications."""

    def __init__(self, browser: Browser, viewer: Viewer) -> None:
        self.browser, self.viewer = browser, viewer
        self.token = ""
        self.events: asyncio.Queue[tuple[str, asyncio.Future[None]]] = asyncio.Queue()
        self.is_busy = False
        self.cards: list[NotificationCard] = []
        self.popped: list[str] = []
        self.badge: Any = None
        self._work = asyncio.create_task(self._run())

    @property
    def is_connected(self) -> bool:
        """Whether its socket is open."""
        return self.token in self.browser.open

    def queue(self, event: str) -> asyncio.Future[None]:
        """Have it handle an event after those before, unless that is cancelled by then."""
        handled = asyncio.get_running_loop().create_future()
        self.events.put_nowait((event, handled))
        return handled

    def check(self) -> None:
        """Raise what went wrong in it."""
        if self._work.done():
            self._work.result()

    def drop(self) -> None:
        """Its connection breaks."""
        self.browser.open.pop(self.token)

    async def connect(self, *, as_stranger: bool) -> None:
        """Its connection is there again; `as_stranger` the server knows nothing of it."""
        if as_stranger:
            self.token, self.popped = secrets.token_hex(8), []
            self.badge = SimpleNamespace(
                unread=0, label="", in_title="", toasts=[], _looked_at=None, _known=[]
            )
            self.badge._pop_up = self._pop_up
        self.browser.open[self.token] = self
        self.queue("open")

    async def close(self) -> None:
        """It is closed for good."""
        self._work.cancel()
        tabs.forget(self.token)

    async def _run(self) -> None:
        while True:
            event, handled = await self.events.get()
            self.is_busy = True
            if not handled.done():
                await self._handle(event)
            if not handled.done():
                handled.set_result(None)
            self.is_busy = not self.events.empty()

    async def _handle(self, event: str) -> None:
        if event == "open":
            tabs.forget(self.token)
            topic = f"notifications:{self.viewer.id}"
            for state in (BadgeState, NotificationsState):
                tabs.follow(self._state(state), state.refresh, topic)
        if event == "open" or "badge" in event:
            await BadgeState._look(self.badge, self.viewer)
        if event == "open" or "notifications_state" in event:
            page = await read_async(queries.notification_page, self.viewer)
            self.cards = page.cards

    def _state(self, state: Any) -> Any:
        root = SimpleNamespace(router_data={})
        return SimpleNamespace(
            router=SimpleNamespace(session=SimpleNamespace(client_token=self.token)),
            get_full_name=state.get_full_name,
            _get_root_state=lambda: root,
        )

    async def _pop_up(self, viewer: Viewer, new: dict[str, int]) -> Any:
        self.popped += new
        return await BadgeState._pop_up(self.badge, viewer, new)
