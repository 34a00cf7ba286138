"""Lists of people, page by page: followers, followed, requests, and whom one blocked or muted.

Each page is read in a constant number of statements and comes with the cursor of the next one.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotAllowed, NotFound
from instaclone.profiles.bonds import NOBODY_HERE
from instaclone.profiles.cards import BLOCKED, PersonCard
from instaclone.profiles.models import Profile
from instaclone.profiles.muting import mute_text, still_muted
from instaclone.profiles.people import NOBODY, person_cards
from instaclone.relations.models import Block, CloseFriend, Follow, FollowRequest, Mute
from instaclone.relations.standing import follows, visible_people

PAGE = 30
FOLLOWED = 2000  # of those the viewer follows, the latest, stand first in lists
MUTUAL, OTHER = "mutual", "other"

Page = tuple[list[PersonCard], str | None]


def followers(
    session: Session, viewer: Viewer | None, username: str, before: str | None = None
) -> Page:
    """Who follows this person: first whom the viewer follows too, then the newest.

    Raises NotFound, and NotAllowed for a private account that the viewer does not follow.
    """
    owner = _owner(session, viewer, username)
    return _follows(session, viewer, Follow.follower_id, col(Follow.followed_id) == owner, before)


def following(
    session: Session, viewer: Viewer | None, username: str, before: str | None = None
) -> Page:
    """Whom this person follows, in the same order. Raises as `followers` does."""
    owner = _owner(session, viewer, username)
    return _follows(session, viewer, Follow.followed_id, col(Follow.follower_id) == owner, before)


def requests(session: Session, viewer: Viewer, before: str | None = None) -> Page:
    """Who asks to follow the viewer, the newest first."""
    mine = col(FollowRequest.requested_id) == viewer.id
    return _listed(session, viewer, FollowRequest, FollowRequest.requester_id, mine, before)


def request_count(session: Session, viewer: Viewer) -> int:
    """How many people ask to follow the viewer."""
    return (
        session.scalar(
            select(func.count())
            .select_from(FollowRequest)
            .join(User, col(User.id) == col(FollowRequest.requester_id))
            .where(col(FollowRequest.requested_id) == viewer.id, visible_people(viewer))
        )
        or 0
    )


def close_friends(session: Session, viewer: Viewer, before: str | None = None) -> Page:
    """The viewer's close friends, the newest first."""
    mine = col(CloseFriend.owner_id) == viewer.id
    return _listed(session, viewer, CloseFriend, CloseFriend.friend_id, mine, before)


def muted_people(session: Session, viewer: Viewer, before: str | None = None) -> Page:
    """Whom the viewer has muted, the newest first; `reason` says how and until when."""
    mine = and_(col(Mute.muter_id) == viewer.id, still_muted())
    cards, following_page = _listed(session, viewer, Mute, Mute.muted_id, mine, before)
    rows = session.execute(
        select(col(Mute.muted_id), col(Mute.ends_at), col(Mute.with_notifications)).where(
            col(Mute.muter_id) == viewer.id, col(Mute.muted_id).in_([card.id for card in cards])
        )
    )
    told = {row[0]: mute_text(row[1], row[2]) for row in rows}
    return [replace(card, reason=told.get(card.id, "")) for card in cards], following_page


def blocked_people(session: Session, viewer: Viewer, before: str | None = None) -> Page:
    """Whom the viewer has blocked, the newest first: their names and nothing else."""
    rows = session.execute(
        _keyset(
            select(col(User.id), col(Block.created_at), col(User.username))
            .join(Block, col(Block.blocked_id) == col(User.id))
            .where(col(Block.blocker_id) == viewer.id),
            col(Block.created_at),
            col(User.id),
            before,
        )
    ).all()
    cards = [PersonCard(id=row[0], username=row[2], standing=BLOCKED) for row in rows[:PAGE]]
    return cards, _next(rows)


def followed_ids(session: Session, viewer: Viewer | None) -> list[int]:
    """The latest FOLLOWED of those the viewer follows."""
    return list(
        session.scalars(
            select(col(Follow.followed_id))
            .where(col(Follow.follower_id) == (viewer.id if viewer else NOBODY))
            .order_by(col(Follow.created_at).desc(), col(Follow.followed_id).desc())
            .limit(FOLLOWED)
        )
    )


def _owner(session: Session, viewer: Viewer | None, username: str) -> int:
    me = viewer.id if viewer else NOBODY
    row = session.execute(
        select(col(User.id), col(Profile.is_private), follows(me, User.id), col(User.username))
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(col(User.username) == username.casefold(), visible_people(viewer))
    ).first()
    if row is None:
        raise NotFound(NOBODY_HERE)
    if row[1] and not row[2] and row[0] != me:
        raise NotAllowed(f"This account is private. Only those who follow {row[3]} see this list.")
    return row[0]


def _follows(
    session: Session, viewer: Viewer | None, person: Any, of_owner: Any, before: str | None
) -> Page:
    """A page of follows: the group of mutuals, and after it everybody else."""
    known = followed_ids(session, viewer)
    group, _, cursor = (before or "").partition(":")
    rows: list[tuple[int, datetime, str]] = []
    for name, is_in in ((MUTUAL, col(person).in_(known)), (OTHER, col(person).not_in(known))):
        if group == OTHER and name == MUTUAL:
            continue
        statement = _of_people(viewer, Follow, person, and_(of_owner, is_in))
        after = cursor if group == name else None
        found = session.execute(
            _keyset(statement, col(Follow.created_at), col(person), after, PAGE + 1 - len(rows))
        )
        rows += [(row[0], row[1], name) for row in found]
    cards = person_cards(session, viewer, [row[0] for row in rows[:PAGE]])
    following_page = _next(rows)
    return cards, following_page and f"{rows[PAGE - 1][2]}:{following_page}"


def _listed(
    session: Session, viewer: Viewer, table: Any, person: Any, mine: Any, before: str | None
) -> Page:
    statement = _of_people(viewer, table, person, mine)
    rows = session.execute(_keyset(statement, col(table.created_at), col(person), before)).all()
    return person_cards(session, viewer, [row[0] for row in rows[:PAGE]]), _next(rows)


def _of_people(viewer: Viewer | None, table: Any, person: Any, met: Any) -> Any:
    return (
        select(col(person), col(table.created_at))
        .join(User, col(User.id) == col(person))
        .where(met, visible_people(viewer))
    )


def _keyset(
    statement: Any, moment: Any, key: Any, before: str | None, limit: int = PAGE + 1
) -> Any:
    if place := _place(before):
        at, last = place
        statement = statement.where(or_(moment < at, and_(moment == at, key < last)))
    return statement.order_by(moment.desc(), key.desc()).limit(limit)


def _place(cursor: str | None) -> tuple[datetime, int] | None:
    """Where a page begins; None, the start, for what is no cursor."""
    seconds, _, last = (cursor or "").partition("-")
    if not (seconds.isdecimal() and last.isdecimal() and len(seconds) < 18 and len(last) < 12):
        return None
    whole, micro = divmod(int(seconds), 1_000_000)
    return datetime.fromtimestamp(whole, UTC).replace(microsecond=micro), int(last)


def _next(rows: Any) -> str | None:
    if len(rows) <= PAGE:
        return None
    last_id, moment = rows[PAGE - 1][0], rows[PAGE - 1][1]
    return f"{int(moment.timestamp()) * 1_000_000 + moment.microsecond}-{last_id}"
