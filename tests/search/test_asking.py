"""What is said about a search that is typed to its end."""

from instaclone.search.addresses import LONGEST, cleaned
from instaclone.search.asking import ask, notes_on, offered
from instaclone.search.terms import Thing, Words

ENGLISH = ("en",)


def test_what_is_missing_at_the_end_is_said_once_it_is_searched():
    assert ask("from:", ENGLISH).notes == ()
    (note,) = notes_on("from:", ENGLISH, True)
    assert note.sentence.startswith("“from:” is followed by a username or me")
    assert note.better == ""


def test_a_slip_is_offered_put_right_in_its_place_where_little_is_found():
    (note,) = notes_on("cat dgo", ENGLISH, True)
    assert (note.sentence, note.better) == ("“dgo”: did you mean dog?", "cat dog")
    assert notes_on("cat dgo", ENGLISH, False) == []


def test_what_looks_like_a_condition_and_is_none_is_said():
    (note,) = notes_on("camera:leica", ENGLISH, True)
    assert note.sentence.startswith("“camera:” is nothing that can be asked for")
    assert notes_on("12:30", ENGLISH, True) == []


def test_what_is_too_long_is_said_to_be_cut():
    for text in ("dog " * LONGEST, "x" * 2000):
        first = notes_on(cleaned(text), ENGLISH, False)[0]
        assert first.sentence.startswith("Only the first 300 characters")
        assert first.better == ""
    assert notes_on(cleaned("dog " * 20), ENGLISH, False) == []


def test_a_phrase_is_offered_in_words_and_its_own_words_are_no_slips():
    (note,) = notes_on("two dogs and no person near Lisbon", ENGLISH, True)
    assert note.better == "dog>=2 -person near:Lisbon..20km"
    said = "posts with two or more dogs and no person, near Lisbon (20 km)"
    assert note.sentence == f"Did you mean {said}?"
    _, slip = notes_on("two dgos near Lisbon", ENGLISH, True)
    assert (slip.sentence, slip.better) == ("“dgos”: did you mean dogs?", "two dogs near Lisbon")
    assert offered("dog -cat", ENGLISH) is None


def test_a_word_for_two_things_means_the_one_that_is_shown_by_it():
    assert ask("bank ", ("nl",)).term == Thing("couch", Words(("bank",)))  # as Dutch has it
    assert ask("Bank ", ("de",)).term == Thing("bench", Words(("bank",)))
