"""What clients do on the wire, each kind as visitors: calls that take one step and say how long."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from bench import client, place
from bench.tab import HYDRATED, Photo, Tab, open_tab

Visit = Callable[[], Awaitable[float]]
FEED, PROFILE, LABEL = '"cards_rx_state_":[{', '"tiles_rx_state_":[{', '"scanner_rx_state_"'
MARKS = '"marks_rx_state_":{"'
NEUTRAL = "/create"  # a page that follows no news, which would bring frames of their own


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post, its author, and a label that the scanner found in it."""

    code: str
    author_id: int
    label: str


async def getting(address: str, path: str, count: int, cookie: str = "") -> list[Visit]:
    """Clients that get one address over connections of their own."""

    def visit(connection: client.Connection) -> Visit:
        return lambda: connection.get(path, cookie)

    return [visit(await client.connect(address)) for _ in range(count)]


async def navigating(tabs: list[Tab], path: str, marker: str, cards: int) -> list[Visit]:
    """Tabs that click a link to the page at `path`, which has so many cards."""

    def visit(tab: Tab) -> Visit:
        async def navigate() -> float:
            started = time.perf_counter()
            frame = await tab.navigate(path, marker)
            took = time.perf_counter() - started
            if (found := frame.count('"srcset":')) < cards:
                raise RuntimeError(f"{path} came with {found} pictures, not {cards}.")
            await tab.until(HYDRATED)
            return took

        return navigate

    return [visit(tab) for tab in tabs]


async def signed_in_tabs(
    address: str, session: aiohttp.ClientSession, user_id: int, count: int
) -> list[Tab]:
    """Tabs of one person, each signed in on its own."""
    return [
        await open_tab(address, place.cookie_of(user_id), NEUTRAL, session) for _ in range(count)
    ]


async def labelling(
    address: str, session: aiohttp.ClientSession, posts: list[Labelled]
) -> list[Visit]:
    """Authors who reject a label and take that back, in turns."""
    from instaclone.posts.state import PostState

    def visit(tab: Tab, post: Labelled) -> Visit:
        done = [0]

        async def write() -> float:
            verb = "restore" if done[0] % 2 else "reject"
            done[0] += 1
            started = time.perf_counter()
            name, path = f"{PostState.get_full_name()}.{verb}", f"/p/{post.code}"
            await tab.event(name, path, LABEL, {"label": post.label})
            return time.perf_counter() - started

        return write

    tabs = [(await signed_in_tabs(address, session, each.author_id, 1))[0] for each in posts]
    return [visit(tab, post) for tab, post in zip(tabs, posts, strict=True)]


async def liking(
    address: str, session: aiohttp.ClientSession, posts: list[Labelled]
) -> list[Visit]:
    """People who like a post on its page and take that back, in turns; each their own post."""
    from instaclone.posts.reactions import ReactionState

    def visit(tab: Tab, post: Labelled) -> Visit:
        # The number of a press, above any that the page begins with (see ReactionState).
        press = [time.time_ns() // 1_000_000 + 10**9]

        async def write() -> float:
            press[0] += 1
            started = time.perf_counter()
            name, path = f"{ReactionState.get_full_name()}.like", f"/p/{post.code}"
            said = {"code": post.code, "wanted": press[0] % 2 == 1, "press": press[0]}
            await tab.event(name, path, f'"rev":{press[0]}', said)
            return time.perf_counter() - started

        return write

    tabs = [(await signed_in_tabs(address, session, each.author_id, 1))[0] for each in posts]
    for tab, post in zip(tabs, posts, strict=True):
        await tab.navigate(f"/p/{post.code}", MARKS)
    return [visit(tab, post) for tab, post in zip(tabs, posts, strict=True)]


async def sharing(
    address: str, session: aiohttp.ClientSession, user_ids: list[int], photo: Photo
) -> list[Visit]:
    """People who upload a photo; ends with the answer to the upload."""

    def visit(tab: Tab) -> Visit:
        async def share() -> float:
            started = time.perf_counter()
            await tab.upload(photo)
            return time.perf_counter() - started

        return share

    tabs = [(await signed_in_tabs(address, session, user_id, 1))[0] for user_id in user_ids]
    return [visit(tab) for tab in tabs]


async def taking(
    address: str, session: aiohttp.ClientSession, photo: Photo, count: int
) -> list[Visit]:
    """Clients that send the same bytes to the bare server, which writes them into a file."""

    async def send() -> float:
        started = time.perf_counter()
        async with session.post(f"{address}/take", data=photo.content) as answer:
            await answer.read()
        return time.perf_counter() - started

    return [send] * count
