"""A deleted post waits 30 days in its author's bin, whole; after that nothing of it is left."""

import threading
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlmodel import Session, SQLModel, select

from instaclone import clock
from instaclone.activity.models import LIKE, Notification
from instaclone.activity.notifying import notify
from instaclone.comments.models import Comment
from instaclone.db.session import read, transact
from instaclone.errors import AppError, NotFound
from instaclone.media import jobs as media_jobs
from instaclone.media.models import Media, Variant
from instaclone.media.serving import stored_objects
from instaclone.posts import deleting, jobs, own_queries, queries
from instaclone.posts.models import (
    Post,
    PostLike,
    PostMedia,
    PostPerson,
    PostRevision,
    PostTag,
    PutAside,
    SavedPost,
)
from instaclone.posts.visibility import visible_post
from instaclone.settings import Settings
from instaclone.storage.checking import verify
from instaclone.storage.choosing import storage
from tests import make, people
from tests.statements import counted

HANGS_ON_A_POST: tuple[type[SQLModel], ...] = (
    PostMedia,
    PostTag,
    PostPerson,
    PostRevision,
    PostLike,
    SavedPost,
    PutAside,
    Comment,
    Notification,
)


def loved_post(session: Session, author, reader) -> Post:
    """A post with one row of everything that hangs on a post."""
    post = make.post(session, author, "Soon gone")
    post_id = post.id or 0
    post.like_count = post.comment_count = 1
    session.add(PostTag(post_id=post_id, tag="sea"))
    session.add(PostPerson(post_id=post_id, user_id=reader.id))
    session.add(PostRevision(post_id=post_id, content="{}"))
    session.add(PostLike(post_id=post_id, user_id=reader.id))
    session.add(SavedPost(post_id=post_id, user_id=reader.id))
    session.add(PutAside(post_id=post_id, user_id=reader.id, reason="hidden"))
    session.add(Comment(post_id=post_id, author_id=reader.id, body="Lovely"))
    session.flush()
    notify(session, LIKE, reader, author.id, post_id=post_id)
    return post


def test_a_deleted_post_is_nowhere_but_in_its_authors_bin(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, "Gone")
    deleting.delete(session, cast.ana, post.code)
    assert queries.tiles(session, cast.ana, cast.ana.id) == ([], None)
    with pytest.raises(NotFound):
        visible_post(session, cast.ana, post.code)
    (found,), _ = own_queries.bin_page(session, cast.ana)
    assert (found.tile.code, found.remains) == (post.code, "30 days left")
    assert own_queries.bin_page(session, cast.ben) == ([], None)
    assert len(stored_objects(session)) == 1  # its bytes stay, and must be there


def test_a_restored_post_keeps_its_likes_and_comments(session: Session):
    cast = people.cast(session)
    post = loved_post(session, cast.ana, cast.ben)
    deleting.delete(session, cast.ana, post.code)
    deleting.restore(session, cast.ana, post.code)
    assert visible_post(session, cast.ben, post.code).like_count == 1
    assert all(session.exec(select(table)).first() for table in HANGS_ON_A_POST)
    with pytest.raises(NotFound, match="recycle bin"):
        deleting.restore(session, cast.ana, post.code)


def test_nobody_restores_or_erases_what_is_anothers_or_not_in_the_bin(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    for viewer in (cast.ana, cast.ben):
        for act in (deleting.restore, deleting.delete_for_good):
            with pytest.raises(NotFound):
                act(session, viewer, post.code)
    deleting.delete(session, cast.ana, post.code)
    for act in (deleting.restore, deleting.delete_for_good):
        with pytest.raises(NotFound):
            act(session, cast.ben, post.code)
    assert deleting.empty_bin(session, cast.ben) == 0


def test_an_emptied_bin_leaves_nothing_of_a_post_and_other_posts_alone(session: Session):
    cast = people.cast(session)
    post = loved_post(session, cast.ana, cast.ben)
    kept, bens = make.post(session, cast.ana), make.post(session, cast.ben)
    deleting.delete(session, cast.ana, post.code)
    deleting.delete(session, cast.ben, bens.code)
    picture = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == post.id)).one()
    assert deleting.empty_bin(session, cast.ana) == 1
    session.expire_all()
    assert set(session.exec(select(Post.code))) == {kept.code, bens.code}
    for table in HANGS_ON_A_POST[1:]:
        assert session.exec(select(table)).all() == [], table
    media = session.get(Media, picture)
    assert media
    assert media.deleted_at is not None
    assert len(stored_objects(session)) == 2


