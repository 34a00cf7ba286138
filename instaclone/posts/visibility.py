"""Who may see a post: the one gate for pages, lists, API and media bytes."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import sieve
from instaclone.db.kept import kept
from instaclone.errors import NotFound
from instaclone.media.models import Media
from instaclone.posts.models import CLOSE_FRIENDS, FOLLOWERS, PUBLIC, Post, PostMedia, PutAside
from instaclone.profiles.models import Avatar, Profile
from instaclone.relations.standing import (
    Id,
    blocked_between,
    follows,
    is_close_friend_of,
    mutes,
    visible_people,
)
from instaclone.settings import settings

# Made once, as in relations.standing.
_aside, _profile, _user = aliased(PutAside), aliased(Profile), aliased(User)

GONE = "This post is not here. It may have been deleted."


def visible_posts(viewer: Viewer | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """The condition on Post, or an alias of it, under which the viewer finds it in lists.

    An author finds their own posts before they are published and while moderation hides them, but
    not what they archived or deleted: those have pages of their own.
    """
    if viewer is None:
        return false() if settings().private_community else public_posts(post)
    return _visible_posts(viewer, post)


@kept
def _visible_posts(viewer: Viewer, post: type[Post]) -> ColumnElement[bool]:
    author = col(post.author_id)
    shown = and_(_is_shown(post), ~_is_suspended(post), _is_for(viewer.id, post))
    if not viewer.is_moderator:
        shown = and_(shown, col(post.hidden_at).is_(None))
    others = and_(shown, ~blocked_between(viewer.id, author))
    return and_(_is_kept(post), or_(author == viewer.id, others))


@kept
def public_posts(post: type[Post] = Post) -> ColumnElement[bool]:
    """The condition under which everybody here may see it: for counts that are alike for all."""
    seen = and_(_is_kept(post), _is_shown(post), col(post.hidden_at).is_(None))
    return and_(seen, ~_is_suspended(post), _is_for(None, post))


@kept
def wanted_posts(viewer: Viewer, post: type[Post] = Post) -> ColumnElement[bool]:
    """The further condition under which the viewer wants it in their feed, tags and suggestions:
    not by somebody they muted, and not put aside by them."""
    return _is_wanted(viewer.id, post)


def findable_posts(viewer: Viewer | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """The condition under which the viewer finds it by searching and discovering: visible, shown,
    wanted, and neither it nor its author's account is kept out of that."""
    listed = and_(_is_shown(post), visible_posts(viewer, post))
    if viewer is None:
        return and_(listed, ~_is_unlisted(None, post))
    others = and_(~_is_unlisted(viewer.id, post), wanted_posts(viewer, post))
    return and_(listed, or_(col(post.author_id) == viewer.id, others))


