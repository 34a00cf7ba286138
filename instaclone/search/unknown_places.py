"""Says from which places of a search no post is, as far as who asks may know.

A place from where all posts are kept from them is as unknown as one that does not exist. Nothing is
said of one whose words are all common: there would be too much to look through.
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

PLACES, WORDS = 8, 6  # so many of one search are looked up, of so many different words at most
FEW = 1_000  # posts that a word may be of for all of them to be looked at

_fact = aliased(PostFact)


def unknown_places(session: Session, viewer: Viewer | None, term: Term) -> tuple[str, ...]:
    """A sentence for each place in a search that none of the posts is from which the viewer may
    find, wanted or not; in two statements at most."""
    places: dict[At, list[str]] = {}
    for each, _ in atoms(term):
        if isinstance(each, At) and 0 < len(words := list(dict.fromkeys(facts_of(each)))) <= WORDS:
            places[each] = words
    looked_up = dict(list(places.items())[:PLACES])
    if not looked_up:
        return ()
    rare = _rare(session, {word for words in looked_up.values() for word in words})
    told = [(place, words) for place, words in looked_up.items() if rare.intersection(words)]
    if not told:
        return ()
    posts = [
        _posts_from(number, next(word for word in words if word in rare), words)
        for number, (_, words) in enumerate(told)
    ]
    any_of_them = union_all(*posts).subquery("any_of_them")
    known = session.scalars(
        select(any_of_them.c.number)
        .join(Post, col(Post.sort_key) == any_of_them.c.key)
        .where(counted_posts(viewer))
        .distinct()
    ).all()
    return tuple(
        f"No post here is from a place called “{' '.join(place.tokens)}”."
        for number, (place, _) in enumerate(told)
        if number not in known
    )


def _rare(session: Session, words: set[str]) -> set[str]:
    """Those of the facts that few posts have."""
    listed = sorted(words)
    beyond = [_newest(word).offset(FEW).limit(1).scalar_subquery() for word in listed]
    found = session.execute(select(*beyond)).one()
    return {word for word, key in zip(listed, found, strict=True) if key is None}


def _posts_from(number: int, rare: str, words: list[str]) -> Any:
    """The keys of the posts that have all facts, of which one is rare; each with the number."""
    newest = _newest(rare).limit(FEW).subquery("newest")
    others = [
        exists().where(col(_fact.fact) == word, col(_fact.sort_key) == newest.c.key)
        for word in words
        if word != rare
    ]
    return select(literal(number).label("number"), newest.c.key).where(*others)


def _newest(word: str) -> Any:
    key, fact = col(PostFact.sort_key), col(PostFact.fact)
    statement = select(key.label("key")).where(fact == word).order_by(key.desc())
    return by_index(statement, PostFact, "ix_post_fact_fact_sort")
