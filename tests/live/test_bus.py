"""News travel between processes, and a missing listener costs nothing."""

import asyncio

import pytest

from instaclone.db.session import transact
from instaclone.live import bus
from instaclone.settings import Settings


async def _heard(send, wanted: int) -> list[str]:
    heard: list[str] = []

    async def listen() -> None:
        async for topic in bus.listen():
            heard.append(topic)
            if len(heard) == wanted:
                return

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0)  # the listener binds its socket before it first waits
    await asyncio.to_thread(send)
    await asyncio.wait_for(listening, 5)
    return heard


def test_what_is_published_is_heard_in_order(database: Settings):
    topics = [f"media:{number}" for number in range(50)]
    assert asyncio.run(_heard(lambda: [bus.publish(topic) for topic in topics], 50)) == topics


def test_publishing_to_nobody_is_no_error(database: Settings):
    bus.publish("post:1")
    assert not bus.socket_path().exists()


def test_news_wait_for_the_commit_and_die_with_a_rollback(database: Settings):
    def fail(session) -> None:
        bus.publish_later(session, "post:1")
        raise ZeroDivisionError

    def send() -> None:
        with pytest.raises(ZeroDivisionError):
            transact(fail)
        transact(lambda session: bus.publish_later(session, "post:2"))

    assert asyncio.run(_heard(send, 1)) == ["post:2"]


def test_only_the_owner_of_the_data_folder_can_send(database: Settings):
    assert bus.socket_path().parent.stat().st_mode & 0o077 == 0
