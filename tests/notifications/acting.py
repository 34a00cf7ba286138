"""People who do things at random, through the abilities, and the log of what they did."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import KINDS, SENDERS
from instaclone.comments import commenting, editing
from instaclone.comments import deleting as uncommenting
from instaclone.comments import liking as comment_liking
from instaclone.db.session import read, transact
from instaclone.errors import AppError
from instaclone.notifications import preferring, reading
from instaclone.notifications.queries import notification_page
from instaclone.posts import archiving, deleting, liking
from instaclone.posts.tagging_people import tag_people
from instaclone.posts.visibility import editable_post
from instaclone.profiles import blocking, following, muting, requesting
from instaclone.profiles.editing import set_private
from instaclone.relations.models import Block, FollowRequest
from tests import make
from tests.notifications.ledger import Act

POSTS_EACH = 2
# How often each is tried, against the others.
WEIGHTS = {
    "follow": 90,
    "unfollow": 30,
    "remove": 10,
    "approve": 30,
    "approve_all": 5,
    "decline": 15,
    "block": 10,
    "unblock": 25,
    "mute": 12,
    "unmute": 12,
    "private": 12,
    "wish": 15,
    "like": 150,
    "unlike": 40,
    "archive": 6,
    "unarchive": 8,
    "delete_post": 8,
    "restore": 7,
    "tag": 25,
    "comment": 110,
    "reply": 90,
    "edit": 25,
    "delete_comment": 30,
    "like_comment": 80,
    "unlike_comment": 20,
    "read": 40,
    "read_all": 8,
}


@dataclass
class World:
    """The people, what they made, and what they did; ids throughout."""

    chance: random.Random
    people: list[Viewer] = field(default_factory=list)
    posts: dict[int, int] = field(default_factory=dict)  # id -> author
    codes: dict[int, str] = field(default_factory=dict)
    comments: dict[int, int] = field(default_factory=dict)  # id -> author
    log: list[Act] = field(default_factory=list)
    refused: int = 0
    weights: ClassVar[dict[str, int]] = WEIGHTS

    def act(self) -> bool:
        """Somebody tries something; False when it was refused."""
        (what,) = self.chance.choices(list(self.weights), weights=list(self.weights.values()))
        who = self.chance.choice(self.people)
        try:
            done = getattr(self, f"_{what}")(who)
        except AppError:
            done = None
        if done is None:
            self.refused += 1
            return False
        self.log.append(done)
        return True

    def name(self, user_id: int) -> str:
        """The username of a person."""
        return next(person.username for person in self.people if person.id == user_id)

    def _done(self, what: str, who: Viewer, *about: Any, made: int = 0) -> Act:
        return Act(what, who.id, about, made, f"{clock.now():%Y-%m-%d}")

    def _other(self, who: Viewer) -> Viewer:
        return self.chance.choice([each for each in self.people if each.id != who.id])

    def _to_other(self, what: str, ability: Callable, who: Viewer, **how: Any) -> Act:
        return self._to(what, ability, who, self._other(who).id, **how)

    def _to(self, what: str, ability: Callable, who: Viewer, whom: int, **how: Any) -> Act:
        transact(ability, who, self.name(whom), **how)
        return self._done(what, who, whom, *how.values())

    def _answer(self, what: str, ability: Callable) -> Act | None:
        """Somebody who was asked does something about it."""
        asked = read(_requests)
        if not asked:
            return None
        requester, requested = self.chance.choice(asked)
        who = next(person for person in self.people if person.id == requested)
        return self._to(what, ability, who, requester)

    def _follow(self, who: Viewer) -> Act:
        return self._to_other("follow", following.follow, who)

    def _unfollow(self, who: Viewer) -> Act:
        return self._to_other("unfollow", following.unfollow, who)

    def _remove(self, who: Viewer) -> Act:
        return self._to_other("remove", following.remove_follower, who)

    def _approve(self, _who: Viewer) -> Act | None:
        return self._answer("approve", requesting.approve)

    def _decline(self, _who: Viewer) -> Act | None:
        return self._answer("decline", requesting.decline)

    def _approve_all(self, who: Viewer) -> Act:
        transact(requesting.approve_all, who)
        return self._done("approve_all", who)

    def _block(self, who: Viewer) -> Act:
        return self._to_other("block", blocking.block, who)

    def _unblock(self, who: Viewer) -> Act | None:
        blocked = read(_blocked, who.id)
        if not blocked:
            return None
        return self._to("unblock", blocking.unblock, who, self.chance.choice(blocked))

    def _mute(self, who: Viewer) -> Act:
        wanted = self.chance.random() < 0.7
        return self._to_other("mute", muting.mute, who, with_notifications=wanted)

    def _unmute(self, who: Viewer) -> Act:
        return self._to_other("unmute", muting.unmute, who)

    def _private(self, who: Viewer) -> Act:
        wanted = self.chance.random() < 0.5
        transact(set_private, who, wanted)
        return self._done("private", who, wanted)

    def _wish(self, who: Viewer) -> Act:
        kind, senders = self.chance.choice(KINDS), self.chance.choice(SENDERS)
        transact(preferring.wish, who, kind, senders)
        return self._done("wish", who, kind, senders)

    def _to_post(self, what: str, ability: Callable, who: Viewer, own: bool = False) -> Act | None:
        posts = [post for post, author in self.posts.items() if not own or author == who.id]
        post = self.chance.choice(posts)
        transact(ability, who, self.codes[post])
        return self._done(what, who, post)

    def _like(self, who: Viewer) -> Act | None:
        return self._to_post("like", liking.like, who)

    def _unlike(self, who: Viewer) -> Act | None:
        return self._to_post("unlike", liking.unlike, who)

    def _archive(self, who: Viewer) -> Act | None:
        return self._to_post("archive", archiving.archive, who, own=True)

    def _unarchive(self, who: Viewer) -> Act | None:
        return self._to_post("unarchive", archiving.unarchive, who, own=True)

    def _delete_post(self, who: Viewer) -> Act | None:
        return self._to_post("delete_post", deleting.delete, who, own=True)

    def _restore(self, _who: Viewer) -> Act | None:
        gone = [act for act in self.log if act.what == "delete_post"]
        if not gone:
            return None
        act = self.chance.choice(gone)
        author = next(person for person in self.people if person.id == act.who)
        transact(deleting.restore, author, self.codes[act.about[0]])
        return self._done("restore", author, *act.about)

    def _tag(self, who: Viewer) -> Act | None:
        post = self.chance.choice([post for post, author in self.posts.items() if author == who.id])
        people = self.chance.sample([each for each in self.people if each.id != who.id], 2)
        line = ", ".join(person.username for person in people)
        transact(tag, who, self.codes[post], line)
        return self._done("tag", who, post, *(person.id for person in people))

    def _comment(self, who: Viewer, parent: int | None = None) -> Act | None:
        post = self.chance.choice(list(self.posts))
        if parent is not None:
            written = (act for act in self.log if act.what == "comment")
            post = next(act.about[0] for act in written if act.made == parent)
        mentioned, words = self._words()
        made = transact(commenting.comment, who, self.codes[post], words, parent)
        self.comments[made] = who.id
        return self._done("comment", who, post, parent, *mentioned, made=made)

    def _reply(self, who: Viewer) -> Act | None:
        return (
            self._comment(who, self.chance.choice(list(self.comments))) if self.comments else None
        )

    def _edit(self, who: Viewer) -> Act | None:
        own = [comment for comment, author in self.comments.items() if author == who.id]
        if not own:
            return None
        comment = self.chance.choice(own)
        mentioned, words = self._words()
        transact(editing.edit, who, comment, words)
        return self._done("edit", who, comment, *mentioned)

    def _words(self) -> tuple[list[int], str]:
        mentioned = self.chance.sample(self.people, self.chance.choice((0, 0, 1, 2)))
        names = " ".join(f"@{person.username}" for person in mentioned)
        return [person.id for person in mentioned], f"Words {self.chance.random()} {names}"

    def _to_comment(self, what: str, ability: Callable, who: Viewer) -> Act | None:
        if not self.comments:
            return None
        comment = self.chance.choice(list(self.comments))
        transact(ability, who, comment)
        return self._done(what, who, comment)

    def _delete_comment(self, who: Viewer) -> Act | None:
        return self._to_comment("delete_comment", uncommenting.delete, who)

    def _like_comment(self, who: Viewer) -> Act | None:
        return self._to_comment("like_comment", comment_liking.like, who)

    def _unlike_comment(self, who: Viewer) -> Act | None:
        return self._to_comment("unlike_comment", comment_liking.unlike, who)

    def _read(self, who: Viewer) -> Act | None:
        cards = read(notification_page, who).cards
        if not cards:
            return None
        key = self.chance.choice(cards).key
        transact(reading.mark_read, who, key)
        return self._done("read", who, key)

    def _read_all(self, who: Viewer) -> Act | None:
        transact(reading.mark_all, who)
        return self._done("read_all", who)


def begin(session: Session, world: World, people: int) -> None:
    """So many people, with posts."""
    for number in range(people):
        person = make.user(session, f"person{number}")
        world.people.append(person)
        for _ in range(POSTS_EACH):
            post = make.post(session, person)
            assert post.id
            world.posts[post.id] = person.id
            world.codes[post.id] = post.code


def _requests(session: Session) -> list[tuple[int, int]]:
    rows = session.exec(select(FollowRequest).order_by(col(FollowRequest.created_at)))
    return [(row.requester_id, row.requested_id) for row in rows]


def _blocked(session: Session, blocker: int) -> list[int]:
    rows = select(Block.blocked_id).where(Block.blocker_id == blocker)
    return list(session.exec(rows.order_by(col(Block.blocked_id))))


def tag(session: Session, author: Viewer, code: str, line: str) -> None:
    """Have exactly these people in a post."""
    tag_people(session, editable_post(session, author, code, hold=True), line)
