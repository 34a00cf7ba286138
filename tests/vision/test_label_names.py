"""What the scanner's labels are called in other languages, and which a word stands for."""

import pytest

from instaclone.folding import fold
from instaclone.vision import label_names, labels
from instaclone.vision.label_names import labels_called, words_for_labels

LANGUAGES = ["de", "fr", "es", "it", "pt", "nl", "pl"]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_label_has_a_name_of_its_own_in_every_language(language: str):
    names = label_names.label_names([language])
    assert set(names) == set(labels.COCO_LABELS)
    assert len(set(names.values())) == len(labels.COCO_LABELS) == 80
    assert all(name == name.strip() and fold(name) for name in names.values())


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_name_that_is_shown_finds_its_label(language: str):
    shown = label_names.label_names([language])
    assert all(label in labels_called(name, [language]) for label, name in shown.items())


def test_what_is_shown_follows_the_dearest_language_that_is_known():
    assert label_names.label_names(["de", "fr"])["dog"] == "Hund"
    assert label_names.label_names(["ja", "fr"])["dog"] == "chien"
    assert label_names.label_names(["en", "fr"])["dog"] == "dog"
    assert label_names.label_names(["ja"])["dog"] == "dog"
    assert label_names.label_names([])["dog"] == "dog"


@pytest.mark.parametrize(
    ("word", "languages", "found"),
    [
        ("dog", [], ["dog"]),
        ("Dogs", [], ["dog"]),
        ("people", [], ["person"]),
        ("knives", ["de"], ["knife"]),
        ("TVs", [], ["tv"]),
        ("phone", [], ["cell phone"]),
        ("heads of broccoli", [], ["broccoli"]),
        ("hund", [], []),
        ("hund", ["de"], ["dog"]),
        ("KÄTZCHEN", ["de"], []),
        ("KATZEN", ["de"], ["cat"]),
        ("bar", ["de"], ["bear"]),
        ("Äpfel", ["fr", "de"], ["apple"]),
        ("velos", ["fr"], ["bicycle"]),
        ("łódka", ["pl"], ["boat"]),
        ("lodka", ["pl"], ["boat"]),
        ("pao", ["pt"], []),
        ("cao", ["pt"], ["dog"]),
        ("cachorro", ["pt", "es"], ["dog"]),
        # A couch and a bench to the Dutch.
        ("bank", ["nl"], ["bench", "couch"]),
        ("", ["de"], []),
        ("🐶", ["de"], []),
    ],
)
def test_a_word_stands_for_labels(word: str, languages: list[str], found: list[str]):
    assert labels_called(word, languages) == found


def test_every_word_that_stands_for_a_label_can_be_listed():
    words = words_for_labels(["pl"])
    assert words["psy"] == ["dog"]
    assert words["dogs"] == ["dog"]
    assert "hunde" not in words
    assert all(labels_called(word, ["pl"]) == found for word, found in words.items())
