"""A post is changed as a whole, what it said before is kept, and nobody overwrites unseen."""

import json
import threading
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from instaclone.activity.models import MENTION, Notification
from instaclone.db.session import read, transact
from instaclone.errors import AppError, Conflict, Invalid, NotFound
from instaclone.media.models import RECEIVED, Media
from instaclone.posts import archiving, deleting, editing, own_queries, publishing, queries
from instaclone.posts.choices import Choices, PersonMark
from instaclone.posts.editing import Changes, edit, version_of
from instaclone.posts.history import history
from instaclone.posts.models import Post, PostMedia, PostRevision, PostTag
from instaclone.profiles.renaming import rename
from instaclone.retouching.recipes import Area, Recipe, to_text
from instaclone.settings import Settings
from tests import make, people


def as_is(session: Session, author, code: str) -> Changes:
    """What the form sends when nothing was touched."""
    form = own_queries.edit_form(session, author, code)
    return Changes(
        caption=form.caption,
        tags=form.tags,
        pictures=tuple((picture.id, picture.alt) for picture in form.pictures),
        version=form.version,
        choices=Choices(
            place=form.place,
            people=form.people,
            visibility=form.visibility,
            comments_from=form.comments_from,
            hides_like_count=form.hides_like_count,
            licence=form.licence,
            place_id=form.place_id or None,
            warning=form.warning,
            shows_camera=form.shows_camera,
            is_unlisted=form.is_unlisted,
            refuses_scans=form.refuses_scans,
            marks=tuple(
                PersonMark(each.username, int(each.picture), each.x, each.y) for each in form.marks
            ),
        ),
    )


def test_words_change_with_their_tags_and_readers_see_that_they_were_edited(session: Session):
    ana = make.user(session, "ana")
    picture = make.media(session, ana).id or 0
    post = publishing.publish(session, ana, [picture], "A #dog", "lake")
    changes = replace(as_is(session, ana, post.code), caption="A #cat", tags="hill")
    assert edit(session, ana, post.code, changes)
    assert queries.tags_of(session, post.id or 0) == ["cat", "hill"]
    keys = session.exec(select(PostTag.sort_key).where(PostTag.post_id == post.id)).all()
    assert set(keys) == {post.sort_key}
    assert post.edited_at is not None
    assert queries.post_card(session, None, post.code).caption == "A #cat"


def test_a_form_that_was_not_touched_changes_nothing(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, "Same words")
    assert not edit(session, ana, post.code, as_is(session, ana, post.code))
    assert version_of(session, post.id or 0) == 0
    assert post.edited_at is None


def test_settings_are_kept_in_the_history_but_do_not_count_as_edited(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    chosen = Choices(visibility="followers", licence="CC-BY-4.0", comments_from="nobody")
    changes = replace(as_is(session, ana, post.code), choices=chosen)
    assert edit(session, ana, post.code, changes)
    assert post.edited_at is None
    assert (post.visibility, post.licence, post.comments_from) == (
        "followers",
        "CC-BY-4.0",
        "nobody",
    )
    (revision,) = history(session, ana, post.code)
    assert [change.what for change in revision.changes] == [
        "Who sees it",
        "Who may comment",
        "Licence",
    ]


def test_a_removed_picture_goes_bytes_and_all_and_the_others_keep_their_order(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, pictures=3)
    before = as_is(session, ana, post.code)
    first, second, third = before.pictures
    changes = replace(before, pictures=((third[0], "The sea"), (first[0], "")))
    edit(session, ana, post.code, changes)
    card = queries.post_card(session, None, post.code)
    assert [picture.id for picture in card.pictures] == [third[0], first[0]]
    assert card.alt == "The sea"
    session.expire_all()
    removed = session.get(Media, second[0])
    assert removed
    assert removed.deleted_at is not None
    (revision,) = history(session, ana, post.code)
    assert [change.what for change in revision.changes] == [
        "1 photo removed",
        "Photos put in another order",
        "Alt text of photo 1",
    ]
    content = json.loads(session.exec(select(PostRevision.content)).one())
    assert [each["media_id"] for each in content["pictures"]] == [first[0], second[0], third[0]]


def test_a_post_that_waited_for_the_removed_picture_is_shown(session: Session):
    ana = make.user(session)
    ready, waiting = make.media(session, ana), make.media(session, ana, state=RECEIVED)
    post = publishing.publish(session, ana, [ready.id or 0, waiting.id or 0])
    changes = as_is(session, ana, post.code)
    edit(session, ana, post.code, replace(changes, pictures=changes.pictures[:1]))
    assert post.sort_key is not None
    assert post.edited_at is None


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"pictures": ()}, "pictures"),
        ({"pictures": ((987654, ""),)}, "pictures"),
        ({"caption": "x" * 2201}, "caption"),
        ({"tags": "two-words"}, "tags"),
        ({"choices": Choices(place="x" * 101)}, "place"),
        ({"choices": Choices(visibility="all")}, "visibility"),
        ({"choices": Choices(comments_from="all")}, "comments_from"),
        ({"choices": Choices(licence="MIT")}, "licence"),
        ({"choices": Choices(people="@nobody_at_all")}, "people"),
    ],
)
def test_a_broken_rule_names_its_field(session: Session, broken: dict, field: str):
    ana = make.user(session)
    post = make.post(session, ana)
    with pytest.raises(Invalid) as refusal:
        edit(session, ana, post.code, replace(as_is(session, ana, post.code), **broken))
    assert refusal.value.field == field


