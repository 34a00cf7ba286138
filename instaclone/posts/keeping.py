"""What the More menu of a post does, in every list and on the post's own page."""

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.db.session import transact_async
from instaclone.posts import deleting
from instaclone.shell.state import NoticeState

MOST = 60  # posts put away in one tab
DELETED = "The post is deleted."


class KeepingState(rx.State):
    """What the reader has just put away: in the place of these posts stands a sentence."""

    put_away: dict[str, str] = {}

    @rx.event
    async def delete(self, code: str):
        """Delete the viewer's own post; its own page leads to the profile then."""
        viewer = await required_viewer(self)
        await transact_async(deleting.delete, viewer, str(code))
        if self._is_on_its_page(code):
            yield NoticeState.say(DELETED)
            yield rx.redirect("/" + viewer.username)
        else:
            self._put_away(code, DELETED)

    def _is_on_its_page(self, code: str) -> bool:
        return str(self.router.url.path).rstrip("/") == f"/p/{code}"

    def _put_away(self, code: str, sentence: str):
        self.put_away = dict([*self.put_away.items(), (str(code), sentence)][-MOST:])
