"""What is covered in a posted photo is gone from everything that is kept of it."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from sqlmodel import Session

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.db.tables import metadata
from instaclone.errors import Unavailable
from instaclone.media import baking, burning, decoding, jobs, mastering, processing, swapping
from instaclone.media.models import SERVED, SOURCE, Media
from instaclone.posts.publishing import SHOWN_PICTURES, publish
from instaclone.retouching import recipes
from instaclone.retouching.recipes import WAYS, Area, Cover, Recipe
from instaclone.storage.choosing import storage
from instaclone.vision import loading
from tests.media import pictures
from tests.media.conftest import change, row, variants
from tests.vision.conftest import Sees

Send = Callable[..., int]
AREA = Area(0.12345, 0.2, 0.5, 0.4)


@pytest.fixture(autouse=True)
def sees() -> Iterator[None]:
    """A detector that sees a dog wherever it looks."""
    with loading.use(Sees("dog")):
        yield


def recipe(way: str = recipes.BLUR, **more) -> str:
    """The text of a recipe that covers AREA."""
    return recipes.to_text(Recipe(covers=(Cover(AREA, way),), **more))


def finished(send: Send, content: bytes | None = None) -> int:
    """A finished photo with fine detail everywhere."""
    media_id = send(content or pictures.saved(noisy(1400, 1000), quality=95))
    assert processing.process(media_id)
    assert mastering.finish(media_id)
    return media_id


def noisy(width: int, height: int) -> Image.Image:
    """Detail that can be told apart at every size."""
    rng = np.random.default_rng(3)
    return Image.fromarray(rng.integers(0, 255, (height // 5, width // 5, 3), np.uint8)).resize(
        (width, height), Image.Resampling.NEAREST
    )


def share(ana: Viewer, media_id: int, text: str) -> None:
    """Post the photo edited like this, and have the worker do all that follows."""
    transact(lambda session: publish(session, ana, [media_id], recipes=[text]).code)
    jobs.bake(media_id)


def stored(media_id: int) -> dict[str, Image.Image]:
    """Everything that the storage holds of a picture, decoded."""
    code = row(media_id).code
    everything = storage().keys()
    keys = [key for key in everything if code in key]
    return {key: Image.open(BytesIO(storage().read(key))).convert("RGB") for key in keys}


def likeness(one: Image.Image, other: Image.Image, area: Area = AREA) -> float:
    """How much the fine detail of an area is like that of the same area of another picture.

    Its outermost pixels mix with what lies outside, in a smaller picture.
    """
    one = one.resize(other.size, Image.Resampling.BOX)
    left, top = area.left * one.width + 2, area.top * one.height + 2
    right, bottom = left + area.width * one.width - 4, top + area.height * one.height - 4
    told = []
    for each in (one, other):
        seen = each.crop((round(left), round(top), round(right), round(bottom))).convert("L")
        wide = seen.resize((24, 24), Image.Resampling.BOX)
        wide = wide.resize(seen.size, Image.Resampling.BICUBIC)
        told.append((np.asarray(seen, float) - np.asarray(wide, float)).ravel())
    if min(each.std() for each in told) < 0.5:
        return 0.0
    return float(np.corrcoef(*told)[0, 1])


@pytest.mark.parametrize("way", WAYS)
def test_nothing_that_is_stored_shows_what_was_covered(send: Send, ana: Viewer, way: str) -> None:
    media_id, original = finished(send), noisy(1400, 1000)
    assert all(likeness(original, each) > 0.8 for each in stored(media_id).values())
    share(ana, media_id, recipe(way, brightness=20))
    kept = stored(media_id)
    assert len(kept) == 2 * 4 + 1  # served, source, master
    for key, each in kept.items():
        assert abs(likeness(original, each)) < 0.06, key
        assert likeness(original, each, Area(0.65, 0.65, 0.3, 0.3)) > 0.6, key
    made = row(media_id)
    assert (made.covered, made.burn_asked_at, made.strays_since) == (1, None, None)
    assert made.master_key == f"m/{made.code}/1.jpg"
    assert made.recipe == recipes.to_text(Recipe(brightness=20))


def test_no_table_remembers_where_it_was(send: Send, ana: Viewer) -> None:
    media_id = finished(send)
    share(ana, media_id, recipe(recipes.COVER, look=""))
    assert row(media_id).covered == 1

    def everything(session: Session) -> str:
        rows = [session.execute(table.select()).all() for table in metadata.sorted_tables]
        return json.dumps([[str(value) for value in each] for found in rows for each in found])

    assert str(AREA.left) not in read(everything)
    assert "covers" not in read(everything)


def test_a_photo_that_is_only_covered_needs_no_source(send: Send, ana: Viewer) -> None:
    media_id = finished(send)
    share(ana, media_id, recipe())
    made = row(media_id)
    assert (made.recipe, made.wanted_recipe) == ("", "")
    assert {each.role for each in variants(media_id)} == {SERVED}
    assert set(stored(media_id)) == {each.key for each in variants(media_id)} | {made.master_key}


def test_later_edits_begin_with_what_is_covered(send: Send, ana: Viewer) -> None:
    media_id, original = finished(send), noisy(1400, 1000)
    share(ana, media_id, recipe())
    second = Area(0.7, 0.7, 0.2, 0.2)
    wanted = recipes.to_text(Recipe(covers=(Cover(second, recipes.COVER),), contrast=10))
    transact(lambda session: baking.ask(session, session.get_one(Media, media_id), wanted))
    jobs.bake(media_id)
    made = row(media_id)
    assert (made.covered, made.recipe) == (2, recipes.to_text(Recipe(contrast=10)))
    for key, each in stored(media_id).items():
        for area in (AREA, second):
            assert abs(likeness(original, each, area)) < 0.06, key
    transact(lambda session: baking.ask(session, session.get_one(Media, media_id), ""))
    jobs.bake(media_id)
    for key, each in stored(media_id).items():
        assert abs(likeness(original, each)) < 0.06, key


def test_a_photo_in_no_post_is_not_burned(send: Send, ana: Viewer) -> None:
    media_id = finished(send)
    transact(lambda session: baking.ask(session, session.get_one(Media, media_id), recipe()))
    jobs.bake(media_id)
    assert row(media_id).burn_asked_at
    assert not burning.burn(media_id, SHOWN_PICTURES)
    assert jobs.burn_waiting() == 0
    assert {each.role for each in variants(media_id)} == {SERVED, SOURCE}


def test_a_sweep_burns_what_was_posted_later(send: Send, ana: Viewer) -> None:
    """The first of two photos is edited while its post still waits for the second."""
    first, second = finished(send), send(pictures.photo(400, 300))
    transact(lambda session: publish(session, ana, [first, second], recipes=[recipe()]).code)
    jobs.bake(first)
    assert row(first).covered == 0
    assert processing.process(second, jobs.scan_and_show)
    assert jobs.burn_waiting() == 1
    assert row(first).covered == 1
    assert jobs.burn_waiting() == 0


def test_a_crash_before_the_old_master_is_removed_is_made_good(
    send: Send, ana: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id, original = finished(send), noisy(1400, 1000)
    old = row(media_id).master_key
    transact(lambda session: publish(session, ana, [media_id], recipes=[recipe()]).code)
    assert baking.bake(media_id, lambda *_: True, jobs.scan_and_show_anew)

    def dies(_held: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(swapping, "release", dies)
        with pytest.raises(KeyboardInterrupt):
            burning.burn(media_id, SHOWN_PICTURES)
    assert old in stored(media_id)
    assert row(media_id).covered == 1
    change(media_id, worker_id=None, strays_since=clock.now() - timedelta(minutes=1))
    assert jobs.drop_strays() == 1
    assert old not in stored(media_id)
    for key, each in stored(media_id).items():
        assert abs(likeness(original, each)) < 0.06, key


def test_a_master_that_cannot_be_burned_is_removed(
    send: Send, ana: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_id, original = finished(send), noisy(1400, 1000)
    transact(lambda session: publish(session, ana, [media_id], recipes=[recipe(fade=10)]).code)
    assert baking.bake(media_id, lambda *_: True, jobs.scan_and_show_anew)
    monkeypatch.setattr(decoding, "CALLS", "tests.media.children")
    for _ in range(3):
        assert not burning.burn(media_id, SHOWN_PICTURES)
        assert row(media_id).master_key
    assert burning.burn(media_id, SHOWN_PICTURES)
    made = row(media_id)
    assert (made.master_key, made.covered) == (None, 1)
    kept = stored(media_id)
    assert set(kept) == {each.key for each in variants(media_id)}
    for key, each in kept.items():
        assert abs(likeness(original, each)) < 0.06, key


def test_a_storage_that_is_down_costs_no_attempt(
    send: Send, ana: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> list[object]:
        raise Unavailable("The storage cannot be reached.")

    media_id = finished(send)
    transact(lambda session: publish(session, ana, [media_id], recipes=[recipe()]).code)
    assert baking.bake(media_id, lambda *_: True, jobs.scan_and_show_anew)
    with monkeypatch.context() as down:
        down.setattr(burning, "store", away)
        for _ in range(5):
            assert not burning.burn(media_id, SHOWN_PICTURES)
    assert (row(media_id).attempts, row(media_id).worker_id) == (0, None)
    assert burning.burn(media_id, SHOWN_PICTURES)
