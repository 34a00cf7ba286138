"""From a search to the condition under which a post is found: the truth, whatever finds it.

Each thing a search can ask for is one EXISTS on the post at hand, answered by look-ups by key, so
that any of them may stand anywhere among AND, OR and NOT. Alternatives of one kind share theirs.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, literal, not_, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from instaclone import ids
from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment, CommentWords
from instaclone.comments.visibility import visible_comments
from instaclone.db.dialect import sieve
from instaclone.db.full_text import said
from instaclone.db.geography import distance_km
from instaclone.db.kept import kept
from instaclone.ids import END_OF_TIME
from instaclone.places.models import Place
from instaclone.posts.indexing import colour_fact, orientation_fact, place_fact
from instaclone.posts.models import (
    Post,
    PostFact,
    PostLike,
    PostMedia,
    PostTag,
    PostWords,
    SavedPost,
)
from instaclone.profiles.models import PersonWords
from instaclone.search.resolving import Circle, Search
from instaclone.search.saying import parted
from instaclone.search.terms import (
    LIKED,
    MINE,
    SAVED,
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
    Nothing,
    Objects,
    Oriented,
    Tagged,
    Term,
    Thing,
    Words,
)
from instaclone.vision.models import LabelCount

KM_OF_A_DEGREE = 111.0  # of latitude, a little less than there are

# Made once, as in relations.standing.
_count, _picture, _fact, _tag = (
    aliased(LabelCount),
    aliased(PostMedia),
    aliased(PostFact),
    aliased(PostTag),
)
_words, _comment, _comment_words = aliased(PostWords), aliased(Comment), aliased(CommentWords)
_names, _place = aliased(PersonWords), aliased(Place)
_saved, _liked = aliased(SavedPost), aliased(PostLike)


@kept
def condition(search: Search) -> ColumnElement[bool]:
    """The condition on Post, which must have been shown, under which the search finds it. Not who
    may find it: that is `posts.visibility.findable_posts`."""
    return _met(search.term, search)


def facts_of(term: At | Has | Oriented | Coloured) -> list[str]:
    """The facts (see `posts.indexing`) of which a post must have each."""
    match term:
        case At(tokens):
            return [place_fact(token) for token in tokens]
        case Has(feature):
            return [f"has:{feature}"]
        case Oriented(orientation):
            return [orientation_fact(orientation)]
        case Coloured(colour):
            return [colour_fact(colour)]


def span_of(during: During) -> tuple[int, int]:
    """The keys of these days: from the first one up to, and without, the second."""
    begin = _midnight(during.begin) if during.begin else 0
    if during.end is None or during.end == date.max:
        return begin, END_OF_TIME
    return begin, _midnight(during.end + timedelta(days=1))


def reach_of(term: Term) -> tuple[int, int]:
    """The keys that posts can have which meet a term, as far as its days tell: from the first one
    up to, and without, the second."""
    match term:
        case During():
            return span_of(term)
        case All(parts) if parts:
            begins, ends = zip(*(reach_of(part) for part in parts), strict=True)
            return max(begins), min(ends)
        case Either(parts) if parts:
            begins, ends = zip(*(reach_of(part) for part in parts), strict=True)
            return min(begins), max(ends)
    return 0, END_OF_TIME


def names_say(names: Any, words: Words) -> ColumnElement[bool]:
    """The condition under which a column of a person's names holds each of the words."""
    last = len(words.tokens) - 1
    return and_(
        true(),
        *(
            said(names, [token], is_open=words.is_open and number == last)
            for number, token in enumerate(words.tokens)
        ),
    )


def _midnight(day: date) -> int:
    key = ids.first_key(datetime.combine(day, time(), UTC))
    return min(max(key, 0), END_OF_TIME)


def _met(term: Term, search: Search) -> ColumnElement[bool]:  # noqa: PLR0911
    match term:
        case All(parts):
            ruled_out = [part.part for part in parts if isinstance(part, Not)]
            wanted = [part for part in parts if not isinstance(part, Not)]
            met = [_met(part, search) for part in wanted]
            return and_(true(), *met, not_(_one_of(ruled_out, search)))
        case Either(parts):
            return _one_of(parts, search)
        case Not(part):
            return not_(_met(part, search))
        case Objects():
            return _holds(term)
        case Words() | Thing() | Tagged() | By():
            return _one_of((term,), search)
        case At() | Has() | Oriented() | Coloured():
            return _has(facts_of(term))
        case Near():
            circle = dict(search.circles).get(term)
            return false() if circle is None else _is_within(circle)
        case During():
            begin, end = span_of(term)
            return and_(col(Post.sort_key) >= begin, col(Post.sort_key) < end)
        case Is(standing):
            return _is(standing, search.viewer)
        case Nothing():
            return false()


