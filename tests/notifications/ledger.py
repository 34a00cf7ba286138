"""What everybody must find, computed from the log of acts in plain Python: no table, no statement.

It says the rules once more, in other words than the rooms do. Only acts that happened are in the
log; whether one may do them is tested elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Act:
    """`who` did `what`; `about` are ids of people, posts and comments, or words. `made` is the id
    of a new comment, `day` when it was."""

    what: str
    who: int
    about: tuple[Any, ...] = ()
    made: int = 0
    day: str = ""


@dataclass
class Told:
    """One notification."""

    recipient: int
    actor: int
    kind: str
    post: int | None
    comment: int | None
    day: str
    is_read: bool = False
    search: int | None = None  # the recipient's, that found the post
    line: str = ""  # which of a search it is in

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same act."""
        thing = self.post if self.comment is None else None
        return self.recipient, self.actor, self.kind, self.comment, thing, self.search

    @property
    def bundle(self) -> str:
        """What is shown as one line."""
        if self.line:
            return self.line
        if self.kind == "follow":
            return f"follow:{self.day}"
        thing = f"comment:{self.comment}" if self.comment else f"post:{self.post}"
        if self.kind in ("like", "comment_like"):
            return f"{self.kind}:{thing}"
        what = self.kind if self.comment is None and self.post is None else f"{self.kind}:{thing}"
        return f"{what}:by:{self.actor}"


@dataclass(frozen=True)
class Line:
    """A line of somebody's list."""

    bundle: str
    actors: tuple[int, ...]  # of the newest three
    count: int
    is_unread: bool


@dataclass
class Post:
    """A post of the log."""

    author: int
    is_gone: bool = False  # archived or deleted
    tagged: set[int] = field(default_factory=set)


@dataclass
class Comment:
    """A comment of the log."""

    post: int
    author: int
    parent: int | None
    mentioned: list[int]
    is_gone: bool = False


