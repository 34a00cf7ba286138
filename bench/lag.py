"""How long the web process keeps a small request waiting while 20 photos are uploaded and read.

A process of its own asks /healthz every few milliseconds over one connection. What it waits
beyond an idle answer is the event loop's lag, and its own wait for a processor besides.
"""

import asyncio
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp

from bench import client, material, place, site
from bench.rounds import percentile
from bench.rows import Row, ours_at_most
from bench.tab import Photo, open_tab
from bench.upload import count_unfinished
from instaclone.db.session import read

EVERY_SECONDS = 0.007
IDLE_SECONDS = 6
PHOTOS, TABS = 20, 4
LONGEST_WAIT = 180
NOTE = (
    "time to answer /healthz, asked every 7 ms by another process; the yardstick is the idle site"
)


def measure(folder: Path, quick: bool) -> list[Row]:
    """Idle first, then busy, with 12-megapixel photos from four tabs at once."""
    photo = Photo.at(material.phone_photo(folder))
    cookies = two_people()
    count = TABS if quick else PHOTOS
    with site.running(folder / "log") as running:
        with sampled(running.address) as idle:
            time.sleep(2 if quick else IDLE_SECONDS)
        with sampled(running.address) as busy:
            asyncio.run(post(running.address, cookies, photo, count))
    return [
        Row(
            f"p{share * 100:g} while {count} uploads are processed",
            "ms",
            1000 * percentile(busy.times, share),
            1000 * percentile(idle.times, share),
            ours_at_most(50) if share == 0.99 else None,
            NOTE,
        )
        for share in (0.5, 0.95, 0.99, 1)
    ]


def two_people() -> list[str]:
    """Cookies of two people: one alone may not have four uploads open."""
    return [place.cookie_of(place.person(name).id) for name in ("bench", "bench_too")]


async def post(address: str, cookies: list[str], photo: Photo, count: int) -> None:
    """Upload a photo so many times from four tabs, and wait until the worker is through."""

    async def one_tab(cookie: str, photos: int) -> None:
        tab = await open_tab(address, cookie, "/create", session)
        for _ in range(photos):
            await tab.upload(photo)
        await tab.close()

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(
            *(one_tab(cookies[number % len(cookies)], count // TABS) for number in range(TABS))
        )
    deadline = time.monotonic() + LONGEST_WAIT
    while read(count_unfinished):
        if time.monotonic() > deadline:
            raise RuntimeError("The worker did not come to an end.")
        await asyncio.sleep(0.2)


class sampled:  # noqa: N801 - read as a phrase: with sampled(address)
    """Samples in another process as long as the block runs; `times` afterwards, in seconds."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.times: list[float] = []

    def __enter__(self) -> "sampled":
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_sample, args=(self.address, theirs), daemon=True)
        self._process.start()
        self._ours.recv()  # it has begun
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.send(None)
        self.times = self._ours.recv()
        self._process.join()


def _sample(address: str, pipe: Connection) -> None:
    asyncio.run(_ask(address, pipe))


async def _ask(address: str, pipe: Connection) -> None:
    connection = await client.connect(address)
    await connection.get("/healthz")
    pipe.send("begun")
    times: list[float] = []
    while not pipe.poll():
        times.append(await connection.get("/healthz"))
        await asyncio.sleep(EVERY_SECONDS)
    pipe.send(times)
