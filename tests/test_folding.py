"""Words folded for search."""

import pytest

from instaclone.folding import TOKEN_LENGTH, fold, tokens


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Köln, Saint-Denis", "koln saint denis"),
        ("L’Aquila", "laquila"),
        ("ŁÓDŹ ÆRØ", "lodz aero"),
        ("STRASSE straße", "strasse strasse"),
        ("#sunset @ana_b!", "sunset ana b"),
        ("✨ — …", ""),
        ("ﬁn ½", "fin 1 2"),
    ],
)
def test_words_are_alike_however_they_are_written(words: str, folded: str) -> None:
    assert fold(words) == folded


def test_scripts_without_blanks_are_cut_into_pairs() -> None:
    assert tokens("東京都 in Tokyo東京") == ["東京", "京都", "in", "tokyo", "東京"]
    assert tokens("猫") == ["猫"]


def test_a_long_word_is_cut() -> None:
    assert tokens("x" * 100) == ["x" * TOKEN_LENGTH]


def test_marks_that_are_letters_of_their_script_stay() -> None:
    assert fold("हिन्दी") == "हिन्दी"
