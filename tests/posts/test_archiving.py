"""An archived post is its author's alone, and comes back where it stood."""

import pytest
from sqlmodel import Session

from instaclone.errors import NotFound
from instaclone.posts import archiving, deleting, own_queries, queries
from instaclone.posts.visibility import visible_post
from tests import make, people
from tests.statements import counted


def test_an_archived_post_leaves_every_list_and_comes_back_to_its_place(session: Session):
    cast = people.cast(session)
    old, new = make.post(session, cast.ana), make.post(session, cast.ana)
    archiving.archive(session, cast.ana, old.code)
    for viewer in (cast.ana, cast.ben, None):
        found, _ = queries.tiles(session, viewer, cast.ana.id)
        assert [tile.code for tile in found] == [new.code]
    with pytest.raises(NotFound):
        visible_post(session, cast.ben, old.code)
    assert queries.post_card(session, cast.ana, old.code).is_archived
    assert queries.post_head(session, cast.ana, old.code) is not None
    assert queries.post_head(session, cast.ben, old.code) is None
    found, _ = own_queries.archive_page(session, cast.ana)
    assert [tile.code for tile in found] == [old.code]
    assert own_queries.archive_page(session, cast.ben) == ([], None)
    archiving.unarchive(session, cast.ana, old.code)
    found, _ = queries.tiles(session, cast.ben, cast.ana.id)
    assert [tile.code for tile in found] == [new.code, old.code]


def test_only_its_author_archives_a_post(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    for act in (archiving.archive, archiving.unarchive):
        with pytest.raises(NotFound):
            act(session, cast.ben, post.code)


def test_an_archived_post_that_was_deleted_comes_back_to_the_archive(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    archiving.archive(session, ana, post.code)
    deleting.delete(session, ana, post.code)
    assert own_queries.archive_page(session, ana) == ([], None)
    deleting.restore(session, ana, post.code)
    found, _ = own_queries.archive_page(session, ana)
    assert [tile.code for tile in found] == [post.code]


def test_the_archive_turns_its_pages_and_costs_the_same_however_long(session: Session):
    ana = make.user(session)
    made = [make.post(session, ana, labels={"dog": 1}).code for _ in range(queries.TILES + 2)]
    archiving.archive(session, ana, made[0])
    session.flush()
    with counted(session) as few:
        own_queries.archive_page(session, ana)
    for code in made[1:]:
        archiving.archive(session, ana, code)
    session.flush()
    session.expire_all()
    with counted(session) as many:
        first, before = own_queries.archive_page(session, ana)
    second, end = own_queries.archive_page(session, ana, before)
    assert len(many) == len(few)
    assert [tile.code for tile in first + second] == made[::-1]
    assert end is None
