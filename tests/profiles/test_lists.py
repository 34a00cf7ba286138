"""Lists of people: who is in them for whom, their order, their pages, their cost."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from instaclone.errors import NotAllowed, NotFound
from instaclone.profiles import blocking, following, lists
from instaclone.profiles.queries import profile_card
from instaclone.profiles.searching import search_people
from tests import make, people
from tests.profiles.test_following import make_private
from tests.statements import counted


def _names(page: lists.Page) -> list[str]:
    return [card.username for card in page[0]]


def test_whom_the_viewer_follows_stands_first_then_the_newest(session: Session):
    cast = people.cast(session)  # ben follows ana
    dan, eva = make.user(session, "dan"), make.user(session, "eva")
    for each in (dan, eva, cast.cleo):
        make.follow(session, each, cast.ana)
    make.follow(session, cast.cleo, dan)
    found, _ = lists.followers(session, cast.cleo, "ana")
    assert [card.username for card in found] == ["dan", "cleo", "eva", "ben"]
    assert [card.standing for card in found] == ["following", "you", "none", "none"]
    assert _names(lists.followers(session, None, "ana")) == ["cleo", "eva", "dan", "ben"]
    assert _names(lists.following(session, cast.ana, "cleo")) == ["dan", "ana"]


@pytest.mark.parametrize("many", [0, 3])
def test_every_page_goes_on_where_the_one_before_ended(
    session: Session, monkeypatch: pytest.MonkeyPatch, many: int
):
    monkeypatch.setattr(lists, "PAGE", 4)
    ana, viewer = make.user(session), make.user(session)
    for number in range(10):
        each = make.user(session)
        make.follow(session, each, ana)
        if number < many:
            make.follow(session, viewer, each)
    seen, before = [], None
    while True:
        page = lists.followers(session, viewer, ana.username, before)
        seen += _names(page)
        before = page[1]
        if before is None:
            break
        assert len(page[0]) == 4
    assert len(seen) == len(set(seen)) == 10


@pytest.mark.parametrize("cursor", ["nonsense", "mutual:x-y", "other:1", "other:" + "9" * 40, ":-"])
def test_what_is_no_cursor_begins_anew(session: Session, cursor: str):
    cast = people.cast(session)
    make.follow(session, cast.cleo, cast.ana)
    assert _names(lists.followers(session, None, "ana", cursor)) == ["cleo", "ben"]


def test_the_lists_of_a_private_account_are_for_its_followers(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ana)
    for viewer in (None, cast.cleo):
        for each in (lists.followers, lists.following):
            with pytest.raises(NotAllowed):
                each(session, viewer, "ana")
        assert not profile_card(session, viewer, "ana").may_see_posts
    for viewer in (cast.ana, cast.ben):
        assert _names(lists.followers(session, viewer, "ana")) == ["ben"]
        assert profile_card(session, viewer, "ana").may_see_posts


def test_the_blocked_stand_in_no_list_but_in_that_of_the_blocked(session: Session):
    cast = people.cast(session)
    make.follow(session, cast.cleo, cast.ana)
    blocking.block(session, cast.cleo, "ben")
    assert _names(lists.followers(session, cast.cleo, "ana")) == ["cleo"]
    assert _names(lists.followers(session, cast.ben, "ana")) == ["ben"]
    assert search_people(session, cast.ben, "cl", 5) == []
    found, _ = lists.blocked_people(session, cast.cleo)
    assert [(card.username, card.standing) for card in found] == [("ben", "blocked")]
    assert lists.blocked_people(session, cast.ben) == ([], None)
    for each in (lists.followers, lists.following):
        with pytest.raises(NotFound):
            each(session, cast.ben, "cleo")


def test_requests_are_listed_and_counted_for_who_is_asked(session: Session):
    cast = people.cast(session)
    make_private(session, cast.ana)
    following.follow(session, cast.cleo, "ana")
    assert _names(lists.requests(session, cast.ana)) == ["cleo"]
    assert lists.request_count(session, cast.ana) == 1
    assert lists.request_count(session, cast.cleo) == 0
    assert profile_card(session, cast.ana, "cleo").has_requested
    assert profile_card(session, cast.cleo, "ana").standing == "requested"


def test_a_profile_tells_who_of_the_viewers_people_follow_it(session: Session):
    ana, viewer = make.user(session), make.user(session)
    friends = [make.user(session) for _ in range(5)]
    for friend in friends:
        make.follow(session, viewer, friend)
        make.follow(session, friend, ana)
    card = profile_card(session, viewer, ana.username)
    assert card.mutual_count == 5
    assert [each.id for each in card.mutuals] == [each.id for each in friends[:1:-1]]
    assert profile_card(session, None, ana.username).mutuals == []


def test_people_are_found_by_the_beginning_of_either_name(session: Session):
    ana = make.user(session, "ana")
    andy, bo = make.user(session, "andy"), make.user(session, "bo")
    make.display_name(session, bo, "Ändy Än")
    make.follow(session, ana, andy)
    assert [card.username for card in search_people(session, ana, "an", 5)] == ["andy", "ana"]
    assert [card.username for card in search_people(session, ana, "@ÄND", 5)] == ["bo"]
    assert search_people(session, ana, " @ ", 5) == []
    assert search_people(session, ana, "%", 5) == []
    assert len(search_people(session, ana, "a", 1)) == 1


READS: dict[str, Callable] = {
    "followers": lists.followers,
    "following": lists.following,
    "requests": lambda session, viewer, _: lists.requests(session, viewer),
    "close friends": lambda session, viewer, _: lists.close_friends(session, viewer),
    "muted": lambda session, viewer, _: lists.muted_people(session, viewer),
    "blocked": lambda session, viewer, _: lists.blocked_people(session, viewer),
    "search": lambda session, viewer, _: search_people(session, viewer, "user", 20),
    "profile": profile_card,
}
MOST = {"followers": 6, "following": 6, "search": 6, "profile": 10}


@pytest.mark.parametrize("read", READS)
def test_the_number_of_statements_does_not_grow_with_the_list(session: Session, read: str):
    ana, viewer = make.user(session), make.user(session)
    sent = []
    for _ in range(2):
        for _ in range(5):
            make.everything_between(session, viewer, ana)
        session.expire_all()
        with counted(session) as statements:
            READS[read](session, viewer, ana.username)
        sent.append(len(statements))
    assert sent[0] == sent[1] <= MOST.get(read, 4), statements