def _one_of(parts: Iterable[Term], search: Search) -> ColumnElement[bool]:
    """The condition under which one part is met: alternatives of one kind are asked for at once,
    for to put a condition for each together costs more than to look."""
    said, rest = parted(parts)
    met = [_is_said(said, search.viewer)] if said else []
    labels: dict[int, list[str]] = defaultdict(list)
    tags: list[str] = []
    facts: list[str] = []
    authors: list[int] = []
    for part in rest:
        match part:
            case Objects(label, least, None) if least > 0:
                labels[least].append(label)
            case Tagged(tag):
                tags.append(tag)
            case By():
                authors += [user_id for by, user_id in search.people if by == part]
            case At() | Has() | Oriented() | Coloured() if len(facts_of(part)) == 1:
                facts += facts_of(part)
            case _:
                met.append(_met(part, search))
    met += [_has_picture_of(some, least) for least, some in labels.items()]
    if tags:
        tagged = col(_tag.post_id) == col(Post.id), _among(_tag.tag, tags)
        met.append(exists().where(*tagged))
    if facts:
        met.append(exists().where(col(_fact.post_id) == col(Post.id), _among(_fact.fact, facts)))
    if authors:
        met.append(col(Post.author_id).in_(authors))
    return or_(false(), *met)


def _among(column: Any, values: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a column is one of these, asked of the rows of the post at hand. For many
    values the planner would rather read all rows that hold one, by the column's own index: a sieve
    keeps that index from it."""
    return col(column) == values[0] if len(values) == 1 else sieve(col(column).in_(values))


def _holds(objects: Objects) -> ColumnElement[bool]:
    met: ColumnElement[bool] = true()
    if objects.least > 0:
        met = _has_picture_of([objects.label], objects.least)
    if objects.most is not None:
        met = and_(met, not_(_has_picture_of([objects.label], objects.most + 1)))
    return met


def _has_picture_of(labels: Sequence[str], least: int) -> ColumnElement[bool]:
    # By its key the index answers whether the post ever held one; the picture may have left it.
    return exists().where(
        _among(_count.label, labels),
        col(_count.sort_key) == col(Post.sort_key),
        col(_count.count) >= least,
        col(_picture.media_id) == col(_count.media_id),
        col(_picture.post_id) == col(Post.id),
    )


def _is_said(ways: Sequence[Words], viewer: Viewer | None) -> ColumnElement[bool]:
    """The condition under which one of these is said."""
    ways = [each for each in ways if each.tokens]
    if not ways:
        return false()
    in_post = exists().where(
        col(_words.sort_key) == col(Post.sort_key), _says(col(_words.words), ways)
    )
    in_names = exists().where(
        col(_names.user_id) == col(Post.author_id),
        or_(*(names_say(col(_names.words), each) for each in ways)),
    )
    if viewer is None:
        return or_(in_post, in_names)
    in_comments = exists().where(
        col(_comment.post_id) == col(Post.id),
        col(_comment_words.comment_id) == col(_comment.id),
        _says(col(_comment_words.words), ways),
        visible_comments(viewer, _comment),
    )
    return or_(in_post, in_names, and_(col(Post.author_id) == viewer.id, in_comments))


def _says(column: Any, ways: Sequence[Words]) -> ColumnElement[bool]:
    return or_(*(said(column, each.tokens, is_open=each.is_open) for each in ways))


def _has(facts: list[str]) -> ColumnElement[bool]:
    if not facts:
        return false()
    return and_(
        true(),
        *(
            exists().where(col(_fact.post_id) == col(Post.id), col(_fact.fact) == fact)
            for fact in facts
        ),
    )


def _is_within(circle: Circle) -> ColumnElement[bool]:
    north, west = col(_place.latitude), col(_place.longitude)
    degrees = circle.km / KM_OF_A_DEGREE
    # First what is told apart without trigonometry.
    return exists().where(
        col(_place.id) == col(Post.place_id),
        north.between(circle.latitude - degrees, circle.latitude + degrees),
        distance_km(north, west, literal(circle.latitude), literal(circle.longitude)) <= circle.km,
    )


def _is(standing: str, viewer: Viewer | None) -> ColumnElement[bool]:
    if viewer is None:
        return false()
    if standing == MINE:
        return col(Post.author_id) == viewer.id
    kept_by = {SAVED: _saved, LIKED: _liked}[standing]
    return exists().where(col(kept_by.post_id) == col(Post.id), col(kept_by.user_id) == viewer.id)
