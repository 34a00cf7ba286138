"""What two windows write in one draft is put together, and nothing is lost in silence."""

from instaclone.retouching.recipes import Area, Cover, Recipe
from instaclone.studio.drafting import DraftChoices, DraftWords
from instaclone.studio.merging import LostWords, merged, merged_edit

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


def test_two_edits_of_one_picture_stand_together():
    was = Recipe(brightness=5, warmth=10)
    mine = Recipe(brightness=20, warmth=10, turns=1)
    theirs = Recipe(brightness=5, warmth=0, look="amber", strength=40)
    both = Recipe(brightness=20, turns=1, look="amber", strength=40)
    assert merged_edit(was, mine, theirs) == both


def test_what_means_something_only_together_is_taken_from_one_of_them():
    mine, theirs = Recipe(turns=1, crop=Area(width=0.5)), Recipe(is_flipped=True, straighten=3)
    assert merged_edit(Recipe(), mine, theirs) == mine
    assert merged_edit(mine, mine, theirs) == theirs


def test_an_area_that_one_of_two_windows_covers_is_covered():
    left, right, top = (Cover(Area(left=each, width=0.1)) for each in (0.1, 0.5, 0.8))
    both = merged_edit(Recipe(), Recipe(covers=(left, top)), Recipe(covers=(right, top)))
    assert set(both.covers) == {left, right, top}
    uncovered = merged_edit(Recipe(covers=(left, top)), Recipe(covers=(left,)), both)
    assert set(uncovered.covers) == {left, right}
