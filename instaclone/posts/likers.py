"""Who likes a post, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.posts.models import PostLike
from instaclone.posts.visibility import GONE, visible_post
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.people import person_cards
from instaclone.relations.standing import follows, visible_people

PAGE = 30


@dataclass(frozen=True)
class Cursor:
    """The last person of a page: among those the viewer follows, or the others."""

    is_followed: bool
    liked_at: datetime
    user_id: int


@dataclass(frozen=True)
class LikersPage:
    """People who like a post; `before` is the cursor of the next page, None at the end."""

    people: list[PersonCard]
    before: Cursor | None


def likers(
    session: Session,
    viewer: Viewer | None,
    code: str,
    before: Cursor | None = None,
    size: int = PAGE,
) -> LikersPage:
    """First those whom the viewer follows, then the others, each the latest first.

    Raises NotFound when the post is not for the viewer, or its author keeps to themselves who likes
    it. At most five statements.
    """
    post = visible_post(session, viewer, code)
    is_author = viewer is not None and viewer.id == post.author_id
    if post.hides_like_count and not is_author:
        raise NotFound(GONE)
    found: list[Cursor] = []
    if viewer and (before is None or before.is_followed):
        found = _some(session, viewer, post.id, before, size + 1, is_followed=True)
        before = None
    if len(found) <= size:
        rest = size + 1 - len(found)
        found += _some(session, viewer, post.id, before, rest, is_followed=False)
    shown = found[:size]
    return LikersPage(
        person_cards(session, viewer, [each.user_id for each in shown]),
        shown[-1] if len(found) > size else None,
    )


def _some(
    session: Session,
    viewer: Viewer | None,
    post_id: int | None,
    before: Cursor | None,
    size: int,
    *,
    is_followed: bool,
) -> list[Cursor]:
    when, who = col(PostLike.created_at), col(PostLike.user_id)
    met: list[Any] = [col(PostLike.post_id) == post_id, visible_people(viewer)]
    if viewer:
        follow = follows(viewer.id, who)
        met.append(follow if is_followed else ~follow)
    if before:
        same = and_(when == before.liked_at, who < before.user_id)
        met.append(or_(when < before.liked_at, same))
    rows = session.execute(
        select(when, who)
        .join(User, col(User.id) == who)
        .where(*met)
        .order_by(when.desc(), who.desc())
        .limit(size)
    )
    return [Cursor(is_followed, liked_at, user_id) for liked_at, user_id in rows]
