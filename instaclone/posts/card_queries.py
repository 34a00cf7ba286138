"""Makes cards of posts from their rows, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, select

from instaclone import clock, text
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.media import models as media_models
from instaclone.media.cards import PictureCard
from instaclone.media.models import VIDEO, Media
from instaclone.media.queries import cards_of
from instaclone.posts import framing, progress
from instaclone.posts.cards import PostCard
from instaclone.posts.licences import licence_name, licence_url
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.people_in import PeopleIn, people_in
from instaclone.profiles.models import Profile
from instaclone.profiles.people import avatars
from instaclone.vision.models import Scan
from instaclone.vision.summarising import summaries
from instaclone.vision.words import NOTHING

PostRow = tuple[Post, str, str]


def post_rows() -> Any:
    """The statement every list of posts begins with: post, username and name of its author."""
    return (
        select(Post, User.username, Profile.display_name)
        .join(User, col(User.id) == Post.author_id)
        .join(Profile, col(Profile.user_id) == Post.author_id)
    )


def post_cards(session: Session, viewer: Viewer | None, rows: Iterable[Any]) -> list[PostCard]:
    """The cards of rows from `post_rows`, in their order, in a constant number of statements."""
    posts: list[PostRow] = [tuple(row) for row in rows]
    post_ids = [post.id for post, _, _ in posts if post.id]
    pictures = pictures_of(session, post_ids)
    found = [(media, scan) for of_post in pictures.values() for media, scan, _ in of_post]
    shown = cards_of(session, [media for media, _ in found])
    known = _Known(
        viewer,
        pictures,
        shown,
        summaries(session, list(shown)),
        avatars(session, {post.author_id for post, _, _ in posts}),
        people_in(session, viewer, post_ids),
        progress.has_model(session, found),
    )
    return [_card(known, *row) for row in posts]


@dataclass(frozen=True)
class _Known:
    """What the statements of `post_cards` found, by post, picture or person."""

    viewer: Viewer | None
    pictures: dict[int, list[tuple[Media, Scan | None, str]]]
    shown: dict[int, PictureCard]
    summary: dict[int, str]
    avatars: dict[int, str]
    people: dict[int, PeopleIn]
    has_model: bool


def _card(known: _Known, post: Post, username: str, display_name: str) -> PostCard:
    assert post.id
    described = [
        replace(card, alt=alt_text or _alt(card.kind, username, known.summary.get(card.id, "")))
        for media, _, alt_text in known.pictures[post.id]
        if (card := known.shown[media.id or 0])
    ]
    rows = known.pictures[post.id]
    first = rows[0][0]
    status = progress.overall(
        progress.status_of(media, scan, known.has_model) for media, scan, _ in rows
    )
    frame = framing.frame(first.width, first.height)
    is_own = known.viewer is not None and known.viewer.id == post.author_id
    people = known.people.get(post.id, PeopleIn())
    return PostCard(
        id=post.id,
        code=post.code,
        author=username,
        author_id=post.author_id,
        display_name=display_name,
        avatar=known.avatars.get(post.author_id, ""),
        picture=described[0],
        pictures=described,
        picture_count=len(described),
        alt=described[0].alt,
        frame=frame.css,
        lies=[framing.within(frame, each.width, each.height) for each in described],
        summary=known.summary.get(described[0].id, NOTHING if rows[0][1] else ""),
        status=status,
        is_own=is_own,
        is_published=post.sort_key is not None,
        is_working=progress.is_working(status),
        is_lost=any(media.state == media_models.FAILED for media, _, _ in rows),
        people=people.names,
        waiting=people.waiting,
        spots=people.spots,
        is_covered=post.warning != "" and not is_own,
        **_said_of(post),
    )


def _said_of(post: Post) -> dict[str, Any]:
    """What its author said in a post and decided about it, by the names of the card's fields."""
    moment = post.published_at or post.created_at
    return {
        "caption": post.caption,
        "caption_pieces": text.pieces(post.caption),
        "when": text.ago(moment, clock.now()),
        "moment": moment.isoformat(),
        "moment_in_full": text.date_and_time(moment),
        "warning": post.warning,
        "shows_camera": post.shows_camera,
        "place": post.place,
        "place_id": post.place_id or 0,
        "licence": post.licence,
        "licence_name": licence_name(post.licence),
        "licence_url": licence_url(post.licence),
        "visibility": post.visibility,
        "comments_from": post.comments_from,
        "hides_like_count": post.hides_like_count,
        "is_archived": post.archived_at is not None,
        "is_pinned": post.pinned_at is not None,
        "edited": text.date_and_time(post.edited_at) if post.edited_at else "",
    }


def _alt(kind: str, author: str, summary: str) -> str:
    """What stands for a picture that its author did not describe: a guess, and said to be one."""
    guess = f" The scanner found {summary}." if summary and summary != NOTHING else ""
    return f"{'Video' if kind == VIDEO else 'Photo'} by {author}.{guess}"


def pictures_of(
    session: Session, post_ids: list[int]
) -> dict[int, list[tuple[Media, Scan | None, str]]]:
    """The pictures of posts in their order, each with its scan and its author's alt text."""
    found: dict[int, list[tuple[Media, Scan | None, str]]] = {each: [] for each in post_ids}
    rows = session.execute(
        select(PostMedia.post_id, Media, Scan, PostMedia.alt_text)
        .join(Media, col(Media.id) == PostMedia.media_id)
        .outerjoin(Scan, col(Scan.media_id) == Media.id)
        .where(col(PostMedia.post_id).in_(post_ids))
        .order_by(col(PostMedia.post_id), col(PostMedia.position))
    )
    for post_id, media, scan, alt_text in rows:
        found[post_id].append((media, scan, alt_text))
    return found
