"""The square that the browser says in per cent, and photos that overtake each other."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from instaclone.accounts.viewer import Viewer
from instaclone.db.session import transact
from instaclone.errors import Invalid
from instaclone.profiles import avatar_state
from instaclone.profiles.avatar_state import AvatarState, square
from tests import make
from tests.media import pictures


def test_the_side_is_a_share_of_the_shorter_side():
    # 1200 by 900 px: the whole height is a square of three quarters of the width.
    assert square({"x": 12.5, "y": 0, "width": 75, "height": 100}) == (0.125, 0, 1)
    assert square({"x": 0, "y": 25, "width": 50, "height": 37.5}) == (0, 0.25, 0.5)


def test_what_lies_a_hair_outside_lies_inside():
    assert square({"x": -1e-9, "y": 0, "width": 75, "height": 100.00001}) == (0, 0, 1)


@pytest.mark.parametrize(
    "area", [None, {}, [], "x", {"x": 1}, {"x": "1", "y": 0, "width": 1, "height": 1}]
)
def test_what_is_no_square_is_refused(area):
    with pytest.raises(Invalid):
        square(area)


@dataclass
class Piece:
    """What a browser sends of a file."""

    data: bytes
    filename: str = "me.jpg"


def test_late_bytes_of_a_cancelled_photo_do_not_take_the_place_of_the_next(
    database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = transact(make.user)
    heard: list[tuple[str, str]] = []

    class State:
        _latest, is_choosing = "", True

        async def __aenter__(self) -> None: ...

        async def __aexit__(self, *_: object) -> None: ...

        async def _arrive(self, _viewer: Viewer, upload: str, _media_id: int) -> None:
            heard.append((upload, self._latest))

    async def viewer(_state: object) -> Viewer:
        return ana

    monkeypatch.setattr(avatar_state, "required_viewer", viewer)
    photo = pictures.saved(pictures.corners(64, 64), "JPEG")

    receive: Any = AvatarState.receive.fn

    async def play() -> None:
        state, first_may_come = State(), asyncio.Event()

        async def late():
            await first_may_come.wait()
            yield Piece(photo)

        async def at_once():
            yield Piece(photo)

        first = asyncio.create_task(receive(state, late()))
        await asyncio.sleep(0)
        state._latest = ""  # cancelled before its first byte
        second = asyncio.create_task(receive(state, at_once()))
        await second
        first_may_come.set()
        await first

    asyncio.run(play())
    (second_upload, latest), (first_upload, still_latest) = heard
    assert second_upload == latest == still_latest
    assert first_upload != latest
