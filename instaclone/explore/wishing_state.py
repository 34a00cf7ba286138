"""What viewers ask about the posts that explore shows them: why, and more or less of it."""

from collections.abc import Iterable
from dataclasses import dataclass

import reflex as rx

from instaclone.accounts.state import required_viewer, viewer_of
from instaclone.db.session import read_async, transact_async
from instaclone.explore import explaining, wishing
from instaclone.explore.cards import ExploreCard, FilmCard, WhyCard, WishCard
from instaclone.posts import putting_aside
from instaclone.shell.state import NoticeState
from instaclone.text import listed

MORE, LESS, ASIDE, HIDDEN = "more", "less", "aside", "hidden"


@dataclass(frozen=True, slots=True)
class Served:
    """A post on the page, as far as its browser need not know of it."""

    post_id: int
    author: str
    line: str


class WishingMixin(rx.State, mixin=True):
    """`asked` says by their codes what the viewer asked for of which posts; `why` is the post whose
    reasons are open."""

    asked: dict[str, WishCard] = {}
    why: WhyCard | None = None
    _served: dict[str, Served] = {}  # by code

    @rx.event
    async def explain(self, code: str):
        """Say why this post is here, as far as that may be said by now."""
        viewer = await viewer_of(self)
        served = self._of(code)
        if served is None:
            self.why = None
            return
        told = await read_async(explaining.why, viewer, code, served.line)
        self.why = told or WhyCard(code)

    @rx.event
    def forget(self):
        """The reasons are closed."""
        self.why = None

    @rx.event
    async def more_like(self, code: str):
        """Show more like this post."""
        viewer = await required_viewer(self)
        if self._of(code) is None or code in self.asked:
            return None
        leaned = await transact_async(wishing.more_like, viewer, code)
        self.asked = {**self.asked, code: WishCard(MORE)}
        names = listed([each.name for each in leaned] or ["this"])
        return NoticeState.say(f"Explore will show you more of {names}.")

    @rx.event
    async def less_like(self, code: str):
        """Show less like this post, and not itself again."""
        viewer = await required_viewer(self)
        if self._of(code) is not None and code not in self.asked:
            await transact_async(wishing.less_like, viewer, code)
            self.asked = {**self.asked, code: WishCard(LESS, "Less like this.")}

    @rx.event
    async def put_aside(self, code: str):
        """Do not show this post again, and learn nothing from that."""
        viewer = await required_viewer(self)
        if self._of(code) is not None and code not in self.asked:
            await transact_async(putting_aside.put_aside, viewer, code)
            self.asked = {
                **self.asked,
                code: WishCard(ASIDE, "Hidden. It stays out of your lists."),
            }

    @rx.event
    async def hide(self, code: str):
        """Show nothing of this post's author in explore."""
        viewer = await required_viewer(self)
        served = self._of(code)
        if served is not None:
            await transact_async(wishing.hide_person, viewer, served.author)
            wish = WishCard(HIDDEN, f"{served.author} is hidden.")
            theirs = self._by(served.author)
            left = [each for each in theirs if not self._wishes(each, LESS, ASIDE)]
            self.asked = {**self.asked, **dict.fromkeys(left, wish)}

    @rx.event
    async def undo(self, code: str):
        """Take back what was asked for of this post."""
        viewer = await required_viewer(self)
        served = self._of(code)
        if served is None or code not in self.asked:
            return
        gone = {code}
        if self._wishes(code, HIDDEN):
            await transact_async(wishing.unhide_person, viewer, served.author)
            gone = {each for each in self._by(served.author) if self._wishes(each, HIDDEN)}
        elif self._wishes(code, MORE):
            await transact_async(wishing.undo_more, viewer, code)
        elif self._wishes(code, ASIDE):
            await transact_async(putting_aside.take_back, viewer, code)
        else:
            await transact_async(wishing.undo_less, viewer, code)
        self.asked = {each: wish for each, wish in self.asked.items() if each not in gone}

    def _keep(self, cards: Iterable[ExploreCard | FilmCard], codes: Iterable[str]):
        """Of these and of what is known already, `codes` are on the page."""
        known = {**self._served, **dict(_served(each) for each in cards)}
        self._served = {code: known[code] for code in codes}

    def _of(self, code: str) -> Served | None:
        return self._served.get(code) if isinstance(code, str) else None

    def _by(self, author: str) -> list[str]:
        return [code for code, served in self._served.items() if served.author == author]

    def _wishes(self, code: str, *wishes: str) -> bool:
        return code in self.asked and self.asked[code].wish in wishes

    def _is_put_away(self, code: str) -> bool:
        return self._wishes(code, LESS, ASIDE, HIDDEN)


def _served(card: ExploreCard | FilmCard) -> tuple[str, Served]:
    if isinstance(card, FilmCard):
        post = card.post
        return post.code, Served(post.id, post.author, card.line)
    return card.tile.code, Served(card.post_id, card.author, card.line)
