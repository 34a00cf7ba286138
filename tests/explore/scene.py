"""Rows of explore for tests: likes, interests, screens."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from instaclone import clock, ids
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.explore.cards import ExploreCard, FilmCard, ReasonCard
from instaclone.explore.explaining import why
from instaclone.explore.models import Interest, Kinship
from instaclone.explore.serving import explore_page
from instaclone.explore.signals import BY_NAME
from instaclone.explore.switching import switch, switch_all
from instaclone.posts.indexing import HAS_VIDEO, index
from instaclone.posts.models import Post, PostFact, PostLike, SavedPost
from tests import make


def post(
    session: Session,
    author: Viewer,
    *tags: str,
    labels: dict[str, int] | None = None,
    days_old: float = 0,
) -> Post:
    """A post that is found by its tags and objects, as old as this."""
    row = make.tag(session, make.post(session, author, labels=labels))
    if days_old:
        row.published_at = clock.now() - timedelta(days=days_old)
        row.sort_key = ids.sort_key(row.published_at)
    make.tag(session, row, *tags)
    session.flush()
    index(session, row)
    return row


def film(session: Session, author: Viewer) -> Post:
    """A post with a film."""
    row = post(session, author)
    session.add(PostFact(post_id=key(row), fact=HAS_VIDEO, sort_key=row.sort_key or 0))
    session.flush()
    return row


def key(row: Post) -> int:
    """The post's id."""
    assert row.id
    return row.id


def like(session: Session, viewer: Viewer, *posts: Post, at: datetime | None = None) -> None:
    """`viewer` likes these, and it is counted."""
    for each in posts:
        session.add(PostLike(post_id=key(each), user_id=viewer.id, created_at=at or clock.now()))
        each.like_count += 1
    session.flush()


def save(session: Session, viewer: Viewer, *posts: Post) -> None:
    """`viewer` keeps these."""
    session.add_all(SavedPost(post_id=key(each), user_id=viewer.id) for each in posts)
    session.flush()


def interest(
    session: Session, viewer: Viewer, kind: str, subject: object, weight: float, evidence: int = 5
) -> None:
    """`viewer` is known to like this."""
    session.add(
        Interest(
            user_id=viewer.id, kind=kind, subject=str(subject), weight=weight, evidence=evidence
        )
    )
    session.flush()


def kin(session: Session, viewer: Viewer, other: Viewer, score: float = 0.8) -> None:
    """The two are of one taste."""
    session.add(Kinship(user_id=viewer.id, other_id=other.id, score=score))
    session.flush()


def joined(session: Session, viewer: Viewer, days_ago: float) -> None:
    """When somebody joined."""
    session.get_one(User, viewer.id).created_at = clock.now() - timedelta(days=days_ago)
    session.flush()


def only(session: Session, viewer: Viewer, *signals: str) -> None:
    """Have these signals alone choose for the viewer."""
    switch_all(session, viewer, is_on=False)
    for each in signals:
        switch(session, viewer, each, is_on=True)


def without(session: Session, viewer: Viewer, *signals: str) -> None:
    """Have all signals but these choose for the viewer."""
    for each in BY_NAME:
        switch(session, viewer, each, is_on=each not in signals)


def shown(session: Session, viewer: Viewer | None, **how) -> list[int]:
    """The ids on the next screen."""
    return [card.post_id for card in explore_page(session, viewer, **how).cards]


def reasons(
    session: Session, viewer: Viewer | None, card: ExploreCard | FilmCard
) -> list[ReasonCard]:
    """Why this?, asked of a card."""
    code = card.post.code if isinstance(card, FilmCard) else card.tile.code
    told = why(session, viewer, code, card.line)
    assert told
    return told.reasons


def ids_of(posts: Iterable[Post]) -> list[int]:
    """Their ids."""
    return [key(each) for each in posts]
