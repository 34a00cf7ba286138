"""Tags, times and counts as people write and read them."""

from datetime import UTC, datetime, timedelta

import pytest

from instaclone import text

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_tags_of_a_caption_are_folded_and_each_counted_once():
    assert text.tags_in("#Dog and #dog, #Straße #犬 # and #2026") == ["dog", "strasse", "犬"]


def test_listed_tags_are_parted_at_commas_and_lose_their_blanks():
    assert text.listed_tags("dogs, #Summer , golden hour,,dogs") == ["dogs", "summer", "goldenhour"]


@pytest.mark.parametrize("tag", ["two words", "a-b", "", "12", "x" * 101])
def test_a_tag_is_letters_digits_and_underscores(tag: str):
    assert not text.is_tag(tag)


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=3, minutes=59), "3 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=8), "12 November"),
        (timedelta(days=400), "16 October 2025"),
        (timedelta(seconds=-5), "now"),
    ],
)
def test_times_are_said_as_people_say_them(passed: timedelta, said: str):
    assert text.ago(NOON - passed, NOON) == said


def test_counts_agree_with_their_noun():
    assert text.count_of(1, "post", "posts") == "1 post"
    assert text.count_of(12000, "post", "posts") == "12,000 posts"
