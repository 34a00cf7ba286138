"""Carries "something about this topic changed" to the web processes, from any process.

With REDIS_URL through Redis pub/sub; otherwise as datagrams to a socket file that only the
owner of DATA_DIR can reach. A lost message costs nothing but time: the database is the truth.
Topics name a thing and its id: `media:12`, `post:3`, `user:5`.

What is published while nobody hears it, because a connection to Redis broke, is lost. Whoever
listens is told `ANYTHING` each time they begin to hear, and then reads everything again.
"""

import asyncio
import contextlib
import hashlib
import socket
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import redis
import redis.asyncio
from sqlmodel import Session

from instaclone.db.session import AFTER_COMMIT, after_commit
from instaclone.settings import settings

CHANNEL = "instaclone.live"
ANYTHING = ""  # in a topic's place: any of them may have changed
PATIENCE = 1.0  # seconds
SILENCE = 10.0  # seconds after which Redis is asked whether it is there
LONGEST_TOPIC = 4096  # bytes
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes


def publish(topic: str) -> None:
    """Tell every web process that the topic changed. May wait a moment: not for the event loop."""
    if url := settings().redis_url:
        _redis(url).publish(CHANNEL, topic)
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        # The kernel holds few datagrams (ten, on Linux): a burst waits for the reader, a while.
        sender.settimeout(PATIENCE)
        # No web process, or one that hangs: it reads the database later anyway.
        with contextlib.suppress(FileNotFoundError, ConnectionRefusedError, TimeoutError):
            sender.sendto(topic.encode(), str(socket_path()))


def publish_later(session: Session, topic: str) -> None:
    """Tell them once this transaction is committed, and once only."""
    news = _News(topic)
    if news not in session.info.get(AFTER_COMMIT, []):
        after_commit(session, news)


@dataclass(frozen=True)
class _News:
    topic: str

    def __call__(self) -> None:
        publish(self.topic)


async def listen() -> AsyncIterator[str]:
    """Every topic that changes from now on, and ANYTHING first; runs until cancelled."""
    heard = _from_redis(url) if (url := settings().redis_url) else _from_socket()
    async with contextlib.aclosing(heard):
        async for topic in heard:
            yield topic


async def _from_redis(url: str) -> AsyncGenerator[str]:
    async with (
        redis.asyncio.from_url(url, socket_connect_timeout=PATIENCE) as server,
        server.pubsub() as channel,
    ):
        await channel.subscribe(CHANNEL)
        is_asked = False
        while True:
            message = await channel.get_message(timeout=SILENCE)
            if message is None and is_asked:
                raise ConnectionError("Redis does not answer any more")
            is_asked = message is None
            if message is None:
                await channel.ping()
            elif message["type"] == "subscribe":
                # The first time, and whenever the client has connected again by itself.
                yield ANYTHING
            elif message["type"] == "message":
                yield message["data"].decode()


async def _from_socket() -> AsyncGenerator[str]:
    loop = asyncio.get_running_loop()
    with _bound() as receiver:
        yield ANYTHING
        while True:
            topics = [await loop.sock_recv(receiver, LONGEST_TOPIC)]
            # All that wait: the kernel holds few, and who sends one more has to wait for us.
            with contextlib.suppress(BlockingIOError):
                while True:
                    topics.append(receiver.recv(LONGEST_TOPIC))
            for topic in dict.fromkeys(topics):
                yield topic.decode()


@contextlib.contextmanager
def _bound():
    path = socket_path()
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.setblocking(False)
        receiver.bind(str(path))
        try:
            yield receiver
        finally:
            path.unlink(missing_ok=True)


def socket_path() -> Path:
    """Where the web process listens: in DATA_DIR, or under the temporary folder if too long."""
    folder = settings().run_dir
    if len(str(folder)) > LONGEST_SOCKET_PATH - 10:
        name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"instaclone-{name}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "live.sock"


@cache
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
