"""Who may open a websocket, and what becomes of one that misbehaves."""

import asyncio

import pytest
import socketio.exceptions

from instaclone.studio.state import StudioState
from tests.protocol.conftest import Scene
from tests.protocol.tabs import SAY, tab

FRAME = 300_000  # bytes, more than one message may have


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"],
)
def test_a_page_of_another_site_cannot_open_a_websocket(scene: Scene, origin: str):
    async def knock() -> None:
        async with tab(scene.site.url, scene.ana.token, origin=origin):
            raise AssertionError("it was let in")

    with pytest.raises(socketio.exceptions.ConnectionError):
        asyncio.run(knock())


def test_a_message_that_is_too_large_ends_its_own_tab_only(scene: Scene):
    async def flood() -> None:
        async with tab(scene.site.url) as other, tab(scene.site.url) as flooding:
            await flooding.send(SAY, {"sentence": "x" * FRAME})
            async with asyncio.timeout(10):
                await flooding.client.wait()
            await other.finished()

    asyncio.run(flood())


def test_a_guest_with_the_token_of_anas_tab_gets_nothing_of_hers(scene: Scene):
    """The token of a tab is no right: it may be read over somebody's shoulder."""

    async def steal() -> str:
        async with tab(scene.site.url, scene.ana.token, f"/p/{scene.unpublished}") as ana:
            await ana.until("unpublished-words")
            token = ana.token
        async with tab(scene.site.url, None, f"/p/{scene.unpublished}", token=token) as thief:
            await thief.finished()
            return "\n".join(thief.heard)

    heard = asyncio.run(steal())
    assert "unpublished-words" not in heard
    assert "unpublished_tag" not in heard


def test_the_next_person_in_a_tab_is_sent_nothing_of_the_one_before(scene: Scene):
    """The same tab keeps its token, and by it its state, across log-out and log-in."""
    draft = "a draft of ana's alone"
    write = f"{StudioState.get_full_name()}.write_caption"

    async def play() -> list[str]:
        heard = []
        async with tab(scene.site.url, scene.ana.token, "/create") as hers:
            await hers.call(write, {"text": draft, "revision": 0}, "/create")
            token = hers.token
        for cookie, path in ((None, "/"), (scene.ben.token, "/create")):
            async with tab(scene.site.url, cookie, path, token=token) as next_one:
                await next_one.finished()
                heard += next_one.heard
        return heard

    assert draft not in "\n".join(asyncio.run(play()))
