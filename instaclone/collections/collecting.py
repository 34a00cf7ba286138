"""Putting posts into one's collections, and taking them out."""

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.collections.arranging import own_collection
from instaclone.collections.models import CollectedPost, Collection
from instaclone.db.dialect import add_once
from instaclone.posts.models import Post
from instaclone.posts.saving import save


def add(session: Session, viewer: Viewer, collection_id: int, code: str) -> None:
    """Put a post into a collection, and so save it; once is enough. Raises NotFound."""
    own_collection(session, viewer, collection_id)
    post_id = save(session, viewer, code)
    row = CollectedPost(collection_id=collection_id, post_id=post_id, owner_id=viewer.id)
    add_once(session, row)


def remove(session: Session, viewer: Viewer, collection_id: int, code: str) -> None:
    """Take a post out of a collection; it stays saved. Raises NotFound for no such collection."""
    own_collection(session, viewer, collection_id)
    post_id = session.exec(select(Post.id).where(Post.code == code)).first()
    session.execute(
        delete(CollectedPost).where(
            col(CollectedPost.collection_id) == collection_id, col(CollectedPost.post_id) == post_id
        )
    )
    session.execute(
        update(Collection)
        .where(col(Collection.id) == collection_id, col(Collection.cover_post_id) == post_id)
        .values(cover_post_id=None)
    )
