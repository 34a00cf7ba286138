"""Searches a person keeps, and whether they want to hear of what those find."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity.notifying import announce
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.posts.models import Post
from instaclone.search.addresses import address, cleaned, same
from instaclone.search.asking import LANGUAGES
from instaclone.search.cards import SavedCard
from instaclone.search.models import LONGEST_NAME, SavedSearch
from instaclone.text import cleaned as without_controls

MOST = 50
EMPTY = "Search for something first; then it can be saved."
GONE = "This search is not saved any more."
UNSEEN = "Nobody could see this name. Write letters, digits or an emoji."


def save(
    session: Session,
    viewer: Viewer,
    query: str,
    notifies: bool = False,
    languages: Sequence[str] = (),
) -> None:
    """Keep a search; once is enough. With `notifies` they hear of posts that it finds from now on,
    its words read in these languages.

    Raises Invalid for an empty one, and beyond MOST; Conflict for one that reads like the name
    which another search of theirs has.
    """
    kept = cleaned(query)
    if not kept:
        raise Invalid(EMPTY)
    rows = _held(session, viewer)
    if any(row.folded == same(kept) for row in rows):
        return
    if len(rows) >= MOST:
        raise Invalid(f"There may be {MOST} saved searches. Remove one first.")
    if _is_taken(rows, kept):
        raise Conflict(f"{_taken(kept)} Rename that one first.")
    session.add(
        SavedSearch(
            user_id=viewer.id,
            query=kept,
            folded=same(kept),
            notifies=notifies,
            seen_key=_newest(session),
            languages=" ".join(languages[:LANGUAGES]),
        )
    )
    session.flush()


def rename(session: Session, viewer: Viewer, search_id: int, name: str) -> None:
    """Call a saved search so from now on; without a name it is called what it asks for.

    Raises Invalid, NotFound, and Conflict for a name that another search of theirs has.
    """
    called = " ".join(without_controls(name).split())
    if len(called) > LONGEST_NAME:
        raise Invalid(
            f"The name may have {LONGEST_NAME} characters; this one has {len(called)}.", "name"
        )
    if called and all(unicodedata.category(sign)[0] in "CMZ" for sign in called):
        raise Invalid(UNSEEN, "name")
    rows = _held(session, viewer)
    row = next((each for each in rows if each.id == search_id), None)
    if row is None:
        raise NotFound(GONE)
    if _is_taken([each for each in rows if each is not row], called):
        raise Conflict(_taken(called), "name")
    row.name = called if called and called != row.query else None
    session.add(row)
    session.flush()
    announce(session, viewer.id)


def unsave(session: Session, viewer: Viewer, search_id: int) -> None:
    """Keep a search no longer; with it goes what the viewer was told of it."""
    session.execute(
        delete(SavedSearch).where(
            col(SavedSearch.id) == search_id, col(SavedSearch.user_id) == viewer.id
        )
    )
    announce(session, viewer.id)


def set_notifies(session: Session, viewer: Viewer, search_id: int, wanted: bool) -> None:
    """Whether the viewer hears of what one of their searches finds, from now on."""
    row = session.exec(_own(viewer).where(SavedSearch.id == search_id).with_for_update()).first()
    if row is None or row.notifies is wanted:
        return
    row.notifies = wanted
    if wanted:
        row.seen_key = max(row.seen_key, _newest(session))
    session.add(row)
    session.flush()


def saved(session: Session, viewer: Viewer) -> list[SavedCard]:
    """The searches the viewer keeps, the newest first."""
    return [_card(row) for row in session.exec(_own(viewer))]


def saved_as(session: Session, viewer: Viewer, query: str) -> SavedCard | None:
    """The viewer's saved search that is the same as this one; None where they keep none."""
    row = session.exec(_own(viewer).where(SavedSearch.folded == same(query))).first()
    return row and _card(row)


def _card(row: SavedSearch) -> SavedCard:
    return SavedCard(row.id or 0, row.query, address(row.query), row.notifies, _title(row))


def _title(row: SavedSearch) -> str:
    return row.name or row.query


def _newest(session: Session) -> int:
    """The key of the newest post there is: what is shown from now on is news. Not the time, which
    no two machines agree about."""
    newest = select(Post.sort_key).where(col(Post.sort_key).is_not(None))
    return session.exec(newest.order_by(col(Post.sort_key).desc()).limit(1)).first() or 0


def _held(session: Session, viewer: Viewer) -> Sequence[SavedSearch]:
    """All of the viewer's, held."""
    # Two windows that save at once would both find room: the person's own row makes them queue.
    session.exec(select(User.id).where(User.id == viewer.id).with_for_update()).one()
    return session.exec(_own(viewer).execution_options(populate_existing=True)).all()


def _own(viewer: Viewer) -> Any:
    return (
        select(SavedSearch)
        .where(SavedSearch.user_id == viewer.id)
        .order_by(col(SavedSearch.created_at).desc(), col(SavedSearch.id).desc())
    )


def _is_taken(rows: Sequence[SavedSearch], title: str) -> bool:
    return any(_title(row).casefold() == title.casefold() for row in rows)


def _taken(title: str) -> str:
    return f"Another saved search is called “{title}” already."
