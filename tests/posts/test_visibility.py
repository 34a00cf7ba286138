"""Who may see a post and its picture's bytes: every kind of viewer against every kind of post."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from instaclone import clock
from instaclone import settings as settings_module
from instaclone.accounts.models import User
from instaclone.errors import NotFound
from instaclone.posts import deleting, queries
from instaclone.posts.models import Post
from instaclone.posts.visibility import may_see_media, visible_post
from instaclone.settings import settings
from tests import make, people

#                    author  follower stranger guest
SEES = {
    "published": (True, True, True, True),
    "unpublished": (True, False, False, False),
    "hidden": (True, False, False, False),
    "deleted": (False, False, False, False),
    "of a suspended author": (True, False, False, False),
}


def _post(session: Session, kind: str, author) -> Post:
    post = make.post(session, author, published=kind != "unpublished")
    if kind == "hidden":
        post.hidden_at = clock.now()
    if kind == "deleted":
        deleting.delete(session, author, post.code)
    if kind == "of a suspended author":
        row = session.get(User, author.id)
        assert row
        row.suspended_at = clock.now()
    session.flush()
    return post


@pytest.mark.parametrize("kind", SEES)
def test_each_viewer_sees_what_is_theirs_to_see(session: Session, kind: str):
    cast = people.cast(session)
    post = _post(session, kind, cast.ana)
    media_id = session.connection().exec_driver_sql("select media_id from post_media").scalar_one()
    for viewer, sees in zip((cast.ana, cast.ben, cast.cleo, None), SEES[kind], strict=True):
        is_in_own_bin = kind == "deleted" and viewer is cast.ana
        assert may_see_media(session, viewer, media_id) is (sees or is_in_own_bin), viewer
        assert (queries.post_head(session, viewer, post.code) is not None) is sees, viewer
        found, _ = queries.tiles(session, viewer, cast.ana.id)
        assert bool(found) is sees, viewer
        assert queries.count_posts(session, viewer, cast.ana.id) == int(sees), viewer
        if sees:
            assert visible_post(session, viewer, post.code).id == post.id
        else:
            with pytest.raises(NotFound):
                visible_post(session, viewer, post.code)
            with pytest.raises(NotFound):
                queries.scanner_cards(session, viewer, post.code)


def test_a_private_community_shows_guests_nothing(session: Session):
    post = make.post(session)
    with settings_module.using(replace(settings(), private_community=True)):
        assert queries.post_head(session, None, post.code) is None
        assert queries.post_head(session, make.user(session), post.code) is not None


def test_a_picture_in_no_post_is_its_owners_alone(session: Session):
    cast = people.cast(session)
    media_id = make.media(session, cast.ana).id or 0
    assert may_see_media(session, cast.ana, media_id)
    assert not may_see_media(session, cast.ben, media_id)
    assert not may_see_media(session, None, media_id)


def test_only_its_author_deletes_a_post(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    with pytest.raises(NotFound):
        deleting.delete(session, cast.ben, post.code)
    assert post.deleted_at is None
