"""Writing comments: who may, what is counted, who is told."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from instaclone import clock
from instaclone.activity.models import COMMENT, MENTION, REPLY
from instaclone.comments import commenting
from instaclone.comments.commenting import comment
from instaclone.comments.deleting import delete
from instaclone.comments.editing import edit
from instaclone.comments.models import Comment
from instaclone.errors import Invalid, NotAllowed, NotFound, TooMany
from instaclone.posts.models import (
    CLOSE_FRIENDS,
    EVERYONE,
    FOLLOWERS,
    FOLLOWING,
    NOBODY,
    ONLY_ME,
    PostTag,
)
from instaclone.relations.models import Block
from tests import make
from tests.comments.people import counts_equal_rows, seen, told
from tests.people import cast


def test_a_comment_is_read_counted_and_told(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    comment(session, people.ben, post.code, "  How kind  ")
    comment(session, people.cleo, post.code, "Yes")
    assert seen(session, None, post) == ["Yes", "How kind"]
    assert counts_equal_rows(session, post)
    assert told(session) == {(COMMENT, people.ana.id)}


def test_a_broken_rule_is_named(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    with pytest.raises(Invalid):
        comment(session, people.ben, post.code, " ")
    with pytest.raises(NotFound):
        comment(session, people.ben, "nothing", "Hello")
    with pytest.raises(NotFound):
        comment(session, people.ben, post.code, "Hello", 999_999)


@pytest.mark.parametrize(
    ("comments_from", "allowed"),
    [(EVERYONE, "ana ben cleo"), (FOLLOWERS, "ana ben"), (FOLLOWING, "ana cleo"), (NOBODY, "ana")],
)
def test_the_author_decides_who_comments(session: Session, comments_from: str, allowed: str):
    people = cast(session)
    make.follow(session, people.ana, people.cleo)
    post = make.post(session, people.ana)
    post.comments_from = comments_from
    may = []
    for viewer in (people.ana, people.ben, people.cleo):
        try:
            comment(session, viewer, post.code, "Hello")
            may.append(viewer.username)
        except NotAllowed as refused:
            assert str(refused).endswith(".")  # noqa: PT017 - the sentence people read
    assert may == allowed.split()


@pytest.mark.parametrize("visibility", [ONLY_ME, CLOSE_FRIENDS, FOLLOWERS])
def test_who_may_not_see_a_post_cannot_comment_on_it(session: Session, visibility: str):
    people = cast(session)
    post = make.post(session, people.ana)
    post.visibility = visibility
    session.flush()
    with pytest.raises(NotFound):
        comment(session, people.cleo, post.code, "Hello")


def test_threads_are_one_level_deep_and_both_who_are_answered_hear_of_it(session: Session):
    people = cast(session)
    dan = make.user(session, "dan")
    post = make.post(session, people.ana)
    top = comment(session, people.ben, post.code, "Top")
    reply = comment(session, people.cleo, post.code, "Reply", top)
    again = comment(session, dan, post.code, "@cleo again", reply)
    assert session.get_one(Comment, again).parent_id == top
    assert seen(session, None, post) == ["Top", " >Reply", " >@cleo again"]
    assert counts_equal_rows(session, post)
    assert told(session) == {
        (COMMENT, people.ana.id),
        (REPLY, people.ben.id),
        (REPLY, people.cleo.id),
    }


def test_a_reply_stands_under_its_own_post(session: Session):
    people = cast(session)
    one, other = make.post(session, people.ana), make.post(session, people.ana)
    top = comment(session, people.ben, one.code, "Top")
    with pytest.raises(NotFound):
        comment(session, people.cleo, other.code, "Reply", top)


def test_a_mention_reaches_who_may_see_the_post_and_nobody_twice(session: Session):
    people = cast(session)
    dan, eva = make.user(session, "dan"), make.user(session, "eva")
    make.follow(session, dan, people.ana)
    post = make.post(session, people.ana)
    post.visibility = FOLLOWERS
    session.flush()
    comment(session, people.ben, post.code, "@ana @dan @eva @ben @nobody.here look")
    assert told(session) == {(COMMENT, people.ana.id), (MENTION, dan.id)}
    assert eva.id not in {who for _, who in told(session)}


def test_twenty_people_are_called_at_most(session: Session):
    people = cast(session)
    crowd = [make.user(session) for _ in range(25)]
    post = make.post(session, people.ana)
    comment(session, people.ana, post.code, " ".join(f"@{each.username}" for each in crowd))
    assert len(told(session)) == 20


def test_an_edit_tells_and_takes_back_by_the_difference(session: Session):
    people = cast(session)
    dan = make.user(session, "dan")
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "@cleo look")
    edit(session, people.ben, written, "@dan look, @ana")
    assert told(session) == {(COMMENT, people.ana.id), (MENTION, dan.id)}
    row = session.get_one(Comment, written)
    assert row.body == "@dan look, @ana"
    assert row.edited_at


def test_an_edit_is_for_who_wrote_it_and_for_a_while(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    people = cast(session)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "Hello")
    for other in (people.ana, people.cleo):
        with pytest.raises(NotAllowed):
            edit(session, other, written, "Changed")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=15, seconds=1))
    with pytest.raises(NotAllowed, match="15 minutes"):
        edit(session, people.ben, written, "Changed")


def test_nothing_is_marked_as_edited_that_says_the_same(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "Hello")
    edit(session, people.ben, written, " Hello ")
    assert session.get_one(Comment, written).edited_at is None


@pytest.mark.parametrize("who", ["ben", "ana"])
def test_a_comment_goes_with_its_replies_its_words_and_what_was_told(session: Session, who: str):
    people = cast(session)
    post = make.post(session, people.ana)
    top = comment(session, people.ben, post.code, "Top")
    comment(session, people.cleo, post.code, "Reply @ana", top)
    kept = comment(session, people.cleo, post.code, "Kept")
    delete(session, getattr(people, who), top)
    assert seen(session, people.cleo, post) == ["Kept"]
    assert counts_equal_rows(session, post)
    gone = session.exec(select(Comment.body).where(Comment.id != kept)).all()
    assert set(gone) == {""}
    assert told(session) == {(COMMENT, people.ana.id)}
    with pytest.raises(NotFound):
        delete(session, people.ben, top)


def test_a_reply_alone_goes(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    top = comment(session, people.ben, post.code, "Top")
    reply = comment(session, people.cleo, post.code, "Reply", top)
    delete(session, people.cleo, reply)
    assert seen(session, None, post) == ["Top"]
    assert counts_equal_rows(session, post)


def test_others_do_not_delete(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "Hello")
    with pytest.raises(NotAllowed):
        delete(session, people.cleo, written)


def test_sixty_comments_in_ten_minutes_are_enough(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    people = cast(session)
    post = make.post(session, people.ana)
    monkeypatch.setattr(commenting, "MOST", 3)
    for _ in range(3):
        comment(session, people.ben, post.code, "Hello")
    with pytest.raises(TooMany, match="in 10 minutes") as refused:
        comment(session, people.ben, post.code, "Hello")
    assert 590 <= refused.value.retry_after <= 601
    comment(session, people.cleo, post.code, "Others are not concerned")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=11))
    comment(session, people.ben, post.code, "Hello again")


def test_the_authors_own_tags_tag_the_post_and_go_with_the_words(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    session.add(PostTag(post_id=post.id or 0, tag="sea", sort_key=post.sort_key))
    comment(session, people.ben, post.code, "#stranger")
    first = comment(session, people.ana, post.code, "#Sun #sea #sand")
    second = comment(session, people.ana, post.code, "more #sand")

    def tags() -> dict[str, int | None]:
        session.expire_all()
        rows = session.exec(select(PostTag).where(PostTag.post_id == post.id)).all()
        assert {row.sort_key for row in rows} == {post.sort_key}
        return {row.tag: row.comment_id for row in rows}

    assert tags() == {"sea": None, "sun": first, "sand": first}
    edit(session, people.ana, first, "#moon #sand")
    assert tags() == {"sea": None, "moon": first, "sand": first}
    delete(session, people.ana, first)
    assert tags() == {"sea": None, "sand": second}
    delete(session, people.ana, second)
    assert tags() == {"sea": None}


def test_a_post_has_thirty_tags_at_most(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    comment(session, people.ana, post.code, " ".join(f"#tag{number}" for number in range(1, 40)))
    rows = session.exec(select(PostTag.tag).where(PostTag.post_id == post.id)).all()
    assert len(rows) == 30


def test_a_block_hides_each_from_the_other_and_from_all_under_ones_own_post(session: Session):
    people = cast(session)
    dan = make.user(session, "dan")
    post = make.post(session, people.ana)
    top = comment(session, people.ben, post.code, "From ben")
    comment(session, people.cleo, post.code, "From cleo to ben", top)
    comment(session, people.cleo, post.code, "From cleo")
    session.add(Block(blocker_id=dan.id, blocked_id=people.ben.id))
    assert seen(session, dan, post) == ["From cleo"]
    assert seen(session, people.ana, post) == ["From cleo", "From ben", " >From cleo to ben"]
    session.add(Block(blocker_id=people.cleo.id, blocked_id=people.ana.id))
    for viewer in (None, people.ana, people.ben):
        assert seen(session, viewer, post) == ["From ben"]
