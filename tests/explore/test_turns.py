"""Everybody who posts is shown to somebody within a week; and who waits for that."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.explore import jobs, turns
from instaclone.explore.models import Exposure
from instaclone.explore.recording import record_shown
from instaclone.explore.serving import explore_page
from instaclone.explore.turns import add, inactive, newly_active, next_before, remove, waiting
from instaclone.posts.models import FOLLOWERS
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, Mute
from tests import make, people
from tests.explore import scene

DAYS = 7


def test_who_posts_for_all_waits_before_everybody_who_had_a_turn(session: Session):
    cast = people.cast(session)
    session.add(Exposure(author_id=cast.cleo.id, shown_at=clock.now()))
    scene.post(session, cast.ana)
    scene.post(session, cast.ana)
    scene.post(session, cast.cleo)
    scene.post(session, cast.ben).visibility = FOLLOWERS
    session.flush()
    assert newly_active(session) == [cast.ana.id]
    assert add(session, [cast.ana.id]) == 1
    assert newly_active(session) == []
    assert waiting(session, cast.ben) == [cast.ana.id, cast.cleo.id]


def test_who_has_not_posted_for_a_month_waits_no_longer(session: Session):
    cast = people.cast(session)
    scene.post(session, cast.ana, days_old=31)
    scene.post(session, cast.cleo, days_old=29)
    add(session, [cast.ana.id, cast.ben.id, cast.cleo.id])
    assert remove(session, inactive(session)) == 2
    assert waiting(session, cast.ben) == [cast.cleo.id]


def test_who_does_not_want_to_be_found_holds_up_nobody(session: Session):
    cast = people.cast(session)
    for author in (cast.ana, cast.cleo):
        scene.post(session, author)
    session.get_one(Profile, cast.cleo.id).is_unlisted = True
    session.flush()
    assert newly_active(session) == [cast.ana.id]
    add(session, [cast.ana.id, cast.cleo.id])
    assert remove(session, inactive(session)) == 1
    assert waiting(session, cast.ben) == [cast.ana.id]


def test_who_is_less_liked_than_all_others_gets_a_place_all_the_same(session: Session):
    cast = people.cast(session)
    scene.joined(session, cast.cleo, 100)
    quiet = scene.post(session, cast.cleo, days_old=20)
    for _ in range(30):
        scene.post(session, make.user(session))
    add(session, newly_active(session))
    for each in session.exec(select(Exposure)):
        if each.author_id != cast.cleo.id:
            each.shown_at = clock.now() - timedelta(hours=2)
    session.flush()
    cards = explore_page(session, cast.ben).cards
    assert len(cards) == 24
    (card,) = [card for card in cards if card.post_id == scene.key(quiet)]
    assert "It is cleo's turn" in scene.reasons(session, cast.ben, card)[0].text


@dataclass(frozen=True)
class Community:
    """`stars` post much and lately and are liked by all, the other members posted once, long ago;
    everybody looks at `visits` screens of `size` a week; `gone` wait, but show nothing any more."""

    members: int
    stars: int
    visits: int
    size: int = 12
    gone: int = 0


@pytest.mark.parametrize(
    "community",
    [Community(5, 1, 1), Community(20, 3, 2, gone=8), Community(20, 3, 1, size=24)],
    ids=["five people", "twenty and eight who left", "twenty who look once"],
)
def test_every_active_member_is_shown_within_a_week(
    session: Session, monkeypatch: pytest.MonkeyPatch, community: Community
):
    """And nobody is shown anything twice, or three of one author on a screen."""
    rng = random.Random(3)
    members = [make.user(session) for _ in range(community.members)]
    for number, member in enumerate(members):
        scene.joined(session, member, 100)
        _let_post(session, number < community.stars, member)
        for star in members[: community.stars]:
            scene.interest(session, member, "author", star.id, 0.9)
    _let_go(session, community.gone)
    real, passed = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + passed[0])
    exposed: set[int] = set()
    seen: Counter[tuple[int, int]] = Counter()
    looks = members * community.visits
    rng.shuffle(looks)
    for day in range(DAYS):
        passed[0] = timedelta(days=day)
        add(session, newly_active(session))
        remove(session, inactive(session))
        for viewer in looks[day::DAYS]:
            cards = explore_page(session, viewer, size=community.size).cards
            assert max(Counter(card.author_id for card in cards).values()) <= 2
            exposed |= {card.author_id for card in cards}
            seen.update((viewer.id, card.post_id) for card in cards)
            record_shown(session, viewer, {card.post_id: card.line for card in cards})
            session.flush()
    assert {each.id for each in members} <= exposed
    assert set(seen.values()) == {1}


def _let_post(session: Session, is_star: bool, member: Viewer) -> None:
    for _ in range(12 if is_star else 0):
        scene.post(session, member)
    if not is_star:
        scene.post(session, member, days_old=15)


def _let_go(session: Session, number: int) -> None:
    """People who waited for a turn before they made their account private."""
    for _ in range(number):
        gone = make.user(session)
        scene.post(session, gone)
        session.add(Exposure(author_id=gone.id, shown_at=turns.NEVER))
        session.get_one(Profile, gone.id).is_private = True
    session.flush()


def test_whom_the_viewer_does_not_meet_holds_up_nobody(session: Session, monkeypatch):
    monkeypatch.setattr(turns, "WAITING", 1)
    cast = people.cast(session)
    others = [make.user(session) for _ in range(4)]
    add(session, [cast.ben.id, *(each.id for each in others), cast.cleo.id])
    session.get_one(Exposure, cast.cleo.id).shown_at = clock.now()
    session.add(Block(blocker_id=cast.ben.id, blocked_id=others[0].id))
    session.add(Block(blocker_id=others[1].id, blocked_id=cast.ben.id))
    session.add(Mute(muter_id=cast.ben.id, muted_id=others[2].id))
    session.flush()
    assert waiting(session, cast.ben, [others[3].id]) == [cast.cleo.id]


def test_posts_are_looked_at_some_at_a_time(session: Session, monkeypatch):
    monkeypatch.setattr(turns, "WINDOW", 2)
    authors = [make.user(session).id for _ in range(5)]
    for author in authors:
        scene.post(session, Viewer(author, ""))
    scene.post(session, people.cast(session).ana, days_old=31)
    found, before = [], turns.END_OF_TIME
    for _ in range(3):
        found.append(newly_active(session, before))
        before = next_before(session, before)
        if before is None:
            break
    assert found == [authors[3:], authors[1:3], authors[:1]]
    assert before is None


@pytest.mark.usefixtures("database")
def test_the_worker_finds_them_all_in_turn(monkeypatch):
    monkeypatch.setattr(turns, "WINDOW", 1)
    monkeypatch.setattr(jobs, "_place", jobs._Place())

    def arrange(session: Session) -> list[int]:
        made = [make.user(session) for _ in range(4)]
        for each in made:
            scene.post(session, each)
        return [each.id for each in made]

    authors = transact(arrange)
    viewer = Viewer(0, "")
    found = []
    for _ in range(len(authors)):
        jobs.keep_turns()
        found.append(len(read(waiting, viewer)))
    assert found == [1, 2, 3, 4]


def test_who_left_is_looked_for_among_those_who_wait_longest(session: Session, monkeypatch):
    monkeypatch.setattr(turns, "AT_ONCE", 1)
    cast = people.cast(session)
    add(session, [cast.ana.id, cast.cleo.id])
    session.get_one(Exposure, cast.ana.id).shown_at = clock.now()
    session.flush()
    assert inactive(session) == [cast.cleo.id]


def test_of_those_who_wait_so_many_are_looked_at(session: Session, monkeypatch):
    monkeypatch.setattr(turns, "WAITING", 1)
    cast = people.cast(session)
    add(session, [cast.ana.id, cast.ben.id])
    assert len(waiting(session, cast.cleo)) == 1
