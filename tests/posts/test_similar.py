"""What looks like a post is found through the gate, and told how much it is alike."""

import pytest
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.posts.models import ONLY_ME, Post
from instaclone.posts.similar import similar_tiles
from tests import make
from tests.statements import counted

ONE, NEARLY, ALIKE, OTHER = (
    "8f3c21d4907ab65e",
    "8f3c21d4907ab65d",  # 2 bits
    "8f3c21d4907ab5a1",  # 10 bits, in one quarter
    "70c3de2b6f8549a1",
)


def looking(session: Session, author: Viewer, *hashes: str) -> Post:
    """A post whose pictures have these hashes."""
    post = make.post(session, author, pictures=len(hashes))
    for position, each in enumerate(hashes):
        make.look(session, post, each, position)
    return post


def found(session: Session, viewer: Viewer | None, post: Post) -> list[tuple[str, str]]:
    """The posts that are like one, each with how."""
    return [(card.tile.code, card.how) for card in similar_tiles(session, viewer, post.code)]


def test_the_nearest_come_first_each_with_how_it_is_alike(session: Session):
    ana, ben = make.user(session), make.user(session)
    first = looking(session, ana, ONE)
    alike, older, newer = (looking(session, ben, each) for each in (ALIKE, NEARLY, NEARLY))
    several = looking(session, ben, OTHER, ONE)
    looking(session, ben, OTHER)
    expected = [
        (several.code, "Nearly the same: photo 2"),
        (newer.code, "Nearly the same"),
        (older.code, "Nearly the same"),
        (alike.code, "Alike"),
    ]
    assert found(session, ana, first) == expected
    assert found(session, None, first) == expected


def test_each_picture_of_the_post_is_compared_and_each_post_is_told_once(session: Session):
    ana = make.user(session)
    post = looking(session, ana, ONE, OTHER)
    like_both = looking(session, ana, OTHER, NEARLY)
    assert found(session, ana, post) == [(like_both.code, "Nearly the same: photo 1")]


def test_what_is_kept_out_of_discovery_or_for_others_is_not_found(session: Session):
    ana, ben = make.user(session), make.user(session)
    post = looking(session, ana, ONE)
    kept_out = looking(session, ben, ONE)
    kept_out.is_unlisted = True
    looking(session, ben, ONE).visibility = ONLY_ME
    make.post(session, ben, published=False)
    session.flush()
    assert found(session, ana, post) == []
    assert found(session, ben, post) != []
    post.visibility = ONLY_ME
    session.flush()
    with pytest.raises(NotFound):
        similar_tiles(session, ben, post.code)


def test_a_picture_without_a_hash_is_like_nothing(session: Session):
    ana = make.user(session)
    assert found(session, ana, make.post(session, ana)) == []


def test_it_takes_as_many_statements_for_many_as_for_one(session: Session):
    ana = make.user(session)
    post = looking(session, ana, ONE)
    looking(session, ana, ONE)
    with counted(session) as one:
        similar_tiles(session, ana, post.code)
    for _ in range(6):
        looking(session, ana, NEARLY)
    with counted(session) as many:
        assert len(similar_tiles(session, ana, post.code)) == 7
    assert len(many) == len(one)
