"""From the first byte sent to the objects in the database, through the real web and worker.

The queue is idle before each upload. The yardstick makes the same first renditions and predicts
on their pixels, by bare library calls in this process.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import aiohttp
from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from bench import material, place, site
from bench.rounds import percentile
from bench.rows import Row, ours_at_most
from bench.tab import Photo, Tab, open_tab
from instaclone.db.session import read, transact
from instaclone.media.models import Media
from instaclone.settings import settings
from instaclone.studio.models import Draft
from instaclone.vision import yolo
from instaclone.vision.models import DONE, Scan

POLL_SECONDS = 0.003
LONGEST_WAIT = 60
QUIET_SECONDS = 0.3
NOTE = "sent by tus as the create page does; ends when the scan's row is done, asked every 3 ms"


def measure(folder: Path, quick: bool) -> list[Row]:
    """The 12-megapixel photo, and one of the size that messengers pass on."""
    photos = [
        ("12 MP JPEG", Photo.at(material.phone_photo(folder))),
        ("0.4 MP JPEG", Photo.at(material.SHARED / "photos" / "dog.jpg")),
    ]
    yolo.tame(settings().data_dir / "yolo")
    from bench.bare import Detector

    detector = Detector.load(material.weights())
    owner = place.person("bench")
    with site.running(folder / "log") as running:
        return asyncio.run(
            _rows(running.address, place.cookie_of(owner.id), photos, detector, quick)
        )


async def _rows(address: str, cookie: str, photos: list[tuple[str, Photo]], detector, quick: bool):
    rows: list[Row] = []
    async with aiohttp.ClientSession() as session:
        tab = await open_tab(address, cookie, "/create", session)
        for name, photo in photos:
            ours, bare = await _times(tab, photo, detector, 5 if quick else 30)
            for share, goal in ((0.5, 300), (0.95, 600)):
                rows.append(
                    Row(
                        f"{name}, upload to detected, p{share * 100:.0f}",
                        "ms",
                        1000 * percentile(ours, share),
                        1000 * percentile(bare, share),
                        ours_at_most(goal),
                        NOTE,
                    )
                )
        await tab.close()
    return rows


async def _times(tab: Tab, photo: Photo, detector, count: int) -> tuple[list[float], list[float]]:
    ours, bare = [], []
    await _once(tab, photo)  # not counted: every part does it for the first time
    for _ in range(count):
        ours.append(await _once(tab, photo))
        bare.append(_bare_once(photo.content, detector))
    return ours, bare


async def _once(tab: Tab, photo: Photo) -> float:
    known = read(_count_scanned)
    started = time.perf_counter()
    await tab.upload(photo)
    await _poll(lambda: read(_count_scanned) > known)
    took = time.perf_counter() - started
    await _poll(lambda: read(count_unfinished) == 0)
    transact(_forget_drafts)  # one may hold so many files only
    await asyncio.sleep(QUIET_SECONDS)
    return took


def _forget_drafts(session: Session) -> None:
    session.execute(delete(Draft))


def _bare_once(content: bytes, detector) -> float:
    from bench import bare

    with tempfile.TemporaryDirectory() as name:
        started = time.perf_counter()
        detector.read(bare.first_renditions(content, Path(name)))
        return time.perf_counter() - started


async def _poll(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("The worker did not come to an end.")
        await asyncio.sleep(POLL_SECONDS)


def _count_scanned(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Scan).where(Scan.state == DONE)).one()


def count_unfinished(session: Session) -> int:
    """How many pictures the worker has not done everything for."""
    waits = select(func.count()).select_from(Media).where(col(Media.upload_key).is_not(None))
    return session.exec(waits).one()
