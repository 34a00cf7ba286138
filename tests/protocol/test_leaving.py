"""What is left behind by who opens the next page before the one they came from is done."""

import asyncio

from instaclone.activity import models as kinds
from instaclone.activity.notifying import notify
from instaclone.shell.state import PageState
from tests.protocol.conftest import Scene
from tests.protocol.tabs import LOAD, tab

LEAVE = f"{PageState.get_full_name()}.leave"
UNKNOWN = "/explore/videos?from=nobodys"


def test_what_a_page_said_as_it_opened_goes_away_on_the_next_page_too(scene: Scene):
    async def act():
        async with tab(scene.site.url, scene.ana.token) as page:
            await page.send(LOAD, {}, UNKNOWN)
            await page.until("The video you asked for is not here.")
            page.heard.clear()
            await page.send(LOAD, {}, "/explore")
            await page.until('"notices_rx_state_": []')

    asyncio.run(act())


def test_what_popped_up_as_a_page_opened_goes_away_on_the_next_page_too(scene: Scene):
    async def act():
        async with tab(scene.site.url, scene.ana.token) as page:
            await page.call(LEAVE)  # nothing is heard until the next page
            scene.site.transact(notify, kinds.FOLLOW, scene.ben.viewer, scene.ana.viewer.id)
            await page.send(LOAD, {}, "/explore")
            await page.until(f"{scene.ben.name} started following you")
            page.heard.clear()
            await page.send(LOAD, {}, "/")
            await page.until('"toasts_rx_state_": []')

    asyncio.run(act())
