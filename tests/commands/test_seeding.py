"""Demo communities: real ones through the queue and the decoder, bulk ones as the feed needs."""

import shutil
from pathlib import Path

import pytest
from sqlmodel import col, func, select, update

from instaclone import bulk_seeding, seeding
from instaclone.accounts.models import User
from instaclone.accounts.passwords import verify
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import Invalid
from instaclone.feed.queries import feed_page
from instaclone.media.models import READY, Media, Variant
from instaclone.posts import indexing
from instaclone.posts.models import Post, PostFact, PostWords
from instaclone.profiles.models import Profile
from instaclone.relations.models import Follow
from instaclone.vision import loading
from instaclone.vision.detector import Reading
from instaclone.vision.models import LabelCount

PASSWORD = "a password for the demo"


class Blind:
    """A detector that sees nothing: YOLO is not the point here."""

    def read(self, image: bytes) -> Reading:
        return Reading((), "blind", "0" * 64, 640, 1.0)


def count(table) -> int:
    """How many rows a table has."""
    return read(lambda session: session.exec(select(func.count()).select_from(table)).one())


def person(name: str) -> User:
    """A person's row."""
    return read(lambda session: session.exec(select(User).where(User.username == name)).one())


def test_bulk_rows_are_what_was_asked_for(database):
    said: list[str] = []
    bulk_seeding.seed(30, 70, PASSWORD, said.append)
    assert count(User) == count(Profile) == 31
    assert count(Post) == count(Media) == 70
    assert count(Variant) == 210
    assert PASSWORD in said[-1]
    assert verify(PASSWORD, person("demo").password_hash)[0]


def test_the_demo_viewer_of_bulk_rows_has_a_feed_newest_first(database):
    bulk_seeding.seed(10, 40, PASSWORD, lambda _line: None)
    demo = person("demo")
    assert demo.id
    page = read(feed_page, Viewer(demo.id, "demo"))
    codes = [card.code for card in page.cards]
    assert codes == sorted(codes, reverse=True)
    assert len(codes) >= 10


def test_bulk_posts_are_found_by_what_is_in_them(database):
    bulk_seeding.seed(5, 60, PASSWORD, lambda _line: None)
    before = read(found_by)
    assert len({words for _, words in before[0]}) == 60
    assert len({label for label, _ in read(label_keys)}) > 10
    assert all(key for _, key in read(label_keys))
    transact(forget_keys)
    for post_id, _ in before[0]:
        transact(indexing.index_post, post_id)
    assert read(found_by) == before
    assert all(key for _, key in read(label_keys))


def found_by(session):
    """The words and the facts that posts are found by."""
    words = session.exec(select(PostWords.post_id, PostWords.words).order_by("post_id"))
    facts = session.exec(select(PostFact.post_id, PostFact.fact, PostFact.sort_key))
    return words.all(), sorted(facts.all())


def label_keys(session):
    """The labels that were counted, each with the key of its post."""
    return session.exec(select(LabelCount.label, LabelCount.sort_key)).all()


def forget_keys(session):
    """Have counts found by no post's key."""
    session.execute(update(LabelCount).values(sort_key=None))


def test_bulk_rows_can_be_added_twice(database):
    for _ in range(2):
        bulk_seeding.seed(5, 5, PASSWORD, lambda _line: None)
    assert count(Post) == 10
    assert count(User) == 11


def test_a_real_community_posts_the_folders_pictures(database, shared: Path, tmp_path: Path):
    photos = tmp_path / "photos"
    photos.mkdir()
    for name in ("dog.jpg", "denali.webp"):
        shutil.copy(shared / "photos" / name, photos)
    (photos / "broken.jpg").write_bytes(b"no picture at all")
    said: list[str] = []
    with loading.use(Blind()):
        seeding.seed(photos, 3, None, PASSWORD, said.append)
    assert count(User) == 3
    assert count(Follow) == 6
    states = read(lambda session: session.exec(select(Media.state)).all())
    assert list(states) == [READY, READY]
    published = select(func.count()).where(col(Post.sort_key).is_not(None))
    assert read(lambda session: session.exec(published).one()) == 2
    assert any("broken.jpg was refused" in line for line in said)
    assert said[-1] == f"Log in as ana with the password: {PASSWORD}"


def test_a_folder_without_pictures_is_refused_by_name(database, tmp_path: Path):
    with pytest.raises(Invalid, match="holds no picture"):
        seeding.seed(tmp_path, 1, None, PASSWORD, lambda _line: None)
