"""What stands in the search box when pages are opened faster than they can be shown."""

import asyncio

from instaclone.search.state import BoxState, SearchState
from tests.protocol.conftest import Scene
from tests.protocol.tabs import tab

PAGE, BOX = SearchState.get_full_name(), BoxState.get_full_name()
HARBOUR = "/search?q=harbour"


def test_who_goes_back_before_a_search_is_shown_finds_the_words_of_the_page(scene: Scene):
    async def act() -> list[str]:
        async with tab(scene.site.url, scene.ana.token) as page:
            return [
                await page.call(f"{PAGE}.open", {}, HARBOUR),
                await page.call(f"{BOX}.search", {"text": "typed", "tab": "all"}, HARBOUR),
                await page.call(f"{PAGE}.open", {}, HARBOUR),
                await page.call(f"{PAGE}.open", {}, HARBOUR),
            ]

    first, searched, back, again = asyncio.run(act())
    assert _rev(1) in first
    assert "/search?q=typed" in searched
    assert _rev(2) in back
    assert '"standing_rx_state_": "harbour"' in back
    assert "rev_rx_state_" not in again


def _rev(number: int) -> str:
    return f'"rev_rx_state_": {number}'
