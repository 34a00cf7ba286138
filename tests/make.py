"""Rows for tests, every argument optional."""

from dataclasses import asdict
from datetime import datetime
from itertools import count

from sqlmodel import Session, select

from instaclone import clock, ids
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.models import Comment
from instaclone.media import likeness
from instaclone.media.models import READY, Media, Variant
from instaclone.places.gazetteer import values_of
from instaclone.places.models import Place
from instaclone.places.naming import fold, place_for
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.profiles.models import Profile, fold_name
from instaclone.relations.models import Block, CloseFriend, Follow, FollowRequest, Mute
from instaclone.retouching.recipes import Area
from instaclone.vision.models import DONE, Detection, LabelCount, Scan

number = count(1)


def user(session: Session, username: str | None = None) -> Viewer:
    """A person with a profile; the password hash fits no password."""
    name = username or f"user{next(number)}"
    row = User(username=name, email=f"{name}@example.org", password_hash="!")
    session.add(row)
    session.flush()
    assert row.id
    session.add(Profile(user_id=row.id))
    session.flush()
    return Viewer(row.id, name)


def follow(session: Session, follower: Viewer, followed: Viewer) -> None:
    """`follower` follows `followed`, and it is counted."""
    session.add(Follow(follower_id=follower.id, followed_id=followed.id))
    for who, counted in ((follower, "following_count"), (followed, "follower_count")):
        profile = session.get(Profile, who.id)
        assert profile
        setattr(profile, counted, getattr(profile, counted) + 1)
    session.flush()


def request(session: Session, requester: Viewer, requested: Viewer) -> None:
    """`requester` asks to follow `requested`."""
    session.add(FollowRequest(requester_id=requester.id, requested_id=requested.id))
    session.flush()


def display_name(session: Session, viewer: Viewer, name: str) -> None:
    """What this person calls themselves."""
    profile = session.get(Profile, viewer.id)
    assert profile
    profile.display_name, profile.folded_name = name, fold_name(name)
    session.flush()


def everything_between(session: Session, viewer: Viewer, owner: Viewer) -> None:
    """New people who stand to the two in each of the ways that lists show."""
    both, asking, befriended, muted, blocked = (user(session) for _ in range(5))
    for each in (both, blocked):
        follow(session, each, owner)
        follow(session, owner, each)
    follow(session, viewer, both)
    request(session, asking, viewer)
    session.add(CloseFriend(owner_id=viewer.id, friend_id=befriended.id))
    session.add(Mute(muter_id=viewer.id, muted_id=muted.id))
    session.add(Block(blocker_id=viewer.id, blocked_id=blocked.id))
    session.flush()


def media(session: Session, owner: Viewer | None = None, state: str = READY, **values) -> Media:
    """A picture of 1080 by 810 px with one variant row; no bytes are stored."""
    owner = owner or user(session)
    row = Media(
        owner_id=owner.id,
        state=state,
        file_name="photo.jpg",
        width=1080,
        height=810,
        **values,
    )
    session.add(row)
    session.flush()
    assert row.id
    if state == READY:
        session.add(
            Variant(
                media_id=row.id,
                key=f"v/{row.code}/1080.webp",
                content_type="image/webp",
                width=1080,
                height=810,
                bytes=3,
                sha256="0" * 64,
            )
        )
        session.flush()
    return row


def scan(
    session: Session,
    of: Media,
    labels: dict[str, int] | None = None,
    sort_key: int | None = None,
) -> Scan:
    """A finished scan that found `labels`, each so many times; `sort_key` is that of the post."""
    assert of.id
    labels = labels or {}
    row = Scan(media_id=of.id, state=DONE, model="yolov8n.pt", scanned_at=clock.now())
    row.sort_key = sort_key
    session.add(row)
    position = 0
    for label, times in labels.items():
        session.add(LabelCount(media_id=of.id, label=label, count=times, sort_key=sort_key))
        for _ in range(times):
            session.add(
                Detection(
                    media_id=of.id,
                    position=position,
                    label=label,
                    confidence=0.9,
                    left=0.1,
                    top=0.1,
                    width=0.2,
                    height=0.2,
                )
            )
            position += 1
    session.flush()
    return row


