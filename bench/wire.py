"""Pages, writes and uploads as clients see them, against bare Starlette on the same server.

A page is what a click on its link costs: the event on the websocket until the frame with its
cards has come. The worker does not run, so that reading pictures disturbs nothing.
"""

import asyncio
import statistics
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from sqlmodel import Session, col, func, select

from bench import counted, material, place, site, visits
from bench.feed import demo_id
from bench.rounds import percentile
from bench.rows import Row, ours_at_most, ratio_at_most
from bench.tab import Photo
from bench.visits import Labelled, Visit
from instaclone import bulk_seeding
from instaclone.accounts.models import User
from instaclone.db.session import read
from instaclone.posts.models import Post, PostMedia
from instaclone.vision.models import Detection

CLIENTS = 16
PEOPLE, POSTS = 1000, 20_000
HELLO, TAKE, FEED = "hello", "bare upload", "20-post feed"
SETTLE_SECONDS = 0.5
NOTE = "p50; yardstick: a route that says hello, for the share one that puts the body into a file"
COUNTED = "every statement until the page is whole: badge, marks, aside, and who is there each time"


@dataclass
class Target:
    """Something clients do: 16 visitors, and how often one visits in a round."""

    name: str
    visitors: list[Visit]
    times: int
    yardstick: str = HELLO
    found: dict[int, list[float]] = field(default_factory=lambda: {1: [], CLIENTS: []})

    async def round(self, clients: int) -> None:
        """One round by so many clients; keeps its p50 in seconds."""
        each = self.times if clients == 1 else max(1, self.times // 4)
        taken = await asyncio.gather(*(_visit(one, each) for one in self.visitors[:clients]))
        self.found[clients].append(percentile([took for times in taken for took in times], 0.5))

    def median(self, clients: int) -> float:
        """Over all rounds but the first."""
        return statistics.median(self.found[clients][1:])


def measure(folder: Path, quick: bool) -> list[Row]:
    """Times first; then the statements, in a web process that counts them."""
    bulk_seeding.seed(PEOPLE, 1000 if quick else POSTS, place.PASSWORD, lambda _line: None)
    photo, log = Photo.at(material.phone_photo(folder)), folder / "log"
    with site.bare(log) as (_, bare), site.running(log, worker=False) as running:
        rows = asyncio.run(_timed(bare, running.address, photo, 3 if quick else 7))
    with site.running(log, worker=False, web=("bench.counted",)) as running:
        return rows + asyncio.run(_counted(running.address, photo))


async def _timed(bare: str, address: str, photo: Photo, rounds: int) -> list[Row]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        hello = Target(HELLO, await visits.getting(bare, "/", CLIENTS), 400)
        take = Target(TAKE, await visits.taking(bare, session, photo, CLIENTS), 4)
        targets = await _targets(address, session, photo, CLIENTS)
        every = [hello, take, *targets]
        for _ in range(rounds + 1):
            for clients in (1, CLIENTS):
                for target in every:
                    await target.round(clients)
    known = {target.name: target for target in every}
    return [
        Row(
            f"{target.name}, {clients} client{'s' * (clients > 1)}",
            "ms",
            1000 * target.median(clients),
            1000 * known[target.yardstick].median(clients),
            ratio_at_most(400) if target.name == FEED and clients == 1 else None,
            NOTE,
        )
        for target in targets
        for clients in (1, CLIENTS)
    ]


async def _targets(
    address: str, session: aiohttp.ClientSession, photo: Photo, count: int
) -> list[Target]:
    demo, author = read(demo_id), read(_somebody)
    tabs = await visits.signed_in_tabs(address, session, demo, count)
    people = read(_people, count)
    cookie = place.cookie_of(demo)
    return [
        Target(FEED, await visits.navigating(tabs, "/", visits.FEED, 20), 20),
        Target("profile", await visits.navigating(tabs, f"/{author}", visits.PROFILE, 1), 20),
        Target("label rejected", await visits.labelling(address, session, read(_posts, count)), 20),
        Target("like", await visits.liking(address, session, read(_posts, count)), 20),
        Target("page /, its HTML", await visits.getting(address, "/", count, cookie), 60),
        Target("profile, its HTML", await visits.getting(address, f"/{author}", count, cookie), 60),
        Target(
            "share of a 12 MP photo",
            await visits.sharing(address, session, people, photo),
            2,
            TAKE,
        ),
    ]


async def _counted(address: str, photo: Photo) -> list[Row]:
    rows = []
    async with aiohttp.ClientSession() as session:
        for target in await _targets(address, session, photo, 1):
            before = await _statements(address)
            await target.visitors[0]()
            name = f"{target.name}, statements"
            goal = ours_at_most(40) if target.name == FEED else None
            count = await _statements(address) - before
            rows.append(Row(name, "statements", count, None, goal, COUNTED))
    return rows


async def _statements(address: str) -> int:
    await asyncio.sleep(SETTLE_SECONDS)  # what follows an answer is counted with it

    def ask() -> int:
        with urllib.request.urlopen(address + counted.PATH, timeout=10) as answer:
            return int(answer.read())

    return await asyncio.to_thread(ask)


async def _visit(visit: Visit, times: int) -> list[float]:
    return [await visit() for _ in range(times)]


def _somebody(session: Session) -> str:
    """The author of the first post: there is a grid to show."""
    found = select(User.username).join(Post, col(Post.author_id) == User.id).order_by(col(Post.id))
    return session.exec(found.limit(1)).one()


def _people(session: Session, count: int) -> list[int]:
    found = session.exec(select(User.id).order_by(col(User.id).desc()).limit(count))
    return [user_id for user_id in found if user_id]


def _posts(session: Session, count: int) -> list[Labelled]:
    rows = session.exec(
        select(Post.code, Post.author_id, func.min(Detection.label))
        .join(PostMedia, col(PostMedia.post_id) == Post.id)
        .join(Detection, col(Detection.media_id) == PostMedia.media_id)
        .group_by(col(Post.id), col(Post.code), col(Post.author_id))
        .order_by(col(Post.id))
        .limit(count)
    )
    return [Labelled(*row) for row in rows]
