"""What is kept stays true: the moment, the settings and the viewer are asked anew."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone import settings as settings_module
from instaclone.db.kept import kept
from instaclone.errors import NotFound
from instaclone.posts.models import Post
from instaclone.posts.visibility import visible_post, wanted_posts
from instaclone.profiles import blocking, muting
from instaclone.settings import settings
from tests import make


def test_the_same_arguments_get_what_was_made_for_them():
    made = kept(lambda number: object())
    assert made(1) is made(1)
    assert made(1) is not made(2)


def test_a_mute_ends_though_its_condition_was_kept(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    ana, ben = make.user(session), make.user(session)
    make.post(session, ana)
    muting.mute(session, ben, ana.username, days=1)
    wanted = select(Post).where(wanted_posts(ben))
    assert session.exec(wanted).all() == []
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert len(session.exec(wanted).all()) == 1


def test_a_community_that_turns_private_hides_what_guests_saw(session: Session):
    post = make.post(session)
    assert visible_post(session, None, post.code).id == post.id
    with (
        settings_module.using(replace(settings(), private_community=True)),
        pytest.raises(NotFound),
    ):
        visible_post(session, None, post.code)
    assert visible_post(session, None, post.code).id == post.id


def test_who_was_blocked_a_moment_ago_finds_nothing(session: Session):
    ana, ben = make.user(session), make.user(session)
    post = make.post(session, ana)
    assert visible_post(session, ben, post.code).id == post.id
    blocking.block(session, ana, ben.username)
    with pytest.raises(NotFound):
        visible_post(session, ben, post.code)
