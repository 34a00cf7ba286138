"""Reads posts as cards, each list in a constant number of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.media.cards import PictureCard
from instaclone.media.models import VIDEO, Media
from instaclone.media.queries import cards_of
from instaclone.posts import framing, progress
from instaclone.posts.card_queries import pictures_of, post_cards, post_rows
from instaclone.posts.cards import PostCard, ScannerCard, TileCard
from instaclone.posts.models import Post, PostMedia, PostPerson, PostTag
from instaclone.posts.refusing import scan_refusal
from instaclone.posts.visibility import (
    listed_posts,
    sees_profile,
    visible_post,
    visible_posts,
)
from instaclone.relations.standing import blocked_between
from instaclone.text import length
from instaclone.ui.head import Head
from instaclone.vision.cards import ScanCard
from instaclone.vision.models import Detection, Scan
from instaclone.vision.queries import scan_cards

TILES = 24


def post_card(session: Session, viewer: Viewer | None, code: str) -> PostCard:
    """One post; raises NotFound when the viewer may not see it."""
    post = visible_post(session, viewer, code)
    return post_cards(session, viewer, session.execute(post_rows().where(Post.id == post.id)))[0]


def scanner_cards(session: Session, viewer: Viewer | None, code: str) -> list[ScannerCard]:
    """What the scanner saw in each of the post's pictures, for its author also what does not count;
    raises NotFound when it is not for the viewer."""
    post = visible_post(session, viewer, code)
    assert post.id
    pictures = [(media, scan) for media, scan, _ in pictures_of(session, [post.id])[post.id]]
    has_model = progress.has_model(session, pictures)
    is_own = viewer is not None and viewer.id == post.author_id
    ids = [media.id for media, _ in pictures if media.id]
    seen = scan_cards(session, ids, is_own=is_own)
    found = [
        _scanner_card(number, media, scan, has_model, seen.get(media.id or 0))
        for number, (media, scan) in enumerate(pictures, 1)
    ]
    if all(scan for _, scan in pictures):
        return found
    refusal = scan_refusal(session, viewer, post)
    return [
        card if scan else replace(card, summary=refusal)
        for card, (_, scan) in zip(found, pictures, strict=True)
    ]


def _scanner_card(
    number: int, media: Media, scan: Scan | None, has_model: bool, seen: ScanCard | None
) -> ScannerCard:
    status = progress.status_of(media, scan, has_model)
    is_working = progress.is_working(status)
    card = ScannerCard(number, status, is_working, has_scan=scan is not None)
    if seen is None:
        return card
    return replace(
        card,
        summary=seen.summary,
        about=progress.about_scan(scan),
        boxes=list(seen.boxes),
        labels=list(seen.labels),
        has_doubts=any(box.is_maybe or box.is_rejected for box in seen.boxes),
    )


def post_page(
    session: Session, viewer: Viewer | None, code: str
) -> tuple[PostCard, list[ScannerCard], list[str]]:
    """All of a post's page; raises NotFound when it is not for the viewer."""
    card = post_card(session, viewer, code)
    return card, scanner_cards(session, viewer, code), tags_of(session, card.id)


def topics(session: Session, viewer: Viewer | None, code: str) -> list[str]:
    """What tells of changes to a post and its pictures; raises NotFound when it is not for the
    viewer."""
    post = visible_post(session, viewer, code)
    pictures = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id))
    return [f"post:{post.id}", *(f"media:{each}" for each in pictures)]


def own_picture(session: Session, viewer: Viewer, media_id: int) -> PictureCard | None:
    """A picture of the viewer's own that may be in no post yet; None when it is gone."""
    media = session.get(Media, media_id)
    if media is None or media.owner_id != viewer.id or media.deleted_at is not None:
        return None
    return cards_of(session, [media]).get(media_id)


def tags_of(session: Session, post_id: int) -> list[str]:
    """The tags of a post in alphabetical order."""
    rows = select(PostTag.tag).where(PostTag.post_id == post_id).order_by(col(PostTag.tag))
    return list(session.exec(rows))


def tiles(
    session: Session, viewer: Viewer | None, author_id: int, before: int | None = None
) -> tuple[list[TileCard], int | None]:
    """A page of an author's posts for the grid, newest first, and the cursor of the next page.

    The first page begins with what its author pinned. Ordered by row id, which also places posts
    that are not published yet.
    """
    theirs = post_rows().where(Post.author_id == author_id, visible_posts(viewer))
    pinned: list[Any] = []
    statement = theirs.where(col(Post.pinned_at).is_(None))
    if before is None:
        are_pinned = theirs.where(col(Post.pinned_at).is_not(None))
        pinned = list(session.execute(are_pinned.order_by(col(Post.pinned_at).desc())))
    else:
        statement = statement.where(col(Post.id) < before)
    rows = session.execute(statement.order_by(col(Post.id).desc()).limit(TILES)).all()
    found = tile_cards(session, viewer, [*pinned, *rows])
    return found, rows[-1][0].id if len(rows) == TILES else None


