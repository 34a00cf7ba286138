"""Drafts that nothing was put into are no drafts: nobody sees them, and they go."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.studio.drafting import DraftChoices, choices_text
from instaclone.studio.models import Draft, DraftFile

EMPTY_FOR = timedelta(hours=1)  # before one goes
AT_ONCE = 100  # rows of one sweep


def is_empty() -> ColumnElement[bool]:
    """The condition on Draft under which there is nothing in it: no file, no word, no choice."""
    return and_(
        col(Draft.caption) == "",
        col(Draft.tags) == "",
        col(Draft.choices).in_(("{}", choices_text(DraftChoices()))),
        ~exists().where(col(DraftFile.draft_id) == Draft.id),
    )


def sweep_empty(session: Session) -> int:
    """Delete the drafts that have been empty for a while; how many."""
    long_ago = clock.now() - EMPTY_FOR
    rows = session.exec(
        select(Draft)
        .where(col(Draft.changed_at) < long_ago, is_empty())
        .limit(AT_ONCE)
        .with_for_update()  # a file may be announced at this moment
    ).all()
    for row in rows:
        session.delete(row)
    return len(rows)
