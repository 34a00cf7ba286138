"""Comments as cards: order, pages, threads, filtered words, and what they cost."""

import pytest
from sqlalchemy import event
from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.comments.commenting import comment
from instaclone.comments.filtering import add_word, filtered_words, remove_word
from instaclone.comments.liking import like
from instaclone.comments.models import Comment
from instaclone.comments.pinning import pin
from instaclone.comments.queries import LONGEST, PAGE, comments_page, place_of
from instaclone.errors import Invalid, NotFound
from instaclone.posts.models import NOBODY, Post
from instaclone.relations.models import Block
from tests import make
from tests.people import cast
from tests.statements import counted


def _write(session: Session, post: Post, author: Viewer, number: int, parent: int | None = None):
    rows = [
        Comment(post_id=post.id or 0, author_id=author.id, body=f"Number {each}", parent_id=parent)
        for each in range(number)
    ]
    for row in rows:
        session.add(row)
        session.flush()
    return [row.id or 0 for row in rows]


def test_pages_meet_every_comment_once_newest_first(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    ids = _write(session, post, people.ben, 2 * PAGE + 3)
    pin(session, people.ana, ids[5])
    pages, before = [], None
    while True:
        page = comments_page(session, None, post.code, before)
        pages.append([card.id for card in page.cards])
        before = page.next_before
        if before is None:
            break
    assert [len(page) for page in pages] == [PAGE + 1, PAGE, 2]
    found = [each for page in pages for each in page]
    assert found == [ids[5], *(each for each in reversed(ids) if each != ids[5])]


def test_a_screen_is_read_again_as_far_down_as_it_reaches(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    ids = _write(session, post, people.ben, LONGEST + 10)
    page = comments_page(session, None, post.code, down_to=ids[-30])
    assert [card.id for card in page.cards] == ids[:-31:-1]
    assert page.next_before is None
    page = comments_page(session, None, post.code, down_to=ids[0])
    assert [card.id for card in page.cards] == ids[: -LONGEST - 1 : -1]
    assert page.next_before == ids[-LONGEST]


def test_a_thread_shows_as_many_replies_as_are_open(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    one, other = _write(session, post, people.ben, 2)
    _write(session, post, people.cleo, 5, one)
    _write(session, post, people.cleo, 3, other)
    newest, oldest = comments_page(session, None, post.code, threads={one: 2, other: 10}).cards
    assert (newest.reply_count, len(newest.replies), newest.more_replies) == (3, 3, 0)
    assert (oldest.reply_count, len(oldest.replies), oldest.more_replies) == (5, 2, 3)
    assert [each.pieces[0].text for each in oldest.replies] == ["Number 0", "Number 1"]
    closed = comments_page(session, None, post.code).cards[0]
    assert (closed.replies, closed.more_replies) == ([], 3)


def test_who_may_do_what_stands_on_the_card(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    comment(session, people.ben, post.code, "Look, @cleo #sea")

    def rights(viewer: Viewer | None) -> tuple[bool, ...]:
        card = comments_page(session, viewer, post.code).cards[0]
        return card.is_own, card.may_edit, card.may_delete, card.may_pin, card.body != ""

    assert rights(people.ana) == (False, False, True, True, False)
    assert rights(people.ben) == (True, True, True, False, True)
    assert rights(people.cleo) == (False, False, False, False, False)
    assert rights(None) == (False, False, False, False, False)


def test_the_page_says_why_one_may_not_comment(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    assert comments_page(session, people.cleo, post.code).refusal == ""
    assert comments_page(session, None, post.code).refusal == "Log in to comment."
    post.comments_from = NOBODY
    session.flush()
    refusal = comments_page(session, people.cleo, post.code).refusal
    assert refusal == "Comments are off for this post."
    with pytest.raises(NotFound):
        comments_page(session, people.cleo, "nothing")


def test_a_filtered_comment_is_not_in_the_page_until_it_is_revealed(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    written = comment(session, people.ben, post.code, "What a FOOL")
    add_word(session, people.cleo, "fool")

    def card(viewer: Viewer | None, *revealed: int):
        return comments_page(session, viewer, post.code, revealed=revealed).cards[0]

    assert card(people.cleo).is_filtered
    assert (card(people.cleo).pieces, card(people.cleo).body) == ([], "")
    assert card(people.cleo, written).pieces[0].text == "What a FOOL"
    assert not card(people.ana).is_filtered
    add_word(session, people.ana, "fool")
    assert card(None).is_filtered
    assert card(people.ana).is_filtered
    assert not card(people.ben).is_filtered


def test_words_are_kept_once_and_up_to_a_limit(session: Session, monkeypatch: pytest.MonkeyPatch):
    people = cast(session)
    for phrase in ("Fool", " FOOL ", "fööl", "very  Ugly"):
        add_word(session, people.ana, phrase)
    assert filtered_words(session, people.ana) == ["fool", "fööl", "very ugly"]
    remove_word(session, people.ana, "FOOL")
    assert filtered_words(session, people.ana) == ["fööl", "very ugly"]
    for wrong in ("  ", "x" * 101):
        with pytest.raises(Invalid) as refused:
            add_word(session, people.ana, wrong)
        assert refused.value.field == "phrase"
    monkeypatch.setattr("instaclone.comments.filtering.MOST", 2)
    with pytest.raises(Invalid, match="Remove one first"):
        add_word(session, people.ana, "new")
    assert filtered_words(session, people.ben) == []


def test_a_page_costs_the_same_however_long_it_is(session: Session):
    people = cast(session)
    short, long = make.post(session, people.ana), make.post(session, people.ana)
    add_word(session, people.ana, "fool")
    costs = []
    for post, number in ((short, 1), (long, 15)):
        ids = _write(session, post, people.ben, number)
        for each in ids:
            _write(session, post, people.cleo, 2, each)
            like(session, people.cleo, each)
        session.expire_all()
        with counted(session) as statements:
            comments_page(session, people.cleo, post.code, threads=dict.fromkeys(ids, 2))
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert costs[0] <= 9


def test_a_link_finds_the_thread_of_a_comment_for_who_may_see_it(session: Session):
    people = cast(session)
    post, other = make.post(session, people.ana), make.post(session, people.ana)
    (top,) = _write(session, post, people.ben, 1)
    replies = _write(session, post, people.cleo, 3, top)
    assert place_of(session, None, post.code, top) == (top, 0)
    assert place_of(session, None, post.code, replies[1]) == (top, 2)
    assert place_of(session, None, other.code, top) == (0, 0)
    session.add(Block(blocker_id=people.ana.id, blocked_id=people.cleo.id))
    session.flush()
    assert place_of(session, people.ben, post.code, replies[1]) == (0, 0)


def test_likes_by_people_in_a_block_with_the_viewer_are_not_counted(session: Session):
    people = cast(session)
    post = make.post(session, people.ana)
    written = make.comment(session, people.ana, post)
    for liker in (people.ben, people.cleo):
        like(session, liker, written.id or 0)
    session.add(Block(blocker_id=people.cleo.id, blocked_id=people.ben.id))
    session.flush()
    session.refresh(written)
    found = {
        viewer: comments_page(session, viewer, post.code).cards[0]
        for viewer in (people.ana, people.ben, people.cleo, None)
    }
    assert {viewer: card.like_count for viewer, card in found.items()} == {
        people.ana: 2,
        people.ben: 1,
        people.cleo: 1,
        None: 2,
    }
    assert found[people.ben].likes == "1 like"


def test_the_newest_are_found_by_the_index_that_gives_their_order(session: Session):
    who = cast(session)
    post = make.post(session, who.ana)
    make.comment(session, who.ben, post)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    plans = []

    def note(connection, _cursor, statement, parameters, *_rest):
        if "LIMIT" in statement and not statement.startswith("EXPLAIN"):
            plans.append(connection.exec_driver_sql(explain + statement, parameters).all())

    bind = session.get_bind().engine
    event.listen(bind, "before_cursor_execute", note)
    try:
        comments_page(session, who.ben, post.code)
    finally:
        event.remove(bind, "before_cursor_execute", note)
    plan = str(plans[0])
    assert "ix_comment_post_parent" in plan
    assert "intersect" not in plan, "MariaDB read every comment of a post to show twenty"
