"""Tags, times and counts as people write and read them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from instaclone import text

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_tags_of_a_caption_are_folded_and_each_counted_once():
    assert text.tags_in("#Dog and #dog, #Straße #犬 # and #2026") == ["dog", "strasse", "犬"]


def test_listed_tags_are_parted_at_commas_and_lose_their_blanks():
    assert text.listed_tags("dogs, #Summer , golden hour,,dogs") == ["dogs", "summer", "goldenhour"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("#हिन्दी है", ["हिन्दी"]),
        ("#สวัสดีครับ", ["สวัสดีครับ"]),
        ("#مَرْحَبًا، #سلام", ["مَرْحَبًا", "سلام"]),
        ("#தமிழ்#বাংলা", ["தமிழ்", "বাংলা"]),
        ("#犬と猫、＃全角", ["犬と猫", "全角"]),
        ("#می\u200cخواهم", ["میخواهم"]),
        ("#İstanbul #ISTANBUL #ﬁsh #e\u0301", ["istanbul", "fish", "é"]),
        ("#col·lecció·", ["col·lecció"]),
        ("#dog❤️ #❤️dog #1️⃣ #_ #½a", ["dog"]),
        ("a&#39; https://example.org/#part", []),
    ],
)
def test_tags_are_found_in_every_script_and_linked_where_they_stand(words: str, found: list[str]):
    assert text.tags_in(words) == found
    linked = [piece for piece in text.pieces(words) if piece.href.startswith("/tags/")]
    assert {unquote(piece.href.removeprefix("/tags/")) for piece in linked} == set(found)
    assert "".join(piece.text for piece in text.pieces(words)) == words


def test_folding_a_folded_tag_changes_nothing():
    """The address of a tag is folded once more when it is asked for."""
    folded = [text.fold_tag(chr(code)) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    assert [each for each in folded if text.fold_tag(each) != each] == []


def test_listed_tags_may_be_parted_by_the_commas_of_other_scripts():
    assert text.listed_tags("سلام، 犬，猫、dog") == ["سلام", "犬", "猫", "dog"]


@pytest.mark.parametrize("tag", ["two words", "a-b", "", "12", "_", "\u0301", "x" * 101])
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
