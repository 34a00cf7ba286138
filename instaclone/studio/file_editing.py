"""What is on a file of a draft and how it shall look, kept while two windows may be at it."""

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict
from instaclone.media import limits
from instaclone.posts.choices import ALT_LENGTH, check_alt
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Recipe
from instaclone.studio.drafting import own_file, touch
from instaclone.studio.merging import merged_edit

OTHER_WORDS = "Something else was written about this file in another window."


def describe(
    session: Session, owner: Viewer, file_code: str, alt_text: str, was: str | None = None
) -> None:
    """Keep what is on a file, as it is typed; raises Invalid when it is too long, NotFound.

    `was` are the words it was written over; raises Conflict where others stand there by now.
    """
    draft, file = own_file(session, owner, file_code, hold=True)
    check_alt(alt_text, limits.shown(file.file_name))
    if was is not None and file.alt_text not in (was, alt_text):
        raise Conflict(OTHER_WORDS, "alt_text")
    file.alt_text = alt_text[:ALT_LENGTH]
    session.add(file)
    touch(session, draft)


def retouch(
    session: Session, owner: Viewer, file_code: str, recipe: Recipe, was: Recipe | None = None
) -> bool:
    """Keep the edit of a file; False where another window has edited it too.

    `was` is the edit it was made from: then what was changed elsewhere since stays beside what was
    changed here. Without it the new edit takes the place of the old. Raises Invalid, NotFound.
    """
    draft, file = own_file(session, owner, file_code, hold=True)
    kept = recipes.to_text(recipe)
    is_alone = was is None or file.recipe in (recipes.to_text(was), kept)
    if was is not None and not is_alone:
        theirs = recipes.from_text(file.recipe)
        kept = recipes.to_text(merged_edit(was, recipes.checked(recipe), theirs))
    if kept != file.recipe:
        file.recipe = kept
        session.add(file)
        touch(session, draft)
    return is_alone
