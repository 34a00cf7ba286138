"""Three posts may stand at the top of a profile; each stands there once."""

import threading

import pytest
from sqlmodel import Session, col, func, select

from instaclone.db.session import read, transact
from instaclone.errors import Conflict, NotFound
from instaclone.posts import archiving, deleting, pinning, queries
from instaclone.posts.models import Post
from instaclone.settings import Settings
from tests import make, people


def test_pinned_posts_come_first_and_are_not_repeated_on_later_pages(session: Session):
    ana = make.user(session)
    made = [make.post(session, ana).code for _ in range(queries.TILES + 4)]
    pinning.pin(session, ana, made[0])
    pinning.pin(session, ana, made[-2])
    first, before = queries.tiles(session, None, ana.id)
    second, end = queries.tiles(session, None, ana.id, before)
    assert [tile.code for tile in first[:2]] == [made[-2], made[0]]
    assert [tile.is_pinned for tile in first[:3]] == [True, True, False]
    assert sorted(tile.code for tile in first + second) == sorted(made)
    assert end is None
    pinning.unpin(session, ana, made[0])
    first, _ = queries.tiles(session, None, ana.id)
    assert [tile.code for tile in first[:2]] == [made[-2], made[-1]]


def test_a_fourth_post_is_not_pinned(session: Session):
    ana = make.user(session)
    codes = [make.post(session, ana).code for _ in range(4)]
    for code in codes[:3]:
        pinning.pin(session, ana, code)
    pinning.pin(session, ana, codes[0])
    with pytest.raises(Conflict, match="3 posts are pinned"):
        pinning.pin(session, ana, codes[3])


def test_only_its_author_pins_a_post_and_only_where_it_is_shown(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    with pytest.raises(NotFound):
        pinning.pin(session, cast.ben, post.code)
    archiving.archive(session, cast.ana, post.code)
    with pytest.raises(Conflict, match="archived"):
        pinning.pin(session, cast.ana, post.code)


@pytest.mark.parametrize("act", [archiving.archive, deleting.delete])
def test_a_post_that_leaves_the_profile_is_no_longer_pinned(session: Session, act):
    ana = make.user(session)
    post = make.post(session, ana)
    pinning.pin(session, ana, post.code)
    act(session, ana, post.code)
    assert post.pinned_at is None


def test_posts_that_are_pinned_at_once_are_never_more_than_three(database: Settings):
    def set_up(session: Session):
        ana = make.user(session)
        return ana, [make.post(session, ana).code for _ in range(10)]

    ana, codes = transact(set_up)
    together = threading.Barrier(len(codes), timeout=20)
    refused: list[str] = []

    def run(code: str) -> None:
        together.wait()
        try:
            transact(pinning.pin, ana, code)
        except Conflict:
            refused.append(code)

    threads = [threading.Thread(target=run, args=(code,)) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    pinned = select(func.count()).select_from(Post).where(col(Post.pinned_at).is_not(None))
    assert read(lambda session: session.exec(pinned).one()) == 3
    assert len(refused) == 7
