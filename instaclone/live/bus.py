"""Carries "something about this topic changed" to the web processes, from any process.

With REDIS_URL through Redis pub/sub; otherwise as datagrams to a socket file that only the
owner of DATA_DIR can reach. A lost message costs nothing but time: the database is the truth.
Topics name a thing and its id: `media:12`, `post:3`, `user:5`.
"""

import asyncio
import contextlib
import hashlib
import socket
import tempfile
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import redis
import redis.asyncio
from sqlmodel import Session

from instaclone.db.session import after_commit
from instaclone.settings import settings

CHANNEL = "instaclone.live"
PATIENCE = 1.0  # seconds
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
    """Tell them once this transaction is committed."""
    after_commit(session, lambda: publish(topic))


async def listen() -> AsyncIterator[str]:
    """Every topic that changes from now on; runs until cancelled."""
    if url := settings().redis_url:
        async with redis.asyncio.from_url(url).pubsub() as channel:
            await channel.subscribe(CHANNEL)
            async for message in channel.listen():
                if message["type"] == "message":
                    yield message["data"].decode()
    else:
        with _bound() as receiver:
            while True:
                yield (await asyncio.get_running_loop().sock_recv(receiver, 4096)).decode()


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
    return redis.Redis.from_url(url)
