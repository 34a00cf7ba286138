"""Which tags are popular: counted by people, not by posts, so that nobody makes one alone."""

from datetime import timedelta

from sqlalchemy import delete, distinct, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.db.dialect import add_once
from instaclone.posts.models import Post, PostTag
from instaclone.posts.visibility import listed_posts
from instaclone.tags.models import PopularTag

AGE = timedelta(days=14)
MOST = 100  # tags that are kept
WINDOW = 20_000  # posts that are looked at: on a busy site the newest ones tell enough

Counts = dict[str, tuple[int, int]]


def count(session: Session) -> Counts:
    """People and posts of the tags that most people used in public lately."""
    newest = (
        sa_select(col(Post.id), col(Post.author_id))
        .where(col(Post.sort_key) >= ids.sort_key(clock.now() - AGE), listed_posts())
        .order_by(col(Post.sort_key).desc())
        .limit(WINDOW)
        .subquery("newest")
    )
    people, posts = func.count(distinct(newest.c.author_id)), func.count()
    rows = session.execute(
        sa_select(col(PostTag.tag), people, posts)
        .select_from(newest)
        .join(PostTag, col(PostTag.post_id) == newest.c.id)
        .group_by(col(PostTag.tag))
        .order_by(people.desc(), posts.desc(), col(PostTag.tag))
        .limit(MOST)
    )
    return {tag: (people, posts) for tag, people, posts in rows}


def write(session: Session, counts: Counts) -> int:
    """Make the table say this; how many rows had to change."""
    changed = 0
    known = {
        row.tag: row
        for row in session.exec(select(PopularTag).order_by(PopularTag.tag).with_for_update())
    }
    for tag, (people, posts) in sorted(counts.items()):
        row = known.pop(tag, None)
        if row is None:
            new = PopularTag(tag=tag, people_count=people, post_count=posts)
            changed += add_once(session, new)
        elif (row.people_count, row.post_count) != (people, posts):
            row.people_count, row.post_count = people, posts
            changed += 1
    if known:
        session.execute(delete(PopularTag).where(col(PopularTag.tag).in_(list(known))))
    return changed + len(known)
