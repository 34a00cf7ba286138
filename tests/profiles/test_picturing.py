"""A person's own picture: the square they choose, and nothing of what lay outside it."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import select

from instaclone import clock
from instaclone.accounts.viewer import Viewer
from instaclone.db.session import read, transact
from instaclone.errors import Invalid, TooMany, Unavailable
from instaclone.media import decoding, processing, sweeping
from instaclone.media import jobs as media_jobs
from instaclone.media.models import READY, Media
from instaclone.posts.publishing import publish
from instaclone.posts.visibility import may_see_media
from instaclone.profiles import blocking, cropping, jobs, picturing
from instaclone.profiles.models import Avatar, AvatarWish
from instaclone.profiles.people import avatars
from instaclone.profiles.picturing import avatar_status, remove_avatar, set_avatar
from instaclone.profiles.queries import profile_card
from instaclone.storage import objects
from instaclone.storage.choosing import storage
from instaclone.studio.taking_in import IN_USE
from tests import make
from tests.media import pictures
from tests.media.conftest import change, row, variants

Send = Callable[..., int]
Asked = list[tuple[str, int]]


def _own(viewer: Viewer) -> int:
    """The id of the square that is somebody's picture."""
    found = read(lambda session: session.get(Avatar, viewer.id))
    assert found
    return found.media_id


def _set(viewer: Viewer, media_id: int, left=0.0, top=0.0, side=1.0) -> None:
    transact(set_avatar, viewer, media_id, left, top, side)
    jobs.crop(viewer.id)


def test_the_square_is_made_and_the_photo_goes(ana: Viewer, send: Send):
    photo = send(pictures.saved(pictures.corners(1200, 800)))
    assert processing.process(photo)
    # The upper right quarter, which is green, and a little of the others is not in it.
    _set(ana, photo, left=0.6, top=0.0, side=0.45)
    square = _own(ana)
    made = row(square)
    assert (made.state, made.width, made.height, made.owner_id) == (READY, 320, 320, ana.id)
    assert [each.width for each in variants(square)] == [96, 320]
    for each in variants(square):
        content = storage().read(each.key)
        picture = Image.open(io.BytesIO(content))
        assert pictures.color_names(picture) == ["green"] * 4
        assert picture.size == (each.width, each.width)
        assert len(content) == each.bytes
        assert not picture.getexif()
    assert row(photo).deleted_at is not None
    status = read(avatar_status, ana)
    assert (status.is_working, status.failure) == (False, "")
    assert "/320.webp" in status.src
    assert "/96.webp" in read(avatars, [ana.id])[ana.id]
    assert read(profile_card, None, "ana").avatar == status.src


def test_everybody_who_may_know_of_the_person_sees_the_square_alone(ana: Viewer, send: Send):
    photo = send()
    processing.process(photo)
    transact(set_avatar, ana, photo, 0.0, 0.0, 1.0)
    ben = transact(make.user, "ben")
    assert not read(may_see_media, ben, photo)
    jobs.crop(ana.id)
    assert read(may_see_media, ben, _own(ana))
    assert read(may_see_media, None, _own(ana))
    assert not read(may_see_media, None, photo)
    transact(blocking.block, ana, "ben")
    assert not read(may_see_media, ben, _own(ana))


def test_a_photo_may_still_be_on_its_way(ana: Viewer, send: Send, asked: Asked):
    photo = send()
    transact(set_avatar, ana, photo, 0.0, 0.0, 1.0)
    assert read(avatar_status, ana).is_working
    assert ("profiles.crop", ana.id) not in asked
    processing.process(photo, media_jobs.scan_and_show)
    assert ("profiles.crop", ana.id) in asked
    jobs.crop(ana.id)
    assert not read(avatar_status, ana).is_working


def test_another_picture_takes_the_place_of_the_one_before(ana: Viewer, send: Send):
    squares = []
    for photo in (send(), send()):
        processing.process(photo)
        _set(ana, photo)
        squares.append(_own(ana))
    old, new = squares
    assert old != new
    assert row(old).deleted_at is not None
    assert not read(may_see_media, None, old)