def tagged_tiles(
    session: Session, viewer: Viewer | None, user_id: int, before: int | None = None
) -> tuple[list[TileCard], int | None]:
    """A page of the posts somebody is tagged in, newest first, and the cursor of the next page.

    Not by people between whom and them is a block, and of a private account for its followers.
    """
    statement = (
        post_rows()
        .join(PostPerson, col(PostPerson.post_id) == col(Post.id))
        .where(
            PostPerson.user_id == user_id,
            col(PostPerson.removed_at).is_(None),
            col(PostPerson.is_pending).is_(False),
            col(Post.sort_key).is_not(None),
            visible_posts(viewer),
            sees_profile(viewer, user_id),
            ~blocked_between(user_id, col(Post.author_id)),
        )
    )
    if before is not None:
        statement = statement.where(col(Post.sort_key) < before)
    rows = session.execute(statement.order_by(col(Post.sort_key).desc()).limit(TILES)).all()
    found = tile_cards(session, viewer, rows)
    return found, rows[-1][0].sort_key if len(rows) == TILES else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of a post's pictures its tile shows, and what of it is to be seen there."""

    media_id: int
    focus: framing.Focus


def tile_cards(
    session: Session,
    viewer: Viewer | None,
    rows: Iterable[Any],
    wanted: Mapping[int, Wanted] = MappingProxyType({}),
) -> list[TileCard]:
    """The tiles of rows from `post_rows`, in their order: four statements, however many.

    A tile shows the first picture, or the one that is `wanted` by the id of its post.
    """
    made = post_cards(session, viewer, rows)
    shown = [_shown(card, wanted.get(card.id)) for card in made]
    focuses = _focuses(session, [picture.id for picture in shown])
    focuses |= {each.media_id: each.focus for each in wanted.values()}
    return [
        _tile(card, picture, focuses.get(picture.id))
        for card, picture in zip(made, shown, strict=True)
    ]


def _shown(card: PostCard, wanted: Wanted | None) -> PictureCard:
    pictures = [each for each in card.pictures if wanted and each.id == wanted.media_id]
    return pictures[0] if pictures else card.picture


def _tile(card: PostCard, picture: PictureCard, focus: framing.Focus | None) -> TileCard:
    return TileCard(
        code=card.code,
        picture=_bare(picture) if card.is_covered else picture,
        alt=_tile_alt(card),
        position=framing.square_position(picture.width, picture.height, focus),
        picture_count=card.picture_count,
        status=card.status,
        is_working=card.is_working,
        is_pinned=card.is_pinned,
        duration=length(picture.duration_ms) if picture.kind == VIDEO else "",
        is_covered=card.is_covered,
    )


def count_posts(session: Session, viewer: Viewer | None, author_id: int) -> int:
    """How many posts of an author the viewer may see."""
    statement = select(func.count()).select_from(Post)
    return session.exec(statement.where(Post.author_id == author_id, visible_posts(viewer))).one()


def post_head(session: Session, viewer: Viewer | None, code: str) -> Head | None:
    """What a link to a post says; None when it is not for the viewer. What no search here finds is
    not for those of the web either."""
    try:
        card = post_card(session, viewer, code)
    except NotFound:
        return None
    said = card.caption[:200] or card.warning or card.summary
    listed = select(Post.id).where(Post.code == code, listed_posts())
    is_indexed = session.exec(listed).first() is not None
    return Head(title_of(card), said, picture_for_links(card), is_indexed)


def picture_for_links(card: PostCard) -> str:
    """The address of the picture that a link shows; "" for one behind a content warning."""
    return "" if card.is_covered else card.picture.src


def title_of(card: PostCard) -> str:
    """The title of a post's page: its author and the beginning of its caption."""
    words = " ".join(card.caption.split())
    if not words:
        return f"Post by {card.author} · Instaclone"
    return f"{card.author}: {words[:60]}{'…' if len(words) > 60 else ''} · Instaclone"


def _focuses(session: Session, media_ids: list[int]) -> dict[int, framing.Focus]:
    left, top = col(Detection.left), col(Detection.top)
    right, bottom = left + col(Detection.width), top + col(Detection.height)
    rows = session.execute(
        sa_select(
            col(Detection.media_id),
            func.min(left),
            func.min(top),
            func.max(right),
            func.max(bottom),
        )
        .where(col(Detection.media_id).in_(media_ids))
        .group_by(col(Detection.media_id))
    )
    return {media_id: framing.Focus(*sides) for media_id, *sides in rows}


def _bare(picture: PictureCard) -> PictureCard:
    """A picture of which nothing is shown but its placeholder, which says nothing either."""
    return replace(picture, src="", srcset="", largest="", video="", video_large="", alt="")


def _tile_alt(card: PostCard) -> str:
    words = " ".join(card.caption.split())[:80]
    return f"Post by {card.author}" + (f": {words}" if words else "")
