"""What stands in the search box when pages are opened faster than they can be shown."""

import asyncio
from urllib.parse import quote

from instaclone.search.state import BoxState, SearchState
from tests.protocol.conftest import Scene
from tests.protocol.tabs import LOAD, tab

PAGE, BOX = SearchState.get_full_name(), BoxState.get_full_name()
HARBOUR, SAVED = "/search?q=harbour", "private-search -dog"


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


def test_what_is_saved_of_a_search_never_stands_beside_the_next_one(scene: Scene):
    async def act() -> list[str]:
        async with tab(scene.site.url, scene.ana.token) as page:
            await page.send(LOAD, {}, f"/search?q={quote(SAVED)}")
            await page.until('"current_rx_state_": {')
            begin = len(page.heard)
            await page.send(LOAD, {}, HARBOUR)
            await page.until('"query_rx_state_": "harbour"')
            return page.heard[begin:]

    heard = asyncio.run(act())
    shown = next(at for at, said in enumerate(heard) if '"query_rx_state_": "harbour"' in said)
    known = next(said for said in heard[: shown + 1] if '"about_rx_state_": "harbour"' in said)
    assert '"current_rx_state_": null' in known


def _rev(number: int) -> str:
    return f'"rev_rx_state_": {number}'
