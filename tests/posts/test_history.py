"""The history says in the form's own words what changed, newest first."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone.errors import Invalid
from instaclone.media.models import VIDEO, Media
from instaclone.posts import own_queries
from instaclone.posts.choices import Choices
from instaclone.posts.editing import edit
from instaclone.posts.history import history
from tests import make, people
from tests.posts.test_editing import as_is
from tests.statements import counted


def test_each_change_says_what_it_was_and_what_it_became(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana, "One")
    changes = as_is(session, cast.ana, post.code)
    edit(session, cast.ana, post.code, replace(changes, caption="Two", tags="sea"))
    changes = as_is(session, cast.ana, post.code)
    edit(
        session, cast.ana, post.code, replace(changes, choices=Choices(place="Kiel", people="@ben"))
    )
    newest, oldest = history(session, cast.ana, post.code)
    said = [(change.what, change.before, change.after) for change in newest.changes]
    assert said == [("Place", "", "Kiel"), ("People", "", "@ben")]
    said = [(change.what, change.before, change.after) for change in oldest.changes]
    assert said == [("Caption", "One", "Two"), ("Tags", "", "#sea")]


def test_the_history_costs_the_same_however_long(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, "0")
    costs = []
    for number in range(1, 9):
        changes = as_is(session, ana, post.code)
        edit(session, ana, post.code, replace(changes, caption=str(number)))
        session.expire_all()
        with counted(session) as sent:
            assert len(history(session, ana, post.code)) == number
        costs.append(len(sent))
    assert len(set(costs)) == 1


def test_a_warning_and_the_camera_have_their_place_in_the_history(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    changes = as_is(session, ana, post.code)
    chosen = Choices(warning=" Blood\nand gore ", shows_camera=True)
    edit(session, ana, post.code, replace(changes, choices=chosen))
    form = own_queries.edit_form(session, ana, post.code)
    assert (form.warning, form.shows_camera) == ("Blood and gore", True)
    said = [
        (each.what, each.before, each.after) for each in history(session, ana, post.code)[0].changes
    ]
    assert said == [
        ("Content warning", "", "Blood and gore"),
        ("Camera data", "Hidden", "Shown"),
    ]
    assert post.edited_at is not None


def test_a_video_is_called_one(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, pictures=4)
    first, second, *_ = ids = _media_ids(session, ana, post.code)
    for media_id in (first, second):
        session.get_one(Media, media_id).kind = VIDEO
    session.flush()
    changes = as_is(session, ana, post.code)
    alone = tuple((media_id, "") for media_id in reversed(ids[:2]))
    edit(session, ana, post.code, replace(changes, pictures=alone))
    changes = as_is(session, ana, post.code)
    edit(session, ana, post.code, replace(changes, pictures=((second, "A boat"),)))
    newest, oldest = history(session, ana, post.code)
    assert [each.what for each in oldest.changes] == [
        "2 photos removed",
        "Videos put in another order",
    ]
    assert [each.what for each in newest.changes] == ["1 video removed", "Alt text of video 1"]
    changes = as_is(session, ana, post.code)
    with pytest.raises(Invalid, match="The alt text of video 1 may have"):
        edit(session, ana, post.code, replace(changes, pictures=((second, "x" * 1501),)))


def test_photos_and_videos_of_one_change_are_counted_apart(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, pictures=4)
    ids = _media_ids(session, ana, post.code)
    session.get_one(Media, ids[1]).kind = VIDEO
    session.flush()
    changes = as_is(session, ana, post.code)
    edit(session, ana, post.code, replace(changes, pictures=((ids[3], ""), (ids[0], ""))))
    (change,) = history(session, ana, post.code)
    assert [each.what for each in change.changes] == [
        "1 photo and 1 video removed",
        "Photos put in another order",
    ]


def _media_ids(session: Session, author, code: str) -> list[int]:
    return [media_id for media_id, _ in as_is(session, author, code).pictures]
