"""Explore without signals: what the viewer may find, in the order of time, and nothing chosen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.db.kept import kept
from instaclone.db.paging import floor_of
from instaclone.explore.gate import allowing, explorable, hidden_people
from instaclone.explore.signals import Score
from instaclone.ids import END_OF_TIME
from instaclone.media.models import VIDEO
from instaclone.posts.indexing import HAS_VIDEO
from instaclone.posts.models import Post, PostFact
from instaclone.settings import settings

WINDOW = 5000  # newest posts looked at for one screen, whoever may see them
LOOKED_AT = 4  # times the size of a screen, where of one author there may be two alone
OF_ONE_AUTHOR = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """A post that is shown, and what each signal gave it."""

    post_id: int
    score: Score


@dataclass(frozen=True)
class Screen:
    """What is shown next, the best first; see `cards.ExplorePage` for the rest."""

    picks: list[Pick]
    has_more: bool = False
    before: int | None = None
    is_chronological: bool = False
    is_caught_up: bool = False


def newest(
    session: Session, viewer: Viewer | None, size: int, kind: str = "", before: int | None = None
) -> Screen:
    """The newest posts of others that the viewer may find, older than the cursor; at most three
    statements.

    A screen may be short, though others follow: where most of a window is not for the viewer. A
    guest, who has no switches, gets at most two posts of one author.
    """
    before = before or END_OF_TIME
    keys = _keys(kind)
    floor = floor_of(session, keys, WINDOW, *_only(kind), before=before)
    most = size + 1 if viewer else LOOKED_AT * size
    hidden = hidden_people(session, viewer) if viewer else []
    values = allowing(viewer, hidden) | {"before": before, "floor": floor, "most": most}
    rows = session.execute(_newest(viewer, kind, settings().private_community), values).all()
    shown = list(rows[:size]) if viewer else _spread(rows, size)
    end = shown[-1].sort_key if shown else 0
    if len(rows) < most and (not rows or shown[-1] is rows[-1]):
        end = floor  # nothing else in this window
    picks = [Pick(row.id, {}) for row in shown]
    return Screen(picks, end > 0, end or None, is_chronological=True)


def _keys(kind: str) -> Any:
    return col(PostFact.sort_key) if kind == VIDEO else col(Post.sort_key)


def _only(kind: str) -> list[ColumnElement[bool]]:
    return [col(PostFact.fact) == HAS_VIDEO] if kind == VIDEO else []


@kept
def _newest(viewer: Viewer | None, kind: str, _private_community: bool) -> Any:
    keys = _keys(kind)
    statement = select(col(Post.id), col(Post.author_id), col(Post.sort_key))
    if kind == VIDEO:
        statement = statement.join(PostFact, col(PostFact.post_id) == col(Post.id))
    return (
        statement.where(*_only(kind))
        .where(keys < bindparam("before"), keys >= bindparam("floor"), explorable(viewer))
        .order_by(keys.desc())
        .limit(bindparam("most"))
    )


def _spread(rows: Sequence[Any], size: int) -> list[Any]:
    """The first of these rows, of each author no more than a screen may hold."""
    shown: list[Any] = []
    of_author: Counter[int] = Counter()
    for row in rows:
        of_author[row.author_id] += 1
        if of_author[row.author_id] <= OF_ONE_AUTHOR and len(shown) < size:
            shown.append(row)
    return shown
