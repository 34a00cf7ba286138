"""What the worker learns of people: interests from what they do, and who is of their taste."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.db.session import read, transact
from instaclone.explore import jobs, kindred, learning
from instaclone.explore.models import AUTHOR, OBJECT, PLACE, TAG, Interest, Kinship, Learning
from instaclone.tags.models import TagFollow
from tests import make, people
from tests.explore import scene
from tests.explore.scene import like, save
from tests.statements import counted


def _learned(session: Session, viewer) -> learning.Learned:
    return learning.learn(session, viewer.id, learning.background(session))


def _weight(learned: learning.Learned, kind: str, subject: object) -> float:
    return learned.interests.get((kind, str(subject)), (0.0, 0))[0]


def _others(session: Session, number: int = 20, **how) -> None:
    """Posts that nobody likes."""
    somebody = make.user(session)
    for _ in range(number):
        scene.post(session, somebody, **how)


def test_one_likes_what_one_likes_more_often_than_it_is_posted(session: Session):
    cast = people.cast(session)
    _others(session)
    like(
        session,
        cast.ben,
        *(scene.post(session, cast.ana, "lake", labels={"dog": 1}) for _ in range(4)),
    )
    like(session, cast.ben, scene.post(session, cast.cleo, "sea"))
    learned = _learned(session, cast.ben)
    assert _weight(learned, TAG, "lake") > 1.5 * _weight(learned, TAG, "sea")
    assert _weight(learned, OBJECT, "dog") > 0.2
    assert learned.interests[OBJECT, "dog"][1] == 4
    assert _weight(learned, AUTHOR, cast.ana.id) > _weight(learned, AUTHOR, cast.cleo.id)


def test_what_is_in_every_picture_says_nothing(session: Session):
    cast = people.cast(session)
    _others(session, labels={"person": 1})
    posts = [scene.post(session, cast.ana, labels={"person": 1, "kite": 1}) for _ in range(5)]
    like(session, cast.ben, *posts)
    learned = _learned(session, cast.ben)
    assert _weight(learned, OBJECT, "person") == 0
    assert _weight(learned, OBJECT, "kite") > 0.2


def test_keeping_says_more_than_liking_and_the_old_less_than_the_new(session: Session):
    cast = people.cast(session)
    _others(session)
    save(session, cast.ben, scene.post(session, cast.ana, "kept"))
    like(session, cast.ben, scene.post(session, cast.ana, "liked"))
    long_ago = clock.now() - timedelta(days=180)
    like(session, cast.ben, scene.post(session, cast.ana, "old"), at=long_ago)
    learned = _learned(session, cast.ben)
    kept, liked, old = (_weight(learned, TAG, tag) for tag in ("kept", "liked", "old"))
    assert kept > liked > old


def test_more_of_it_says_more(session: Session):
    cast = people.cast(session)
    _others(session, 60)
    weights = []
    for _ in range(4):
        like(session, cast.ben, scene.post(session, cast.ana, "lake"))
        weights.append(_weight(_learned(session, cast.ben), TAG, "lake"))
    assert weights == sorted(weights)
    assert weights[0] < 0.5 * weights[-1] + 0.2


def test_what_one_follows_and_where_one_posts_from_are_interests(session: Session):
    cast = people.cast(session)
    session.add(TagFollow(user_id=cast.ben.id, tag="lake"))
    bern = make.town(session, "Bern")
    own = scene.post(session, cast.ben)
    own.place_id = bern.id
    session.flush()
    learned = _learned(session, cast.ben)
    assert learned.interests[TAG, "lake"] == (learning.FOLLOWED, 0)
    assert _weight(learned, PLACE, bern.id) == learning.FOLLOWED
    assert _weight(learned, AUTHOR, cast.ben.id) == 0


def test_to_learn_of_somebody_costs_the_same_statements_whatever_they_did(session: Session):
    cast = people.cast(session)
    costs = []
    for _ in range(2):
        like(session, cast.ben, *(scene.post(session, cast.ana, "lake") for _ in range(5)))
        with counted(session) as sent:
            learning.learn(session, cast.ben.id, {})
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6


def test_people_who_like_the_same_are_of_one_taste(session: Session):
    cast = people.cast(session)
    other = make.user(session)
    posts = [scene.post(session, make.user(session)) for _ in range(8)]
    like(session, cast.ana, *posts[:5])
    like(session, cast.ben, *posts[:4])
    like(session, cast.cleo, *posts[3:])
    like(session, other, posts[0])
    kin = kindred.kin_of(session, cast.ana.id)
    assert kin.keys() == {cast.ben.id, cast.cleo.id}
    assert kin[cast.ben.id] > 2 * kin[cast.cleo.id]
    assert all(0 < score <= 1 for score in kin.values())
    assert cast.ana.id not in kin


def test_likes_beyond_the_bounds_are_not_looked_at(session: Session, monkeypatch):
    monkeypatch.setattr(kindred, "LIKES", 1)
    cast = people.cast(session)
    posts = [scene.post(session, cast.cleo) for _ in range(2)]
    like(session, cast.ana, *posts)
    like(session, cast.ben, *posts)
    assert kindred.kin_of(session, cast.ana.id) == {}


def test_only_those_who_did_something_are_learned_again(session: Session):
    cast = people.cast(session)
    last = max(cast.ana.id, cast.ben.id, cast.cleo.id)
    assert learning.acted_since(session, 1, last) == [cast.ben.id]  # who follows ana
    like(session, cast.cleo, scene.post(session, cast.ana))
    assert set(learning.acted_since(session, 1, last)) == {cast.ana.id, cast.ben.id, cast.cleo.id}
    now = clock.now() + timedelta(seconds=1)
    for each in (cast.ana, cast.ben, cast.cleo):
        learning.write(session, learning.Learned(each.id, now))
    assert learning.acted_since(session, 1, last) == []
    like(session, cast.cleo, scene.post(session, cast.ana), at=now + timedelta(seconds=1))
    assert learning.acted_since(session, 1, cast.cleo.id - 1) == []
    assert learning.acted_since(session, 1, last) == [cast.cleo.id]


def test_what_is_known_is_looked_at_again_after_a_week(session: Session):
    cast = people.cast(session)
    old = clock.now() - timedelta(days=8)
    learning.write(session, learning.Learned(cast.cleo.id, old))
    assert cast.cleo.id in learning.acted_since(session, 1, cast.cleo.id)


def test_what_was_known_is_replaced(session: Session):
    cast = people.cast(session)
    now = clock.now()
    for subject in ("lake", "sea"):
        found = {(TAG, subject): (0.5, 3)}
        learning.write(session, learning.Learned(cast.ben.id, now, found))
    rows = session.exec(select(Interest).where(Interest.user_id == cast.ben.id)).all()
    assert [(row.subject, row.weight, row.evidence) for row in rows] == [("sea", 0.5, 3)]


def test_nothing_is_kept_of_people_who_are_gone(session: Session):
    cast = people.cast(session)
    kindred.write(session, cast.ana.id, {cast.ben.id: 0.5, 10**8: 0.5})
    rows = session.exec(select(Kinship.other_id)).all()
    assert rows == [cast.ben.id]


@pytest.mark.usefixtures("database")
def test_the_worker_learns_of_everybody_in_turn(monkeypatch):
    def arrange(session: Session) -> people.Cast:
        cast = people.cast(session)
        for _ in range(3):
            post = scene.post(session, cast.ana, "lake")
            like(session, cast.ben, post)
            like(session, cast.cleo, post)
        return cast

    cast = transact(arrange)
    monkeypatch.setattr(jobs, "_place", jobs._Place())
    assert jobs.learn_from_likes() == 3
    assert read(_interests, cast.ben.id) == {"lake"}
    assert read(_kin, cast.cleo.id) == [cast.ben.id]
    transact(_settle)
    assert jobs.learn_from_likes() == 0


@pytest.mark.usefixtures("database")
def test_a_sweep_ends_in_time_and_the_next_one_goes_on(monkeypatch):
    first, second = (transact(make.user).id for _ in range(2))
    monkeypatch.setattr(jobs, "_place", jobs._Place())
    monkeypatch.setattr(jobs, "RANGE", 1)
    monkeypatch.setattr(jobs, "LONGEST", -1.0)
    jobs._place.next_id = first
    for following in (first + 1, second + 1, 2):  # and then from the beginning
        assert jobs.learn_from_likes() == 0
        assert jobs._place.next_id == following


def _interests(session: Session, user_id: int) -> set[str]:
    found = select(Interest.subject).where(Interest.user_id == user_id, col(Interest.kind) == TAG)
    return set(session.exec(found))


def _kin(session: Session, user_id: int) -> list[int]:
    return list(session.exec(select(Kinship.other_id).where(Kinship.user_id == user_id)))


def _settle(session: Session) -> None:
    """As if what was done had been done a while ago."""
    for row in session.exec(select(Learning)):
        row.learned_at = clock.now() + timedelta(minutes=1)
