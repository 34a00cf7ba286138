"""Who is mentioned in a caption hears of it once the post is shown, if it is for them."""

from sqlmodel import Session, select

from instaclone.activity.models import MENTION, Notification
from instaclone.media.models import READY
from instaclone.posts.mentioning import mention_in_post
from instaclone.posts.models import FOLLOWERS
from instaclone.posts.publishing import publish, publish_ready
from tests import make
from tests.people import cast


def test_a_caption_tells_when_the_last_picture_is_ready(session: Session):
    people = cast(session)
    picture = make.media(session, people.ana, state="received")
    post = publish(session, people.ana, [picture.id or 0], "With @ben, @cleo and @nobody")
    assert _told(session) == set()
    picture.state = READY
    session.flush()
    publish_ready(session, picture.id or 0)
    assert post.sort_key
    assert _told(session) == {people.ben.id, people.cleo.id}


def test_only_who_may_see_the_post_hears_of_it(session: Session):
    people = cast(session)
    post = make.post(session, people.ana, "With @ben and @cleo")
    post.visibility = FOLLOWERS
    mention_in_post(session, people.ana, post)
    assert _told(session) == {people.ben.id}


def test_a_changed_caption_tells_by_the_difference(session: Session):
    people = cast(session)
    dan = make.user(session, "dan")
    post = make.post(session, people.ana, "With @ben and @cleo")
    mention_in_post(session, people.ana, post)
    post.caption = "With @cleo and @dan"
    mention_in_post(session, people.ana, post, "With @ben and @cleo")
    assert _told(session) == {people.cleo.id, dan.id}
    rows = session.exec(select(Notification)).all()
    assert {(row.kind, row.post_id) for row in rows} == {(MENTION, post.id)}


def _told(session: Session) -> set[int]:
    return set(session.exec(select(Notification.recipient_id)))
