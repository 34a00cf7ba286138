"""How many public posts show each object."""

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.objects import counting
from instaclone.objects.jobs import count_objects
from instaclone.objects.models import PopularObject
from instaclone.posts.models import FOLLOWERS
from instaclone.profiles.models import Profile
from tests import make


def test_only_what_everybody_may_find_counts_and_each_post_once(session: Session):
    ana, private, unlisted, suspended = (make.user(session) for _ in range(4))

    def showing(label: str, author=ana, **values) -> None:
        post = make.post(session, author, pictures=2, labels={label: 3, "person": 1})
        for key, value in values.items():
            setattr(post, key, value)
        session.flush()

    for author, name in ((private, "is_private"), (unlisted, "is_unlisted")):
        profile = session.get(Profile, author.id)
        assert profile
        setattr(profile, name, True)
    account = session.get(User, suspended.id)
    assert account
    account.suspended_at = clock.now()
    showing("dog")
    showing("dog")
    showing("cat")
    showing("bird", visibility=FOLLOWERS)
    showing("cow", is_unlisted=True)
    showing("bear", deleted_at=clock.now())
    showing("bear", archived_at=clock.now())
    showing("bear", hidden_at=clock.now())
    showing("horse", private)
    showing("zebra", unlisted)
    showing("sheep", suspended)
    make.post(session, ana, published=False, labels={"kite": 1})
    assert counting.count(session) == {"person": 3, "dog": 2, "cat": 1}


def test_on_a_busy_site_the_newest_posts_are_counted(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(counting, "WINDOW", 2)
    for label in ("dog", "cat", "cat"):
        make.post(session, labels={label: 1})
    assert counting.count(session) == {"cat": 2}


def test_the_table_follows_what_is_counted(session: Session):
    assert counting.write(session, {"dog": 2, "cat": 1}) == 2
    assert counting.write(session, {"dog": 2, "cat": 1}) == 0
    assert counting.write(session, {"dog": 3, "cow": 1}) == 3
    rows = session.exec(select(PopularObject).order_by(PopularObject.label)).all()
    assert [(row.label, row.post_count) for row in rows] == [("cow", 1), ("dog", 3)]


def test_the_worker_writes_what_the_list_then_shows(session: Session):
    make.post(session, labels={"dog": 1})
    session.commit()
    assert count_objects() == 1
    assert count_objects() == 0
    session.rollback()
    assert session.get_one(PopularObject, "dog").post_count == 1
