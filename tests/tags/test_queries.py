"""The page of a tag: what each viewer finds there, and what it costs."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from instaclone import clock, ids
from instaclone.accounts.viewer import Viewer
from instaclone.errors import NotFound
from instaclone.posts.models import FOLLOWERS, HIDDEN, PutAside
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block, Mute
from instaclone.tags import queries
from instaclone.tags.following import follow_tag
from instaclone.tags.queries import tag_card, tag_head, tag_page, top_tiles
from tests import make, people
from tests.statements import counted


def tagged(session: Session, author: Viewer, *tags: str, **values) -> str:
    """The code of a new post with these tags."""
    post = make.tag(session, make.post(session, author), *tags)
    for key, value in values.items():
        setattr(post, key, value)
    session.flush()
    return post.code


def codes(session: Session, viewer: Viewer | None, tag: str = "lake") -> list[str]:
    """What the viewer finds, and that the count says the same."""
    return [tile.code for tile in tag_page(session, viewer, tag).tiles]


def test_the_newest_come_first_and_the_count_says_what_one_may_see(session: Session):
    cast = people.cast(session)
    first = tagged(session, cast.ana, "lake")
    tagged(session, cast.ana, "sea")
    second = tagged(session, cast.cleo, "lake")
    for_followers = tagged(session, cast.ana, "lake", visibility=FOLLOWERS)
    assert codes(session, None) == codes(session, cast.cleo) == [second, first]
    assert codes(session, cast.ben) == [for_followers, second, first]
    assert tag_card(session, None, "lake").post_count == "2 posts"
    assert tag_card(session, cast.ben, "lake").post_count == "3 posts"


def test_the_muted_and_the_put_aside_are_left_out_and_the_blocked_are_not_even_counted(
    session: Session,
):
    cast = people.cast(session)
    by_ana, by_cleo = tagged(session, cast.ana, "lake"), tagged(session, cast.cleo, "lake")
    session.add(Mute(muter_id=cast.ben.id, muted_id=cast.ana.id))
    session.flush()
    assert codes(session, cast.ben) == [by_cleo]
    post = session.exec(make.select_post(by_cleo)).one()
    assert post.id
    session.add(PutAside(user_id=cast.ben.id, post_id=post.id, reason=HIDDEN))
    session.flush()
    assert codes(session, cast.ben) == []
    session.add(Block(blocker_id=cast.cleo.id, blocked_id=cast.ana.id))
    session.flush()
    assert codes(session, cast.ana) == [by_ana]
    assert tag_card(session, cast.ana, "lake").post_count == "1 post"


def test_what_is_kept_out_of_searching_is_neither_shown_nor_counted(session: Session):
    cast = people.cast(session)
    alone, by_account = tagged(session, cast.ana, "lake"), tagged(session, cast.ana, "lake")
    session.exec(make.select_post(alone)).one().is_unlisted = True
    assert codes(session, None) == codes(session, cast.ben) == [by_account]
    assert tag_card(session, cast.ben, "lake").post_count == "1 post"
    session.get_one(Profile, cast.ana.id).is_unlisted = True
    session.flush()
    assert codes(session, None) == codes(session, cast.cleo) == []
    assert tag_card(session, cast.cleo, "lake").post_count == "0 posts"
    assert codes(session, cast.ben) == [by_account]  # who follows her
    assert codes(session, cast.ana) == [by_account, alone]
    assert tag_card(session, cast.ana, "lake").post_count == "2 posts"


def test_ones_own_post_stands_there_only_once_it_is_published(session: Session):
    ana = make.user(session)
    make.tag(session, make.post(session, ana, published=False), "lake")
    assert codes(session, ana) == []
    assert tag_card(session, ana, "lake").post_count == "0 posts"


def test_pages_go_on_past_windows_in_which_nothing_is_for_the_viewer(session: Session, monkeypatch):
    monkeypatch.setattr(queries, "WINDOW", 5)
    cast = people.cast(session)
    shown = []
    for number in range(17):
        secret = 4 <= number < 14
        code = tagged(session, cast.ana, "lake", visibility=FOLLOWERS if secret else "public")
        shown += [] if secret else [code]
    found, before = [], None
    for _ in range(10):
        page = tag_page(session, cast.cleo, "lake", before)
        found += [tile.code for tile in page.tiles]
        before = page.next_before
        if before is None:
            break
    assert sorted(found) == sorted(shown)
    assert before is None


def test_the_top_are_the_most_liked_of_a_month(session: Session):
    ana = make.user(session)
    long_ago = ids.sort_key(clock.now() - timedelta(days=31))
    liked = [tagged(session, ana, "lake", like_count=count) for count in (1, 3, 2, 0)]
    old = make.post(session, ana)
    old.sort_key, old.like_count = long_ago, 99
    make.tag(session, old, "lake")
    tiles = top_tiles(session, None, "lake").tiles
    assert [tile.code for tile in tiles] == [liked[1], liked[2], liked[0]]


def test_the_place_of_a_post_among_the_top_tells_no_secret_number_of_likes(session: Session):
    ana = make.user(session)
    tagged(session, ana, "lake", like_count=3, hides_like_count=True)
    told = [tagged(session, ana, "lake", like_count=count) for count in (4, 2)]
    assert [tile.code for tile in top_tiles(session, None, "lake").tiles] == told


def test_related_tags_are_those_that_most_people_put_beside_it(session: Session):
    cast = people.cast(session)
    for _ in range(3):
        tagged(session, cast.ana, "lake", "mine")
    tagged(session, cast.ana, "lake", "swim")
    tagged(session, cast.cleo, "lake", "swim", "boat")
    tagged(session, cast.cleo, "other")
    tagged(session, cast.ana, "lake", "secret", visibility=FOLLOWERS)
    assert tag_card(session, cast.cleo, "lake").related == ["swim", "mine", "boat"]
    assert "secret" in tag_card(session, cast.ben, "lake").related


def test_a_count_ends_at_its_window_and_says_so(session: Session, monkeypatch):
    monkeypatch.setattr(queries, "COUNT_WINDOW", 3)
    ana = make.user(session)
    for _ in range(4):
        tagged(session, ana, "lake")
    assert tag_card(session, None, "lake").post_count == "3+ posts"


def test_a_tag_nobody_used_is_empty_and_what_is_no_tag_is_not_there(session: Session):
    ana = make.user(session)
    assert tag_card(session, ana, "unused").post_count == "0 posts"
    follow_tag(session, ana, "unused")
    assert tag_card(session, ana, "unused").is_followed
    for wrong in ("", "two words", "12", "x" * 101):
        with pytest.raises(NotFound):
            tag_card(session, ana, wrong)
        assert tag_head(session, ana, wrong) is None


def test_a_link_says_what_a_guest_would_find(session: Session):
    cast = people.cast(session)
    tagged(session, cast.ana, "lake", visibility=FOLLOWERS)
    secret = tag_head(session, None, "lake")
    assert secret
    assert (secret.description, secret.image, secret.is_indexed) == (
        "0 posts tagged #lake.",
        "",
        False,
    )
    tagged(session, cast.ana, "lake")
    head = tag_head(session, None, "lake")
    assert head
    assert (head.title, head.description) == ("#lake · Instaclone", "1 post tagged #lake.")
    assert head.image
    assert head.is_indexed


def test_a_page_costs_the_same_statements_however_long(session: Session):
    cast = people.cast(session)

    def cost() -> tuple[int, int]:
        session.expire_all()
        with counted(session) as sent:
            card = tag_card(session, cast.ben, "lake")
            found = tag_page(session, cast.ben, "lake").tiles
            top = top_tiles(session, cast.ben, "lake").tiles
        return len(sent), len(found) + len(top) + len(card.related)

    for _ in range(3):
        tagged(session, cast.ana, "lake", "swim", like_count=1)
    few = cost()
    for number in range(20):
        tagged(session, cast.ana, "lake", f"other{number}", like_count=1)
    many = cost()
    assert few[0] == many[0] <= 24
    assert few[1] < many[1]
