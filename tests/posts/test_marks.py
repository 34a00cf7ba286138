"""The marks of posts: what each viewer may know of likes, saves and comments."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from instaclone.errors import NotFound
from instaclone.posts.likers import PAGE, likers
from instaclone.posts.liking import like
from instaclone.posts.marks import PostMarks, post_marks
from instaclone.posts.models import FOLLOWERS, FOLLOWING, NOBODY, Post
from instaclone.posts.saving import save, unsave
from instaclone.profiles.models import Profile
from instaclone.relations.models import Block
from tests import make, people
from tests.statements import counted


def marks_of(session: Session, viewer, post: Post) -> PostMarks:
    """The marks of one post."""
    assert post.id
    return post_marks(session, viewer, [post.id])[post.code]


def test_the_marks_say_what_the_viewer_did_and_what_the_others_did(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, cast.cleo, post.code)
    like(session, cast.ben, post.code)
    save(session, cast.ben, post.code)
    mine = marks_of(session, cast.ben, post)
    assert (mine.is_liked, mine.is_saved, mine.likes_text) == (True, True, "2 likes")
    assert mine.likes_toggled == "1 like"
    other = marks_of(session, cast.ana, post)
    assert (other.is_liked, other.is_saved, other.likes_toggled) == (False, False, "3 likes")
    guest = marks_of(session, None, post)
    assert (guest.like_count, guest.is_liked, guest.may_comment) == (2, False, False)
    unsave(session, cast.ben, post.code)
    unsave(session, cast.ben, post.code)
    assert not marks_of(session, cast.ben, post).is_saved


def test_one_liker_whom_the_viewer_follows_is_named(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.cleo)
    like(session, cast.ana, post.code)
    assert marks_of(session, cast.ben, post).liked_by == "ana"
    assert marks_of(session, cast.cleo, post).liked_by == ""
    assert marks_of(session, None, post).liked_by == ""


def test_likes_by_people_in_a_block_with_the_viewer_are_not_counted(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, cast.ben, post.code)
    like(session, cast.cleo, post.code)
    session.add(Block(blocker_id=cast.ben.id, blocked_id=cast.cleo.id))
    session.add(Block(blocker_id=cast.cleo.id, blocked_id=cast.ben.id))
    session.flush()
    seen = {each: marks_of(session, each, post).like_count for each in (cast.ana, cast.ben, None)}
    assert seen == {cast.ana: 2, cast.ben: 1, None: 2}
    shown = [person.username for person in likers(session, cast.ben, post.code).people]
    assert shown == ["ben"]


def test_what_the_viewer_may_not_see_has_no_marks(session: Session):
    cast = people.cast(session)
    hidden = make.post(session, cast.ana, published=False)
    assert post_marks(session, cast.ben, [hidden.id or 0, 10**6]) == {}
    assert hidden.code in post_marks(session, cast.ana, [hidden.id or 0])
    assert post_marks(session, cast.ana, []) == {}


def test_counts_are_hidden_by_the_author_from_others_and_by_the_viewer_from_themselves(
    session: Session,
):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, cast.cleo, post.code)
    profile = session.get(Profile, cast.ben.id)
    assert profile
    profile.hides_like_counts = True
    session.flush()
    assert not marks_of(session, cast.ben, post).shows_like_count
    assert marks_of(session, cast.ben, post).shows_likers
    post.hides_like_count = True
    session.flush()
    shows = {
        each: (marks_of(session, each, post).shows_like_count, _has_list(session, each, post))
        for each in (cast.ana, cast.cleo, None)
    }
    assert shows == {cast.ana: (True, True), cast.cleo: (False, False), None: (False, False)}


def test_a_count_that_is_hidden_is_not_sent_to_the_browser_at_all(session: Session):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    like(session, cast.cleo, post.code)
    post.hides_like_count = True
    session.flush()
    for viewer in (cast.ben, cast.cleo, None):
        marks = marks_of(session, viewer, post)
        assert (marks.like_count, marks.likes_text, marks.likes_toggled) == (0, "", "")
    assert marks_of(session, cast.ana, post).likes_text == "1 like"


def _has_list(session: Session, viewer, post: Post) -> bool:
    try:
        likers(session, viewer, post.code)
    except NotFound:
        assert not marks_of(session, viewer, post).shows_likers
        return False
    return True


@pytest.mark.parametrize(
    ("rule", "may"),
    [("everyone", "ana ben cleo"), (FOLLOWERS, "ana ben"), (FOLLOWING, "ana"), (NOBODY, "ana")],
)
def test_who_may_comment_is_what_the_author_decided(session: Session, rule: str, may: str):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    post.comments_from = rule
    session.flush()
    everybody = (cast.ana, cast.ben, cast.cleo, None)
    found = [
        each.username for each in everybody if each and marks_of(session, each, post).may_comment
    ]
    assert found == may.split()
    assert not marks_of(session, None, post).may_comment
    if rule == FOLLOWING:
        make.follow(session, cast.ana, cast.cleo)
        assert marks_of(session, cast.cleo, post).may_comment


def test_marks_cost_the_same_for_one_post_and_for_many(session: Session):
    cast = people.cast(session)
    posts = [make.post(session, cast.ana) for _ in range(9)]
    for post in posts:
        for liker in (cast.ana, cast.ben, cast.cleo):
            like(session, liker, post.code)
    found = [post.id for post in posts if post.id]
    assert _cost(session, lambda: post_marks(session, cast.ben, found[:1])) == 3
    assert _cost(session, lambda: post_marks(session, cast.ben, found)) == 3


def test_the_list_of_likers_begins_with_those_one_follows_and_turns_its_pages(session: Session):
    viewer, post = make.user(session), make.post(session)
    crowd = [make.user(session) for _ in range(11)]
    for person in crowd:
        like(session, person, post.code)
    for person in crowd[::2]:
        make.follow(session, viewer, person)
    wanted = [each.username for each in (*crowd[::2][::-1], *crowd[1::2][::-1])]
    for size in (1, 3, 6, 11, 20):
        seen, before = [], None
        while True:
            page = likers(session, viewer, post.code, before, size=size)
            seen += [person.username for person in page.people]
            before = page.before
            if before is None:
                break
        assert seen == wanted
    everybody = [person.username for person in likers(session, None, post.code).people]
    assert everybody == [each.username for each in crowd[::-1]]


def test_the_list_of_likers_costs_the_same_for_few_and_for_many(session: Session):
    viewer, code = make.user(session), make.post(session).code
    like(session, make.user(session), code)
    few = _cost(session, lambda: likers(session, viewer, code))
    for _ in range(PAGE + 5):
        like(session, make.user(session), code)
    many = _cost(session, lambda: likers(session, viewer, code))
    assert few == many <= 5


def _cost(session: Session, ask: Callable[[], object]) -> int:
    session.expire_all()
    with counted(session) as sent:
        ask()
    return len(sent)
