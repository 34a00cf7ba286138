"""The home page, newest first: the viewer's own posts, those of the people they follow, and those
of the tags they follow, each with its reason."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, exists, func, or_, union
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.feed.sources import Look, where_to_look
from instaclone.ids import END_OF_TIME
from instaclone.posts.cards import PostCard
from instaclone.posts.models import Post, PostTag
from instaclone.posts.queries import post_cards, post_rows
from instaclone.posts.visibility import listed_for, visible_posts, wanted_posts
from instaclone.relations.models import Follow
from instaclone.relations.standing import follows
from instaclone.tags.models import TagFollow

PAGE = 20
LONGEST = 200  # cards that are read again at once
LOOKS = 5  # for one page, where all that is new in a tag is for others
LATELY = 1000  # posts of all people that are looked through for new ones
# What one tab listens to. Of people and tags beyond these it learns with the next page it reads.
PEOPLE_HEARD, TAGS_HEARD = 300, 100


@dataclass(frozen=True)
class FeedPage:
    """A page of cards; `next_before` is the cursor of the following one, None at the end, `newest`
    the key of the first."""

    cards: list[PostCard]
    next_before: int | None
    newest: int = 0


def feed_page(
    session: Session, viewer: Viewer, before: int | None = None, size: int = PAGE
) -> FeedPage:
    """The newest `size` posts older than the cursor, in a constant number of statements.

    A page may be short, though others follow: where much in a followed tag is for others.
    """
    before = before or END_OF_TIME
    for _ in range(LOOKS):
        look = where_to_look(session, viewer, before, size)
        rows = session.execute(_rows(viewer, look, before, size)).all()
        if rows or not look.floor:
            break
        before = look.floor
    cards = _with_reasons(session, viewer, look, post_cards(session, viewer, rows))
    next_before = rows[-1][0].sort_key if len(rows) == size else look.floor or None
    return FeedPage(cards, next_before, rows[0][0].sort_key if rows else 0)


def count_newer(session: Session, viewer: Viewer, newest: int) -> int:
    """How many posts of others have entered the feed since this key, up to a page of them."""
    recent, tagged = aliased(Post), aliased(PostTag)
    window = (
        select(recent.sort_key)
        .where(col(recent.sort_key) > newest)
        .order_by(col(recent.sort_key).desc())
        .offset(LATELY)
        .limit(1)
    )
    by_tag = exists().where(
        col(tagged.post_id) == Post.id,
        col(tagged.tag) == TagFollow.tag,
        col(TagFollow.user_id) == viewer.id,
    )
    found = session.execute(
        select(Post.id)
        .where(
            col(Post.sort_key) > newest,
            col(Post.sort_key) > func.coalesce(window.scalar_subquery(), 0),
            Post.author_id != viewer.id,
            or_(follows(viewer.id, Post.author_id), and_(by_tag, listed_for(viewer))),
            visible_posts(viewer),
            wanted_posts(viewer),
        )
        .order_by(col(Post.sort_key).desc())
        .limit(PAGE)
    )
    return len(found.all())


def own_news(session: Session, viewer: Viewer, newest: int, post_ids: list[int]) -> list[PostCard]:
    """The viewer's own posts since this key, and how those with the ids are now; newest first."""
    rows = session.execute(
        post_rows()
        .where(
            Post.author_id == viewer.id,
            or_(col(Post.sort_key) > newest, col(Post.id).in_(post_ids)),
            col(Post.sort_key).is_not(None),
            visible_posts(viewer),
        )
        .order_by(col(Post.sort_key).desc())
        .limit(PAGE)
    )
    return post_cards(session, viewer, rows)


def topics(session: Session, viewer: Viewer) -> list[str]:
    """What a tab that shows the feed listens to: the viewer, and those they followed last."""
    people = session.scalars(
        select(Follow.followed_id)
        .where(Follow.follower_id == viewer.id)
        .order_by(col(Follow.created_at).desc())
        .limit(PEOPLE_HEARD)
    )
    tags = session.scalars(
        select(TagFollow.tag)
        .where(TagFollow.user_id == viewer.id)
        .order_by(col(TagFollow.created_at).desc())
        .limit(TAGS_HEARD)
    )
    own = [f"user:{viewer.id}", f"relations:{viewer.id}", f"tags:{viewer.id}"]
    return [*own, *(f"user:{person}" for person in people), *(f"tag:{tag}" for tag in tags)]


def _rows(viewer: Viewer, look: Look, before: int, size: int) -> Any:
    by_author = select(col(Post.id), col(Post.sort_key)).where(
        col(Post.author_id).in_(look.authors),
        col(Post.sort_key) < before,
        col(Post.sort_key) >= look.floor,
    )
    by_tag = select(col(PostTag.post_id), col(PostTag.sort_key)).where(
        col(PostTag.tag).in_(look.tags),
        col(PostTag.sort_key) < before,
        col(PostTag.sort_key) >= look.floor,
    )
    found = union(by_author, by_tag).subquery("found")
    return (
        post_rows()
        .join(found, found.c.id == Post.id)
        .where(
            visible_posts(viewer),
            wanted_posts(viewer),
            or_(col(Post.author_id).in_(look.authors), listed_for(viewer)),
        )
        .order_by(found.c.sort_key.desc())
        .limit(size)
    )


def _with_reasons(
    session: Session, viewer: Viewer, look: Look, cards: list[PostCard]
) -> list[PostCard]:
    """Say why a post is here that nobody the viewer follows has made."""
    others = [card.id for card in cards if card.author_id not in look.authors]
    rows = session.execute(
        select(PostTag.post_id, func.min(PostTag.tag))
        .join(TagFollow, col(TagFollow.tag) == col(PostTag.tag))
        .where(col(TagFollow.user_id) == viewer.id, col(PostTag.post_id).in_(others))
        .group_by(col(PostTag.post_id))
    )
    tags = dict(rows.all())
    return [
        replace(card, reason=f"#{tags[card.id]}, a tag you follow") if card.id in tags else card
        for card in cards
    ]
