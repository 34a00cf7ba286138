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
        ("𝗛𝗲𝗹𝗹𝗼 ™", "hello tm"),
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


def test_folding_what_is_folded_changes_nothing() -> None:
    signs = [chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000]
    assert [sign for sign in signs if fold(fold(f"a{sign}b")) != fold(f"a{sign}b")] == []
