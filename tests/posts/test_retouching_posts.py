"""A photo that is posted can be edited by its author while its original is kept, by nobody else."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from instaclone import clock
from instaclone.errors import Conflict, Invalid, NotFound
from instaclone.media.models import RECEIVED, VIDEO, Media
from instaclone.posts import deleting
from instaclone.posts.models import Post, PostMedia
from instaclone.posts.retouching_posts import retouch_photo, shown_recipe
from instaclone.retouching.recipes import COVERS, Area, Cover, Recipe, to_text
from tests import make

WARM = Recipe(warmth=30)
FACE, SIGN = Cover(Area(0.1, 0.1, 0.2, 0.2)), Cover(Area(0.6, 0.6, 0.1, 0.1), "pixelate")


def posted(session: Session, author=None, **values) -> tuple[Post, Media]:
    """A post with a photo whose original is kept."""
    post = make.post(session, author)
    photo = session.exec(
        select(Media)
        .join(PostMedia, col(PostMedia.media_id) == Media.id)
        .where(PostMedia.post_id == post.id)
    ).one()
    photo.master_key = "m/original.jpg"
    for name, value in values.items():
        setattr(photo, name, value)
    session.add(photo)
    session.flush()
    return post, photo


def test_the_post_stays_up_while_its_photo_is_made_anew(session: Session):
    ana = make.user(session)
    post, photo = posted(session, ana)
    before = post.sort_key
    assert retouch_photo(session, ana, photo.code, WARM)
    assert photo.bake_asked_at is not None
    assert shown_recipe(photo) == WARM
    assert photo.recipe == ""
    assert (post.sort_key, post.published_at is None) == (before, False)
    assert post.edited_at is not None


def test_the_same_edit_again_asks_for_nothing(session: Session):
    ana = make.user(session)
    post, photo = posted(session, ana, recipe=to_text(WARM))
    assert not retouch_photo(session, ana, photo.code, WARM)
    assert photo.bake_asked_at is None
    assert post.edited_at is None


def test_what_was_covered_stays_covered(session: Session):
    ana = make.user(session)
    _, photo = posted(session, ana, recipe=to_text(Recipe(covers=(FACE,))))
    assert retouch_photo(session, ana, photo.code, Recipe(covers=(SIGN,), warmth=5))
    assert shown_recipe(photo).covers == (FACE, SIGN)
    assert retouch_photo(session, ana, photo.code, Recipe())
    assert shown_recipe(photo).covers == (FACE, SIGN)


def test_there_is_an_end_to_covering(session: Session):
    ana = make.user(session)
    _, photo = posted(session, ana, recipe=to_text(Recipe(covers=(FACE,))))
    many = tuple(Cover(Area(0.01 * number, 0.5, 0.1, 0.1)) for number in range(COVERS))
    with pytest.raises(Invalid):
        retouch_photo(session, ana, photo.code, Recipe(covers=many))
    assert photo.bake_asked_at is None


@pytest.mark.parametrize(
    "values",
    [
        {"master_key": None},
        {"master_expires_at": clock.now() - timedelta(minutes=1)},
    ],
)
def test_without_its_original_a_photo_can_only_be_described(session: Session, values: dict):
    ana = make.user(session)
    _, photo = posted(session, ana, **values)
    with pytest.raises(Conflict, match="Its original is kept for 30 days after posting"):
        retouch_photo(session, ana, photo.code, WARM)
    assert photo.bake_asked_at is None


@pytest.mark.parametrize("values", [{"kind": VIDEO}, {"state": RECEIVED}])
def test_a_video_and_a_photo_on_its_way_are_not_edited_here(session: Session, values: dict):
    ana = make.user(session)
    _, photo = posted(session, ana, **values)
    with pytest.raises(NotFound):
        retouch_photo(session, ana, photo.code, WARM)


def test_nobody_edits_the_photo_of_another(session: Session):
    _, photo = posted(session)
    with pytest.raises(NotFound):
        retouch_photo(session, make.user(session), photo.code, WARM)
    assert photo.bake_asked_at is None


def test_a_photo_in_the_bin_or_in_no_post_is_not_edited(session: Session):
    ana = make.user(session)
    post, photo = posted(session, ana)
    deleting.delete(session, ana, post.code)
    loose = make.media(session, ana, master_key="m/loose.jpg")
    for each in (photo, loose):
        with pytest.raises(NotFound):
            retouch_photo(session, ana, each.code, WARM)
