"""From where people post: counts that rank places alike for everybody, and names that nobody uses
any more."""

from sqlalchemy import delete, exists, false, func, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from instaclone.places.models import Place
from instaclone.posts.models import Post
from instaclone.posts.visibility import listed_posts

WINDOW = 20_000  # posts that are looked at: on a busy site the newest ones tell enough
BATCH = 100

Counts = dict[int, int]


def count(session: Session) -> Counts:
    """How many of the newest public posts are from each place."""
    newest = (
        sa_select(col(Post.place_id))
        .where(col(Post.sort_key).is_not(None), listed_posts())
        .order_by(col(Post.sort_key).desc())
        .limit(WINDOW)
        .subquery("newest")
    )
    rows = session.execute(
        sa_select(newest.c.place_id, func.count())
        .where(newest.c.place_id.is_not(None))
        .group_by(newest.c.place_id)
    )
    return {row[0]: row[1] for row in rows}


def write(session: Session, counts: Counts) -> int:
    """Make the places say this; how many had to change."""
    said = dict(
        session.execute(select(Place.id, Place.post_count).where(col(Place.post_count) > 0)).all()
    )
    changed = [each for each in sorted(said | counts) if said.get(each, 0) != counts.get(each, 0)]
    for place_id in changed:
        session.execute(
            update(Place)
            .where(col(Place.id) == place_id)
            .values(post_count=counts.get(place_id, 0))
        )
    return len(changed)


def deserted(session: Session) -> list[int]:
    """Places that people named and that no post says any more."""
    statement = select(Place.id).where(
        col(Place.is_of_gazetteer) == false(),
        ~exists().where(col(Post.place_id) == col(Place.id)),
    )
    return [place_id for place_id in session.exec(statement.limit(BATCH)) if place_id]


def forget(session: Session, place_ids: list[int]) -> int:
    """Delete those of these places that still no post says; how many.

    Each is held first: somebody who is just posting from there holds it too, and is waited for.
    """
    forgotten = 0
    for place_id in place_ids:
        place = session.exec(select(Place).where(Place.id == place_id).with_for_update()).first()
        # Held, so that the answer is of now and not of when this transaction began.
        used = select(Post.id).where(Post.place_id == place_id).limit(1).with_for_update()
        if place is not None and session.exec(used).first() is None:
            session.execute(delete(Place).where(col(Place.id) == place_id))
            forgotten += 1
    return forgotten
