"""The doors to a comment by somebody else under the author's post."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments import commenting, deleting, editing, liking, pinning, visibility
from instaclone.comments import queries as comments
from instaclone.comments.models import Comment
from instaclone.posts.models import FOLLOWERS
from instaclone.relations.models import Block
from tests.visibility.doors import Door, anybody, needs_account
from tests.visibility.scenes import APART, EVERYBODY, NEAR, OWN, Scene, set_post

Arrange = Callable[[Session, Scene], Any]


def _comment(scene: Scene) -> Comment:
    found = scene.session.get(Comment, scene.comment_id)
    assert found
    return found


def _set(**values: Any) -> Arrange:
    def arrange(_session: Session, scene: Scene) -> None:
        for name, value in values.items():
            setattr(_comment(scene), name, value)

    return arrange


def _blocks(blocker: str, blocked: str) -> Arrange:
    def who(scene: Scene, kind: str) -> int:
        viewer = scene.commenter if kind == "commenter" else scene.viewers[kind]
        assert viewer
        return viewer.id

    def arrange(session: Session, scene: Scene) -> None:
        session.add(Block(blocker_id=who(scene, blocker), blocked_id=who(scene, blocked)))

    return arrange


def _suspend(session: Session, scene: Scene) -> None:
    user = session.get(User, scene.commenter.id)
    assert user
    user.suspended_at = clock.now()


def _answer_deleted(session: Session, scene: Scene) -> None:
    """The comment becomes the answer to one that is deleted."""
    parent = Comment(
        post_id=scene.post_id,
        author_id=scene.commenter.id,
        body="gone",
        deleted_at=clock.now(),
    )
    session.add(parent)
    session.flush()
    _comment(scene).parent_id = parent.id


NOBODY: frozenset[str] = frozenset()
SEEN = EVERYBODY - APART

COMMENT_THINGS: dict[str, tuple[Arrange, frozenset[str]]] = {
    "a comment": (lambda _session, _scene: None, SEEN),
    "by one whom the stranger blocked": (_blocks("stranger", "commenter"), SEEN - {"stranger"}),
    "by one who blocked the follower": (_blocks("commenter", "follower"), SEEN - {"follower"}),
    "by one who blocked a moderator": (_blocks("commenter", "moderator"), SEEN - {"moderator"}),
    "by one whom the author blocked": (_blocks("author", "commenter"), NOBODY),
    "by one who blocked the author": (_blocks("commenter", "author"), NOBODY),
    "by a suspended person": (_suspend, NOBODY),
    "hidden by moderation": (_set(hidden_at=clock.now()), frozenset({"moderator"})),
    "deleted": (_set(deleted_at=clock.now()), NOBODY),
    "answering a deleted one": (_answer_deleted, NOBODY),
    "under a post for followers": (set_post(visibility=FOLLOWERS), NEAR),
    "under an archived post": (set_post(archived_at=clock.now()), OWN),
    "under a deleted post": (set_post(deleted_at=clock.now()), NOBODY),
}


def _is_listed(scene: Scene, viewer: Viewer | None) -> bool:
    page = comments.comments_page(scene.session, viewer, scene.code)
    return any(card.id == scene.comment_id for card in page.cards)


COMMENT_DOORS: dict[str, Door] = {
    "comments.queries.comments_page": anybody(_is_listed),
    "comments.queries.place_of": anybody(
        lambda s, v: comments.place_of(s.session, v, s.code, s.comment_id)[0] == s.comment_id
    ),
    "comments.visibility.visible_comment": anybody(
        lambda s, v: visibility.visible_comment(s.session, v, s.comment_id)
    ),
    "comments.liking.like": needs_account(lambda s, v: liking.like(s.session, v, s.comment_id)),
    "comments.editing.edit": needs_account(
        lambda s, v: editing.edit(s.session, v, s.comment_id, "Other words")
    ),
    "comments.deleting.delete": needs_account(
        lambda s, v: deleting.delete(s.session, v, s.comment_id)
    ),
    "comments.pinning.pin": needs_account(lambda s, v: pinning.pin(s.session, v, s.comment_id)),
    "comments.pinning.unpin": needs_account(lambda s, v: pinning.unpin(s.session, v, s.comment_id)),
    "comments.commenting.comment": needs_account(
        lambda s, v: commenting.comment(s.session, v, s.code, "Well", s.comment_id)
    ),
}
