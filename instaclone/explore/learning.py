"""Learns what people like from what they do: by the worker, a few people at a time.

Read, computed and written apart, so that no transaction lasts longer than its rows. What is looked
at for one person has a bound. An interest is how much more often a subject is in what somebody
likes than in what is posted: what is in every picture tells nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, exists, func, insert, literal, or_, select, union_all
from sqlmodel import Session, col

from instaclone import clock, ids
from instaclone.accounts.models import User
from instaclone.db.dialect import add_once
from instaclone.db.types import UtcDateTime
from instaclone.explore.models import AUTHOR, OBJECT, PLACE, TAG, Interest, Learning
from instaclone.explore.tastes import Subject
from instaclone.posts.models import Post, PostLike, PostMedia, PostTag, SavedPost
from instaclone.relations.models import Follow
from instaclone.tags.models import TagFollow
from instaclone.vision.models import LabelCount

LIKES, SAVES, OWN, FOLLOWS = 300, 150, 50, 200  # the latest of one person that are looked at
BACKGROUND = 4000  # newest posts that say what is common
UNSEEN = 8.0  # posts that are added to those, so that a handful says little of what is common
HALF_LIFE = timedelta(days=60)  # after which what somebody liked counts half
SAVED = 2.0  # a post that is kept says as much as so many that are liked
FEW = 3.0  # likes that are added to all, so that one or two do not say much yet
FOLLOWED = 0.6  # what following a tag, or posting from a place, says at least
STEEPNESS = 4.0  # how soon an interest counts as a strong one
LEAST = 0.02  # weaker interests are none
KEPT = 40  # interests of one kind
AGAIN = timedelta(days=7)  # after which what is known grows old
POSTED = timedelta(days=2)  # own posts of these days are looked at for whether there is a new one
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
OVERLAP = timedelta(minutes=1)  # what somebody did while they were looked at is looked at again

Background = Mapping[Subject, float]  # the share of posts that a subject is in


@dataclass
class Learned:
    """What is known of one person: weight and number of posts by subject."""

    user_id: int
    learned_at: datetime
    interests: dict[Subject, tuple[float, int]] = field(default_factory=dict)


def background(session: Session) -> dict[Subject, float]:
    """In what share of the newest posts each tag and object is: three statements."""
    newest = (
        select(col(Post.id))
        .where(col(Post.sort_key) > 0)
        .order_by(col(Post.sort_key).desc())
        .limit(BACKGROUND)
        .subquery("newest")
    )
    whole = (session.scalar(select(func.count()).select_from(newest)) or 0) + UNSEEN
    tags = select(col(PostTag.tag), func.count()).join(newest, newest.c.id == col(PostTag.post_id))
    found: dict[Subject, float] = {
        (TAG, tag): count / whole
        for tag, count in session.execute(tags.group_by(col(PostTag.tag)))
        if count > 1
    }
    # Counted here: SQLite would read all labels there are in their order to group these.
    labels = (
        select(col(LabelCount.label), col(PostMedia.post_id))
        .select_from(newest)
        .join(PostMedia, col(PostMedia.post_id) == newest.c.id)
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
    )
    counts = Counter(label for label, _ in {(row[0], row[1]) for row in session.execute(labels)})
    found |= {(OBJECT, label): count / whole for label, count in counts.items()}
    return found


def acted_since(session: Session, first: int, last: int) -> list[int]:
    """Of the people with ids from `first` to `last`, those who did something since they were
    learned last, or of whom what is known has grown old."""
    me = col(User.id)
    since = func.coalesce(col(Learning.learned_at), literal(NEVER, UtcDateTime()))
    acted = [
        exists().where(who == me, when > since)
        for who, when in (
            (col(PostLike.user_id), col(PostLike.created_at)),
            (col(SavedPost.user_id), col(SavedPost.saved_at)),
            (col(Follow.follower_id), col(Follow.created_at)),
            (col(TagFollow.user_id), col(TagFollow.created_at)),
        )
    ]
    lately = col(Post.sort_key) > ids.sort_key(clock.now() - POSTED)
    acted.append(exists().where(col(Post.author_id) == me, lately, col(Post.created_at) > since))
    found = session.scalars(
        select(me)
        .outerjoin(Learning, col(Learning.user_id) == me)
        .where(
            me.between(first, last),
            or_(*acted, col(Learning.learned_at) < clock.now() - AGAIN),
        )
        .order_by(me)
    )
    return [user_id for user_id in found if user_id]


def learn(session: Session, user_id: int, common: Background) -> Learned:
    """What this person likes, from their latest likes, saves, posts and follows: six statements."""
    now = clock.now()
    done = session.execute(_liked(user_id)).all()
    weights = {post_id: 0.0 for post_id, _, _ in done}
    for post_id, weight, moment in done:
        # SQLite tells a moment of a union without its zone.
        passed = now - (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo))
        weights[post_id] += weight * 0.5 ** max(0.0, passed / HALF_LIFE)
    seen = _subjects(session, list(weights))
    met: dict[Subject, float] = defaultdict(float)
    evidence: dict[Subject, int] = defaultdict(int)
    for post_id, subject in seen:
        met[subject] += weights[post_id]
        evidence[subject] += 1
    whole = sum(weights.values()) + FEW
    found = {
        subject: (_weight(amount / whole, common.get(subject, 0.0)), evidence[subject])
        for subject, amount in met.items()
    }
    _add_follows(session, user_id, found)
    found.pop((AUTHOR, str(user_id)), None)
    return Learned(user_id, now - OVERLAP, _best(found))


def write(session: Session, learned: Learned) -> None:
    """Keep what was learned of a person, in place of what was known."""
    user_id = learned.user_id
    if not add_once(session, Learning(user_id=user_id, learned_at=learned.learned_at)):
        row = session.get(Learning, user_id, with_for_update=True)
        if row is None:
            return  # the person is gone
        row.learned_at = learned.learned_at
    session.execute(delete(Interest).where(col(Interest.user_id) == user_id))
    rows = [
        {"user_id": user_id, "kind": kind, "subject": subject, "weight": weight, "evidence": count}
        for (kind, subject), (weight, count) in sorted(learned.interests.items())
    ]
    if rows:
        session.execute(insert(Interest), rows)


def _liked(user_id: int) -> Any:
    """The latest posts the person liked, kept or made: id, what it weighs, when."""
    liked = (
        select(col(PostLike.post_id), literal(1.0).label("weight"), col(PostLike.created_at))
        .where(col(PostLike.user_id) == user_id)
        .order_by(col(PostLike.created_at).desc())
        .limit(LIKES)
        .subquery()
    )
    saved = (
        select(col(SavedPost.post_id), literal(SAVED).label("weight"), col(SavedPost.saved_at))
        .where(col(SavedPost.user_id) == user_id)
        .order_by(col(SavedPost.saved_at).desc())
        .limit(SAVES)
        .subquery()
    )
    return union_all(select(liked), select(saved))


def _subjects(session: Session, post_ids: list[int]) -> list[tuple[int, Subject]]:
    """Pairs of a post and what it is about."""
    posts = session.execute(
        select(col(Post.id), col(Post.author_id), col(Post.place_id)).where(
            col(Post.id).in_(post_ids)
        )
    ).all()
    found: list[tuple[int, Subject]] = [(post, (AUTHOR, str(author))) for post, author, _ in posts]
    found += [(post, (PLACE, str(place))) for post, _, place in posts if place is not None]
    tags = select(col(PostTag.post_id), col(PostTag.tag)).where(col(PostTag.post_id).in_(post_ids))
    found += [(post, (TAG, tag)) for post, tag in session.execute(tags)]
    labels = (
        select(col(PostMedia.post_id), col(LabelCount.label))
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .where(col(PostMedia.post_id).in_(post_ids))
        .distinct()
    )
    found += [(post, (OBJECT, label)) for post, label in session.execute(labels)]
    return found


def _weight(share: float, common: float) -> float:
    """How strong an interest is, 0 to 1: by how much more often than in all posts, and how rare it
    is there."""
    excess = max(0.0, share - common)
    return (1 - common) * (1 - 2 ** (-STEEPNESS * excess))


def _add_follows(session: Session, user_id: int, found: dict[Subject, tuple[float, int]]) -> None:
    """What the person follows, and the places they post from, are interests without a like."""
    tags = select(col(TagFollow.tag)).where(col(TagFollow.user_id) == user_id).limit(FOLLOWS)
    places = (
        select(col(Post.place_id))
        .where(and_(col(Post.author_id) == user_id, col(Post.sort_key) > 0))
        .order_by(col(Post.sort_key).desc())
        .limit(OWN)
    )
    followed: list[tuple[Subject, float]] = [
        ((TAG, tag), FOLLOWED) for tag in session.scalars(tags)
    ]
    followed += [((PLACE, str(place)), FOLLOWED) for place in session.scalars(places) if place]
    for subject, least in followed:
        weight, count = found.get(subject, (0.0, 0))
        found[subject] = (max(weight, least), count)


def _best(found: dict[Subject, tuple[float, int]]) -> dict[Subject, tuple[float, int]]:
    """The strongest interests of each kind."""
    ranked = sorted(found.items(), key=lambda each: (-each[1][0], each[0]))
    room: dict[str, int] = defaultdict(lambda: KEPT)
    kept = {}
    for subject, known in ranked:
        if known[0] >= LEAST and room[subject[0]]:
            room[subject[0]] -= 1
            kept[subject] = known
    return kept
