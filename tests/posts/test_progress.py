"""The word for a picture says what its author may expect."""

from datetime import UTC, datetime

import pytest

from instaclone.media.models import FAILED, PROCESSING, READY, RECEIVED, Media
from instaclone.posts import cards
from instaclone.posts.progress import status_of
from instaclone.vision.models import DONE, Scan

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"state": RECEIVED}, cards.RECEIVED),
        ({"state": PROCESSING}, cards.PROCESSING),
        ({"state": FAILED, "failure": "Why."}, "Failed: Why."),
        ({"state": READY}, cards.READY),
        # Shared and not edited yet.
        ({"state": READY, "bake_asked_at": NOW}, cards.PROCESSING),
        # Edited once more: others go on seeing it as it was.
        ({"state": READY, "bake_asked_at": NOW, "revision": 1}, cards.READY),
    ],
)
def test_the_word_for_a_scanned_picture(values: dict[str, object], word: str):
    media = Media(owner_id=1, file_name="a.jpg", **values)  # pyright: ignore[reportArgumentType]
    assert status_of(media, Scan(media_id=1, state=DONE), True) == word
