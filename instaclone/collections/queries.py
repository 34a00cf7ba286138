"""Reads what a person saved: all of it, and by collection. Only what they may still see."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.collections.arranging import own_collection
from instaclone.collections.cards import ChoiceCard, CollectionCard
from instaclone.collections.models import CollectedPost, Collection
from instaclone.posts.card_queries import post_rows
from instaclone.posts.cards import TileCard
from instaclone.posts.models import Post, SavedPost
from instaclone.posts.queries import TILES, tile_cards
from instaclone.posts.visibility import visible_post, visible_posts
from instaclone.text import count_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ID_BITS = 40  # of a cursor: when something was added, and below that which post


def saved_tiles(
    session: Session, viewer: Viewer, before: int | None = None
) -> tuple[list[TileCard], int | None]:
    """A page of what the viewer saved, the latest first, and the cursor of the next page."""
    when = col(SavedPost.saved_at)
    statement = (
        post_rows()
        .add_columns(when)
        .join(SavedPost, col(SavedPost.post_id) == col(Post.id))
        .where(SavedPost.user_id == viewer.id, visible_posts(viewer))
    )
    return _page(session, viewer, statement, when, before)


def collection_tiles(
    session: Session, viewer: Viewer, collection_id: int, before: int | None = None
) -> tuple[list[TileCard], int | None]:
    """A page of a collection, what was added last first, and the cursor of the next page.

    Raises NotFound when the collection is not the viewer's.
    """
    own_collection(session, viewer, collection_id)
    when = col(CollectedPost.added_at)
    statement = (
        post_rows()
        .add_columns(when)
        .join(CollectedPost, col(CollectedPost.post_id) == col(Post.id))
        .where(CollectedPost.collection_id == collection_id, visible_posts(viewer))
    )
    return _page(session, viewer, statement, when, before)


def collections(session: Session, viewer: Viewer, only: int | None = None) -> list[CollectionCard]:
    """The viewer's collections in their order, each with its cover; `only` the one with this id.

    In a constant number of statements, however many collections and posts.
    """
    covers = _covers(viewer)
    statement = (
        sa_select(
            col(Collection.id),
            col(Collection.name),
            covers.c.post_id,
            func.coalesce(covers.c.size, 0),
        )
        .outerjoin(covers, and_(covers.c.collection_id == col(Collection.id), covers.c.place == 1))
        .where(col(Collection.owner_id) == viewer.id)
        .order_by(col(Collection.position), col(Collection.id))
    )
    rows = session.execute(statement).all()
    tiles = _tiles(session, viewer, [row[2] for row in rows if row[2]])
    return [
        CollectionCard(
            id=collection_id,
            name=name,
            count=count,
            count_text=count_of(count, "post", "posts"),
            cover=tiles.get(post_id),
            is_first=number == 0,
            is_last=number == len(rows) - 1,
        )
        for number, (collection_id, name, post_id, count) in enumerate(rows)
        if only is None or collection_id == only
    ]


def collection_card(session: Session, viewer: Viewer, collection_id: int) -> CollectionCard:
    """One collection; raises NotFound when it is not the viewer's."""
    own_collection(session, viewer, collection_id)
    return collections(session, viewer, collection_id)[0]


def choices(session: Session, viewer: Viewer, code: str) -> list[ChoiceCard]:
    """The viewer's collections, and in which the post is. Raises NotFound for no such post."""
    post = visible_post(session, viewer, code)
    holds = exists().where(
        col(CollectedPost.collection_id) == col(Collection.id),
        col(CollectedPost.post_id) == post.id,
    )
    rows = session.execute(
        sa_select(col(Collection.id), col(Collection.name), holds)
        .where(col(Collection.owner_id) == viewer.id)
        .order_by(col(Collection.position), col(Collection.id))
    )
    return [ChoiceCard(found, name, bool(held)) for found, name, held in rows]


def count_saved(session: Session, viewer: Viewer) -> int:
    """How many of the posts the viewer saved they may still see."""
    statement = (
        select(func.count())
        .select_from(SavedPost)
        .join(Post, col(Post.id) == col(SavedPost.post_id))
        .where(SavedPost.user_id == viewer.id, visible_posts(viewer))
    )
    return session.exec(statement).one()


def _covers(viewer: Viewer) -> Any:
    """Of every collection of the viewer's the posts they see, the chosen cover in place 1."""
    is_chosen = case((col(Collection.cover_post_id) == col(Post.id), 0), else_=1)
    of_one = col(CollectedPost.collection_id)
    place = func.row_number().over(
        partition_by=of_one,
        order_by=(is_chosen, col(CollectedPost.added_at).desc(), col(Post.id).desc()),
    )
    return (
        sa_select(
            of_one.label("collection_id"),
            col(Post.id).label("post_id"),
            place.label("place"),
            func.count().over(partition_by=of_one).label("size"),
        )
        .join(Collection, col(Collection.id) == of_one)
        .join(Post, col(Post.id) == col(CollectedPost.post_id))
        .where(col(Collection.owner_id) == viewer.id, visible_posts(viewer))
        .subquery()
    )


def _tiles(session: Session, viewer: Viewer, post_ids: list[int]) -> dict[int, TileCard]:
    rows = session.execute(post_rows().where(col(Post.id).in_(post_ids))).all()
    made = tile_cards(session, viewer, rows)
    return {row[0].id: tile for row, tile in zip(rows, made, strict=True)}


def _page(
    session: Session, viewer: Viewer, statement: Any, when: Any, before: int | None
) -> tuple[list[TileCard], int | None]:
    if before is not None:
        moment = EPOCH + timedelta(microseconds=before >> ID_BITS)
        same = and_(when == moment, col(Post.id) < before % (1 << ID_BITS))
        statement = statement.where(or_(when < moment, same))
    rows = session.execute(statement.order_by(when.desc(), col(Post.id).desc()).limit(TILES)).all()
    found = tile_cards(session, viewer, [row[:3] for row in rows])
    if len(rows) < TILES:
        return found, None
    last, added_at = rows[-1][0], rows[-1][3]
    micros = (added_at - EPOCH) // timedelta(microseconds=1)
    return found, (micros << ID_BITS) + last.id
