"""Words about a file and its edit are kept, also where two windows are at them."""

import pytest
from sqlmodel import Session

from instaclone.errors import Conflict, Invalid
from instaclone.retouching.recipes import Recipe, from_text
from instaclone.studio import file_editing
from tests import make
from tests.studio import scenes


def test_what_is_on_a_file_is_kept_as_it_is_typed_up_to_its_length(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg")
    (file,) = scenes.files(session, code)
    file_editing.describe(session, ana, file.code, "A dog ")
    assert scenes.files(session, code)[0].alt_text == "A dog "
    with pytest.raises(Invalid, match=r"The alt text of a\.jpg may have .* 1 more"):
        file_editing.describe(session, ana, file.code, "x" * 1501)
    assert scenes.files(session, code)[0].alt_text == "A dog "


def test_words_of_another_window_about_a_file_are_not_overwritten_unseen(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg")
    (file,) = scenes.files(session, code)
    file_editing.describe(session, ana, file.code, "A dog", was="")
    with pytest.raises(Conflict):
        file_editing.describe(session, ana, file.code, "A cat", was="")
    assert scenes.files(session, code)[0].alt_text == "A dog"
    file_editing.describe(session, ana, file.code, "A dog", was="")  # the same is no quarrel
    file_editing.describe(session, ana, file.code, "A cat", was="A dog")
    assert scenes.files(session, code)[0].alt_text == "A cat"


def test_an_edit_stands_beside_the_one_of_another_window_and_that_is_told(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "a.jpg")
    (file,) = scenes.files(session, code)

    def retouch(recipe: Recipe, was: Recipe) -> bool:
        return file_editing.retouch(session, ana, file.code, recipe, was)

    assert retouch(Recipe(brightness=7), Recipe())
    assert not retouch(Recipe(look="amber"), Recipe())
    assert from_text(scenes.files(session, code)[0].recipe) == Recipe(brightness=7, look="amber")
    # The first window, which does not show the look, goes on.
    assert not retouch(Recipe(brightness=9), Recipe(brightness=7))
    assert from_text(scenes.files(session, code)[0].recipe) == Recipe(brightness=9, look="amber")
