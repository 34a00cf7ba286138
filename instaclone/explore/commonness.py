"""How common subjects are: a tag that stands under every third post says little of any of them."""

from collections.abc import Collection
from math import log

from sqlalchemy import func, select
from sqlmodel import Session, col

from instaclone.explore.models import OBJECT, TAG
from instaclone.posts.models import Post, PostTag
from instaclone.vision.models import LabelCount

WINDOW = 1000  # newest posts among which is counted
UNSEEN = 100  # posts that are added to those: what few have posted says little of what is common
RARE = 0.02  # of posts: a subject of so few, or fewer, says all that one can say


Subject = tuple[str, str]  # kind and subject, as in Interest and Leaning


def telling(session: Session, subjects: Collection[Subject]) -> dict[Subject, float]:
    """How much each tag and object says of a post, 0 to 1: the less, the more posts it is in.
    Anything else says all. Three statements at most."""
    names = {kind: [name for each, name in subjects if each == kind] for kind in (TAG, OBJECT)}
    found = dict.fromkeys(subjects, 1.0)
    if not any(names.values()):
        return found
    key = col(Post.sort_key)
    newest = select(key).where(key > 0).order_by(key.desc()).limit(WINDOW).subquery("newest")
    window = select(func.count(), func.min(newest.c.sort_key)).select_from(newest)
    posts, floor = session.execute(window).one()
    for kind, label, sort_key in (
        (TAG, col(PostTag.tag), col(PostTag.sort_key)),
        (OBJECT, col(LabelCount.label), col(LabelCount.sort_key)),
    ):
        if names[kind]:
            counted = (
                select(label, func.count(sort_key.distinct()))
                .where(label.in_(names[kind]), sort_key >= (floor or 0))
                .group_by(label)
            )
            for name, count in session.execute(counted):
                found[kind, name] = surprise(count / (posts + UNSEEN))
    return found


def surprise(share: float) -> float:
    """How much it says that a post has what so large a share of posts has: 0 for all, 1 for few."""
    return min(1.0, log(share) / log(RARE)) if 0 < share < 1 else float(share <= 0)
