"""Reads posts as cards, each list in a constant number of statements."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone import clock, text
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.media import models as media_models
from instaclone.media.cards import PictureCard
from instaclone.media.models import Media
from instaclone.media.queries import cards_of
from instaclone.posts import cards, framing
from instaclone.posts.cards import PostCard, ScannerCard, TileCard
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.posts.visibility import visible_post, visible_posts
from instaclone.profiles.models import Profile
from instaclone.ui.head import Head
from instaclone.vision import models as vision_models
from instaclone.vision.models import Detection, Scan
from instaclone.vision.queries import is_model_present, scan_cards, summaries
from instaclone.vision.words import NOTHING

TILES = 24

PostRow = tuple[Post, str, str]


def post_rows() -> Any:
    """The statement every list of posts begins with: post, username and name of its author."""
    return (
        select(Post, User.username, Profile.display_name)
        .join(User, col(User.id) == Post.author_id)
        .join(Profile, col(Profile.user_id) == Post.author_id)
    )


def post_card(session: Session, viewer: Viewer | None, code: str) -> PostCard:
    """One post; raises NotFound when the viewer may not see it."""
    post = visible_post(session, viewer, code)
    return post_cards(session, viewer, session.execute(post_rows().where(Post.id == post.id)))[0]


def post_cards(session: Session, viewer: Viewer | None, rows: Iterable[Any]) -> list[PostCard]:
    """The cards of rows from `post_rows`, in their order: three statements, however many."""
    posts: list[PostRow] = [tuple(row) for row in rows]
    pictures = _pictures(session, [post.id for post, _, _ in posts if post.id])
    shown = cards_of(session, [media for found in pictures.values() for media, _ in found])
    summary = summaries(session, list(shown))

    has_model = _has_model(session, pictures)
    made = []
    for post, username, display_name in posts:
        assert post.id
        media, scan = pictures[post.id][0]
        assert media.id
        status = _status(media, scan, has_model)
        lies = framing.frame(media.width, media.height)
        moment = post.published_at or post.created_at
        made.append(
            PostCard(
                id=post.id,
                code=post.code,
                author=username,
                display_name=display_name,
                caption=post.caption,
                when=text.ago(moment, clock.now()),
                moment=moment.isoformat(),
                moment_in_full=text.date_and_time(moment),
                picture=shown[media.id],
                picture_count=len(pictures[post.id]),
                frame=lies.ratio,
                inner_width=lies.width,
                inner_height=lies.height,
                summary=summary.get(media.id, NOTHING),
                status=status,
                is_own=viewer is not None and viewer.id == post.author_id,
                is_published=post.sort_key is not None,
                is_working=_is_working(status),
                is_lost=media.state == media_models.FAILED,
            )
        )
    return made


def scanner_card(session: Session, viewer: Viewer | None, code: str) -> ScannerCard:
    """What the scanner saw in the post's picture; raises NotFound when it is not for the viewer."""
    post = visible_post(session, viewer, code)
    assert post.id
    pictures = _pictures(session, [post.id])
    media, scan = pictures[post.id][0]
    assert media.id
    status = _status(media, scan, _has_model(session, pictures))
    seen = scan_cards(session, [media.id]).get(media.id)
    if seen is None:
        return ScannerCard(status=status)
    return ScannerCard(
        status=status,
        summary=seen.summary,
        about=_about(scan),
        boxes=list(seen.boxes),
        labels=list(seen.labels),
    )


def post_page(
    session: Session, viewer: Viewer | None, code: str
) -> tuple[PostCard, ScannerCard, list[str]]:
    """All of a post's page; raises NotFound when it is not for the viewer."""
    card = post_card(session, viewer, code)
    return card, scanner_card(session, viewer, code), tags_of(session, card.id)


