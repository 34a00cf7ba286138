"""How many of the newest public posts show each object, for the list of objects."""

from sqlalchemy import delete, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone.db.dialect import add_once
from instaclone.objects.models import PopularObject
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.visibility import listed_posts
from instaclone.vision.models import LabelCount

WINDOW = 20_000  # posts that are looked at: on a busy site the newest ones tell enough
MOST = 500  # labels that are kept: a model of somebody's own may know thousands

Counts = dict[str, int]


def count(session: Session) -> Counts:
    """How many of the newest public posts show each object; most first."""
    newest = (
        sa_select(col(Post.id))
        .where(listed_posts())
        .order_by(col(Post.sort_key).desc())
        .limit(WINDOW)
        .subquery("newest")
    )
    posts = func.count(func.distinct(newest.c.id))
    rows = session.execute(
        sa_select(col(LabelCount.label), posts)
        .select_from(newest)
        .join(PostMedia, col(PostMedia.post_id) == newest.c.id)
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .group_by(col(LabelCount.label))
        .order_by(posts.desc(), col(LabelCount.label))
        .limit(MOST)
    )
    return dict(rows.all())


def write(session: Session, counts: Counts) -> int:
    """Make the table say this; how many rows had to change."""
    changed = 0
    known = {
        row.label: row
        for row in session.exec(
            select(PopularObject).order_by(PopularObject.label).with_for_update()
        )
    }
    for label, posts in sorted(counts.items()):
        row = known.pop(label, None)
        if row is None:
            changed += add_once(session, PopularObject(label=label, post_count=posts))
        elif row.post_count != posts:
            row.post_count = posts
            changed += 1
    if known:
        gone = col(PopularObject.label).in_(list(known))
        session.execute(delete(PopularObject).where(gone))
    return changed + len(known)
