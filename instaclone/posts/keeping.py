"""What the More menu of a post does, in every list and on the post's own page."""

from dataclasses import dataclass

import reflex as rx

from instaclone.accounts.state import required_viewer
from instaclone.db.session import transact_async
from instaclone.posts import archiving, deleting, editing, pinning, putting_aside, tagging_people
from instaclone.posts.models import HIDDEN, NOT_INTERESTED
from instaclone.profiles import muting
from instaclone.shell.state import NoticeState

MOST = 60  # posts put away in one tab
DELETED, ARCHIVED, MUTED = "deleted", "archived", "muted"
SENTENCES = {
    HIDDEN: "Hidden. It stays out of your lists.",
    NOT_INTERESTED: "Hidden. You said that it does not interest you.",
    DELETED: f"Deleted. It stays in your recycle bin for {deleting.DAYS} days.",
    ARCHIVED: "Archived. Only you see it, in your archive.",
}


@dataclass(frozen=True)
class PutAway:
    """What was done with a post; `author` is who was muted, "" otherwise."""

    how: str
    sentence: str
    author: str = ""


class KeepingState(rx.State):
    """What the reader has just put away: in the place of these posts stands a sentence."""

    put_away: dict[str, PutAway] = {}

    @rx.event
    async def delete(self, code: str):
        """Delete the viewer's own post; its own page leads to the profile then."""
        viewer = await required_viewer(self)
        await transact_async(deleting.delete, viewer, str(code))
        if self._is_on_its_page(code):
            yield NoticeState.say(SENTENCES[DELETED])
            yield rx.redirect("/" + viewer.username)
        else:
            self._put_away(code, DELETED)

    @rx.event
    async def archive(self, code: str):
        """Archive the viewer's own post; its own page then says so."""
        viewer = await required_viewer(self)
        await transact_async(archiving.archive, viewer, str(code))
        if self._is_on_its_page(code):
            return NoticeState.say(SENTENCES[ARCHIVED])
        self._put_away(code, ARCHIVED)
        return None

    @rx.event
    async def unarchive(self, code: str):
        """Show the viewer's own archived post again."""
        viewer = await required_viewer(self)
        await transact_async(archiving.unarchive, viewer, str(code))
        self._forget(str(code))
        return NoticeState.say("The post is on your profile again.")

    @rx.event
    async def put_aside(self, code: str, reason: str):
        """Keep somebody's post out of the viewer's lists."""
        viewer = await required_viewer(self)
        reason = str(reason)
        await transact_async(putting_aside.put_aside, viewer, str(code), reason)
        self._put_away(code, reason)

    @rx.event
    async def mute(self, code: str, username: str):
        """Mute who posted it, for good."""
        viewer = await required_viewer(self)
        username = str(username)[:64]
        await transact_async(muting.mute, viewer, username)
        sentence = f"You muted {username}. Their posts stay out of your lists."
        if self._is_on_its_page(code):
            return NoticeState.say(sentence)
        self._put_away(code, MUTED, sentence, username)
        return None

    @rx.event
    async def undo(self, code: str):
        """Take back what was just done with a post."""
        viewer = await required_viewer(self)
        code = str(code)
        done = self.put_away.get(code)
        if done is None:
            return
        if done.how == DELETED:
            await transact_async(deleting.restore, viewer, code)
        elif done.how == ARCHIVED:
            await transact_async(archiving.unarchive, viewer, code)
        elif done.how == MUTED:
            await transact_async(muting.unmute, viewer, done.author)
        else:
            await transact_async(putting_aside.take_back, viewer, code)
        self._forget(code)

    @rx.event
    async def pin(self, code: str, wanted: bool):
        """Pin the viewer's own post to their profile, or unpin it."""
        viewer = await required_viewer(self)
        act = pinning.pin if wanted is True else pinning.unpin
        await transact_async(act, viewer, str(code))
        sentence = "Pinned to your profile." if wanted is True else "No longer pinned."
        return NoticeState.say(sentence)

    @rx.event
    async def hide_like_count(self, code: str, wanted: bool):
        """Hide from others how many like the viewer's own post, or show it."""
        viewer = await required_viewer(self)
        await transact_async(editing.set_hides_like_count, viewer, str(code), wanted is True)
        shown = "Only you see how many like it." if wanted is True else "Everyone sees the likes."
        return NoticeState.say(shown)

    @rx.event
    async def allow_comments(self, code: str, wanted: bool):
        """Turn the comments of the viewer's own post on or off."""
        viewer = await required_viewer(self)
        await transact_async(editing.set_comments, viewer, str(code), wanted is True)
        return NoticeState.say("Comments are on." if wanted is True else "Comments are off.")

    @rx.event
    async def approve_tag(self, code: str):
        """Say yes to being tagged in somebody's post."""
        viewer = await required_viewer(self)
        await transact_async(tagging_people.approve_tag, viewer, str(code))
        return NoticeState.say("Approved. You are tagged in this post.")

    @rx.event
    async def remove_me(self, code: str):
        """Take the viewer's tag off somebody's post, for good."""
        viewer = await required_viewer(self)
        await transact_async(tagging_people.remove_me, viewer, str(code))
        return NoticeState.say("You are no longer tagged in this post.")

    def _is_on_its_page(self, code: str) -> bool:
        return str(self.router.url.path).rstrip("/") == f"/p/{code}"

    def _put_away(self, code: str, how: str, sentence: str = "", author: str = ""):
        done = PutAway(how, sentence or SENTENCES[how], author)
        self.put_away = dict([*self.put_away.items(), (str(code), done)][-MOST:])

    def _forget(self, code: str):
        self.put_away = {each: how for each, how in self.put_away.items() if each != code}
