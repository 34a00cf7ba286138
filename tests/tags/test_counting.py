"""Popular tags: of public posts of 14 days, by people."""

from datetime import timedelta

from sqlmodel import Session, select

from instaclone import clock, ids
from instaclone.posts.models import FOLLOWERS, Post
from instaclone.profiles.models import Profile
from instaclone.tags import counting
from instaclone.tags.jobs import count_popular
from instaclone.tags.models import PopularTag
from instaclone.tags.queries import popular
from tests import make


def test_a_tag_is_popular_by_its_people_then_by_its_posts(session: Session):
    ana, ben = make.user(session), make.user(session)
    for author, tags in [(ana, "spam a"), (ana, "spam b"), (ana, "spam"), (ben, "a b"), (ben, "b")]:
        make.tag(session, make.post(session, author), *tags.split())
    assert counting.count(session) == {"b": (2, 3), "a": (2, 2), "spam": (1, 3)}
    assert list(counting.count(session)) == ["b", "a", "spam"]


def test_only_what_everybody_may_see_counts(session: Session):
    ana = make.user(session)

    def tagged(name: str, author=ana, **values) -> None:
        post = make.tag(session, make.post(session, author), name)
        for key, value in values.items():
            setattr(post, key, value)
        session.flush()

    private, suspended, unlisted = (make.user(session) for _ in range(3))
    session.get_one(Profile, private.id).is_private = True
    session.get_one(Profile, unlisted.id).is_unlisted = True
    account = session.get(make.User, suspended.id)
    assert account
    account.suspended_at = clock.now()
    tagged("public")
    tagged("followers", visibility=FOLLOWERS)
    tagged("deleted", deleted_at=clock.now())
    tagged("archived", archived_at=clock.now())
    tagged("hidden", hidden_at=clock.now())
    tagged("private", private)
    tagged("unlisted", is_unlisted=True)
    tagged("unlisted account", unlisted)
    tagged("suspended", suspended)
    tagged("old", sort_key=ids.sort_key(clock.now() - timedelta(days=15)))
    assert list(counting.count(session)) == ["public"]


def test_on_a_busy_site_the_newest_posts_are_counted(session: Session, monkeypatch):
    monkeypatch.setattr(counting, "WINDOW", 2)
    author = make.user(session)
    for name in ("first", "second", "third"):
        make.tag(session, make.post(session, author), name)
        session.commit()
    newest = session.exec(select(Post).order_by(Post.sort_key.desc()).limit(2)).all()  # pyright: ignore
    assert len(newest) == 2
    assert len(counting.count(session)) == 2


def test_the_table_follows_what_is_counted(session: Session):
    assert counting.write(session, {"a": (2, 2), "b": (1, 1)}) == 2
    assert counting.write(session, {"a": (2, 2), "b": (1, 1)}) == 0
    assert counting.write(session, {"a": (3, 4), "c": (1, 1)}) == 3
    rows = session.exec(select(PopularTag).order_by(PopularTag.tag)).all()
    assert [(row.tag, row.people_count, row.post_count) for row in rows] == [
        ("a", 3, 4),
        ("c", 1, 1),
    ]


def test_the_worker_writes_what_a_list_then_shows(session: Session):
    make.tag(session, make.post(session), "lake")
    session.commit()
    assert count_popular() == 1
    assert count_popular() == 0
    session.rollback()
    (card,) = popular(session, None, 5)
    assert (card.tag, card.people) == ("lake", "1 person")
