"""Whether a search finds a post, as far as plain values tell: so that of many thousands of searches
only the few of which they do not tell are put to the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone.accounts.models import User
from instaclone.db.full_text import encoded
from instaclone.posts.models import Post, PostFact, PostMedia, PostTag, PostWords
from instaclone.profiles.models import PersonWords
from instaclone.search.conditions import facts_of, span_of
from instaclone.search.saying import ways_to_say
from instaclone.search.terms import (
    All,
    At,
    By,
    Coloured,
    During,
    Either,
    Has,
    Is,
    Near,
    Not,
    Objects,
    Oriented,
    Tagged,
    Term,
    Thing,
    Words,
)
from instaclone.vision.models import LabelCount


@dataclass(frozen=True, slots=True)
class Traits:
    """What a shown post is found by. `words` and `names` are encoded (see `db.full_text`)."""

    post_id: int
    sort_key: int
    author_id: int
    username: str
    words: str
    names: str
    counts: dict[str, int]
    tags: frozenset[str]
    facts: frozenset[str]
    is_somewhere: bool


def traits_of(session: Session, post_ids: Collection[int]) -> list[Traits]:
    """What these posts are found by, the oldest first, without those that are not shown; in four
    statements."""
    here = (
        select(
            col(Post.id),
            col(Post.sort_key),
            col(Post.author_id),
            col(Post.place_id),
            col(User.username),
            col(PostWords.words),
            col(PersonWords.words).label("names"),
        )
        .join(User, col(User.id) == col(Post.author_id))
        .outerjoin(PostWords, col(PostWords.sort_key) == col(Post.sort_key))
        .outerjoin(PersonWords, col(PersonWords.user_id) == col(Post.author_id))
        .where(col(Post.id).in_(post_ids), col(Post.sort_key).is_not(None))
        .order_by(col(Post.sort_key))
    )
    counts = _counts(session, post_ids)
    tags = _each(session, select(col(PostTag.post_id), col(PostTag.tag)), PostTag, post_ids)
    facts = _each(session, select(col(PostFact.post_id), col(PostFact.fact)), PostFact, post_ids)
    return [
        Traits(
            row.id,
            row.sort_key,
            row.author_id,
            row.username,
            row.words or "",
            row.names or "",
            counts[row.id],
            frozenset(tags[row.id]),
            frozenset(facts[row.id]),
            row.place_id is not None,
        )
        for row in session.execute(here)
    ]


def fits(term: Term, post: Traits) -> bool | None:  # noqa: PLR0911
    """Whether the post is what somebody else than its author asks for by this; None where that
    depends on who asks, or on the database."""
    match term:
        case All(parts):
            return _all(fits(part, post) for part in parts)
        case Either(parts):
            return _not(_all(_not(fits(part, post)) for part in parts))
        case Not(part):
            return _not(fits(part, post))
        case Objects(label, least, most):
            count = post.counts.get(label, 0)
            return least <= count and (most is None or count <= most)
        case Words():
            return _is_said(term, post)
        case Thing(label):
            return label in post.counts or any(_is_said(each, post) for each in ways_to_say(term))
        case Tagged(tag):
            return tag in post.tags
        case By(username):
            # Whether they know of a person of this name is another matter.
            return None if username == post.username else False
        case At() | Has() | Oriented() | Coloured():
            facts = facts_of(term)
            return bool(facts) and post.facts.issuperset(facts)
        case During():
            begin, end = span_of(term)
            return begin <= post.sort_key < end
        case Near():
            return None if post.is_somewhere else False
        case Is():
            return None
    return False


def _all(found: Iterable[bool | None]) -> bool | None:
    """Whether all are so, of which some may be unknown."""
    answer: bool | None = True
    for each in found:
        if each is False:
            return False
        answer = answer and each
    return answer


def _not(found: bool | None) -> bool | None:
    return None if found is None else not found


def _is_said(words: Words, post: Traits) -> bool:
    if not words.tokens:
        return False
    if _held(post.words, words.tokens, words.is_open):
        return True
    last = len(words.tokens) - 1
    return all(
        _held(post.names, [token], words.is_open and number == last)
        for number, token in enumerate(words.tokens)
    )


def _held(words: str, tokens: Iterable[str], is_open: bool) -> bool:
    sought = encoded(list(tokens))
    return (sought[:-1] if is_open else sought) in words


def _counts(session: Session, post_ids: Collection[int]) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = session.execute(
        select(col(PostMedia.post_id), col(LabelCount.label), col(LabelCount.count))
        .join(LabelCount, col(LabelCount.media_id) == col(PostMedia.media_id))
        .where(col(PostMedia.post_id).in_(post_ids))
    )
    for post_id, label, count in rows:
        counts[post_id][label] = max(counts[post_id].get(label, 0), count)
    return counts


def _each(
    session: Session, statement: Any, table: Any, post_ids: Collection[int]
) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for post_id, value in session.execute(statement.where(col(table.post_id).in_(post_ids))):
        found[post_id].add(value)
    return found
