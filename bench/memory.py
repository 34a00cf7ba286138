"""Proportional memory (PSS) of web and worker with all their children, idle and after work.

The yardsticks are processes that do the least: bare Starlette on the same server, and Python with
Ultralytics and the same weights loaded.
"""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import aiohttp
import psutil

from bench import material, site
from bench.lag import PHOTOS, TABS, post, two_people
from bench.rows import Row
from bench.tab import Photo, open_tab

SETTLE_SECONDS = 2
PART_BYTES = 5_000_000  # as the create page sends them
MOVIE = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"  # how one begins; the worker refuses the rest
NOTE = "PSS of the whole family; the worker's holds the decoder's parent"


def measure(folder: Path, quick: bool) -> list[Row]:
    """Idle after the start, while a long video goes up, and after 20 uploads of 12 megapixels."""
    photo = Photo.at(material.phone_photo(folder))
    cookies = two_people()
    count = TABS if quick else PHOTOS
    log = folder / "log"
    with site.bare(log) as (server, _):
        bare_web = pss(server)
    with site.process(log, "bench.loaded", str(material.weights())) as loaded:
        site.wait_until(lambda: b"loaded" in log.read_bytes(), loaded, log)
        bare_worker = pss(loaded)
    rows: list[Row] = []

    def note(when: str) -> None:
        time.sleep(SETTLE_SECONDS)
        assert running.worker
        web, worker = pss(running.web) / 1e6, pss(running.worker) / 1e6
        rows.append(Row(f"web, {when}", "MB", web, bare_web / 1e6, None, NOTE))
        rows.append(Row(f"worker, {when}", "MB", worker, bare_worker / 1e6, None, NOTE))

    with site.running(log) as running:
        note("idle")
        size = 50 if quick else 500
        most = asyncio.run(highest(running, cookies[0], size * 10**6)) / 1e6
        named = f"web, highest while {size} MB of video go up"
        rows.append(Row(named, "MB", most, bare_web / 1e6, None, NOTE))
        asyncio.run(post(running.address, cookies, photo, count))
        note(f"after {count} uploads of 12 MP")
    return rows


async def highest(running: site.Site, cookie: str, size: int) -> int:
    """The most that the web process holds while a video of `size` bytes is uploaded."""
    held = [pss(running.web)]

    def parts() -> Iterator[bytes]:
        yield MOVIE + bytes(PART_BYTES - len(MOVIE))
        for _ in range(PART_BYTES, size, PART_BYTES):
            held.append(pss(running.web))
            yield bytes(PART_BYTES)

    async with aiohttp.ClientSession() as session:
        tab = await open_tab(running.address, cookie, "/create", session)
        await tab.send_file("long.mp4", size, parts())
        held.append(pss(running.web))
        await tab.close()
    return max(held)


def pss(process: Popen) -> int:
    """Bytes of a process and all its descendants, shared pages counted in shares."""
    parent = psutil.Process(process.pid)
    total = 0
    for member in [parent, *parent.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):  # a decoder's child that just ended
            total += member.memory_full_info().pss
    return total
