"""Answers Why this? when it is asked: from what was recorded, and from what may be said by now."""

from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.explore.candidates import one_of
from instaclone.explore.cards import WhyCard
from instaclone.explore.models import Shown
from instaclone.explore.reasons import reasons_for
from instaclone.explore.signals import WISHES, score_of
from instaclone.explore.tastes import Taste, taste_of


def why(session: Session, viewer: Viewer | None, code: str, line: str = "") -> WhyCard | None:
    """Why a post is shown to the viewer; None where explore may not show it to them any more.

    `line` is the score that chose it; "" is for the one that was recorded. Who likes it is looked
    up anew: of who blocked the viewer meanwhile, or likes it no more, nothing is said.
    """
    taste = taste_of(session, viewer) if viewer else Taste()
    found = one_of(session, viewer, taste, code)
    if found is None:
        return None
    post, author = found
    if viewer is None:
        return WhyCard(code, author)
    score = score_of(line or _recorded(session, viewer, post.id))
    (reasons,) = reasons_for(session, viewer, taste, [(post, score)])
    return WhyCard(code, author, reasons, takes_wishes=taste.uses(WISHES))


def _recorded(session: Session, viewer: Viewer, post_id: int) -> str:
    mine = (Shown.user_id == viewer.id, Shown.post_id == post_id)
    return session.scalar(select(Shown.signals).where(*mine)) or ""
