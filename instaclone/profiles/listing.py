"""The state of the lists on a profile: followers and followed."""

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.db.session import read_async
from instaclone.errors import NotAllowed, NotFound
from instaclone.profiles import lists, queries
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.state import MOST_PEOPLE, RelationState
from instaclone.text import count_of

FOLLOWERS, FOLLOWING = "followers", "following"
LISTS = {FOLLOWERS: lists.followers, FOLLOWING: lists.following}


class PeopleState(rx.State):
    """One of the two lists of the person in the address, page by page."""

    owner: str = ""
    people: list[PersonCard] = []
    follower_count: str = ""
    following_count: str = ""
    refusal: str = ""  # why this list is not for the viewer
    has_more: bool = False
    is_own: bool = False
    is_read: bool = False
    is_missing: bool = False
    is_cut: bool = False  # the list, at its beginning
    title: str = "Instaclone"
    _next_before: str | None = None

    @rx.event
    async def open(self):
        """Show the list in the address and nothing of the one before."""
        self.owner, self.people, self.refusal, self.has_more = "", [], "", False
        self.is_read, self.is_missing, self.is_cut = False, False, False
        yield  # or the one before would stand here until the new one is read
        viewer = await viewer_of(self)
        name = self._address()[0]
        try:
            card = await read_async(queries.profile_card, viewer, name)
            self.owner, self.is_own = card.username, card.is_own
            self.follower_count = count_of(card.follower_count, "follower", "followers")
            self.following_count = f"{card.following_count:,} following"
            self.title = f"{self._address()[1].capitalize()} · {card.username} · Instaclone"
            await self._add(None)
        except NotAllowed as refusal:
            self.refusal = str(refusal)
        except NotFound:
            self.is_missing, self.title = True, "Not found · Instaclone"
        self.is_read = True

    @rx.event
    async def more(self, in_view: bool):
        """Fetch the next page."""
        if in_view is True and self._next_before is not None:
            await self._add(self._next_before)

    @rx.event
    async def remove(self, username: str):
        """Have a follower follow the viewer no longer, and leave the list."""
        relations = await self.get_state(RelationState)
        said = await RelationState.remove_follower.fn(relations, username)
        self.people = [person for person in self.people if person.username != username]
        return said

    def _address(self) -> tuple[str, str]:
        name, _, which = str(self.router.url.path).strip("/").partition("/")
        return name, FOLLOWING if which == FOLLOWING else FOLLOWERS

    async def _add(self, before: str | None):
        viewer = await viewer_of(self)
        query = LISTS[self._address()[1]]
        found, self._next_before = await read_async(query, viewer, self.owner, before)
        relations = await self.get_state(RelationState)
        await relations._show(found)
        longer = [*self.people, *found] if before else found
        self.is_cut = len(longer) > MOST_PEOPLE
        self.people = longer[-MOST_PEOPLE:]
        self.has_more = self._next_before is not None