def test_an_alt_text_that_is_too_long_says_which_photo_it_belongs_to(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, pictures=2)
    before = as_is(session, ana, post.code)
    pictures = (before.pictures[0], (before.pictures[1][0], "x" * 1501))
    with pytest.raises(Invalid, match="photo 2 may have 1,500 characters; this one has 1 more"):
        edit(session, ana, post.code, replace(before, pictures=pictures))


def test_the_picture_of_another_post_cannot_be_moved_into_this_one(session: Session):
    ana, ben = make.user(session), make.user(session)
    post, other = make.post(session, ana), make.post(session, ben)
    stolen = session.exec(select(PostMedia.media_id).where(PostMedia.post_id == other.id)).one()
    with pytest.raises(Invalid, match="gone"):
        edit(
            session,
            ana,
            post.code,
            replace(as_is(session, ana, post.code), pictures=((stolen, ""),)),
        )


def test_only_its_author_edits_a_post_or_reads_its_history(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    changes = as_is(session, cast.ana, post.code)
    for act in (
        lambda: edit(session, cast.ben, post.code, changes),
        lambda: history(session, cast.ben, post.code),
        lambda: own_queries.edit_form(session, cast.ben, post.code),
        lambda: editing.set_hides_like_count(session, cast.ben, post.code, True),
        lambda: editing.set_comments(session, cast.ben, post.code, False),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_form_offers_what_the_scanner_found_in_pictures_nobody_described(session: Session):
    ana = make.user(session)
    silent, described, empty = (make.media(session, ana) for _ in range(3))
    for picture in (silent, described):
        make.scan(session, picture, {"dog": 1})
    make.scan(session, empty)
    ids = [picture.id or 0 for picture in (silent, described, empty)]
    post = publishing.publish(session, ana, ids, alt_texts=["", "My dog", ""])
    offered = own_queries.edit_form(session, ana, post.code).alt_drafts
    assert list(offered) == ids[:1]
    assert "dog" in offered[ids[0]]


def test_the_second_of_two_windows_does_not_overwrite_the_first(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, "Old")
    first = second = as_is(session, ana, post.code)
    edit(session, ana, post.code, replace(first, caption="From the first window"))
    with pytest.raises(Conflict, match="another window"):
        edit(session, ana, post.code, replace(second, caption="From the second window"))
    assert post.caption == "From the first window"


def test_tags_of_the_authors_comments_stay_when_the_caption_changes(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, "Words")
    session.add(PostTag(post_id=post.id or 0, tag="from_a_comment", comment_id=7))
    session.flush()
    assert as_is(session, ana, post.code).tags == ""
    edit(session, ana, post.code, replace(as_is(session, ana, post.code), caption="Now #own"))
    assert queries.tags_of(session, post.id or 0) == ["from_a_comment", "own"]


def test_who_is_mentioned_by_an_edit_hears_of_it_and_who_no_longer_is_does_not(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, "Hello")
    edit(session, cast.ana, post.code, replace(as_is(session, cast.ana, post.code), caption="@ben"))
    assert _told(session, MENTION) == [cast.ben.id]
    edit(
        session, cast.ana, post.code, replace(as_is(session, cast.ana, post.code), caption="@cleo")
    )
    assert _told(session, MENTION) == [cast.cleo.id]


def test_who_was_mentioned_where_they_could_not_look_hears_of_it_when_they_can(session: Session):
    cast = people.cast(session)
    picture = make.media(session, cast.ana).id or 0
    hidden = Choices(visibility="only_me")
    post = publishing.publish(session, cast.ana, [picture], "@ben", choices=hidden)
    assert _told(session, MENTION) == []
    opened = replace(as_is(session, cast.ana, post.code), choices=Choices())
    edit(session, cast.ana, post.code, opened)
    assert _told(session, MENTION) == [cast.ben.id]


def test_small_switches_are_changes_like_any_other(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    editing.set_hides_like_count(session, ana, post.code, True)
    editing.set_comments(session, ana, post.code, False)
    assert (post.hides_like_count, post.comments_from) == (True, "nobody")
    assert len(history(session, ana, post.code)) == 2
    editing.set_comments(session, ana, post.code, True)
    assert post.comments_from == "everyone"
    post.comments_from = "followers"
    for wanted in (False, False, True, True):
        editing.set_comments(session, ana, post.code, wanted)
    assert post.comments_from == "followers", "as before they were turned off"


def test_who_is_called_otherwise_by_now_and_not_mentioned_any_more_is_told_of_nothing(
    session: Session,
):
    cast = people.cast(session)
    picture = make.media(session, cast.ana).id or 0
    post = publishing.publish(session, cast.ana, [picture], "With @ben")
    rename(session, cast.ben, "benedict")
    now = as_is(session, cast.ana, post.code)
    edit(session, cast.ana, post.code, replace(now, caption="With @benedict"))
    assert _told(session, MENTION) == [cast.ben.id]
    now = as_is(session, cast.ana, post.code)
    edit(session, cast.ana, post.code, replace(now, caption="With @ben"))
    now = as_is(session, cast.ana, post.code)
    edit(session, cast.ana, post.code, replace(now, caption="Alone"))
    assert _told(session, MENTION) == []


@pytest.mark.parametrize("round_", range(3))
def test_edits_deletions_and_archiving_at_once_leave_a_whole_post(database: Settings, round_: int):
    def set_up(session: Session):
        ana = make.user(session)
        post = make.post(session, ana, "Old", pictures=2)
        return ana, post.code, as_is(session, ana, post.code)

    ana, code, before = transact(set_up)
    refused: list[AppError] = []
    together = threading.Barrier(9, timeout=20)

    def run(ability, *args) -> None:
        together.wait()
        try:
            transact(ability, ana, code, *args)
        except AppError as refusal:
            refused.append(refusal)

    edits = [
        threading.Thread(
            target=run,
            args=(edit, replace(before, caption=f"#t{n}", pictures=before.pictures[n % 2 :])),
        )
        for n in range(6)
    ]
    others = [
        threading.Thread(target=run, args=(act,))
        for act in (deleting.delete, archiving.archive, deleting.restore)
    ]
    for thread in (*edits, *others):
        thread.start()
    for thread in (*edits, *others):
        thread.join(30)
    post = read(lambda session: session.exec(select(Post)).one())
    revisions = read(lambda session: session.exec(select(PostRevision)).all())
    tags = read(lambda session: queries.tags_of(session, post.id or 0))
    assert len(revisions) <= 1
    assert tags == ([post.caption.lstrip("#")] if revisions else [])
    assert all(isinstance(refusal, Conflict | NotFound) for refusal in refused)


def _told(session: Session, kind: str) -> list[int]:
    rows = select(Notification.recipient_id).where(Notification.kind == kind)
    return list(session.exec(rows))


def test_a_form_with_people_on_an_edited_photo_changes_nothing_by_itself(session: Session):
    cast = people.cast(session)
    picture = make.media(session, cast.ana)
    mark = PersonMark("ben", picture.id or 0, 0.61803, 0.4142)
    chosen = Choices(marks=(mark,))
    post = publishing.publish(session, cast.ana, [picture.id or 0], choices=chosen)
    picture.recipe = to_text(Recipe(turns=1, straighten=7, crop=Area(0.2, 0.1, 0.7, 0.8)))
    session.flush()
    as_it_is = as_is(session, cast.ana, post.code)
    assert not edit(session, cast.ana, post.code, as_it_is)
    [shown] = as_it_is.choices.marks
    moved = replace(as_it_is.choices, marks=(replace(shown, x=0.5, y=0.5),))
    assert edit(session, cast.ana, post.code, replace(as_it_is, choices=moved))
    [spot] = queries.post_card(session, None, post.code).spots
    assert (round(float(spot.left[:-1])), round(float(spot.top[:-1]))) == (50, 50)
    newest = history(session, cast.ana, post.code)[0]
    assert [change.what for change in newest.changes] == ["People moved on the photos"]
