"""Posts with a picture like one of another post's."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.media import likeness
from instaclone.media.models import Media
from instaclone.posts.cards import TileCard
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.queries import post_rows, tile_cards
from instaclone.posts.visibility import findable_posts, visible_post
from instaclone.ui.head import Head

SHOWN = 60  # posts
LOOKED_AT = 1000  # pictures, the nearest: of so many, those in posts for the viewer are shown


@dataclass(frozen=True)
class SimilarCard:
    """A post that looks alike; `how` says how much, and where it has several pictures which one."""

    tile: TileCard
    how: str


def similar_tiles(session: Session, viewer: Viewer | None, code: str) -> list[SimilarCard]:
    """Posts with a picture like one of this post's, the nearest first and of equal ones the newest;
    what it shows now counts. Raises NotFound when the post is not for the viewer.

    One statement for each of its pictures, and a constant number besides.
    """
    post = visible_post(session, viewer, code)
    assert post.id
    bits = _alike(session, post.id)
    best: dict[int, tuple[int, int, int]] = {}  # by post: bits, how old, and which of its pictures
    for post_id, position, media_id, key in session.execute(
        select(
            col(PostMedia.post_id),
            col(PostMedia.position),
            col(PostMedia.media_id),
            col(Post.sort_key),
        )
        .join(Post, col(Post.id) == col(PostMedia.post_id))
        .where(col(PostMedia.media_id).in_(bits), col(Post.id) != post.id, findable_posts(viewer))
    ):
        found = (bits[media_id], -key, position + 1)
        best[post_id] = min(found, best.get(post_id, found))
    nearest = sorted(best, key=lambda post_id: best[post_id])[:SHOWN]
    rows = session.execute(post_rows().where(col(Post.id).in_(nearest))).all()
    rows = sorted(rows, key=lambda row: best[row[0].id])
    cards = tile_cards(session, viewer, rows)
    return [
        SimilarCard(card, _how(*best[row[0].id], card.picture_count))
        for card, row in zip(cards, rows, strict=True)
    ]


def similar_head(session: Session, viewer: Viewer | None, code: str) -> Head | None:
    """What a link to the page says, which no search engine lists; None when the post is not for the
    viewer."""
    try:
        visible_post(session, viewer, code)
    except NotFound:
        return None
    said = "Posts with a picture like this one."
    return Head("Similar posts · Instaclone", said, is_indexed=False)


def _alike(session: Session, post_id: int) -> dict[int, int]:
    """The pictures that are like one of a post's, with the bits in which the nearest differ."""
    hashes = session.scalars(
        select(col(Media.perceptual_hash))
        .join(PostMedia, col(PostMedia.media_id) == col(Media.id))
        .where(col(PostMedia.post_id) == post_id)
    ).all()
    bits: dict[int, int] = {}
    for each in {each for each in hashes if each}:
        for found in likeness.near(session, each):
            bits[found.media_id] = min(found.bits, bits.get(found.media_id, found.bits))
    nearest = sorted(bits, key=lambda media_id: (bits[media_id], -media_id))
    return {media_id: bits[media_id] for media_id in nearest[:LOOKED_AT]}


def _how(bits: int, _older: int, number: int, picture_count: int) -> str:
    how = "Nearly the same" if bits <= likeness.NEARLY_THE_SAME else "Alike"
    return how if picture_count == 1 else f"{how}: photo {number}"
