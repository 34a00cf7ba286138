"""Who is in posts, as one viewer may know it, and where on which picture."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import false, or_
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.media.models import Media
from instaclone.posts.cards import MarkCard, SpotCard
from instaclone.posts.models import Post, PostPerson
from instaclone.relations.standing import blocked_between, visible_people
from instaclone.retouching.points import shown_at
from instaclone.retouching.recipes import from_text


@dataclass
class PeopleIn:
    """The usernames of those in a post, of those who have not said yes to it yet, and where each of
    them is, as far as that was pointed at and was not cut off."""

    names: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    spots: list[SpotCard] = field(default_factory=list)


def people_in(
    session: Session, viewer: Viewer | None, post_ids: Collection[int]
) -> dict[int, PeopleIn]:
    """The people in each of these posts whom the viewer may know of, in one statement.

    Nobody is named in a post of somebody between whom and them is a block: they could not see it.
    Who has not said yes is named to the post's author and to themselves.
    """
    me = viewer.id if viewer else 0
    asked = or_(col(User.id) == me, col(Post.author_id) == me) if viewer else false()
    rows = session.execute(
        select(PostPerson, User.username, Media)
        .join(User, col(User.id) == PostPerson.user_id)
        .join(Post, col(Post.id) == PostPerson.post_id)
        .outerjoin(Media, col(Media.id) == col(PostPerson.media_id))
        .where(
            col(PostPerson.post_id).in_(post_ids),
            col(PostPerson.removed_at).is_(None),
            or_(col(PostPerson.is_pending).is_(False), asked),
            visible_people(viewer),
            ~blocked_between(col(User.id), col(Post.author_id)),
        )
        .order_by(col(User.username))
    )
    found: dict[int, PeopleIn] = defaultdict(PeopleIn)
    for person, username, media in rows:
        of_post = found[person.post_id]
        (of_post.waiting if person.is_pending else of_post.names).append(username)
        if spot := _spot(person, username, media):
            of_post.spots.append(spot)
    return found


def marks_of(session: Session, post_id: int) -> list[MarkCard]:
    """Where the author of a post put people on its pictures as they are shown; what was cut off
    lies outside of 0 to 1. Pictures are called by their ids."""
    rows = session.execute(
        select(PostPerson, User.username, Media)
        .join(User, col(User.id) == PostPerson.user_id)
        .join(Post, col(Post.id) == PostPerson.post_id)
        .join(Media, col(Media.id) == col(PostPerson.media_id))
        .where(
            PostPerson.post_id == post_id,
            col(PostPerson.removed_at).is_(None),
            col(PostPerson.x).is_not(None),
            ~blocked_between(col(User.id), col(Post.author_id)),
        )
        .order_by(col(User.username))
    )
    return [
        MarkCard(
            username,
            str(media.id),
            *shown_at(from_text(media.recipe), media.width, media.height, person.x, person.y),
        )
        for person, username, media in rows
    ]


def _spot(person: PostPerson, username: str, media: Media | None) -> SpotCard | None:
    if media is None or person.x is None or person.y is None:
        return None
    recipe = from_text(media.recipe)
    x, y = shown_at(recipe, media.width, media.height, person.x, person.y)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        return None
    return SpotCard(
        username=username,
        media_id=media.id or 0,
        left=f"{100 * x:.2f}%",
        top=f"{100 * y:.2f}%",
        is_at_right=x > 0.6,
        is_low=y > 0.8,
    )
