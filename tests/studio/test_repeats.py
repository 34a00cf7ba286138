"""Who is about to post a picture again is told so, with the post it is in, and may post it."""

from datetime import timedelta

from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.studio import privacy, sharing
from instaclone.studio.privacy import REPEAT
from tests import make
from tests.studio.scenes import arrive, draft

ONE, NEARLY, OTHER = "8f3c21d4907ab65e", "8f3c21d4907ab65d", "70c3de2b6f8549a1"
POSTED = "You posted lake.jpg already, or a picture that is nearly the same."


def told(session: Session, owner: Viewer, code: str) -> list[tuple[str, str]]:
    """What is said about repeats: the sentence, and the post it leads to."""
    lines = privacy.report(session, owner, code).lines
    return [(line.text, line.post) for line in lines if line.kind == REPEAT]


def test_a_picture_that_is_posted_already_is_told_with_its_post(session: Session):
    ana, ben = make.user(session), make.user(session)
    post = make.post(session, ana)
    make.look(session, post, NEARLY)
    make.look(session, make.post(session, ben), ONE)  # of somebody else, and nearer
    code = draft(session, ana)
    arrive(session, ana, code, "lake.jpg", perceptual_hash=ONE)
    arrive(session, ana, code, "hill.jpg", perceptual_hash=OTHER)
    assert told(session, ana, code) == [(POSTED, post.code)]
    assert sharing.share(session, ana, code).id
    code = draft(session, ben)
    arrive(session, ben, code, "hill.jpg", perceptual_hash=OTHER)
    assert told(session, ben, code) == []


def test_the_same_picture_twice_in_a_draft_is_told(session: Session):
    ana = make.user(session)
    code = draft(session, ana)
    arrive(session, ana, code, "lake.jpg", perceptual_hash=ONE)
    arrive(session, ana, code, "lake-2.jpg", perceptual_hash=NEARLY)
    expected = "lake.jpg and lake-2.jpg are nearly the same picture."
    assert told(session, ana, code) == [(expected, "")]


def test_what_is_not_read_yet_or_deleted_or_posted_nowhere_is_not_told(session: Session):
    ana = make.user(session)
    post = make.post(session, ana)
    make.look(session, post, ONE)
    unposted = draft(session, ana)
    arrive(session, ana, unposted, "else.jpg", perceptual_hash=ONE)
    code = draft(session, ana)
    arrive(session, ana, code, "lake.jpg")
    assert told(session, ana, code) == []
    arrive(session, ana, code, "lake.jpg", perceptual_hash=ONE)
    assert told(session, ana, code) == [(POSTED, post.code)]
    post.deleted_at = clock.now() - timedelta(minutes=1)
    session.flush()
    assert told(session, ana, code) == []
