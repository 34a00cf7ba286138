"""What a comment may say, and how long."""

import pytest

from instaclone.comments.wording import LENGTH, checked_body
from instaclone.errors import Invalid


@pytest.mark.parametrize("body", ["", "   ", "\n\t\n", "\x00", "\u200b\u200d", "\u2060 "])
def test_a_comment_that_shows_nothing_is_refused(body: str):
    with pytest.raises(Invalid, match="Write something first") as refused:
        checked_body(body)
    assert refused.value.field == "body"


def test_emoji_count_as_python_counts_them():
    assert checked_body("💥" * LENGTH) == "💥" * LENGTH
    with pytest.raises(Invalid, match="this one has 1 more"):
        checked_body("💥" * LENGTH + "!")


def test_what_stands_around_is_cut_and_control_characters_go():
    assert checked_body("  a\x00b\x07\x1b[31m\r\nc\td  ") == "ab[31m\nc\td"


def test_many_empty_lines_become_one():
    assert checked_body("a" + "\n \n" * 500 + "b") == "a\n\nb"
