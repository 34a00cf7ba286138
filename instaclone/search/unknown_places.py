"""Says from which places of a search no post is, as far as who asks may know.

A place from where all posts are kept from them is as unknown as one that does not exist.
"""

from typing import Any

from sqlalchemy import exists, literal, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from instaclone.accounts.viewer import Viewer
from instaclone.db.dialect import by_index
from instaclone.posts.models import Post, PostFact
from instaclone.posts.visibility import counted_posts
from instaclone.search.conditions import facts_of
from instaclone.search.simplifying import atoms
from instaclone.search.terms import At, Term

MOST = 8  # places of one search that are looked up
WINDOW = 1_000  # of the newest posts from places that one of the words belongs to

_fact = aliased(PostFact)


def unknown_places(session: Session, viewer: Viewer | None, term: Term) -> tuple[str, ...]:
    """A sentence for each place in a search that none of the posts is from which the viewer may
    find, wanted or not; in one statement at most."""
    places = [each for each, _ in atoms(term) if isinstance(each, At) and each.tokens]
    places = list(dict.fromkeys(places))[:MOST]
    if not places:
        return ()
    newest = [
        one for number, place in enumerate(places) for one in _newest(number, facts_of(place))
    ]
    either = union_all(*newest).subquery("either")
    known = session.scalars(
        select(either.c.number)
        .join(Post, col(Post.sort_key) == either.c.key)
        .where(counted_posts(viewer))
        .distinct()
    ).all()
    return tuple(
        f"No post here is from a place called “{' '.join(place.tokens)}”."
        for number, place in enumerate(places)
        if number not in known
    )


def _newest(number: int, facts: list[str]) -> list[Any]:
    """The keys of posts of which all facts are so, as far as they are among the newest of one of
    the facts; each with the number. Whichever is the rarest, all of its posts are looked at."""
    key, fact = col(PostFact.sort_key), col(PostFact.fact)
    found: list[Any] = []
    for each in facts:
        looked_at = by_index(
            select(key.label("key")).where(fact == each).order_by(key.desc()).limit(WINDOW),
            PostFact,
            "ix_post_fact_fact_sort",
        ).subquery("newest")
        others = [
            exists().where(col(_fact.fact) == other, col(_fact.sort_key) == looked_at.c.key)
            for other in facts
            if other != each
        ]
        found.append(select(literal(number).label("number"), looked_at.c.key).where(*others))
    return found
