"""The history says in the form's own words what changed, newest first."""

from dataclasses import replace

from sqlmodel import Session

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
