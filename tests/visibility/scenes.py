"""One author, one thing of theirs, and every kind of viewer a community has."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select, update

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import MENTION, Notification
from instaclone.collections.models import CollectedPost, Collection
from instaclone.comments.models import Comment
from instaclone.media.models import Variant
from instaclone.posts.models import (
    CLOSE_FRIENDS,
    FOLLOWERS,
    ONLY_ME,
    Post,
    PostLike,
    PostMedia,
    PostPerson,
    PostTag,
    SavedPost,
)
from instaclone.profiles.models import FormerUsername, Profile
from instaclone.relations.models import Block, CloseFriend, Follow, FollowRequest, Mute
from instaclone.vision.models import LabelCount
from tests import make

VIEWERS = (
    "guest",
    "stranger",
    "follower",
    "requested",  # has asked to follow and waits
    "close friend",
    "blocked",  # by the author; followed before
    "blocker",  # of the author; followed before
    "muter",  # follows the author, and has muted them
    "moderator",
    "author",
)
TAG, NAME_BEGINS, WORDS = "lakeside", "theauthor", "words of the author"
PLACE = "The author's own bay"
SEEN = "dog"  # by the scanner
FORMER = "formerly"  # what the author was called before


@dataclass
class Scene:
    """A post with one picture, liked, saved and tagged; `comment` is another's under it."""

    session: Session
    author: Viewer
    viewers: dict[str, Viewer | None]
    post: Post
    media_id: int
    key: str
    commenter: Viewer
    comment_id: int
    tagged: Viewer

    bundle: str = ""
    begun_at: datetime = field(default_factory=clock.now)

    collections: dict[int, int] = field(default_factory=dict)

    def collection_of(self, viewer: Viewer) -> int:
        """The viewer's own collection, which the post is in; 0 for none."""
        return self.collections.get(viewer.id, 0)

    def notification_ids(self, viewer: Viewer) -> list[int]:
        """What the author's mention of this viewer is recorded as."""
        rows = select(Notification.id).where(Notification.recipient_id == viewer.id)
        return [row for row in self.session.exec(rows) if row]

    @property
    def place_id(self) -> int:
        assert self.post.place_id
        return self.post.place_id

    @property
    def code(self) -> str:
        return self.post.code

    @property
    def post_id(self) -> int:
        assert self.post.id
        return self.post.id


def build(session: Session, arrange: Callable[[Session, "Scene"], Any]) -> Scene:
    """The scene, after `arrange` made of the public post the thing that is looked at."""
    author = make.user(session, NAME_BEGINS)
    viewers: dict[str, Viewer | None] = {"guest": None, "author": author}
    for kind in VIEWERS:
        if kind not in viewers:
            viewers[kind] = make.user(session, kind.replace(" ", "_"))
    commenter, tagged = make.user(session, "commenter"), make.user(session, "tagged")
    post = make.post(session, author, f"{WORDS} #{TAG} @{tagged.username}", labels={SEEN: 1})
    assert post.id
    media_id = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()
    key = session.exec(select(Variant.key).where(Variant.media_id == media_id)).one()
    session.add(PostTag(post_id=post.id, tag=TAG, sort_key=post.sort_key))
    session.add(PostPerson(post_id=post.id, user_id=tagged.id))
    make.own_place(session, post, PLACE)
    comment = Comment(post_id=post.id, author_id=commenter.id, body="words of the commenter")
    session.add(comment)
    post.comment_count = 1
    session.flush()
    assert comment.id
    scene = Scene(session, author, viewers, post, media_id, key, commenter, comment.id, tagged)
    _relate(scene)
    arrange(session, scene)
    session.flush()
    return scene


