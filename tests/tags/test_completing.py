"""Tags are completed from what the writer may know."""

from dataclasses import replace

from sqlmodel import Session

from instaclone import settings as settings_module
from instaclone.settings import settings
from instaclone.tags.cards import PopularTagCard
from instaclone.tags.completing import find_tags, tags_beginning
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


def test_a_found_tag_says_how_many_used_it_or_why_it_is_there(session: Session):
    ana = make.user(session)
    make.tag(session, make.post(session, ana), "lakes", "lake_mine")
    session.add(TagFollow(user_id=ana.id, tag="lakeside"))
    session.add(PopularTag(tag="lakes", people_count=9, post_count=9))
    session.add(PopularTag(tag="lake", people_count=1, post_count=4))
    session.flush()
    assert find_tags(session, ana, "#Lake", 5) == [
        PopularTagCard("lake_mine", "You used it"),
        PopularTagCard("lakes", "9 people"),
        PopularTagCard("lakeside", "You follow it"),
        PopularTagCard("lake", "1 person"),
    ]
    assert [card.tag for card in find_tags(session, None, "lake", 5)] == ["lakes", "lake"]
    with settings_module.using(replace(settings(), private_community=True)):
        assert find_tags(session, None, "lake", 5) == []
