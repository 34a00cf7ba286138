"""What posts are found by follows what they say and show, on both databases."""

# pyright: reportArgumentType=false
# Rows that were written have ids; the checker cannot know.

import pytest
from sqlmodel import col, select

from instaclone.accounts.viewer import Viewer
from instaclone.comments.commenting import comment
from instaclone.db.full_text import said
from instaclone.jobs.descending import NEWEST
from instaclone.posts import indexing
from instaclone.posts.editing import Changes, edit, version_of
from instaclone.posts.models import Post, PostFact, PostWords
from instaclone.posts.publishing import publish
from instaclone.posts.visibility import findable_posts
from instaclone.profiles.models import Profile
from instaclone.vision.models import LabelCount
from tests import make


def facts(session, post: Post) -> set[str]:
    return set(session.exec(select(PostFact.fact).where(PostFact.post_id == post.id)))


def says(session, post: Post, *tokens: str) -> bool:
    row = select(PostWords.post_id).where(
        PostWords.post_id == post.id, said(col(PostWords.words), tokens)
    )
    return session.exec(row).first() is not None


@pytest.fixture
def ana(session) -> Viewer:
    return make.user(session, "ana")


def test_a_post_is_found_by_its_words_once_it_is_shown(session, ana):
    media = make.media(session, ana)
    post = publish(session, ana, [media.id], "A Café #sunset", "lake", alt_texts=["Ein Hund"])
    assert says(session, post, "cafe", "sunset")
    assert says(session, post, "hund")
    assert says(session, post, "lake")
    assert not says(session, post, "sunset", "ein")  # one ends before the other begins
    assert facts(session, post) >= {"orientation:landscape", "has:alt"}
    assert "has:video" not in facts(session, post)


def test_what_waits_is_not_found(session, ana):
    media = make.media(session, ana, state="processing")
    post = publish(session, ana, [media.id], "Soon")
    assert not says(session, post, "soon")
    assert facts(session, post) == set()


def test_an_edit_changes_what_finds_it(session, ana):
    media = make.media(session, ana)
    post = publish(session, ana, [media.id], "Winter", "snow")
    changes = Changes("Summer", "", ((media.id, ""),), version_of(session, post.id))
    edit(session, ana, post.code, changes)
    assert says(session, post, "summer")
    assert not says(session, post, "winter")
    assert not says(session, post, "snow")


def test_its_authors_comment_adds_a_tag_to_its_words(session, ana):
    media = make.media(session, ana)
    post = publish(session, ana, [media.id], "Winter")
    comment(session, ana, post.code, "#frost")
    assert says(session, post, "frost")


def test_counts_carry_the_key_of_the_post(session, ana):
    media = make.media(session, ana)
    session.add(LabelCount(media_id=media.id, label="dog", count=2))
    session.flush()
    post = publish(session, ana, [media.id])
    keys = session.exec(select(LabelCount.sort_key).where(LabelCount.media_id == media.id)).all()
    assert keys == [post.sort_key]


def test_posts_from_before_there_was_an_index_are_indexed(session, ana):
    post = make.post(session, ana, "Old words")
    key = post.sort_key or 0
    assert indexing.unindexed(session, key, key + 1) == [post.id]
    assert indexing.unindexed(session, key + 1, NEWEST) == []
    assert indexing.unindexed(session, 0, key) == []
    indexing.index_post(session, post.id)
    assert says(session, post, "old", "words")
    assert indexing.unindexed(session, 0, NEWEST) == []


def test_what_is_kept_out_of_search_is_found_by_its_author_and_the_followers_of_an_account(
    session, ana
):
    ben, cleo = make.user(session), make.user(session)
    make.follow(session, ben, ana)
    post = make.post(session, ana, "Kept out")

    def finders() -> list[bool]:
        return [
            session.exec(select(Post.id).where(Post.id == post.id, findable_posts(who))).first()
            is not None
            for who in (ana, ben, cleo, None)
        ]

    assert finders() == [True, True, True, True]
    session.get(Profile, ana.id).is_unlisted = True
    session.flush()
    assert finders() == [True, True, False, False]
    session.get(Profile, ana.id).is_unlisted = False
    post.is_unlisted = True
    session.flush()
    assert finders() == [True, False, False, False]


@pytest.mark.parametrize(
    ("latitude", "longitude", "facts"),
    [
        (38.72, -9.14, {"cell:0.25:154:-37", "cell:1:38:-10", "cell:4:9:-3"}),
        (-33.9, 180.0, {"cell:0.25:-136:-720", "cell:1:-34:-180", "cell:4:-9:-45"}),
    ],
)
def test_a_place_lies_in_a_cell_of_each_size(latitude, longitude, facts):
    assert {indexing.cell_fact(size, latitude, longitude) for size in indexing.CELLS} == facts


@pytest.mark.parametrize(
    ("width", "height", "orientation"),
    [(1080, 1350, "portrait"), (1920, 1080, "landscape"), (1000, 1010, "square")],
)
def test_orientation(width, height, orientation):
    assert indexing.orientation_of(width, height) == orientation
