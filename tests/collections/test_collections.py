"""Collections of saved posts: their owner's alone, and only what they may still see."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, select

from instaclone.collections import arranging, collecting, queries
from instaclone.collections.models import CollectedPost, Collection
from instaclone.db.session import read, transact
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.posts.models import SavedPost
from instaclone.posts.queries import TILES
from instaclone.posts.saving import save, unsave
from instaclone.relations.models import Block
from instaclone.settings import Settings
from tests import make, people
from tests.statements import counted


def names(session: Session, viewer) -> list[str]:
    """The names of the viewer's collections in their order."""
    return [card.name for card in queries.collections(session, viewer)]


def test_collections_are_made_named_ordered_and_taken_apart(session: Session):
    ben = make.user(session, "ben")
    sea, hills = (arranging.create(session, ben, name) for name in ("  The   sea ", "Hills"))
    arranging.create(session, ben, "Cats")
    assert names(session, ben) == ["The sea", "Hills", "Cats"]
    arranging.move(session, ben, hills, earlier=True)
    arranging.move(session, ben, hills, earlier=True)
    assert names(session, ben) == ["Hills", "The sea", "Cats"]
    arranging.move(session, ben, hills, earlier=False)
    arranging.rename(session, ben, sea, "the SEA")
    assert names(session, ben) == ["the SEA", "Hills", "Cats"]
    cards = queries.collections(session, ben)
    assert [(card.is_first, card.is_last) for card in cards] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    arranging.delete(session, ben, sea)
    assert names(session, ben) == ["Hills", "Cats"]