def counted_posts(viewer: Viewer | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """The condition under which it counts where the viewer finds posts: visible, and not kept out
    of that. What they do not want is counted though they do not find it."""
    return and_(visible_posts(viewer, post), listed_for(viewer, post))


def listed_for(viewer: Viewer | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """The further condition under which it is not kept out of what the viewer finds by searching
    and discovering: neither by its own choice nor by its author's account."""
    if viewer is None:
        return ~_is_unlisted(None, post)
    return or_(col(post.author_id) == viewer.id, ~_is_unlisted(viewer.id, post))


def listed_posts(post: type[Post] = Post) -> ColumnElement[bool]:
    """The condition under which everybody here may find it so: for counts that are alike for
    all."""
    return and_(public_posts(post), ~_is_unlisted(None, post))


def visible_post(session: Session, viewer: Viewer | None, code: str, *, hold=False) -> Post:
    """The post with this code; raises NotFound when it is missing or not for the viewer.

    Its author also finds it archived. With `hold` nobody else changes it until the end of the
    transaction: whoever changes likes, comments or their counts asks for that, first of all rows.
    """
    statement = _by_code(viewer, settings().private_community)
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    post: Post | None = session.scalar(statement, {"code": code})
    if post is None:
        raise NotFound(GONE)
    return post


def found_posts(viewer: Viewer | None) -> ColumnElement[bool]:
    """The condition on Post under which the viewer finds it at its own address: as in lists, and
    one's own also archived."""
    if viewer is None:
        return visible_posts(None)
    own = and_(col(Post.author_id) == viewer.id, col(Post.deleted_at).is_(None))
    return or_(visible_posts(viewer), own)


@kept
def _by_code(viewer: Viewer | None, _private_community: bool) -> Any:
    return select(Post).where(col(Post.code) == bindparam("code"), found_posts(viewer))


def editable_post(session: Session, viewer: Viewer, code: str, *, hold=False) -> Post:
    """The viewer's own post with this code; raises NotFound otherwise."""
    post = visible_post(session, viewer, code, hold=hold)
    if post.author_id != viewer.id:
        raise NotFound(GONE)
    return post


def may_see_media(session: Session, viewer: Viewer | None, media_id: int) -> bool:
    """Whether the viewer may fetch the bytes of a picture: theirs, in a post they may see, or the
    avatar of somebody they may know of."""
    media = session.get(Media, media_id)
    if media is None or media.deleted_at is not None:
        return False
    if viewer is not None and media.owner_id == viewer.id:
        return True
    in_post = (
        select(Post.id)
        .join(PostMedia, col(PostMedia.post_id) == Post.id)
        .where(PostMedia.media_id == media_id, visible_posts(viewer))
    )
    if session.exec(in_post).first() is not None:
        return True
    avatar = (
        select(User.id)
        .join(Avatar, col(Avatar.user_id) == User.id)
        .where(Avatar.media_id == media_id, visible_people(viewer))
    )
    return session.exec(avatar).first() is not None


def owns_media(session: Session, viewer: Viewer | None, media_id: int) -> bool:
    """Whether the viewer uploaded the picture: they may also fetch it as it was."""
    media = session.get(Media, media_id)
    if viewer is None or media is None or media.deleted_at is not None:
        return False
    return media.owner_id == viewer.id


def sees_profile(viewer: Viewer | None, user_id: int) -> ColumnElement[bool]:
    """The viewer sees what a profile shows below its head: what is beside the person's own posts,
    each of which has its own gate."""
    here = exists().where(col(_user.id) == user_id, visible_people(viewer, _user))
    is_private = exists().where(
        col(_profile.user_id) == user_id, col(_profile.is_private).is_(True)
    )
    if viewer is None:
        return and_(here, ~is_private)
    return and_(here, or_(literal(viewer.id) == user_id, ~is_private, follows(viewer.id, user_id)))


def meant_for(session: Session, post: Post, user_ids: Collection[int]) -> set[int]:
    """Those of these people who see the post once it is published; never its author."""
    found = (
        select(User.id)
        .join(Post, col(Post.id) == post.id)
        .where(
            col(User.id).in_(user_ids),
            col(User.id) != col(Post.author_id),
            col(User.suspended_at).is_(None),
            ~blocked_between(col(User.id), col(Post.author_id)),
            _is_for(col(User.id), Post),
        )
    )
    return {user_id for user_id in session.exec(found) if user_id}


def finders(session: Session, post_id: int, user_ids: Collection[int]) -> set[int]:
    """Those of these people who find the post by searching, as `findable_posts` says of one; never
    its author, and moderators as everybody else."""
    asked = {"post_id": post_id, "people": list(user_ids)}
    return set(session.scalars(_finders(), asked)) if user_ids else set()


@kept
def _finders() -> Any:
    reader: Any = col(User.id)
    return (
        select(reader)
        .join(Post, col(Post.id) == bindparam("post_id"))
        .where(
            reader.in_(bindparam("people", expanding=True)),
            reader != col(Post.author_id),
            col(User.suspended_at).is_(None),
            _is_kept(Post),
            col(Post.sort_key).is_not(None),
            col(Post.hidden_at).is_(None),
            ~_is_suspended(Post),
            ~blocked_between(reader, col(Post.author_id)),
            _is_for(reader, Post),
            ~_is_kept_out(reader, Post),
            _is_wanted(reader, Post),
        )
    )


def _is_kept(post: type[Post]) -> ColumnElement[bool]:
    return sieve(and_(col(post.deleted_at).is_(None), col(post.archived_at).is_(None)))


def _is_shown(post: type[Post]) -> ColumnElement[bool]:
    return sieve(col(post.sort_key).is_not(None))


def _is_for(reader: Id | None, post: type[Post]) -> ColumnElement[bool]:
    """What the author decided: of the post, and of the whole account. None is a guest."""
    is_private = exists().where(
        col(_profile.user_id) == col(post.author_id), col(_profile.is_private).is_(True)
    )
    to_all = and_(col(post.visibility) == PUBLIC, ~is_private)
    if reader is None:
        return to_all
    author = col(post.author_id)
    return or_(
        to_all,
        and_(col(post.visibility).in_((PUBLIC, FOLLOWERS)), follows(reader, author)),
        and_(col(post.visibility) == CLOSE_FRIENDS, is_close_friend_of(reader, author)),
    )


@kept
def _is_unlisted(reader: int | None, post: type[Post]) -> ColumnElement[bool]:
    return _is_kept_out(reader, post)


def _is_kept_out(reader: Id | None, post: type[Post]) -> ColumnElement[bool]:
    author = col(post.author_id)
    account = exists().where(col(_profile.user_id) == author, col(_profile.is_unlisted).is_(True))
    if reader is not None:
        account = and_(account, ~follows(reader, author))
    return or_(sieve(col(post.is_unlisted).is_(True)), account)


def _is_wanted(reader: Id, post: type[Post]) -> ColumnElement[bool]:
    put_aside = exists().where(col(_aside.user_id) == reader, col(_aside.post_id) == col(post.id))
    return and_(~mutes(reader, col(post.author_id)), ~put_aside)


def _is_suspended(post: type[Post]) -> ColumnElement[bool]:
    return exists().where(
        col(_user.id) == col(post.author_id), sieve(col(_user.suspended_at).is_not(None))
    )