def picture_of(session: Session, viewer: Viewer | None, code: str) -> int:
    """The id of the post's first picture; raises NotFound when it is not for the viewer."""
    post = visible_post(session, viewer, code)
    return (
        session.exec(
            select(PostMedia.media_id)
            .where(PostMedia.post_id == post.id)
            .order_by(col(PostMedia.position))
        ).first()
        or 0
    )


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

    Ordered by row id, which also places posts that are not published yet.
    """
    statement = post_rows().where(Post.author_id == author_id, visible_posts(viewer))
    if before is not None:
        statement = statement.where(col(Post.id) < before)
    rows = session.execute(statement.order_by(col(Post.id).desc()).limit(TILES)).all()
    found = tile_cards(session, viewer, rows)
    return found, rows[-1][0].id if len(rows) == TILES else None


def tile_cards(session: Session, viewer: Viewer | None, rows: Iterable[Any]) -> list[TileCard]:
    """The tiles of rows from `post_rows`, in their order: four statements, however many."""
    made = post_cards(session, viewer, rows)
    focuses = _focuses(session, [card.picture.id for card in made])
    return [
        TileCard(
            code=card.code,
            picture=card.picture,
            alt=_tile_alt(card),
            position=framing.square_position(
                card.picture.width, card.picture.height, focuses.get(card.picture.id)
            ),
            picture_count=card.picture_count,
            status=card.status,
            is_working=card.is_working,
        )
        for card in made
    ]


def count_posts(session: Session, viewer: Viewer | None, author_id: int) -> int:
    """How many posts of an author the viewer may see."""
    statement = select(func.count()).select_from(Post)
    return session.exec(statement.where(Post.author_id == author_id, visible_posts(viewer))).one()


def post_head(session: Session, viewer: Viewer | None, code: str) -> Head | None:
    """What a link to a post says; None when it is not for the viewer."""
    rows = session.execute(post_rows().where(Post.code == code, visible_posts(viewer))).all()
    if not rows:
        return None
    card = post_cards(session, viewer, rows)[0]
    return Head(title_of(card), card.caption[:200] or card.summary, card.picture.src)


def title_of(card: PostCard) -> str:
    """The title of a post's page: its author and the beginning of its caption."""
    words = " ".join(card.caption.split())
    if not words:
        return f"Post by {card.author} · Instaclone"
    return f"{card.author}: {words[:60]}{'…' if len(words) > 60 else ''} · Instaclone"


def _pictures(session: Session, post_ids: list[int]) -> dict[int, list[tuple[Media, Scan | None]]]:
    found: dict[int, list[tuple[Media, Scan | None]]] = {post_id: [] for post_id in post_ids}
    rows = session.execute(
        select(PostMedia.post_id, Media, Scan)
        .join(Media, col(Media.id) == PostMedia.media_id)
        .outerjoin(Scan, col(Scan.media_id) == Media.id)
        .where(col(PostMedia.post_id).in_(post_ids))
        .order_by(col(PostMedia.post_id), col(PostMedia.position))
    )
    for post_id, media, scan in rows:
        found[post_id].append((media, scan))
    return found


def _has_model(session: Session, pictures: dict[int, list[tuple[Media, Scan | None]]]) -> bool:
    """Whether scans that wait will run soon; asked only where one waits."""
    waiting = (
        scan is not None and scan.state == vision_models.WAITING
        for found in pictures.values()
        for _, scan in found
    )
    return not any(waiting) or is_model_present(session)


def _status(media: Media, scan: Scan | None, has_model: bool) -> str:
    if media.state == media_models.FAILED:
        return f"{cards.FAILED}: {media.failure}"
    if media.state == media_models.RECEIVED:
        return cards.RECEIVED
    if media.state == media_models.PROCESSING:
        return cards.PROCESSING
    if scan is not None and scan.state == vision_models.FAILED:
        return f"{cards.FAILED}: {scan.failure}"
    if scan is not None and scan.state == vision_models.DONE:
        return cards.READY
    return cards.SCANNING if has_model else cards.WAITING_FOR_MODEL


def _is_working(status: str) -> bool:
    return status != cards.READY and not status.startswith(cards.FAILED)


def _about(scan: Scan | None) -> str:
    if scan is None or scan.scanned_at is None:
        return ""
    return (
        f"{scan.model} at {scan.input_size} px, {scan.took_ms:.0f} ms, "
        f"{text.date_and_time(scan.scanned_at)}"
    )


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


def _tile_alt(card: PostCard) -> str:
    words = " ".join(card.caption.split())[:80]
    return f"Post by {card.author}" + (f": {words}" if words else "")
