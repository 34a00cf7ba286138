"""Colours told from blurhashes."""

import pytest

from instaclone.media.colours import colours_of


@pytest.mark.parametrize(
    ("blurhash", "colours"),
    [
        ("L5M^VA|wfQ|w|wo1fQo1fQfQfQfQ", ["red"]),
        ("L53csFkcfQkckcfSfQfSfQfQfQfQ", ["blue"]),
        ("L23fo0q8fQq8q8f%fQf%fQfQfQfQ", ["green"]),
        ("L1Cr4H^NfQ^N^Nj@fQj@fQfQfQfQ", ["brown"]),
        ("L01Cf=offQofoffQfQfQfQfQfQfQ", ["black"]),
        ("L9S$ov~qfQ~q~qoffQoffQfQfQfQ", ["white"]),
        ("L1Eyb[~qfQ~q~qoffQoffQfQfQfQ", ["grey"]),
        ("L~KU1OoffQof0aWXfQWXRoa|fQa|", ["yellow", "blue"]),  # one above the other
    ],
)
def test_what_covers_much_of_a_picture_is_named(blurhash, colours):
    assert colours_of(blurhash) == colours


@pytest.mark.parametrize("text", ["", "short", "no blurhash at all", "L1Eyb[~qfQ~q~qoff", "é" * 28])
def test_what_is_no_blurhash_has_no_colours(text):
    assert colours_of(text) == []