def test_a_removed_picture_is_gone_at_once(ana: Viewer, send: Send, asked: Asked):
    photo = send()
    processing.process(photo)
    _set(ana, photo)
    square = _own(ana)
    transact(remove_avatar, ana)
    transact(remove_avatar, ana)
    assert read(avatar_status, ana).src == ""
    assert not read(may_see_media, None, square)
    assert ("profiles.discard", square) in asked
    jobs.discard(square)
    sweeping.drop_deleted()
    assert variants(square) == []


def test_the_square_in_use_is_no_forgotten_upload(ana: Viewer, send: Send):
    photo = send()
    processing.process(photo)
    _set(ana, photo)
    square = _own(ana)
    change(square, received_at=clock.now() - timedelta(days=2))
    sweeping.discard_unused(IN_USE)
    assert row(square).deleted_at is None


def test_a_photo_that_is_in_a_post_stays_there(ana: Viewer, send: Send):
    photo = send()
    processing.process(photo)
    transact(publish, ana, [photo])
    _set(ana, photo)
    assert row(photo).deleted_at is None
    assert _own(ana) != photo


@pytest.mark.parametrize(
    "place", [(-0.1, 0, 1), (0, 1, 1), (0, 0, 0), (0, 0, 1.1), (float("nan"), 0, 1)]
)
def test_the_square_lies_inside_the_photo(ana: Viewer, send: Send, place):
    with pytest.raises(Invalid) as refusal:
        transact(set_avatar, ana, send(), *place)
    assert refusal.value.field == "crop"


def test_only_ones_own_photo_that_could_be_read(ana: Viewer, send: Send):
    ben, photo = transact(make.user, "ben"), send()
    for viewer, media_id in ((ben, photo), (ana, photo + 100)):
        with pytest.raises(Invalid):
            transact(set_avatar, viewer, media_id, 0.0, 0.0, 1.0)
    change(photo, state="failed", failure="beach.jpg is damaged.")
    with pytest.raises(Invalid, match="damaged"):
        transact(set_avatar, ana, photo, 0.0, 0.0, 1.0)


def test_what_crashes_the_decoder_is_told_after_three_tries(
    ana: Viewer, send: Send, asked: Asked, monkeypatch: pytest.MonkeyPatch
):
    photo = send()
    processing.process(photo)
    transact(set_avatar, ana, photo, 0.0, 0.0, 1.0)
    monkeypatch.setattr(decoding, "CALLS", "tests.media.children")
    for _ in range(3):
        assert read(avatar_status, ana).is_working
        jobs.crop(ana.id)
    status = read(avatar_status, ana)
    assert not status.is_working
    assert "could not be cut" in status.failure
    jobs.crop(ana.id)
    live = select(Media).where(Media.deleted_at == None)  # noqa: E711
    assert [each.id for each in read(lambda s: s.exec(live).all())] == [photo]


def test_a_storage_that_is_down_is_waited_for(
    ana: Viewer, send: Send, asked: Asked, monkeypatch: pytest.MonkeyPatch
):
    photo = send()
    processing.process(photo)
    transact(set_avatar, ana, photo, 0.0, 0.0, 1.0)

    def gone(*_: object) -> bytes:
        raise Unavailable("The storage cannot be reached.")

    with monkeypatch.context() as patch:
        patch.setattr(objects.ObjectStorage, "fetch", gone)
        for _ in range(5):
            jobs.crop(ana.id)
    wish = read(lambda session: session.get(AvatarWish, ana.id))
    assert wish
    assert wish.attempts == 0
    asked.clear()
    monkeypatch.setattr(cropping, "LOST_AFTER", timedelta(0))
    monkeypatch.setattr(cropping, "enqueue", lambda name, user_id: asked.append((name, user_id)))
    assert jobs.ask_again() == 1
    assert asked == [("profiles.crop", ana.id)]


def test_whoever_uploads_all_day_has_to_wait(
    ana: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(picturing, "UPLOADS", 2)
    staged = pictures.written(tmp_path, "staged", pictures.photo(90, 60))
    for _ in range(2):
        picturing.take_in(ana, staged, "me.jpg")
    with pytest.raises(TooMany):
        picturing.take_in(ana, staged, "me.jpg")
