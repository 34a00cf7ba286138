"""What objects are called in addresses."""

import pytest

from instaclone.objects.naming import LABEL_LENGTH, address_of, label_of, link


@pytest.mark.parametrize(
    ("word", "languages", "label"),
    [
        ("dog", [], "dog"),
        ("Dogs", [], "dog"),
        ("  traffic   light ", [], "traffic light"),
        ("hund", [], "hund"),
        ("Hund", ["de"], "dog"),
        ("bus", ["de"], "bus"),
        ("Lighthouse", ["de"], "Lighthouse"),
        ("", ["de"], ""),
        ("x" * 500, [], "x" * LABEL_LENGTH),
    ],
)
def test_a_word_in_an_address_means_a_label(word: str, languages: list[str], label: str):
    assert label_of(word, languages) == label


def test_an_address_can_be_read_back():
    assert address_of("traffic light") == "/objects/traffic%20light"
    assert address_of("a/b?#") == "/objects/a%2Fb%3F%23"


def test_a_count_is_said_where_there_is_one():
    assert link("dog").post_count == ""
    assert link("dog", ["nl"], 1).post_count == "1 post"
    assert link("dog", ["nl"], 1).name == "hond"
