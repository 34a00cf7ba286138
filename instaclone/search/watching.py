"""Tells people of new posts that their saved searches find.

A post is looked at once, when it is new, against every search that was saved before it. That a
later correction or a better scanner makes an old post fit is no news; it is found all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlmodel import Session, col

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.activity.models import SEARCH
from instaclone.activity.notifying import notify
from instaclone.posts.visibility import finders
from instaclone.search.asking import label_words
from instaclone.search.finding import matches
from instaclone.search.models import SavedSearch
from instaclone.search.reading import read
from instaclone.search.screening import Traits, fits
from instaclone.search.terms import Term

AT_ONCE = 2_000  # searches that are held in memory, whose owners one statement asks for
REMEMBERED = 20_000  # searches that are read once a day, about 2 KB each


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved search and whose it is, moderators as everybody else; posts up to the key `since` are
    no news."""

    id: int
    viewer: Viewer
    query: str
    languages: tuple[str, ...]
    since: int


@dataclass(frozen=True, slots=True)
class Screened:
    """A search with the posts that fit, and those of which the database has to say it."""

    watch: Watch
    fitting: list[Traits]
    unknown: list[Traits]


def watches(session: Session, newest: int, after: int = 0) -> list[Watch]:
    """Some of the searches whose owners want to be told of posts up to the key `newest`, by id;
    `after` is the last one before."""
    rows = session.execute(
        select(
            col(SavedSearch.id),
            col(SavedSearch.user_id),
            col(SavedSearch.query),
            col(SavedSearch.languages),
            col(SavedSearch.seen_key),
            col(User.username),
        )
        .join(User, col(User.id) == col(SavedSearch.user_id))
        .where(
            col(SavedSearch.id) > after,
            col(SavedSearch.notifies).is_(True),
            col(SavedSearch.seen_key) < newest,
            col(User.suspended_at).is_(None),
        )
        .order_by(col(SavedSearch.id))
        .limit(AT_ONCE)
    )
    return [
        Watch(search_id, Viewer(user_id, username), query, tuple(languages.split()), since)
        for search_id, user_id, query, languages, since, username in rows
    ]


def screened(found: Sequence[Watch], posts: Sequence[Traits]) -> Iterator[Screened]:
    """Those of the searches that find some of these posts, or may find them."""
    today = clock.now().date()
    for watch in found:
        term = term_of(watch.query, watch.languages, today)
        if term is None:
            continue
        said = {True: [], None: [], False: []}
        for post in posts:
            if post.sort_key > watch.since and post.author_id != watch.viewer.id:
                said[fits(term, post)].append(post)
        if said[True] or said[None]:
            yield Screened(watch, said[True], said[None])


def allowed(session: Session, found: Iterable[Screened]) -> dict[int, set[int]]:
    """Of each post that fits, by its id, which of the owners of those searches may find it."""
    owners: dict[int, set[int]] = defaultdict(set)
    for each in found:
        for post in each.fitting:
            owners[post.post_id].add(each.watch.viewer.id)
    return {post_id: finders(session, post_id, asked) for post_id, asked in owners.items()}


def found_by(session: Session, watch: Watch, posts: Sequence[Traits]) -> list[Traits]:
    """Those of the posts that the search finds and its owner may find, says the database."""
    term = term_of(watch.query, watch.languages, clock.now().date())
    if term is None:
        return []
    found = matches(session, watch.viewer, term, [post.post_id for post in posts])
    return [post for post in posts if post.post_id in found]


def tell(session: Session, watch: Watch, posts: Sequence[Traits]) -> int:
    """Tell the owner of a search of these posts, each once; of how many they had not been told."""
    kept = session.execute(
        select(SavedSearch)
        .where(col(SavedSearch.id) == watch.id, col(SavedSearch.notifies).is_(True))
        .with_for_update()
    ).first()
    if kept is None:
        return 0
    return sum(
        notify(
            session,
            SEARCH,
            Viewer(post.author_id, post.username),
            watch.viewer.id,
            post_id=post.post_id,
            search_id=watch.id,
        )
        for post in posts
    )


@lru_cache(maxsize=REMEMBERED)
def term_of(query: str, languages: tuple[str, ...], today: date) -> Term | None:
    """What a saved search asks for on this day; None for nothing in particular."""
    return read(query, today, label_words(languages)).term
