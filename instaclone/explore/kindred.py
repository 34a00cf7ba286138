"""Finds people of one taste: who likes what somebody likes, as the cosine of the two.

The latest likes of the person, and of each of those posts the latest who like it: so the work for
one person has a bound, however much is liked.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import log, sqrt
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, union_all
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.explore.models import Kinship
from instaclone.posts.models import PostLike

LIKES, LIKERS = 120, 60  # the latest of a person, and of each post
AT_ONCE = 40  # posts in one statement
LOOKED_AT = 200  # people with the most in common
TOGETHER = 2  # posts two must both like
FEW = 2.0  # posts in common that give half of what the cosine says
KEPT = 40
LEAST = 0.02


def kin_of(session: Session, user_id: int) -> dict[int, float]:
    """Who is how much of one taste with this person, 0 to 1; the most alike."""
    liked = session.scalars(
        select(col(PostLike.post_id))
        .where(col(PostLike.user_id) == user_id)
        .order_by(col(PostLike.created_at).desc())
        .limit(LIKES)
    ).all()
    shared: dict[int, float] = defaultdict(float)
    together: dict[int, int] = defaultdict(int)
    for likers in _likers(session, liked).values():
        rarity = 1 / log(2 + len(likers))  # what everybody likes says little of taste
        for other in likers:
            if other != user_id:
                shared[other] += rarity
                together[other] += 1
    close = [other for other in shared if together[other] >= TOGETHER]
    close = sorted(close, key=lambda other: (-shared[other], other))[:LOOKED_AT]
    counts = _counts(session, close)
    alike = {
        other: together[other]
        / (together[other] + FEW)
        * shared[other]
        / sqrt(len(liked) * counts[other])
        for other in close
        if other in counts
    }
    best = sorted(alike, key=lambda other: (-alike[other], other))[:KEPT]
    return {other: min(1.0, alike[other]) for other in best if alike[other] >= LEAST}


def write(session: Session, user_id: int, kin: dict[int, float]) -> None:
    """Keep who is kin to a person, in place of who was."""
    session.execute(delete(Kinship).where(col(Kinship.user_id) == user_id))
    here = set(session.scalars(select(col(User.id)).where(col(User.id).in_([user_id, *kin]))))
    rows = [
        {"user_id": user_id, "other_id": other, "score": score}
        for other, score in sorted(kin.items())
        if {user_id, other} <= here
    ]
    if rows:
        session.execute(insert(Kinship), rows)


def _likers(session: Session, post_ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(post_ids), AT_ONCE):
        some = post_ids[start : start + AT_ONCE]
        named = {f"post_{number}": 0 for number in range(AT_ONCE)}
        named |= {f"post_{number}": post_id for number, post_id in enumerate(some)}
        for post_id, liker in session.execute(_liked_by(), named):
            found[post_id].append(liker)
    return found


@cache
def _liked_by() -> Any:
    parts = []
    for number in range(AT_ONCE):
        some = (
            select(col(PostLike.post_id), col(PostLike.user_id))
            .where(col(PostLike.post_id) == bindparam(f"post_{number}"))
            .order_by(col(PostLike.created_at).desc())
            .limit(LIKERS)
            .subquery()
        )
        parts.append(select(some.c.post_id, some.c.user_id))
    return union_all(*parts)


def _counts(session: Session, people: list[int]) -> dict[int, int]:
    """How much each of these likes: no more than is looked at of the one they are compared with."""
    rows = session.execute(
        select(col(PostLike.user_id), func.count())
        .where(col(PostLike.user_id).in_(people))
        .group_by(col(PostLike.user_id))
    )
    return {person: min(count, LIKES) for person, count in rows}