def _relate(scene: Scene) -> None:
    session, author = scene.session, scene.author

    def who(kind: str) -> int:
        viewer = scene.viewers[kind]
        assert viewer
        return viewer.id

    for kind in ("follower", "muter"):
        make.follow(session, Viewer(who(kind), kind), author)
    session.add(FollowRequest(requester_id=who("requested"), requested_id=author.id))
    session.add(CloseFriend(owner_id=author.id, friend_id=who("close friend")))
    session.add(Block(blocker_id=author.id, blocked_id=who("blocked")))
    session.add(Block(blocker_id=who("blocker"), blocked_id=author.id))
    session.add(
        Mute(
            muter_id=who("muter"),
            muted_id=author.id,
            with_notifications=True,
            ends_at=clock.now() + timedelta(days=1),
        )
    )
    # Everybody liked and saved the post while they could, and the author mentioned them: that opens
    # no door later.
    scene.bundle = f"mention:post:{scene.post_id}"
    for kind, viewer in scene.viewers.items():
        if viewer is not None and kind != "author":
            session.add(PostLike(post_id=scene.post_id, user_id=viewer.id))
            session.add(SavedPost(post_id=scene.post_id, user_id=viewer.id))
            session.add(_told(scene, viewer))
            _collect(scene, viewer)
    scene.post.like_count = len(scene.viewers) - 2
    soon = clock.now() + timedelta(days=1)
    session.add(FormerUsername(username=FORMER, user_id=author.id, ends_at=soon))
    user = session.get(User, who("moderator"))
    assert user
    user.moderator_since = clock.now()
    scene.viewers["moderator"] = Viewer(user.id or 0, user.username, is_moderator=True)
    session.flush()


def _collect(scene: Scene, viewer: Viewer) -> None:
    collection = Collection(owner_id=viewer.id, name="Kept")
    scene.session.add(collection)
    scene.session.flush()
    assert collection.id
    scene.collections[viewer.id] = collection.id
    scene.session.add(
        CollectedPost(collection_id=collection.id, post_id=scene.post_id, owner_id=viewer.id)
    )


def _told(scene: Scene, viewer: Viewer) -> Notification:
    return Notification(
        recipient_id=viewer.id,
        actor_id=scene.author.id,
        kind=MENTION,
        cause=scene.bundle,
        bundle=scene.bundle,
        post_id=scene.post_id,
    )


def set_post(**values: Any) -> Callable[[Session, Scene], Any]:
    """Make the post this."""

    def arrange(session: Session, scene: Scene) -> None:
        for name, value in values.items():
            setattr(scene.post, name, value)
        if "sort_key" in values:
            tags = update(PostTag).where(col(PostTag.post_id) == scene.post_id)
            session.execute(tags.values(sort_key=values["sort_key"]))
            counts = update(LabelCount).where(col(LabelCount.media_id) == scene.media_id)
            session.execute(counts.values(sort_key=values["sort_key"]))

    return arrange


def set_profile(**values: Any) -> Callable[[Session, Scene], Any]:
    """Make the author's account this."""

    def arrange(session: Session, scene: Scene) -> None:
        profile = session.get(Profile, scene.author.id)
        for name, value in values.items():
            setattr(profile, name, value)

    return arrange


def suspend(session: Session, scene: Scene) -> None:
    """Suspend the author."""
    user = session.get(User, scene.author.id)
    assert user
    user.suspended_at = clock.now()


def nothing(_session: Session, _scene: Scene) -> None:
    """Leave it a public post."""


def follow_all(session: Session, scene: Scene) -> None:
    """Leave it public, but who asked now follows: a request that was approved."""
    viewer = scene.viewers["requested"]
    assert viewer
    session.add(Follow(follower_id=viewer.id, followed_id=scene.author.id))


NOW = clock.now()
EVERYBODY = frozenset(VIEWERS)
APART = frozenset({"blocked", "blocker"})
NEAR = frozenset({"follower", "muter", "author"})
OWN = frozenset({"author"})

# Each thing, how it comes to be, and who sees it. `listed`: whether its author finds it in lists.
THINGS: dict[str, tuple[Callable[[Session, Scene], Any], frozenset[str]]] = {
    "public": (nothing, EVERYBODY - APART),
    "followers": (set_post(visibility=FOLLOWERS), NEAR),
    "close friends": (set_post(visibility=CLOSE_FRIENDS), OWN | {"close friend"}),
    "only me": (set_post(visibility=ONLY_ME), OWN),
    "of a private account": (set_profile(is_private=True, approves_followers=True), NEAR),
    "public of one who approves followers": (
        set_profile(approves_followers=True),
        EVERYBODY - APART,
    ),
    "unpublished": (set_post(sort_key=None, published_at=None), OWN),
    "hidden": (set_post(hidden_at=NOW), OWN | {"moderator"}),
    "archived": (set_post(archived_at=NOW), OWN),
    "deleted": (set_post(deleted_at=NOW), frozenset()),
    "of a suspended author": (suspend, OWN),
}
