"""What is left behind by who opens the next page before the one they came from is done."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from instaclone.accounts.viewer import Viewer
from instaclone.activity import models as kinds
from instaclone.activity.notifying import notify
from instaclone.collections import arranging, collecting, queries
from instaclone.collections.state import CollectionState
from instaclone.media.models import FAILED
from instaclone.objects.state import ObjectState
from instaclone.posts.models import Post
from instaclone.posts.state import PostState
from instaclone.shell.state import PageState
from instaclone.vision.models import LabelRejection
from tests import make
from tests.browser import rows
from tests.browser.running import running
from tests.protocol.conftest import Scene
from tests.protocol.tabs import LOAD, tab

COLLECTION = CollectionState.get_full_name()
POST = PostState.get_full_name()
LEAVE = f"{PageState.get_full_name()}.leave"
REDIS = os.environ.get("TEST_REDIS_URL", "")
DOGS, CATS = "/objects/dog", "/objects/cat"
TIMES = 10  # somebody leaves while the page they came to is read, which takes a blink
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


def test_a_press_is_about_the_collection_one_sees_though_the_address_is_anothers(scene: Scene):
    async def act():
        async with tab(scene.site.url, scene.ana.token) as page:
            await page.call(f"{COLLECTION}.delete", {"collection_id": seen}, f"/saved/{next_one}")
            form = {"collection_id": kept, "form": {"name": "Dogs"}}
            await page.call(f"{COLLECTION}.rename", form, f"/saved/{next_one}")
            cover = {"collection_id": kept, "code": first}
            await page.call(f"{COLLECTION}.choose_cover", cover, f"/saved/{next_one}")
            out = {"collection_id": kept, "code": last}
            await page.call(f"{COLLECTION}.remove", out, f"/saved/{next_one}")

    seen, kept, next_one = (
        scene.site.transact(arranging.create, scene.ana.viewer, name)
        for name in ("Seen", "Kept", "Next")
    )
    codes = rows.fill(scene.site, scene.ana.viewer, ["First", "Second", "Last"])
    first, _, last = codes
    for code in codes:
        for collection_id in (kept, next_one):
            scene.site.transact(collecting.add, scene.ana.viewer, collection_id, code)
    asyncio.run(act())
    left = {each.name: each for each in scene.site.read(queries.collections, scene.ana.viewer)}
    assert set(left) == {"Dogs", "Next"}
    assert (left["Dogs"].count, left["Next"].count) == (2, 3)
    covers = [card.cover and card.cover.code for card in (left["Dogs"], left["Next"])]
    assert covers == [first, last]


def test_a_press_is_about_the_post_one_sees_though_the_address_is_anothers(scene: Scene):
    async def act() -> list[int]:
        async with tab(scene.site.url, scene.ana.token) as page:
            label = {"media_id": picture, "label": "dog"}
            await page.call(f"{POST}.reject", label, f"/p/{next_one}")
            rejected = scene.site.read(_rejected)
            await page.call(f"{POST}.restore", label, f"/p/{next_one}")
            await page.call(f"{POST}.start_again", {"code": lost}, f"/p/{next_lost}")
        return rejected

    seen, next_one = rows.fill(scene.site, scene.ana.viewer, ["Seen", "Next"], {"dog": 1})
    picture = scene.site.read(_picture_of, seen)
    lost, next_lost = scene.site.transact(_lost_posts, scene.ana.viewer)
    assert asyncio.run(act()) == [picture]
    assert scene.site.read(_rejected) == []
    assert scene.site.read(_which_are_there, [lost, next_lost]) == [next_lost]


def _rejected(session: Session) -> list[int]:
    return list(session.exec(select(LabelRejection.media_id)))


def _picture_of(session: Session, code: str) -> int:
    return make.picture_in(session, session.exec(make.select_post(code)).one()).id or 0


def _lost_posts(session: Session, author: Viewer) -> list[str]:
    posts = [make.post(session, author, published=False) for _ in range(2)]
    for post in posts:
        picture = make.picture_in(session, post)
        picture.state, picture.failure = FAILED, "It is damaged."
    return [post.code for post in posts]


def _which_are_there(session: Session, codes: list[str]) -> list[str]:
    return list(session.exec(select(Post.code).where(col(Post.code).in_(codes))))


@pytest.mark.skipif(not REDIS, reason="Redis: TEST_REDIS_URL is not set; bin/test sets it")
@pytest.mark.usefixtures("scene")  # which builds the pages
def test_who_goes_back_while_a_page_is_read_finds_the_one_before_also_over_redis(tmp_path: Path):
    async def act(url: str, token: str) -> list[dict[str, Any]]:
        seen = []
        async with tab(url, token) as page:
            await page.send(LOAD, {}, DOGS)
            await page.until('"title_rx_state_": "Dog')
            for _ in range(TIMES):
                begin = len(page.heard)
                await page.send(LOAD, {}, CATS)
                while '"head_rx_state_": null' not in "".join(page.heard[begin:]):
                    page.news.clear()
                    await page.news.wait()
                await page.send(LOAD, {}, DOGS)
                await asyncio.sleep(0.05)  # until its opening has begun
                await page.finished()
                seen.append(_shown(page.heard))
        return seen

    with running(tmp_path, part="web", TRUSTED_PROXY_HOPS="1", REDIS_URL=REDIS) as site:
        ana = site.person("ana")
        rows.fill(site, ana.viewer, ["A dog"], {"dog": 1})
        rows.fill(site, ana.viewer, ["A cat"], {"cat": 1})
        seen = asyncio.run(act(site.url, ana.token))
    assert [len(shown["tiles_rx_state_"]) for shown in seen] == [1] * TIMES


def _shown(heard: list[str]) -> dict[str, Any]:
    """What a browser holds of the page of an object after all that it was sent."""
    held: dict[str, Any] = {}
    for said in heard:
        for message in json.loads(said):
            update = json.loads(message) if isinstance(message, str) else message
            held |= (update.get("delta") or {}).get(ObjectState.get_full_name(), {})
    return held
