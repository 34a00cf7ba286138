"""A photo becomes as its author's recipe says, and whatever happens, never less covered."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from sqlmodel import Session, select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import Unavailable
from instaclone.media import baking, decoding, jobs, mastering, processing, swapping, sweeping
from instaclone.media.models import FAILED, READY, SERVED, SOURCE, Media, Variant
from instaclone.posts.models import Post
from instaclone.posts.publishing import publish
from instaclone.retouching import recipes
from instaclone.retouching.recipes import Area, Cover, Recipe
from instaclone.storage.choosing import storage
from instaclone.vision import loading
from instaclone.vision.models import DONE, Detection, LabelCount, Scan
from tests import make
from tests.media import pictures
from tests.media.conftest import change, row, variants
from tests.vision.conftest import Sees

Send = Callable[..., int]
Asked = list[tuple[str, int]]
HALF = recipes.to_text(Recipe(crop=Area(0.5, 0, 0.5, 1)))
GREY = recipes.to_text(Recipe(saturation=-100))
COVERED = recipes.to_text(Recipe(covers=(Cover(Area(0, 0, 0.4, 0.4), recipes.COVER),)))


@pytest.fixture
def photo(send: Send) -> int:
    """A finished photo of 2400 by 1600 px with differently coloured corners."""
    media_id = send(pictures.saved(pictures.corners(2400, 1600)))
    assert processing.process(media_id)
    assert mastering.finish(media_id)
    return media_id


@pytest.fixture(autouse=True)
def sees() -> Iterator[None]:
    """A detector that sees a dog wherever it looks."""
    with loading.use(Sees("dog")):
        yield


def wish(media_id: int, recipe: str) -> None:
    """Ask for a recipe, as its author does."""

    def do(session: Session) -> None:
        baking.ask(session, session.get_one(Media, media_id), recipe)

    transact(do)


def bake(media_id: int, *, may_stay: bool = False) -> bool:
    """Have the worker make what was asked for."""
    return baking.bake(media_id, lambda *_: may_stay, lambda *_: None)


def of_role(media_id: int, role: str) -> list[Variant]:
    """The renditions of one role, narrowest first."""
    return [each for each in variants(media_id) if each.role == role]


def served(media_id: int) -> list[Image.Image]:
    """The served renditions, decoded, narrowest first."""
    return [Image.open(BytesIO(storage().read(each.key))) for each in of_role(media_id, SERVED)]


def test_a_crop_is_what_is_served_and_the_source_is_kept(photo: int) -> None:
    before = {each.key for each in variants(photo)}
    wish(photo, HALF)
    assert bake(photo)
    made = row(photo)
    assert (made.recipe, made.bake_asked_at, made.revision) == (HALF, None, 1)
    assert (made.width, made.height) == (1200, 1600)
    sizes = [(320, 427), (640, 853), (1080, 1440), (1200, 1600)]
    assert [each.size for each in served(photo)] == sizes
    assert all(
        pictures.color_names(each) == ["green", "green", "blue", "blue"] for each in served(photo)
    )
    assert {each.key for each in of_role(photo, SOURCE)} == before
    assert made.placeholder.startswith("data:image/webp")
    assert (made.worker_id, made.attempts, made.strays_since) == (None, 0, None)


def test_colours_are_computed_for_every_rendition(photo: int) -> None:
    wish(photo, GREY)
    assert bake(photo)
    for each in served(photo):
        pixels = np.asarray(each.convert("RGB")).astype(int)
        assert np.abs(pixels[..., 0] - pixels[..., 1]).max() <= 3


def test_an_edit_that_is_taken_back_shows_the_source_again(photo: int) -> None:
    before, was = variants(photo), row(photo)
    wish(photo, HALF)
    assert bake(photo)
    wish(photo, "")
    assert bake(photo)
    assert variants(photo) == before
    made = row(photo)
    assert (made.width, made.height, made.recipe, made.revision) == (2400, 1600, "", 2)
    assert made.blurhash == was.blurhash
    assert sorted(storage().keys(f"v/{made.code}/")) == sorted(each.key for each in before)


def test_a_second_edit_begins_at_the_source(photo: int) -> None:
    source = {each.key for each in variants(photo)}
    wish(photo, HALF)
    assert bake(photo)
    wish(photo, GREY)
    assert bake(photo)
    assert (row(photo).width, row(photo).revision) == (2400, 2)
    assert {each.key for each in of_role(photo, SOURCE)} == source
    stored = set(storage().keys(f"v/{row(photo).code}/"))
    assert stored == source | {each.key for each in of_role(photo, SERVED)}


def test_a_recipe_that_changed_meanwhile_is_made_instead(
    photo: int, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish(photo, HALF)
    whole = decoding.bake

    def while_it_changes(*arguments, **more):
        wish(photo, GREY)
        return whole(*arguments, **more)

    with monkeypatch.context() as changing:
        changing.setattr(decoding, "bake", while_it_changes)
        asked.clear()
        assert not bake(photo)
    assert (row(photo).recipe, row(photo).worker_id) == ("", None)
    assert ("media.bake", photo) in asked
    assert bake(photo)
    assert row(photo).recipe == GREY


def test_a_photo_that_is_not_finished_is_left_alone(send: Send) -> None:
    media_id = send()
    assert processing.process(media_id)
    wish(media_id, HALF)
    assert not bake(media_id)
    assert mastering.finish(media_id)
    assert bake(media_id)
    assert row(media_id).recipe == HALF


def test_a_photo_that_may_not_stay_as_it_was_has_failed_when_it_cannot_be_edited(
    photo: int,
) -> None:
    wish(photo, COVERED)
    change(photo, master_key=None)
    assert not bake(photo)
    made = row(photo)
    assert (made.state, made.bake_asked_at, made.worker_id) == (FAILED, None, None)
    assert made.failure == (
        "beach.jpg could not be edited: its original is gone."
        " Edit it another way, or choose it again."
    )


def test_a_shown_photo_that_cannot_be_edited_stays_as_it_was(
    photo: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = variants(photo)
    wish(photo, COVERED)
    monkeypatch.setattr(decoding, "CALLS", "tests.media.children")
    for _ in range(3):
        assert row(photo).bake_asked_at
        assert not bake(photo, may_stay=True)
    made = row(photo)
    assert (made.state, made.bake_asked_at, made.recipe) == (READY, None, "")
    assert "could not be edited" in made.bake_failure
    assert variants(photo) == before


def test_a_photo_of_a_draft_that_cannot_be_edited_stays_as_it_was_until_it_is_posted(
    photo: int, ana: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish(photo, COVERED)
    monkeypatch.setattr(decoding, "CALLS", "tests.media.children")
    for _ in range(3):
        jobs.bake(photo)
    made = row(photo)
    assert (made.state, made.recipe, made.master_key is not None) == (READY, "", True)
    assert "could not be edited" in made.bake_failure
    assert baking.has_failed(made, COVERED)
    assert not baking.has_failed(made, HALF)
    code = transact(lambda session: publish(session, ana, [photo], recipes=[COVERED]).code)
    assert not baking.has_failed(row(photo), COVERED)
    for _ in range(3):
        jobs.bake(photo)
    assert row(photo).state == FAILED
    assert _post(code).sort_key is None


def test_a_storage_that_is_down_costs_no_attempt(
    photo: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> list[object]:
        raise Unavailable("The storage cannot be reached.")

    wish(photo, HALF)
    with monkeypatch.context() as down:
        down.setattr(baking, "store", away)
        for _ in range(5):
            assert not bake(photo)
    assert (row(photo).attempts, row(photo).worker_id) == (0, None)
    assert bake(photo)


def test_a_crash_before_the_old_bytes_are_gone_is_made_good(
    photo: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish(photo, HALF)
    assert bake(photo)
    old = {each.key for each in of_role(photo, SERVED)}

    def dies(_held: object) -> None:
        raise KeyboardInterrupt

    wish(photo, GREY)
    with monkeypatch.context() as killed:
        killed.setattr(swapping, "release", dies)
        with pytest.raises(KeyboardInterrupt):
            bake(photo)
    assert row(photo).recipe == GREY
    assert old <= set(storage().keys("v/"))
    assert sweeping.give_back() == 1
    change(photo, strays_since=clock.now() - timedelta(minutes=1))
    assert swapping.drop_strays() == 1
    assert not old & set(storage().keys("v/"))
    assert row(photo).strays_since is None
    assert swapping.drop_strays() == 0
    assert [each.width for each in served(photo)] == [320, 640, 1080, 2048]


def test_a_worker_that_dies_gives_the_photo_back(photo: int, asked: Asked) -> None:
    wish(photo, HALF)
    change(photo, worker_id=-1 & 0xFFFF, attempts=1, bake_asked_at=clock.now() - timedelta(hours=1))
    assert not bake(photo)
    assert sweeping.give_back() == 1
    asked.clear()
    sweeping.ask_again()
    assert ("media.bake", photo) in asked
    assert bake(photo)


def test_the_third_worker_that_dies_was_the_last(photo: int) -> None:
    wish(photo, HALF)
    change(photo, attempts=3)
    assert not bake(photo, may_stay=True)
    assert "the worker stopped each time" in row(photo).bake_failure


def test_what_its_owner_edits_with_goes_with_the_master(photo: int) -> None:
    wish(photo, HALF)
    assert bake(photo)
    change(photo, master_expires_at=clock.now() - timedelta(days=1))
    assert sweeping.drop_expired_masters() == 1
    made = row(photo)
    assert of_role(photo, SOURCE) == []
    assert set(storage().keys()) == {each.key for each in of_role(photo, SERVED)}
    assert (made.master_key, made.recipe) == (None, HALF)


def test_a_post_waits_for_its_edited_photo_and_is_scanned_as_it_may_stay(
    photo: int, ana: Viewer
) -> None:
    transact(_scanned, photo)
    code = transact(lambda session: publish(session, ana, [photo], recipes=[HALF]).code)
    assert _post(code).sort_key is None
    jobs.bake(photo)
    assert _post(code).sort_key is not None
    assert read(lambda session: session.get_one(Scan, photo).state) == DONE
    found = read(lambda session: session.exec(select(Detection)).all())
    assert [each.label for each in found] == ["dog"]
    counts = read(lambda session: session.exec(select(LabelCount)).all())
    assert [(each.label, each.count) for each in counts] == [("dog", 1)]


def test_a_photo_is_edited_as_soon_as_it_is_finished(send: Send, ana: Viewer) -> None:
    media_id = send()
    code = transact(lambda session: publish(session, ana, [media_id], recipes=[HALF]).code)
    assert processing.process(media_id, jobs.scan_and_show)
    assert _post(code).sort_key is None
    jobs.finish(media_id)
    assert row(media_id).recipe == HALF
    assert _post(code).sort_key is not None


def _scanned(session: Session, media_id: int) -> None:
    make.scan(session, session.get_one(Media, media_id), {"cat": 2})
    assert session.get_one(Scan, media_id).state == DONE


def _post(code: str) -> Post:
    return read(lambda session: session.exec(make.select_post(code)).one())
