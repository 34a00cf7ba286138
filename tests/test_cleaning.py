"""What turns the direction of text around goes; what scripts and emoji need stays."""

import pytest
from sqlmodel import Session

from instaclone.collections import arranging
from instaclone.comments.wording import checked_body
from instaclone.posts.publishing import check_caption
from instaclone.profiles.editing import Link, check_bio, check_display_name, check_link
from instaclone.profiles.queries import _shown
from instaclone.text import cleaned
from tests import make

TURNED = "a\u202e\u2066b\u2069\u202c"


@pytest.mark.parametrize("check", [checked_body, check_caption, check_bio, check_display_name])
def test_no_words_turn_those_around_them(check):
    assert check(TURNED) == "ab"
    assert check("a\u200d\u200cb\u200e\u200fc") == "a\u200d\u200cb\u200e\u200fc"


def test_nor_do_names_of_links_and_collections(session: Session):
    assert check_link(1, Link(TURNED, "example.org")).title == "ab"
    ana = make.user(session)
    arranging.create(session, ana, TURNED)
    assert [each.name for each in arranging._held_collections(session, ana)] == ["ab"]


def test_lines_stay_and_control_characters_go():
    assert cleaned("a\r\nb\rc\x00\x07\td") == "a\nb\nc\td"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("My shop", "My shop"),
        ("Dr. Who, v2.0", "Dr. Who, v2.0"),
        ("bank.example", "evil.example/x"),
        ("See bank．example", "evil.example/x"),
        ("", "evil.example/x"),
    ],
)
def test_a_title_that_looks_like_an_address_gives_way_to_the_address(title: str, shown: str):
    assert _shown(title, "https://evil.example/x") == shown
