"""Finding people by the beginning of their name, to mention them or to pick them from a list."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.lists import followed_ids
from instaclone.profiles.models import Profile, fold_name
from instaclone.profiles.people import person_cards
from instaclone.relations.standing import visible_people

AFTER_ALL = "\U0010ffff"  # no name has a character behind this one


def search_people(session: Session, viewer: Viewer, prefix: str, limit: int) -> list[PersonCard]:
    """Up to `limit` people whose username or display name begins like this.

    First whom the viewer follows, then by username, then by display name. Six statements; each
    reads an index from where the beginning stands.
    """
    begin = fold_name(prefix.strip().removeprefix("@"))
    if not begin:
        return []
    by_username = _begins(col(User.username), begin)
    by_name = _begins(col(Profile.folded_name), begin)
    found: dict[Any, None] = {}
    for condition, order in (
        (
            (col(User.id).in_(followed_ids(session, viewer)), or_(by_username, by_name)),
            col(User.username),
        ),
        ((by_username,), col(User.username)),
        ((by_name,), col(Profile.folded_name)),
    ):
        statement = (
            select(col(User.id))
            .join(Profile, col(Profile.user_id) == col(User.id))
            .where(*condition, visible_people(viewer))
            .order_by(order)
            .limit(limit)
        )
        found |= dict.fromkeys(session.scalars(statement))
    return person_cards(session, viewer, list(found)[:limit])


def _begins(column: Any, begin: str) -> ColumnElement[bool]:
    # Not LIKE: SQLite uses no index for it.
    return column.between(begin, begin + AFTER_ALL)
