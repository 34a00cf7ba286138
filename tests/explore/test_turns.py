"""Everybody who posts is shown to somebody within a week; and who waits for that."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.explore import turns
from instaclone.explore.models import Exposure
from instaclone.explore.recording import record_shown
from instaclone.explore.serving import explore_page
from instaclone.explore.turns import add, newly_active, remove_inactive, waiting
from instaclone.posts.models import FOLLOWERS
from instaclone.profiles.models import Profile
from tests import make, people
from tests.explore import scene

MEMBERS, VIEWERS, DAYS = 30, 40, 7


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
    assert waiting(session) == [cast.ana.id, cast.cleo.id]


def test_who_has_not_posted_for_a_month_waits_no_longer(session: Session):
    cast = people.cast(session)
    scene.post(session, cast.ana, days_old=31)
    scene.post(session, cast.cleo, days_old=29)
    add(session, [cast.ana.id, cast.ben.id, cast.cleo.id])
    assert remove_inactive(session) == 2
    assert waiting(session) == [cast.cleo.id]


def test_who_does_not_want_to_be_found_holds_up_nobody(session: Session):
    cast = people.cast(session)
    for author in (cast.ana, cast.cleo):
        scene.post(session, author)
    session.get_one(Profile, cast.cleo.id).is_unlisted = True
    session.flush()
    assert newly_active(session) == [cast.ana.id]
    add(session, [cast.ana.id, cast.cleo.id])
    assert remove_inactive(session) == 1
    assert waiting(session) == [cast.ana.id]


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
    assert "It is cleo's turn" in card.reasons[0].text


def test_every_active_member_is_shown_within_a_week(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    """30 members, of whom a few are liked by all, and 40 viewers who look at one screen of twelve
    on two days of the week; what they are shown never comes twice."""
    rng = random.Random(3)
    members = [make.user(session) for _ in range(MEMBERS)]
    viewers = [make.user(session) for _ in range(VIEWERS)]
    for each in (*members, *viewers):
        scene.joined(session, each, 100)
    for number, member in enumerate(members):
        _let_post(session, number, member)
    for viewer in viewers:
        for star in members[:5]:
            scene.interest(session, viewer, "author", star.id, 0.9)
    real, passed = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + passed[0])
    exposed: Counter[int] = Counter()
    seen: Counter[tuple[int, int]] = Counter()
    for day in range(DAYS):
        passed[0] = timedelta(days=day)
        add(session, newly_active(session))
        for viewer in rng.sample(viewers, VIEWERS * 2 // DAYS):
            cards = explore_page(session, viewer, size=12).cards
            exposed.update(card.author_id for card in cards)
            seen.update((viewer.id, card.post_id) for card in cards)
            assert max(Counter(card.author_id for card in cards).values()) <= 2
            record_shown(session, viewer, {card.post_id: card.line for card in cards})
            session.flush()
    assert {each.id for each in members} <= exposed.keys()
    assert set(seen.values()) == {1}


def _let_post(session: Session, number: int, member: Viewer) -> None:
    """Stars post much and lately, the others little and long ago."""
    if number < 5:
        for _ in range(12):
            scene.post(session, member)
    else:
        scene.post(session, member, days_old=10 + number / 2)


def test_of_those_who_wait_so_many_are_looked_at(session: Session, monkeypatch):
    monkeypatch.setattr(turns, "WAITING", 1)
    cast = people.cast(session)
    add(session, [cast.ana.id, cast.ben.id])
    assert len(waiting(session)) == 1
