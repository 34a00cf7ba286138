"""What two windows write in one draft is put together, and nothing is lost in silence."""

from instaclone.studio.drafting import DraftChoices, DraftWords
from instaclone.studio.merging import LostWords, merged

BASE = DraftWords("hello", "dogs", DraftChoices(place="Rome"))


def test_changes_of_different_fields_stand_together():
    mine = DraftWords("hello there", "dogs", DraftChoices(place="Rome"))
    theirs = DraftWords("hello", "dogs, cats", DraftChoices(place="Oslo", shows_camera=True))
    both = DraftWords("hello there", "dogs, cats", DraftChoices(place="Oslo", shows_camera=True))
    assert merged(BASE, mine, theirs) == (both, [])


def test_of_one_field_changed_twice_the_newer_stands_and_the_other_is_offered():
    mine = DraftWords("mine", "dogs", DraftChoices(place="Bergen"))
    theirs = DraftWords("theirs", "dogs", DraftChoices(place="Oslo"))
    words, lost = merged(BASE, mine, theirs)
    assert words == theirs
    assert lost == [
        LostWords("place", "Place", "Bergen"),
        LostWords("caption", "Caption", "mine"),
    ]


def test_the_same_change_in_both_is_no_quarrel():
    same = DraftWords("same", "dogs", DraftChoices(place="Oslo"))
    assert merged(BASE, same, same) == (same, [])


def test_words_that_were_only_emptied_here_are_not_offered():
    mine = DraftWords("", "dogs", DraftChoices(place="Rome"))
    theirs = DraftWords("theirs", "dogs", DraftChoices(place="Rome"))
    assert merged(BASE, mine, theirs) == (theirs, [])
