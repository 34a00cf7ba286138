"""The same questions answered without a database: every row read once, every post looked at."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from math import acos, cos, radians, sin
from typing import Any

from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment
from instaclone.folding import tokens as tokens_of
from instaclone.media.colours import colours_of as colours_in
from instaclone.media.models import VIDEO, Media
from instaclone.places.models import Place
from instaclone.posts.models import (
    CLOSE_FRIENDS,
    FOLLOWERS,
    PUBLIC,
    Post,
    PostLike,
    PostMedia,
    PostTag,
    PutAside,
    SavedPost,
)
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, CloseFriend, Follow, Mute
from instaclone.search import terms
from instaclone.search.terms import Term, Words
from instaclone.vision.models import LabelCount

NUMBERS = (
    ("dog", "dogs"), ("cat", "cats"), ("person", "people"), ("car", "cars"), ("kite", "kites"),
    ("zebra", "zebras", "zebre", "zebry"),
)  # fmt: skip
tokens, colours_of = cache(tokens_of), cache(colours_in)


@dataclass(frozen=True)
class Picture:
    """A picture of a post with the counts of its labels and its alt text."""

    media: Media
    alt_text: str
    counts: dict[str, int]


class Rows:
    """Every row that decides something, as Python holds it."""

    def __init__(self, session: Session):
        self.posts = [post for post in _all(session, Post) if post.sort_key is not None]
        self.posts.sort(key=lambda post: -(post.sort_key or 0))
        self.users = {row.id: row for row in _all(session, User)}
        self.profiles = {row.user_id: row for row in _all(session, Profile)}
        self.places = {row.id: row for row in session.exec(_places())}
        self.follows = {(row.follower_id, row.followed_id) for row in _all(session, Follow)}
        self.friends = {(row.owner_id, row.friend_id) for row in _all(session, CloseFriend)}
        self.blocks = {(row.blocker_id, row.blocked_id) for row in _all(session, Block)}
        self.mutes = {
            (row.muter_id, row.muted_id)
            for row in _all(session, Mute)
            if row.ends_at is None or row.ends_at > clock.now()
        }
        self.aside = {(row.user_id, row.post_id) for row in _all(session, PutAside)}
        self.likes = {(row.user_id, row.post_id) for row in _all(session, PostLike)}
        self.saved = {(row.user_id, row.post_id) for row in _all(session, SavedPost)}
        self.tags: dict[int, set[str]] = defaultdict(set)
        for row in _all(session, PostTag):
            self.tags[row.post_id].add(row.tag)
        self.comments: dict[int, list[Comment]] = defaultdict(list)
        for row in _all(session, Comment):
            self.comments[row.post_id].append(row)
        self.pictures = _pictures(session)

    def find(self, viewer: Viewer | None, term: Term) -> list[int]:
        """The ids of the posts that are found, the newest first."""
        return [
            post.id or 0
            for post in self.posts
            if self._meets(post, viewer, term) and self._is_findable(post, viewer)
        ]

    def _blocked(self, one: int, other: int) -> bool:
        return (one, other) in self.blocks or (other, one) in self.blocks

    def _is_findable(self, post: Post, viewer: Viewer | None) -> bool:
        if post.deleted_at or post.archived_at:
            return False
        author, reader = post.author_id, viewer.id if viewer else 0
        if reader == author:
            return True
        profile = self.profiles[author]
        follows = (reader, author) in self.follows
        is_hidden = post.hidden_at is not None and not (viewer and viewer.is_moderator)
        for_all = post.visibility == PUBLIC and not profile.is_private
        for_followers = post.visibility in (PUBLIC, FOLLOWERS) and follows
        for_friends = post.visibility == CLOSE_FRIENDS and (author, reader) in self.friends
        return not (
            is_hidden
            or self.users[author].suspended_at
            or not (for_all or for_followers or for_friends)
            or self._blocked(reader, author)
            or post.is_unlisted
            or (profile.is_unlisted and not follows)
            or (reader, author) in self.mutes
            or (reader, post.id) in self.aside
        )

    def _meets(self, post: Post, viewer: Viewer | None, term: Term) -> bool:  # noqa: PLR0911, PLR0912
        pictures = self.pictures[post.id or 0]
        me = viewer.id if viewer else None
        match term:
            case terms.All(parts):
                return all(self._meets(post, viewer, part) for part in parts)
            case terms.Either(parts):
                return any(self._meets(post, viewer, part) for part in parts)
            case terms.Not(part):
                return not self._meets(post, viewer, part)
            case terms.Objects(label, least, most):
                count = max((each.counts.get(label, 0) for each in pictures), default=0)
                return count >= least and (most is None or count <= most)
            case Words():
                return self._says(post, viewer, term)
            case terms.Thing(label, words):
                shows = any(each.counts.get(label) for each in pictures)
                said = {words.tokens} | ({*_numbers(label, words)} if not words.is_open else set())
                return shows or any(
                    self._says(post, viewer, Words(each, words.is_open)) for each in said
                )
            case terms.Tagged(tag):
                return tag in self.tags[post.id or 0]
            case terms.By(username):
                if username == terms.ME:
                    return me == post.author_id
                return self.users[post.author_id].username == username
            case terms.At(words):
                return set(words) <= set(self._place_tokens(post))
            case terms.Near():
                return self._is_near(post, term)
            case terms.During(begin, end):
                moment = datetime.fromtimestamp(((post.sort_key or 0) >> 20) / 1000, UTC)
                first = datetime.combine(begin, time(), UTC) if begin else moment
                last = datetime.combine(end, time(), UTC) + timedelta(days=1) if end else None
                return first <= moment and (last is None or moment < last)
            case terms.Has(feature):
                return {
                    terms.VIDEO: any(each.media.kind == VIDEO for each in pictures),
                    terms.ALT: any(each.alt_text for each in pictures),
                    terms.PLACE: bool(post.place),
                }[feature]
            case terms.Is(standing):
                return {
                    terms.MINE: me == post.author_id,
                    terms.LIKED: (me, post.id) in self.likes,
                    terms.SAVED: (me, post.id) in self.saved,
                }[standing]
            case terms.Oriented(orientation):
                return any(_orientation(each.media) == orientation for each in pictures)
            case terms.Coloured(colour):
                return any(colour in colours_of(each.media.blurhash) for each in pictures)
            case terms.Nothing():
                return False

    def _says(self, post: Post, viewer: Viewer | None, words: Words) -> bool:
        here = [post.caption, post.warning, post.place, *self.tags[post.id or 0]]
        here += [each.alt_text for each in self.pictures[post.id or 0]]
        if any(_stand_in(words.tokens, words.is_open, tokens(each)) for each in here):
            return True
        names = (
            self.users[post.author_id].username,
            self.profiles[post.author_id].display_name,
        )
        last = len(words.tokens) - 1
        if words.tokens and all(
            any(_stand_in((each,), words.is_open and at == last, tokens(name)) for name in names)
            for at, each in enumerate(words.tokens)
        ):
            return True
        return (
            viewer is not None
            and viewer.id == post.author_id
            and any(
                _stand_in(words.tokens, words.is_open, tokens(comment.body))
                for comment in self.comments[post.id or 0]
                if self._is_shown(comment, post, viewer)
            )
        )

    def _is_shown(self, comment: Comment, post: Post, viewer: Viewer) -> bool:
        writer = comment.author_id
        if (
            comment.deleted_at
            or self.users[writer].suspended_at
            or self._blocked(post.author_id, writer)
            or self._blocked(viewer.id, writer)
            or (comment.hidden_at and not viewer.is_moderator and writer != viewer.id)
        ):
            return False
        parents = [each for each in self.comments[post.id or 0] if each.id == comment.parent_id]
        return all(self._is_shown(parent, post, viewer) for parent in parents)

    def _place_tokens(self, post: Post) -> list[str]:
        if not post.place:
            return []
        place = self.places.get(post.place_id) if post.place_id else None
        return tokens(f"{post.place} {place.country_name if place else ''}")

    def _is_near(self, post: Post, near: terms.Near) -> bool:
        place = self.places.get(post.place_id) if post.place_id else None
        wanted = " ".join(near.tokens)
        towns = [each for each in self.places.values() if each.is_of_gazetteer]
        named = [each for each in towns if each.folded == wanted]
        if place is None or place.latitude is None or not named:
            return False
        likeliest = max(named, key=lambda town: town.population)
        return _km(likeliest, place) <= near.km


def _numbers(label: str, words: Words) -> list[tuple[str, ...]]:
    """The words in the singular and the plural, where they are the label's name."""
    forms = next((each for each in NUMBERS if label in each), ())
    return [(form,) for form in forms if words.tokens[0] in forms]


