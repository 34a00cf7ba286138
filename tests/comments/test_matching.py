"""Filtered words meet whole words in every script, however they are written."""

import pytest

from instaclone.comments.matching import contains_any, folded

MEETS = [
    ("You are a Fool", "fool"),
    ("fool", "fool"),
    ("(fool)", "fool"),
    ("so very ugly", "very ugly"),
    ("so   VERY\nugly.", "very ugly"),
    ("Straße", "STRASSE"),
    ("ﬁne ｗｏｒｄｓ", "words"),
    ("f\u00adoo\u200bl", "fool"),
    ("#fool", "fool"),
    ("look ❤\ufe0f here", "❤"),
    ("nice❤", "❤"),
    ("an 👨‍👩‍👧 there", "👨‍👩‍👧"),
    ("日本人です", "日本"),
    ("он дурак!", "ДУРАК"),
    ("caf\u0065\u0301 noir", "café"),
    ("c++ is hard", "c++"),
]
MISSES = [
    ("foolish", "fool"),
    ("a tomfool", "fool"),
    ("fool2", "fool"),
    ("fool_ish", "fool"),
    ("किताब", "क"),
    ("дураки", "дурак"),
    ("very, ugly", "very ugly"),
    ("", "fool"),
    ("cafe", "café"),
]


@pytest.mark.parametrize(("words", "phrase"), MEETS)
def test_a_phrase_is_found_as_whole_words(words: str, phrase: str):
    assert contains_any(words, [folded(phrase)])


@pytest.mark.parametrize(("words", "phrase"), MISSES)
def test_a_phrase_is_not_found_inside_other_words(words: str, phrase: str):
    assert not contains_any(words, [folded(phrase)])
