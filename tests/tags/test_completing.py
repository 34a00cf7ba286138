"""Tags are completed from what the writer may know."""

from sqlmodel import Session

from instaclone.tags.completing import tags_beginning
from instaclone.tags.models import PopularTag, TagFollow
from tests import make


def test_own_tags_come_before_followed_and_popular_ones(session: Session):
    ana, ben = make.user(session), make.user(session)
    make.tag(session, make.post(session, ana), "lakes", "hill")
    make.tag(session, make.post(session, ben), "lake_secret")
    session.add(TagFollow(user_id=ana.id, tag="lakeside"))
    session.add(PopularTag(tag="lake", people_count=3, post_count=4))
    session.add(PopularTag(tag="lakes", people_count=9, post_count=9))
    session.add(PopularTag(tag="sea", people_count=9, post_count=9))
    session.flush()
    assert tags_beginning(session, ana, "#La", 5) == ["lakes", "lakeside", "lake"]
    assert tags_beginning(session, ana, "lake", 2) == ["lakes", "lakeside"]
    assert tags_beginning(session, ana, " ", 5) == []


def test_nothing_is_a_pattern(session: Session):
    ana = make.user(session)
    make.tag(session, make.post(session, ana), "lakes")
    assert tags_beginning(session, ana, "%", 5) == []
    assert tags_beginning(session, ana, "_akes", 5) == []
