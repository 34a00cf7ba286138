"""The state of the privacy settings: who sees one's posts, close friends, blocked, muted."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read_async, transact_async
from instaclone.live.tabs import follow
from instaclone.profiles import (
    befriending,
    blocking,
    editing,
    lists,
    muting,
    opting_out,
    queries,
)
from instaclone.profiles.cards import PersonCard, ProfileForm
from instaclone.profiles.searching import search_people
from instaclone.profiles.state import MOST_PEOPLE, NAME_LENGTH
from instaclone.shell.state import NoticeState

FRIENDS, BLOCKED, MUTED = "friends", "blocked", "muted"
LISTS: dict[str, Callable[..., Any]] = {
    FRIENDS: lists.close_friends,
    BLOCKED: lists.blocked_people,
    MUTED: lists.muted_people,
}
FOUND = 6  # people a search shows
LONGEST_SEARCH = 60


class PrivacyState(rx.State):
    """How one wants to be met, and three lists of people, each page by page."""

    form: ProfileForm | None = None
    people: dict[str, list[PersonCard]] = {}
    longer: list[str] = []  # the lists of which there is more
    found: list[PersonCard] = []
    searched: str = ""
    _next: dict[str, str | None] = {}

    @rx.event
    async def open(self):
        """Show how it stands, and hear what is changed in another window."""
        self.found, self.searched, self.form = [], "", None
        viewer = await required_viewer(self)
        follow(self, PrivacyState.refresh, f"relations:{viewer.id}")
        await self._read(viewer)

    @rx.event
    async def refresh(self):
        """Something is different: read it all anew."""
        await self._read(await required_viewer(self))

    @rx.event
    async def set_private(self, wanted: bool):
        """Show one's posts to followers alone, or to all again."""
        await self._change(editing.set_private, wanted is True)
        return NoticeState.say(
            "Your account is private now." if wanted is True else "Your account is public now."
        )

    @rx.event
    async def set_approves_followers(self, wanted: bool):
        """Have people ask before they follow, though one posts for all; or not."""
        await self._change(editing.set_approves_followers, wanted is True)

    @rx.event
    async def set_approves_tags(self, wanted: bool):
        """Have people ask before they tag one in a post; or not."""
        await self._change(editing.set_approves_tags, wanted is True)

    @rx.event
    async def set_hides_like_counts(self, wanted: bool):
        """Show no counts of likes on the posts of others, or show them again."""
        await self._change(editing.set_hides_like_counts, wanted is True)

    @rx.event
    async def set_unlisted(self, wanted: bool):
        """Be found by nobody who does not follow one, or by all again."""
        await self._change(opting_out.set_unlisted, wanted is True)

    @rx.event
    async def set_refuses_scans(self, wanted: bool):
        """Have the scanner leave one's pictures alone, or look at them."""
        await self._change(opting_out.set_refuses_scans, wanted is True)
        return NoticeState.say(
            "What the scanner saw in your pictures is deleted."
            if wanted is True
            else "The scanner will look at your pictures."
        )

    @rx.event
    async def search(self, text: str):
        """Find people to count among one's close friends."""
        viewer = await required_viewer(self)
        self.searched = str(text)[:LONGEST_SEARCH]
        found = await read_async(search_people, viewer, self.searched, FOUND + 1)
        self.found = [person for person in found if not person.is_you][:FOUND]

    @rx.event
    async def befriend(self, username: str, wanted: bool):
        """Count somebody among one's close friends, or no longer."""
        act = befriending.add if wanted is True else befriending.remove
        name = str(username)[:NAME_LENGTH]
        await self._change(act, name)
        self.found = [person for person in self.found if person.username != name]

    @rx.event
    async def unblock(self, username: str):
        """Meet somebody again."""
        await self._change(blocking.unblock, str(username)[:NAME_LENGTH])

    @rx.event
    async def unmute(self, username: str):
        """Have somebody's posts in the lists again."""
        await self._change(muting.unmute, str(username)[:NAME_LENGTH])

    @rx.event
    async def more(self, which: str):
        """Fetch the next page of a list."""
        viewer = await required_viewer(self)
        if str(which) not in self.longer or len(self.people[which]) >= MOST_PEOPLE:
            return
        found, self._next[which] = await read_async(LISTS[which], viewer, self._next[which])
        self.people = {**self.people, which: [*self.people[which], *found]}
        self.longer = [name for name in LISTS if self._next[name]]

    async def _change(self, act: Callable[..., Any], *what: Any):
        viewer = await required_viewer(self)
        try:
            await transact_async(act, viewer, *what)
        finally:
            await self._read(viewer)

    async def _read(self, viewer: Viewer):
        people, following = {}, {}
        for which, query in LISTS.items():
            people[which], following[which] = await read_async(query, viewer)
        self.people, self._next = people, following
        self.longer = [name for name in LISTS if following[name]]
        self.form = await read_async(queries.profile_form, viewer)
