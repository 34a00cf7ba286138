"""Whom one might follow: people followed by people one follows, then newcomers; each says why."""

from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import add_once
from instaclone.profiles.bonds import announce, id_of
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.models import SuggestionRefusal
from instaclone.profiles.people import NOBODY, asks, listed_people, person_cards
from instaclone.relations.models import Follow
from instaclone.relations.standing import follows, mutes, visible_people
from instaclone.text import count_of

# The latest of those one follows, and the latest whom each of them follows: what is looked at has
# a bound, however many follow each other.
FRIENDS, OF_EACH = 50, 100
NEWCOMERS = 200  # of the latest accounts are looked at
NEW = "New here"
ONESELF = "You are not suggested to yourself."


def suggestions(session: Session, viewer: Viewer, limit: int) -> list[PersonCard]:
    """Up to `limit` people the viewer may want to follow, the best first, each with its reason.

    Six statements, whatever there is.
    """
    reasons = _of_friends(session, viewer, limit)
    if len(reasons) < limit:
        for user_id in _newcomers(session, viewer, limit + len(reasons)):
            reasons.setdefault(user_id, NEW)
    cards = person_cards(session, viewer, list(reasons)[:limit])
    return [replace(card, reason=reasons[card.id]) for card in cards]


def refuse(session: Session, viewer: Viewer, username: str) -> None:
    """Never suggest this person to the viewer again. Raises NotFound, Invalid for oneself."""
    refused = id_of(session, viewer, username, ONESELF)
    if add_once(session, SuggestionRefusal(user_id=viewer.id, refused_id=refused)):
        announce(session, viewer.id)


def _of_friends(session: Session, viewer: Viewer, limit: int) -> dict[int, str]:
    friends = session.scalars(
        select(col(Follow.followed_id))
        .where(col(Follow.follower_id) == viewer.id)
        .order_by(col(Follow.created_at).desc(), col(Follow.followed_id).desc())
        .limit(FRIENDS)
    ).all()
    chosen = {f"friend_{number}": NOBODY for number in range(FRIENDS)}
    chosen |= {f"friend_{number}": friend for number, friend in enumerate(friends)}
    rows = session.execute(_followed_by(), chosen)
    through: dict[int, list[int]] = {}
    for friend, found in rows:
        through.setdefault(found, []).append(friend)
    for known in (viewer.id, *friends):
        through.pop(known, None)
    ranked = sorted(through, key=lambda user_id: (-len(through[user_id]), -user_id))
    # The best of them only: the rest of the list is not looked at one by one.
    fit = set(session.scalars(_fit(viewer, ranked[: limit * 5])))
    best = [user_id for user_id in ranked if user_id in fit][:limit]
    names = _names(session, viewer, {friend for user_id in best for friend in through[user_id]})
    told = {
        user_id: [names[each] for each in through[user_id] if each in names] for user_id in best
    }
    return {user_id: _reason(said) for user_id, said in told.items() if said}


def _newcomers(session: Session, viewer: Viewer, limit: int) -> list[int]:
    latest = select(col(User.id)).order_by(col(User.id).desc()).limit(NEWCOMERS).subquery()
    among = col(User.id).in_(select(latest.c.id))
    statement = select(col(User.id)).where(among, *_may_be_suggested(viewer))
    found = session.scalars(statement.order_by(col(User.id).desc()).limit(limit))
    return [user_id for user_id in found if user_id]


@cache
def _followed_by() -> Any:
    """Who is followed by FRIENDS people, as (friend, followed), up to OF_EACH of each.

    Made once: to put it together takes longer than to run it.
    """
    parts = []
    for number in range(FRIENDS):
        some = (
            select(col(Follow.follower_id), col(Follow.followed_id))
            .where(col(Follow.follower_id) == bindparam(f"friend_{number}"))
            .order_by(col(Follow.followed_id).desc())  # as the key lies, so nothing is sorted
            .limit(OF_EACH)
            .subquery()
        )
        parts.append(select(some.c.follower_id, some.c.followed_id))
    return union_all(*parts)


def _fit(viewer: Viewer, user_ids: list[int]) -> Any:
    return select(col(User.id)).where(col(User.id).in_(user_ids), *_may_be_suggested(viewer))


def _may_be_suggested(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    refusal = aliased(SuggestionRefusal)
    refused = exists().where(
        col(refusal.user_id) == viewer.id, col(refusal.refused_id) == col(User.id)
    )
    return (
        col(User.id) != viewer.id,
        visible_people(viewer),
        listed_people(viewer),
        ~follows(viewer.id, User.id),
        ~asks(viewer.id, User.id),
        ~mutes(viewer.id, User.id),
        ~refused,
    )


def _names(session: Session, viewer: Viewer, user_ids: set[int]) -> dict[int, str]:
    statement = select(col(User.id), col(User.username)).where(
        col(User.id).in_(user_ids), visible_people(viewer)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _reason(names: list[str]) -> str:
    rest = len(names) - 1
    if not rest:
        return f"Followed by {names[0]}"
    return f"Followed by {names[0]} and {count_of(rest, 'other', 'others')}"
