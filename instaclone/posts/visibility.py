"""Who may see a post: the one gate for pages, lists, API and media bytes."""

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.media.models import Media
from instaclone.posts.models import Post, PostMedia
from instaclone.settings import settings


def visible_posts(viewer: Viewer | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """The condition on Post, or an alias of it, under which the viewer may see it.

    An author sees their own posts before they are published and while they are hidden.
    """
    if viewer is None and settings().private_community:
        return false()
    suspended = select(User.id).where(col(User.suspended_at).is_not(None))
    shown = and_(
        col(post.sort_key).is_not(None),
        col(post.hidden_at).is_(None),
        col(post.author_id).not_in(suspended),
    )
    if viewer is not None:
        shown = or_(shown, col(post.author_id) == viewer.id)
    return and_(col(post.deleted_at).is_(None), shown)


def visible_post(session: Session, viewer: Viewer | None, code: str) -> Post:
    """The post with this code; raises NotFound when it is missing or not for the viewer."""
    post = session.exec(select(Post).where(Post.code == code, visible_posts(viewer))).first()
    if post is None:
        raise NotFound("This post is not here. It may have been deleted.")
    return post


def editable_post(session: Session, viewer: Viewer, code: str) -> Post:
    """The viewer's own post with this code; raises NotFound otherwise."""
    post = visible_post(session, viewer, code)
    if post.author_id != viewer.id:
        raise NotFound("This post is not here. It may have been deleted.")
    return post


def may_see_media(session: Session, viewer: Viewer | None, media_id: int) -> bool:
    """Whether the viewer may fetch the bytes of a picture: theirs, or in a post they may see."""
    media = session.get(Media, media_id)
    if media is None or media.deleted_at is not None:
        return False
    if viewer is not None and media.owner_id == viewer.id:
        return True
    found = session.exec(
        select(Post.id)
        .join(PostMedia, col(PostMedia.post_id) == Post.id)
        .where(PostMedia.media_id == media_id, visible_posts(viewer))
    ).first()
    return found is not None
