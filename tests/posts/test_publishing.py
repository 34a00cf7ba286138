"""Posts come from one's own pictures and show once all of them are ready."""

import threading

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.db.dialect import change_if
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Conflict, Invalid
from instaclone.media.models import FAILED, PROCESSING, READY, RECEIVED, Media
from instaclone.posts import jobs, publishing
from instaclone.posts.models import Post, PostMedia, PostTag
from instaclone.settings import Settings
from instaclone.studio import taking_in
from tests import make


def test_a_post_of_a_ready_picture_is_shown_at_once(session: Session):
    ana = make.user(session)
    picture = make.media(session, ana)
    post = publishing.publish(session, ana, [picture.id or 0], "Hello #World", "light, lake")
    assert post.published_at is not None
    assert post.sort_key is not None
    tags = session.exec(select(PostTag.tag).where(PostTag.post_id == post.id)).all()
    assert sorted(tags) == ["lake", "light", "world"]


def test_a_post_waits_for_its_last_picture(session: Session):
    ana = make.user(session)
    pictures = [make.media(session, ana, state=RECEIVED) for _ in range(2)]
    ids = [picture.id or 0 for picture in pictures]
    post = publishing.publish(session, ana, ids)
    assert post.sort_key is None
    pictures[0].state = READY
    session.flush()
    publishing.publish_ready(session, ids[0])
    assert post.sort_key is None
    pictures[1].state = READY
    session.flush()
    publishing.publish_ready(session, ids[1])
    assert post.sort_key is not None


def test_pictures_keep_the_order_they_were_given_in(session: Session):
    ana = make.user(session)
    ids = [make.media(session, ana).id or 0 for _ in range(3)][::-1]
    post = publishing.publish(session, ana, ids)
    rows = session.exec(
        select(PostMedia).where(PostMedia.post_id == post.id).order_by("position")
    ).all()
    assert [row.media_id for row in rows] == ids


def test_a_picture_is_in_one_post_only(session: Session):
    ana = make.user(session)
    picture = make.media(session, ana).id or 0
    publishing.publish(session, ana, [picture])
    with pytest.raises(Conflict, match="in a post already"):
        publishing.publish(session, ana, [picture])


def test_nobody_posts_the_picture_of_another(session: Session):
    ana, ben = make.user(session), make.user(session)
    picture = make.media(session, ana).id or 0
    with pytest.raises(Invalid, match="gone"):
        publishing.publish(session, ben, [picture])


def test_a_picture_that_could_not_be_read_is_refused_with_its_reason(session: Session):
    ana = make.user(session)
    picture = make.media(session, ana, state=FAILED, failure="sea.jpg is damaged.").id or 0
    with pytest.raises(Invalid, match="is damaged"):
        publishing.publish(session, ana, [picture])


@pytest.mark.parametrize(
    ("caption", "tags", "field", "sentence"),
    [
        ("x" * 2201, "", "caption", "this one has 1 more"),
        ("", "two-words", "tags", "“two-words” is not possible"),
        ("", ",".join(f"t{n}" for n in range(31)), "tags", "this one has 31"),
    ],
)
def test_a_broken_rule_names_its_field(
    session: Session, caption: str, tags: str, field: str, sentence: str
):
    ana = make.user(session)
    picture = make.media(session, ana).id or 0
    with pytest.raises(Invalid, match=sentence) as refusal:
        publishing.publish(session, ana, [picture], caption, tags)
    assert refusal.value.field == field


def test_a_caption_of_2200_characters_in_any_script_is_kept_whole(session: Session):
    ana = make.user(session)
    caption = ("犬🐕é" * 734)[:2200]
    post = publishing.publish(session, ana, [make.media(session, ana).id or 0], caption)
    session.expire(post)
    assert post.caption == caption


def test_a_post_without_a_picture_is_refused(session: Session):
    with pytest.raises(Invalid, match="Choose a photo"):
        publishing.publish(session, make.user(session), [])


def test_a_picture_in_a_post_cannot_be_discarded(session: Session):
    ana = make.user(session)
    picture = make.media(session, ana).id or 0
    publishing.publish(session, ana, [picture])
    with pytest.raises(AppError):
        taking_in.discard(session, ana, picture)


def test_two_workers_that_end_the_last_two_pictures_at_once_publish_the_post(database: Settings):
    def set_up(session: Session) -> tuple[list[int], int]:
        ana = make.user(session)
        ids = [make.media(session, ana, state=PROCESSING).id or 0 for _ in range(2)]
        return ids, publishing.publish(session, ana, ids).id or 0

    ids, post_id = transact(set_up)
    both_written = threading.Barrier(2, timeout=10)

    def finish(session: Session, media_id: int) -> None:
        change_if(session, Media, Media.id == media_id, state=READY)
        if not database.database_url.startswith("sqlite"):
            both_written.wait()
        publishing.publish_ready(session, media_id)

    threads = [threading.Thread(target=transact, args=(finish, number)) for number in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    post = read(lambda session: session.get(Post, post_id))
    assert post
    assert post.sort_key is not None


def test_what_waits_to_be_edited_is_not_overlooked(database: Settings):
    def set_up(session: Session) -> None:
        post = make.post(session, published=False)
        wanted = select(PostMedia.media_id).where(PostMedia.post_id == post.id)
        picture = session.get_one(Media, session.exec(wanted).one())
        picture.bake_asked_at = clock.now()
        session.add(picture)

    transact(set_up)
    assert read(publishing.overlooked) == []


def test_a_post_that_was_overlooked_is_shown_by_the_sweep(database: Settings):
    def set_up(session: Session) -> int:
        return make.post(session, published=False).id or 0

    post_id = transact(set_up)
    assert jobs.publish_overlooked() == 1
    assert jobs.publish_overlooked() == 0
    post = read(lambda session: session.get(Post, post_id))
    assert post
    assert post.published_at is not None
