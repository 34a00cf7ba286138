"""What the list of a draft's files shows of them."""

from sqlmodel import Session

from instaclone.accounts.viewer import Viewer
from instaclone.retouching.css import preview_style
from instaclone.retouching.recipes import Area, Recipe
from instaclone.studio import drafting, file_editing, queries
from instaclone.studio.cards import FileCard
from tests import make
from tests.studio import scenes


def test_a_file_is_shown_as_its_edit_will_make_it(session: Session):
    ana = make.user(session)
    code = scenes.draft(session, ana, "lake.jpg", "sea.jpg")
    recipe = Recipe(turns=1, crop=Area(0.1, 0.1, 0.5, 0.5), look="honey", strength=60)
    file_editing.retouch(session, ana, scenes.files(session, code)[0].code, recipe)
    lake, sea = shown(session, ana, code)
    assert lake.picture
    assert sea.style
    assert lake.style == preview_style(recipe, lake.picture.width, lake.picture.height)
    assert sea.style.functions == sea.style.kernel == sea.style.red == ""


def test_a_file_that_has_not_arrived_has_no_shape_yet(session: Session):
    ana = make.user(session)
    code = drafting.begin(session, ana)
    drafting.add_file(session, ana, code, "sea.jpg", 100)
    assert [card.style for card in shown(session, ana, code)] == [None]


def shown(session: Session, owner: Viewer, code: str) -> list[FileCard]:
    """The files of a draft as its page gets them."""
    card, _ = queries.draft_card(session, owner, code)
    return card.files