def test_a_collection_has_a_name_of_its_own_and_there_are_not_too_many(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    ben = make.user(session, "ben")
    first = arranging.create(session, ben, "Sea")
    second = arranging.create(session, ben, "x" * 50)
    for name, refusal in (
        ("", Invalid),
        (" \x00 ", Invalid),
        ("x" * 51, Invalid),
        ("SEA", Conflict),
    ):
        with pytest.raises(refusal):
            arranging.create(session, ben, name)
        with pytest.raises(refusal):
            arranging.rename(session, ben, second, name)
    monkeypatch.setattr(arranging, "MOST", 2)
    with pytest.raises(Conflict):
        arranging.create(session, ben, "One more")
    arranging.rename(session, ben, first, "sea")


def test_adding_saves_and_unsaving_takes_out_of_every_collection(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    sea, hills = (arranging.create(session, cast.ben, name) for name in ("Sea", "Hills"))
    for each in (sea, hills, hills):
        collecting.add(session, cast.ben, each, post.code)
    assert [row.user_id for row in session.exec(select(SavedPost))] == [cast.ben.id]
    collecting.remove(session, cast.ben, sea, post.code)
    collecting.remove(session, cast.ben, sea, post.code)
    held = [(row.name, row.holds_it) for row in queries.choices(session, cast.ben, post.code)]
    assert held == [("Sea", False), ("Hills", True)]
    unsave(session, cast.ben, post.code)
    assert session.exec(select(CollectedPost)).all() == []
    assert queries.saved_tiles(session, cast.ben) == ([], None)


def test_the_posts_of_a_deleted_collection_stay_saved(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    sea = arranging.create(session, cast.ben, "Sea")
    collecting.add(session, cast.ben, sea, post.code)
    arranging.delete(session, cast.ben, sea)
    assert [tile.code for tile in queries.saved_tiles(session, cast.ben)[0]] == [post.code]


def test_the_cover_is_the_post_added_last_until_one_is_chosen(session: Session):
    cast = people.cast(session)
    posts = [make.post(session, cast.ana).code for _ in range(3)]
    sea = arranging.create(session, cast.ben, "Sea")
    assert _cover(session, cast.ben) is None
    for code in posts:
        collecting.add(session, cast.ben, sea, code)
    assert _cover(session, cast.ben) == posts[-1]
    arranging.choose_cover(session, cast.ben, sea, posts[0])
    assert _cover(session, cast.ben) == posts[0]
    collecting.remove(session, cast.ben, sea, posts[0])
    assert _cover(session, cast.ben) == posts[-1]
    with pytest.raises(NotFound):
        arranging.choose_cover(session, cast.ben, sea, posts[0])


def _cover(session: Session, viewer) -> str | None:
    (card,) = queries.collections(session, viewer)
    return card.cover.code if card.cover else None


def test_other_peoples_collections_are_not_there(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    sea = arranging.create(session, cast.ben, "Sea")
    collecting.add(session, cast.ben, sea, post.code)
    acts: list[Callable[[], object]] = [
        lambda: arranging.rename(session, cast.cleo, sea, "Mine"),
        lambda: arranging.delete(session, cast.cleo, sea),
        lambda: arranging.move(session, cast.cleo, sea, earlier=True),
        lambda: arranging.choose_cover(session, cast.cleo, sea, post.code),
        lambda: collecting.add(session, cast.cleo, sea, post.code),
        lambda: collecting.remove(session, cast.cleo, sea, post.code),
        lambda: queries.collection_card(session, cast.cleo, sea),
        lambda: queries.collection_tiles(session, cast.cleo, sea),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert queries.collections(session, cast.cleo) == []
    assert queries.collection_card(session, cast.ben, sea).count == 1


def test_what_one_may_no_longer_see_is_in_no_list_and_no_count(session: Session):
    cast = people.cast(session)
    kept, lost = make.post(session, cast.ana), make.post(session, cast.cleo)
    sea = arranging.create(session, cast.ben, "Sea")
    for post in (kept, lost):
        collecting.add(session, cast.ben, sea, post.code)
    arranging.choose_cover(session, cast.ben, sea, lost.code)
    session.add(Block(blocker_id=cast.cleo.id, blocked_id=cast.ben.id))
    session.flush()
    card = queries.collection_card(session, cast.ben, sea)
    assert (card.count, _cover(session, cast.ben)) == (1, kept.code)
    for tiles, _ in (
        queries.saved_tiles(session, cast.ben),
        queries.collection_tiles(session, cast.ben, sea),
    ):
        assert [tile.code for tile in tiles] == [kept.code]
    assert queries.count_saved(session, cast.ben) == 1


def test_saved_posts_turn_their_pages_without_losing_or_doubling_one(session: Session):
    cast = people.cast(session)
    codes = [make.post(session, cast.ana).code for _ in range(TILES + 3)]
    sea = arranging.create(session, cast.ben, "Sea")
    for code in codes:
        collecting.add(session, cast.ben, sea, code)
    moment = session.exec(select(SavedPost)).first()
    assert moment
    for row in session.exec(select(SavedPost)):
        row.saved_at = moment.saved_at  # as after an import: the cursor must not rest on time alone
    session.flush()
    for ask in (
        lambda before: queries.saved_tiles(session, cast.ben, before),
        lambda before: queries.collection_tiles(session, cast.ben, sea, before),
    ):
        first, before = ask(None)
        second, end = ask(before)
        assert [tile.code for tile in first + second] == codes[::-1]
        assert end is None


def test_lists_cost_the_same_for_few_and_for_many(session: Session):
    cast = people.cast(session)
    costs = []
    for number in range(6):
        made = arranging.create(session, cast.ben, f"Number {number}")
        for _ in range(3):
            collecting.add(session, cast.ben, made, make.post(session, cast.ana).code)
        session.flush()
        session.expire_all()
        with counted(session) as sent:
            queries.collections(session, cast.ben)
            queries.saved_tiles(session, cast.ben)
            queries.collection_tiles(session, cast.ben, made)
        costs.append(len(sent))
    assert len(set(costs)) == 1, costs


@pytest.mark.usefixtures("database")
def test_many_at_once_never_make_more_than_the_most(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(arranging, "MOST", 5)
    ben = transact(make.user, "ben")

    def try_to_create(number: int) -> bool:
        try:
            transact(arranging.create, ben, f"Number {number}")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        made = list(pool.map(try_to_create, range(12)))
    assert sum(made) == 5
    assert len(read(names, ben)) == 5
    assert sorted(read(_positions)) == list(range(5))


def _positions(session: Session) -> list[int]:
    return list(session.exec(select(Collection.position)))


@pytest.mark.parametrize("round_", range(5))
def test_a_cover_of_a_collection_that_goes_at_this_moment_is_refused(
    database: Settings, round_: int
):
    def set_up(session: Session):
        ben, post = make.user(session), make.post(session)
        save(session, ben, post.code)
        sea = arranging.create(session, ben, "Sea")
        collecting.add(session, ben, sea, post.code)
        return ben, post.code, sea

    ben, code, sea = transact(set_up)
    together = threading.Barrier(2, timeout=20)

    def run(ability, *args):
        together.wait()
        try:
            transact(ability, *args)
        except NotFound:
            return

    with ThreadPoolExecutor(2) as pool:
        for each in [
            pool.submit(run, arranging.choose_cover, ben, sea, code),
            pool.submit(run, arranging.delete, ben, sea),
        ]:
            each.result()
