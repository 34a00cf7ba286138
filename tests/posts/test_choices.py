"""The settings of a post are checked as a whole, and every one of them has a name."""

import pytest
from sqlmodel import Session

from instaclone.errors import Invalid
from instaclone.posts.choices import (
    WHO_COMMENTS,
    WHO_SEES,
    WHO_SEES_PRIVATE,
    Choices,
    check_alt,
    check_choices,
    has_private_account,
)
from instaclone.posts.licences import licence_name, licence_url
from instaclone.posts.models import COMMENTERS, LICENCES, VISIBILITIES
from instaclone.profiles.models import Profile
from tests import make


def test_everything_that_can_be_chosen_has_a_name():
    assert tuple(WHO_SEES) == tuple(WHO_SEES_PRIVATE) == VISIBILITIES
    assert tuple(WHO_COMMENTS) == COMMENTERS
    assert len({licence_name(each) for each in LICENCES}) == len(LICENCES)
    assert all(licence_url(each).startswith("https://") for each in LICENCES if each)
    assert (licence_name(""), licence_url("")) == ("All rights reserved", "")


def test_a_place_is_one_line_without_odd_blanks():
    assert check_choices(Choices(place="  Kiel,\n by\x00 the  sea ")).place == "Kiel, by the sea"
    with pytest.raises(Invalid, match="this one has 1 more"):
        check_choices(Choices(place="x" * 101))


def test_an_alt_text_has_at_most_1500_characters():
    assert check_alt(" A dog\n runs ", "photo 1") == "A dog runs"
    assert len(check_alt("x" * 1500, "photo 1")) == 1500
    with pytest.raises(Invalid, match="1,500 characters"):
        check_alt("x" * 1501, "photo 1")


def test_everyone_means_followers_under_a_private_account(session: Session):
    ana = make.user(session)
    assert not has_private_account(session, ana)
    profile = session.get(Profile, ana.id)
    assert profile
    profile.is_private = True
    session.flush()
    assert has_private_account(session, ana)
    assert WHO_SEES_PRIVATE["public"][0] == "Your followers"
