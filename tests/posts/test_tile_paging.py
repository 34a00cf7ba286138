"""A grid that grows by pages: where it ends, and that it never grows without end."""

import asyncio
from dataclasses import replace

import pytest

from instaclone.media.cards import PictureCard
from instaclone.posts.archive_state import ArchiveState
from instaclone.posts.cards import TileCard
from instaclone.posts.tile_paging import LONGEST

PAGE, POSTS = 100, 500
PICTURE = PictureCard(1, "", "", "", 1, 1, "", "", "ready", "")
TILE = TileCard("", PICTURE, "", "", 1, "", is_working=False)


@pytest.fixture
def grid(monkeypatch: pytest.MonkeyPatch) -> ArchiveState:
    """A grid whose first page is read."""
    monkeypatch.setattr(ArchiveState, "_who", _nobody)
    monkeypatch.setattr(ArchiveState, "_page", _numbered)
    state = ArchiveState()
    asyncio.run(state._begin(None))
    return state


async def _nobody(_state: ArchiveState) -> None:
    return None


async def _numbered(
    _state: ArchiveState, _viewer: None, before: int | None
) -> tuple[list[TileCard], int | None]:
    first = before or 0
    last = min(first + PAGE, POSTS)
    found = [replace(TILE, code=str(number)) for number in range(first, last)]
    return found, last if last < POSTS else None


def test_a_page_follows_where_the_one_before_ended(grid: ArchiveState):
    assert len(grid.tiles) == PAGE
    assert grid.has_more
    _more(grid, True)
    assert [tile.code for tile in grid.tiles] == [str(number) for number in range(2 * PAGE)]
    assert not grid.is_cut


def test_a_long_grid_lets_go_of_its_beginning_and_says_so(grid: ArchiveState):
    for _ in range(9):
        _more(grid, True)
    assert not grid.has_more
    assert len(grid.tiles) == LONGEST
    assert grid.tiles[-1].code == str(POSTS - 1)
    assert grid.is_cut
    asyncio.run(grid._begin(None))
    assert grid.tiles[0].code == "0"
    assert not grid.is_cut


@pytest.mark.parametrize("sent", [False, None, 1, "true"])
def test_nothing_is_fetched_while_the_end_is_out_of_view(grid: ArchiveState, sent: object):
    _more(grid, sent)
    assert len(grid.tiles) == PAGE


def test_an_ended_grid_fetches_nothing(grid: ArchiveState):
    grid._end()
    _more(grid, True)
    assert list(grid.tiles) == []
    assert not grid.has_more


def _more(grid: ArchiveState, in_view: object) -> None:
    asyncio.run(ArchiveState.more.fn(grid, in_view))  # pyright: ignore