def test_the_sweep_erases_what_was_deleted_thirty_days_ago(database: Settings):
    def set_up(session: Session):
        cast = people.cast(session)
        old, young = loved_post(session, cast.ana, cast.ben), make.post(session, cast.ana)
        for post, days in ((old, 30), (young, 29)):
            deleting.delete(session, cast.ana, post.code)
            post.deleted_at = clock.now() - timedelta(days=days, minutes=1)
        return cast, old.code, young.code

    cast, old, young = transact(set_up)
    assert jobs.purge_bins() == 1
    assert jobs.purge_bins() == 0
    assert read(lambda session: session.exec(select(Post.code)).all()) == [young]
    with pytest.raises(NotFound, match="deleted for good"):
        transact(deleting.restore, cast.ana, old)
    transact(deleting.restore, cast.ana, young)


def test_bytes_stay_in_storage_as_long_as_the_bin_and_go_with_the_next_sweep(database: Settings):
    def set_up(session: Session):
        ana = make.user(session)
        post = make.post(session, ana)
        variant = session.exec(select(Variant)).one()
        variant.sha256 = sha256(b"abc").hexdigest()
        deleting.delete(session, ana, post.code)
        return ana, variant.key

    ana, key = transact(set_up)
    storage().put(key, b"abc")
    assert media_jobs.drop_deleted() == 0
    assert list(verify(read(stored_objects), storage())) == []
    transact(deleting.empty_bin, ana)
    assert media_jobs.drop_deleted() == 1
    assert storage().size(key) is None
    assert list(verify(read(stored_objects), storage())) == []


def test_the_sweep_erases_more_than_one_batch(database: Settings, monkeypatch: pytest.MonkeyPatch):
    def set_up(session: Session) -> None:
        ana = make.user(session)
        for _ in range(5):
            post = make.post(session, ana)
            deleting.delete(session, ana, post.code)
            post.deleted_at = clock.now() - timedelta(days=31)

    transact(set_up)
    monkeypatch.setattr(deleting, "BATCH", 2)
    assert jobs.purge_bins() == 5


def test_a_post_that_was_restored_in_time_is_not_purged(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    assert not deleting.purge(session, post.id or 0)


def test_a_post_whose_pictures_are_gone_cannot_be_restored(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    deleting.delete(session, ana, post.code)
    session.exec(select(Media)).one().deleted_at = clock.now()
    session.flush()
    assert own_queries.bin_page(session, ana) == ([], None)
    with pytest.raises(NotFound):
        deleting.restore(session, ana, post.code)
    assert deleting.empty_bin(session, ana) == 1


def test_a_post_that_became_ready_in_the_bin_is_shown_when_it_is_restored(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, published=False)
    deleting.delete(session, ana, post.code)
    deleting.restore(session, ana, post.code)
    assert post.sort_key is not None


def test_the_bin_costs_the_same_for_one_post_and_for_many(session: Session):
    ana = make.user(session)
    costs = []
    for length in (1, 9):
        while len(own_queries.bin_page(session, ana)[0]) < length:
            deleting.delete(session, ana, make.post(session, ana, labels={"dog": 1}).code)
            session.flush()
        session.expire_all()
        with counted(session) as sent:
            own_queries.bin_page(session, ana)
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_restoring_and_emptying_at_once_leave_all_of_a_post_or_nothing(database: Settings):
    def set_up(session: Session):
        ana = make.user(session)
        codes = [make.post(session, ana, pictures=2).code for _ in range(6)]
        for code in codes:
            deleting.delete(session, ana, code)
        return ana, codes

    ana, codes = transact(set_up)
    together = threading.Barrier(len(codes) + 2, timeout=20)
    refused: list[AppError] = []

    def run(ability, *args) -> None:
        together.wait()
        try:
            transact(ability, ana, *args)
        except AppError as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=run, args=(deleting.restore, code)) for code in codes]
    threads += [threading.Thread(target=run, args=(deleting.empty_bin,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    kept = read(lambda session: session.exec(select(Post)).all())
    assert len(kept) + len(refused) == len(codes)
    assert all(post.deleted_at is None for post in kept)
    ids = [post.id for post in kept]
    pictures = read(
        lambda session: session.exec(
            select(Media, PostMedia.post_id).outerjoin(
                PostMedia,
                PostMedia.media_id == Media.id,  # pyright: ignore[reportArgumentType]
            )
        ).all()
    )
    for media, post_id in pictures:
        assert (post_id in ids) == (media.deleted_at is None)
