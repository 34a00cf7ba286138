"""The number of comments under a post is that of those its reader finds there."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.accounts.models import User
from instaclone.accounts.viewer import Viewer
from instaclone.comments.commenting import comment
from instaclone.comments.deleting import delete
from instaclone.comments.models import Comment
from instaclone.comments.unseen import unseen_comments
from instaclone.comments.visibility import visible_comments
from instaclone.posts.marks import post_marks
from instaclone.relations.models import Block
from tests import make, people
from tests.comments.people import seen
from tests.statements import counted


def test_the_count_leaves_out_people_in_a_block_with_the_reader_and_replies_to_them(
    session: Session,
):
    cast = people.cast(session)
    post = make.post(session, cast.ana)
    assert post.id
    by_ben = comment(session, cast.ben, post.code, "First")
    comment(session, cast.ana, post.code, "Answer", by_ben)
    by_cleo = comment(session, cast.cleo, post.code, "Second")
    gone = comment(session, cast.ana, post.code, "Gone")
    delete(session, cast.ana, gone)
    session.add(Block(blocker_id=cast.ben.id, blocked_id=cast.cleo.id))
    session.flush()
    counts = {}
    for viewer in (cast.ana, cast.ben, cast.cleo, None):
        unseen = unseen_comments(session, viewer, [post.id])
        mark = post_marks(session, viewer, [post.id], unseen)[post.code]
        counts[viewer] = mark.comment_count
    assert counts == {cast.ana: 3, cast.ben: 2, cast.cleo: 1, None: 3}
    assert len(seen(session, cast.cleo, post)) == 1
    assert by_cleo


def test_it_costs_one_statement(session: Session):
    cast = people.cast(session)
    posts = [make.post(session, cast.ana) for _ in range(5)]
    for post in posts:
        comment(session, cast.ben, post.code, "Nice")
    found = [post.id for post in posts if post.id]
    with counted(session) as sent:
        assert unseen_comments(session, cast.cleo, found) == {}
    assert len(sent) == 1


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_the_gate_leaves_out_whoever_looks(session: Session, seed: int):
    chance = random.Random(seed)
    persons = [make.user(session) for _ in range(8)]
    posts = [make.post(session, author) for author in persons[:3]]
    for post in posts:
        threads: list[Comment] = []
        for _ in range(40):
            above = chance.choice(threads) if threads and chance.random() < 0.5 else None
            gone = chance.random() < 0.1 or (above is not None and above.deleted_at is not None)
            row = make.comment(
                session,
                chance.choice(persons),
                post,
                parent_id=above.id if above else None,
                deleted_at=clock.now() if gone else None,
                hidden_at=clock.now() if chance.random() < 0.1 else None,
            )
            threads += [row] if above is None else []
    for _ in range(5):
        one, other = chance.sample(persons, 2)
        if session.get(Block, (one.id, other.id)) is None:
            session.add(Block(blocker_id=one.id, blocked_id=other.id))
    session.get_one(User, chance.choice(persons).id).suspended_at = clock.now()
    session.flush()
    moderator = replace(chance.choice(persons), is_moderator=True)
    for viewer in (None, moderator, *persons):
        found = [post.id for post in posts if post.id]
        expected = _left_out(session, viewer, found)
        assert unseen_comments(session, viewer, found) == expected
        alone = {k: v for k, v in expected.items() if k == found[0]}
        assert unseen_comments(session, viewer, found[:1]) == alone


def _left_out(session: Session, viewer: Viewer | None, post_ids: list[int]) -> dict[int, int]:
    """By asking the gate of every comment."""
    counted_ones = (
        select(Comment.post_id, func.count())
        .where(
            col(Comment.post_id).in_(post_ids),
            col(Comment.deleted_at).is_(None),
            ~visible_comments(viewer),
        )
        .group_by(col(Comment.post_id))
    )
    return {row[0]: row[1] for row in session.execute(counted_ones)}