def detection(
    session: Session,
    media_id: int | None,
    label: str,
    box: Area = Area(0.1, 0.1, 0.2, 0.2),  # noqa: B008 - it is frozen
    confidence: float = 0.9,
    at_ms: int | None = None,
) -> None:
    """One more object that was found in a picture; not counted yet."""
    assert media_id
    there = session.exec(select(Detection.id).where(Detection.media_id == media_id)).all()
    session.add(
        Detection(
            media_id=media_id,
            position=len(there),
            label=label,
            confidence=confidence,
            at_ms=at_ms,
            **asdict(box),
        )
    )
    session.flush()


_latest_key = 0


def _later_key(moment: datetime) -> int:
    """A key after every one before: within a millisecond real ones come in any order."""
    global _latest_key  # noqa: PLW0603
    _latest_key = max(ids.sort_key(moment), _latest_key + 1)
    return _latest_key


def post(
    session: Session,
    author: Viewer | None = None,
    caption: str = "",
    published: bool = True,
    pictures: int = 1,
    labels: dict[str, int] | None = None,
) -> Post:
    """A post with ready, scanned pictures; published now unless told otherwise."""
    author = author or user(session)
    moment = clock.now()
    row = Post(
        author_id=author.id,
        caption=caption,
        created_at=moment,
        published_at=moment if published else None,
        sort_key=_later_key(moment) if published else None,
    )
    session.add(row)
    session.flush()
    for position in range(pictures):
        put_picture(session, row, position, labels)
    return row


def put_picture(
    session: Session, into: Post, position: int = 0, labels: dict[str, int] | None = None
) -> Media:
    """A ready, scanned picture of the post's author, in the post."""
    assert into.id
    picture = media(session, Viewer(into.author_id, ""))
    assert picture.id
    scan(session, picture, labels, into.sort_key)
    session.add(PostMedia(post_id=into.id, position=position, media_id=picture.id))
    session.flush()
    return picture


def look(session: Session, of: Post, perceptual_hash: str, position: int = 0) -> None:
    """Have a picture of a post look like this, and be found by it."""
    picture = picture_in(session, of, position)
    picture.perceptual_hash = perceptual_hash
    likeness.keep(session, picture.id or 0, perceptual_hash)
    session.flush()


def picture_in(session: Session, post: Post, position: int = 0) -> Media:
    """A picture of a post."""
    chosen = (PostMedia.post_id == post.id, PostMedia.position == position)
    media_id = session.exec(select(PostMedia.media_id).where(*chosen)).one()
    return session.get_one(Media, media_id)


def tag(session: Session, post: Post, *tags: str) -> Post:
    """The post, which from now on has these tags."""
    assert post.id
    session.add_all(PostTag(post_id=post.id, tag=each, sort_key=post.sort_key) for each in tags)
    session.flush()
    return post


def town(session: Session, name: str, region: str = "", country: str = "", **values) -> Place:
    """A town of a gazetteer with a number of its own; `country` is the name of its country."""
    listed = {"city": name, "state": region, "country_code": "XX", "latitude": 0, "longitude": 0}
    listed |= {"population": 10_000, **values}
    (values,) = values_of([listed], {"XX": country})
    # Out of the way of the real ones, which a worker may be bringing in.
    row = Place(**{**values, "id": 3_000_000 + next(number)})
    session.add(row)
    session.flush()
    return row


def own_place(session: Session, post: Post, words: str, place_id: int | None = None) -> Post:
    """The post, which from now on is from a place that its author calls so."""
    if place_id is not None:
        session.add(Place(id=place_id, name=words, folded=fold(words)))
        session.flush()
    post.place, post.place_id = place_for(session, place_id, words)
    session.flush()
    return post


def select_post(code: str):
    """The statement that finds a post by its code."""
    return select(Post).where(Post.code == code)


def comment(session: Session, author: Viewer, under: Post, body: str = "Nice", **values) -> Comment:
    """A comment row alone: no count, no notification."""
    assert under.id
    row = Comment(post_id=under.id, author_id=author.id, body=body, **values)
    session.add(row)
    session.flush()
    return row