class Ledger:
    """The world after all acts of a log."""

    def __init__(self, posts: dict[int, int]) -> None:
        self.posts = {post: Post(author) for post, author in posts.items()}
        self.comments: dict[int, Comment] = {}
        self.follows: set[tuple[int, int]] = set()
        self.requests: set[tuple[int, int]] = set()
        self.blocks: set[tuple[int, int]] = set()
        self.mutes: dict[tuple[int, int], bool] = {}
        self.private: set[int] = set()
        self.wishes: dict[tuple[int, str], str] = {}
        self.likes: set[tuple[str, int, int]] = set()
        self.told: dict[tuple[Any, ...], Told] = {}  # in their order
        self.ever_told: set[str] = set()
        self.day = ""

    @classmethod
    def of(cls, posts: dict[int, int], log: Iterable[Act]) -> Self:
        """Read a log from its beginning."""
        made = cls(posts)
        for act in log:
            made.day = act.day
            more = {"made": act.made} if act.made else {}
            getattr(made, f"on_{act.what}")(act.who, *act.about, **more)
        return made

    # What people find.

    def lines(self, viewer: int) -> list[Line]:
        """The list of a person, newest first."""
        bundles: dict[str, list[Told]] = {}
        for told in reversed(list(self.visible(viewer))):
            bundles.setdefault(told.bundle, []).append(told)
        return [
            Line(
                bundle,
                tuple(dict.fromkeys(told.actor for told in those[:3])),
                len(those),
                not all(told.is_read for told in those),
            )
            for bundle, those in bundles.items()
        ]

    def unread(self, viewer: int) -> int:
        """What the badge says."""
        return sum(not told.is_read for told in self.visible(viewer))

    def visible(self, viewer: int) -> Iterator[Told]:
        """What a person may find, oldest first."""
        for told in self.told.values():
            if (
                told.recipient == viewer
                and not self.is_blocked(viewer, told.actor)
                and not self.mutes.get((viewer, told.actor), False)
                and (told.post is None or self.sees(viewer, told.post))
                and (told.comment is None or self.reads(viewer, told.comment))
            ):
                yield told

    def is_blocked(self, one: int, other: int) -> bool:
        """Whether one of two has blocked the other."""
        return (one, other) in self.blocks or (other, one) in self.blocks

    def sees(self, viewer: int, post_id: int) -> bool:
        """Whether somebody finds a post in lists."""
        post = self.posts[post_id]
        return not post.is_gone and (viewer == post.author or self.is_for(viewer, post_id))

    def is_for(self, reader: int, post_id: int) -> bool:
        """Whether a post is meant for somebody else than its author, once it is there."""
        author = self.posts[post_id].author
        is_let_in = author not in self.private or (reader, author) in self.follows
        return is_let_in and not self.is_blocked(reader, author)

    def reads(self, viewer: int, comment_id: int) -> bool:
        """Whether somebody finds a comment below a post they see."""
        comment = self.comments[comment_id]
        author = self.posts[comment.post].author
        stands = not (
            comment.is_gone
            or self.is_blocked(viewer, comment.author)
            or self.is_blocked(author, comment.author)
        )
        return stands and (comment.parent is None or self.reads(viewer, comment.parent))

    # Telling and taking back.

    def tell(
        self,
        kind: str,
        actor: int,
        recipient: int,
        post: int | None = None,
        comment: int | None = None,
        **found: Any,
    ) -> None:
        """Record it, if the recipient wants to know and does not yet."""
        wish = self.wishes.get((recipient, kind), "everyone")
        told = Told(recipient, actor, kind, post, comment, self.day, **found)
        if (
            actor != recipient
            and told.key not in self.told
            and not self.is_blocked(actor, recipient)
            and not self.mutes.get((recipient, actor), False)
            and (wish == "everyone" or (wish == "following" and (recipient, actor) in self.follows))
        ):
            self.told[told.key] = told
            self.ever_told.add(kind)

    def untell(self, kind: str, actor: int, recipient: int | None = None, **about: int) -> None:
        """Take it back."""
        for key, told in list(self.told.items()):
            if (
                (told.kind, told.actor) == (kind, actor)
                and recipient in (None, told.recipient)
                and all(getattr(told, name) == value for name, value in about.items())
            ):
                del self.told[key]

    # Acts between people.

    def on_follow(self, who: int, whom: int) -> None:
        if (who, whom) in self.follows:
            return
        if whom in self.private:
            if (who, whom) not in self.requests:
                self.requests.add((who, whom))
                self.tell("request", who, whom)
            return
        self._unask(who, whom)
        self.follows.add((who, whom))
        self.tell("follow", who, whom)

    def on_unfollow(self, who: int, whom: int) -> None:
        self._untie(who, whom)
        self._unask(who, whom)

    def on_remove(self, who: int, whom: int) -> None:
        self._untie(whom, who)

    def on_approve(self, who: int, whom: int) -> None:
        self._unask(whom, who)
        self.follows.add((whom, who))
        self.tell("accept", who, whom)

    def on_approve_all(self, who: int) -> None:
        for requester in sorted(one for one, other in self.requests if other == who):
            self.on_approve(who, requester)

    def on_decline(self, who: int, whom: int) -> None:
        self._unask(whom, who)

    def on_block(self, who: int, whom: int) -> None:
        self.blocks.add((who, whom))
        for one, other in ((who, whom), (whom, who)):
            self._untie(one, other)
            self._unask(one, other)

    def on_unblock(self, who: int, whom: int) -> None:
        self.blocks.discard((who, whom))

    def on_mute(self, who: int, whom: int, with_notifications: bool) -> None:
        self.mutes[who, whom] = with_notifications

    def on_unmute(self, who: int, whom: int) -> None:
        self.mutes.pop((who, whom), None)

    def on_private(self, who: int, is_private: bool) -> None:
        if is_private:
            self.private.add(who)
        else:
            self.private.discard(who)

    def on_wish(self, who: int, kind: str, senders: str) -> None:
        self.wishes[who, kind] = senders

    def _untie(self, follower: int, followed: int) -> None:
        self.follows.discard((follower, followed))
        self.untell("follow", follower, followed)
        self.untell("accept", followed, follower)

    def _unask(self, requester: int, requested: int) -> None:
        self.requests.discard((requester, requested))
        self.untell("request", requester, requested)

    # Acts on posts and comments.

    def on_like(self, who: int, post: int) -> None:
        if ("post", who, post) not in self.likes:
            self.likes.add(("post", who, post))
            self.tell("like", who, self.posts[post].author, post)

    def on_unlike(self, who: int, post: int) -> None:
        self.likes.discard(("post", who, post))
        self.untell("like", who, post=post)

    def on_archive(self, _who: int, post: int) -> None:
        self.posts[post].is_gone = True

    on_delete_post = on_archive

    def on_unarchive(self, _who: int, post: int) -> None:
        self.posts[post].is_gone = False

    on_restore = on_unarchive

    def on_tag(self, who: int, post: int, *people: int) -> None:
        for gone in self.posts[post].tagged - set(people):
            self.untell("tag", who, gone, post=post)
        self.posts[post].tagged = set(people)
        for person in people:
            if self.is_for(person, post):
                self.tell("tag", who, person, post)

    def on_comment(
        self, who: int, post: int, parent: int | None, *mentioned: int, made: int
    ) -> None:
        answered = []
        if parent is not None:
            top = self.comments[parent].parent or parent
            answered = [self.comments[top].author, self.comments[parent].author]
            parent = top
        self.comments[made] = Comment(post, who, parent, list(mentioned))
        author = self.posts[post].author
        for person in dict.fromkeys(answered):
            self.tell("reply", who, person, post, made)
        if author not in answered:
            self.tell("comment", who, author, post, made)
        self._mention(who, made, mentioned, {author, *answered})

    def on_edit(self, who: int, comment_id: int, *mentioned: int) -> None:
        comment = self.comments[comment_id]
        before, comment.mentioned = comment.mentioned, list(mentioned)
        for person in before:
            if person not in mentioned:
                self.untell("mention", who, person, comment=comment_id)
        known = {
            told.recipient
            for told in self.told.values()
            if (told.kind, told.comment) == ("reply", comment_id)
        }
        if comment.parent is not None:
            known.add(self.comments[comment.parent].author)
        new = [person for person in mentioned if person not in before]
        self._mention(who, comment_id, new, {self.posts[comment.post].author, *known})

    def _mention(self, who: int, made: int, people: Iterable[int], known: set[int]) -> None:
        post = self.comments[made].post
        for person in people:
            if person not in known and self.sees(person, post):
                self.tell("mention", who, person, post, made)

    def on_delete_comment(self, _who: int, comment_id: int) -> None:
        gone = {comment_id} | {
            other for other, each in self.comments.items() if each.parent == comment_id
        }
        for each in gone:
            self.comments[each].is_gone = True
        self.told = {key: told for key, told in self.told.items() if told.comment not in gone}

    def on_like_comment(self, who: int, comment_id: int) -> None:
        comment = self.comments[comment_id]
        if ("comment", who, comment_id) not in self.likes:
            self.likes.add(("comment", who, comment_id))
            self.tell("comment_like", who, comment.author, comment.post, comment_id)

    def on_unlike_comment(self, who: int, comment_id: int) -> None:
        self.likes.discard(("comment", who, comment_id))
        self.untell("comment_like", who, comment=comment_id)

    # Reading.

    def on_read(self, who: int, bundle: str) -> None:
        for told in self.visible(who):
            if told.bundle == bundle:
                told.is_read = True

    def on_read_all(self, who: int) -> None:
        for told in self.visible(who):
            told.is_read = True
