"""Finding people: by the beginning of a name, to mention or pick them, and by any word of it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.db import full_text
from instaclone.folding import tokens
from instaclone.profiles.cards import PersonCard
from instaclone.profiles.lists import followed_ids
from instaclone.profiles.models import PersonWords, Profile, fold_name
from instaclone.profiles.people import listed_people, person_cards
from instaclone.relations.standing import visible_people

AFTER_ALL = "\U0010ffff"  # no name has a character behind this one
CANDIDATES = 500  # people in whose names the words may be, looked at for one list
END = 2**31 - 1  # after every id


def search_people(session: Session, viewer: Viewer, prefix: str, limit: int) -> list[PersonCard]:
    """Up to `limit` people whose username or display name begins like this.

    First whom the viewer follows, then by username, then by display name. Six statements; each
    reads an index from where the beginning stands. Who does not want to be found is there for
    those who follow them, or who know the whole username.
    """
    begin = fold_name(prefix.strip().removeprefix("@"))
    found = _beginning(session, viewer, begin, limit, called=begin)
    return person_cards(session, viewer, found[:limit])


def find_people(
    session: Session, viewer: Viewer | None, words: str, limit: int
) -> list[PersonCard]:
    """Up to `limit` people: those whom `search_people` finds, then those in whose names all of
    these words are, the last one or its beginning; the newest first."""
    begin = fold_name(words.strip().removeprefix("@"))
    found = dict.fromkeys(_beginning(session, viewer, begin, limit))
    if len(found) < limit and (sought := tokens(words)):
        found |= dict.fromkeys(_named(session, viewer, sought, limit))
    return person_cards(session, viewer, list(found)[:limit])


def _beginning(
    session: Session, viewer: Viewer | None, begin: str, limit: int, called: str = ""
) -> list[int]:
    if not begin:
        return []
    by_username = _begins(col(User.username), begin)
    by_name = _begins(col(Profile.folded_name), begin)
    ways: list[tuple[Any, Any]] = [
        (by_username, col(User.username)),
        (by_name, col(Profile.folded_name)),
    ]
    if viewer:
        followed = col(User.id).in_(followed_ids(session, viewer))
        ways.insert(0, (and_(followed, or_(by_username, by_name)), col(User.username)))
    found: dict[int, None] = {}
    for condition, order in ways:
        statement = _people(viewer, called).where(condition).order_by(order).limit(limit)
        found |= dict.fromkeys(session.scalars(statement))
    return list(found)


def _named(session: Session, viewer: Viewer | None, sought: list[str], limit: int) -> list[int]:
    """People whose names hold these tokens, among the newest of them that the engine finds."""
    last = full_text.said(PersonWords.words, sought[-1:], is_open=True)
    holds = [full_text.said(PersonWords.words, [each]) for each in sought[:-1]]
    keys = full_text.newest(
        session, PersonWords, sought, is_open=True, before=END, limit=CANDIDATES
    )
    if keys is None:  # in every other name: the newest will do
        newest = select(col(PersonWords.user_id).label("key"))
        keys = newest.order_by(col(PersonWords.user_id).desc()).limit(CANDIDATES)
    among = keys.subquery("among")
    statement = (
        _people(viewer)
        .join(among, among.c.key == col(User.id))
        .join(PersonWords, col(PersonWords.user_id) == col(User.id))
        .where(last, *holds)
        .order_by(col(User.id).desc())
        .limit(limit)
    )
    return list(session.scalars(statement))


def _people(viewer: Viewer | None, called: str = "") -> Any:
    """The ids of people whom the viewer may find, or who have this very username."""
    return (
        select(col(User.id))
        .join(Profile, col(Profile.user_id) == col(User.id))
        .where(visible_people(viewer), or_(listed_people(viewer), col(User.username) == called))
    )


def _begins(column: Any, begin: str) -> ColumnElement[bool]:
    # Not LIKE: SQLite uses no index for it.
    return column.between(begin, begin + AFTER_ALL)
