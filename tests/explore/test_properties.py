"""What holds of every screen of explore, whoever looks and whatever there is: on random data."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlmodel import Session, col, delete

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.explore import candidates
from instaclone.explore.models import (
    AUTHOR,
    OBJECT,
    TAG,
    Exposure,
    Interest,
    Kinship,
    Leaning,
    Shown,
)
from instaclone.explore.recording import record_shown
from instaclone.explore.serving import explore_page
from instaclone.explore.signals import BY_NAME, KINDRED, TURNS, WISHES
from instaclone.explore.switching import switch, switch_all
from instaclone.explore.tastes import SIGNAL_OF
from instaclone.explore.wishing import hide_person
from instaclone.posts.models import (
    CLOSE_FRIENDS,
    FOLLOWERS,
    HIDDEN,
    ONLY_ME,
    PUBLIC,
    Post,
    PutAside,
)
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, CloseFriend, Mute
from tests import make
from tests.explore import scene

SEEDS = range(3)
MEMBERS, POSTS, SIZE = 14, 60, 6
TAGS, OBJECTS = ("lake", "sea", "porch", "all"), ("dog", "cat", "person")
# Who is not met in explore, and what is not.
UNMET = ("blocked", "blocker", "muted", "hidden", "unlisted", "suspended")
UNSHOWN = ("warning", "unlisted", "archived", "moderated", "deleted", "only me", "aside")


@dataclass
class World:
    """`open_to` are the posts that the viewer may be shown in explore, by id; `known` those that
    they were shown this week, like or keep, `unwanted` those about what they want less of."""

    viewer: Viewer
    open_to: dict[int, Post] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    unwanted: set[int] = field(default_factory=set)


@pytest.fixture(params=SEEDS)
def world(request: pytest.FixtureRequest, session: Session) -> World:
    """Fourteen people and sixty posts, of which any may be anything."""
    rng = random.Random(request.param)
    made = World(make.user(session))
    less = _lean(session, rng, made.viewer)
    for number in range(MEMBERS):
        member = make.user(session)
        scene.joined(session, member, rng.choice((3, 100)))
        trait = rng.choice((*UNMET, "private", "friend", "followed")) if number > 6 else ""
        _stand(session, made.viewer, member, trait)
        if rng.random() < 0.3:
            scene.interest(session, made.viewer, AUTHOR, member.id, rng.random())
        if rng.random() < 0.3:
            scene.kin(session, made.viewer, member, rng.random())
        session.add(Exposure(author_id=member.id, shown_at=clock.now() - timedelta(days=9)))
        for _ in range(POSTS // MEMBERS):
            _add_post(session, rng, made, member, trait, less)
    session.flush()
    return made


def _lean(session: Session, rng: random.Random, viewer: Viewer) -> set[str]:
    """The viewer likes and wants more and less of anything; of what they want less."""
    less = set()
    for kind, names in ((TAG, TAGS), (OBJECT, OBJECTS)):
        for name in names:
            scene.interest(session, viewer, kind, name, rng.random())
            weight = rng.uniform(-1, 1)
            session.add(Leaning(user_id=viewer.id, kind=kind, subject=name, weight=weight))
            less |= {name} if weight < 0 else set()
    return less


def _stand(session: Session, viewer: Viewer, member: Viewer, trait: str) -> None:
    """How the member stands to the viewer."""
    me, them = viewer.id, member.id
    if trait == "blocked":
        session.add(Block(blocker_id=me, blocked_id=them))
    elif trait == "blocker":
        session.add(Block(blocker_id=them, blocked_id=me))
    elif trait == "muted":
        session.add(Mute(muter_id=me, muted_id=them))
    elif trait == "hidden":
        hide_person(session, viewer, member.username)
    elif trait == "suspended":
        session.get_one(User, them).suspended_at = clock.now()
    elif trait in ("friend", "followed"):
        make.follow(session, viewer, member)
    if trait == "friend":
        session.add(CloseFriend(owner_id=them, friend_id=me))
    profile = session.get_one(Profile, them)
    profile.is_unlisted, profile.is_private = trait == "unlisted", trait == "private"
    session.flush()


def _add_post(
    session: Session, rng: random.Random, made: World, member: Viewer, trait: str, less: set[str]
) -> None:
    tags = rng.sample(TAGS, rng.randrange(3))
    labels = dict.fromkeys(rng.sample(OBJECTS, rng.randrange(3)), 1)
    post = scene.post(session, member, *tags, labels=labels, days_old=rng.choice((0, 5, 25, 200)))
    what = rng.choice(UNSHOWN) if rng.random() < 0.3 else ""
    audience = rng.choice((PUBLIC, PUBLIC, PUBLIC, FOLLOWERS, CLOSE_FRIENDS))
    _make(session, post, made.viewer, what, audience)
    allowed = {PUBLIC: trait != "private", FOLLOWERS: trait in ("friend", "followed")}
    if trait not in UNMET and not what and allowed.get(audience, trait == "friend"):
        made.open_to[scene.key(post)] = post
    if less & {*tags, *labels}:
        made.unwanted.add(scene.key(post))
    known = rng.choice(("", "", "", "", "", "liked", "saved", "shown", "long ago"))
    if known == "liked":
        scene.like(session, made.viewer, post)
    elif known == "saved":
        scene.save(session, made.viewer, post)
    elif known:
        when = clock.now() - timedelta(days=8 if known == "long ago" else 6)
        session.add(Shown(user_id=made.viewer.id, post_id=scene.key(post), shown_at=when))
    if known not in ("", "long ago"):
        made.known.add(scene.key(post))


def _make(session: Session, post: Post, viewer: Viewer, what: str, audience: str) -> None:
    """Have the post be this, and for these people."""
    now = clock.now()
    if what == "aside":
        session.add(PutAside(user_id=viewer.id, post_id=scene.key(post), reason=HIDDEN))
    post.visibility = ONLY_ME if what == "only me" else audience
    post.warning = "Blood" if what == "warning" else ""
    post.is_unlisted = what == "unlisted"
    post.archived_at = now if what == "archived" else None
    post.deleted_at = now if what == "deleted" else None
    post.hidden_at = now if what == "moderated" else None
    session.flush()


def test_whoever_looks_on_sees_all_of_it_once_and_nothing_else(session: Session, world: World):
    seen: list[int] = []
    for _ in range(POSTS):
        page = explore_page(session, world.viewer, size=SIZE)
        if not page.cards:
            break
        assert max(Counter(card.author_id for card in page.cards).values()) <= 2
        assert all(scene.reasons(session, world.viewer, card) for card in page.cards)
        seen += [card.post_id for card in page.cards]
        record_shown(session, world.viewer, {card.post_id: card.line for card in page.cards})
        session.flush()
    assert page.is_caught_up
    assert len(seen) == len(set(seen))
    assert set(seen) <= world.open_to.keys() - world.known
    left = world.open_to.keys() - world.known - set(seen)
    assert left <= world.unwanted


def test_all_off_is_everything_of_others_in_the_order_of_time(session: Session, world: World):
    switch_all(session, world.viewer, is_on=False)
    shown, before = [], None
    while True:
        page = explore_page(session, world.viewer, size=SIZE, before=before)
        shown += [card.post_id for card in page.cards]
        before = page.before
        if not page.has_more:
            break
    newest = sorted(world.open_to.values(), key=lambda post: -(post.sort_key or 0))
    assert shown == scene.ids_of(newest)


@pytest.mark.parametrize("signal", [*SIGNAL_OF.values(), KINDRED, WISHES, TURNS])
def test_a_signal_that_is_off_chooses_as_if_nothing_had_been_learned(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch, signal: str
):
    monkeypatch.setattr(candidates, "BEST", 8)  # so that it matters who is looked at, too
    assert signal in BY_NAME
    switch(session, world.viewer, signal, is_on=False)
    before = explore_page(session, world.viewer, size=SIZE)
    _unlearn(session, world.viewer, signal)
    assert explore_page(session, world.viewer, size=SIZE) == before


def _unlearn(session: Session, viewer: Viewer, signal: str) -> None:
    kinds = [kind for kind, name in SIGNAL_OF.items() if name == signal]
    mine = {
        KINDRED: delete(Kinship).where(col(Kinship.user_id) == viewer.id),
        WISHES: delete(Leaning).where(
            col(Leaning.user_id) == viewer.id, col(Leaning.is_hidden).is_(False)
        ),
        TURNS: delete(Exposure),
    }
    learned = delete(Interest).where(
        col(Interest.user_id) == viewer.id, col(Interest.kind).in_(kinds)
    )
    session.execute(mine.get(signal, learned))
    session.expire_all()
