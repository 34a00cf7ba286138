"""A draft becomes one post, with what could be used and with nobody's word lost."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from instaclone import settings as settings_module
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Invalid, NotFound
from instaclone.media import jobs
from instaclone.media.models import FAILED, PROCESSING, READY, VIDEO, Media
from instaclone.posts.models import Post, PostMedia, PostPerson
from instaclone.retouching.recipes import Recipe, to_text
from instaclone.settings import Settings
from instaclone.studio import drafting, file_editing, queries, sharing
from instaclone.studio.drafting import DraftChoices, DraftWords
from instaclone.studio.models import Draft, DraftFile
from instaclone.studio.sharing import StillUploading, Unfinished
from tests import make
from tests.studio import scenes


def test_everything_of_a_draft_is_in_its_post_and_the_draft_is_over(session: Session):
    ana, ben = make.user(session), make.user(session, "ben")
    code = scenes.draft(session, ana, "a.jpg", "b.jpg")
    a, b = scenes.files(session, code)
    choices = DraftChoices(place="Bergen", people="@ben", warning="Heights", shows_camera=True)
    drafting.save_words(session, ana, code, DraftWords("A #lake", "summer", choices), 0)
    drafting.arrange(session, ana, code, [b.code, a.code])
    file_editing.describe(session, ana, b.code, "  A boat ")
    file_editing.retouch(session, ana, a.code, Recipe(turns=1))
    post = sharing.share(session, ana, code)
    rows = session.exec(
        select(PostMedia).where(PostMedia.post_id == post.id).order_by("position")
    ).all()
    assert [(row.media_id, row.alt_text) for row in rows] == [
        (b.media_id, "A boat"),
        (a.media_id, ""),
    ]
    assert (post.caption, post.place, post.warning) == ("A #lake", "Bergen", "Heights")
    assert post.shows_camera
    (person,) = session.exec(select(PostPerson).where(PostPerson.post_id == post.id)).all()
    assert person.user_id == ben.id
    edited = session.get(Media, a.media_id)
    assert edited
    assert edited.wanted_recipe == to_text(Recipe(turns=1))
    assert post.published_at is None  # until that edit is made
    assert session.exec(select(Draft)).all() == []
    assert session.exec(select(DraftFile)).all() == []


def test_pictures_that_are_still_being_read_are_waited_for_by_the_post(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", state=PROCESSING)
    assert sharing.share(session, ana, code).published_at is None


def test_of_a_long_video_a_part_is_chosen_before_it_is_shared(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana)
    long = {"kind": VIDEO, "duration_ms": 312_000}
    file = scenes.arrive(session, ana, code, "beach.mov", **long)
    draft = drafting.own_draft(session, ana, code)
    (card,) = queries.file_cards(session, draft.id or 0)
    assert card.notice == "It is 5:12 long; choose up to 3 minutes."
    with pytest.raises(Invalid, match=r"photo\.jpg is 5:12 long; choose up to 3 minutes of it"):
        sharing.share(session, ana, code)
    file_editing.retouch(session, ana, file, Recipe(start_ms=60_000, end_ms=240_000))
    (card,) = queries.file_cards(session, draft.id or 0)
    assert card.notice == ""
    assert sharing.share(session, ana, code).id


def test_a_long_video_that_was_shared_before_it_was_read_is_shared_from_its_beginning(
    session: Session,
):
    ana = make.user(session)
    code = scenes.draft(session, ana)
    scenes.arrive(session, ana, code, "beach.mov", state=PROCESSING, kind=VIDEO)
    (file,) = scenes.files(session, code)
    post = sharing.share(session, ana, code)
    film = scenes.picture(session, file)
    film.state, film.duration_ms = READY, 312_000
    session.add(film)
    session.flush()
    jobs.scan_shorten_and_show(session, film.id or 0)
    session.refresh(post)
    assert post.published_at is None  # until that part is made
    assert film.wanted_recipe == to_text(Recipe(end_ms=180_000))


def test_files_under_way_are_waited_for_and_named(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg")
    drafting.add_file(session, ana, code, "beach.mov", 100)
    with pytest.raises(StillUploading, match=r"beach\.mov has not arrived"):
        sharing.share(session, ana, code, without_failed=True)


def test_files_that_were_refused_are_asked_about_and_left_out(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg")
    refused = drafting.add_file(session, ana, code, "notes.jpg", 100)
    drafting.refuse_file(session, ana, refused, "notes.jpg is a text.")
    scenes.arrive(session, ana, code, "sea.heic", FAILED)
    with pytest.raises(Unfinished, match=r"notes.jpg and sea.heic could not be used.*without them"):
        sharing.share(session, ana, code)
    post = sharing.share(session, ana, code, without_failed=True)
    rows = session.exec(select(PostMedia).where(PostMedia.post_id == post.id)).all()
    assert len(rows) == 1


def test_without_a_file_that_can_be_used_there_is_no_post(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, caption="Words")
    with pytest.raises(Invalid, match="Add a photo"):
        sharing.share(session, ana, code)
    scenes.arrive(session, ana, code, "sea.heic", FAILED)
    with pytest.raises(Invalid, match="None of these files"):
        sharing.share(session, ana, code, without_failed=True)
    assert queries.draft_card(session, ana, code)[1].caption == "Words"


def test_where_alt_text_is_required_the_file_without_it_is_named(
    session: Session, database: Settings
):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", "b.jpg")
    a, b = scenes.files(session, code)
    file_editing.describe(session, ana, a.code, "A dog")
    with settings_module.using(replace(database, require_alt_text=True)):
        with pytest.raises(Invalid, match=r"Say what is on b\.jpg") as refusal:
            sharing.share(session, ana, code)
        assert refusal.value.field == "alt_text"
        file_editing.describe(session, ana, b.code, "   ")
        with pytest.raises(Invalid, match=r"Say what is on b\.jpg"):
            sharing.share(session, ana, code)
        file_editing.describe(session, ana, b.code, "A cat")
        sharing.share(session, ana, code)


def test_a_word_that_breaks_a_rule_leaves_the_draft_as_it_is(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", caption="x" * 2201)
    with pytest.raises(Invalid, match="1 more") as refusal:
        sharing.share(session, ana, code)
    assert refusal.value.field == "caption"
    assert len(queries.draft_card(session, ana, code)[0].files) == 1


def test_a_draft_that_is_shared_twice_at_once_is_one_post(database: Settings):
    ana = transact(make.user)
    code = transact(scenes.draft, ana, "a.jpg", "b.jpg")

    def share(session: Session) -> str:
        return sharing.share(session, ana, code).code

    ended = scenes.at_once(share, share)
    assert sum(isinstance(each, NotFound) for each in ended) == 1
    assert sum(isinstance(each, str) for each in ended) == 1
    assert len(read(_posts)) == 1


def test_a_file_that_arrives_while_its_draft_is_shared_is_in_the_post_or_waited_for(
    database: Settings,
):
    ana = transact(make.user)
    code = transact(scenes.draft, ana, "a.jpg")
    file = transact(drafting.add_file, ana, code, "b.jpg", 100)
    media_id = transact(lambda session: make.media(session, ana).id or 0)
    arrives, shared = scenes.at_once(
        lambda session: drafting.arrived(session, ana, file, media_id),
        lambda session: sharing.share(session, ana, code).code,
    )
    assert arrives is None
    if isinstance(shared, StillUploading):
        shared = transact(lambda session: sharing.share(session, ana, code).code)
    assert isinstance(shared, str)
    assert len(read(lambda session: session.exec(select(PostMedia)).all())) == 2


def test_a_file_is_removed_before_its_draft_is_shared_or_not_at_all(database: Settings):
    """No post is left with a picture that is deleted."""
    ana = transact(make.user)
    code = transact(scenes.draft, ana, "a.jpg", "b.jpg")
    file = read(scenes.files, code)[1].code
    removed, shared = scenes.at_once(
        lambda session: drafting.remove_file(session, ana, file),
        lambda session: sharing.share(session, ana, code).code,
    )
    assert isinstance(shared, str)
    rows = read(lambda session: session.exec(select(PostMedia)).all())
    pictures = [read(lambda session, row=row: session.get_one(Media, row.media_id)) for row in rows]
    assert len(rows) == (2 if isinstance(removed, AppError) else 1)
    assert [picture.deleted_at for picture in pictures] == [None] * len(rows)


def _posts(session: Session) -> list[Post]:
    return list(session.exec(select(Post)))


def test_a_file_whose_edit_failed_says_so_and_is_asked_about_until_it_is_edited_another_way(
    session: Session,
):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg", "b.jpg")
    (file, _) = scenes.files(session, code)
    file_editing.retouch(session, ana, file.code, Recipe(turns=1))
    picture = scenes.picture(session, file)
    picture.wanted_recipe, picture.bake_failure = (
        to_text(Recipe(turns=1)),
        "It could not be edited.",
    )
    session.add(picture)
    card, _ = queries.draft_card(session, ana, code)
    assert (card.files[0].state, card.files[0].notice) == ("ready", "It could not be edited.")
    with pytest.raises(Unfinished, match=r"a\.jpg could not be used"):
        sharing.share(session, ana, code)
    file_editing.retouch(session, ana, file.code, Recipe(turns=2))
    card, _ = queries.draft_card(session, ana, code)
    assert card.files[0].notice == ""
    post = sharing.share(session, ana, code)
    rows = session.exec(select(PostMedia).where(PostMedia.post_id == post.id)).all()
    assert len(rows) == 2
