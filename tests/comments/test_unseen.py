"""The number of comments under a post is that of those its reader finds there."""

from sqlmodel import Session

from instaclone.comments.commenting import comment
from instaclone.comments.deleting import delete
from instaclone.comments.unseen import unseen_comments
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
