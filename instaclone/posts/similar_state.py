"""The page of posts that look like one."""

import reflex as rx

from instaclone.accounts.state import viewer_of
from instaclone.db.session import read_async
from instaclone.errors import NotFound
from instaclone.posts.similar import SimilarCard, similar_tiles

CODE_LENGTH = 64


class SimilarState(rx.State):
    """What looks like the post in the address."""

    code: str = ""
    cards: list[SimilarCard] = []
    is_open: bool = False
    is_missing: bool = False
    title: str = "Similar posts · Instaclone"

    @rx.event
    async def open(self):
        """Show what is like the post in the address, and nothing of the one before."""
        code = self._code()
        if code != self.code:
            self.code, self.cards, self.is_open, self.is_missing = code, [], False, False
            yield  # or what was found for the one before would stand here
        viewer = await viewer_of(self)
        try:
            self.cards = await read_async(similar_tiles, viewer, code)
        except NotFound:
            self.cards, self.is_missing, self.title = [], True, "Not found · Instaclone"
        else:
            self.is_missing, self.title = False, "Similar posts · Instaclone"
        self.is_open = True

    def _code(self) -> str:
        """The post's code in /p/CODE/similar."""
        parts = str(self.router.url.path).strip("/").split("/")
        return parts[1][:CODE_LENGTH] if len(parts) > 1 else ""
