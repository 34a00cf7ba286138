"""A small community in which everything happens that decides what a search finds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from sqlmodel import Session, col, select

from instaclone import clock, ids
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments import indexing as comments
from instaclone.comments.models import Comment
from instaclone.media.models import PHOTO, VIDEO
from instaclone.places.models import Place
from instaclone.posts import indexing as posts
from instaclone.posts.models import (
    CLOSE_FRIENDS,
    FOLLOWERS,
    NOT_INTERESTED,
    ONLY_ME,
    PUBLIC,
    Post,
    PostLike,
    PostMedia,
    PutAside,
    SavedPost,
)
from instaclone.profiles import indexing as people
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, CloseFriend, Mute
from instaclone.vision import rejecting
from instaclone.vision.models import Scan
from tests import make

LABELS = ("dog", "cat", "person", "car", "kite")
SAYINGS = (
    "golden hour at the lake", "Ein Hund, eine Katze", "Café à Köln", "café köln", "東京都の犬",
    "東京", "dog days", "the dog of Lisbon", "hour of gold", "nothing", "", "lake dog hour", "犬",
    "İstanbul'da kedi", "hours", "doghouse", "At the LAKE!", "Straße", "हिन्दी में", "k. and c.",
    "dogs and cats", "One car, two people", "cars",
)  # fmt: skip
NAMES = ("Lake Hour", "Ana Dog", "Golden Köln", "東京 Anna", "", "Ben", "Doğan", "The Lake House")
TAGS = ("lake", "dog", "goldenhour", "犬と猫", "köln")
HASHES = (
    "", "LEHV6nWB2yk8pyo0adR*.7kCMdnj", "L00000fQfQfQfQfQfQfQfQfQfQfQ", "00TSUA", "00TI:j",
    "LGF5]+Yk^6#M@-5c,1J5@[or[Q6.",
)  # fmt: skip
SIZES = ((1080, 1350), (1920, 1080), (1000, 1010), (800, 800))
BEGIN = datetime(2024, 12, 20, tzinfo=UTC)
DAYS = 400


@dataclass(frozen=True)
class World:
    """Who looks, and what there is to ask for."""

    viewers: list[Viewer | None]
    usernames: list[str]
    towns: list[Place]


def build(session: Session, random: Random, size: int = 180) -> World:
    """A community with about so many posts; nothing is committed."""
    members = [_member(session, random, number) for number in range(9)]
    _relate(session, random, members)
    towns = _towns(session)
    made = [_post(session, random, random.choice(members), towns) for _ in range(size)]
    for post in made:
        _react(session, random, members, post)
    session.flush()
    for post in made:
        posts.index(session, post)
        _spoil(session, random, post)
    suspended = session.get_one(User, members[8].id)
    suspended.suspended_at = clock.now()
    moderator = Viewer(members[7].id, members[7].username, is_moderator=True)
    session.get_one(User, moderator.id).moderator_since = clock.now()
    session.flush()
    return World([None, *members[:4], moderator], [each.username for each in members], towns)


def _member(session: Session, random: Random, number: int) -> Viewer:
    name = ("ana", "ben", "cleo", "dan", "lake", "eve.dog", "golden_hour", "mia", "sid")[number]
    member = make.user(session, name)
    make.display_name(session, member, random.choice(NAMES))
    people.index(session, member.id)
    profile = session.get_one(Profile, member.id)
    profile.is_private = number in (2, 5)
    profile.is_unlisted = number in (3, 6)
    return member


def _relate(session: Session, random: Random, members: list[Viewer]) -> None:
    for one in members:
        for other in members:
            if one is other:
                continue
            if random.random() < 0.4:
                make.follow(session, one, other)
            if random.random() < 0.3:
                session.add(CloseFriend(owner_id=one.id, friend_id=other.id))
            if random.random() < 0.07:
                session.add(Block(blocker_id=one.id, blocked_id=other.id))
            if random.random() < 0.1:
                ended = clock.now() + timedelta(days=random.choice((-1, 1)))
                ends_at = random.choice((None, ended))
                session.add(Mute(muter_id=one.id, muted_id=other.id, ends_at=ends_at))


def _towns(session: Session) -> list[Place]:
    listed = (
        ("Lisbon", "Lisbon", "Portugal", 38.7223, -9.1393),
        ("Setúbal", "Setúbal", "Portugal", 38.5244, -8.8882),
        ("Köln", "Nordrhein-Westfalen", "Germany", 50.9375, 6.9603),
        ("Bonn", "Nordrhein-Westfalen", "Germany", 50.7374, 7.0982),
        ("Suva", "Central", "Fiji", -18.1416, 178.4419),
        ("Apia", "Tuamasaga", "Samoa", -13.8333, -171.7667),
        ("Taveuni", "Northern", "Fiji", -16.8500, -179.9700),
        ("Alert", "Nunavut", "Canada", 82.5018, -62.3481),
    )
    return [
        make.town(session, name, region, country, latitude=latitude, longitude=longitude)
        for name, region, country, latitude, longitude in listed
    ]


def _post(session: Session, random: Random, author: Viewer, towns: list[Place]) -> Post:
    moment = BEGIN + timedelta(days=random.random() * DAYS)
    if random.random() < 0.2:  # at the edge of a day
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    row = Post(
        author_id=author.id,
        caption=random.choice(SAYINGS),
        warning=random.choice(("", "", "", "Dog teeth")),
        created_at=moment,
        visibility=random.choice((PUBLIC, PUBLIC, PUBLIC, FOLLOWERS, CLOSE_FRIENDS, ONLY_ME)),
        is_unlisted=random.random() < 0.08,
    )
    if random.random() < 0.95:
        row.published_at, row.sort_key = moment, ids.sort_key(moment)
    session.add(row)
    session.flush()
    for position in range(random.choice((1, 1, 1, 2, 5))):
        _picture(session, random, row, position)
    _place(session, random, row, towns)
    make.tag(session, row, *random.sample(TAGS, random.choice((0, 0, 1, 2))))
    return row


def _picture(session: Session, random: Random, post: Post, position: int) -> None:
    width, height = random.choice(SIZES)
    picture = make.media(session, Viewer(post.author_id, ""))
    picture.width, picture.height = width, height
    picture.kind = random.choice((PHOTO, PHOTO, PHOTO, VIDEO))
    picture.blurhash = random.choice(HASHES)
    labels = {each: random.randint(1, 4) for each in random.sample(LABELS, random.randint(0, 3))}
    if random.random() < 0.9:
        make.scan(session, picture, labels, post.sort_key)
    alt_text = random.choice(("", "", *SAYINGS))
    session.add(
        PostMedia(
            post_id=post.id or 0, position=position, media_id=picture.id or 0, alt_text=alt_text
        )
    )
    session.flush()
    if labels and random.random() < 0.15 and session.get(Scan, picture.id):
        author = Viewer(post.author_id, "")
        rejecting.reject(session, author, picture.id or 0, random.choice(sorted(labels)))


def _place(session: Session, random: Random, post: Post, towns: list[Place]) -> None:
    kind = random.random()
    if kind < 0.5:
        town = random.choice(towns)
        post.place, post.place_id = f"{town.name}, {town.region}, {town.country_name}", town.id
    elif kind < 0.6:
        make.own_place(session, post, random.choice(("Lisbon Café", "東京 bar", "The lake")))


def _react(session: Session, random: Random, members: list[Viewer], post: Post) -> None:
    assert post.id
    for member in members:
        if random.random() < 0.15:
            session.add(PostLike(post_id=post.id, user_id=member.id))
        if random.random() < 0.1:
            session.add(SavedPost(post_id=post.id, user_id=member.id))
        if random.random() < 0.04:
            aside = PutAside(user_id=member.id, post_id=post.id, reason=NOT_INTERESTED)
            session.add(aside)
    parent: Comment | None = None
    for _ in range(random.choice((0, 0, 1, 3))):
        by = random.choice(members)
        values = {"parent_id": parent.id} if parent and random.random() < 0.5 else {}
        written = make.comment(session, by, post, random.choice(SAYINGS) or "So", **values)
        if random.random() < 0.1:
            written.deleted_at = clock.now()
        if random.random() < 0.1:
            written.hidden_at = clock.now()
        session.flush()
        comments.index(session, written)
        parent = parent or written


def _spoil(session: Session, random: Random, post: Post) -> None:
    """Some are archived, deleted, hidden, or lose a picture after they were shown."""
    now = clock.now()
    post.archived_at = now if random.random() < 0.05 else None
    post.deleted_at = now if random.random() < 0.05 else None
    post.hidden_at = now if random.random() < 0.05 else None
    if random.random() < 0.1:
        rows = session.exec(
            select(PostMedia).where(PostMedia.post_id == post.id).order_by(col(PostMedia.position))
        ).all()
        if len(rows) > 1:
            session.delete(rows[-1])
            session.flush()
            posts.index(session, post)
    session.flush()
