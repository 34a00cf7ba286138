"""What the editor is given of a file or a posted photo."""

import pytest
from sqlmodel import Session, select

from instaclone.accounts.viewer import Viewer
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.media.models import RECEIVED, Media
from instaclone.posts.models import PostMedia
from instaclone.retouching.recipes import UNTOUCHED, Area, Cover, Recipe, to_text
from instaclone.studio import drafting, file_editing
from instaclone.studio.editable import file_to_edit, found_boxes, photo_to_edit, with_margin
from instaclone.studio.editing_state import recipe_in
from instaclone.vision.models import WAITING, LabelRejection
from tests import make


def draft_file(session: Session, owner: Viewer, media: Media | None) -> str:
    """A file of a new draft of the owner's."""
    draft = drafting.begin(session, owner)
    code = drafting.add_file(session, owner, draft, "lake.jpg", 1000)
    if media is not None:
        drafting.arrived(session, owner, code, media.id or 0)
    return code


def test_a_file_opens_with_its_edit_and_what_was_found_in_it(session: Session):
    ana = make.user(session)
    media = make.media(session, ana)
    make.scan(session, media, {"person": 2, "dog": 1})
    code = draft_file(session, ana, media)
    file_editing.retouch(session, ana, code, Recipe(warmth=20))
    card = file_to_edit(session, ana, code)
    assert (card.code, card.name, card.is_posted, card.covered) == (code, "lake.jpg", False, 0)
    assert card.recipe == Recipe(warmth=20)
    assert [each.name for each in card.boxes] == ["person 1", "person 2", "dog"]
    assert card.boxes[0].box == Area(0.1, 0.1, 0.2, 0.2)


def test_a_picture_that_the_scanner_leaves_alone_says_so(session: Session):
    ana = make.user(session)
    code = draft_file(session, ana, make.media(session, ana))
    card = file_to_edit(session, ana, code)
    assert not card.is_refused
    words = drafting.DraftWords(choices=drafting.DraftChoices(refuses_scans=True))
    drafting.save_words(session, ana, card.home, words, 0)
    assert file_to_edit(session, ana, code).is_refused
    post = make.post(session, ana)
    photo = _photo_of(session, post.id or 0)
    photo.master_key = "m/original.jpg"
    assert not photo_to_edit(session, ana, photo.code).is_refused
    post.refuses_scans = True
    session.flush()
    assert photo_to_edit(session, ana, photo.code).is_refused


def test_a_file_that_is_not_there_yet_says_so(session: Session):
    ana = make.user(session)
    for media in (None, make.media(session, ana, RECEIVED)):
        with pytest.raises(Conflict, match="still being read"):
            file_to_edit(session, ana, draft_file(session, ana, media))


def test_another_person_opens_neither_file_nor_photo(session: Session):
    ana, ben = make.user(session), make.user(session)
    code = draft_file(session, ana, make.media(session, ana))
    post = make.post(session, ana)
    photo = _photo_of(session, post.id or 0)
    with pytest.raises(NotFound):
        file_to_edit(session, ben, code)
    with pytest.raises(NotFound):
        photo_to_edit(session, ben, photo.code)


def test_what_a_posted_photo_has_covered_is_covered_for_good(session: Session):
    ana = make.user(session)
    post = make.post(session, ana, pictures=2)
    photo = _photo_of(session, post.id or 0)
    photo.master_key = "m/original.jpg"
    photo.recipe = to_text(Recipe(covers=(Cover(Area(0.1, 0.1, 0.2, 0.2)),)))
    session.add(photo)
    session.flush()
    card = photo_to_edit(session, ana, photo.code)
    assert (card.name, card.is_posted, card.covered) == ("photo 1", True, 1)
    assert card.recipe.covers == (Cover(Area(0.1, 0.1, 0.2, 0.2)),)


def test_a_photo_whose_original_is_gone_says_so(session: Session):
    ana = make.user(session)
    photo = _photo_of(session, make.post(session, ana).id or 0)
    with pytest.raises(Conflict, match="this photo can only be described now"):
        photo_to_edit(session, ana, photo.code)


def test_what_the_author_says_is_wrong_is_not_offered(session: Session):
    ana = make.user(session)
    media = make.media(session, ana)
    make.scan(session, media, {"person": 1, "dog": 1})
    session.add(LabelRejection(media_id=media.id or 0, label="dog", rejected_by=ana.id))
    session.flush()
    assert [each.name for each in found_boxes(session, media, 1080, 810)] == ["person"]


def test_boxes_of_an_edited_picture_are_shown_where_they_are_in_the_upload(session: Session):
    ana = make.user(session)
    # Turned left and then cropped to its upper half: what was at the right is at the top.
    recipe = Recipe(turns=3, crop=Area(0, 0, 1, 0.5))
    media = make.media(session, ana, recipe=to_text(recipe))
    make.scan(session, media, {"dog": 1})  # at 0.1, 0.1, 0.2 by 0.2
    (found,) = found_boxes(session, media, 1080, 810)
    edges = (found.box.left, found.box.top, found.box.width, found.box.height)
    assert edges == pytest.approx((0.85, 0.1, 0.1, 0.2))


def test_nothing_is_offered_while_an_edited_picture_is_scanned_anew(session: Session):
    media = make.media(session)
    make.scan(session, media, {"dog": 1}).state = WAITING
    session.flush()
    assert found_boxes(session, media, 1080, 810) == []


def test_a_box_is_covered_with_a_margin_inside_the_picture():
    assert with_margin(Area(0.5, 0.5, 0.25, 0.1)) == Area(0.48, 0.492, 0.29, 0.116)
    assert with_margin(Area(0.0, 0.9, 1.0, 0.1)) == Area(0.0, 0.892, 1.0, 0.108)


def test_a_recipe_comes_from_the_browser_as_plain_numbers():
    said = {"turns": 7, "crop": {"left": 0.25, "top": 0, "width": 0.5, "height": 2}, "warmth": 20.4}
    assert recipe_in(said) == Recipe(turns=3, crop=Area(0.25, 0, 0.5, 1), warmth=20)
    assert recipe_in({}) == UNTOUCHED


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "x",
        3,
        {"turns": "1"},
        {"crop": {"left": 0}, "warmth": None},
        {"look": "no such look"},
        {"unknown": 1},
        {"covers": [{"area": {}, "way": "glitter"}]},
        {"warmth": float("nan")},
    ],
)
def test_anything_else_is_refused(said):
    with pytest.raises(Invalid):
        recipe_in(said)


def _photo_of(session: Session, post_id: int) -> Media:
    media_id = session.exec(
        select(PostMedia.media_id).where(PostMedia.post_id == post_id, PostMedia.position == 0)
    ).one()
    return session.get_one(Media, media_id)
