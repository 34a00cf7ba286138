"""A ready picture gets its largest variant and its master, and loses its upload."""

import hashlib
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from instaclone.errors import Unavailable
from instaclone.media import decoding, mastering, processing
from instaclone.media.models import READY
from instaclone.storage.choosing import storage
from tests.media import pictures
from tests.media.conftest import row, variants

Send = Callable[..., int]


@pytest.fixture
def ready(send: Send) -> int:
    """A ready picture of 3000 by 2000 px whose upload is still there."""
    media_id = send(pictures.photo(3000, 2000))
    assert processing.process(media_id)
    return media_id


def test_a_picture_is_finished(ready: int) -> None:
    assert mastering.finish(ready)
    made = row(ready)
    assert [each.width for each in variants(ready)] == [320, 640, 1080, 2048]
    assert made.master_key == f"m/{made.code}.jpg"
    content = storage().read(f"m/{made.code}.jpg")
    assert (made.master_bytes, made.master_sha256) == (
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert Image.open(BytesIO(content)).size == (3000, 2000)
    assert (made.upload_key, made.worker_id, made.state) == (None, None, READY)
    assert list(storage().keys("upload/")) == []


def test_a_second_call_finds_nothing_to_do(ready: int) -> None:
    assert mastering.finish(ready)
    before = row(ready)
    assert not mastering.finish(ready)
    assert row(ready) == before


def test_a_crash_before_the_upload_is_removed_is_made_good(
    ready: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(media_id: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(mastering, "drop_upload", dies)
        with pytest.raises(KeyboardInterrupt):
            mastering.finish(ready)
    assert row(ready).upload_key
    assert mastering.finish(ready)
    assert row(ready).upload_key is None
    assert [each.width for each in variants(ready)] == [320, 640, 1080, 2048]


def test_a_picture_that_cannot_be_finished_stays_as_it_is(
    ready: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "CALLS", "tests.media.children")
    for attempt in (1, 2, 3):
        assert not mastering.finish(ready)
        assert (row(ready).attempts, row(ready).worker_id) == (attempt, None)
    assert mastering.finish(ready)
    assert (row(ready).state, row(ready).upload_key) == (READY, None)
    assert len(variants(ready)) == 3


def test_a_storage_that_is_down_costs_no_attempt(
    ready: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> list[object]:
        raise Unavailable("The storage cannot be reached.")

    with monkeypatch.context() as down:
        down.setattr(mastering, "store", away)
        for _ in range(5):
            assert not mastering.finish(ready)
    assert row(ready).attempts == 0
    assert mastering.finish(ready)


def test_a_received_picture_is_not_finished(send: Send) -> None:
    assert not mastering.finish(send())
