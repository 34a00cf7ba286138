"""Tags that a post has from its author's comments; other people's #words are links only."""

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment
from instaclone.db.dialect import add_once
from instaclone.live.bus import publish_later
from instaclone.posts.editing import Changes, edit
from instaclone.posts.indexing import index
from instaclone.posts.models import Post, PostTag
from instaclone.posts.visibility import editable_post
from instaclone.text import TAG_LIMIT, is_tag, tags_in


def retag(session: Session, post: Post) -> None:
    """Make the tags from comments those that stand in the author's comments now.

    The earliest comment with a tag gives it, while the post has room; its own words come first. The
    caller holds the post.
    """
    assert post.id
    rows = session.exec(select(PostTag).where(PostTag.post_id == post.id)).all()
    own = {row.tag for row in rows if not row.comment_id}
    written = {tag: by for tag, by in _wanted(session, post).items() if tag not in own}
    wanted = dict(list(written.items())[: max(TAG_LIMIT - len(own), 0)])
    stale = [row.tag for row in rows if row.comment_id and wanted.get(row.tag) != row.comment_id]
    if stale:
        session.execute(
            delete(PostTag).where(col(PostTag.post_id) == post.id, col(PostTag.tag).in_(stale))
        )
        for row in rows:
            if row.tag in stale:
                session.expunge(row)
    there = {row.tag for row in rows} - set(stale)
    missing = [tag for tag in wanted if tag not in there]
    for tag in missing:
        row = PostTag(post_id=post.id, tag=tag, comment_id=wanted[tag], sort_key=post.sort_key)
        add_once(session, row)
    if stale or missing:
        index(session, post)
        publish_later(session, f"post:{post.id}")


def edit_post(session: Session, viewer: Viewer, code: str, changes: Changes) -> bool:
    """`posts.editing.edit`, and then the tags of the author's comments in the room that is left."""
    has_changed = edit(session, viewer, code, changes)
    retag(session, editable_post(session, viewer, code, hold=True))
    return has_changed


def _wanted(session: Session, post: Post) -> dict[str, int]:
    """Each tag of the author's comments, with the first comment it stands in."""
    written = session.execute(
        select(Comment.id, Comment.body)
        .where(
            Comment.post_id == post.id,
            Comment.author_id == post.author_id,
            col(Comment.deleted_at).is_(None),
            or_(col(Comment.body).contains("#"), col(Comment.body).contains("＃")),
        )
        .order_by(col(Comment.id))
    )
    found: dict[str, int] = {}
    for comment_id, body in written:
        for tag in filter(is_tag, tags_in(body)):
            found.setdefault(tag, comment_id)
    return found
