"""What explore shows to whom: the conditions every candidate meets, whichever signal found it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import sieve
from instaclone.explore.models import AUTHOR, Leaning
from instaclone.posts.indexing import HAS_VIDEO
from instaclone.posts.models import PUBLIC, Post, PostFact
from instaclone.posts.visibility import findable_posts

_fact = aliased(PostFact)


def explorable(viewer: Viewer | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """The condition on Post, or an alias of it, under which explore may show it to the viewer:
    found by them, without a content warning, not hidden by moderation, and by somebody else whom
    they did not hide. It takes the parameters of `allowing`."""
    plain = and_(col(post.warning) == "", col(post.hidden_at).is_(None))
    found = and_(findable_posts(viewer, post), sieve(plain))
    if viewer is None:
        return found
    author = col(post.author_id)
    hidden = bindparam("hidden", expanding=True)
    return and_(found, author != bindparam("me"), author.not_in(hidden))


def allowing(viewer: Viewer | None, hidden: Iterable[int]) -> dict[str, Any]:
    """The parameters of `explorable`: who looks, and whom they hid."""
    return {"me": viewer.id, "hidden": list(hidden)} if viewer else {}


def hidden_people(session: Session, viewer: Viewer) -> list[int]:
    """The ids of those of whom the viewer wants to see nothing in explore."""
    rows = session.exec(
        select(Leaning.subject).where(
            Leaning.user_id == viewer.id,
            col(Leaning.kind) == AUTHOR,
            col(Leaning.is_hidden).is_(True),
        )
    )
    return [int(subject) for subject in rows if subject.isdecimal()]


def looks_open(post: type[Post] = Post) -> ColumnElement[bool]:
    """A condition without look-ups that leaves out most of what explore will not show: so that the
    newest posts of a tag are none that the gate refuses anyway."""
    plain = and_(
        col(post.visibility) == PUBLIC,
        col(post.warning) == "",
        col(post.is_unlisted) == false(),
        col(post.archived_at).is_(None),
        col(post.deleted_at).is_(None),
        col(post.hidden_at).is_(None),
    )
    return and_(col(post.sort_key) > 0, sieve(plain))


def has_video(post: type[Post] = Post) -> ColumnElement[bool]:
    """One of the post's pictures is a film."""
    return exists().where(col(_fact.post_id) == col(post.id), col(_fact.fact) == HAS_VIDEO)
