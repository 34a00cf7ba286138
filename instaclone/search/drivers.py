"""Which index can lead a search: the way in which all that a part of it asks for is found.

What no index has in the order of time leads only where it is little: it is listed.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, SQLModel, col

from instaclone.comments.models import Comment, CommentWords
from instaclone.db.dialect import by_index
from instaclone.db.full_text import newest_of_any
from instaclone.ids import END_OF_TIME
from instaclone.posts.models import Post, PostLike, SavedPost
from instaclone.profiles.models import PersonWords
from instaclone.search.cells import cells_of
from instaclone.search.conditions import facts_of, names_say
from instaclone.search.resolving import Search
from instaclone.search.saying import parted
from instaclone.search.terms import (
    MINE,
    SAVED,
    All,
    At,
    By,
    Coloured,
    Either,
    Has,
    Is,
    Near,
    Nothing,
    Objects,
    Oriented,
    Tagged,
    Term,
    Thing,
    Words,
)
from instaclone.search.ways import (
    Choice,
    Listed,
    Said,
    Union,
    Way,
    by_author,
    by_fact,
    by_label,
    by_tag,
)
from instaclone.vision.models import LabelCount

LISTED = 2_000  # rare counts, and posts that somebody saved or liked
PEOPLE, COMMENTS = 200, 300  # whose names, and which, say a word
NAMES = 8  # words that are looked up in names one by one where many people have one of them


def way_of(session: Session, search: Search, term: Term) -> Way | None:  # noqa: PLR0911
    """The way in which all posts that meet a part of the search are found; None where no index
    leads to them, as to those without something."""
    match term:
        case All(parts):
            ways = [way for part in parts if (way := way_of(session, search, part))]
            return Choice(ways) if ways else None
        case Either(parts):
            return _any_of(session, search, parts)
        case Objects(label, least):
            return _holding(session, label, least)
        case Words() | Thing():
            return _any_of(session, search, (term,))
        case Tagged(tag):
            return by_tag(tag)
        case By():
            author = dict(search.people).get(term)
            return Listed() if author is None else by_author(author)
        case At() | Has() | Oriented() | Coloured():
            facts = facts_of(term)
            return Choice([by_fact(fact) for fact in facts]) if facts else Listed()
        case Near():
            return _near(search, term)
        case Is(standing):
            return _being(session, search, standing)
        case Nothing():
            return Listed()
    return None


def _any_of(session: Session, search: Search, parts: Iterable[Term]) -> Way | None:
    said, rest = parted(parts)
    found = _union(way_of(session, search, part) for part in rest)
    if found is None or not said:
        return found
    return _union([found, _saying(session, search, said)])


def _union(ways: Iterable[Way | None]) -> Way | None:
    """All of these ways together; None as soon as one is None: the others are not looked up."""
    found: list[Way] = []
    for way in ways:
        if way is None:
            return None
        found.append(way)
    return Union(found)


def _near(search: Search, near: Near) -> Way | None:
    circle = dict(search.circles).get(near)
    if circle is None:
        return Listed()
    cells = cells_of(circle)
    return None if cells is None else by_fact(*cells)


def _holding(session: Session, label: str, least: int) -> Way | None:
    if least < 1:
        return None
    if least == 1:
        return by_label(label, 1)
    # Nine dogs are rare even where dogs are not.
    many = (
        select(col(LabelCount.sort_key))
        .where(col(LabelCount.label) == label, col(LabelCount.count) >= least)
        .limit(LISTED + 1)
    )
    found = session.scalars(by_index(many, LabelCount, "ix_label_count_label_count")).all()
    return _listed(found) if len(found) <= LISTED else by_label(label, least)


def _saying(session: Session, search: Search, said: Sequence[Words]) -> Way | None:
    """The posts of which one of these is said."""
    said = [each for each in said if each.tokens]
    if not said:
        return Listed()
    named = _named(session, said)
    if named is None:
        return None
    ways = [Said(tuple((each.tokens, each.is_open) for each in said)), named]
    if search.viewer is not None:
        ways.append(_commented(session, search.viewer.id, said))
    return Union(ways)


def _named(session: Session, said: Sequence[Words]) -> Way | None:
    """The posts of people whose names say one of these."""
    there = _there(session, PersonWords, said, PEOPLE + 1)
    if there is None:
        return None
    rows = session.execute(
        select(
            there.c.key, or_(*(names_say(col(PersonWords.words), each) for each in said))
        ).join_from(there, PersonWords, col(PersonWords.user_id) == there.c.key)
    ).all()
    if len(rows) > PEOPLE:
        # Too many for all words may be few for each.
        return _union(_named(session, [each]) for each in said) if 1 < len(said) <= NAMES else None
    people = {person for person, says in rows if says}
    return by_author(*people) if people else Listed()


def _commented(session: Session, reader: int, said: Sequence[Words]) -> Way:
    """The reader's own posts under which one of these is said: all of theirs where many say it."""
    there = _there(session, CommentWords, said, COMMENTS)
    if there is None:
        return by_author(reader)
    rows = session.execute(
        select(col(Post.author_id), col(Post.sort_key))
        .select_from(there)
        .join(Comment, col(Comment.id) == there.c.key)
        .join(Post, col(Post.id) == col(Comment.post_id))
    ).all()
    if len(rows) == COMMENTS:
        return by_author(reader)
    return _listed(key for author, key in rows if author == reader)


def _there(session: Session, model: type[SQLModel], said: Sequence[Words], limit: int) -> Any:
    """The keys of the newest rows that may say one of these; None where that is common."""
    ways = [(each.tokens, each.is_open) for each in said]
    found = newest_of_any(session, model, ways, before=END_OF_TIME, limit=limit)
    return None if found is None else found.subquery("there")


def _being(session: Session, search: Search, standing: str) -> Way | None:
    if search.viewer is None:
        return Listed()
    if standing == MINE:
        return by_author(search.viewer.id)
    table = SavedPost if standing == SAVED else PostLike
    found = session.scalars(
        select(col(Post.sort_key))
        .join(table, col(table.post_id) == col(Post.id))
        .where(col(table.user_id) == search.viewer.id)
        .limit(LISTED + 1)
    ).all()
    return _listed(found) if len(found) <= LISTED else None


def _listed(keys: Iterable[Any]) -> Listed:
    return Listed(sorted({key for key in keys if key is not None}, reverse=True))
