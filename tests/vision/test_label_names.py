"""What the scanner's labels are called in other languages, and which a word stands for."""

import pytest

from instaclone.folding import fold
from instaclone.vision import label_names, labels
from instaclone.vision.label_names import (
    forms_of,
    label_meant,
    labels_beginning,
    labels_called,
    words_for_labels,
)

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


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_who_chooses_a_name_that_is_shown_means_its_label(language: str):
    shown = label_names.label_names([language])
    assert {label_meant(name.upper(), [language]) for name in shown.values()} == set(shown)
    assert all(label_meant(name, [language]) == label for label, name in shown.items())


@pytest.mark.parametrize(
    ("words", "languages", "meant"),
    [
        (" Puppies ", [], "dog"),
        ("Hund", ["de"], "dog"),
        ("Hund", ["fr"], None),
        ("dog", ["de"], "dog"),
        ("bank", ["nl"], "couch"),  # which is shown so, and a bench is called so as well
        ("unicorn", [], None),
        ("", ["de"], None),
    ],
)
def test_words_mean_one_label_or_none(words: str, languages: list[str], meant: str | None):
    assert label_meant(words, languages) == meant


@pytest.mark.parametrize(
    ("words", "languages", "first"),
    [
        ("do", [], ["dog", "donut"]),
        ("pup", [], ["dog"]),
        ("ball", [], ["sports ball"]),
        ("sch", ["de"], ["sheep"]),
        ("Hu", ["de"], ["dog"]),
        ("be", [], ["bench", "bear", "bed"]),
        ("", [], []),
        ("zzz", ["de"], []),
    ],
)
def test_labels_are_offered_by_the_beginning_of_what_they_are_called(
    words: str, languages: list[str], first: list[str]
):
    assert labels_beginning(words, languages, 8)[: max(len(first), 1)] == first


@pytest.mark.parametrize(
    ("label", "word", "forms"),
    [
        ("dog", "Dogs", ("dogs", "dog")),
        ("dog", "puppy", ("puppy", "puppies")),
        ("dog", "Hund", ("hund", "hunde")),
        ("person", "people", ("people", "person")),
        ("bus", "bus", ("bus", "buses", "busse", "bussen")),
        ("traffic light", "traffic lights", ("traffic lights", "traffic light")),
        ("car", "automobile", ("automobile", "automobiles", "automobili")),
        ("mouse", "computer mice", ("computer mice", "computer mouse")),
        ("sports ball", "footballs", ("footballs", "football")),
        ("laptop", "ordenador portátil", ("ordenador portatil", "ordenadores portatiles")),
        ("cow", "cattle", ("cattle",)),
        ("cat", "dog", ("dog",)),
        ("tool", "hammer", ("hammer",)),
    ],
)
def test_a_word_has_its_other_numbers_and_no_other_words(
    label: str, word: str, forms: tuple[str, ...]
):
    assert forms_of(label, word) == forms


def test_no_word_has_many_forms():
    words = words_for_labels(["en", *LANGUAGES])
    assert max(len(forms_of(label, word)) for word, of in words.items() for label in of) == 4


def test_of_labels_that_begin_alike_the_one_of_more_posts_is_offered_first():
    counts = {"bed": 7, "bear": 2, "teddy bear": 100}
    assert labels_beginning("be", [], 3, counts) == ["bed", "bear", "bench"]
    assert labels_beginning("bea", [], 3, counts) == ["bear", "teddy bear"]


def test_no_more_labels_are_offered_than_there_is_room_for():
    assert len(labels_beginning("b", ["de"], 5)) == 5