def _all(session: Session, table: Any) -> Any:
    return session.exec(select(table)).all()


def _places() -> Any:
    """Those of the posts: the gazetteer may be there, too."""
    of_posts = select(Post.place_id).where(col(Post.place_id).is_not(None))
    return select(Place).where(col(Place.id).in_(of_posts))


def _pictures(session: Session) -> dict[int, list[Picture]]:
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in _all(session, LabelCount):
        counts[row.media_id][row.label] = row.count
    media = {row.id: row for row in _all(session, Media)}
    found: dict[int, list[Picture]] = defaultdict(list)
    for row in _all(session, PostMedia):
        picture = Picture(media[row.media_id], row.alt_text, counts[row.media_id])
        found[row.post_id].append(picture)
    return found


def _stand_in(sought: tuple[str, ...], is_open: bool, found: list[str]) -> bool:
    """Whether the tokens stand side by side among those that were found."""
    size = len(sought)
    if not size:
        return False
    for at in range(len(found) - size + 1):
        here = found[at : at + size]
        if here[:-1] == list(sought[:-1]) and (
            here[-1] == sought[-1] or (is_open and here[-1].startswith(sought[-1]))
        ):
            return True
    return False


def _orientation(media: Media) -> str:
    if abs(media.width - media.height) <= 0.02 * max(media.width, media.height):
        return terms.SQUARE
    return terms.PORTRAIT if media.height > media.width else terms.LANDSCAPE


def _km(one: Place, other: Place) -> float:
    """The great circle by the law of cosines."""
    north, other_north = radians(one.latitude or 0), radians(other.latitude or 0)
    apart = radians((one.longitude or 0) - (other.longitude or 0))
    cosine = sin(north) * sin(other_north) + cos(north) * cos(other_north) * cos(apart)
    return 6371.0 * acos(min(1.0, max(-1.0, cosine)))
