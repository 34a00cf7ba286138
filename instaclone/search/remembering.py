"""What a person searched for lately: for them alone, and gone when they say so."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.search.addresses import address, cleaned, same
from instaclone.search.cards import RecentCard
from instaclone.search.models import RecentSearch

MOST = 30


def remember(session: Session, viewer: Viewer, query: str) -> None:
    """Put a search on top of the viewer's recent ones; the oldest beyond MOST are forgotten."""
    kept = cleaned(query)
    if not kept:
        return
    # Two windows that search at once would both add it: the person's own row makes them queue.
    session.exec(select(User.id).where(User.id == viewer.id).with_for_update()).one()
    rows = session.exec(_newest(viewer).execution_options(populate_existing=True)).all()
    known = next((row for row in rows if row.folded == same(kept)), None)
    row = known or RecentSearch(user_id=viewer.id, query=kept, folded=same(kept))
    row.query, row.searched_at = kept, clock.now()
    session.add(row)
    for old in [each for each in rows if each is not known][MOST - 1 :]:
        session.delete(old)
    session.flush()


def recent(session: Session, viewer: Viewer, limit: int = MOST) -> list[RecentCard]:
    """The viewer's recent searches, the newest first."""
    rows = session.exec(_newest(viewer).limit(limit))
    return [RecentCard(row.id or 0, row.query, address(row.query)) for row in rows]


def forget(session: Session, viewer: Viewer, search_id: int) -> None:
    """Forget one of the viewer's recent searches."""
    session.execute(
        delete(RecentSearch).where(
            col(RecentSearch.id) == search_id, col(RecentSearch.user_id) == viewer.id
        )
    )


def forget_all(session: Session, viewer: Viewer) -> None:
    """Forget all of the viewer's recent searches."""
    session.execute(delete(RecentSearch).where(col(RecentSearch.user_id) == viewer.id))


def _newest(viewer: Viewer):
    return (
        select(RecentSearch)
        .where(RecentSearch.user_id == viewer.id)
        .order_by(col(RecentSearch.searched_at).desc(), col(RecentSearch.id).desc())
    )
